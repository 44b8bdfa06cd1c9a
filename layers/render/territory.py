"""Areas on the page: cut with the coast that is drawn, and out of ink where knowledge ends.

An area that shares its edge with a coast is land: it ends at the coast of the
map's scale, whichever grade of the coast it was cut with. Only its borders are
drawn. Where a layer was cut at a meridian or a parallel a country goes on:
there is no border either, and the tint dies away.
"""

import itertools
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.render.hatch import to_rings, to_strands
from layers.render.outline import Edges, cut_edges, find_borders
from layers.render.pen import Strands, draw_area
from layers.render.plane import Plane
from layers.render.sheet import Path
from layers.render.shore import Coasts, Shore, steps_of
from layers.style import AreaStyle

FADE_DEG: Final = 2.5  # over which the tint dies away
_SIDES: Final = ("west", "south", "east", "north")
_SAMPLES: Final = 200
_TONES: Final = 10
_OFF_MM: Final = 1.0
_INNER: Final = 1.1  # share of the fading within which nothing fades for sure
_REACH_KM: Final = 3.0  # how far off the shore an islet may lie
_MANY_PLACED: Final = 4096
_MANY_DRAWN: Final = 256
_FEW_LAYERS: Final = 256
_FINE_MM: Final = 0.03
UNCUT: Final[Edges] = (None, None, None, None)


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A geometry compared by identity and kept alive as long as its projection is."""

    geometry: BaseGeometry

    def __hash__(self) -> int:
        return id(self.geometry)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and other.geometry is self.geometry


@dataclass(frozen=True, slots=True, eq=False)
class Territory:
    """An area in page millimetres.

    Attributes
    ----------
    area
        All of it that lies on the page.
    seen
        What the frame shows of it.
    full
        Where its tint is whole.
    fading
        Strips towards an edge of knowledge, with the share of the tint that each has.
    edges
        The pieces of its outline that are borders; nothing if all of it is.
    """

    area: BaseGeometry
    seen: BaseGeometry
    full: BaseGeometry
    fading: tuple[tuple[BaseGeometry, float], ...] = ()
    edges: Strands | None = None


@lru_cache(maxsize=_MANY_PLACED)
def place(plane: Plane, held: Held) -> BaseGeometry:
    """Project a geometry once for a plane."""
    return shapely.simplify(plane.place(held.geometry), _FINE_MM)


@lru_cache(maxsize=_FEW_LAYERS)
def cut_edges_of(areas: frozenset[Held]) -> Edges:
    """Give the edges at which areas were cut, once for the same areas."""
    return cut_edges(area.geometry for area in areas)


@lru_cache(maxsize=_MANY_DRAWN)
def outline_of(territory: Territory) -> BaseGeometry:
    """Give what is drawn of an area's outline, once for an area on a plane."""
    if territory.edges is None:
        return territory.seen.boundary
    return shapely.MultiLineString(territory.edges)


@lru_cache(maxsize=_MANY_PLACED)
def _borders(held: Held, coasts: Coasts, cut: Edges) -> BaseGeometry | None:
    """Give the borders of an area, once for all planes; nothing if its whole outline is one."""
    found = find_borders(held.geometry, coast=steps_of(coasts), edges=cut)
    if found is None:
        return None
    return shapely.MultiLineString([line for line in found if len(line) > 1])


@lru_cache(maxsize=_MANY_PLACED)
def place_territory(plane: Plane, held: Held, shore: Shore | None, cut: Edges) -> Territory:
    """Project an area once for a plane; ``cut`` are the edges at which its layer was cut."""
    area = place(plane, held)
    borders = _borders(held, shore.coasts, cut) if shore and area else None
    if shore is None or borders is None:
        return Territory(area, _seen(area, plane), area)
    edges = to_strands(shapely.simplify(plane.place(borders), _FINE_MM))
    is_older = shore.gained and _borders(held, shore.replaced, cut) is not None
    registered = _register(area, shore, plane, shore.gained if is_older else ())
    if not _is_in_sight(plane, cut):
        return Territory(registered, _seen(registered, plane), registered, edges=edges)
    full, fading = _fade(registered, plane, cut)
    return Territory(registered, _seen(registered, plane), full, fading, edges)


def _seen(area: BaseGeometry, plane: Plane) -> BaseGeometry:
    """Give what the frame shows of an area."""
    frame = plane.frame
    return shapely.clip_by_rect(area, frame.left, frame.top, frame.right, frame.bottom)


@lru_cache(maxsize=_MANY_PLACED)
def seen_line(plane: Plane, held: Held) -> BaseGeometry:
    """Give what the frame shows of a line on the page, or of an area's outline, once for each."""
    geometry, frame = held.geometry, plane.frame
    line = geometry.boundary if geometry.geom_type == "Polygon" else geometry
    return shapely.intersection(line, shapely.box(frame.left, frame.top, frame.right, frame.bottom))


def _register(
    area: BaseGeometry, shore: Shore, plane: Plane, gained: tuple[BaseGeometry, ...]
) -> BaseGeometry:
    """Cut an area with the land drawn, and give it what that land gained along its shore."""
    # To cut away first what is far off is much quicker than to let an overlay find it out.
    left, top, right, bottom = area.bounds
    near_land = shapely.clip_by_rect(
        shore.land, left - _OFF_MM, top - _OFF_MM, right + _OFF_MM, bottom + _OFF_MM
    )
    inside = shapely.intersection(area, near_land)
    if not gained:
        return inside
    reach = _REACH_KM * 1e6 / plane.denominator
    near = shapely.dwithin(np.array(gained), area, reach)
    added = [p for p, is_near in zip(gained, near, strict=True) if is_near]
    return shapely.union_all([inside, *added]) if added else inside


def _insides(cut: Edges, share: float) -> tuple[float, float, float, float]:
    """Give the box that is left of the cut edges by a share of the fading."""
    west, south, east, north = cut
    by = FADE_DEG * share
    return (
        -math.inf if west is None else west + by,
        -math.inf if south is None else south + by,
        math.inf if east is None else east - by,
        math.inf if north is None else north - by,
    )


def limits_in_sight(plane: Plane, cut: Edges) -> tuple[tuple[str, float], ...]:
    """Give side and degree of those edges of knowledge that run through the frame."""
    return tuple(
        (side, edge)
        for axis, (side, edge) in enumerate(zip(_SIDES, cut, strict=True))
        if edge is not None and _runs_through(plane, axis % 2, edge)
    )


def _runs_through(plane: Plane, axis: int, edge: float) -> bool:
    """Tell whether a meridian (axis 0) or a parallel has a point inside the frame."""
    frame = plane.frame
    for window in plane.windows:
        along = np.linspace(window[1 - axis], window[3 - axis], _SAMPLES)
        fixed = np.full(_SAMPLES, edge)
        x, y = plane.to_page(np.column_stack([fixed, along] if axis == 0 else [along, fixed])).T
        inside = (x > frame.left) & (x < frame.right) & (y > frame.top) & (y < frame.bottom)
        if inside.any() and window[axis] < edge < window[axis + 2]:
            return True
    return False


def _is_in_sight(plane: Plane, cut: Edges) -> bool:
    """Tell whether the fading of a layer reaches into the frame."""
    box = _insides(cut, 1.0)
    return any(w < box[0] or s < box[1] or e > box[2] or n > box[3] for w, s, e, n in plane.windows)


def _room(plane: Plane, cut: Edges, share: float) -> BaseGeometry:
    """Give what is left of the page inside the edges by a share of the fading."""
    w, s, e, n = _insides(cut, share)
    return plane.place(shapely.box(max(w, -180), max(s, -90), min(e, 180), min(n, 90)))


@dataclass(frozen=True, slots=True, eq=False)
class _Fading:
    """The page inside all fading, a little less of it, and the strips from the edges inwards."""

    room: BaseGeometry
    inner: BaseGeometry
    strips: tuple[BaseGeometry, ...]


@lru_cache(maxsize=_FEW_LAYERS)
def _fading(plane: Plane, cut: Edges) -> _Fading:
    """Rule the fading of a layer, once for a plane."""
    rooms = [_room(plane, cut, k / _TONES) for k in range(_TONES + 1)]
    strips = [shapely.difference(outer, inner) for outer, inner in itertools.pairwise(rooms)]
    shapely.prepare([rooms[-1], *strips])
    return _Fading(rooms[-1], _room(plane, cut, _INNER), tuple(strips))


def _fade(
    area: BaseGeometry, plane: Plane, cut: Edges
) -> tuple[BaseGeometry, tuple[tuple[BaseGeometry, float], ...]]:
    """Divide an area into what has its whole tint and strips that have less and less."""
    fading = _fading(plane, cut)
    if shapely.contains_properly(fading.room, area):
        return area, ()
    rim = shapely.difference(area, fading.inner)  # no strip has to look at the rest of a country
    near = [(k, s) for k, s in enumerate(fading.strips) if shapely.intersects(s, rim)]
    parts = [(shapely.intersection(rim, strip), (k + 0.5) / _TONES) for k, strip in near]
    return shapely.intersection(area, fading.room), tuple(p for p in parts if p[0].area)


@lru_cache(maxsize=_MANY_DRAWN)
def draw_territory(
    territory: Territory, style: AreaStyle, *, unit: float, feature: str
) -> tuple[Path, ...]:
    """Draw an area: what fades has no hatch, and nothing is drawn where no border runs."""
    strips = tuple(
        Path(
            to_rings(strip),
            fill=style.fill,
            fill_opacity=style.fill_opacity * share,
            opacity=style.opacity,
            feature=feature,
        )
        for strip, share in territory.fading
    )
    edges = territory.edges
    return *strips, *draw_area(territory.full, style, unit=unit, feature=feature, edges=edges)
