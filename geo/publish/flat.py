"""Features as one flat table: a column for each property, lists joined, details spread out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import shapely

from geo.formats.rows import LIST_SEPARATOR
from geo.publish.moments import FIRST_DAY, LAST_DAY
from geo.publish.shapes import to_shapes
from geo.schema import DAY_COLUMNS, LIST_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

GEOMETRY: Final = "geometry"
FIXED: Final = (
    "id",
    "layer",
    "name",
    "name_ru",
    "name_ja",
    "name_zh",
    "when",
    "start_earliest",  # QGIS takes the first columns of days that are called start and end
    "start_latest",
    "end_latest",
    "end_earliest",
    "category",
    "certainty",
    "depiction",
    "precision_km",
    "rank",
    "text",
    "note",
    *LIST_COLUMNS,
)
"""The columns before the details."""

TAKEN: Final = frozenset({*FIXED, GEOMETRY, "geom", "fid", "ogc_fid", "lon", "lat", "wkt"})
"""Names that mean something to some format, whatever their case."""


def name_details(features: gpd.GeoDataFrame) -> Mapping[str, str]:
    """Give each detail a column name of its own, in the order in which rows first have them.

    Databases do not tell ``Owner`` from ``owner``: what would clash gets a number.

    Returns
    -------
    names
        The column by the detail's id.
    """
    taken = set(TAKEN)
    names: dict[str, str] = {}
    for key in dict.fromkeys(key for details in features["details"] for key, _ in details):
        name, number = key, 2
        while name.casefold() in taken:
            name, number = f"{key}_{number}", number + 1
        taken.add(name.casefold())
        names[key] = name
    return names


def to_arrow(features: gpd.GeoDataFrame) -> pa.Table:
    """Give features as an Arrow table, in the order of its rows.

    Text columns are text, ``precision_km`` is null if unknown, geometry is WKB. The four days are
    real dates, null where they lie outside the years 1 to 9999: "always", "still going on" and
    "unknown" among them. The EDTF text in ``when`` says what is meant.
    """
    columns: dict[str, pa.Array] = {}
    for name in FIXED:
        if name in DAY_COLUMNS:
            columns[name] = _dates(features[name])
        elif name in LIST_COLUMNS:
            columns[name] = pa.array(map(LIST_SEPARATOR.join, features[name]), pa.string())
        elif name == "precision_km":
            columns[name] = pa.array(map(_known, features[name]), pa.float64())
        elif name == "rank":
            columns[name] = pa.array(features[name], pa.int32())
        else:
            columns[name] = pa.array(map(str, features[name]), pa.string())
    rows = [dict(details) for details in features["details"]]
    for key, name in name_details(features).items():
        columns[name] = pa.array((row.get(key) for row in rows), pa.string())
    columns[GEOMETRY] = pa.array(shapely.to_wkb(to_shapes(features), byte_order=1), pa.binary())
    return pa.table(columns)


def _dates(days: pd.Series[int]) -> pa.Array:
    """Give days as dates; days out of reach are null."""
    numbers = days.to_numpy(dtype="int64")
    out = (numbers < FIRST_DAY) | (numbers > LAST_DAY)
    return pa.array(np.where(out, 0, numbers).astype("int32"), mask=out).cast(pa.date32())


def _known(number: float) -> float | None:
    """Give a number, or none if it is NaN."""
    return None if math.isnan(number) else float(number)
