"""The dates of all rows of a table at once: each distinct pair of beginning and end is read once.

A table of a million rows has few distinct days but nearly as many distinct pairs of them. Pairs of
two plain dates are put together in bulk; all others are read one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.doctor.datecolumns import edge
from geo.errors import InvalidDateError
from geo.formats.texts import Texts
from geo.schema import DAY_COLUMNS
from geo.timespan import FAR_FUTURE, FAR_PAST, UNDATED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.doctor.datecolumns import DateColumn
    from geo.doctor.dates import Reading
    from geo.spans import Spans

PAIR: Final = ("start", "end")


@dataclass(frozen=True, slots=True, eq=False)
class CodedColumn:
    """A column of dates: how its distinct texts are understood, and which of them each row has."""

    column: DateColumn
    texts: Sequence[str]
    codes: NDArray[np.int32]

    def rows_of(self, holds: Callable[[str, Reading], bool]) -> NDArray[np.int64]:
        """Find the rows of which something holds."""
        told = [holds(text, self.column.readings[text]) for text in self.texts]
        return np.flatnonzero(np.array(told, dtype=bool)[self.codes])


@dataclass(frozen=True, slots=True, eq=False)
class RowDates:
    """The dates of rows: distinct ones, which of them each row has, and what was read one by one.

    Attributes
    ----------
    edtf, days
        Of each distinct date: its text, and its four days in the order of ``DAY_COLUMNS``.
    readings
        How the distinct dates were understood that are not simply a span of two plain dates.
    """

    codes: NDArray[np.int64]
    edtf: Texts
    days: NDArray[np.int64]
    readings: Mapping[int, Reading]

    def rows_of(self, holds: Callable[[Reading], bool]) -> NDArray[np.int64]:
        """Find the rows of which something holds that never holds of a span of two plain dates."""
        told = np.zeros(len(self.edtf), dtype=bool)
        told[[code for code, reading in self.readings.items() if holds(reading)]] = True
        return np.flatnonzero(told[self.codes])


def read_rows(
    columns: Mapping[str, CodedColumn],
    count: int,
    spans: Spans,
    read: Callable[[Mapping[str, str]], Reading],
) -> RowDates:
    """Date rows by their columns of dates.

    Parameters
    ----------
    read
        Reads the date of one row from the cells of each role.
    """
    firsts, codes = _distinct(columns, count)
    keys = {role: column.codes[firsts] for role, column in columns.items()}
    edtf = np.full(len(firsts), "", dtype=object)
    days = np.empty((len(DAY_COLUMNS), len(firsts)), dtype="int64")
    days[:] = np.array([[getattr(UNDATED, name)] for name in DAY_COLUMNS])
    plain = np.zeros(len(firsts), dtype=bool)
    spanned = Texts.of([])
    if tuple(columns) == PAIR:
        plain, spanned = _in_bulk(columns, keys, spans, days)
    readings = {}
    for place in np.flatnonzero(~plain).tolist():
        cells = {role: columns[role].texts[keys[role][place]] for role in columns}
        reading = readings[place] = read(cells)
        if reading.how != "bad":
            edtf[place] = reading.edtf
            span = spans.of(reading.edtf)
            days[:, place] = [getattr(span, name) for name in DAY_COLUMNS]
    return RowDates(codes, _merged(edtf, plain, spanned), days, readings)


def _distinct(
    columns: Mapping[str, CodedColumn], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the first row of each distinct set of cells, and which set each row has."""
    mixed = np.zeros(count, dtype="int64")
    for column in columns.values():
        mixed = mixed * len(column.texts) + column.codes
    found, firsts, codes = np.unique(mixed, return_index=True, return_inverse=True)
    order = np.argsort(firsts, kind="stable")
    ranks = np.empty(len(found), dtype="int64")
    ranks[order] = np.arange(len(found))
    return firsts[order], ranks[codes]


def _in_bulk(
    columns: Mapping[str, CodedColumn],
    keys: Mapping[str, NDArray[np.int32]],
    spans: Spans,
    days: NDArray[np.int64],
) -> tuple[NDArray[np.bool_], Texts]:
    """Put pairs of plain dates together; tell which pairs are, and give their dates."""
    starts, ends = (_edges(columns[role], spans, at_end=role == "end") for role in PAIR)
    first, last = keys["start"], keys["end"]
    ordered = starts.days[0][first] <= ends.days[1][last]
    plain = starts.plain[first] & ends.plain[last] & ordered
    first, last = first[plain], last[plain]
    days[0, plain] = starts.days[0][first]
    days[1, plain] = np.minimum(starts.days[1][first], ends.days[1][last])
    days[2, plain] = np.maximum(starts.days[0][first], ends.days[0][last])
    days[3, plain] = ends.days[1][last]
    slash = pa.scalar("/", pa.large_string())
    sides = (starts.texts.at(first).array, ends.texts.at(last).array)
    return plain, Texts(pc.binary_join_element_wise(*sides, slash))


@dataclass(frozen=True, slots=True, eq=False)
class _Edges:
    """One end of a span for each distinct text: what it is written as, whether plain, first and last day."""

    texts: Texts
    plain: NDArray[np.bool_]
    days: NDArray[np.int64]


def _edges(column: CodedColumn, spans: Spans, *, at_end: bool) -> _Edges:
    """Read the distinct texts of a column as ends of spans."""
    texts, plain = [], np.zeros(len(column.texts), dtype=bool)
    days = np.zeros((2, len(column.texts)), dtype="int64")
    for place, text in enumerate(column.texts):
        reading = column.column.readings[text]
        said = edge(reading, at_end=at_end) if reading.how in {"edtf", "read"} else None
        bounds = _bounds(said, spans, FAR_FUTURE if at_end else FAR_PAST)
        texts.append(said if said and bounds else "")
        if bounds:
            plain[place] = True
            days[:, place] = bounds
    return _Edges(Texts.of(texts), plain, days)


def _bounds(said: str | None, spans: Spans, far: int) -> tuple[int, int] | None:
    """Find the first and last day of an end that is a date."""
    try:
        return spans.bounds(said, far) if said and said != ".." else None
    except InvalidDateError:
        return None


def _merged(edtf: NDArray[np.object_], plain: NDArray[np.bool_], spanned: Texts) -> Texts:
    """Put the dates read in bulk among the others."""
    if not len(spanned):
        return Texts.of(edtf.tolist())
    others = Texts.of(edtf[~plain].tolist())
    places = np.empty(len(plain), dtype="int64")
    places[plain] = np.arange(len(spanned))
    places[~plain] = np.arange(len(others)) + len(spanned)
    return Texts.joined([spanned, others]).at(places)
