"""Zones: areas that end at the coast, carried on a little into the sea, for a screen to cut.

At large scales the screen draws a finer coast than the one that the areas were
cut with. A zone has the area's borders but a rough edge at sea, so that the
screen can fill it inside whichever land it shows.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.extent import Extent
from layers.render.coordinates import to_run
from layers.render.outline import Edges, Steps, find_borders
from layers.render.shore import is_finer
from layers.view import LayerView

_REACH_DEG: Final = 0.04
_ROUGH_DEG: Final = 0.005
_SMOOTH_DEG: Final = 0.001  # of the coast, before a margin is drawn round it: much less to draw
_SHARED: Final = 1e-6  # square degrees: what neighbours have in common by rounding


def fine_extents(lands: Sequence[LayerView]) -> tuple[Extent, ...]:
    """Give where a finer grade of the land takes the place of a coarser one."""
    return tuple(
        own.spec.extent
        for own in lands
        for other in lands
        if own.spec.extent is not None and is_finer(own, other)
    )


def _zone(
    area: BaseGeometry, borders: list[np.ndarray[Any, Any]], rest: BaseGeometry
) -> BaseGeometry:
    """Carry an area on into the sea, but not over its neighbours."""
    lines = shapely.MultiLineString([line for line in borders if len(line) > 1])
    coast = shapely.simplify(shapely.difference(shapely.boundary(area), lines), _SMOOTH_DEG)
    reach = shapely.buffer(coast, _REACH_DEG, quad_segs=1, cap_style="flat")
    whole = shapely.difference(shapely.union(area, reach), rest)
    return shapely.simplify(whole, _ROUGH_DEG)


def to_zones(
    areas: Sequence[BaseGeometry | None],
    *,
    within: Sequence[Extent],
    coast: Steps,
    edges: Sequence[Edges],
) -> dict[str, Any]:
    """Give the zones of those areas that reach where the land has a finer grade.

    Parameters
    ----------
    within
        Where it has one (``fine_extents``).
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
            zone = _zone(area, borders, _neighbours(area, areas))
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


def _neighbours(area: BaseGeometry, areas: Sequence[BaseGeometry | None]) -> BaseGeometry:
    """Unite the areas that lie beside one, not over it."""
    known = np.array([a for a in areas if a is not None], dtype=object)
    shapely.prepare(area)  # asking for a distance is a sixth of the work of drawing a margin
    near = known[shapely.dwithin(area, known, 2 * _REACH_DEG)]
    beside = [a for a in near if shapely.intersection(a, area).area < _SHARED]
    return shapely.union_all(beside)
