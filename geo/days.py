"""Days as whole numbers: day 0 is 1 January 1970, in the Gregorian calendar carried back for ever.

Years are astronomical: year 0 is 1 BCE, year -44 is 45 BCE. Everything is integer arithmetic, so it
holds far beyond what :mod:`datetime` can count. The method counts years from 1 March, which puts the
leap day last, in cycles of 400 years that all have 146,097 days.
"""

from __future__ import annotations

from geo.errors import InvalidDateError

FAR_PAST = -2_000_000_000  # about 5.5 million years ago: stands for "always before"; fits an Int32
FAR_FUTURE = 2_000_000_000  # stands for "still going on"

DAYS_IN_CYCLE = 146_097  # days in 400 Gregorian years
DAYS_IN_CENTURY = 36_524
DAYS_IN_FOUR_YEARS = 1_460  # the leap day comes after them
DAYS_IN_YEAR = 365
EPOCH_FROM_MARCH_0 = 719_468  # from 1 March of year 0 to 1 January 1970
JULIAN_EPOCH_FROM_MARCH_0 = 719_470  # the same in the Julian calendar, two days more in year 0
JULIAN_CYCLE = 1_461
FEBRUARY = 2
MONTHS_IN_YEAR = 12


def is_leap(year: int) -> bool:
    """Tell whether a year of the Gregorian calendar has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Count the days of a month of the Gregorian calendar."""
    if month == FEBRUARY:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def day_of(year: int, month: int, day: int) -> int:
    """Give the number of a day of the Gregorian calendar.

    Raises
    ------
    InvalidDateError
        If there is no such month, or no such day in the month.

    Examples
    --------
    >>> day_of(1970, 1, 1), day_of(1925, 1, 20), day_of(-43, 3, 13)
    (0, -16417, -735162)
    """
    if not 1 <= month <= MONTHS_IN_YEAR:
        message = f"{month!r} is not a month; expected 1 to 12"
        raise InvalidDateError(message)
    if not 1 <= day <= month_length(year, month):
        message = f"{year:04d}-{month:02d} has {month_length(year, month)} days; found day {day!r}"
        raise InvalidDateError(message)
    shifted, month_from_march = _from_march(year, month)
    cycle, year_of_cycle = divmod(shifted, 400)
    day_of_year = _days_before(month_from_march) + day - 1
    leap_days = year_of_cycle // 4 - year_of_cycle // 100
    day_of_cycle = year_of_cycle * DAYS_IN_YEAR + leap_days + day_of_year
    return cycle * DAYS_IN_CYCLE + day_of_cycle - EPOCH_FROM_MARCH_0


def date_of(day: int) -> tuple[int, int, int]:
    """Find year, month and day of a numbered day in the Gregorian calendar.

    Examples
    --------
    >>> date_of(-16417)
    (1925, 1, 20)
    """
    cycle, day_of_cycle = divmod(day + EPOCH_FROM_MARCH_0, DAYS_IN_CYCLE)
    leap_days = (
        day_of_cycle // DAYS_IN_FOUR_YEARS
        - day_of_cycle // DAYS_IN_CENTURY
        + day_of_cycle // (DAYS_IN_CYCLE - 1)
    )
    year_of_cycle = (day_of_cycle - leap_days) // DAYS_IN_YEAR
    day_of_year = day_of_cycle - (
        year_of_cycle * DAYS_IN_YEAR + year_of_cycle // 4 - year_of_cycle // 100
    )
    return _from_day_of_year(cycle * 400 + year_of_cycle, day_of_year)


def julian_date_of(day: int) -> tuple[int, int, int]:
    """Find year, month and day of a numbered day in the Julian calendar.

    Examples
    --------
    >>> julian_date_of(day_of(1918, 2, 14))
    (1918, 2, 1)
    """
    cycle, day_of_cycle = divmod(day + JULIAN_EPOCH_FROM_MARCH_0, JULIAN_CYCLE)
    year_of_cycle = (day_of_cycle - day_of_cycle // DAYS_IN_FOUR_YEARS) // DAYS_IN_YEAR
    day_of_year = day_of_cycle - year_of_cycle * DAYS_IN_YEAR
    return _from_day_of_year(cycle * 4 + year_of_cycle, day_of_year)


def shift_months(day: int, months: int) -> int:
    """Move a day by whole months; where the month is shorter, to its last day.

    Examples
    --------
    >>> date_of(shift_months(day_of(1924, 3, 31), -1))
    (1924, 2, 29)
    """
    year, month, day_of_month = date_of(day)
    years, month_index = divmod(month - 1 + months, MONTHS_IN_YEAR)
    length = month_length(year + years, month_index + 1)
    return day_of(year + years, month_index + 1, min(day_of_month, length))


def _from_march(year: int, month: int) -> tuple[int, int]:
    """Count a month from March, January and February belonging to the year before."""
    years, month_from_march = divmod(month - 3, MONTHS_IN_YEAR)
    return year + years, month_from_march


def _days_before(month_from_march: int) -> int:
    """Count the days from 1 March to the first of a month counted from March."""
    return (153 * month_from_march + 2) // 5  # five months from March have 153 days


def _from_day_of_year(year_from_march: int, day_of_year: int) -> tuple[int, int, int]:
    """Turn the count of days since 1 March into year, month and day."""
    month_from_march = (5 * day_of_year + 2) // 153
    years, month_index = divmod(month_from_march + 2, MONTHS_IN_YEAR)
    day = day_of_year - _days_before(month_from_march) + 1
    return year_from_march + years, month_index + 1, day
