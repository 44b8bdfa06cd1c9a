"""Tables as text: CSV, and the same with semicolons, tabs or bars, however carelessly written.

Rows are counted as a spreadsheet counts them: every line that is a record has a number, blank ones
and remarks too, so that a person finds the row again.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from geo.formats.encoding import decode
from geo.formats.grid import REMARK, SAMPLE_RECORDS, to_table
from geo.formats.raw import Listed, RawTable
from geo.limits import check_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.formats.grid import Line
    from geo.formats.raw import Budget

Record: TypeAlias = "tuple[int, list[str], str]"
"""The number of a line, its cells, and why it cannot be read; the last is empty if it can."""

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
PIECE: Final = 1_000_000  # characters
LONGEST_LINE: Final = 20_000_000
SAMPLE_CHARACTERS: Final = 200_000
MOST_TELLING: Final = 12  # cells of a row: more of them do not speak for a delimiter
MOST_BROKEN_QUOTES: Final = 25  # after so many, quotes are taken as letters
SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
ESCAPED_QUOTE: Final = re.compile(r'[^\\]\\"[^,;\t|\r\n]')  # as MySQL writes a quote in a text


def read_delimited(
    raw: bytes, *, budget: Budget, encoding: str = "", repairs: Sequence[str] = ()
) -> RawTable:
    """Read a table of text.

    Parameters
    ----------
    encoding
        The one that a person chose; empty to find it out.
    repairs
        Those that a person chose.

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
    escape = find_escape(text, delimiter)
    unread: list[Listed] = []
    table = to_table(
        _lines(_records(text, delimiter, first, escape), unread, budget),
        kind="tsv" if delimiter == "\t" else "csv",
        budget=budget,
        repairs=repairs,
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


def find_escape(text: str, delimiter: str) -> str | None:
    r"""Tell whether quotes in a text are escaped by a backslash: if rows come out more alike that way.

    Examples
    --------
    >>> find_escape('id,said\n1,"he said \\"no\\", and went"\n', ",")
    '\\'
    >>> find_escape('id,said\n1,"\\""no"\n2,\\\n', ",") is None
    True
    """
    sample = text[:SAMPLE_CHARACTERS]
    if not ESCAPED_QUOTE.search(sample):
        return None
    return "\\" if _oddities(sample, delimiter, "\\") < _oddities(sample, delimiter, None) else None


def _oddities(sample: str, delimiter: str, escape: str | None) -> int:
    """Count the records of a sample that are not of the usual size, and the lines after a broken quote."""
    lines = sample.splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=delimiter, strict=True, escapechar=escape)
    sizes: Counter[int] = Counter()
    try:
        sizes.update(map(len, reader))
        broken = 0
    except csv.Error:
        broken = 1 + len(lines) - reader.line_num
    return broken + sizes.total() - max(sizes.values(), default=0)


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
        if rows > budget.rows + 1:  # one of them is the header
            check_count(rows - 1, budget.rows, "rows or more")
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
        check_count(PIECE * (len(rest) - 1), LONGEST_LINE, "characters in one line")
        rest.append(text[start : start + PIECE])
        if "\n" in rest[-1] or "\r" in rest[-1]:
            lines = io.StringIO("".join(rest), newline="").readlines()
            rest = [lines.pop()]
            yield from lines
    yield from io.StringIO("".join(rest), newline="").readlines()


def _records(text: str, delimiter: str, first: int, escape: str | None) -> Iterator[Record]:
    """Split a text into records; a quote that never closes costs one line, not the rest."""
    row, broken = first, 0
    lines: list[str] | None = None
    start = 0
    while True:
        source = _text_lines(text) if lines is None else iter(lines[start:])
        quoting: Literal[0, 3] = (
            csv.QUOTE_NONE if broken > MOST_BROKEN_QUOTES else csv.QUOTE_MINIMAL
        )
        reader = csv.reader(
            source, delimiter=delimiter, strict=True, quoting=quoting, escapechar=escape
        )
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
