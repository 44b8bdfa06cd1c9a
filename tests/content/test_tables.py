"""The article, the corrections and the layers: each row of a table is shown by something."""

from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

from geo.atlas import Atlas
from geo.catalog import LayerSpec
from geo.record import Article, Conflict, Person, Statistic

LICENSES = frozenset({"CC-BY-4.0", "LGPL-3.0-or-later", "public domain", "MIT", "CC0-1.0"})
MARKER = "<!-- layers -->"

Record = Article | Person | Statistic | Conflict


def _words(entry: Mapping[str, Any] | Record) -> str:
    values = entry.values() if isinstance(entry, Mapping) else astuple(entry)
    return " ".join(map(str, values))


def test_a_statement_of_the_article_is_shown(
    statement: dict[str, Any], everything: Mapping[str, Any]
) -> None:
    assert statement["shown_by"]
    assert set(statement["shown_by"]) <= set(everything)


def test_a_statement_of_the_article_is_shown_by_what_rests_on_it(
    statement: dict[str, Any], everything: Mapping[str, Any]
) -> None:
    entries = [everything[key] for key in statement["shown_by"]]
    sources = [e["sources"] if isinstance(e, Mapping) else e.sources for e in entries]
    assert any("seed" in each or "enwp" in each for each in sources)


def test_a_correction_is_applied(
    correction: dict[str, str], everything: Mapping[str, Mapping[str, Any] | Record]
) -> None:
    assert correction["words"] in _words(everything[correction["id"]])


def test_a_layer_says_under_which_licence_it_is(layer: LayerSpec) -> None:
    assert layer.license in LICENSES


def test_a_layer_has_a_title_in_every_language(layer: LayerSpec, atlas: Atlas) -> None:
    assert all(layer.title.get(language) for language in atlas.catalog.languages)


def test_a_layer_says_what_it_shows(layer: LayerSpec) -> None:
    assert layer.description.endswith(".")


def _table_of_layers(atlas: Atlas) -> str:
    rows = ["| layer | file | kind | features | licence |", "| --- | --- | --- | --- | --- |"]
    counts = atlas.features["layer"].value_counts()
    rows += [
        f"| {spec.title['en']} | `{spec.path}` | {spec.kind} | {counts.get(spec.id, 0)} "
        f"| {spec.license} |"
        for spec in atlas.catalog.layers
    ]
    return "\n".join(rows)


def test_the_readme_lists_the_layers_as_they_are(atlas: Atlas, data: Path) -> None:
    table = (data / "README.md").read_text("utf-8").split(MARKER)[1].strip()
    assert table == _table_of_layers(atlas)
