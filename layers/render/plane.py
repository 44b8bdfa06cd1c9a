"""The plane: how longitude and latitude land on the page at one scale.

The frame is always full: a view that is slimmer than the frame shows more
country at its sides, never empty paper.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.extent import Extent
from layers.render.box import Box
from layers.render.projection import GEOD, Array, Projection, choose_projection

_BLEED_MM: Final = 4.0  # geometry is kept so far beyond the frame, so that its cut edge is hidden
_SAMPLES: Final = 25
_FEW_PLANES: Final = 64
_MANY_FITS: Final = 256  # a plan tries several frames
_MANY_PLACES: Final = 8192
_MM_PER_M: Final = 1000.0
_SEAM_MM: Final = 0.01

Shapes: TypeAlias = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Plane:
    """A projection at a scale, with a place of the ground in the middle of the frame.

    Attributes
    ----------
    denominator
        Of the ratio scale, true where the projection is true.
    center_m
        Projected metres that fall on the middle of the frame.
    """

    projection: Projection
    denominator: float
    center_m: tuple[float, float]
    frame: Box

    def __hash__(self) -> int:
        """Hash what two planes hardly share: much is kept by its plane, and looked up for each mark."""
        return hash((self.denominator, self.center_m))

    def to_page(self, lonlat: Array) -> Array:
        """Give page millimetres for rows of longitude and latitude."""
        xy = self.projection.to_plane(lonlat)
        x, y = self.frame.center
        mm = _MM_PER_M / self.denominator
        return np.column_stack(
            [x + (xy[:, 0] - self.center_m[0]) * mm, y - (xy[:, 1] - self.center_m[1]) * mm]
        )

    def to_lonlat(self, page: Array) -> Array:
        """Give longitude and latitude for rows of page millimetres."""
        x, y = self.frame.center
        m = self.denominator / _MM_PER_M
        return self.projection.to_lonlat(
            np.column_stack(
                [self.center_m[0] + (page[:, 0] - x) * m, self.center_m[1] - (page[:, 1] - y) * m]
            )
        )

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Give the page millimetres of one place."""
        return _point(self, lon, lat)

    def lonlat(self, x: float, y: float) -> tuple[float, float]:
        """Give longitude and latitude of one point of the page."""
        return _lonlat(self, x, y)

    @property
    def windows(self) -> tuple[tuple[float, float, float, float], ...]:
        """Boxes of west, south, east, north that together hold all the frame shows."""
        return _windows(self)

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        """Project a geometry of longitude and latitude, cut a little outside the frame.

        Straight lines of longitude and latitude become the curves they are.
        """
        placed: BaseGeometry = self.place_each([geometry])[0]
        return placed

    def place_each(self, geometries: Sequence[BaseGeometry]) -> Shapes:
        """Project many geometries, each as ``place`` does, their points in one go."""
        shapes = np.array([*geometries, None], dtype=object)[:-1]
        parts = [self._project(shapes, window) for window in self.windows]
        placed = parts[0] if len(parts) == 1 else _join(parts)
        folded = ~shapely.is_valid(placed)
        placed[folded] = shapely.make_valid(placed[folded])  # polygons that projection has folded
        edge = self.frame.grown(_BLEED_MM)
        return shapely.clip_by_rect(placed, edge.left, edge.top, edge.right, edge.bottom)

    def _project(self, shapes: Shapes, window: tuple[float, float, float, float]) -> Shapes:
        """Bend and project what one window holds."""
        step = max(window[2] - window[0], window[3] - window[1]) / 80
        clipped = shapely.clip_by_rect(shapes, *window)
        long = _has_longer(clipped, step)  # a coast has no long edge, and is not to be looked at
        clipped[long] = shapely.segmentize(clipped[long], step)
        return shapely.transform(clipped, self._to_finite_page)

    def _to_finite_page(self, lonlat: Array) -> Array:
        """Project, and put what has no place on the page far outside of it."""
        page = self.to_page(lonlat)
        return np.where(np.isfinite(page), page, -1e5)

    def size_of(self, extent: Extent) -> tuple[float, float]:
        """Give width and height of an extent on the page."""
        return _size_of(self, extent)

    def radius_mm(self, lon: float, lat: float, km: float) -> float:
        """Give the length on the page of so many kilometres around a place."""
        return km * 1e6 / self.denominator * _factor(self, lon, lat)

    def scale_at(self, lonlat: Array) -> Array:
        """Give how much larger than its ratio the map is at places: 1 where it is true."""
        page = self.to_page(lonlat)
        half = 0.5
        factors = []
        for step in (np.array([half, 0.0]), np.array([0.0, half])):
            start, end = self.to_lonlat(page - step), self.to_lonlat(page + step)
            _, _, meters = GEOD.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])
            factors.append(2 * half * self.denominator / _MM_PER_M / np.asarray(meters))
        return np.sqrt(factors[0] * factors[1])

    @property
    def scale_range(self) -> tuple[float, float]:
        """The smallest and the largest scale factor inside the frame."""
        return _scale_range(self)

    @property
    def zoom(self) -> float:
        """The zoom of a web map that shows about as much as print can resolve."""
        _, lat = self.to_lonlat(np.array([self.frame.center]))[0]
        meters_per_px = 156543.034 * math.cos(math.radians(float(lat)))  # at zoom 0, 256 px tiles
        return math.log2(meters_per_px / (self.denominator * 0.0254 / 96)) + 1


def _has_longer(shapes: Shapes, length: float) -> npt.NDArray[np.bool_]:
    """Tell which geometries may have an edge longer than this; none is missed."""
    points, owners = shapely.get_coordinates(shapes, return_index=True)
    far = np.hypot(*np.diff(points, axis=0).T) > length
    found = np.zeros(len(shapes), dtype=bool)
    found[owners[1:][far & (owners[1:] == owners[:-1])]] = True
    return found


def _join(parts: Sequence[Shapes]) -> Shapes:
    """Join what several windows hold of each of some geometries."""
    joined = np.empty(len(parts[0]), dtype=object)
    for k, pieces in enumerate(zip(*parts, strict=True)):
        there = [piece for piece in pieces if not piece.is_empty] or [pieces[0]]
        joined[k] = there[0] if len(there) == 1 else shapely.union_all(there, grid_size=_SEAM_MM)
    return joined


def _grid(box: Box, count: int) -> Array:
    """Spread points evenly over a box, its edges included."""
    x, y = np.meshgrid(
        np.linspace(box.left, box.right, count), np.linspace(box.top, box.bottom, count)
    )
    return np.column_stack([x.ravel(), y.ravel()])


@lru_cache(maxsize=_MANY_PLACES)
def _point(plane: Plane, lon: float, lat: float) -> tuple[float, float]:
    """Keep where a place falls for the next date."""
    x, y = plane.to_page(np.array([[lon, lat]]))[0]
    return float(x), float(y)


@lru_cache(maxsize=_MANY_PLACES)
def _lonlat(plane: Plane, x: float, y: float) -> tuple[float, float]:
    """Keep what lies under a point of the page for the next date."""
    lon, lat = plane.to_lonlat(np.array([[x, y]]))[0]
    return float(lon), float(lat)


@lru_cache(maxsize=_FEW_PLANES)
def _scale_range(plane: Plane) -> tuple[float, float]:
    """Measure the scale over the frame of a plane, once."""
    factors = plane.scale_at(plane.to_lonlat(_grid(plane.frame.grown(-1.0), 9)))
    factors = factors[np.isfinite(factors)]
    return float(factors.min()), float(factors.max())


@lru_cache(maxsize=_MANY_PLACES)
def _factor(plane: Plane, lon: float, lat: float) -> float:
    """Keep the scale factor of a place for the next date."""
    return float(plane.scale_at(np.array([[lon, lat]]))[0])


@lru_cache(maxsize=_FEW_PLANES)
def _size_of(plane: Plane, extent: Extent) -> tuple[float, float]:
    """Measure an extent on the page once: a sheet's plan asks at every date."""
    page = plane.to_page(extent_ring(extent))
    page = page[np.isfinite(page).all(axis=1)]
    width, height = page.max(axis=0) - page.min(axis=0)
    return float(width), float(height)


@lru_cache(maxsize=_FEW_PLANES)
def _windows(plane: Plane) -> tuple[tuple[float, float, float, float], ...]:
    """Find the windows of a plane by looking back from a grid of page points."""
    lonlat = plane.to_lonlat(_grid(plane.frame.grown(_BLEED_MM), _SAMPLES))
    lonlat = lonlat[np.isfinite(lonlat).all(axis=1)]
    lon_0 = plane.projection.lon_0
    offset = (lonlat[:, 0] - lon_0 + 180) % 360 - 180
    south, north = float(lonlat[:, 1].min()), float(lonlat[:, 1].max())
    west, east = float(offset.min()), float(offset.max())
    margin = 0.02 * max(north - south, east - west)
    south, north = max(south - margin, -90.0), min(north + margin, 90.0)
    west, east = max(west - margin, -180.0), min(east + margin, 180.0)
    for pole in (90.0, -90.0):
        x, y = plane.point(lon_0, pole)
        if plane.frame.grown(_BLEED_MM).holds(Box(x, y, 0, 0)):
            west, east = -180.0, 180.0
            south, north = min(south, pole), max(north, pole)
    return tuple((w, south, e, north) for w, e in _unwrapped(lon_0 + west, lon_0 + east))


def _unwrapped(west: float, east: float) -> list[tuple[float, float]]:
    """Cut a span of longitudes at the antimeridian into pieces inside -180 to 180."""
    if east - west >= 360:  # noqa: PLR2004  a full turn
        return [(-180.0, 180.0)]
    turn = math.floor((west + 180) / 360) * 360
    west, east = west - turn, east - turn
    return [(west, east)] if east <= 180 else [(west, 180.0), (-180.0, east - 360)]  # noqa: PLR2004


def extent_ring(extent: Extent, count: int = 40) -> Array:
    """Walk round an extent in longitude and latitude, also across the antimeridian."""
    along = np.linspace(0.0, 1.0, count)
    lon, lat = extent.west + along * extent.width, extent.south + along * extent.height
    east = extent.west + extent.width
    sides = (
        np.column_stack([lon, np.full(count, extent.south)]),
        np.column_stack([np.full(count, east), lat]),
        np.column_stack([lon[::-1], np.full(count, extent.north)]),
        np.column_stack([np.full(count, extent.west), lat[::-1]]),
    )
    return np.concatenate(sides)


def round_denominator(least: float) -> float:
    """Round a scale up to two figures, so that the view still fits.

    Examples
    --------
    >>> round_denominator(2_530_001), round_denominator(10_000)
    (2600000.0, 10000.0)
    """
    unit = 10.0 ** (math.floor(math.log10(least)) - 1)
    return math.ceil(round(least / unit, 6)) * unit


@lru_cache(maxsize=_MANY_FITS)
def fit_plane(extent: Extent, frame: Box, *, lon_0: float | None = None) -> Plane:
    """Fit an extent into a frame at a round scale; kept for the next date on the same sheet."""
    projection = choose_projection(extent, lon_0=lon_0)
    xy = projection.to_plane(extent_ring(extent))
    xy = xy[np.isfinite(xy).all(axis=1)]
    low, high = xy.min(axis=0), xy.max(axis=0)
    width_m, height_m = (float(v) for v in np.maximum(high - low, 1.0))
    least = max(width_m / frame.width, height_m / frame.height) * _MM_PER_M
    center = (float((low[0] + high[0]) / 2), float((low[1] + high[1]) / 2))
    return Plane(projection, round_denominator(least), center, frame)
