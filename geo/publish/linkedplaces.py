"""Linked Places: what the World Historical Gazetteer, Recogito and Peripleo take.

Valid after the Gazetteer's schemas 1.2.2 and 2.0, which disagree: years are text, names, feature
classes and geometry are always there (an unknown position is a collection of nothing), texts stand
on one line, and a feature has no members of our own. Those are among its properties.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import shapely

from geo.catalog import localized
from geo.formats.rows import LIST_SEPARATOR
from geo.formats.table import to_guarded
from geo.mentions import read_notes
from geo.publish.cited import select_sources
from geo.publish.geojson import to_credits, to_member, to_properties
from geo.publish.inert import to_line
from geo.publish.moments import to_begin_end, to_when
from geo.publish.shapes import to_shapes
from geo.source import to_citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.catalog import LayerSpec
    from geo.source import Source

CONTEXT: Final = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
RELATED: Final = "gvp:tgn3000_related_to"
CLASS_OF_KIND: Final[Mapping[str, str]] = {
    "land": "T",
    "water": "H",
    "river": "H",
    "relief": "T",
    "lettering": "L",
    "area": "A",
    "line": "R",
    "point": "P",
    "event": "S",
    "plot": "L",
    "mixed": "L",
}
"""The class of GeoNames that comes nearest to each kind of layer."""

LANGUAGES: Final = {"name": "en", "name_ru": "ru", "name_ja": "ja", "name_zh": "zh"}
TSV_COLUMNS: Final = (
    "id",
    "title",
    "title_source",
    "title_uri",
    "fclasses",
    "start",
    "end",
    "attestation_year",
    "variants",
    "types",
    "lon",
    "lat",
    "geowkt",
    "geo_source",
    "approximation",
    "description",
)

_YEAR: Final = re.compile(r"\d{4}", re.ASCII)
_LIST: Final = re.compile(r"\s*;\s*")


def to_lpf(atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write features as a FeatureCollection of the Linked Places format, one a line."""
    names = dict(zip(atlas.features["id"], atlas.features["name"], strict=True))
    specs = {spec.id: spec for spec in atlas.catalog.layers}
    lines = [
        _dumped(_to_feature(atlas, row, to_member(shape), spec=specs[row["layer"]], names=names))
        for row, shape in zip(_rows(atlas, features), to_shapes(features), strict=True)
    ]
    head = {"type": "FeatureCollection", "@context": CONTEXT, **to_credits(atlas, features)}
    body = ",\n".join(lines)
    return f'{_dumped(head)[:-1]}, "features": [\n{body}\n]}}\n'.encode()


def to_lptsv(atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write features as LP-TSV 0.5: tabs, no quotes, several values joined with semicolons.

    There a start without an end means "from then on": what lies within its date has both. A
    feature without a start has neither start nor a year of its own making.
    """
    specs = {spec.id: spec for spec in atlas.catalog.layers}
    rows = [
        _to_tsv_row(atlas, row, shape, specs[row["layer"]])
        for row, shape in zip(_rows(atlas, features), to_shapes(features), strict=True)
    ]
    lines = [TSV_COLUMNS, *([_tsv_cell(row, name) for name in TSV_COLUMNS] for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines).encode()


def _rows(atlas: Atlas, features: gpd.GeoDataFrame) -> list[dict[Any, Any]]:
    """Give the rows of features, with their notes as ``told`` and all that they rest on as ``cited``.

    A gazetteer shows each description by itself: sources are named in it by their titles.
    """
    titles = {source.id: source.title for source in select_sources(atlas, features)}
    places, notes = read_notes(atlas, features)
    return [
        row | {"told": notes[place].told(titles), "cited": notes[place].sources}
        for row, place in zip(features.to_dict("records"), places, strict=True)
    ]


def _tsv_cell(row: Mapping[str, str], name: str) -> str:
    """Write one cell on one line, guarded unless it is a number or a year."""
    text = to_line(row.get(name, ""))
    return text if name in {"lon", "lat", "start", "end"} else to_guarded(text)


def _to_feature(
    atlas: Atlas,
    row: Mapping[Any, Any],
    geometry: object,
    *,
    spec: LayerSpec,
    names: Mapping[str, str],
) -> dict[str, object]:
    """Write one feature."""
    stated = {"title": _title(row), "fclasses": [CLASS_OF_KIND[spec.kind]]}
    texts = filter(None, map(to_line, (row["text"], row["told"])))
    feature: dict[str, object] = {
        "@id": _to_uri(atlas, row["id"]),
        "type": "Feature",
        "properties": to_properties(row) | stated,
        "when": to_when(row["when"], years=(atlas.catalog.first_year, atlas.catalog.last_year)),
        "names": _to_names(atlas, row),
        "types": [_to_type(spec, row["category"])],
        "geometry": geometry or {"type": "GeometryCollection", "geometries": []},
        "descriptions": [{"value": text, "lang": "en"} for text in texts],
        "relations": [
            {
                "relationType": RELATED,
                "relationTo": _to_uri(atlas, link),
                "label": to_line(names.get(link) or link),
            }
            for link in row["links"]
        ],
    }
    return {key: value for key, value in feature.items() if value != []}


def _to_uri(atlas: Atlas, identifier: str) -> str:
    """Name a feature for the world; an atlas on a stick has no address of its own."""
    return f"urn:atlas:{atlas.catalog.id}:{quote(identifier, safe='')}"


def _title(row: Mapping[Any, Any]) -> str:
    """Give the name of a feature, or its id if it has none."""
    return to_line(row["name"]) or to_line(row["id"])


def _to_names(atlas: Atlas, row: Mapping[Any, Any]) -> list[dict[str, object]]:
    """Write the names of a feature by language, the first with its sources."""
    names: list[dict[str, object]] = [
        {"toponym": to_line(row[column]), "lang": language}
        for column, language in LANGUAGES.items()
        if row[column]
    ]
    names = names or [{"toponym": _title(row), "lang": "en"}]
    citations = [_to_citation(source) for source in _sources(atlas, row)]
    if citations:
        names[0]["citations"] = citations
    return names


def _sources(atlas: Atlas, row: Mapping[Any, Any]) -> list[Source]:
    """Give the sources of one feature."""
    return [atlas.sources[name] for name in row["cited"] if name in atlas.sources]


def _to_citation(source: Source) -> dict[str, str]:
    """Write one source as a citation, its year as text."""
    citation = {"label": to_line(to_citation(source))}
    year = _YEAR.match(source.published)
    if year:
        citation["year"] = year[0]
    if source.url:
        citation["@id"] = quote(source.url, safe=":/?#[]@!$&'()*+,;=%~-._")
    return citation


def _to_type(spec: LayerSpec, category: str) -> dict[str, object]:
    """Write what sort of thing a feature is, in the words of the atlas."""
    title = next((found.title for found in spec.categories if found.id == category), spec.title)
    text = title if localized(title, "en") else spec.title
    return {
        "identifier": f"urn:atlas-type:{spec.id}:{quote(category, safe='')}",
        "label": to_line(localized(text, "en")),
        "sourceLabels": [
            {"label": to_line(label), "lang": language} for language, label in text.items() if label
        ],
    }


def _to_tsv_row(
    atlas: Atlas, row: Mapping[Any, Any], shape: BaseGeometry | None, spec: LayerSpec
) -> dict[str, str]:
    """Write one row of LP-TSV."""
    sources = _sources(atlas, row)
    start, end = to_begin_end(row["when"])
    known = row["precision_km"] == row["precision_km"]
    cells = {
        "id": row["id"],
        "title": _title(row),
        "title_source": "; ".join(map(to_citation, sources)) or "; ".join(row["sources"]),
        "title_uri": next((source.url for source in sources if source.url), ""),
        "fclasses": CLASS_OF_KIND[spec.kind],
        "start": start,
        "end": end,
        "attestation_year": _first_year(sources),
        "variants": _joined(
            f"{row[column]}@{language}" for column, language in LANGUAGES.items() if row[column]
        ),
        "types": _joined([str(_to_type(spec, row["category"])["label"])]),
        "geo_source": row["depiction"],
        "approximation": f"{row['precision_km']:g}" if known else "",
        "description": " ".join(filter(None, (row["text"], row["told"]))),
    }
    return cells | _to_tsv_place(shape)


def _first_year(sources: Iterable[Source]) -> str:
    """Give the year in which the first dated source was published."""
    years = (_YEAR.match(source.published) for source in sources)
    return next((year[0] for year in years if year), "")


def _joined(items: Iterable[str]) -> str:
    """Join several values with semicolons; one within a value becomes a comma."""
    return LIST_SEPARATOR.join(_LIST.sub(", ", item) for item in items)


def _to_tsv_place(shape: BaseGeometry | None) -> dict[str, str]:
    """Write a position: a point in degrees, anything else as well-known text."""
    if shape is None:
        return {}
    if isinstance(shape, shapely.Point):
        return {"lon": repr(shape.x), "lat": repr(shape.y)}
    return {"geowkt": shapely.to_wkt(shape, rounding_precision=-1)}


def _dumped(value: object) -> str:
    """Write JSON on one line, in plain UTF-8."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
