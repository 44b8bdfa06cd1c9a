"""CSV for spreadsheets, in which every cell stays text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import shapely

from geo.formats.rows import LIST_SEPARATOR
from geo.formats.table import to_guarded, to_table
from geo.formats.texttable import CELLS
from geo.publish.flat import name_details
from geo.publish.shapes import to_shapes

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas

NUMBERS: Final = ("lon", "lat", "precision_km", "rank")
PLACE: Final = ("lon", "lat", "wkt")


def to_csv(_atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write features as CSV: points as ``lon`` and ``lat``, anything else as ``wkt``.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    header, rows = to_rows(features)
    cells = (
        [row[name] if name in NUMBERS else to_guarded(row[name]) for name in header] for row in rows
    )
    return to_table([list(map(to_guarded, header)), *cells]).encode()


def to_rows(features: gpd.GeoDataFrame) -> tuple[list[str], list[dict[str, str]]]:
    """Write features as rows of texts, with the names of the columns.

    The columns are the layer, those of a canonical table, the details and, if any feature is other
    than a point, ``wkt``.
    """
    details = name_details(features)
    rows = []
    for row, shape in zip(features.to_dict("records"), to_shapes(features), strict=True):
        texts = {name: _text(row[name]) for name in ("layer", *CELLS) if name not in PLACE}
        found = dict(row["details"])
        texts |= {name: found.get(key, "") for key, name in details.items()}
        rows.append(texts | dict(zip(PLACE, _place(shape), strict=True)))
    header = ["layer", *CELLS, *details.values()]
    return [*header, "wkt"] if any(row["wkt"] for row in rows) else header, rows


def _text(value: object) -> str:
    """Write one value as text."""
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(value)
    if isinstance(value, float):
        return "" if math.isnan(value) else repr(value).removesuffix(".0")
    return str(value)


def _place(shape: BaseGeometry | None) -> tuple[str, str, str]:
    """Write where something is: longitude and latitude of a point, any other shape as text."""
    if shape is None:
        return "", "", ""
    if isinstance(shape, shapely.Point):
        return _text(shape.x), _text(shape.y), ""
    return "", "", shapely.to_wkt(shape, rounding_precision=-1)
