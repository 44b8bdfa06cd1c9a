"""Rows of a layer's frame as values with typed fields."""

from collections.abc import Iterator
from typing import NamedTuple

import geopandas as gpd
import numpy as np
from shapely.geometry.base import BaseGeometry


class FeatureRow(NamedTuple):
    """One feature that holds: the canonical columns a sheet is drawn from."""

    id: str
    name: str
    name_ru: str
    name_ja: str
    name_zh: str
    when: str
    category: str
    depiction: str
    holds: str
    throughout: bool
    precision_km: float
    rank: int
    sources: tuple[str, ...]
    start_earliest: int
    details: tuple[tuple[str, str], ...]
    geometry: BaseGeometry


def placed_rows(features: gpd.GeoDataFrame) -> Iterator[FeatureRow]:
    """Yield the rows that have a place, in drawing order."""
    # Whole columns at once: asking a frame row by row takes longer than drawing does.
    columns = (np.asarray(features[name], dtype=object) for name in FeatureRow._fields)
    for values in zip(*columns, strict=True):
        row = FeatureRow(*values)
        if row.geometry is not None and not row.geometry.is_empty:
            yield row
