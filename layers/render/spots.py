"""Points on the page: a symbol, and the ring within which the place lies."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, TypeAlias

import shapely
from shapely.geometry.base import BaseGeometry

from layers.render.box import Box
from layers.render.hatch import to_rings
from layers.render.pen import FINEST_MM, disc, draw_area
from layers.render.plane import Plane
from layers.render.sheet import Group, Path, Point
from layers.render.symbols import draw_symbol
from layers.render.territory import Held
from layers.style import INK_SOFT, PAPER, Drawing

BoxTuple: TypeAlias = tuple[float, float, float, float]

_SAME: Final = 0.5  # of the distance at which two symbols would just touch
_BESIDE_MM: Final = 0.25
_TURNS: Final = tuple(math.radians(a) for a in (0, 180, -90, 90, -45, -135, 45, 135))
_MANY_SPOTS: Final = 1024
_MANY_POINTS: Final = 8192
_FEW_CLEARED: Final = 32
_CLEAR: Final = 0.28
_CLEARLY_LARGER: Final = 1.4  # a disc that hardly shows round its symbol tells nothing


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the page; ``disc_mm`` is nought where the symbol covers its uncertainty."""

    feature: str
    at: tuple[float, float]
    disc_mm: float
    is_proxy: bool


@lru_cache(maxsize=_MANY_POINTS)
def lonlat_of(held: Held) -> Point:
    """Read a point once: to ask a geometry takes longer than to look it up."""
    ((lon, lat),) = shapely.get_coordinates(held.geometry)
    return float(lon), float(lat)


def spot_of(plane: Plane, geometry: BaseGeometry) -> tuple[float, float]:
    """Give where a point falls on the page."""
    return plane.point(*lonlat_of(Held(geometry)))


def disc_radius_mm(
    plane: Plane, lonlat: Point, precision_km: float, drawing: Drawing, unit: float
) -> float:
    """Give the radius of the disc of a point, or nought where its symbol is larger."""
    if drawing.disc is None or not precision_km > 0:
        return 0.0
    radius = plane.radius_mm(*lonlat, precision_km)
    half = drawing.symbol.size_mm * unit / 2 if drawing.symbol else 0.0
    return radius if radius > half * _CLEARLY_LARGER else 0.0


@dataclass(frozen=True, slots=True)
class DrawnSpot:
    """A point's paths, where its symbol is and half its width, and its disc if it has one."""

    paths: tuple[Path, ...]
    at: tuple[float, float]
    half_mm: float
    disc: BaseGeometry | None = None


def find_seat(
    at: tuple[float, float], half: float, taken: Sequence[BoxTuple], frame: Box
) -> tuple[float, float]:
    """Give where a symbol may stand that would cover another: beside it, else where it belongs."""
    x, y = at
    covered = [  # each symbol looks at all before it: no call for every one of them
        (a, b, c, d)
        for a, b, c, d in taken
        if math.dist(at, ((a + c) / 2, (b + d) / 2)) < _SAME * (half + (c - a) / 2)
    ]
    if not covered:
        return at
    other = max((b[2] - b[0]) / 2 for b in covered)
    for ring in (1.0, 2.0):
        away = ring * (half + other + _BESIDE_MM)
        for turn in _TURNS:
            seat = x + away * math.cos(turn), y + away * math.sin(turn)
            box = Box(seat[0] - half, seat[1] - half, 2 * half, 2 * half)
            free = not any(box.overlaps(Box(a, b, c - a, d - b)) for a, b, c, d in taken)
            if free and frame.holds(box):
                return seat
    return at


@lru_cache(maxsize=_MANY_SPOTS)
def draw_spot(
    spot: Spot, drawing: Drawing, *, unit: float, seat: tuple[float, float] | None = None
) -> DrawnSpot:
    """Draw a point: its symbol, and the ring within which it lies.

    A ring has no symbol in its middle if the point only stands in for a place.
    ``seat`` is where the symbol stands if its place is another's; a fine line leads back.
    """
    paths: list[Path] = []
    round_ = None
    if drawing.disc is not None and spot.disc_mm:
        round_ = disc(*spot.at, spot.disc_mm)
        ring = replace(drawing.disc, fill_opacity=0.0)  # all discs are cleared at once, under them
        paths.extend(draw_area(round_, ring, unit=unit, feature=spot.feature))
    if drawing.symbol is None or (round_ is not None and spot.is_proxy):
        return DrawnSpot(tuple(paths), spot.at, 0.0, round_)
    at = seat or spot.at
    if at != spot.at:
        paths.append(_lead(spot.at, at))
    half = drawing.symbol.size_mm * unit / 2
    paths.extend(draw_symbol(at, drawing.symbol, unit=unit, feature=spot.feature))
    return DrawnSpot(tuple(paths), at, half, round_)


def _lead(start: tuple[float, float], end: tuple[float, float]) -> Path:
    """Draw the fine line from a place to the symbol that had to make room."""
    return Path(((start, end),), closed=False, stroke=INK_SOFT, width_mm=FINEST_MM)


def clear_discs(discs: Sequence[BaseGeometry], plane: Plane, land: BaseGeometry) -> Group | None:
    """Clear the land under all discs once, however many lie over one another."""
    rings = _cleared(tuple(map(Held, discs)), Held(land)) if discs else ()
    path = Path(rings, fill=PAPER, fill_opacity=_CLEAR)
    return Group("disc-ground", "Ground of discs", (path,), plane.frame.ring) if rings else None


@lru_cache(maxsize=_FEW_CLEARED)
def _cleared(discs: tuple[Held, ...], land: Held) -> tuple[tuple[Point, ...], ...]:
    """Give what of the land lies under discs; kept for the next date with the same of them."""
    whole = shapely.union_all([disc.geometry for disc in discs])
    return to_rings(shapely.intersection(whole, land.geometry))
