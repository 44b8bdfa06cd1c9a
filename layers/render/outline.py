"""Outlines of areas without what is no border: the coast, and the edge of what was compiled.

An area that ends at the sea ends where the land ends, and the land already draws that line.
Where a layer stops at an edge of its own, a country goes on.
"""

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from layers.render.coordinates import STEP_DEG, to_run

Steps: TypeAlias = frozenset[tuple[int, int]]
Edges: TypeAlias = tuple[float | None, float | None, float | None, float | None]

_AREAS: Final = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_EDGE_DEG: Final = 1e-4
_CUT_DEG: Final = 3
_ROW: Final = 100_000_000  # more than the steps round the globe


def _step_keys(ring: np.ndarray[Any, Any]) -> list[tuple[int, int]]:
    """Give each step from point to point of a ring a key that is the same both ways."""
    grid = np.rint(ring[:, :2] / STEP_DEG).astype(np.int64)
    points = grid[:, 0] * _ROW + grid[:, 1]
    ends = np.stack([points[:-1], points[1:]], axis=1)
    ends.sort(axis=1)
    return [(first, second) for first, second in ends.tolist()]


def _rings(geometry: BaseGeometry) -> list[np.ndarray[Any, Any]]:
    parts = shapely.get_parts(geometry)
    return [shapely.get_coordinates(ring) for ring in shapely.get_rings(parts)]


def are_areas(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which of many geometries are areas."""
    return np.isin(shapely.get_type_id(shapes), _AREAS)


def to_steps(geometries: Iterable[BaseGeometry | None]) -> Steps:
    """Give the steps that the outlines of polygons take."""
    return frozenset(
        key
        for geometry in geometries
        if geometry is not None and "Polygon" in geometry.geom_type
        for ring in _rings(geometry)
        for key in _step_keys(ring)
    )


def _along(ring: np.ndarray[Any, Any], axis: int, edge: float) -> np.ndarray[Any, Any]:
    """Tell for each step whether it runs along an edge."""
    lies = np.abs(ring[:, axis] - edge) < _EDGE_DEG
    return np.asarray(lies[:-1] & lies[1:])


def cut_edges(geometries: Iterable[BaseGeometry | None]) -> Edges:
    """Give the west, south, east and north edge of a layer, each only where its areas were cut.

    No country ends for degrees along its outermost meridian or parallel: there the map that
    it was taken from, or the part that was taken, came to an end.
    """
    shapes = np.array([*geometries], dtype=object)
    areas = shapes[are_areas(shapes)].tolist()
    if not areas:
        return None, None, None, None
    bounds = shapely.bounds(areas)
    west, south, east, north = shapely.total_bounds(areas).tolist()

    def cut(side: int, edge: float) -> float | None:
        axis = side % 2
        reaching = np.flatnonzero(np.abs(bounds[:, side] - edge) < _EDGE_DEG)
        rings = (ring for k in reaching for ring in _rings(areas[k]))
        lengths = (np.abs(np.diff(r[:, 1 - axis]))[_along(r, axis, edge)].sum() for r in rings)
        return edge if max(lengths) > _CUT_DEG else None

    return cut(0, west), cut(1, south), cut(2, east), cut(3, north)


def find_borders(
    geometry: BaseGeometry | None, *, coast: Steps, edges: Edges
) -> list[np.ndarray[Any, Any]] | None:
    """Give the pieces of an outline that are borders; nothing if the whole outline is one.

    Parameters
    ----------
    coast
        The steps along which the land meets the water.
    edges
        Where the layer was cut (``cut_edges``).
    """
    if geometry is None or "Polygon" not in geometry.geom_type:
        return None
    pieces, is_whole = [], True
    for ring in _rings(geometry):
        border = np.array([key not in coast for key in _step_keys(ring)])
        for side, edge in enumerate(edges):
            if edge is not None:
                border &= ~_along(ring, side % 2, edge)
        is_whole = is_whole and bool(border.all())
        changes = np.flatnonzero(np.diff(border.astype(int), prepend=0, append=0))
        pieces += [
            ring[first : last + 1] for first, last in zip(changes[::2], changes[1::2], strict=True)
        ]
    return None if is_whole else pieces


def to_outline(
    geometry: BaseGeometry | None, *, coast: Steps, edges: Edges
) -> list[list[int]] | None:
    """Give the runs of an outline that are borders (``find_borders``), as whole numbers."""
    pieces = find_borders(geometry, coast=coast, edges=edges)
    return None if pieces is None else [to_run(piece) for piece in pieces]
