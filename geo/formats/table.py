"""CSV: read with ``csv``, written so that a spreadsheet neither runs nor mangles it.

Columns are those of :mod:`geo.schema`, with ``lon`` and ``lat`` for a point; every other column is a
detail. Lists are joined with ``;``. A text cell that a spreadsheet would take for a formula (it
starts with ``= + - @``, a tab or a carriage return) is written with a ``'`` in front, and so is one
that starts with ``'`` and then such a sign; reading takes one ``'`` off again, and nothing is lost.
"""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.document import did_you_mean, duplicates
from geo.errors import Problem
from geo.formats.geometry import build_points
from geo.formats.rows import LIST_SEPARATOR, Rows, to_features, to_number
from geo.limits import MAX_BYTES, MAX_ROWS, check_count
from geo.schema import LIST_COLUMNS, RESERVED, empty_features
from geo.slips import SHEET_ADVICE, tell_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.formats.geometry import Faults

CELLS: Final = (
    "id",
    "name",
    "name_ru",
    "name_ja",
    "name_zh",
    "when",
    "lon",
    "lat",
    "precision_km",
    "category",
    "certainty",
    "depiction",
    "rank",
    "text",
    "note",
    *LIST_COLUMNS,
)
"""The columns of a canonical table, before its details."""

NEEDED: Final = ("id", "name", "when", "lon", "lat")

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")
_QUOTED: Final = re.compile(r'[",\r\n]')
_NOTHING: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True, eq=False)
class TextTable:
    """A table of text cells: its header, its rows of the header's length, and where they stand."""

    header: tuple[str, ...]
    rows: list[list[str]]
    places: list[str]

    def column(self, name: str) -> list[str]:
        """Give the cells of a column; empty texts if there is none."""
        if name not in self.header:
            return [""] * len(self.rows)
        index = self.header.index(name)
        return [row[index] for row in self.rows]


def read_table(
    raw: bytes, *, file: str, needed: Sequence[str]
) -> tuple[TextTable, tuple[Problem, ...]]:
    """Read a CSV file into cells, the guard against formulas taken off.

    Rows are counted as a spreadsheet counts them: the header is row 1. Empty lines are skipped, and
    rows without anything in a cell; rows of another length than the header's are problems and left out.

    Raises
    ------
    LimitError
        If there are too many bytes or rows.
    """
    check_count(len(raw), MAX_BYTES, "bytes")
    lines, message = _lines(raw)
    if message:
        return TextTable((), [], []), (Problem(file, "", message),)
    header = tuple(name.strip() for name in lines[0])
    wrong = [Problem(file, "row 1", message) for message in check_header(header, needed)]
    if wrong:
        return TextTable((), [], []), tuple(wrong)
    return _sorted_out(header, lines[1:], file)


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


def _unguarded(cell: str) -> str:
    """Undo :func:`to_guarded`."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _lines(raw: bytes) -> tuple[list[list[str]], str]:
    """Split a file into rows of cells within limits; or say why that cannot be done."""
    lines: list[list[str]] = []
    letters = tell_letters(raw, advice=SHEET_ADVICE)
    if letters:
        return [], letters
    try:
        for line in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True):
            lines.append(line)
            check_count(len(lines) - 1, MAX_ROWS, "rows")
    except csv.Error as error:
        return [], f"this is not CSV: {error}"
    return lines, "" if lines else "it is empty; expected a header"


def check_header(header: Sequence[str], needed: Sequence[str]) -> list[str]:
    """List what is wrong with the names of columns."""
    if len(header) == 1 and len(needed) > 1:
        sign = next((s for s in (";", "\t") if s in header[0]), None)
        if sign:
            return [f"columns are separated by {sign!r}; expected commas: {SHEET_ADVICE}"]
    wrong = [
        f"the column {name!r} is missing; {did_you_mean(name, header)}"
        for name in needed
        if name not in header
    ]
    wrong += [f"two columns are called {name!r}; keep one" for name in duplicates(header)]
    wrong += [
        f"a column is called {name!r}, which is reserved; rename it"
        for name in header
        if name in RESERVED and name not in CELLS
    ]
    return [*wrong, *["a column has no name; give it one"][: "" in header]]


def _sorted_out(
    header: tuple[str, ...], lines: list[list[str]], file: str
) -> tuple[TextTable, tuple[Problem, ...]]:
    """Keep the rows of the right length, list the others."""
    rows, places, problems = [], [], []
    lengths = {len(line) for line in lines if any(line)}
    if len(lengths) == 1 and lengths != {len(header)} and len(lines) > 1:
        message = (
            f"all rows have {lengths.pop()} cells, the header {len(header)}; is a name missing?"
        )
        return TextTable((), [], []), (Problem(file, "row 1", message),)
    identifier = header.index("id") if "id" in header else None
    for number, line in enumerate(lines, start=2):
        if not any(line):
            continue
        if len(line) != len(header):
            message = f"it has {len(line)} cells, the header {len(header)}; is a quote missing?"
            problems.append(Problem(file, f"row {number}", message))
            continue
        cells = [_unguarded(cell) for cell in line]
        name = cells[identifier] if identifier is not None else ""
        rows.append(cells)
        places.append(f"row {number} ({name})" if name else f"row {number}")
    return TextTable(header, rows, places), tuple(problems)


def _degrees(cells: Sequence[str], name: str, faults: Faults) -> NDArray[np.float64]:
    """Read a column of degrees; NaN where it is empty or at fault."""
    degrees = np.full(len(cells), np.nan)
    for row, cell in enumerate(cells):
        number = to_number(cell)
        if number is None:
            point = ", with a point and not a comma" if "," in cell else ""
            faults.append((row, f"{name!r} is {cell!r}; expected degrees such as 142.95{point}"))
        else:
            degrees[row] = number
    return degrees


def _details(table: TextTable) -> list[tuple[tuple[str, str], ...]]:
    """Give the cells of all other columns; empty ones say nothing."""
    others = [(i, name) for i, name in enumerate(table.header) if name not in CELLS]
    return [tuple((name, row[i]) for i, name in others if row[i]) for row in table.rows]


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
