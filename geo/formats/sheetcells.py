"""Numbers of a workbook as the texts they are shown as: dates, times of day and short numbers."""

from __future__ import annotations

import re
from typing import Final

from geo.days import date_of, day_of

EPOCH: Final = day_of(1899, 12, 30)  # day 0 of a workbook, from March 1900 on
EPOCH_1904: Final = day_of(1904, 1, 1)
FALSE_LEAP_DAY: Final = 60  # workbooks count a 29 February 1900 that never was
MOST_DAYS: Final = 2_958_465  # 31 December 9999
SECONDS_IN_DAY: Final = 86_400
DATE_FORMATS: Final = {14: "d", 15: "d", 16: "d", 17: "m", 22: "dt", **dict.fromkeys(range(27, 37), "d"), **dict.fromkeys(range(50, 59), "d")}  # fmt: skip
TIME_FORMATS: Final = (18, 19, 20, 21, 45, 46, 47)
LENGTHS: Final = {"d": 10, "dt": 10, "m": 7, "y": 4}
LONGEST_WHOLE: Final = 1e15  # beyond it, digits are lost


def date_part(code: str) -> str:
    """Tell how much of a date a number format shows: day, day and time, month, year, time or nothing.

    Examples
    --------
    >>> date_part("yyyy-mm-dd"), date_part("mmm yyyy"), date_part("yyyy"), date_part('0.00" m"')
    ('d', 'm', 'y', '')
    >>> date_part("d/m/yyyy hh:mm"), date_part("[h]:mm:ss")
    ('dt', 't')
    """
    bare = re.sub(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.', "", code.lower()).partition(";")[0]
    if "general" in bare or not set(bare) & set("ymdhse"):
        return ""
    timed = set(bare) & set("hs")
    if "y" in bare or "d" in bare or ("e" in bare and "m" in bare):
        if "d" in bare:
            return "dt" if timed else "d"
        return "m" if "m" in bare else "y"
    return "t" if timed else ""


def to_cell(value: str, shown: str, *, from_1904: bool = False) -> str:
    """Write a number of a workbook as text: as the date or time it is shown as, or as a short number.

    Examples
    --------
    >>> to_cell("9152", "d"), to_cell("9152", "y"), to_cell("142.95000000000002", "")
    ('1925-01-20', '1925', '142.95')
    >>> (
    ...     to_cell("9152.75", "d"),
    ...     to_cell("9152.75", "dt"),
    ...     to_cell("9152", "dt"),
    ...     to_cell("0.75", "t"),
    ... )
    ('1925-01-20', '1925-01-20T18:00:00', '1925-01-20', '18:00:00')
    """
    try:
        number = float(value)
    except ValueError:
        return value
    if shown == "t" and 0 <= number < 1:
        return _clock(round(number * SECONDS_IN_DAY))
    if shown in LENGTHS and 0 < number <= MOST_DAYS:
        return _date(number, shown, from_1904=from_1904)
    return f"{number:.15g}" if abs(number) < LONGEST_WHOLE else value


def _date(number: float, shown: str, *, from_1904: bool) -> str:
    """Write a number of days as the date it is shown as; midnight is no time of day."""
    days, seconds = int(number), 0
    if shown == "dt":
        days, seconds = divmod(round(number * SECONDS_IN_DAY), SECONDS_IN_DAY)
    start = EPOCH_1904 if from_1904 else EPOCH + (days < FALSE_LEAP_DAY)
    year, month, day = date_of(start + days)
    text = f"{year:04d}-{month:02d}-{day:02d}"[: LENGTHS[shown]]
    return f"{text}T{_clock(seconds)}" if seconds else text


def _clock(seconds: int) -> str:
    """Write seconds as hours, minutes and seconds."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
