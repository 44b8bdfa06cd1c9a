"""GeoParquet as a layer of an atlas folder: the columns of a table, its shapes in a column of their own.

It is opened where all binary files are (:mod:`geo.formats.native`): in a process of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.errors import Problem
from geo.formats.native import read_native
from geo.formats.raw import Budget, RefusedFileError
from geo.formats.rows import Rows, to_features
from geo.formats.texttable import CELLS, check_header
from geo.limits import MAX_BYTES, MAX_ROWS, MAX_VERTICES, check_count
from geo.schema import empty_features

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import geopandas as gpd

    from geo.formats.raw import RawTable

NEEDED: Final = ("id", "name", "when")
DEGREES: Final = ("", "EPSG:4326", "OGC:CRS84")
BUDGET: Final = Budget(bytes=MAX_BYTES, rows=MAX_ROWS, vertices=MAX_VERTICES)


def read_parquet(
    raw: bytes, *, file: str, layer: str, defaults: Mapping[str, str]
) -> tuple[gpd.GeoDataFrame, tuple[Problem, ...]]:
    """Read the features of a GeoParquet file.

    Parameters
    ----------
    file
        The name under which problems are told.
    layer, defaults
        As in :func:`geo.formats.rows.to_features`.

    Returns
    -------
    features
        Canonical, EPSG:4326, in file order, without those at fault.
    problems
        All that is wrong; the place is the row, counted from 1.

    Raises
    ------
    LimitError
        If there are too many bytes, rows or positions.
    """
    check_count(len(raw), MAX_BYTES, "bytes")
    try:
        table = read_native(raw, kind="geoparquet", budget=BUDGET)
    except RefusedFileError as error:
        return empty_features(), (Problem(file, "", str(error)),)
    wrong = tuple(Problem(file, "", message) for message in _faults(table))
    if wrong or table.geometry is None:
        return empty_features(), wrong
    others = [name for name in table.columns if name not in CELLS]
    cells = {name: list(table.column(name)) for name in table.columns}
    rows = Rows(
        file,
        [f"row {number}" for number in table.rows],
        {name: cells[name] for name in CELLS if name in cells},
        [
            tuple((name, cells[name][row]) for name in others if cells[name][row])
            for row in range(len(table))
        ],
        table.geometry,
    )
    features, problems = to_features(rows, layer=layer, defaults=defaults)
    left = tuple(Problem(file, f"row {row.row}", row.reason) for row in table.listed)
    return features, left + problems


def _faults(table: RawTable) -> Iterator[str]:
    """Yield what is wrong with the table as a whole."""
    yield from check_header(table.columns, NEEDED)
    if table.geometry is None:
        yield "it has no column of shapes; save it as GeoParquet"
    elif table.crs not in DEGREES:
        yield f"its shapes are in {table.crs[:60]}; expected degrees, EPSG:4326"
