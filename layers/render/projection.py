"""Projections for the page: chosen for the view, named in words, never Web Mercator.

Narrow and north-south views take a transverse Mercator, wide ones a Lambert
conformal conic; views over the equator, a pole or half the globe an equal-area
azimuthal, and the whole world Equal Earth. All stand on WGS 84.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from pyproj import Geod, Transformer

from geo.extent import Extent
from layers.render.phrases import phrase, to_degrees

Array: TypeAlias = npt.NDArray[np.float64]
ProjectionKind: TypeAlias = Literal["tmerc", "lcc", "laea", "eqearth"]

GEOD: Final = Geod(ellps="WGS84")
KM_PER_DEGREE: Final = 111.32  # of latitude, and of longitude on the equator

_NARROW_KM: Final = 700.0  # half width up to which transverse Mercator errs by less than 0.7 %
_HALF_GLOBE: Final = 180.0
_POLAR: Final = 84.0
_FEW_PIPELINES: Final = 64


@dataclass(frozen=True, slots=True)
class Projection:
    """A map projection with its parameters in degrees; parallels count for ``lcc`` only."""

    kind: ProjectionKind
    lon_0: float
    lat_0: float = 0.0
    lat_1: float = 0.0
    lat_2: float = 0.0

    @property
    def definition(self) -> str:
        """The projection as PROJ writes it."""
        parts = {"lon_0": self.lon_0, "lat_0": self.lat_0}
        if self.kind == "lcc":
            parts |= {"lat_1": self.lat_1, "lat_2": self.lat_2}
        words = " ".join(f"+{key}={value:g}" for key, value in parts.items())
        return f"+proj={self.kind} {words} +ellps=WGS84 +units=m"

    def to_plane(self, lonlat: Array) -> Array:
        """Project rows of longitude and latitude to metres; what has no place is infinite."""
        x, y = _pipeline(self.definition).transform(lonlat[:, 0], lonlat[:, 1])
        return np.column_stack([x, y])

    def to_lonlat(self, xy: Array) -> Array:
        """Bring rows of metres back to longitude and latitude."""
        lon, lat = _pipeline(self.definition).transform(xy[:, 0], xy[:, 1], direction="INVERSE")
        return np.column_stack([lon, lat])

    def to_title(self, language: str) -> str:
        """Name the projection and its lines in words."""
        return phrase(f"projection-{self.kind}", language).format(
            lon=to_degrees(self.lon_0, "lon", language),
            lat=to_degrees(self.lat_0, "lat", language),
            lat_1=to_degrees(self.lat_1, "lat", language),
            lat_2=to_degrees(self.lat_2, "lat", language),
        )


@lru_cache(maxsize=_FEW_PIPELINES)
def _pipeline(definition: str) -> Transformer:
    """Prepare a projection once; degrees in, metres out."""
    return Transformer.from_pipeline(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step " + definition
    )


def _round_meridian(lon: float, width: float) -> float:
    """Round a central meridian to what a map would name."""
    step = 1.0 if width > 2 else 0.1  # noqa: PLR2004  degrees: a district, a town
    rounded = round(lon / step) * step
    return round((rounded + _HALF_GLOBE) % (2 * _HALF_GLOBE) - _HALF_GLOBE, 6)


def _standard_parallels(extent: Extent) -> tuple[float, float]:
    """Put the two true parallels a sixth of the height inside the view."""
    step = 1.0 if extent.height > 6 else 0.1  # noqa: PLR2004  degrees
    inset = extent.height / 6
    lower, upper = extent.south + inset, extent.north - inset
    return round(round(lower / step) * step, 6), round(round(upper / step) * step, 6)


def _is_conic(extent: Extent) -> bool:
    """Tell whether a cone fits the view: one hemisphere, no pole, under half a turn."""
    _, middle = extent.center
    beyond_pole = extent.north > _POLAR or extent.south < -_POLAR
    leaning = abs(middle) > max(12.0, extent.height / 3)
    return leaning and not beyond_pole and extent.width <= _HALF_GLOBE


def choose_projection(extent: Extent, *, lon_0: float | None = None) -> Projection:
    """Choose the projection for a view.

    Parameters
    ----------
    extent
        What must be seen.
    lon_0
        The meridian to stand upright; used when the view holds it and is narrow.

    Examples
    --------
    >>> choose_projection(Extent(139.6, 49, 146.6, 55.1)).kind
    'tmerc'
    >>> wide = choose_projection(Extent(30, 30, 150, 65))
    >>> wide.kind, wide.lat_1, wide.lat_2
    ('lcc', 36.0, 59.0)
    """
    lon, lat = extent.center
    nearest = (
        0.0 if extent.south <= 0 <= extent.north else min(abs(extent.south), abs(extent.north))
    )
    half_km = extent.width / 2 * KM_PER_DEGREE * math.cos(math.radians(nearest))
    meridian = _round_meridian(lon, extent.width)
    if half_km <= _NARROW_KM and extent.width < _HALF_GLOBE:
        given = lon_0 is not None and extent.contains(lon_0, lat)
        return Projection("tmerc", lon_0 if given and lon_0 is not None else meridian)
    if _is_conic(extent):
        lat_1, lat_2 = _standard_parallels(extent)
        return Projection("lcc", meridian, round((lat_1 + lat_2) / 2, 6), lat_1, lat_2)
    return _choose_equal_area(extent, meridian)


def _choose_equal_area(extent: Extent, meridian: float) -> Projection:
    """Choose for the world, for a polar cap, or for a wide piece over the equator."""
    _, lat = extent.center
    if extent.width <= _HALF_GLOBE:
        return Projection("laea", meridian, float(round(lat)))
    if abs(lat) < _POLAR / 2:
        return Projection("eqearth", meridian)
    return Projection("laea", meridian, math.copysign(90.0, lat))
