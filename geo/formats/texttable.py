"""A table of canonical text as columns: its header, its cells, and where its rows stand."""

from __future__ import annotations

import csv
import io
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, overload

from geo.document import did_you_mean, duplicates
from geo.errors import Problem
from geo.formats.raw import CHUNK
from geo.formats.texts import Texts
from geo.limits import MAX_BYTES, MAX_ROWS, check_count
from geo.schema import LIST_COLUMNS, RESERVED
from geo.slips import SHEET_ADVICE, tell_letters

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

MOST_PROBLEMS: Final = 1_000
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")


class Places(Sequence[str]):
    """Where the rows of a table stand, said when somebody asks: a million rows need none of it."""

    def __init__(self, numbers: Sequence[int], ids: Texts) -> None:
        self._numbers = numbers
        self._ids = ids

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, key: int) -> str: ...
    @overload
    def __getitem__(self, key: slice) -> Sequence[str]: ...
    def __getitem__(self, key: int | slice) -> str | Sequence[str]:
        """Say where a row stands: its number, and its id if it has one."""
        if isinstance(key, slice):
            return Places(self._numbers[key], self._ids[key])
        name = self._ids[key]
        return f"row {self._numbers[key]} ({name})" if name else f"row {self._numbers[key]}"


@dataclass(frozen=True, slots=True, eq=False)
class TextTable:
    """A table of text cells: its header, its columns, and where its rows stand."""

    header: tuple[str, ...] = ()
    columns: tuple[Texts, ...] = ()
    places: Sequence[str] = ()

    def column(self, name: str) -> Texts:
        """Give the cells of a column; empty texts if there is none."""
        if name not in self.header:
            return Texts.same("", len(self.places))
        return self.columns[self.header.index(name)]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """Give the cells row by row."""
        return list(zip(*self.columns, strict=True))


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
    letters = tell_letters(raw, advice=SHEET_ADVICE)
    if letters:
        return TextTable(), (Problem(file, "", letters),)
    try:
        return _read(raw, file, needed)
    except csv.Error as error:
        return TextTable(), (Problem(file, "", f"this is not CSV: {error}"),)


def _read(raw: bytes, file: str, needed: Sequence[str]) -> tuple[TextTable, tuple[Problem, ...]]:
    """Read a file line by line, its header first."""
    text = io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8-sig", newline="")
    lines = csv.reader(text, strict=True)
    first = next(lines, None)
    if first is None:
        return TextTable(), (Problem(file, "", "it is empty; expected a header"),)
    header = tuple(name.strip() for name in first)
    wrong = [Problem(file, "row 1", message) for message in check_header(header, needed)]
    return (TextTable(), tuple(wrong)) if wrong else _sorted_out(header, lines, file)


def _unguarded(cells: Texts) -> Texts:
    """Undo :func:`to_guarded`."""
    if not cells.starting("'"):
        return cells
    return cells.changed(lambda cell: cell[1:] if _GUARDED.match(cell) else cell)


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
    header: tuple[str, ...], lines: Iterator[list[str]], file: str
) -> tuple[TextTable, tuple[Problem, ...]]:
    """Keep the rows of the right length, list the others."""
    size, numbers = len(header), array("q")
    problems: list[Problem] = []
    pieces: list[list[Texts]] = [[] for _ in header]
    lengths, count = Counter[int](), 0
    for chunk in _chunks(lines):
        check_count(count + len(chunk), MAX_ROWS, "rows")
        kept = []
        for number, line in enumerate(chunk, start=count + 2):
            if not any(line):
                continue
            lengths[len(line)] += 1
            if len(line) == size:
                kept.append(line)
                numbers.append(number)
            elif len(problems) < MOST_PROBLEMS:
                message = f"it has {len(line)} cells, the header {size}; is a quote missing?"
                problems.append(Problem(file, f"row {number}", message))
        count += len(chunk)
        for piece, cells in zip(pieces, zip(*kept, strict=True), strict=bool(kept)):
            piece.append(Texts.of(list(cells)))
    if len(lengths) == 1 and size not in lengths and count > 1:
        message = (
            f"all rows have {next(iter(lengths))} cells, the header {size}; is a name missing?"
        )
        return TextTable(), (Problem(file, "row 1", message),)
    columns = tuple(_unguarded(Texts.joined(piece)) for piece in pieces)
    ids = columns[header.index("id")] if "id" in header else Texts.same("", len(numbers))
    return TextTable(header, columns, Places(numbers, ids)), tuple(problems)


def _chunks(lines: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    """Give lines some at a time."""
    while chunk := list(islice(lines, CHUNK)):
        yield chunk
