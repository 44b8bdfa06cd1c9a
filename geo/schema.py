"""The one frame in which an atlas keeps its features: names, types and allowed words.

A canonical frame is a GeoDataFrame in EPSG:4326 with a ``RangeIndex`` and the columns of
``COLUMNS`` in that order. Text columns hold ``str``, empty if unknown; list columns hold tuples of
``str``; ``details`` holds tuples of (field id, value) in file order; the four day columns are
``int64`` (:mod:`geo.timespan`); ``precision_km`` is NaN if unknown; ``geometry`` may be None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

CRS: Final = "EPSG:4326"

DAY_COLUMNS: Final = ("start_earliest", "start_latest", "end_earliest", "end_latest")
LIST_COLUMNS: Final = ("sources", "links", "conflicts")
TEXT_COLUMNS: Final = (
    "id",
    "layer",
    "name",
    "name_ru",
    "name_ja",
    "name_zh",
    "when",
    "category",
    "certainty",
    "depiction",
    "text",
    "note",
)
COLUMNS: Final = (
    "id",
    "layer",
    "name",
    "name_ru",
    "name_ja",
    "name_zh",
    "when",
    "category",
    "certainty",
    "depiction",
    "precision_km",
    "rank",
    "text",
    "note",
    *LIST_COLUMNS,
    "details",
    *DAY_COLUMNS,
    "geometry",
)
STATED_COLUMNS: Final = tuple(c for c in COLUMNS if c not in {"layer", "details", *DAY_COLUMNS})
"""The columns that a file states; the rest follows from them."""

RESERVED: Final = frozenset({*COLUMNS, "lon", "lat"})
"""Names that a detail may not have."""

CERTAINTIES: Final = ("certain", "less-certain", "uncertain")
DEPICTIONS: Final = ("", "approximate", "schematic", "reconstruction", "proxy")
TIMELESS_DATE: Final = "../.."
"""What base features have as their date."""

FIRST_RANK, LAST_RANK, USUAL_RANK = 1, 5, 3


def empty_features() -> gpd.GeoDataFrame:
    """Give a canonical frame without rows."""
    dtypes = dict.fromkeys(TEXT_COLUMNS, "str")
    dtypes |= dict.fromkeys((*LIST_COLUMNS, "details"), "object")
    dtypes |= dict.fromkeys(DAY_COLUMNS, "int64")
    dtypes |= {"precision_km": "float64", "rank": "int64"}
    columns = {name: pd.Series([], dtype=dtypes[name]) for name in COLUMNS if name in dtypes}
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries([], crs=CRS))[list(COLUMNS)]


def join_features(frames: Iterable[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Put canonical frames under one another, in the order given, with a new ``RangeIndex``."""
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return empty_features()
    return gpd.GeoDataFrame(pd.concat(filled, ignore_index=True), geometry="geometry", crs=CRS)


def is_undated(features: gpd.GeoDataFrame) -> pd.Series[bool]:
    """Tell of each row whether no date is known for it; same index."""
    return features["when"] == ""


def is_unplaced(features: gpd.GeoDataFrame) -> pd.Series[bool]:
    """Tell of each row whether no position is known for it; same index."""
    return features.geometry.isna() | features.geometry.is_empty


def to_records(features: pd.DataFrame) -> list[dict[str, Any]]:
    """Give rows as mappings from column to value: column by column, as pandas keeps them.

    Fifty times as fast as asking a frame for row after row.
    """
    columns = (to_values(features[name]) for name in features.columns)
    return [dict(zip(features.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def to_values(column: pd.Series[Any]) -> Sequence[Any]:
    """Give the values of a column; texts are not asked for one by one, as pandas itself does."""
    if isinstance(column.dtype, pd.StringDtype):
        texts: list[str] = pa.array(column).to_pylist()
        return texts
    values: NDArray[np.object_] = column.to_numpy(dtype=object)
    return values  # type: ignore[return-value]
