"""Geometry as RFC 7946 wants it: cut at the antimeridian, outer rings counter-clockwise."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from shapely.affinity import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

HALF_TURN: Final = 180.0
FULL_TURN: Final = 360.0
BEYOND_THE_POLES: Final = 1_000.0
TURNS: Final = (-1, 0, 1)
MULTIPLE: Final[Mapping[str, Callable[..., BaseGeometry]]] = MappingProxyType(
    {
        "Point": shapely.MultiPoint,
        "LineString": shapely.MultiLineString,
        "Polygon": shapely.MultiPolygon,
    }
)


def to_shapes(features: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Give the geometry of each row, ready to be written; None where a row has no position.

    What reaches past 180 degrees is cut there and comes back in on the other side. An edge that
    jumps from one side to the other within the globe is taken as it stands.
    """
    shapes = shapely.force_2d(features.geometry.to_numpy())
    shapes[shapely.is_empty(shapes)] = None
    west, _, east, _ = shapely.bounds(shapes).T
    for row in np.flatnonzero((west < -HALF_TURN) | (east > HALF_TURN)):
        shapes[row] = _cut(shapes[row])
    oriented: NDArray[np.object_] = shapely.orient_polygons(shapes)
    return oriented


def _cut(shape: BaseGeometry) -> BaseGeometry:
    """Cut one geometry at the antimeridian and bring its parts back into the globe."""
    dimension = shapely.get_dimensions(shape)
    parts: list[BaseGeometry] = []
    for turn in TURNS:
        middle = turn * FULL_TURN
        strip = shapely.box(
            middle - HALF_TURN, -BEYOND_THE_POLES, middle + HALF_TURN, BEYOND_THE_POLES
        )
        inside = translate(shapely.intersection(shape, strip), xoff=-middle)
        parts += [part for part in shapely.get_parts(inside) if not part.is_empty]
    return _collected([part for part in parts if shapely.get_dimensions(part) == dimension])


def _collected(parts: list[BaseGeometry]) -> BaseGeometry:
    """Put parts of one kind together; a single one stays what it is."""
    if len(parts) == 1:
        return parts[0]
    together: BaseGeometry = MULTIPLE[parts[0].geom_type](parts)
    return together
