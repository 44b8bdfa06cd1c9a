"""EDTF texts taken apart: which parts a date states, and how sure it is of each.

The notation is the Extended Date/Time Format (ISO 8601-2:2019, profile of the Library of Congress of
4 February 2019), levels 0, 1 and 2. The grammar is ours, because the marks of doubt and the ends of
intervals carry our meaning; each single date in it, without its marks, is also put to the ``edtf``
package, and what the package refuses is refused. Plain years, months and days are not: they need no
second opinion, and the package takes milliseconds for each.

Nothing is mended silently: a text with a stray space or other digits than 0 to 9 is not a date.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from edtf import EDTFParseException, parse_edtf

from geo.datehints import hint_for
from geo.errors import InvalidDateError

CACHED_TEXTS = 32_768
LONGEST_TEXT = 1_000  # characters; the longest date in the examples of the standard has 31

PLAIN = re.compile(r"-?\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
TIMED = re.compile(
    r"(-?\d{4}-\d\d-\d\d)T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d|24:00:00)"
    r"(?:Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)?",
    re.ASCII,
)
SINGLE = re.compile(
    r"""
    (?P<before_year>[?~%]?)
    (?:(?P<year>-?[0-9X]{4}) | Y(?P<long>-?[1-9][0-9]*)(?:E(?P<exponent>[1-9][0-9]*))?)
    (?:S(?P<significant>[1-9][0-9]*))?
    (?P<after_year>[?~%]?)
    (?:-(?P<before_month>[?~%]?)(?P<month>[0-9X]{2})(?P<after_month>[?~%]?)
        (?:-(?P<before_day>[?~%]?)(?P<day>[0-9X]{2})(?P<after_day>[?~%]?))?)?
    """,
    re.ASCII | re.VERBOSE,
)
LONG_YEAR_DIGITS = 5  # the prefix Y is only for years that four digits cannot hold
_DIGIT = re.compile("[0-9]")
_SAME_MONTH = dict.fromkeys(("01", "03", "05", "07", "08", "10", "12"), "01") | dict.fromkeys(
    ("04", "06", "09", "11"), "04"
)
FIRST_SEASON = 21
LAST_SEASON = 41


class Part(Enum):
    """What a mark of doubt stands at."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class End(Enum):
    """An end of an interval that is not a date."""

    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of doubt: ``?`` uncertain, ``~`` approximate, ``%`` both.

    ``alone`` is true where it stands to the left of its part and so concerns that part only.
    """

    part: Part
    sign: str
    alone: bool


@dataclass(frozen=True, slots=True)
class SingleDate:
    """A date with its parts as digits and ``X``; a part that is not stated is empty.

    ``month`` may be a season (21 to 41). ``exponent`` and ``significant`` are 0 where not stated.
    """

    year: str
    month: str = ""
    day: str = ""
    exponent: int = 0
    significant: int = 0
    marks: tuple[Mark, ...] = ()

    @property
    def is_season(self) -> bool:
        """Whether the month is a season, a quarter or another part of a year."""
        return self.month.isdigit() and FIRST_SEASON <= int(self.month) <= LAST_SEASON


@dataclass(frozen=True, slots=True)
class Interval:
    """From one date to another; also a range within a set."""

    start: SingleDate | End
    end: SingleDate | End


@dataclass(frozen=True, slots=True)
class DateSet:
    """Several dates: one of them, or ``every`` one."""

    members: tuple[SingleDate | Interval, ...]
    every: bool


DateText = SingleDate | Interval | DateSet


@lru_cache(maxsize=CACHED_TEXTS)
def read_edtf(text: str) -> DateText:
    """Take an EDTF text apart.

    Days are not checked against the length of their month here.

    Raises
    ------
    InvalidDateError
        If the text is not EDTF.

    Examples
    --------
    >>> read_edtf("1925-01")
    SingleDate(year='1925', month='01', day='', exponent=0, significant=0, marks=())
    """
    if len(text) > LONGEST_TEXT:
        message = f"a date of {len(text)} characters; expected at most {LONGEST_TEXT}"
        raise InvalidDateError(message)
    if text[:1] + text[-1:] in ("[]", "{}"):
        members = tuple(_read_member(member, text) for member in text[1:-1].split(","))
        return DateSet(members, every=text.startswith("{"))
    start, slash, end = text.partition("/")
    if slash and (start or end):
        return Interval(_read_end(start, text), _read_end(end, text))
    return _known_single(text)


def _read_member(member: str, whole: str) -> SingleDate | Interval:
    """Read one member of a set: a date or a range such as ``1760..1765`` or ``..1760``."""
    start, dots, end = member.partition("..")
    if dots and (start or end):
        first = _read_single(start, whole) if start else End.OPEN
        return Interval(first, _read_single(end, whole) if end else End.OPEN)
    return _read_single(member, whole)


def _read_end(text: str, whole: str) -> SingleDate | End:
    """Read one end of an interval; intervals are many, and their ends are few."""
    if text in ("..", ""):
        return End(text)
    with suppress(InvalidDateError):
        return _known_single(text)
    return _read_single(text, whole)


@lru_cache(maxsize=CACHED_TEXTS)
def _known_single(text: str) -> SingleDate:
    """Read one date that stands by itself, as often as it comes only once."""
    return _read_single(text, text)


def _read_single(text: str, whole: str) -> SingleDate:
    """Read one date; ``whole`` is what the message quotes."""
    timed = TIMED.fullmatch(text)
    if timed:
        text = timed[1]
    match = SINGLE.fullmatch(text)
    if match is None:
        raise InvalidDateError(hint_for(whole))
    parts = match.groupdict(default="")
    date = SingleDate(
        year=parts["year"] or parts["long"],
        month=parts["month"],
        day=parts["day"],
        exponent=int(parts["exponent"] or 0),
        significant=int(parts["significant"] or 0),
        marks=tuple(_marks(parts)),
    )
    _check_shape(date, whole=whole, is_long=bool(parts["long"]))
    unmarked = _unmarked(date)
    if not PLAIN.fullmatch(unmarked):
        _check_with_package(unmarked, whole)
    return date


def _marks(parts: dict[str, str]) -> list[Mark]:
    """Collect the marks of doubt in the order they stand."""
    return [
        Mark(part, parts[f"{place}_{part.value}"], alone=place == "before")
        for part in Part
        for place in ("before", "after")
        if parts[f"{place}_{part.value}"]
    ]


def _check_shape(date: SingleDate, *, whole: str, is_long: bool) -> None:
    """Refuse what the pattern lets through and the standard does not."""
    digits = len(date.year.removeprefix("-"))
    month = int(date.month) if date.month.isdigit() else 1
    faults = {
        "the year 0 is written 0000": date.year == "-0000",
        "Y is for years beyond four digits": is_long
        and not date.exponent
        and digits < LONG_YEAR_DIGITS,
        "a year with Y, E or S stands alone": bool(date.month)
        and (is_long or bool(date.significant)),
        "a season has no day": date.is_season and bool(date.day),
        "a month is 01 to 12, a season 21 to 41": not (1 <= month <= 12 or date.is_season),  # noqa: PLR2004 -- the sentence names them
    }
    for reason, found in faults.items():
        if found:
            message = f"{whole!r} is not a date: {reason}"
            raise InvalidDateError(message)


def _check_with_package(unmarked: str, whole: str) -> None:
    """Put a date without its marks to the ``edtf`` package."""
    if not _package_reads(_pattern_of(unmarked)):
        raise InvalidDateError(hint_for(whole))


def _pattern_of(unmarked: str) -> str:
    """Write a date as one that the package reads, or refuses, alike: many dates, few patterns.

    It takes milliseconds for each, and knows the digits of a year only by their number, of the
    months their lengths, and of the days whether their month has them.

    Examples
    --------
    >>> _pattern_of("1925-XX-13"), _pattern_of("19XX-09-30"), _pattern_of("Y170000002")
    ('1111-XX-01', '11XX-04-30', 'Y111111111')
    """
    year, *rest = unmarked.removeprefix("-").split("-")
    if year.strip("0"):
        year = _DIGIT.sub("1", year)
    if rest and rest[0] in _SAME_MONTH:
        rest[0] = _SAME_MONTH[rest[0]]
    if rest[1:] and rest[1].isdigit() and 1 <= int(rest[1]) <= 28:  # noqa: PLR2004 -- every month has them
        rest[1] = "01"
    return "-" * unmarked.startswith("-") + "-".join((year, *rest))


@lru_cache(maxsize=CACHED_TEXTS)
def _package_reads(pattern: str) -> bool:
    """Tell whether the ``edtf`` package takes a text for a date."""
    try:
        parse_edtf(pattern)
    except (EDTFParseException, AttributeError):  # edtf 5.0.2 trips over a day 32 after a month X1
        return False
    return True


def _unmarked(date: SingleDate) -> str:
    """Write the date without marks, in a way that the package can read.

    edtf 5.0.2 fails on a month with one ``X`` unless a day follows, so it gets an unknown day.
    """
    is_long = len(date.year.removeprefix("-")) != 4 or date.exponent  # noqa: PLR2004 -- digits of a plain year
    year = f"Y{date.year}" if is_long else date.year
    tail = f"E{date.exponent}" if date.exponent else ""
    tail += f"S{date.significant}" if date.significant else ""
    day = date.day or ("XX" if date.month.count("X") == 1 else "")
    return "-".join(filter(None, (year + tail, date.month, day)))
