"""From the parts of one date to the first and the last day that it may mean."""

from __future__ import annotations

import itertools
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.datetext import CACHED_TEXTS, Part, SingleDate
from geo.days import FAR_FUTURE, FAR_PAST, MONTHS_IN_YEAR, day_of, month_length, shift_months
from geo.errors import InvalidDateError

if TYPE_CHECKING:
    from collections.abc import Iterator

# First month and number of months of each season code; what runs past December ends in the next year.
# ISO 8601-2 names the seasons and leaves their months open: these are whole months, northern unless
# the code itself is southern.
SEASONS = {
    21: (3, 3),
    22: (6, 3),
    23: (9, 3),
    24: (12, 3),
    25: (3, 3),  # northern spring to winter
    26: (6, 3),
    27: (9, 3),
    28: (12, 3),
    29: (9, 3),  # southern spring to winter
    30: (12, 3),
    31: (3, 3),
    32: (6, 3),
    33: (1, 3),  # quarters
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),
    37: (1, 4),  # thirds
    38: (5, 4),
    39: (9, 4),
    40: (1, 6),  # halves
    41: (7, 6),
}
MOST_DISTANT_YEAR = 6_000_000  # beyond FAR_PAST and FAR_FUTURE, so as good as any further off
CACHED_PATTERNS = 1_024
LARGEST_EXPONENT = 12  # beyond it every year is further off than that


def bounds_of(date: SingleDate, text: str) -> tuple[int, int]:
    """Find first and last day that a date may mean, doubts included.

    ``text`` is what the message quotes.

    Raises
    ------
    InvalidDateError
        If no day fits the date.
    """
    with suppress(InvalidDateError):
        return _known_bounds(date)
    return _bounds(date, text)


@lru_cache(maxsize=CACHED_TEXTS)
def _known_bounds(date: SingleDate) -> tuple[int, int]:
    """Find the bounds of a date, as often as it comes only once."""
    return _bounds(date, "")


def _bounds(date: SingleDate, text: str) -> tuple[int, int]:
    """Widen what a date states by its doubts."""
    first, last = _stated_bounds(date, text)
    months = sum(_doubt(date, mark.part) * _weight(mark.sign) for mark in date.marks)
    days = sum(
        _weight(mark.sign) for mark in date.marks if mark.part is Part.DAY and "X" not in date.day
    )
    first, past = shift_months(first, -months) - days, shift_months(last + 1, months) + days
    return _within_reach(first), _within_reach(past - 1)


def _within_reach(day: int) -> int:
    """Keep a day from running past the far ends of time."""
    return min(max(day, FAR_PAST), FAR_FUTURE)


def _weight(sign: str) -> int:
    """Count the units by which a mark widens."""
    return 2 if sign == "%" else 1


def _doubt(date: SingleDate, part: Part) -> int:
    """Count the months in one unit of a part; one with ``X`` takes that of the part before."""
    if part is Part.DAY:
        return _doubt(date, Part.MONTH) if "X" in date.day else 0
    if part is Part.MONTH and "X" not in date.month:
        return SEASONS[int(date.month)][1] if date.is_season else 1
    digits = len(date.year) - len(date.year.rstrip("X"))
    return MONTHS_IN_YEAR * int(10**digits)


def _stated_bounds(date: SingleDate, text: str) -> tuple[int, int]:
    """Find first and last day that a date may mean, its marks of doubt aside."""
    years = _years(date)
    if date.is_season:
        month, length = SEASONS[int(date.month)]
        first, past = day_of(years[0], month, 1), day_of(years[-1], month, 1)
        return first, shift_months(past, length) - 1
    earliest = next(_days(date, years), None)
    latest = next(_days(date, years, backwards=True), None)
    if earliest is None or latest is None:
        raise InvalidDateError(_no_such_day(date, years, text))
    return earliest, latest


def _no_such_day(date: SingleDate, years: list[int], text: str) -> str:
    """Say why no day fits a date."""
    if not date.month.isdigit() or years[0] != years[-1]:
        return f"{text!r} is not a date: no day of the calendar fits it"
    length = month_length(years[0], int(date.month))
    return f"{text!r} is not a date: {date.year}-{date.month} has {length} days"


def _days(date: SingleDate, years: list[int], *, backwards: bool = False) -> Iterator[int]:
    """Give the days that fit a date, in order or backwards."""
    step = -1 if backwards else 1
    for number in years[::step]:
        for month in _fitting(date.month, MONTHS_IN_YEAR)[::step]:
            for day in _fitting(date.day, month_length(number, month))[::step]:
                yield day_of(number, month, day)


@lru_cache(maxsize=CACHED_PATTERNS)
def _fitting(digits: str, most: int) -> tuple[int, ...]:
    """List the numbers from 1 to ``most`` whose two digits fit; an unstated part fits all."""
    return tuple(
        number
        for number in range(1, most + 1)
        if all(a in ("X", b) for a, b in zip(digits, f"{number:02d}", strict=False))
    )


def _years(date: SingleDate) -> list[int]:
    """List the years that fit, in order; of a long year that was rounded, only first and last."""
    sign, digits = (-1, date.year[1:]) if date.year.startswith("-") else (1, date.year)
    if "X" in digits:
        choices = ("0123456789" if digit == "X" else digit for digit in digits)
        return sorted(sign * int("".join(choice)) for choice in itertools.product(*choices))
    number = int(digits) * 10 ** min(date.exponent, LARGEST_EXPONENT)
    rounding = 10 ** max(len(str(number)) - date.significant, 0) if date.significant else 1
    least = number // rounding * rounding
    return sorted(sign * min(limit, MOST_DISTANT_YEAR) for limit in (least, least + rounding - 1))
