"""The evidence card: everything said with its source, nothing said that is not known."""

import pytest

from geo.atlas import Atlas
from layers.card import build_card


def card_of(atlas, feature_id, language="en"):
    return build_card(atlas, atlas.row(feature_id), language=language)


def test_a_card_names_its_sources_in_the_order_of_the_record(tiny_atlas):
    card = card_of(tiny_atlas, "lease-signed")
    assert [c.id for c in card.citations] == ["toy-survey", "toy-gazette"]


def test_general_knowledge_is_said_to_be_just_that(tiny_atlas):
    citation = card_of(tiny_atlas, "no-date").citations[0]
    assert citation.text == "general knowledge, no source seen"
    assert citation.url == ""


def test_sources_that_disagree_stand_side_by_side(tiny_atlas):
    ((topic, claims, suggestion),) = card_of(tiny_atlas, "lease-signed").conflicts
    assert (topic, claims, suggestion) == ("Colour of the ink", "blue || black", "show both")


def test_an_unknown_date_and_an_unknown_place_are_said(tiny_atlas):
    assert card_of(tiny_atlas, "no-date").when == "date unknown"
    assert ("Position", "unknown") in card_of(tiny_atlas, "no-place").rows


def test_the_precision_of_a_position_is_said_in_kilometres(tiny_atlas):
    assert ("Position", "known to 200 km") in card_of(tiny_atlas, "somewhere-north").rows


def test_details_carry_the_catalogs_titles_in_the_language_of_the_labels(tiny_atlas):
    assert ("Owner", "The Toys") in card_of(tiny_atlas, "harbour").rows
    assert ("Владелец", "The Toys") in card_of(tiny_atlas, "harbour", "ru").rows


def test_a_card_is_headed_in_the_language_of_the_labels(tiny_atlas):
    assert card_of(tiny_atlas, "harbour", "ru").title == "Портовый"
    assert card_of(tiny_atlas, "lost-village", "ru").title == "Lost Village"


def test_an_event_leads_to_its_place_and_back(tiny_atlas):
    assert "harbour" in dict(card_of(tiny_atlas, "first-boat").related)
    assert "first-boat" in dict(card_of(tiny_atlas, "harbour").related)


def test_a_day_is_said_in_the_calendars_of_its_time(tiny_atlas):
    rows = dict(card_of(tiny_atlas, "lease-signed").rows)
    assert rows["Old and new style"] == "18 April (1 May) 1900"
    assert rows["Japanese era"] == "Meiji 33, 1 May"


def test_a_year_is_no_day_and_gets_no_other_calendar(tiny_atlas):
    assert "Japanese era" not in dict(card_of(tiny_atlas, "first-boat").rows)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "no date stated"),
        ("ru", "дата не указана"),
        ("ja", "時期の記載なし"),
        ("zh", "未注明日期"),
    ],
)
def test_a_place_without_stated_dates_is_not_said_to_be_there_always(
    tiny_atlas: Atlas, language: str, words: str
) -> None:
    rows = tiny_atlas.features
    timeless = rows[rows["when"] == "../.."].iloc[0]
    assert build_card(tiny_atlas, timeless, language=language).when == words
