"""Points on the page: as a symbol, or as the disc in which they lie."""

from dataclasses import dataclass
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from layers.render.hatch import to_rings
from layers.render.pen import disc, draw_area
from layers.render.plane import Plane
from layers.render.sheet import Path
from layers.render.symbols import draw_symbol
from layers.style import Drawing

DOT_MM: Final = 0.5  # radius of the dot in the middle of a disc
_CLEARLY_LARGER: Final = 1.4  # a disc that hardly shows round its symbol tells nothing


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the page; ``disc_mm`` is nought where the symbol covers its uncertainty."""

    feature: str
    at: tuple[float, float]
    disc_mm: float
    is_proxy: bool


def spot_of(plane: Plane, geometry: BaseGeometry) -> tuple[float, float]:
    """Give where a point falls on the page."""
    ((lon, lat),) = shapely.get_coordinates(geometry)
    return plane.point(float(lon), float(lat))


def disc_radius_mm(
    plane: Plane, geometry: BaseGeometry, precision_km: float, drawing: Drawing, unit: float
) -> float:
    """Give the radius of the disc of a point, or nought where its symbol is larger."""
    if drawing.disc is None or not precision_km > 0:
        return 0.0
    ((lon, lat),) = shapely.get_coordinates(geometry)
    radius = plane.radius_mm(float(lon), float(lat), precision_km)
    half = drawing.symbol.size_mm * unit / 2 if drawing.symbol else 0.0
    return radius if radius > half * _CLEARLY_LARGER else 0.0


@dataclass(frozen=True, slots=True)
class DrawnSpot:
    """A point's paths, half the width of its solid part, and its disc if it has one."""

    paths: tuple[Path, ...]
    half_mm: float
    disc: BaseGeometry | None = None


def draw_spot(spot: Spot, drawing: Drawing, *, unit: float) -> DrawnSpot:
    """Draw a point as a symbol, or as the disc in which it lies.

    A disc has a dot in its middle unless the point only stands in for a place.
    """
    x, y = spot.at
    if drawing.disc is not None and spot.disc_mm:
        round_ = disc(x, y, spot.disc_mm)
        paths = draw_area(round_, drawing.disc, unit=unit, feature=spot.feature)
        if spot.is_proxy:
            return DrawnSpot(paths, 0.0, round_)
        half = DOT_MM * unit
        dot = Path(to_rings(disc(x, y, half)), fill=drawing.disc.stroke, feature=spot.feature)
        return DrawnSpot((*paths, dot), half, round_)
    if drawing.symbol is None:
        return DrawnSpot((), 0.0)
    half = drawing.symbol.size_mm * unit / 2
    return DrawnSpot(draw_symbol(spot.at, drawing.symbol, unit=unit, feature=spot.feature), half)
