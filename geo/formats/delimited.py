"""Tables as text: CSV, and the same with semicolons, tabs or bars, however carelessly written.

Rows are counted as a spreadsheet counts them: every line that is a record has a number, blank ones
and remarks too, so that a person finds the row again.
"""

from __future__ import annotations

import csv
import io
import math
import re
from array import array
from collections import Counter
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from geo.formats.encoding import decode
from geo.formats.raw import CHUNK, Budget, Finding, Listed, RawTable, RefusedFileError, about
from geo.formats.texts import Texts
from geo.limits import check_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Line: TypeAlias = "tuple[int, list[str]]"
Record: TypeAlias = "tuple[int, list[str], str]"
"""The number of a line, its cells, and why it cannot be read; the last is empty if it can."""

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
PIECE: Final = 1_000_000  # characters
SAMPLE_RECORDS: Final = 200
SAMPLE_CHARACTERS: Final = 200_000
MOST_TELLING: Final = 12  # cells of a row: more of them do not speak for a delimiter
MOST_BROKEN_QUOTES: Final = 25  # after so many, quotes are taken as letters
SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
REMARK: Final = ("#", "//")
GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")
NUMERIC: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def read_delimited(raw: bytes, *, budget: Budget, encoding: str = "") -> RawTable:
    """Read a table of text.

    Parameters
    ----------
    encoding
        The one that a person chose; empty to find it out.

    Raises
    ------
    RefusedFileError
        If it is no text or holds no row of cells.
    LimitError
        If it has too many rows, columns or cells.
    """
    decoded = decode(raw, wish=encoding)
    text = decoded.text
    stated = SEPARATOR_LINE.match(text)
    delimiter = stated[1] if stated else find_delimiter(text)
    first = 1
    if stated:
        text, first = text[stated.end() :], 2
    unread: list[Listed] = []
    table = to_table(
        _lines(_records(text, delimiter, first), unread, budget),
        kind="tsv" if delimiter == "\t" else "csv",
        budget=budget,
    )
    return replace(
        table,
        listed=table.listed + tuple(unread),
        findings=decoded.findings + table.findings,
        encoding=decoded.encoding,
        facts=(("delimiter", DELIMITERS.get(delimiter, delimiter)),),
    )


def find_delimiter(text: str) -> str:
    r"""Find the sign that splits most lines into the same number of cells, more than one.

    Examples
    --------
    >>> find_delimiter("id;name;lon\n1;Okha, north;142,9\n2;Nogliki;143,1")
    ';'
    """
    sample = text[:SAMPLE_CHARACTERS]
    lines = [line for line in sample.splitlines()[: SAMPLE_RECORDS * 2] if line.strip()]
    body = "\n".join(line for line in lines if not line.startswith(REMARK)) or sample
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        score = _regularity(body, delimiter)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _regularity(text: str, delimiter: str) -> float:
    """Score a delimiter: how many records have the commonest number of cells, and how many cells."""
    sizes: Counter[int] = Counter()
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
            sizes[len(cells)] += 1
            if number >= SAMPLE_RECORDS:
                break
    except csv.Error:
        return 0.0
    size, count = max(sizes.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    if size == 1:
        return 0.0
    return float((count / sizes.total()) ** 2 * math.sqrt(min(size, MOST_TELLING)))


def _lines(records: Iterable[Record], unread: list[Listed], budget: Budget) -> Iterator[Line]:
    """Give records as lines of cells, setting those aside that cannot be read; stop at the first too many."""
    rows = cells = 0
    for row, line, fault in records:
        rows += bool(line)
        cells += len(line)
        if rows > budget.rows + 1:
            check_count(rows, budget.rows + 1, "rows")
        if cells > budget.cells:
            check_count(cells, budget.cells, "cells")
        if fault:
            unread.append(Listed(row, fault))
        else:
            yield row, line


def _text_lines(text: str) -> Iterator[str]:
    """Split a text into lines with their ends, a piece at a time."""
    rest: list[str] = []
    for start in range(0, len(text), PIECE):
        rest.append(text[start : start + PIECE])
        if "\n" in rest[-1] or "\r" in rest[-1]:
            lines = io.StringIO("".join(rest), newline="").readlines()
            rest = [lines.pop()]
            yield from lines
    yield from io.StringIO("".join(rest), newline="").readlines()


def _records(text: str, delimiter: str, first: int) -> Iterator[Record]:
    """Split a text into records; a quote that never closes costs one line, not the rest."""
    row, broken = first, 0
    lines: list[str] | None = None
    start = 0
    while True:
        source = _text_lines(text) if lines is None else iter(lines[start:])
        quoting: Literal[0, 3] = (
            csv.QUOTE_NONE if broken > MOST_BROKEN_QUOTES else csv.QUOTE_MINIMAL
        )
        reader = csv.reader(source, delimiter=delimiter, strict=True, quoting=quoting)
        done = 0
        try:
            for cells in reader:
                yield row, cells, ""
                row, done = row + 1, reader.line_num
        except csv.Error as error:
            lines = list(_text_lines(text)) if lines is None else lines
            yield _mended(row, lines[start + done], delimiter, str(error))
            row, start, broken = row + 1, start + done + 1, broken + 1
            continue
        return


def _mended(row: int, line: str, delimiter: str, error: str) -> Record:
    """Read a line with a stray quote on its own, or say why it cannot be read."""
    if "end of data" in error:
        return row, [], "a quote is opened in it and never closed"
    if "field limit" in error:
        return row, [], (f"a cell is longer than {csv.field_size_limit():,} characters")
    try:
        return row, next(csv.reader([line], delimiter=delimiter), []), ""
    except csv.Error:
        return row, [], f"it cannot be split into cells: {error}"


def to_table(lines: Iterable[Line], *, kind: str, budget: Budget) -> RawTable:
    """Make a table of numbered lines of cells: find the header, set aside what is no row.

    Lines before the header, remarks and blank lines are no rows; they are counted in a finding. A
    line with more cells than the header is listed, one with fewer is filled up and reported.
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
    if _is_data(header):
        header, first = [f"column {number}" for number in range(1, size + 1)], place
        message = "the first row holds data, not names of columns; the columns were numbered"
        said.append(Finding("no-header", message))
    if place:
        rows = [row for row, _ in head[:place]]
        said.append(
            about("lines-before-header", "they stand before the header and are no rows", rows)
        )
    grid = _Grid(_trimmed(header, size))
    grid.take(chain(head[first:], filled))
    said += [about("blank-rows", "they are blank", blank, grave=False)] if blank else []
    return grid.table(kind, said)


def _filled(lines: Iterable[Line], blank: list[int]) -> Iterator[Line]:
    """Leave blank lines out, noting those that have cells."""
    for row, cells in lines:
        if any(map(str.strip, cells)):
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


def _is_data(header: list[str]) -> bool:
    """Tell whether the first line holds numbers, as names of columns do not."""
    numbers = sum(1 for cell in header if NUMERIC.fullmatch(cell.strip()))
    return numbers > 0 and 2 * numbers >= sum(1 for cell in header if cell.strip()) - 1


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

    def __init__(self, header: list[str]) -> None:
        self._header = header
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
                piece.append(Texts.of(column))

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
