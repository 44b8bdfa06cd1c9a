"""Names across files: every id is used once, and every id named exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from geo.document import did_you_mean
from geo.errors import Problem
from geo.formats.records import ARTICLES, CONFLICTS, PEOPLE, STATISTICS
from geo.record import Article, Conflict, Person, Statistic
from geo.schema import to_values
from geo.source import GENERAL_KNOWLEDGE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.catalog import Catalog

CATALOG: Final = "catalog.toml"
SOURCES: Final = "sources.toml"

Record: TypeAlias = Article | Person | Statistic | Conflict

_FILE_OF: Final[Mapping[type[Record], str]] = {
    Article: ARTICLES,
    Person: PEOPLE,
    Statistic: STATISTICS,
    Conflict: CONFLICTS,
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something with an id, and the ids it names."""

    file: str
    id: str
    sources: tuple[str, ...]
    links: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def check_references(
    catalog: Catalog,
    features: gpd.GeoDataFrame,
    *,
    sources: Collection[str],
    others: Iterable[Record],
    excused: Collection[str] = (),
    unread: Collection[str] = (),
) -> tuple[Problem, ...]:
    """List ids that are used twice and names of what does not exist, in the order given.

    Parameters
    ----------
    others
        What has an id besides features: articles, people, statistics, conflicts.
    excused
        Ids that exist though they are not among these: rows left out for another fault.
    unread
        What is not known in full, for a fault told already: ``source`` or ``link``. To miss one
        of those would be no second mistake.
    """
    records = [*map(_record_entry, others)]
    ids = to_values(features["id"])
    disputed = {entry.id for entry in records if entry.file == CONFLICTS}
    used = {*ids, *(entry.id for entry in records)}
    known: Mapping[str, Collection[str]] = {
        "source": {GENERAL_KNOWLEDGE, *sources},
        "link": used | set(excused),
        "conflict": disputed | set(excused),
    }
    problems: list[Problem] = []
    if len(used) < len(ids) + len(records):
        problems += _check_once([*_feature_entries(catalog, features), *records])
    suspects = _feature_entries(catalog, features[_names_unknown(features, known)])
    for entry in (*suspects, *records, *_layer_entries(catalog)):
        named = {"source": entry.sources, "link": entry.links, "conflict": entry.conflicts}
        for kind, names in named.items():
            if kind not in unread:
                problems += _check_named(entry, kind, names, known[kind])
    return tuple(problems)


def _names_unknown(
    features: gpd.GeoDataFrame, known: Mapping[str, Collection[str]]
) -> NDArray[np.bool_]:
    """Tell which features name anything that is not known: of most, all is well."""
    unknown = np.zeros(len(features), dtype=bool)
    for column, kind in (("sources", "source"), ("links", "link"), ("conflicts", "conflict")):
        wrong: dict[tuple[str, ...], bool] = {}
        for names in to_values(features[column]):
            if names not in wrong:
                wrong[names] = any(name not in known[kind] for name in names)
        if any(wrong.values()):
            unknown |= [wrong[names] for names in to_values(features[column])]
    return unknown


def _layer_entries(catalog: Catalog) -> Iterator[_Entry]:
    """Yield an entry for each layer, which has sources too."""
    for spec in catalog.layers:
        yield _Entry(CATALOG, f"[[layer]] {spec.id}", spec.sources)


def _record_entry(record: Record) -> _Entry:
    """Give the entry of a record."""
    links = record.links if isinstance(record, Article) else ()
    return _Entry(_FILE_OF[type(record)], record.id, record.sources, links)


def _feature_entries(catalog: Catalog, features: gpd.GeoDataFrame) -> Iterator[_Entry]:
    """Yield an entry for each feature."""
    paths: Mapping[str, str] = {spec.id: spec.path for spec in catalog.layers}
    columns = ("layer", "id", "sources", "links", "conflicts")
    for layer, identifier, sources, links, conflicts in zip(
        *(to_values(features[column]) for column in columns), strict=True
    ):
        yield _Entry(paths[layer], identifier, sources, links, conflicts)


def _check_once(entries: Iterable[_Entry]) -> Iterator[Problem]:
    """Yield ids that are used a second time."""
    first: dict[str, str] = {}
    for entry in entries:
        if entry.id in first:
            message = f"the id is used in {first[entry.id]} already; give it its own"
            yield Problem(entry.file, entry.id, message)
        first.setdefault(entry.id, entry.file)


def _check_named(
    entry: _Entry, kind: str, named: Iterable[str], known: Collection[str]
) -> Iterator[Problem]:
    """Yield names of what does not exist."""
    for name in named:
        if name not in known:
            close = did_you_mean(name, known)
            where = f" in {SOURCES}" if kind == "source" else ""
            parts = [part.strip() for part in name.split(",")]
            if len(parts) > 1 and all(part in known for part in parts):
                close = f"did you mean {';'.join(parts)!r}, with semicolons?"
            hint = close if close.startswith("did") else f"add it{where} or name another"
            yield Problem(entry.file, entry.id, f"there is no {kind} {name!r}{where}; {hint}")
