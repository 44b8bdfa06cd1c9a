"""When something was: the only place that reads, compares and prints dates.

A :class:`TimeSpan` says four things about anything that has a beginning and an end: the earliest and
the latest day on which it may have begun, and the same for its end. All are whole days, both ends
inclusive (:mod:`geo.days`). Asked about a window from one day to another, a span

* **certainly** holds if it had begun by the window's last day even at the latest, and had not ended
  before its first day even at the earliest;
* **possibly** holds if that is so of the other two days.

So ``1925`` is something that happened in 1925, we do not know when: it certainly holds in the window
1925, and possibly in May 1925.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from geo.datebounds import bounds_of
from geo.datetext import CACHED_TEXTS, DateSet, End, Interval, SingleDate, read_edtf
from geo.datewords import words_for
from geo.daylabels import to_era_label, to_julian_label
from geo.days import (
    FAR_FUTURE,
    FAR_PAST,
    MONTHS_IN_YEAR,
    date_of,
    day_of,
)
from geo.errors import InvalidDateError

__all__ = [
    "FAR_FUTURE",
    "FAR_PAST",
    "TIMELESS",
    "UNDATED",
    "Holding",
    "TimeSpan",
    "date_of",
    "day_of",
    "parse_edtf",
    "to_era_label",
    "to_julian_label",
    "to_label",
    "year",
]

Holding = Literal["certain", "possible", "no"]


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """Bounds of a beginning and of an end, in days, all inclusive.

    Raises
    ------
    InvalidDateError
        If an earliest day comes after its latest, or an end before its beginning.
    """

    start_earliest: int
    start_latest: int
    end_earliest: int
    end_latest: int

    def __post_init__(self) -> None:
        in_order = (
            self.start_earliest <= self.start_latest <= self.end_latest
            and self.start_earliest <= self.end_earliest <= self.end_latest
        )
        if not in_order:
            message = f"{self} runs backwards; expected earliest <= latest and start <= end"
            raise InvalidDateError(message)

    @property
    def window(self) -> tuple[int, int]:
        """First and last day on which it may hold: what is asked when the span is a question."""
        return self.start_earliest, self.end_latest

    def holds(self, window: tuple[int, int]) -> Holding:
        """Tell whether it holds on some day of a window, first and last day included."""
        first, last = window
        if self.start_latest <= last and self.end_earliest >= first:
            return "certain"
        if self.start_earliest <= last and self.end_latest >= first:
            return "possible"
        return "no"


TIMELESS = TimeSpan(FAR_PAST, FAR_PAST, FAR_FUTURE, FAR_FUTURE)  # what "../.." says
UNDATED = TimeSpan(FAR_PAST, FAR_FUTURE, FAR_PAST, FAR_FUTURE)  # what is known if nothing is stated


def year(number: int) -> TimeSpan:
    """Give the span of some time in a year, 0 being 1 BCE.

    Examples
    --------
    >>> year(1925) == parse_edtf("1925")
    True
    """
    first, last = day_of(number, 1, 1), day_of(number, MONTHS_IN_YEAR, 31)
    return TimeSpan(first, last, first, last)


@lru_cache(maxsize=CACHED_TEXTS)
def parse_edtf(text: str) -> TimeSpan:
    """Read an EDTF date.

    A mark of doubt widens its date by one unit of the part it stands at (``%`` by two), on both
    sides. A missing end (``1924/``) is unknown: it may have ended at once or never. A set gives the
    bounds from its first to its last member. A time of day is read as its day. Years further than
    about five million years off count as ``FAR_PAST`` or ``FAR_FUTURE``.

    Raises
    ------
    InvalidDateError
        If the text is not EDTF, names a day that does not exist or runs backwards. An empty text
        is not a date either: what has none is ``UNDATED``.

    Examples
    --------
    >>> span = parse_edtf("1925-12~")
    >>> date_of(span.start_earliest), date_of(span.end_latest)
    ((1925, 11, 1), (1926, 1, 31))
    >>> parse_edtf("1924/..").end_latest == FAR_FUTURE
    True
    """
    return _bounded(read_edtf(text), text)


def _bounded(parsed: SingleDate | Interval | DateSet, text: str) -> TimeSpan:
    """Find the days of a date that was read."""
    if isinstance(parsed, SingleDate):
        first, last = bounds_of(parsed, text)
        return TimeSpan(first, last, first, last)
    if isinstance(parsed, Interval):
        return _interval(parsed, text)
    return _hull(parsed, text)


def to_label(text: str, *, language: str = "en") -> str:
    """Say an EDTF date in words.

    ``language`` is ``en``, ``ru``, ``ja`` or ``zh``; any other gives English.

    Raises
    ------
    InvalidDateError
        If :func:`parse_edtf` refuses the text. An empty text gives an empty label.

    Examples
    --------
    >>> to_label("1925-12~"), to_label("1926/1944"), to_label("1926/..")
    ('c. December 1925', '1926–44', 'from 1926')
    """
    if not text:
        return ""
    parsed = read_edtf(text)
    _bounded(parsed, text)
    return words_for(parsed, language)


def to_known_label(text: str, *, language: str) -> str:
    """Say a date of a canonical frame in words: its days are there already and are not sought again."""
    return words_for(read_edtf(text), language)


def _interval(interval: Interval, text: str) -> TimeSpan:
    """Bound an interval: its beginning by the first date, its end by the second."""
    start = _end_bounds(interval.start, text, FAR_PAST)
    end = _end_bounds(interval.end, text, FAR_FUTURE)
    start = start or (FAR_PAST, end[1] if end else FAR_FUTURE)
    end = end or (start[0], FAR_FUTURE)
    if start[0] > end[1]:
        message = f"{text!r} runs backwards: it ends before it starts"
        raise InvalidDateError(message)
    return TimeSpan(start[0], min(start[1], end[1]), max(start[0], end[0]), end[1])


def _end_bounds(end: SingleDate | End, text: str, far: int) -> tuple[int, int] | None:
    """Bound one end of an interval; none if it is unknown."""
    if end is End.UNKNOWN:
        return None
    return (far, far) if end is End.OPEN else bounds_of(end, text)


def _hull(dates: DateSet, text: str) -> TimeSpan:
    """Bound a set by its first and last member: it holds possibly on any day between."""
    windows = [_member_bounds(member, text) for member in dates.members]
    first, last = min(first for first, _ in windows), max(last for _, last in windows)
    return TimeSpan(first, last, first, last)


def _member_bounds(member: SingleDate | Interval, text: str) -> tuple[int, int]:
    """Find first and last day of one member of a set."""
    if isinstance(member, Interval):
        return _interval(member, text).window
    return bounds_of(member, text)
