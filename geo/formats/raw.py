"""What a reader finds in a file before anybody knows what it means: texts, shapes, row numbers.

Readers of other people's files give a :class:`RawTable`. They repair nothing and drop nothing: a row
that cannot be a row at all is *listed* with its number and the reason, everything else is kept as
text. Rows in = rows of the table + rows listed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.formats.texts import Texts
from geo.limits import check_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

CHUNK: Final = 20_000
"""How many rows are handled as Python objects at a time."""
SHOWN_ROWS: Final = 10
"""How many rows a finding names."""


class RefusedFileError(ValueError):
    """A file of which nothing can be read; its text is for the reader and never leaves the doctor."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much one file may hold; checked before the work is done.

    Attributes
    ----------
    bytes, unpacked
        Of the file, and of what an archive or the cells of a table hold.
    tokens
        Brackets and commas of JSON, elements of XML: what takes memory once it is parsed.
    members
        Files in an archive.
    """

    bytes: int = 200_000_000
    unpacked: int = 300_000_000
    rows: int = 1_000_000
    columns: int = 1_000
    cells: int = 30_000_000
    vertices: int = 5_000_000
    tokens: int = 25_000_000
    nesting: int = 64
    members: int = 2_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A row that is not opened, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know about a file.

    Attributes
    ----------
    code
        A fixed word for it, such as ``swapped-coordinates``.
    count, rows
        How many rows it is about, and the numbers of the first of them.
    grave
        Whether a person should look at it before trusting the map.
    repairs
        The repairs that would settle it, of which one may be chosen.
    """

    code: str
    message: str
    count: int = 0
    rows: tuple[int, ...] = ()
    grave: bool = True
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class RawTable:
    """A file as a table of texts.

    Attributes
    ----------
    kind
        What the file is, such as ``csv`` or ``geojson``.
    columns
        Their names as found; two may be the same, one may be empty.
    cells
        One column of texts for each name, all as long as ``rows``.
    rows
        The number of each row as its owner counts: as a spreadsheet does, or from 1 for features.
    geometry
        A shape or None for each row; None as a whole if the file holds no shapes of its own.
    crs
        The coordinate system of the shapes if the file states one, else empty.
    listed, findings
        Rows that could not be kept, and what was noticed.
    part, parts
        Which sheet or layer this is, and all there are.
    """

    kind: str
    columns: tuple[str, ...]
    cells: tuple[Texts, ...]
    rows: Sequence[int]
    geometry: NDArray[np.object_] | None = None
    crs: str = ""
    listed: tuple[Listed, ...] = ()
    findings: tuple[Finding, ...] = ()
    part: str = ""
    parts: tuple[str, ...] = ()
    encoding: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> Texts:
        """Give the cells of the first column of a name; empty texts if there is none."""
        if name not in self.columns:
            return Texts.same("", len(self.rows))
        return self.cells[self.columns.index(name)]


def about(code: str, message: str, rows: Iterable[int], **others: object) -> Finding:
    """Make a finding about rows, naming the first of them.

    Examples
    --------
    >>> about("null-island", "they lie at 0, 0", [4, 9]).count
    2
    """
    numbers = [int(row) for row in rows]
    return Finding(code, message, len(numbers), tuple(numbers[:SHOWN_ROWS]), **others)  # type: ignore[arg-type] # the rest of Finding's fields, checked by it


def no_shapes(count: int) -> NDArray[np.object_]:
    """Give a column of as many missing shapes."""
    return np.full(count, None, dtype=object)


def to_cells(
    records: Iterable[Mapping[str, str]], *, budget: Budget
) -> tuple[tuple[str, ...], tuple[Texts, ...]]:
    """Turn records into columns, in the order in which names first come; what is absent is empty.

    Examples
    --------
    >>> names, cells = to_cells([{"a": "1"}, {"b": "2"}], budget=Budget())
    >>> names, [list(column) for column in cells]
    (('a', 'b'), [['1', ''], ['', '2']])
    """
    columns = Columns(budget)
    stream = iter(records)
    while chunk := list(islice(stream, CHUNK)):
        columns.add(chunk)
    return columns.all()


class Room:
    """Counts the characters of a table before they are laid out.

    A file can say a long text once and refer to it a million times; in columns it would stand there
    as often.
    """

    def __init__(self, budget: Budget) -> None:
        self._most = budget.unpacked
        self._taken = 0

    def texts(self, values: list[str]) -> Texts:
        """Put texts into one block.

        Raises
        ------
        LimitError
            If the table would hold too many characters.
        """
        self._taken += sum(map(len, values))
        check_count(self._taken, self._most, "characters in cells")
        return Texts.of(values)


class Columns:
    """Records made into columns, some at a time."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._room = Room(budget)
        self._pieces: dict[str, list[Texts]] = {}
        self._sizes: dict[str, int] = {}
        self._count = 0

    def add(self, records: Sequence[Mapping[str, str]]) -> None:
        """Take records in."""
        names = dict.fromkeys(name for record in records for name in record)
        check_count(len(self._pieces | names), self._budget.columns, "columns")
        for name in names:
            pieces = self._pieces.setdefault(name, [])
            missing = self._count - self._sizes.get(name, 0)
            pieces += [Texts.same("", missing)] if missing else []
            pieces.append(self._room.texts([record.get(name, "") for record in records]))
            self._sizes[name] = self._count + len(records)
        self._count += len(records)
        check_count(len(self._pieces) * self._count, self._budget.cells, "cells")

    def all(self) -> tuple[tuple[str, ...], tuple[Texts, ...]]:
        """Give the names and the columns; where a record says nothing, the text is empty."""
        names = tuple(self._pieces)
        columns = []
        for name in names:
            missing = self._count - self._sizes[name]
            pieces = self._pieces.pop(name)
            columns.append(Texts.joined([*pieces, Texts.same("", missing)] if missing else pieces))
        return names, tuple(columns)
