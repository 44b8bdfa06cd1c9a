"""Geometries as short runs of whole numbers: degrees in fine steps, each from the one before."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

STEP_DEG: Final = 1e-5  # about one metre
NOTHING, POINT, LINE, AREA = range(4)


def to_run(coordinates: np.ndarray[Any, Any]) -> list[int]:
    """Write points as differences: x, y, dx, dy, dx, dy, ...; points that do not move are left out.

    Examples
    --------
    >>> to_run(np.array([[1.0, 2.0], [1.00001, 2.0], [1.00001, 2.0]]))
    [100000, 200000, 1, 0]
    """
    steps = np.rint(coordinates[:, :2] / STEP_DEG).astype(np.int64)
    steps[1:] -= steps[:-1].copy()
    moves = np.any(steps != 0, axis=1)
    moves[0] = True
    run: list[int] = steps[moves].ravel().tolist()
    return run


def _rings(polygon: BaseGeometry) -> list[list[int]]:
    """Give the outer ring and the holes of a polygon, without their closing point."""
    rings = [shapely.get_exterior_ring(polygon), *shapely.get_rings(polygon)[1:]]
    return [to_run(shapely.get_coordinates(ring)[:-1]) for ring in rings]


def to_runs_of(geometry: BaseGeometry | None) -> tuple[int, Any]:
    """Give the type of a geometry and its runs; nothing if there is none."""
    if geometry is None or geometry.is_empty:
        return NOTHING, None
    parts = shapely.get_parts(geometry)
    match geometry.geom_type:
        case "Point" | "MultiPoint":
            return POINT, to_run(shapely.get_coordinates(parts[0]))
        case "LineString" | "MultiLineString":
            return LINE, [to_run(shapely.get_coordinates(part)) for part in parts]
        case _:
            return AREA, [_rings(part) for part in parts]


_TYPES: Final = np.array([NOTHING, POINT, LINE, LINE, AREA, POINT, LINE, AREA, AREA])
"""What a geometry is drawn as, by shapely's number of its type; the first stands for none (-1)."""


def to_types(geometries: gpd.GeoSeries) -> list[int]:
    """Tell of each geometry what it is drawn as."""
    shapes = geometries.to_numpy()
    empty = shapely.is_empty(shapes)
    types: list[int] = np.where(empty, NOTHING, _TYPES[shapely.get_type_id(shapes) + 1]).tolist()
    return types


def to_points(geometries: gpd.GeoSeries, types: list[int]) -> np.ndarray[Any, Any]:
    """Give the places of points, in whole steps; zero where there is none.

    Points are many where anything is: they go as one column, not as many small lists.
    """
    shapes = geometries.to_numpy()
    points = np.asarray(types) == POINT
    several = points & (shapely.get_type_id(shapes) == shapely.GeometryType.MULTIPOINT)
    if several.any():
        shapes = shapes.copy()
        shapes[several] = shapely.get_geometry(shapes[several], 0)
    steps = np.zeros((len(shapes), 2), dtype="<i4")
    steps[points] = np.rint(shapely.get_coordinates(shapes[points]) / STEP_DEG)
    return steps


def to_shapes(geometries: gpd.GeoSeries, types: list[int]) -> dict[str, Any]:
    """Give the runs of lines and areas, by their place."""
    places = np.flatnonzero(np.isin(types, (LINE, AREA))).tolist()
    shapes = geometries.to_numpy()[places]
    return {str(k): to_runs_of(shape)[1] for k, shape in zip(places, shapes, strict=True)}


def to_runs(geometries: gpd.GeoSeries) -> tuple[list[int], list[Any]]:
    """Give types and runs of many geometries, in their order."""
    pairs = [to_runs_of(geometry) for geometry in geometries]
    return [kind for kind, _ in pairs], [runs for _, runs in pairs]
