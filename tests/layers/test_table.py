"""Table and sentence: the text twin of the map says what the map shows."""

from dataclasses import replace

import pytest

from geo.selection import opening
from layers.summary import build_sentence, date_of_interest
from layers.table import (
    build_disputes,
    build_numbers,
    build_people,
    build_sources_table,
    build_table,
    build_treaty,
)
from layers.view import build_view
from layers.wording import _WORDS, LANGUAGES, word


@pytest.fixture
def view_at(tiny_atlas):
    return lambda date, **more: build_view(
        tiny_atlas, replace(opening(tiny_atlas.catalog), date=date, **more)
    )


def test_the_table_has_one_row_for_each_feature_of_the_view(view_at):
    view = view_at("1910")
    assert len(build_table(view)) == sum(len(layer.features) for layer in view.dated)


def test_a_place_that_is_not_known_is_said_in_the_table(view_at):
    table = build_table(view_at("1910-12")).set_index("id")
    assert table.loc["no-place", "position"] == "unknown"


def test_the_sentence_counts_what_the_table_lists(view_at):
    view = view_at("1900")
    events = (build_table(view)["layer"] == "Events").sum()
    assert f"Events – {events}" in build_sentence(view)
    assert build_sentence(view).endswith("The lease is signed (1 May 1900).")


def test_the_sentence_says_on_a_day_and_in_a_year(view_at):
    assert build_sentence(view_at("1900-05-01")).startswith("On 1 May 1900 ")
    assert build_sentence(view_at("1900")).startswith("In 1900 ")


def test_an_empty_map_is_said_to_be_empty(view_at):
    assert build_sentence(view_at("1900", layers=frozenset())) == (
        "In 1900 the map shows: nothing dated."
    )


def test_the_clock_goes_to_the_day_of_an_event(tiny_atlas, view_at):
    event = tiny_atlas.row("lease-signed")
    assert date_of_interest(event, view_at("1910").selection) == "1900-05-01"


def test_the_clock_stays_for_a_span_that_holds(tiny_atlas, view_at):
    assert date_of_interest(tiny_atlas.row("harbour"), view_at("1910").selection) == "1910"


def test_the_clock_goes_to_the_beginning_of_a_span_that_does_not_hold(tiny_atlas, view_at):
    village = tiny_atlas.row("lost-village")
    assert date_of_interest(village, view_at("1910").selection) == "1895"


def test_the_clock_stays_for_what_has_no_date(tiny_atlas, view_at):
    assert date_of_interest(tiny_atlas.row("no-date"), view_at("1910").selection) == "1910"


def test_a_note_on_a_figure_names_the_numbers_of_its_sources(tiny_atlas):
    (figure,) = tiny_atlas.statistics
    noted = replace(figure, note="The survey has 3 [toy-survey], a reader 4 [x9].")
    row = build_numbers(replace(tiny_atlas, statistics=(noted,))).iloc[0]
    assert row["sources"] == "[1] Toy Gazette; [2] A Survey of the Toy Island"
    assert row["note"] == "The survey has 3 [2], a reader 4 [x9]."


def test_a_note_on_an_article_names_sources_by_title(tiny_atlas):
    first, *others = tiny_atlas.articles
    noted = replace(first, note="See [toy-gazette].", sources=())
    atlas = replace(tiny_atlas, articles=(noted, *others))
    article = build_treaty(atlas)[0].articles[0]
    assert article.text.endswith("See [Toy Gazette].")
    assert article.citations == ("Toy Gazette.",)


def test_a_range_is_no_amount_and_stays_as_the_source_has_it(tiny_atlas):
    numbers = build_numbers(tiny_atlas)
    assert numbers.loc[0, "value"] == "1-2"
    assert numbers["amount"].isna().all()


def test_sources_in_view_come_first_with_their_number(tiny_atlas, view_at):
    view = view_at("1900")
    table = build_sources_table(tiny_atlas, view)
    first = list(table["id"][: len(view.sources)])
    assert first == [source.id for source in view.sources]
    assert list(table["number"][: len(view.sources)]) == [
        str(n) for n in range(1, len(view.sources) + 1)
    ]


def test_sources_can_be_read_as_a_style_cites_them(tiny_atlas, view_at):
    table = build_sources_table(tiny_atlas, view_at("1900"), style="mla")
    assert "Nobody, A. A Survey of the Toy Island. 1911" in " ".join(table["title"])


def test_people_and_disagreements_are_listed_as_recorded(tiny_atlas):
    assert list(build_people(tiny_atlas)["name"]) == ["North Company"]
    assert list(build_disputes(tiny_atlas)["claims"]) == ["• blue  • black"]


def test_sides_of_a_disagreement_name_the_numbers_of_its_sources(tiny_atlas):
    (ink,) = tiny_atlas.conflicts
    ink = replace(ink, claims="blue [toy-gazette] || black [x9]", suggestion="See [toy-gazette].")
    row = build_disputes(replace(tiny_atlas, conflicts=(ink,))).iloc[0]
    number = 1 + ink.sources.index("toy-gazette")
    assert (row["claims"], row["shown"]) == (
        f"• blue [{number}]  • black [x9]",
        f"See [{number}].",
    )
    assert f"[{number}] Toy Gazette" in row["sources"]


def test_every_article_of_the_record_stands_in_its_part(tiny_atlas):
    shown = [article.id for part in build_treaty(tiny_atlas) for article in part.articles]
    assert shown == [article.id for article in tiny_atlas.articles]


@pytest.mark.parametrize("key", _WORDS)
def test_every_word_is_said_in_every_language(key):
    assert all(word(key, language) for language in LANGUAGES)


def test_a_language_nobody_speaks_falls_back_to_english():
    assert word("legend", "xx") == "Legend"


def test_headings_of_the_treaty_are_said_in_the_readers_language(tiny_atlas):
    article = replace(tiny_atlas.articles[0], part="protocol-a", title_ru="Север")
    atlas = replace(tiny_atlas, articles=(article,))
    part = build_treaty(atlas, language="ru")[0]
    assert (part.title, part.articles[0].heading) == ("Протокол А", "I. Север")
    other = build_treaty(atlas, language="ja")[0]
    assert other.articles[0].heading == "I. The north"
