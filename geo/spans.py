"""The days of many dates at once: of an interval each end is read a single time.

A table of a million rows has few distinct days but nearly as many distinct intervals.
"""

from __future__ import annotations

from functools import lru_cache

from geo.datetext import CACHED_TEXTS, PLAIN
from geo.days import MONTHS_IN_YEAR, day_of, month_length
from geo.errors import InvalidDateError
from geo.timespan import FAR_FUTURE, FAR_PAST, UNDATED, TimeSpan, parse_edtf


@lru_cache(maxsize=CACHED_TEXTS)
def read_span(edtf: str) -> TimeSpan:
    """Read a date as :func:`geo.timespan.parse_edtf` does, plain ones by a short way.

    Raises
    ------
    InvalidDateError
        If it is not EDTF, names a day that does not exist or runs backwards.

    Examples
    --------
    >>> read_span("1925-02") == parse_edtf("1925-02")
    True
    """
    if not PLAIN.fullmatch(edtf) or edtf == "-0000":
        return parse_edtf(edtf)
    sign = -1 if edtf[0] == "-" else 1
    parts = [int(part) for part in edtf.lstrip("-").split("-")]
    year, month = sign * parts[0], parts[1] if len(parts) > 1 else 0
    if month > MONTHS_IN_YEAR or (len(parts) > 1 and not month):
        return parse_edtf(edtf)
    if len(parts) == 3:  # noqa: PLR2004 -- year, month and day
        if not 1 <= parts[2] <= month_length(year, month):
            return parse_edtf(edtf)
        first = last = day_of(year, month, parts[2])
    else:
        first = day_of(year, month or 1, 1)
        last_month = month or MONTHS_IN_YEAR
        last = day_of(year, last_month, month_length(year, last_month))
    return TimeSpan(first, last, first, last)


def is_plain_span(text: str) -> bool:
    """Tell whether a text is two plain dates with a slash between them that do not run backwards.

    Examples
    --------
    >>> is_plain_span("1925-02/1926"), is_plain_span("1926/1925"), is_plain_span("1925/..")
    (True, False, False)
    """
    start, slash, end = text.partition("/")
    if not slash or "-00" in text or not (PLAIN.fullmatch(start) and PLAIN.fullmatch(end)):
        return False
    try:
        return read_span(start).start_earliest <= read_span(end).end_latest
    except InvalidDateError:
        return False


class Spans:
    """Reads EDTF texts as :func:`geo.timespan.parse_edtf` does, remembering what it has read."""

    def __init__(self) -> None:
        self._known: dict[str, TimeSpan] = {"": UNDATED}

    def of(self, edtf: str) -> TimeSpan:
        """Read a date; an empty text is undated.

        Raises
        ------
        InvalidDateError
            If it is not EDTF, or runs backwards.
        """
        if edtf in self._known:
            return self._known[edtf]
        start, slash, end = edtf.partition("/")
        if slash and "/" not in end and edtf[0] not in "[{" and edtf not in {"/", "../..", "/.."}:
            return self._interval(start, end, edtf)
        span = self._known[edtf] = read_span(edtf)
        return span

    def _interval(self, start: str, end: str, edtf: str) -> TimeSpan:
        """Put an interval together from what its ends say."""
        first = self.bounds(start, FAR_PAST)
        last = self.bounds(end, FAR_FUTURE)
        if first is None and last is None:
            return parse_edtf(edtf)
        first = first or (FAR_PAST, last[1] if last else FAR_FUTURE)
        last = last or (first[0], FAR_FUTURE)
        if first[0] > last[1]:
            message = f"{edtf!r} runs backwards: it ends before it starts"
            raise InvalidDateError(message)
        return TimeSpan(first[0], min(first[1], last[1]), max(first[0], last[0]), last[1])

    def bounds(self, end: str, far: int) -> tuple[int, int] | None:
        """Read the first and last day of one end of a span; None if it is unknown.

        Raises
        ------
        InvalidDateError
            If it is not EDTF.
        """
        if not end:
            return None
        if end == "..":
            return far, far
        span = self.of(end)
        return span.start_earliest, span.end_latest
