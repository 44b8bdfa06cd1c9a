"""A data package: all of an atlas, or a part of it, in one archive that opens again as an atlas.

Besides the folder of the atlas (:mod:`geo.atlas`) it holds what an archive asks for: a descriptor
after Data Package v2, the features once more as one table and one GeoJSON, the sources as
bibliographies, licences, a citation and checksums.
"""

from __future__ import annotations

import graphlib
import hashlib
import itertools
from dataclasses import fields, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.errors import LimitError
from geo.formats.geojson import to_geojson as to_layer_geojson
from geo.formats.records import ARTICLES, CONFLICTS, PEOPLE, STATISTICS
from geo.formats.table import to_csv as to_layer_csv
from geo.formats.table import to_table
from geo.formats.texttable import CELLS
from geo.limits import read_bytes
from geo.publish import bibliography, describe, geojson, settings, sheets
from geo.publish.archive import to_zip
from geo.record import Conflict, Person, Statistic
from geo.references import CATALOG, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import geopandas as gpd

    from geo.atlas import Atlas
    from geo.catalog import Catalog, LayerSpec
    from geo.references import Record

PICTURE_KIND: Final = "relief"
POINT: Final = "Point"
CSV_SUFFIX: Final = ".csv"
LEFT_OUT: Final = "left-out.csv"
LICENSES: Final = "LICENSES"
CHECKSUMS: Final = "SHA256SUMS"
PROJECT: Final = "project.json"
UPLOADS: Final = "uploads"
OWN_NAMES: Final = frozenset(
    {CATALOG, SOURCES, ARTICLES, PEOPLE, STATISTICS, CONFLICTS, LEFT_OUT, CHECKSUMS}
    | {"datapackage.json", "README.txt", "CITATION.cff", "export", LICENSES}
    | {PROJECT, UPLOADS}
)


def to_package(atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Pack features, and all else that the atlas knows, into a zip archive.

    All layers stay in the catalog, even those of which no feature is given. A link to a feature
    that is not given would lead nowhere: it is taken off and listed in ``left-out.csv``.
    """
    return _pack(atlas, features, atlas.catalog)


def to_project(
    atlas: Atlas, features: gpd.GeoDataFrame, *, beside: Mapping[str, bytes] | None = None
) -> bytes:
    """Pack features and their layers alone: what a visitor brought, to be opened again.

    The articles, people, numbers and disagreements of the atlas are not the visitor's and stay out;
    of the sources those that the features name go along.

    Parameters
    ----------
    beside
        Files that go along: ``project.json``, and what lies in ``uploads/``.
    """
    named = set(features["layer"])
    layers = tuple(spec for spec in atlas.catalog.layers if spec.id in named)
    groups = {spec.group for spec in layers}
    catalog = replace(
        atlas.catalog,
        layers=layers,
        groups=tuple(group for group in atlas.catalog.groups if group.id in groups),
        phases=(),
    )
    cited = {name for names in features["sources"] for name in names}
    cited.update(name for spec in layers for name in spec.sources)
    bare = replace(
        atlas,
        sources={key: source for key, source in atlas.sources.items() if key in cited},
        articles=(),
        people=(),
        statistics=(),
        conflicts=(),
    )
    return _pack(bare, features, catalog, beside=beside or {})


def _pack(
    atlas: Atlas,
    features: gpd.GeoDataFrame,
    catalog: Catalog,
    *,
    beside: Mapping[str, bytes] | None = None,
) -> bytes:
    """Pack an atlas of these features under this catalog."""
    atlas, features, left_out = _without_loose_ends(atlas, features)
    layers = _layers(catalog, features)
    catalog = replace(catalog, layers=tuple(spec for spec, _ in layers))
    files: dict[str, bytes] = dict(beside or {}) | {
        CATALOG: settings.to_catalog_toml(catalog).encode(),
        SOURCES: settings.to_sources_toml(atlas.sources.values()).encode(),
    }
    for spec, rows in layers:
        files |= _layer_file(atlas, spec, rows)
    files |= _records(atlas)
    if left_out:
        files[LEFT_OUT] = to_table([["id", "column", "names"], *left_out]).encode()
    files |= {
        "export/features.csv": sheets.to_csv(atlas, features),
        "export/features.geojson": geojson.to_geojson(atlas, features),
        "export/sources.bib": bibliography.to_bibtex(atlas, features),
        "export/sources.csl.json": bibliography.to_csl(atlas, features),
        "export/sources.ris": bibliography.to_ris(atlas, features),
        **_license_texts(atlas),
        f"{LICENSES}/layers.csv": describe.to_licenses(catalog).encode(),
        "CITATION.cff": describe.to_citation_cff(catalog).encode(),
        "README.txt": describe.to_readme(catalog, len(features), len(left_out)).encode(),
    }
    files["datapackage.json"] = describe.to_datapackage(atlas, catalog, files).encode()
    sums = [f"{hashlib.sha256(raw).hexdigest()}  {name}\n" for name, raw in sorted(files.items())]
    return to_zip(dict(sorted(files.items())) | {CHECKSUMS: "".join(sums).encode()})


def _without_loose_ends(
    atlas: Atlas, features: gpd.GeoDataFrame
) -> tuple[Atlas, gpd.GeoDataFrame, list[list[str]]]:
    """Take off names of what does not go along, and list them."""
    others: list[Record] = [*atlas.articles, *atlas.people]
    others += [*atlas.statistics, *atlas.conflicts]
    known = {"conflicts": {conflict.id for conflict in atlas.conflicts}}
    known["links"] = {*features["id"], *(record.id for record in others)}
    left_out: list[list[str]] = []

    def kept(owner: str, column: str, names: tuple[str, ...]) -> tuple[str, ...]:
        loose = [name for name in names if name not in known[column]]
        if loose:
            left_out.append([owner, column, ";".join(loose)])
        return tuple(name for name in names if name in known[column])

    columns = {
        column: pd.Series(
            [kept(*row) for row in _named(features, column)], index=features.index, dtype=object
        )
        for column in known
    }
    articles = tuple(
        replace(article, links=kept(article.id, "links", article.links))
        for article in atlas.articles
    )
    return replace(atlas, articles=articles), features.assign(**columns), left_out


def _named(features: gpd.GeoDataFrame, column: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the id of each row, the column and what it names."""
    for identifier, names in zip(features["id"], features[column], strict=True):
        yield identifier, column, names


def _layers(
    catalog: Catalog, features: gpd.GeoDataFrame
) -> list[tuple[LayerSpec, gpd.GeoDataFrame]]:
    """Give each layer with its features and a path of its own that can hold them."""
    taken: set[str] = set()
    layers = []
    for spec in catalog.layers:
        rows = features[features["layer"] == spec.id].reset_index(drop=True)
        path = _path(spec, rows)
        if path in taken:
            path = f"layers/{spec.id}-of-its-own{PurePosixPath(path).suffix}"
        taken.add(path)
        layers.append((replace(spec, path=path), rows))
    return layers


def _path(spec: LayerSpec, rows: gpd.GeoDataFrame) -> str:
    """Keep the path of a layer if it is a plain one and its format can hold the features."""
    path = PurePosixPath(spec.path)
    plain = (
        not path.is_absolute()
        and ".." not in path.parts
        and not set(spec.path) & set('\\:*?"<>|')
        and spec.path.isprintable()
        and path.parts[:1] != ()
        and path.parts[0] not in OWN_NAMES
    )
    suffix = ".png" if spec.kind == PICTURE_KIND else ".geojson"
    if spec.kind != PICTURE_KIND and path.suffix == CSV_SUFFIX and _fits_table(rows):
        suffix = CSV_SUFFIX
    if plain and path.suffix == suffix:
        return str(path)
    return f"layers/{spec.id}{suffix}"


def _fits_table(rows: gpd.GeoDataFrame) -> bool:
    """Tell whether a canonical table can hold features: points, and details that make a header."""
    shapes = rows.geometry.to_numpy()
    if not all(shape is None or shape.is_empty or shape.geom_type == POINT for shape in shapes):
        return False
    keys = {key for details in rows["details"] for key, _ in details}
    return all(key == key.strip() and key[:1].isalpha() and key not in CELLS for key in keys)


def _layer_file(atlas: Atlas, spec: LayerSpec, rows: gpd.GeoDataFrame) -> dict[str, bytes]:
    """Write the file of one layer; a picture is copied as it is."""
    if spec.kind == PICTURE_KIND:
        origin = next(s.path for s in atlas.catalog.layers if s.id == spec.id)
        return {spec.path: read_bytes(atlas.root / origin)}
    if spec.path.endswith(CSV_SUFFIX):
        return {spec.path: to_layer_csv(rows, fields=_field_order(rows)).encode()}
    return {spec.path: to_layer_geojson(rows, decimals=None).encode()}


def _field_order(rows: gpd.GeoDataFrame) -> list[str]:
    """Order details so that each row has its own in the order of the columns, if that can be."""
    orders = {tuple(key for key, _ in details) for details in rows["details"]}
    before: dict[str, dict[str, None]] = {}
    for order in sorted(orders):
        for key in order:
            before.setdefault(key, {})
        for first, second in itertools.pairwise(order):
            before[second][first] = None
    try:
        return list(graphlib.TopologicalSorter(before).static_order())
    except graphlib.CycleError:
        return list(before)


def _records(atlas: Atlas) -> dict[str, bytes]:
    """Write what an atlas knows besides features, as far as it knows any of it."""
    files: dict[str, bytes] = {}
    if atlas.articles:
        files[ARTICLES] = settings.to_treaty_toml(atlas.articles).encode()
    tables: Mapping[str, tuple[type, Iterable[Person | Statistic | Conflict]]] = {
        PEOPLE: (Person, atlas.people),
        STATISTICS: (Statistic, atlas.statistics),
        CONFLICTS: (Conflict, atlas.conflicts),
    }
    for name, (kind, records) in tables.items():
        if records:
            columns = [field.name for field in fields(kind)]
            files[name] = settings.to_records_csv(records, columns).encode()
    return files


def _license_texts(atlas: Atlas) -> dict[str, bytes]:
    """Copy the texts of licences that lie in the folder of the atlas."""
    texts = sorted((atlas.root / LICENSES).glob("*.txt"))
    try:
        return {f"{LICENSES}/{path.name}": read_bytes(path) for path in texts}
    except (LimitError, OSError):
        return {}
