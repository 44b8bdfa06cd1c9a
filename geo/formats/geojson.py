"""GeoJSON: read with ``json``, never GDAL; written in one canonical way.

Canonical is: one feature a line, sorted by id; members ``type``, ``properties``, ``geometry``;
properties named and ordered as the columns of :mod:`geo.schema`, left out where they say nothing,
then the details; longitude and latitude rounded to ``DECIMALS``.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.errors import LimitError, Problem
from geo.formats.geometry import build_geometries
from geo.formats.rows import Rows, to_features
from geo.formats.texts import UNPRINTABLE
from geo.limits import MAX_NESTING, MAX_ROWS, check_count, check_json
from geo.schema import LIST_COLUMNS, RESERVED, STATED_COLUMNS, USUAL_RANK, empty_features

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo.formats.geometry import Faults
    from geo.formats.rows import Details

DECIMALS: Final = 6  # 0.1 m
LONGITUDE_LATITUDE: Final = ("CRS84", "EPSG::4326", "EPSG:4326")
PROPERTIES: Final = tuple(name for name in STATED_COLUMNS if name != "geometry")

_NOTHING: Final[Mapping[str, str]] = {}


class _RefusedError(ValueError):
    """JSON that says something GeoJSON may not; never leaves this module."""


def read_geojson(
    raw: bytes, *, file: str, layer: str, defaults: Mapping[str, str] = _NOTHING
) -> tuple[gpd.GeoDataFrame, tuple[Problem, ...]]:
    """Read the features of a FeatureCollection.

    Parameters
    ----------
    file
        The name under which problems are told.
    layer, defaults
        As in :func:`geo.formats.rows.to_features`.

    Returns
    -------
    features
        Canonical, in file order, without those at fault.
    problems
        All that is wrong; the place is the feature's id or its number.

    Raises
    ------
    LimitError
        If the file is too large, too deep or has too many features or positions.
    """
    try:
        members = _features(_parsed(raw))
    except _RefusedError as error:
        return empty_features(), (Problem(file, "", str(error)),)
    check_count(len(members), MAX_ROWS, "features")
    return to_features(_rows(members, file), layer=layer, defaults=defaults)


def to_geojson(features: gpd.GeoDataFrame, *, decimals: int | None = DECIMALS) -> str:
    """Write a canonical frame as canonical GeoJSON; reading it back gives the same features.

    Rounding can make a small shape invalid: with ``decimals=None`` every digit is kept.
    """
    ordered = features.sort_values("id", kind="stable")
    shapes = ordered.geometry.to_numpy()
    if decimals is not None:
        shapes = shapely.transform(shapes, lambda positions: np.round(positions, decimals))
    lines = [
        _dumped(
            {
                "type": "Feature",
                "properties": _to_properties(row),
                "geometry": _to_member(shape),
            }
        )
        for row, shape in zip(ordered.to_dict("records"), shapes, strict=True)
    ]
    body = ",\n".join(lines)
    return f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n'


def _parsed(raw: bytes) -> object:
    """Parse JSON within limits, refusing what is not a number and keys that come twice."""
    check_json(raw)
    try:
        return json.loads(
            raw.decode("utf-8-sig"), parse_constant=_refuse_constant, object_pairs_hook=_object
        )
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8; save the file as UTF-8"
        raise _RefusedError(message) from error
    except RecursionError as error:
        message = f"brackets nest too deep; at most {MAX_NESTING} levels are accepted"
        raise LimitError(message) from error
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error}"
        raise _RefusedError(message) from error
    except _RefusedError:
        raise
    except ValueError as error:
        message = f"a number is too long: {error}"
        raise _RefusedError(message) from error


def _refuse_constant(name: str) -> None:
    """Refuse NaN and Infinity, which JSON does not have."""
    message = f"it holds {name}, which is not a number; write null for what is unknown"
    raise _RefusedError(message)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse an object that has a key twice."""
    content = dict(pairs)
    if len(content) != len(pairs):
        twice = next(key for key, _ in pairs if [k for k, _ in pairs].count(key) > 1)
        message = f"an object has the key {twice!r} twice; keep one"
        raise _RefusedError(message)
    return content


def _features(document: object) -> list[object]:
    """Find the list of features, refusing any other coordinate system."""
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        kind = document.get("type") if isinstance(document, dict) else type(document).__name__
        message = f"it is a {kind!r}; expected an object of type 'FeatureCollection'"
        raise _RefusedError(message)
    crs = document.get("crs")
    if crs is not None and not any(name in json.dumps(crs) for name in LONGITUDE_LATITUDE):
        message = "'crs' names another coordinate system; expected longitude and latitude (WGS 84)"
        raise _RefusedError(message)
    members = document.get("features")
    if not isinstance(members, list):
        message = "it has no list of 'features'"
        raise _RefusedError(message)
    return members


def _rows(members: list[object], file: str) -> Rows:
    """Sort the properties of features into columns and details; the list of features is used up."""
    places: list[str] = []
    columns: dict[str, list[object]] = {name: [] for name in PROPERTIES}
    details: list[Details] = []
    faults: Faults = []
    shapes = [member.get("geometry") if isinstance(member, dict) else None for member in members]
    geometry, wrong = build_geometries(shapes)
    shapes.clear()
    for row, member in enumerate(members):
        members[row] = None  # a million of them take a gigabyte
        properties = _properties(member, row, faults)
        name = str(properties.get("id", ""))
        places.append(name if name and not UNPRINTABLE.search(name) else f"feature {row + 1}")
        for column, values in columns.items():
            values.append(properties.get(column))
        details.append(_details(properties, row, faults))
    return Rows(file, places, columns, details, geometry, faults + wrong)


def _properties(member: object, row: int, faults: Faults) -> dict[str, Any]:
    """Give the properties of one feature."""
    if not isinstance(member, dict) or member.get("type") != "Feature":
        faults.append((row, "it is not an object of type 'Feature'"))
        return {"id": f"feature {row + 1}"}
    properties = member.get("properties")
    if not isinstance(properties, dict):
        faults.append((row, f"'properties' is {properties!r}; expected an object"))
        return {"id": f"feature {row + 1}"}
    return properties


def _details(properties: Mapping[str, Any], row: int, faults: Faults) -> Details:
    """Give the properties that are no column, as texts; empty ones say nothing."""
    details = []
    for key, value in properties.items():
        if key in PROPERTIES or value is None or value == "":
            continue
        if key in RESERVED:
            faults.append((row, f"the property {key!r} has a reserved name; rename it"))
        details.append((key, value if isinstance(value, str) else _dumped(value)))
    return tuple(details)


def _to_properties(row: Mapping[Any, Any]) -> dict[str, object]:
    """Give the properties of one row, without those that say nothing."""
    properties: dict[str, object] = {}
    for name in PROPERTIES:
        value = row[name]
        if name in LIST_COLUMNS:
            value = list(value)
        elif name == "rank":
            value = None if value == USUAL_RANK else value
        elif name == "precision_km":
            value = None if math.isnan(value) else _short(value)
        if value or value == 0 or name in {"id", "when"}:
            properties[name] = value
    return properties | dict(row["details"])


def _to_member(shape: BaseGeometry | None) -> object:
    """Give the geometry object of a shape."""
    if shape is None or shape.is_empty:
        return None
    return shapely.geometry.mapping(shape)


def _short(number: float) -> float | int:
    """Write 15.0 as 15."""
    return int(number) if number.is_integer() else number


def _dumped(value: object) -> str:
    """Write JSON on one line, in plain UTF-8."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
