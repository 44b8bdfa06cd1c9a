"""CSV: read with ``csv``, written so that a spreadsheet neither runs nor mangles it.

Columns are those of :mod:`geo.schema`, with ``lon`` and ``lat`` for a point; every other column is a
detail. Lists are joined with ``;``. A text cell that a spreadsheet would take for a formula (it
starts with ``= + - @``, a tab or a carriage return) is written with a ``'`` in front, and so is one
that starts with ``'`` and then such a sign; reading takes one ``'`` off again, and nothing is lost.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.formats.geometry import build_points
from geo.formats.rows import LIST_SEPARATOR, Rows, to_features, to_number
from geo.formats.texttable import CELLS, TextTable, read_table
from geo.schema import LIST_COLUMNS, empty_features

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.errors import Problem
    from geo.formats.geometry import Faults
    from geo.formats.texts import Texts

NEEDED: Final = ("id", "name", "when", "lon", "lat")

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_QUOTED: Final = re.compile(r'[",\r\n]')
PLAIN_NUMBER: Final = r"^-?\d{1,15}(?:\.\d{1,15})?$"
"""A number that everybody reads alike."""
_NOTHING: Final[Mapping[str, str]] = {}


def read_csv(
    raw: bytes, *, file: str, layer: str, defaults: Mapping[str, str] = _NOTHING
) -> tuple[gpd.GeoDataFrame, tuple[Problem, ...]]:
    """Read the features of a table.

    Parameters
    ----------
    file
        The name under which problems are told.
    layer, defaults
        As in :func:`geo.formats.rows.to_features`.

    Returns
    -------
    features
        Canonical, in file order, without those at fault.
    problems
        All that is wrong; the place is the row, with its id if it has one.

    Raises
    ------
    LimitError
        If there are too many bytes or rows.
    """
    table, problems = read_table(raw, file=file, needed=NEEDED)
    if not table.header:
        return empty_features(), problems
    faults: Faults = []
    lons = _degrees(table.column("lon"), "lon", faults)
    lats = _degrees(table.column("lat"), "lat", faults)
    bad = {row for row, _ in faults}
    geometry, wrong = build_points(lons, lats)
    faults += [(row, message) for row, message in wrong if row not in bad]
    rows = Rows(
        file,
        table.places,
        {name: table.column(name) for name in CELLS if name in table.header},
        _details(table),
        geometry,
        faults,
    )
    features, others = to_features(rows, layer=layer, defaults=defaults)
    return features, problems + others


def to_csv(features: gpd.GeoDataFrame, *, fields: Sequence[str] = (), layers: bool = False) -> str:
    """Write a canonical frame as a table, in the order of its rows.

    Points alone have a place in a table: of anything else a representative point is *not* made
    up, ``lon`` and ``lat`` stay empty.

    Parameters
    ----------
    fields
        Details whose columns come first, whether any row has them or not; all others follow in the
        order in which rows first have them.
    layers
        Put a column ``layer`` in front: a table for readers rather than one to be read back.
    """
    found = [key for details in features["details"] for key, _ in details]
    header = [*(["layer"] if layers else []), *CELLS, *dict.fromkeys((*fields, *found))]
    return to_table([header, *(_to_cells(row, header) for row in features.to_dict("records"))])


def to_table(rows: Sequence[Sequence[str]]) -> str:
    """Write rows of text cells as CSV: commas, LF, quotes only where needed."""
    return "".join(f"{','.join(map(_quoted, row))}\n" for row in rows)


def to_guarded(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula.

    Examples
    --------
    >>> to_guarded("=1+1"), to_guarded("'=1+1"), to_guarded("'tis")
    ("'=1+1", "''=1+1", "'tis")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def _degrees(cells: Texts, name: str, faults: Faults) -> NDArray[np.float64]:
    """Read a column of degrees; NaN where it is empty or at fault."""
    bare = cells.stripped().array
    plain = pc.match_substring_regex(bare, PLAIN_NUMBER)
    numbers = pc.cast(pc.if_else(plain, bare, None), pa.float64())
    degrees: NDArray[np.float64] = numbers.to_numpy(zero_copy_only=False).copy()
    for row in np.flatnonzero(~plain.to_numpy(zero_copy_only=False)).tolist():
        cell = cells[row]
        number = to_number(cell)
        if number is None:
            point = ", with a point and not a comma" if "," in cell else ""
            faults.append((row, f"{name!r} is {cell!r}; expected degrees such as 142.95{point}"))
        else:
            degrees[row] = number
    return degrees


def _details(table: TextTable) -> NDArray[np.object_]:
    """Give the cells of all other columns; empty ones say nothing."""
    details = np.empty(len(table.places), dtype=object)
    details.fill(())
    others = [(name, table.column(name)) for name in table.header if name not in CELLS]
    if others:
        pairs = zip(
            *([(name, cell) if cell else None for cell in cells] for name, cells in others),
            strict=True,
        )
        details[:] = [tuple(filter(None, row)) for row in pairs]
    return details


def _to_cells(row: Mapping[Any, Any], header: Sequence[str]) -> list[str]:
    """Write one row of a frame as text cells."""
    cells = dict(row["details"])
    cells |= {name: row[name] for name in header if name in row and isinstance(row[name], str)}
    cells |= {name: LIST_SEPARATOR.join(row[name]) for name in LIST_COLUMNS}
    texts = {name: to_guarded(cell) for name, cell in cells.items()}
    texts |= {"rank": str(row["rank"]), "precision_km": _shortest(row["precision_km"])}
    texts |= _lon_lat(row["geometry"])
    return [texts.get(name, "") for name in header]


def _lon_lat(shape: BaseGeometry | None) -> dict[str, str]:
    """Write the position of a point."""
    if not isinstance(shape, shapely.Point) or shape.is_empty:
        return {"lon": "", "lat": ""}
    return {"lon": _shortest(shape.x), "lat": _shortest(shape.y)}


def _shortest(number: float) -> str:
    """Write a number with as many digits as it has; nothing if it is NaN."""
    return "" if math.isnan(number) else repr(number).removesuffix(".0")


def _quoted(cell: str) -> str:
    """Quote a cell if it needs it."""
    if not _QUOTED.search(cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'
