"""Dates by other calendars: Japanese and Chinese eras, numbers in Han characters, the Julian year."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from geo.days import date_of

if TYPE_CHECKING:
    from collections.abc import Mapping

# Year 1 of each era and its last year; 0 where it still runs. Names as written or in Latin letters.
_ERAS: Final = (
    ("慶応 慶應 keio", 1865, 4),
    ("明治 meiji m", 1868, 45),
    ("大正 taisho t", 1912, 15),
    ("昭和 showa s", 1926, 64),
    ("平成 heisei h", 1989, 31),
    ("令和 reiwa r", 2019, 0),
    ("咸豐 咸丰", 1851, 11),
    ("同治 tongzhi", 1862, 13),
    ("光緒 光绪 guangxu", 1875, 34),
    ("宣統 宣统 xuantong", 1909, 3),
    ("民國 民国 中華民國 中华民国 minguo", 1912, 0),
)
ERAS: Final[Mapping[str, tuple[int, int]]] = {
    name: (first, last) for names, first, last in _ERAS for name in names.split()
}
LUNAR_IN_JAPAN_UNTIL: Final = 1872  # the Gregorian calendar came on 1 January 1873
LUNAR_IN_CHINA_UNTIL: Final = 1911  # and in China in 1912
_CHINESE_NAMES: Final = "咸豐 咸丰 同治 tongzhi 光緒 光绪 guangxu 宣統 宣统 xuantong"
CHINESE: Final = frozenset(_CHINESE_NAMES.split())
LATE_MONTH: Final = 10  # a later month of a moon year may lie in the next year of ours

DIGITS: Final = {c: d for d, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1, "両": 2}
TENS: Final = {"十": 10, "百": 100, "千": 1000}
_HAN_NUMBER: Final = re.compile("[〇零一二三四五六七八九十百千]+(?=[年月日世])")
_ERA_NAMES: Final = "|".join(sorted((n for n in ERAS if len(n) > 1), key=len, reverse=True))
_ERA: Final = re.compile(
    rf"(?P<era>{_ERA_NAMES})\s?(?P<year>\d{{1,2}}|元)\s?年?"
    r"(?:[\s./-]?(?P<month>\d{1,2})(?:月|[./-])?(?:(?P<day>\d{1,2})日?)?)?"
)
_ERA_LETTER: Final = re.compile(
    r"(?P<era>[mtshr])\.?(?P<year>\d{1,2})(?:[./-](?P<month>\d{1,2})(?:[./-](?P<day>\d{1,2}))?|年)"
)
_FEBRUARY: Final = 2


def without_han_numbers(text: str) -> str:
    """Write numbers in Han characters that count years, months, days or centuries with digits.

    Examples
    --------
    >>> without_han_numbers("大正十四年一月二十日"), without_han_numbers("一九二五年")
    ('大正14年1月20日', '1925年')
    """
    return _HAN_NUMBER.sub(lambda match: str(_han_number(match[0])), text)


def _han_number(text: str) -> int:
    """Read a number in Han characters, counted out or digit by digit."""
    if not set(text) & set(TENS):
        return int("".join(str(DIGITS[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in TENS:
            total += max(digit, 1) * TENS[character]
            digit = 0
        else:
            digit = DIGITS[character]
    return total + digit


def read_era(text: str) -> tuple[str, str] | None:
    """Read a date by an era.

    Where a year followed the moon, its months are not ours: only the year is kept.

    Returns
    -------
    edtf, reason
        One of them is empty. None if the text is not a date by an era at all.

    Examples
    --------
    >>> read_era("大正14年1月20日"), read_era("s20.8.15"), read_era("taishō 16")
    (('1925-01-20', ''), ('1945-08-15', ''), ('', 'taisho has no year 16; it ended in its year 15'))
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if c not in "\u0302\u0304")
    plain = unicodedata.normalize("NFC", plain)
    match = _ERA.fullmatch(plain) or _ERA_LETTER.fullmatch(plain)
    if match is None:
        return None
    era, count = match["era"], 1 if match["year"] == "元" else int(match["year"])
    first, last = ERAS[era]
    if not count or (last and count > last):
        return "", f"{era} has no year {count}; it ended in its year {last}"
    year = first + count - 1
    limit = LUNAR_IN_CHINA_UNTIL if era in CHINESE else LUNAR_IN_JAPAN_UNTIL
    if year <= limit and match["month"]:
        return (f"[{year},{year + 1}]" if int(match["month"]) > LATE_MONTH else str(year)), ""
    parts = (match["month"], match["day"])
    return "-".join([str(year), *(part.zfill(2) for part in parts if part)]), ""


def from_julian(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """Turn a day of the Julian calendar into the Gregorian; None if there is no such day.

    Examples
    --------
    >>> from_julian(1917, 10, 25), from_julian(1900, 2, 29), from_julian(1917, 2, 30)
    ((1917, 11, 7), (1900, 3, 13), None)
    """
    length = (28 + (year % 4 == 0)) if month == _FEBRUARY else 30 + (month not in (4, 6, 9, 11))
    if not 1 <= day <= length:
        return None
    january = (14 - month) // 12
    years, months = year + 4800 - january, month + 12 * january - 3
    number = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32_083
    return date_of(number - 2_440_588)  # the Julian day number of 1 January 1970
