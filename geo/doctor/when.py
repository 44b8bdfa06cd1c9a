"""When each row was: the columns of dates read together into one EDTF text for each row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.doctor.datecolumns import DateColumn, joined, read_column
from geo.doctor.dates import NO_DATE, Reading
from geo.doctor.roles import plain_name
from geo.doctor.rowdates import CodedColumn, RowDates, read_rows
from geo.errors import InvalidDateError
from geo.formats.raw import Finding, RawTable, about
from geo.formats.texts import Texts
from geo.spans import Spans
from geo.timespan import to_label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

DAY_FIRST: Final = "day-first"
MONTH_FIRST: Final = "month-first"
UNDATE: Final = "keep-undated"
SHORT_RANGES: Final = "years-not-seasons"
SERIALS: Final = "spreadsheet-days"
JULIAN: Final = "julian"
SWAP_DATES: Final = "swap-dates"
LATEST_YEAR: Final = 2100

# code, message, whether it is grave, repairs, and whether it is about a text
RowCase = tuple[str, str, bool, tuple[str, ...], "Callable[[Reading], bool]"]
Case = tuple[str, str, bool, tuple[str, ...], "Callable[[str, Reading], bool]"]
WITNESSED: Final = (
    "attestation_year",
)  # says when the source is from: only used for want of better
DATE_ROLES: Final = ("when", "start", "end")


@dataclass(frozen=True, slots=True)
class DateText:
    """How one distinct text was understood: for the preview."""

    column: str
    text: str
    edtf: str
    how: str
    count: int
    reason: str = ""

    @property
    def label(self) -> str:
        """What was understood, in words; or why it was not."""
        if self.how == "bad":
            return self.reason
        return "…" if self.edtf == ".." else to_label(self.edtf)


@dataclass(slots=True)
class Dating:
    """When the rows were.

    Attributes
    ----------
    edtf, days
        One date for each row, empty if none is known, and its four days, as in ``DAY_COLUMNS``.
    faults
        Why a row cannot be dated, by its position in the table.
    rewritten
        Of each row, whether its date is not written in the file as it stands here.
    """

    edtf: Texts
    days: NDArray[np.int64]
    rewritten: NDArray[np.bool_]
    faults: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    texts: tuple[DateText, ...] = ()


def date_rows(table: RawTable, roles: Mapping[str, str]) -> Dating:
    """Date the rows of a table."""
    columns = {role: _column(table, roles, role) for role in DATE_ROLES if role in roles}
    spans = Spans()
    dates = read_rows(columns, len(table), spans, lambda cells: _of_row(cells, columns, spans))
    rewritten = np.ones(len(dates.edtf), dtype=bool)
    for code, reading in dates.readings.items():
        rewritten[code] = reading.how != "edtf"
    dating = Dating(dates.edtf.at(dates.codes), dates.days[:, dates.codes], rewritten[dates.codes])
    for row in dates.rows_of(lambda reading: reading.how == "bad").tolist():
        dating.faults[row] = dates.readings[int(dates.codes[row])].reason
    dating.findings = _findings(table, columns, dates)
    dating.texts = _texts(columns)
    return dating


def _column(table: RawTable, roles: Mapping[str, str], role: str) -> CodedColumn:
    """Read the column of a role."""
    codes, distinct = _cells(table, roles, role).coded()
    return CodedColumn(read_column(roles[role], distinct), distinct, codes)


def _cells(table: RawTable, roles: Mapping[str, str], role: str) -> Texts:
    """Give the dates of a column; those of the year, month and day put together."""
    cells = table.column(roles[role])
    if role != "when" or "month" not in roles:
        return cells
    months = table.column(roles["month"])
    days = table.column(roles["day"]) if "day" in roles else Texts.same("", len(table))
    return Texts.of([_assembled(*parts) for parts in zip(cells, months, days, strict=True)])


def _assembled(year: str, month: str, day: str) -> str:
    """Put a date together from the cells of three columns."""
    figures = [part.strip().removesuffix(".0") for part in (year, month, day)]
    if not re.fullmatch(r"-?\d{3,4}", figures[0]) or not figures[1]:
        return figures[0] if not figures[1] else " ".join(filter(None, figures[::-1]))
    if not figures[1].isdigit():
        return " ".join(filter(None, figures[::-1]))
    return "-".join([figures[0].zfill(4), *(part.zfill(2) for part in figures[1:] if part)])


def _of_row(cells: Mapping[str, str], columns: Mapping[str, CodedColumn], spans: Spans) -> Reading:
    """Date one row: by its one date if it has one, else by its beginning and end."""
    read = {role: columns[role].column.readings[cell] for role, cell in cells.items()}
    when = read.get("when", NO_DATE)
    if when.edtf and len(read) > 1 and plain_name(columns["when"].column.name) in WITNESSED:
        span = joined(read.get("start", NO_DATE), read.get("end", NO_DATE))
        when = span if span.edtf or span.how == "bad" else when
    if when.how == "open":
        return Reading("", "bad", "a date says that it goes on, not since when")
    if when.edtf or when.how == "bad":
        return _valid(when, spans)
    if "start" not in read and "end" not in read:
        return NO_DATE
    return _valid(joined(read.get("start", NO_DATE), read.get("end", NO_DATE)), spans)


def _valid(reading: Reading, spans: Spans) -> Reading:
    """Refuse a date that does not hold together."""
    if not reading.edtf:
        return reading
    try:
        spans.of(reading.edtf)
    except InvalidDateError as error:
        return Reading("", "bad", str(error))
    return reading


def _findings(
    table: RawTable, columns: Mapping[str, CodedColumn], dates: RowDates
) -> list[Finding]:
    """Say what is doubtful about the dates."""
    found = []
    for column in columns.values():
        found += _of_column(table, column)
    if not columns:
        message = "no column with dates was found; nothing is dated"
        return [about("no-dates", message, table.rows)] if len(table) else []
    for code, message, grave, repairs, holds in _row_cases(has_start="start" in columns):
        rows = [table.rows[place] for place in dates.rows_of(holds).tolist()]
        if rows:
            found.append(about(code, message, rows, grave=grave, repairs=repairs))
    return found


def _row_cases(*, has_start: bool) -> tuple[RowCase, ...]:
    """List what may be said of the dates of rows, and how to tell."""
    return (
        (
            "unreadable-dates",
            "their dates are not understood",
            True,
            (UNDATE,),
            lambda reading: reading.how == "bad" and "backwards" not in reading.reason,
        ),
        (
            "dates-backwards",
            "they end before they start",
            True,
            (SWAP_DATES,),
            lambda reading: reading.how == "bad" and "backwards" in reading.reason,
        ),
        (
            "undated",
            "they have no date",
            False,
            (),
            lambda reading: not reading.edtf and reading.how != "bad",
        ),
        (
            "end-unknown",
            "their end is not stated and counts as unknown",
            False,
            (),
            lambda reading: has_start and reading.edtf.endswith("/"),
        ),
    )


def _of_column(table: RawTable, coded: CodedColumn) -> list[Finding]:
    """Say what is doubtful about one column of dates."""
    found, column = [], coded.column
    for code, message, grave, repairs, holds in _cases(column):
        places = coded.rows_of(holds)
        if len(places):
            rows = [table.rows[place] for place in places.tolist()]
            example = coded.texts[coded.codes[places[0]]]
            edtf = column.readings[example].edtf
            said = f"{column.name!r}: {message}, such as {example!r}" + (
                f" as {edtf}" if edtf else ""
            )
            found.append(about(code, said, rows, grave=grave, repairs=repairs))
    return found


def _cases(column: DateColumn) -> tuple[Case, ...]:
    """List what may be doubtful about a column, and how to tell."""
    mixed = "some rows have the day first and others the month" if column.contradictory else ""
    numbers = column.style.numbers
    return (
        (
            "ambiguous-dates",
            mixed or "day and month cannot be told apart; read as one of two days",
            True,
            (DAY_FIRST, MONTH_FIRST),
            lambda _text, reading: reading.how == "ambiguous",
        ),
        (
            "ambiguous-seasons",
            "read as a season by the standard, but perhaps a span of years",
            True,
            (SHORT_RANGES,),
            lambda _text, reading: reading.how == "season",
        ),
        (
            "epoch-dates",
            f"the numbers count {numbers} since 1970",
            True,
            (),
            lambda text, reading: (
                numbers in {"seconds", "milliseconds"} and bool(reading.edtf and text)
            ),
        ),
        (
            "decimal-years",
            "parts of years were left out",
            True,
            (),
            lambda text, reading: numbers == "decimals" and "." in text and bool(reading.edtf),
        ),
        (
            "far-future",
            f"the year is later than {LATEST_YEAR}; are these a spreadsheet's days?",
            True,
            (SERIALS,),
            lambda _text, reading: _first_year(reading.edtf) > LATEST_YEAR,
        ),
        (
            "coarser-dates",
            "early, middle and late were left out",
            False,
            (),
            lambda _text, reading: reading.how == "coarser",
        ),
        (
            "negative-years",
            "years are counted through a year 0, so that -0044 is 45 BCE",
            True,
            (),
            lambda text, reading: (
                text.strip().startswith(("-", "−")) and reading.edtf.startswith("-")
            ),
        ),
    )


def _first_year(edtf: str) -> int:
    """Give the first year of a date, 0 if there is none."""
    match = re.match(r"\[?Y?(\d{4,})", edtf)
    return int(match[1]) if match else 0


def _texts(columns: Mapping[str, CodedColumn]) -> tuple[DateText, ...]:
    """List how each distinct text was understood, those not understood first, then the commonest."""
    found = []
    for coded in columns.values():
        counts = np.bincount(coded.codes, minlength=len(coded.texts)).tolist()
        for text, count in zip(coded.texts, counts, strict=True):
            reading = coded.column.readings[text]
            if text.strip():
                found.append(
                    DateText(
                        coded.column.name, text, reading.edtf, reading.how, count, reading.reason
                    )
                )
    return tuple(sorted(found, key=lambda date: (date.how != "bad", -date.count, date.text)))
