"""GeoJSON after RFC 7946, with what it rests on and each date as a Linked Places ``when``."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

import shapely

from geo.catalog import localized
from geo.publish.cited import select_sources
from geo.publish.moments import to_when
from geo.publish.shapes import to_shapes
from geo.schema import LIST_COLUMNS, STATED_COLUMNS, USUAL_RANK
from geo.source import to_citation

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas

STATED: Final = tuple(name for name in STATED_COLUMNS if name != "geometry")


def to_geojson(atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write features as a FeatureCollection, one a line, in the order of their rows.

    The EDTF date is a property; ``when`` beside the properties says the same in the words of the
    Linked Places format. Title, licence and sources are members of the collection.
    """
    years = (atlas.catalog.first_year, atlas.catalog.last_year)
    lines = [
        _dumped(
            {
                "type": "Feature",
                "id": row["id"],
                "when": to_when(row["when"], years=years),
                "properties": to_properties(row),
                "geometry": to_member(shape),
            }
        )
        for row, shape in zip(features.to_dict("records"), to_shapes(features), strict=True)
    ]
    head = _dumped({"type": "FeatureCollection", **to_credits(atlas, features)})
    body = ",\n".join(lines)
    return f'{head[:-1]}, "features": [\n{body}\n]}}\n'.encode()


def to_credits(atlas: Atlas, features: gpd.GeoDataFrame) -> dict[str, object]:
    """Give title, licences and sources of features, for formats that have room for them."""
    layers = set(features["layer"])
    specs = [spec for spec in atlas.catalog.layers if spec.id in layers]
    return {
        "title": localized(atlas.catalog.title, "en"),
        "license": atlas.catalog.license,
        "layers": [
            {
                "id": spec.id,
                "title": localized(spec.title, "en"),
                "license": spec.license or atlas.catalog.license,
            }
            for spec in specs
        ],
        "sources": [
            {"id": source.id, "citation": to_citation(source), "url": source.url}
            for source in select_sources(atlas, features)
        ],
    }


def to_properties(row: Mapping[Any, Any]) -> dict[str, object]:
    """Give the properties of one row, without those that say nothing; then its details."""
    properties: dict[str, object] = {}
    for name in ("id", "layer", *STATED[1:]):
        value = row[name]
        if name in LIST_COLUMNS:
            value = list(value)
        elif name == "rank":
            value = None if value == USUAL_RANK else value
        elif name == "precision_km":
            value = None if math.isnan(value) else value
        if value or value == 0 or name in {"id", "when"}:
            properties[name] = value
    return properties | dict(row["details"])


def to_member(shape: BaseGeometry | None) -> object:
    """Give the geometry object of a shape."""
    return None if shape is None else shapely.geometry.mapping(shape)


def _dumped(value: object) -> str:
    """Write JSON on one line, in plain UTF-8."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
