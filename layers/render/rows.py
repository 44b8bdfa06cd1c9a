"""Rows of a layer's frame as values with typed fields."""

from collections.abc import Iterator

import geopandas as gpd
import numpy as np

from layers.held import FeatureRow

__all__ = ["FeatureRow", "placed_rows"]


def placed_rows(features: gpd.GeoDataFrame) -> Iterator[FeatureRow]:
    """Yield the rows that have a place, in drawing order."""
    # Whole columns at once: asking a frame row by row takes longer than drawing does.
    columns = (np.asarray(features[name], dtype=object) for name in FeatureRow._fields)
    for values in zip(*columns, strict=True):
        row = FeatureRow(*values)
        if row.geometry is not None and not row.geometry.is_empty:
            yield row
