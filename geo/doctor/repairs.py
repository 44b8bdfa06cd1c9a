"""Repairs of the table itself: pure functions from table to table, named as findings name them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geo.days import date_of, day_of
from geo.doctor.calendars import from_julian
from geo.doctor.datecolumns import joined, read_column
from geo.doctor.datefigures import Style, year_text
from geo.doctor.dates import NO_DATE, understand
from geo.doctor.when import (
    DATE_ROLES,
    DAY_FIRST,
    JULIAN,
    MONTH_FIRST,
    SERIALS,
    SHORT_RANGES,
    SWAP_DATES,
    UNDATE,
)
from geo.errors import InvalidDateError
from geo.formats.raw import Listed, RawTable
from geo.formats.texts import UNPRINTABLE, Texts
from geo.timespan import parse_edtf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

DROP_COPIES: Final = "drop-copies"
STRIP_CONTROLS: Final = "strip-controls"
SHEET_EPOCH: Final = day_of(1899, 12, 30)  # day 0 of a spreadsheet, after its leap day of 1900


def repair(table: RawTable, roles: Mapping[str, str], repairs: Sequence[str]) -> RawTable:
    """Apply those of the chosen repairs that concern the table, in a fixed order."""
    for name, change in REPAIRS.items():
        if name in repairs:
            table = change(table, roles)
    return table


def with_column(table: RawTable, name: str, cells: Iterable[str]) -> RawTable:
    """Give the table with other cells in a column, or with one more column."""
    texts = Texts.of(cells)
    if name not in table.columns:
        return replace(table, columns=(*table.columns, name), cells=(*table.cells, texts))
    place = table.columns.index(name)
    changed = (*table.cells[:place], texts, *table.cells[place + 1 :])
    return replace(table, cells=changed)


def without_rows(table: RawTable, reasons: Mapping[int, str]) -> RawTable:
    """Give the table without some rows, which are listed with their reasons instead."""
    kept = [place for place in range(len(table)) if place not in reasons]
    listed = tuple(Listed(table.rows[place], reason) for place, reason in reasons.items())
    return replace(
        table,
        cells=tuple(cells.at(kept) for cells in table.cells),
        rows=[table.rows[place] for place in kept],
        geometry=None if table.geometry is None else table.geometry[kept],
        listed=table.listed + listed,
    )


def copies(table: RawTable) -> dict[int, int]:
    """Find rows that are the same as an earlier one in every cell and shape, and that earlier row."""
    if any(column.are_distinct() for column in table.cells):
        return {}
    first: dict[tuple[object, ...], int] = {}
    found = {}
    codes = np.column_stack(
        [np.zeros(len(table), dtype="int32"), *(c.coded()[0] for c in table.cells)]
    )
    alike = pd.DataFrame(codes).duplicated(keep=False).to_numpy()
    for place in np.flatnonzero(alike).tolist():
        shape = None if table.geometry is None else table.geometry[place]
        earlier = first.setdefault((codes[place].tobytes(), shape), place)
        if earlier != place:
            found[place] = earlier
    return found


def _drop_copies(table: RawTable, _roles: Mapping[str, str]) -> RawTable:
    """List rows that are copies of others."""
    reasons = {
        place: f"it is a copy of row {table.rows[earlier]}"
        for place, earlier in copies(table).items()
    }
    return without_rows(table, reasons)


def _strip_controls(table: RawTable, _roles: Mapping[str, str]) -> RawTable:
    """Take characters away that cannot be printed."""
    cells = (column.changed(lambda cell: UNPRINTABLE.sub("", cell)) for column in table.cells)
    return replace(table, cells=tuple(cells))


def _each_date(
    change: Callable[[str, Style], str],
) -> Callable[[RawTable, Mapping[str, str]], RawTable]:
    """Make a repair of a change to every distinct date."""

    def changed(table: RawTable, roles: Mapping[str, str]) -> RawTable:
        for role in DATE_ROLES:
            if role in roles:
                cells = table.column(roles[role])
                style = read_column(roles[role], cells.coded()[1]).style
                new = _changed(cells, change, style)
                table = with_column(table, roles[role], new)
        return table

    return changed


def _changed(cells: Texts, change: Callable[[str, Style], str], style: Style) -> Texts:
    """Change every distinct text of a column written in some style."""
    return cells.changed(lambda text: change(text, style))


def _ordered(*, day_first: bool) -> Callable[[str, Style], str]:
    """Make the change that decides whether the day or the month comes first."""

    def change(text: str, style: Style) -> str:
        found = understand(text, style)
        if found.how != "ambiguous":
            return text
        return understand(text, replace(style, day_first=day_first)).edtf

    return change


def _as_years(text: str, style: Style) -> str:
    """Read 1921-24 as a span of years."""
    found = understand(text, style)
    if found.how != "season":
        return text
    return understand(text, replace(style, short_ranges=True)).edtf


def _as_sheet_day(text: str, _style: Style) -> str:
    """Read a number as a spreadsheet counts days."""
    match = re.fullmatch(r"(\d{1,7})(?:\.\d+)?", text.strip())
    if match is None:
        return text
    year, month, day = date_of(SHEET_EPOCH + int(match[1]))
    return f"{year_text(year)}-{month:02d}-{day:02d}"


def _from_julian(text: str, style: Style) -> str:
    """Bring whole days from the Julian calendar into ours; months and years stay."""
    found = understand(text, style)

    def gregorian(match: re.Match[str]) -> str:
        day = from_julian(int(match[1]), int(match[2]), int(match[3]))
        return f"{year_text(day[0])}-{day[1]:02d}-{day[2]:02d}" if day else match[0]

    changed = re.sub(r"(-?\d{4})-(\d\d)-(\d\d)", gregorian, found.edtf)
    return changed if changed != found.edtf else text


def _undate(table: RawTable, roles: Mapping[str, str]) -> RawTable:
    """Empty dates that are not understood, keeping what was written in a column of its own."""
    for role in DATE_ROLES:
        if role not in roles:
            continue
        cells = table.column(roles[role])
        readings = read_column(roles[role], cells.coded()[1]).readings
        bad = {text for text, reading in readings.items() if reading.how == "bad"}
        if bad:
            kept = [cell if cell in bad else "" for cell in cells]
            table = with_column(table, f"{roles[role]} (as written)", kept)
            table = with_column(table, roles[role], ["" if cell in bad else cell for cell in cells])
    return table


def _swap_dates(table: RawTable, roles: Mapping[str, str]) -> RawTable:
    """Exchange beginning and end where the end comes first."""
    if "start" not in roles or "end" not in roles:
        return table
    starts, ends = list(table.column(roles["start"])), list(table.column(roles["end"]))
    begun, ended = read_column(roles["start"], starts), read_column(roles["end"], ends)
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        span = joined(begun.readings.get(start, NO_DATE), ended.readings.get(end, NO_DATE))
        if span.edtf and _runs_backwards(span.edtf):
            starts[place], ends[place] = end, start
    return with_column(with_column(table, roles["start"], starts), roles["end"], ends)


def _runs_backwards(edtf: str) -> bool:
    """Tell whether a span ends before it starts."""
    try:
        parse_edtf(edtf)
    except InvalidDateError:
        return True
    return False


REPAIRS: Final[Mapping[str, Callable[[RawTable, Mapping[str, str]], RawTable]]] = {
    STRIP_CONTROLS: _strip_controls,
    DROP_COPIES: _drop_copies,
    DAY_FIRST: _each_date(_ordered(day_first=True)),
    MONTH_FIRST: _each_date(_ordered(day_first=False)),
    SHORT_RANGES: _each_date(_as_years),
    SERIALS: _each_date(_as_sheet_day),
    JULIAN: _each_date(_from_julian),
    SWAP_DATES: _swap_dates,
    UNDATE: _undate,
}
