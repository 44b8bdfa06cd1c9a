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
from geo.source import GENERAL_KNOWLEDGE, Source
from layers.card import citation_of
from layers.render.cards import to_cards
from layers.table import build_disputes, build_numbers
from layers.wording import LANGUAGES

NAMED = re.compile(r"\[([a-z][^\]]*)\]")
NUMBERED = re.compile(r"\[(\d+(?:, \d+)*)(?:\]|:)")
ID = re.compile(r"(?<![\w.-])[a-z][a-z0-9]*(?![\w-])")
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


def _shown(parts: str | list[str | int], listed: list[int]) -> str:
    """Give words as a card shows them, with the numbers of sources in its own list."""
    written = [parts] if isinstance(parts, str) else parts
    return "".join(x if isinstance(x, str) else str(listed.index(x) + 1) for x in written)


def _expected(text: str, atlas: Atlas, cited: list[str], language: str) -> str:
    """Give words with the place of each source named among what a card cites."""

    def number(word: re.Match[str]) -> str:
        if word[0] in atlas.sources:
            return str(cited.index(citation_of(atlas, word[0], language).text) + 1)
        return word[0]

    def group(found: re.Match[str]) -> str:
        names, colon, words = found[0].partition(":")
        return ID.sub(number, names) + colon + words

    return NAMED.sub(group, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_names_sources_by_their_numbers_on_it(atlas: Atlas, language: str) -> None:
    sent, shown = to_cards(atlas, atlas.features, language), []
    disputes = {conflict.topic: conflict for conflict in atlas.conflicts}
    notes, lists = (
        np.frombuffer(base64.b64decode(sent["cards"][name]), dtype="<i4")
        for name in ("note", "citations")
    )
    for k, (note, place, listing) in enumerate(
        zip(atlas.features["note"], notes, lists, strict=True)
    ):
        listed = sent["cards"]["citationLists"][listing]
        cited = [sent["citations"][c]["text"] for c in listed]
        pairs = [(note, sent["notes"][place])]
        for told in (sent["conflicts"][c] for c in sent["cards"]["conflicts"].get(str(k), [])):
            conflict = disputes[told["topic"]]
            pairs += zip(conflict.claims.split(" || "), told["claims"], strict=True)
            pairs.append((conflict.suggestion, told["suggestion"]))
        for written, parts in pairs:
            shown.append(_shown(parts, listed))
            assert shown[-1] == _expected(written, atlas, cited, language)
            assert not NAMED.search(shown[-1])
    assert sum(map(len, map(NUMBERED.findall, shown))) > 150


def test_figures_and_disputes_name_sources_by_their_numbers_in_the_row(atlas: Atlas) -> None:
    numbers, disputes = build_numbers(atlas), build_disputes(atlas)
    written = [figure.note for figure in atlas.statistics]
    written += [f"{x.claims} {x.suggestion}" for x in atlas.conflicts]
    shown = [*numbers["note"], *(disputes["claims"] + " " + disputes["shown"])]
    for text, told, sources in zip(
        written, shown, [*numbers["sources"], *disputes["sources"]], strict=True
    ):
        assert not NAMED.search(told)
        for names, places in zip(NAMED.findall(text), NUMBERED.findall(told), strict=True):
            for name, place in zip(
                ID.findall(names.split(":")[0]), places.split(", "), strict=True
            ):
                assert f"[{place}] {atlas.sources[name].title}" in sources


def test_sources_are_named_in_brackets_alone(atlas: Atlas) -> None:
    texts = [*atlas.features["text"], *atlas.features["note"]]
    texts += [figure.note for figure in atlas.statistics]
    texts += [f"{x.claims} {x.suggestion}" for x in atlas.conflicts]
    named = {
        word
        for text in texts
        for word in ID.findall(NAMED.sub("", text))
        if re.search(r"\d", word) or f"({word})" in text
    }
    assert not named & set(atlas.sources)
