"""Every statement says who says so, and how sure that is."""

import base64
import re
from dataclasses import astuple
from typing import Any

import numpy as np
import pytest

from geo.atlas import Atlas
from geo.catalog import LayerSpec
from geo.record import Article, Conflict, Person, Statistic
from geo.source import GENERAL_KNOWLEDGE, Source, to_citation
from layers.render.cards import to_cards
from layers.table import build_numbers
from layers.wording import LANGUAGES

NAMED = re.compile(r"\[([a-z][^\]]*)\]")
RAW = re.compile(r"\[[a-z]")  # ids are in small letters
NUMBER = re.compile(r"\[(\d+)\]")
WORD = re.compile(r"[a-z][a-z0-9]*")
SPOKEN_TWICE = re.compile(r"general knowledge", re.IGNORECASE)

Record = Article | Person | Statistic | Conflict


def _texts(feature: dict[str, Any]) -> str:
    return " ".join([feature["text"], feature["note"], *(value for _, value in feature["details"])])


def test_a_feature_has_a_source(feature: dict[str, Any]) -> None:
    assert feature["sources"]


def test_everything_on_a_layer_has_a_source(layer: LayerSpec, atlas: Atlas) -> None:
    rows = atlas.features[atlas.features["layer"] == layer.id]
    assert layer.sources or (rows["sources"].str.len() > 0).all()


def test_a_feature_names_each_source_once(feature: dict[str, Any]) -> None:
    assert len(set(feature["sources"])) == len(feature["sources"])


def test_a_feature_cites_what_its_note_names(feature: dict[str, Any], atlas: Atlas) -> None:
    named = {word for group in NAMED.findall(_texts(feature)) for word in WORD.findall(group)}
    assert named & set(atlas.sources) <= set(feature["sources"])


def test_a_feature_that_speaks_of_general_knowledge_is_marked_so(feature: dict[str, Any]) -> None:
    assert not SPOKEN_TWICE.search(_texts(feature)) or GENERAL_KNOWLEDGE in feature["sources"]


def test_a_feature_without_any_source_seen_is_uncertain(feature: dict[str, Any]) -> None:
    assert feature["sources"] != (GENERAL_KNOWLEDGE,) or feature["certainty"] == "uncertain"


def test_a_feature_says_how_certain_it_is(feature: dict[str, Any]) -> None:
    assert feature["certainty"]


def test_a_record_has_a_source(record: Record) -> None:
    assert record.sources


def test_a_record_that_speaks_of_general_knowledge_is_marked_so(record: Record) -> None:
    text = " ".join(part for part in astuple(record) if isinstance(part, str))
    assert not SPOKEN_TWICE.search(text) or GENERAL_KNOWLEDGE in record.sources


def test_a_source_is_cited_somewhere(source: Source, cited: frozenset[str]) -> None:
    assert source.id in cited


def test_a_source_says_what_it_is(source: Source) -> None:
    assert source.title
    assert source.kind


def test_a_source_says_which_part_was_seen(source: Source) -> None:
    assert source.part_seen


def test_sources_stand_in_the_order_of_their_ids(atlas: Atlas) -> None:
    assert list(atlas.sources) == sorted(atlas.sources)


def test_an_article_that_nobody_showed_is_general_knowledge(record: Record) -> None:
    if isinstance(record, Article) and record.sources == (GENERAL_KNOWLEDGE,):
        assert record.basis == GENERAL_KNOWLEDGE


def test_a_conflict_has_at_least_two_sides(record: Record) -> None:
    if isinstance(record, Conflict):
        assert len([claim for claim in record.claims.split(" || ") if claim.strip()]) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_names_each_source_of_its_note_by_number(atlas: Atlas, language: str) -> None:
    sent, mentions = to_cards(atlas, atlas.features, language), 0
    places, lists = (
        np.frombuffer(base64.b64decode(sent["cards"][name]), dtype="<i4")
        for name in ("note", "citations")
    )
    written = zip(atlas.features["note"], places, lists, strict=True)
    for note, place, listed in written:
        citations = sent["cards"]["citationLists"][listed]
        shown = sent["notes"][place]
        parts = [shown] if isinstance(shown, str) else shown
        words = [part for part in parts if isinstance(part, str)]
        named = [sent["citations"][citations[part]]["text"] for part in parts if part not in words]
        ids = [
            name for group in NAMED.findall(note) for name in re.split(", ", group.split(":")[0])
        ]
        assert named == [to_citation(atlas.sources[name]) for name in ids]
        assert not RAW.search("1".join(words))
        mentions += len(named)
    assert mentions > 80


def test_a_figure_names_each_source_of_its_note_by_number(atlas: Atlas) -> None:
    table = build_numbers(atlas)
    for figure, note, sources in zip(
        atlas.statistics, table["note"], table["sources"], strict=True
    ):
        assert not RAW.search(note)
        for name, number in zip(NAMED.findall(figure.note), NUMBER.findall(note), strict=True):
            assert f"[{number}] {atlas.sources[name].title}" in sources
