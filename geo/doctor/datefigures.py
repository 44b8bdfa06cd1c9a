"""Dates in figures, and what all single dates share: how a column writes them, and what is found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from geo.days import MONTHS_IN_YEAR, date_of
from geo.doctor.vocabulary import ROMAN_MONTHS


@dataclass(frozen=True, slots=True)
class Style:
    """How the dates of a column are written, as far as all of them together tell.

    Attributes
    ----------
    day_first
        Whether the day comes before the month in 03/04/1925; None if nothing tells.
    numbers
        What bare numbers are: ``years``, ``decimals``, ``seconds`` or ``milliseconds`` since 1970;
        empty if only numbers that look like years are years.
    short_ranges
        Whether 1921-24 is four years and not a winter.
    depth
        How many words have been taken off the text already.
    """

    day_first: bool | None = None
    numbers: str = ""
    short_ranges: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A date as EDTF, or the reason why there is none."""

    edtf: str = ""
    reason: str = ""
    ambiguous: bool = False


_FOUR: Final = r"([+-]?\d{4,5})"
_YMD: Final = re.compile(rf"{_FOUR}([./\-\s]\s?)(\d{{1,2}})(?:\2(\d{{1,2}}))?\.?")
_DMY: Final = re.compile(r"(\d{1,2})([./\-\s]\s?)(\d{1,2}|[ivx]+)\2(\d{4}|\d{2})\.?")
_MY: Final = re.compile(r"(\d{1,2})([./-])(\d{4})")
_EIGHT: Final = re.compile(r"(1\d|20)(\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_NUMBER: Final = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?")
YEAR_FIGURES: Final = 4
_SECONDS_A_DAY: Final = 86_400


def year_text(year: int) -> str:
    """Write an astronomical year as EDTF.

    Examples
    --------
    >>> year_text(1925), year_text(-43), year_text(12000)
    ('1925', '-0043', 'Y12000')
    """
    if abs(year) >= 10**YEAR_FIGURES:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def dated(year: str, month: str | None, day: str | None) -> Found:
    """Put a date together; parts written 00 are not known."""
    parts = [year_text(int(year))]
    if month and int(month):
        parts.append(f"{int(month):02d}")
        if day and int(day):
            parts.append(f"{int(day):02d}")
    return Found("-".join(parts))


def read_number(text: str, style: Style) -> Found | None:  # noqa: PLR0911 -- one return for each case
    """Read a bare number."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    sign, digits, fraction = match.groups()
    if style.numbers in {"seconds", "milliseconds"} and not (fraction or "").strip("0"):
        scale = 1_000 if style.numbers == "milliseconds" else 1
        year, month, day = date_of(int(sign + digits) // scale // _SECONDS_A_DAY)
        return Found(f"{year_text(year)}-{month:02d}-{day:02d}")
    if fraction is not None and not fraction.strip("0"):
        fraction = None
    if fraction is not None:
        return _fraction(digits, fraction, style)
    eight = _EIGHT.fullmatch(digits)
    if eight and not sign:
        return Found(f"{eight[1]}{eight[2]}-{eight[3]}-{eight[4]}")
    shortest = 1 if style.numbers == "years" else 3
    if shortest <= len(digits) <= YEAR_FIGURES:
        return Found(year_text(int(sign + digits)))
    return None


def _fraction(digits: str, fraction: str, style: Style) -> Found | None:
    """Read 1925.01 as a month; 1925.5 is some time in the year, if the column is of such numbers."""
    if len(digits) != YEAR_FIGURES:
        return None
    if style.numbers == "decimals":
        return Found(digits)
    if len(fraction) == 2 and 1 <= int(fraction) <= MONTHS_IN_YEAR:  # noqa: PLR2004 -- of a month
        return Found(f"{digits}-{fraction}")
    return None


def read_figures(text: str, style: Style) -> Found | None:
    """Read a date in figures with points, slashes, hyphens or spaces."""
    match = _YMD.fullmatch(text)
    if match:
        year, sign, month, day = match.groups()
        if sign == "." and not day and len(month) == 1:
            return None
        if day and int(month) > MONTHS_IN_YEAR >= int(day):
            month, day = day, month
        return dated(year, month, day)
    match = _MY.fullmatch(text)
    if match and int(match[1]) <= MONTHS_IN_YEAR:
        return dated(match[3], match[1], None)
    match = _DMY.fullmatch(text)
    return _day_month_year(match, style) if match else None


def _day_month_year(match: re.Match[str], style: Style) -> Found | None:  # noqa: PLR0911 -- one return for each case
    """Decide which of two numbers is the day and which the month."""
    first, sign, second, year = match.groups()
    if len(year) < YEAR_FIGURES:
        return Found(reason=f"{match[0]!r} has a year of two digits; write four")
    if not second.isdigit():
        if second not in ROMAN_MONTHS:
            return None
        return dated(year, str(ROMAN_MONTHS.index(second) + 1), first)
    a, b = int(first), int(second)
    day_first = style.day_first
    if sign.strip() == "." and style.day_first is None:
        day_first = True
    if max(a, b) > MONTHS_IN_YEAR or a == b:
        day_first = b <= MONTHS_IN_YEAR
    if day_first is None:
        one, other = dated(year, first, second).edtf, dated(year, second, first).edtf
        return Found(f"[{min(one, other)},{max(one, other)}]", ambiguous=True)
    return dated(year, second, first) if day_first else dated(year, first, second)
