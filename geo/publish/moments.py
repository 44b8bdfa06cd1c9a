"""Dates as other formats know them: calendar days, ISO 8601 texts, Linked Places time spans.

EDTF says more than any of them. Each is therefore only ever a help beside the EDTF text, and what
it cannot hold is left out rather than rounded.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from geo.datetext import DateSet, End, Interval, SingleDate, read_edtf
from geo.timespan import FAR_PAST, TimeSpan, date_of, day_of, parse_edtf, to_label

if TYPE_CHECKING:
    from geo.datetext import DateText

FIRST_DAY: Final = day_of(1, 1, 1)
LAST_DAY: Final = day_of(9999, 12, 31)
LAST_YEAR: Final = 9999  # further off ISO 8601 needs an agreement between writer and reader
YEAR, MONTH, DAY = 1, 2, 3

DOUBTS: Final = {"~": "less-certain", "?": "uncertain", "%": "uncertain"}
PERIODS: Final = ("", "less-certain", "uncertain")

Moment = dict[str, str]


def to_date(day: int) -> date | None:
    """Give a day as a calendar date; none outside the years 1 to 9999.

    Examples
    --------
    >>> to_date(-16417), to_date(FAR_PAST)
    (datetime.date(1925, 1, 20), None)
    """
    return date(*date_of(day)) if FIRST_DAY <= day <= LAST_DAY else None


def to_iso(day: int, precision: int = DAY) -> str:
    """Write a day in ISO 8601 with one, two or three parts; empty beyond four digits of a year.

    Examples
    --------
    >>> to_iso(-16417), to_iso(-16417, MONTH), to_iso(FAR_PAST)
    ('1925-01-20', '1925-01', '')
    """
    year, month, day_of_month = date_of(day)
    if abs(year) > LAST_YEAR:
        return ""
    parts = (f"{'-' if year < 0 else ''}{abs(year):04d}", f"{month:02d}", f"{day_of_month:02d}")
    return "-".join(parts[:precision])


def to_begin_end(when: str) -> tuple[str, str]:
    """Write the outer bounds of an EDTF date, each no finer than it is stated; empty if unknown.

    Examples
    --------
    >>> to_begin_end("1925-12~"), to_begin_end("1926/1944-03-30"), to_begin_end("../1925")
    (('1925-11', '1926-01'), ('1926', '1944-03-30'), ('', '1925'))
    """
    if not when:
        return "", ""
    span, stated = parse_edtf(when), read_edtf(when)
    start, end = stated, stated
    if isinstance(stated, Interval):
        start, end = _date_at(stated.start), _date_at(stated.end)
    return to_iso(span.start_earliest, _precision(start)), to_iso(span.end_latest, _precision(end))


def to_when(when: str, *, years: tuple[int, int]) -> dict[str, object]:
    """Give an EDTF date as the ``when`` of the Linked Places format.

    The format takes a span without an end for one that lies within its start, and has no word for
    "still going on". A span that goes on therefore ends not before the last year of the atlas, and
    one that was always there begins not after the first. A date that is not known gives no span.

    Parameters
    ----------
    years
        The first and the last year of the atlas.

    Examples
    --------
    >>> to_when("1925", years=(1855, 1951))
    {'timespans': [{'start': {'in': '1925'}}], 'label': '1925'}
    >>> to_when("1926/..", years=(1855, 1951))["timespans"]
    [{'start': {'in': '1926'}, 'end': {'earliest': '1951'}}]
    """
    if not when:
        return {"timespans": []}
    stated = read_edtf(when)
    every = isinstance(stated, DateSet) and stated.every
    texts = map(_as_interval, when[1:-1].split(",")) if every else [when]
    spans = [_timespan(read_edtf(text), parse_edtf(text), years) for text in texts]
    answer: dict[str, object] = {
        "timespans": [span for span in spans if span],
        "label": to_label(when),
    }
    certainty = _certainty(stated)
    return answer | ({"certainty": certainty} if certainty else {})


def _date_at(end: SingleDate | End) -> SingleDate:
    """Give the date at an end of an interval; where there is none its precision matters little."""
    return end if isinstance(end, SingleDate) else SingleDate("XXXX")


def _precision(stated: DateText) -> int:
    """Count the parts of a date that are stated in full; of a set, those of its vaguest member."""
    if isinstance(stated, DateSet):
        return min(map(_precision, stated.members))
    if isinstance(stated, Interval):
        return min(_precision(_date_at(end)) for end in (stated.start, stated.end))
    if not stated.month or "X" in stated.month + stated.year:
        return YEAR
    return DAY if stated.day and "X" not in stated.day else MONTH


def _is_plain(date_text: SingleDate) -> bool:
    """Tell whether ISO 8601 alone can say a date: no doubts, no gaps, no season, four digits."""
    return (
        date_text == SingleDate(date_text.year, date_text.month, date_text.day)
        and len(date_text.year.removeprefix("-")) == 4  # noqa: PLR2004 -- digits of a plain year
        and "X" not in date_text.year + date_text.month + date_text.day
        and not date_text.is_season
    )


def _moment(stated: DateText | End, first: int, last: int) -> Moment:
    """Say when something began or ended: the date itself if ISO 8601 can, or its bounds."""
    if isinstance(stated, SingleDate) and _is_plain(stated):
        return {"in": "-".join(filter(None, (stated.year, stated.month, stated.day)))}
    bounds = {"earliest": to_iso(first), "latest": to_iso(last)}
    return {key: text for key, text in bounds.items() if text}


def _timespan(stated: DateText, span: TimeSpan, years: tuple[int, int]) -> dict[str, Moment]:
    """Give one time span: of a date or a choice only a start, of an interval both."""
    if not isinstance(stated, Interval):
        start = _moment(stated, span.start_earliest, span.end_latest)
        return {"start": start} if start else {}
    start = _moment(stated.start, span.start_earliest, span.start_latest)
    end = _moment(stated.end, span.end_earliest, span.end_latest)
    if stated.start is End.OPEN:
        start = {"latest": _year_text(min(years[0], date_of(span.end_latest)[0]))}
    elif not start:
        start = _moment(End.UNKNOWN, FAR_PAST, span.end_latest)
    if stated.end is End.OPEN:
        end = {"earliest": _year_text(max(years[1], date_of(span.start_latest)[0]))}
    return {key: moment for key, moment in (("start", start), ("end", end)) if moment}


def _year_text(year: int) -> str:
    """Write a year within four digits."""
    return to_iso(day_of(max(-LAST_YEAR, min(year, LAST_YEAR)), 1, 1), YEAR)


def _as_interval(member: str) -> str:
    """Write a range within a set as the interval it is."""
    start, dots, end = member.partition("..")
    return f"{start or '..'}/{end or '..'}" if dots else member


def _certainty(stated: DateText) -> str:
    """Say in the words of the format how sure a date is; empty if no doubt is stated."""
    if isinstance(stated, DateSet):
        found = [_certainty(member) for member in stated.members]
        return max([*found, "" if stated.every else "less-certain"], key=PERIODS.index)
    if isinstance(stated, Interval):
        ends = [_certainty(_date_at(end)) for end in (stated.start, stated.end)]
        return max(ends, key=PERIODS.index)
    return max([DOUBTS[mark.sign] for mark in stated.marks], key=PERIODS.index, default="")
