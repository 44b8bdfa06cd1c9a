"""The inset: a small map of the wider country that shows where the sheet lies."""

import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Final

import numpy as np
import shapely

from layers.render.box import Box
from layers.render.ground import GroundRequest, place_land, request_ground
from layers.render.hatch import to_rings
from layers.render.plane import Plane, round_denominator
from layers.render.projection import GEOD, Projection
from layers.render.sheet import Group, Item, Path
from layers.style import CRIMSON, INK, LAND, LAND_EDGE, PAPER, WATER
from layers.view import LayerView

_WIDER: Final = 5.0
_LEAST_KM: Final = 1100.0
_MOST_KM: Final = 3600.0
_LEAST_MARK_MM: Final = 2.4
_FEW_INSETS: Final = 32


def _reach_km(plane: Plane) -> float:
    """Give the length of the frame's diagonal on the ground."""
    frame = plane.frame
    ends = plane.to_lonlat(np.array([(frame.left, frame.top), (frame.right, frame.bottom)]))
    if not np.isfinite(ends).all():
        return math.inf
    _, _, meters = GEOD.inv(ends[0, 0], ends[0, 1], ends[1, 0], ends[1, 1])
    return float(meters) / 1000


def inset_plane(plane: Plane, box: Box) -> Plane | None:
    """Choose a plane for the inset, or none where the sheet already shows half a continent."""
    reach = _reach_km(plane)
    if reach > _MOST_KM:
        return None
    across = min(max(reach * _WIDER, _LEAST_KM), max(_MOST_KM, reach * 2.2))
    lon, lat = (float(v) for v in plane.to_lonlat(np.array([plane.frame.center]))[0])
    projection = Projection("laea", round(lon), round(lat))
    scale = round_denominator(across * 1e6 / min(box.width, box.height))
    return Plane(projection, scale, (0.0, 0.0), box)


@lru_cache(maxsize=_FEW_INSETS)
def _country(request: GroundRequest) -> tuple[Path, ...]:
    """Draw sea and land of an inset."""
    land, known = place_land(request.base, request.plane)
    paths = [Path((request.plane.frame.ring,), fill=PAPER)]
    if rings := to_rings(known):
        paths.append(Path(rings, fill=WATER))
    if rings := to_rings(shapely.simplify(land, 0.05)):
        paths.append(Path(rings, fill=LAND))
        paths.append(Path(rings, stroke=LAND_EDGE, width_mm=0.1))
    return tuple(paths)


def _mark(plane: Plane, inset: Plane) -> Path:
    """Outline the sheet on the inset; a very small one gets a box that can be seen."""
    frame = plane.frame
    corners = [*frame.ring, frame.ring[0]]
    edge = shapely.get_coordinates(shapely.segmentize(shapely.LineString(corners), 5.0))
    page = inset.to_page(plane.to_lonlat(edge))
    page = page[np.isfinite(page).all(axis=1)]
    low, high = page.min(axis=0), page.max(axis=0)
    if max(high - low) < _LEAST_MARK_MM:
        x, y = (float(v) for v in (low + high) / 2)
        half = _LEAST_MARK_MM / 2
        ring = Box(x - half, y - half, 2 * half, 2 * half).ring
    else:
        ring = tuple((float(x), float(y)) for x, y in page)
    return Path((ring,), fill=CRIMSON, fill_opacity=0.12, stroke=CRIMSON, width_mm=0.4)


def draw_inset(
    plane: Plane, base: Sequence[LayerView], box: Box, *, root: FilePath
) -> Group | None:
    """Draw the inset into a box, or nothing where it would tell nothing."""
    inset = inset_plane(plane, box)
    if inset is None:
        return None
    country = _country(request_ground(inset, base, unit=1.0, root=root))
    if len(country) < 3:  # noqa: PLR2004  no land at all: an empty sea locates nothing
        return None
    items: tuple[Item, ...] = (*country, _mark(plane, inset))
    edge = Path((box.grown(-0.1).ring,), stroke=INK, width_mm=0.25)
    return Group("inset", "Where it lies", (*items, edge), box.ring)
