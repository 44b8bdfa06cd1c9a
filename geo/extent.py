"""Rectangles of longitude and latitude, also across the antimeridian.

An extent runs eastwards from ``west`` to ``east``. Where ``west`` is greater than ``east`` it crosses
the antimeridian: ``Extent(170, 50, -170, 60)`` is twenty degrees wide.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import InvalidDataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

FULL_TURN = 360.0
HALF_TURN = 180.0
POLE = 90.0


@dataclass(frozen=True, slots=True)
class Extent:
    """West, south, east and north edges in degrees, EPSG:4326; every edge belongs to it.

    Raises
    ------
    InvalidDataError
        If a longitude leaves [-180, 180], a latitude leaves [-90, 90], or south is above north.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        problems = tuple(_check(self))
        if problems:
            raise InvalidDataError(problems)

    @property
    def width(self) -> float:
        """Degrees of longitude from west to east, 0 to 360."""
        return self.east - self.west + (FULL_TURN if self.crosses_antimeridian else 0.0)

    @property
    def height(self) -> float:
        """Degrees of latitude from south to north."""
        return self.north - self.south

    @property
    def crosses_antimeridian(self) -> bool:
        """Whether it runs over longitude 180."""
        return self.west > self.east

    @property
    def center(self) -> tuple[float, float]:
        """Longitude and latitude of the middle, in degrees."""
        return _wrapped(self.west + self.width / 2), (self.south + self.north) / 2

    @property
    def aspect(self) -> float:
        """Width over height as seen on the ground at the middle latitude; infinite for a line."""
        if self.height == 0:
            return math.inf
        return self.width * math.cos(math.radians(self.center[1])) / self.height

    def contains(self, lon: float, lat: float) -> bool:
        """Tell whether a point lies in it or on its edge."""
        return self.south <= lat <= self.north and _is_between(lon, self.west, self.width)

    def intersects(self, other: Extent) -> bool:
        """Tell whether the two share at least a point."""
        if self.south > other.north or other.south > self.north:
            return False
        return _is_between(other.west, self.west, self.width) or _is_between(
            self.west, other.west, other.width
        )

    def buffered(self, degrees: float) -> Extent:
        """Grow it by so many degrees on each side, stopping at the poles and at a full turn."""
        south, north = max(self.south - degrees, -POLE), min(self.north + degrees, POLE)
        if self.width + 2 * degrees >= FULL_TURN:
            return Extent(-HALF_TURN, south, HALF_TURN, north)
        return Extent(_wrapped(self.west - degrees), south, _wrapped(self.east + degrees), north)


def union(*extents: Extent) -> Extent:
    """Find the smallest extent that holds all of those given.

    Of the ways round the globe it takes the shortest, so two extents on either side of the
    antimeridian give one that crosses it.

    Raises
    ------
    InvalidDataError
        If none is given.

    Examples
    --------
    >>> union(Extent(140, 45, 145, 55), Extent(130, 30, 141, 46))
    Extent(west=130, south=30, east=145, north=55)
    """
    if not extents:
        raise InvalidDataError([Problem("extent", "", "no extent to unite; expected at least one")])
    south, north = min(e.south for e in extents), max(e.north for e in extents)
    ways = ((_reach(start.west, extents), start.west) for start in extents)
    width, west = min(ways)
    if width >= FULL_TURN:
        return Extent(-HALF_TURN, south, HALF_TURN, north)
    east = next(e.east for e in extents if _offset(e.west, west) + e.width == width)
    return Extent(west, south, east, north)


def extent_of(features: gpd.GeoDataFrame) -> Extent:
    """Find the extent of all geometry in a frame; rows without geometry do not count.

    Coordinates are taken as they stand: geometry is expected to be cut at the antimeridian.

    Raises
    ------
    InvalidDataError
        If no row has a geometry.
    """
    west, south, east, north = (float(edge) for edge in features.total_bounds)
    if math.isnan(west):
        message = f"none of {len(features)} rows has a geometry; an extent needs one"
        raise InvalidDataError([Problem("extent", "", message)])
    return Extent(west, south, east, north)


def _check(extent: Extent) -> Iterator[Problem]:
    """List what is wrong with the four edges."""
    for name, limit in (("west", HALF_TURN), ("south", POLE), ("east", HALF_TURN), ("north", POLE)):
        degrees = getattr(extent, name)
        if not -limit <= degrees <= limit:
            message = f"{name} is {degrees!r}; expected degrees from {-limit:g} to {limit:g}"
            yield Problem("extent", name, message)
    if extent.south > extent.north:
        message = f"south {extent.south!r} lies above north {extent.north!r}"
        yield Problem("extent", "south", message)


def _wrapped(lon: float) -> float:
    """Bring a longitude into [-180, 180], leaving those already there as they are."""
    if -HALF_TURN <= lon <= HALF_TURN:
        return lon
    return (lon + HALF_TURN) % FULL_TURN - HALF_TURN


def _offset(lon: float, west: float) -> float:
    """Degrees to travel east from ``west`` to reach ``lon``."""
    return lon - west if lon >= west else lon - west + FULL_TURN


def _is_between(lon: float, west: float, width: float) -> bool:
    """Tell whether travelling east from ``west`` by ``width`` passes ``lon``."""
    return _offset(lon, west) <= width or _offset(lon, west) - FULL_TURN == 0


def _reach(west: float, extents: tuple[Extent, ...]) -> float:
    """Degrees east of ``west`` that are needed to cover all extents."""
    return max(_offset(e.west, west) + e.width for e in extents)
