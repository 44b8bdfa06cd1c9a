"""Zones: areas that end at the coast, carried on a little into the sea, for a screen to cut.

At large scales the screen draws a finer coast than the one that the areas were
cut with. A zone has the area's borders but a rough edge at sea, so that the
screen can fill it inside whichever land it shows.
"""

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.extent import Extent
from layers.render.coordinates import STEP_DEG, to_run
from layers.render.outline import Edges, Steps, find_borders
from layers.render.shore import is_finer
from layers.view import LayerView

_REACH_DEG: Final = 0.04
_ROUGH: Final = 1 / 8  # of that reach
_SMOOTH_DEG: Final = 0.001  # of the coast, before a margin is drawn round it: much less to draw
_PIECE: Final = 24  # points: margins round short pieces, united, take a third of the time of one


def fine_extents(lands: Sequence[LayerView]) -> tuple[Extent, ...]:
    """Give where a finer grade of the land takes the place of a coarser one."""
    return tuple(
        own.spec.extent
        for own in lands
        for other in lands
        if own.spec.extent is not None and is_finer(own, other)
    )


def coarse_land(lands: Sequence[LayerView]) -> BaseGeometry:
    """Give the land of all grades that a finer one takes the place of."""
    coarse = (x for x in lands if any(own is not x and is_finer(own, x) for own in lands))
    shapes = [shape for layer in coarse for shape in layer.features.geometry if shape is not None]
    return shapely.union_all(shapes)


def _zone(
    area: BaseGeometry, borders: list[np.ndarray[Any, Any]], land: BaseGeometry
) -> BaseGeometry:
    """Carry an area on into the sea, not over the land beside it; only the edge at sea is rough.

    A small plot reaches no further than it is wide itself.
    """
    lines = shapely.MultiLineString([line for line in borders if len(line) > 1])
    coast = shapely.simplify(shapely.difference(shapely.boundary(area), lines), _SMOOTH_DEG)
    reach = min(_REACH_DEG, sqrt(area.area))
    pieces = [piece for line in shapely.get_parts(coast) for piece in _cut(line)]
    margin = shapely.union_all(shapely.buffer(pieces, reach, quad_segs=1, cap_style="flat"))
    sea = shapely.difference(shapely.simplify(margin, reach * _ROUGH), land)
    return shapely.set_precision(shapely.union(area, sea), STEP_DEG)


def _cut(line: BaseGeometry) -> Iterator[BaseGeometry]:
    """Cut a line into pieces, each of which begins a step before the last one's end.

    So every bend lies inside a piece, and its margin has no gap there.
    """
    points = shapely.get_coordinates(line)
    for start in range(0, max(len(points) - 2, 1), _PIECE):
        yield shapely.LineString(points[start : start + _PIECE + 2])


def to_zones(
    areas: Sequence[BaseGeometry | None],
    *,
    within: Sequence[Extent],
    land: BaseGeometry,
    coast: Steps,
    edges: Sequence[Edges],
) -> dict[str, Any]:
    """Give the zones of those areas that reach where the land has a finer grade.

    Parameters
    ----------
    within
        Where it has one (``fine_extents``).
    land
        What the areas were cut with (``coarse_land``).
    edges
        For each area, where its layer was cut.

    Returns
    -------
    dict
        ``runs``, the rings of each zone, and ``of``, the place of its zone by the place of an area.
    """
    runs: list[list[list[int]]] = []
    found: dict[bytes, int] = {}
    of: dict[str, int] = {}
    for k, area, borders in _bound(areas, within, coast, edges):
        key = area.wkb
        if key not in found:
            found[key] = len(runs)
            zone = _zone(area, borders, land)
            rings = shapely.get_rings(shapely.get_parts(zone))
            runs.append([to_run(shapely.get_coordinates(ring)[:-1]) for ring in rings])
        of[str(k)] = found[key]
    return {"runs": runs, "of": of}


def _bound(
    areas: Sequence[BaseGeometry | None],
    within: Sequence[Extent],
    coast: Steps,
    edges: Sequence[Edges],
) -> Iterator[tuple[int, BaseGeometry, list[np.ndarray[Any, Any]]]]:
    """Yield the areas that end at a coast inside some extents, with their borders."""
    boxes = [shapely.box(e.west, e.south, e.east, e.north) for e in within]
    for k, area in enumerate(areas):
        if area is None or not any(area.intersects(box) for box in boxes):
            continue
        borders = find_borders(area, coast=coast, edges=edges[k])
        if borders is not None:
            yield k, area, borders
