"""The real atlas: loaded once, with one test for each dated feature, record, source and layer."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geo.atlas import Atlas, load_atlas
from geo.catalog import BASE_KINDS
from geo.record import Article, Conflict, Person, Statistic

DATA = Path(__file__).parents[2] / "data"
HERE = Path(__file__).parent

Record = Article | Person | Statistic | Conflict


@cache
def _atlas() -> Atlas:
    return load_atlas(DATA)


@cache
def _features() -> Mapping[str, Mapping[str, Any]]:
    return {row["id"]: row for row in _atlas().features.to_dict("records")}


@cache
def _records() -> Mapping[str, Record]:
    atlas = _atlas()
    records = (*atlas.articles, *atlas.people, *atlas.statistics, *atlas.conflicts)
    return {record.id: record for record in records}


def _cited() -> frozenset[str]:
    atlas = _atlas()
    lists = [feature["sources"] for feature in _features().values()]
    lists += [record.sources for record in _records().values()]
    lists += [spec.sources for spec in atlas.catalog.layers]
    return frozenset(source for sources in lists for source in sources)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test one case for each part of the atlas that it asks for."""
    atlas = _atlas()
    base = {spec.id for spec in atlas.catalog.layers if spec.kind in BASE_KINDS}
    dated = {key: row for key, row in _features().items() if row["layer"] not in base}
    cases: Mapping[str, Mapping[str, object]] = {
        "feature": dated,
        "record": _records(),
        "source": atlas.sources,
        "layer": {spec.id: spec for spec in atlas.catalog.layers},
        "statement": {
            entry["says"]: entry
            for entry in tomllib.loads((HERE / "article.toml").read_text("utf-8"))["statement"]
        },
        "correction": {
            entry["of"]: entry
            for entry in tomllib.loads((HERE / "corrections.toml").read_text("utf-8"))["correction"]
        },
    }
    own = " ".join(str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize"))
    for name in cases.keys() & set(metafunc.fixturenames) - set(own.replace(",", " ").split()):
        metafunc.parametrize(name, list(cases[name].values()), ids=list(cases[name]))


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the real atlas."""
    return DATA


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The real atlas."""
    return _atlas()


@pytest.fixture(scope="session")
def everything() -> Mapping[str, Mapping[str, Any] | Record]:
    """All features and records by their ids."""
    return {**_features(), **_records()}


@pytest.fixture(scope="session")
def cited() -> frozenset[str]:
    """The ids of all sources that a feature, a record or a layer names."""
    return _cited()
