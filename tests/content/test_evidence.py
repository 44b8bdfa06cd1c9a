"""Every statement says who says so, and how sure that is."""

import re
from dataclasses import astuple
from typing import Any

from geo.atlas import Atlas
from geo.catalog import LayerSpec
from geo.record import Article, Conflict, Person, Statistic
from geo.source import GENERAL_KNOWLEDGE, Source

NAMED = re.compile(r"\[([a-z][^\]]*)\]")
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
