"""The evidence card: everything said with its source, nothing said that is not known."""

import base64
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geo.atlas import Atlas
from geo.source import to_citation
from layers.card import name_of
from layers.render.cards import to_cards


@dataclass(frozen=True)
class Card:
    """What the browser makes of the columns for one feature."""

    when: str
    note: str
    rows: list[tuple[str, str]]
    citations: list[dict[str, str]]
    conflicts: list[dict[str, Any]]
    related: list[str]


def card_of(atlas: Atlas, feature_id: str, language: str = "en") -> Card:
    sent, k = to_cards(atlas, atlas.features, language), atlas.positions[feature_id]
    cards, texts = sent["cards"], sent["texts"]

    def place(name: str) -> int:
        return int(np.frombuffer(base64.b64decode(cards[name]), dtype="<i4")[k])

    listed = cards["citationLists"][place("citations")]

    def numbered(parts: str | list[str | int]) -> str:
        written = [parts] if isinstance(parts, str) else parts
        return "".join(x if isinstance(x, str) else str(listed.index(x) + 1) for x in written)

    pairs = cards["factLists"][place("facts")] + cards["detailLists"][place("details")]
    return Card(
        when=texts[place("when")],
        note=numbered(sent["notes"][place("note")]),
        rows=[(texts[label], texts[value]) for label, value in pairs],
        citations=[sent["citations"][c] for c in listed],
        conflicts=[
            {"topic": told["topic"], "suggestion": numbered(told["suggestion"])}
            | {"claims": [numbered(claim) for claim in told["claims"]]}
            for told in (sent["conflicts"][c] for c in cards["conflicts"].get(str(k), []))
        ],
        related=[atlas.features["id"][other] for other in cards["related"].get(str(k), [])],
    )


def test_a_card_names_its_sources_in_the_order_of_the_record(tiny_atlas):
    card = card_of(tiny_atlas, "lease-signed")
    survey, gazette = (to_citation(tiny_atlas.sources[n]) for n in ("toy-survey", "toy-gazette"))
    assert [citation["text"] for citation in card.citations] == [survey, gazette]


def with_note(atlas: Atlas, feature_id: str, note: str) -> Atlas:
    """Give the atlas with another note on one feature."""
    notes = atlas.features["note"].mask(atlas.features["id"] == feature_id, note)
    return replace(atlas, features=atlas.features.assign(note=notes))


def test_a_note_names_sources_by_their_places_on_the_card(tiny_atlas):
    atlas = with_note(tiny_atlas, "lease-signed", "Blue [toy-gazette: p. 2], not black [x9].")
    assert card_of(atlas, "lease-signed").note == "Blue [2: p. 2], not black [x9]."


def test_a_source_that_only_the_note_names_is_on_the_card_too(tiny_atlas):
    atlas = with_note(tiny_atlas, "first-boat", "Others differ [toy-survey, toy-gazette].")
    card = card_of(atlas, "first-boat")
    assert card.note == "Others differ [2, 1]."
    gazette, survey = (to_citation(tiny_atlas.sources[n]) for n in ("toy-gazette", "toy-survey"))
    assert [citation["text"] for citation in card.citations] == [gazette, survey]


def test_the_sides_of_a_conflict_name_sources_that_the_card_lists(tiny_atlas):
    (ink,) = tiny_atlas.conflicts
    ink = replace(
        ink,
        claims="blue [toy-survey] || black [toy-gazette, x9]",
        suggestion="Blue [toy-survey].",
        sources=("toy-survey", "toy-gazette"),
    )
    features = tiny_atlas.features
    sources = pd.Series([("toy-gazette",)] * len(features), dtype=object)
    atlas = replace(tiny_atlas, conflicts=(ink,), features=features.assign(sources=sources))
    card = card_of(atlas, "lease-signed")
    assert card.conflicts == [
        {
            "topic": "Colour of the ink",
            "claims": ["blue [2]", "black [1, x9]"],
            "suggestion": "Blue [2].",
        }
    ]
    assert len(card.citations) == 2


def test_a_note_without_sources_is_sent_once_as_it_is(tiny_atlas):
    rows = tiny_atlas.features.assign(note="[sic]")
    assert to_cards(tiny_atlas, rows, "en")["notes"] == ["[sic]"]


def test_general_knowledge_is_said_to_be_just_that(tiny_atlas):
    citation = card_of(tiny_atlas, "no-date").citations[0]
    assert citation["text"] == "general knowledge, no source seen"
    assert citation["url"] == ""


def test_sources_that_disagree_stand_side_by_side(tiny_atlas):
    (conflict,) = card_of(tiny_atlas, "lease-signed").conflicts
    assert conflict == {
        "topic": "Colour of the ink",
        "claims": ["blue", "black"],
        "suggestion": "show both",
    }


def test_an_unknown_date_and_an_unknown_place_are_said(tiny_atlas):
    assert card_of(tiny_atlas, "no-date").when == "date unknown"
    assert ("Position", "unknown") in card_of(tiny_atlas, "no-place").rows


def test_the_precision_of_a_position_is_said_in_kilometres(tiny_atlas):
    assert ("Position", "known to 200 km") in card_of(tiny_atlas, "somewhere-north").rows


def test_details_carry_the_catalogs_titles_in_the_language_of_the_labels(tiny_atlas):
    assert ("Owner", "The Toys") in card_of(tiny_atlas, "harbour").rows
    assert ("Владелец", "The Toys") in card_of(tiny_atlas, "harbour", "ru").rows


def test_a_card_is_headed_in_the_language_of_the_labels(tiny_atlas):
    assert name_of(tiny_atlas.row("harbour"), "ru") == "Портовый"
    assert name_of(tiny_atlas.row("lost-village"), "ru") == "Lost Village"


def test_an_event_leads_to_its_place_and_back(tiny_atlas):
    assert "harbour" in card_of(tiny_atlas, "first-boat").related
    assert "first-boat" in card_of(tiny_atlas, "harbour").related


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
    assert card_of(tiny_atlas, timeless["id"], language).when == words
