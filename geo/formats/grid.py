"""Lines of cells made into a table: the header found, and what is no row set aside."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, TypeAlias

from geo.formats.raw import CHUNK, Budget, Finding, Listed, RawTable, RefusedFileError, Room, about
from geo.formats.texts import Texts
from geo.limits import check_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Line: TypeAlias = "tuple[int, list[str]]"
"""The number of a line and its cells."""

SAMPLE_RECORDS: Final = 200
REMARK: Final = ("#", "//")
GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")
MOSTLY: Final = 0.6
_YEAR: Final = r"(?:1\d|20)\d\d"
KINDS: Final = {
    "day": re.compile(
        rf"(?:\d{{1,2}}[./-]){{2}}{_YEAR}|{_YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}|"
        rf"\d{{1,2}}\.? [^\W\d]+\.? {_YEAR}|[^\W\d]+\.? \d{{1,2}}, {_YEAR}|{_YEAR}年.*|"
        r"\d{4}-\d\d(?:-\d\d.*)?"
    ),
    "span": re.compile(rf"{_YEAR} ?[-–—/] ?{_YEAR}"),
    "year": re.compile(_YEAR),
    "decimal": re.compile(r"[+-]?\d+[.,]\d+ ?°? ?[NSEW]?"),
    "number": re.compile(r"[+-]?\d+"),
    "shape": re.compile(r"(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\b.*|\{ ?\"type\".*", re.DOTALL),
}
"""What may be in a cell and is seldom the name of a column."""
FAMILIES: Final = {
    "day": "date", "span": "date", "year": "date", "decimal": "number", "number": "number", "shape": "shape",
}  # fmt: skip
_TELLING: Final = 80  # characters of a cell by which its kind is told; it may have a million
TELLING_KINDS: Final = frozenset({"day", "span", "decimal", "shape"})
NO_HEADER: Final = "no-header"
NO_NAMES: Final = "the first row holds data, not names of columns; the columns were numbered"
ROW_IS_DATA: Final = "first-row-data"
ROW_IS_NAMES: Final = "first-row-names"
WORKBOOKS: Final = ("xlsx", "ods")


def to_table(
    lines: Iterable[Line], *, kind: str, budget: Budget, repairs: Sequence[str] = ()
) -> RawTable:
    """Make a table of numbered lines of cells: find the header, set aside what is no row.

    Lines before the header, remarks and blank lines are no rows; they are counted in a finding. A
    line of a text with more cells than the header is listed, since a quote may be missing; in a
    workbook it has a column without a name. One with fewer is filled up and reported. Where the first
    row holds data itself, the columns are numbered and it is a row like the others.

    Parameters
    ----------
    repairs
        Those that a person chose: some say what the first row is.
    """
    blank: list[int] = []
    filled = _filled(lines, blank)
    head = list(islice(filled, SAMPLE_RECORDS * 10))
    if not head:
        message = "it is empty: there is no row with anything in it"
        raise RefusedFileError(message)
    size = _usual_size([cells for _, cells in head])
    check_count(size, budget.columns, "columns")
    place = _header_place(head, size)
    header, first, said = head[place][1], place + 1, []
    if ROW_IS_DATA in repairs or (
        ROW_IS_NAMES not in repairs and is_data(header, [cells for _, cells in head[first:]])
    ):
        header, first = [f"column {number}" for number in range(1, size + 1)], place
        offered = () if ROW_IS_DATA in repairs else (ROW_IS_NAMES,)
        said.append(Finding(NO_HEADER, NO_NAMES, repairs=offered))
    if place:
        rows = [row for row, _ in head[:place]]
        said.append(
            about("lines-before-header", "they stand before the header and are no rows", rows)
        )
    names = _trimmed(header, size)
    if kind in WORKBOOKS:
        head += filled
        names += [""] * (max(_width(cells) for _, cells in head[place:]) - len(names))
        check_count(len(names), budget.columns, "columns")
    grid = _Grid(names, budget)
    grid.take(chain(head[first:], filled))
    said += [about("blank-rows", "they are blank", blank, grave=False)] if blank else []
    return grid.table(kind, said)


def _width(cells: list[str]) -> int:
    """Count the cells of a line up to the last that holds anything."""
    return next(place for place in range(len(cells), 0, -1) if cells[place - 1].strip())


def _filled(lines: Iterable[Line], blank: list[int]) -> Iterator[Line]:
    """Leave blank lines out, noting those that have cells."""
    for row, cells in lines:
        if cells and (cells[0].strip() or any(map(str.strip, cells))):
            yield row, cells
        elif cells:
            blank.append(row)


def _usual_size(lines: list[list[str]]) -> int:
    """Find how many cells a row usually has, empty ones at its end not counted if others have none."""
    sizes = Counter(len(cells) for cells in lines[: SAMPLE_RECORDS * 10])
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0]


def _header_place(lines: list[tuple[int, list[str]]], size: int) -> int:
    """Find the header: the first line that has a name for at least half of the columns."""
    for place, (_, cells) in enumerate(lines[:SAMPLE_RECORDS]):
        stated = sum(1 for cell in cells if cell.strip())
        is_remark = cells[0].startswith(REMARK) and len(cells) != size
        if not is_remark and 2 * stated >= size and (stated > 1 or size == 1):
            return place
    return 0


def is_data(header: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first line holds data, as names of columns do not.

    It does if a cell of it is a day, a number with decimals or a shape, and most cells under it are
    of that kind too; or if nearly all its cells are numbers, and those under them as well. Years over
    columns of other numbers are names.

    Examples
    --------
    >>> is_data(["Okha", "1921", "53.58"], [["Pilvo", "1922", "50.05"]])
    True
    >>> is_data(["name", "1921", "1922"], [["Okha", "10", "12"]])
    False
    """
    found = [_kind_of(cell) for cell in header]
    sample = below[:SAMPLE_RECORDS]
    alike = [kind for place, kind in enumerate(found) if kind and _is_mostly(kind, place, sample)]
    stated = sum(1 for cell in header if cell.strip())
    return any(kind in TELLING_KINDS for kind in alike) or (
        len(alike) > 0 and 2 * len(alike) >= stated - 1
    )


def _kind_of(cell: str) -> str:
    """Tell what a cell is that no name of a column would be; nothing for a text."""
    text = cell[:_TELLING].strip()
    return next((kind for kind, pattern in KINDS.items() if pattern.fullmatch(text)), "")


def _is_mostly(kind: str, place: int, lines: Sequence[Sequence[str]]) -> bool:
    """Tell whether most of what stands in a column is of a kind; yes, if nothing stands there."""
    cells = [cells[place] for cells in lines if place < len(cells) and cells[place].strip()]
    family = FAMILIES[kind]
    alike = sum(1 for cell in cells if FAMILIES.get(_kind_of(cell)) == family)
    return alike >= MOSTLY * len(cells)


def _trimmed(header: list[str], size: int) -> list[str]:
    """Give the names of the columns without spaces round them, and without empty ones at the end."""
    names = [name.strip().removeprefix("\ufeff") for name in header]
    while len(names) > size and not names[-1]:
        names.pop()
    if names and names[0].startswith("#"):
        names[0] = names[0][1:].strip()
    return names


def _unguarded(cells: Texts) -> Texts:
    """Take the sign off that keeps a spreadsheet from running a text as a formula."""
    if not cells.starting("'"):
        return cells
    return cells.changed(lambda cell: cell[1:] if GUARDED.match(cell) else cell)


class _Grid:
    """Brings all rows to the length of the header, listing those that are longer."""

    def __init__(self, header: list[str], budget: Budget) -> None:
        self._header = header
        self._room = Room(budget)
        self._rows = array("q")
        self._pieces: list[list[Texts]] = [[] for _ in header]
        self._short: list[int] = []
        self._remarks: list[int] = []
        self._listed: list[Listed] = []

    def take(self, lines: Iterable[Line]) -> None:
        """Take lines in, some at a time."""
        stream = iter(lines)
        while chunk := list(islice(stream, CHUNK)):
            kept = [cells for row, line in chunk if (cells := self._squared(row, line))]
            for piece, column in zip(self._pieces, zip(*kept, strict=True), strict=bool(kept)):
                piece.append(self._room.texts(list(column)))

    def _squared(self, row: int, cells: list[str]) -> list[str]:
        """Give a line as long as the header; nothing if it is no row."""
        size = len(self._header)
        if len(cells) != size:
            if cells[0].startswith(REMARK):
                self._remarks.append(row)
                return []
            if any(map(str.strip, cells[size:])):
                message = f"it has {len(cells)} cells, the header {size}; is a quote missing?"
                self._listed.append(Listed(row, message))
                return []
            if len(cells) < size:
                self._short.append(row)
            cells = (cells + [""] * size)[:size]
        self._rows.append(row)
        return cells

    def table(self, kind: str, said: list[Finding]) -> RawTable:
        """Give the table."""
        if self._short and kind in {"csv", "tsv"}:
            message = (
                f"they have fewer cells than the header's {len(self._header)}; "
                "the last ones were taken as empty"
            )
            said.append(about("short-rows", message, self._short))
        if self._remarks:
            found = about("remarks", "they are remarks, not rows", self._remarks, grave=False)
            said.append(found)
        columns = tuple(_unguarded(Texts.joined(pieces)) for pieces in self._pieces)
        return RawTable(
            kind,
            tuple(self._header),
            columns,
            self._rows,
            listed=tuple(self._listed),
            findings=tuple(said),
        )
