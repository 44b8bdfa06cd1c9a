"""Areas and lengths on the ellipsoid, and the units of the time.

Between two neighbouring points a side is taken as the shortest way on the ellipsoid (WGS 84), so a long
side along a parallel should carry points in between. Projected areas are never used.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseMultipartGeometry
from shapely.geometry.polygon import orient

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

# A verst is 500 sazhens and a desyatin 2,400 square sazhens; a sazhen is 7 English feet of 0.3048 m.
SAZHEN_KM = 7 * 0.3048 / 1_000
VERST_KM = 500 * SAZHEN_KM  # 1.0668 km
SQUARE_VERST_KM2 = VERST_KM**2  # 1.13806 km²
DESYATIN_KM2 = 2_400 * SAZHEN_KM**2  # 1.09254 ha
HECTARE_KM2 = 0.01
ACRE_KM2 = 0.004_046_856_422_4  # 4,840 square yards of 0.9144 m

SIGNIFICANT_DIGITS = 4  # of a measure in words: a coast is not known better
SQUARE_METRES_IN_KM2 = 1_000_000
METRES_IN_KM = 1_000

# language -> templates of an area, of an area below one square kilometre, of a length
MEASURES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "en": ("{} km² = {} square versts", "{} ha = {} desyatins", "{} km = {} versts"),
        "ru": ("{} км² = {} кв. вёрст", "{} га = {} дес.", "{} км = {} вёрст"),
        "ja": ("{} km² = {}平方露里", "{} ha = {}デシャチナ", "{} km = {}露里"),
        "zh": ("{}平方公里 = {}平方俄里", "{}公顷 = {}俄亩", "{}公里 = {}俄里"),
    }
)


def area_km2(features: gpd.GeoDataFrame) -> pd.Series[float]:
    """Measure areas, holes taken out.

    Returns
    -------
    pandas.Series
        Square kilometres, with the index of ``features``; lines and points have none (0), rows
        without geometry are NaN.
    """
    geod = Geod(ellps="WGS84")

    def _area(part: BaseGeometry) -> float:
        if not isinstance(part, shapely.Polygon):
            return 0.0
        area, _ = geod.geometry_area_perimeter(orient(part))
        return float(area) / SQUARE_METRES_IN_KM2

    return _measured(features, _area, name="area_km2")


def length_km(features: gpd.GeoDataFrame) -> pd.Series[float]:
    """Measure the lengths of lines.

    Returns
    -------
    pandas.Series
        Kilometres, with the index of ``features``; areas and points have none (0), rows without
        geometry are NaN.
    """
    geod = Geod(ellps="WGS84")

    def _length(part: BaseGeometry) -> float:
        if not isinstance(part, shapely.LineString):
            return 0.0
        return float(geod.geometry_length(part)) / METRES_IN_KM

    return _measured(features, _length, name="length_km")


def to_versts(length_km: float) -> float:
    """Convert kilometres to versts.

    Examples
    --------
    >>> round(to_versts(426.72), 6)
    400.0
    """
    return length_km / VERST_KM


def to_square_versts(area_km2: float) -> float:
    """Convert square kilometres to square versts.

    Examples
    --------
    >>> round(to_square_versts(1138.06), 1)
    1000.0
    """
    return area_km2 / SQUARE_VERST_KM2


def to_desyatins(area_km2: float) -> float:
    """Convert square kilometres to desyatins.

    Examples
    --------
    >>> round(to_desyatins(0.1638806), 3)
    15.0
    """
    return area_km2 / DESYATIN_KM2


def to_hectares(area_km2: float) -> float:
    """Convert square kilometres to hectares.

    Examples
    --------
    >>> to_hectares(2.5)
    250.0
    """
    return area_km2 / HECTARE_KM2


def to_acres(area_km2: float) -> float:
    """Convert square kilometres to acres.

    Examples
    --------
    >>> round(to_acres(1214.0569))
    300000
    """
    return area_km2 / ACRE_KM2


def to_area_label(area_km2: float, *, language: str = "en") -> str:
    """Say an area in our units and in those of the time, to four digits.

    An area below one square kilometre is said in hectares and desyatins.

    Examples
    --------
    >>> to_area_label(1138.06), to_area_label(0.4369)
    ('1,138 km² = 1,000 square versts', '43.69 ha = 39.99 desyatins')
    """
    large, small, _ = MEASURES.get(language, MEASURES["en"])
    if area_km2 < 1:
        numbers, template = (to_hectares(area_km2), to_desyatins(area_km2)), small
    else:
        numbers, template = (area_km2, to_square_versts(area_km2)), large
    return template.format(*(_number(number, language) for number in numbers))


def to_length_label(length_km: float, *, language: str = "en") -> str:
    """Say a length in kilometres and in versts, to four digits.

    Examples
    --------
    >>> to_length_label(426.72)
    '426.7 km = 400 versts'
    """
    _, _, template = MEASURES.get(language, MEASURES["en"])
    numbers = (length_km, to_versts(length_km))
    return template.format(*(_number(number, language) for number in numbers))


def _measured(
    features: gpd.GeoDataFrame, measure: Callable[[BaseGeometry], float], *, name: str
) -> pd.Series[float]:
    """Add up a measure over the parts of each geometry."""
    totals = [
        math.nan if geometry is None else sum(map(measure, _parts(geometry)), start=0.0)
        for geometry in features.geometry
    ]
    return pd.Series(totals, index=features.index, name=name, dtype="float64")


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Take a geometry apart into points, lines and polygons."""
    if not isinstance(geometry, BaseMultipartGeometry):
        return [geometry]
    return [single for part in geometry.geoms for single in _parts(part)]


def _number(number: float, language: str) -> str:
    """Write a number to four digits; thousands and decimals as the language does."""
    if number == 0:
        return "0"
    decimals = SIGNIFICANT_DIGITS - 1 - math.floor(math.log10(abs(number)))
    text = f"{round(number, decimals):,.{max(decimals, 0)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if language == "ru":
        return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return text
