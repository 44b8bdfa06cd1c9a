"""A day in the other calendars of the story: the Julian one of Russia, the eras of Japan."""

from __future__ import annotations

from geo.dateforms import ENGLISH, WORDINGS
from geo.datewords import calendar_day, year_words
from geo.days import date_of, day_of, julian_date_of

# First day of each era and its name. Before 1873 Japan reckoned by the moon: no label there.
CALENDAR_REFORM = day_of(1873, 1, 1)
ERAS = (
    (day_of(2019, 5, 1), {"en": "Reiwa", "ru": "Рэйва", "ja": "令和", "zh": "令和"}),
    (day_of(1989, 1, 8), {"en": "Heisei", "ru": "Хэйсэй", "ja": "平成", "zh": "平成"}),
    (day_of(1926, 12, 25), {"en": "Showa", "ru": "Сёва", "ja": "昭和", "zh": "昭和"}),
    (day_of(1912, 7, 30), {"en": "Taisho", "ru": "Тайсё", "ja": "大正", "zh": "大正"}),
    (day_of(1868, 1, 25), {"en": "Meiji", "ru": "Мэйдзи", "ja": "明治", "zh": "明治"}),
)


def to_julian_label(day: int, *, language: str = "en") -> str:
    """Say a day in both calendars, the Julian one as was used in Russia until 1918.

    Examples
    --------
    >>> to_julian_label(day_of(1917, 7, 15)), to_julian_label(day_of(1918, 1, 2))
    ('2 (15) July 1917', '20 December 1917 (2 January 1918)')
    """
    wording = WORDINGS.get(language, ENGLISH)
    year, month, number = date_of(day)
    old_year, old_month, old_number = julian_date_of(day)
    template = wording.julian
    if old_year == year:
        template = wording.julian_same_month if old_month == month else wording.julian_same_year
    months = wording.after_preposition.months
    return template.format(
        day=number,
        month=months[month - 1],
        year=year_words(year, wording),
        old_day=old_number,
        old_month=months[old_month - 1],
        date=calendar_day(year, month, number, wording),
        old_date=calendar_day(old_year, old_month, old_number, wording),
    )


def to_era_label(day: int, *, language: str = "en") -> str | None:
    """Say a day by the Japanese era; none before 1873, when Japan took the Gregorian calendar.

    The day on which an era changed counts to the new one.

    Examples
    --------
    >>> to_era_label(day_of(1925, 1, 20)), to_era_label(day_of(1925, 1, 20), language="ja")
    ('Taisho 14, 20 January', '大正14年1月20日')
    """
    if day < CALENDAR_REFORM:
        return None
    first, names = next((first, names) for first, names in ERAS if first <= day)
    wording = WORDINGS.get(language, ENGLISH)
    year, month, number = date_of(day)
    count = year - date_of(first)[0] + 1
    is_first_in_characters = count == 1 and language in ("ja", "zh")
    return wording.era.format(
        era=names.get(language, names["en"]),
        year="元" if is_first_in_characters else count,
        month=wording.after_preposition.months[month - 1],
        day=number,
    )
