"""One day, month, year, decade, century or season, in figures or in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.doctor.calendars import from_julian, read_era
from geo.doctor.datefigures import (
    YEAR_FIGURES,
    Found,
    Style,
    dated,
    read_figures,
    read_number,
    year_text,
)
from geo.doctor.vocabulary import (
    BCE,
    CE,
    CENTURIES,
    DECADES,
    MONTHS,
    NEW_STYLE,
    NOISE,
    OLD_STYLE,
    ROUND_DECADE,
    SEASONS,
    WINTER,
)

if TYPE_CHECKING:
    from collections.abc import Callable


_TIME: Final = re.compile(
    r"(.*\d)(?:t|,?\s+)\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s?(?:[ap]m)?\s?(?:z|utc|gmt|[+-]\d\d:?(?:\d\d)?)?"
)
_CJK: Final = re.compile(
    r"(?:西暦|西曆|公元|紀元)?(\d{1,5})年(?:\s?(\d{1,2})月(?:\s?(\d{1,2})日)?)?(?:\(.\))?"
)
_CJK_BCE: Final = re.compile(r"(?:紀元前|公元前|西元前|前)(\d{1,5})年?")
_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)?|[^\w\s]")
_QUARTER: Final = re.compile(
    r"(?:q([1-4])[\s/-]*(\d{4})|(\d{4})[\s/-]*q([1-4])|([1-4])\.?\s?(?:кв|квартал)\.?\s(\d{4}))"
)
_BOTH_CALENDARS: Final = re.compile(
    r"(\d{1,2}|\d{1,2} [^\W\d]+|[^\d()]*\d+)\s?\(([^()]*\d[^()]*)\)\s?(.+)|(.+?)\s?\((.+)\)"
)
_NAMED_MONTH: Final = re.compile(
    r"(?:\d{1,2}\.?[-/])?[^\W\d_]{3,}\.?[-/]\d{4}|\d{4}[-/][^\W\d_]{3,}(?:[-/]\d{1,2})?"
)
_JOINED: Final = re.compile("[-/]")
_LARGE_YEAR: Final = re.compile(r"\d{1,3}(?:[, ]\d{3})+|\d{5,6}")
_LAST_NUMBER: Final = re.compile(r"\d+(?=\D*$)")
WHOLE_DAY: Final = 10  # letters of 1925-01-20
_MOST_DAYS: Final = 31
_FIRST_QUARTER: Final = 33


def read_single(plain: str, style: Style) -> Found | None:
    """Read a single date from a tidied text; None if it is not written in any way known here.

    Examples
    --------
    >>> read_single("20.01.1925", Style()).edtf, read_single("44 bc", Style()).edtf
    ('1925-01-20', '-0043')
    """
    timed = _TIME.fullmatch(plain)
    text = (timed[1] if timed else plain).strip(" ,")
    for reader in _READERS:
        found = reader(text, style)
        if found is not None:
            return found
    return None


def _era(text: str, _style: Style) -> Found | None:
    """Read a date by an era of Japan or China."""
    found = read_era(text.replace(",", "")) or read_era(_era_first(text))
    return Found(*found) if found else None


def _era_first(text: str) -> str:
    """Bring a date such as "taisho 14, 20 january" or "20 january taisho 14" into figures."""
    tokens = [part for part in _TOKEN.findall(text) if part not in {",", "."}]
    months = [token for token in tokens if token in MONTHS]
    numbers = [token for token in tokens if token.isdigit()]
    words = [token for token in tokens if not token.isdigit() and token not in MONTHS]
    if len(months) != 1 or len(words) != 1 or len(numbers) != 2:  # noqa: PLR2004 -- year and day
        return ""
    after = tokens.index(words[0]) + 1
    year = tokens[after] if after < len(tokens) else ""
    if not year.isdigit():
        return ""
    others = list(numbers)
    others.remove(year)
    return f"{words[0]} {year}.{MONTHS[months[0]]}.{others[0]}"


def _cjk(text: str, _style: Style) -> Found | None:
    """Read a date with the signs for year, month and day."""
    before = _CJK_BCE.fullmatch(text)
    if before:
        return Found(year_text(1 - int(before[1])))
    match = _CJK.fullmatch(text)
    return dated(match[1].zfill(YEAR_FIGURES), match[2], match[3]) if match else None


def _words(text: str, _style: Style) -> Found | None:  # noqa: PLR0911 -- one return for each case
    """Read a date with the name of its month or season."""
    text = _JOINED.sub(" ", text) if _NAMED_MONTH.fullmatch(text) else text
    bare = re.sub(r"\((\w+)\)", lambda match: " " if match[1] in NOISE else match[0], text)
    tokens = [part for part in _TOKEN.findall(bare) if part not in ",.°'" and part not in NOISE]
    names = [token for token in tokens if not token.isdigit()]
    numbers = [token for token in tokens if token.isdigit()]
    if not names and len(numbers) == 1 and len(numbers[0]) == YEAR_FIGURES:
        return Found(numbers[0])
    if len(names) == 2 and SEASONS.get(names[0]) == WINTER and names[1] in "/-":  # noqa: PLR2004 -- a winter and a sign
        names.pop()
    if len(names) != 1 or not numbers or len(numbers) > 2:  # noqa: PLR2004 -- day and year
        return None
    years = [n for n in numbers if len(n) > 2]  # noqa: PLR2004 -- a day has one or two digits
    if names[0] in SEASONS:
        return _season(names[0], numbers)
    if names[0] not in MONTHS:
        return None
    if not years:
        return Found(reason=f"{text!r} has no year of four digits")
    days = [n for n in numbers if n not in years[:1]]
    if len(years) > 1 or len(years[0]) > YEAR_FIGURES or any(int(n) > _MOST_DAYS for n in days):
        return None
    return dated(years[0], str(MONTHS[names[0]]), days[0] if days else None)


def _season(name: str, numbers: list[str]) -> Found | None:
    """Read a season; a winter is that of either side of the year unless both are named."""
    year, code = numbers[0], SEASONS[name]
    if len(year) != YEAR_FIGURES or len(numbers) > 1 + (code == WINTER):
        return None
    if code == WINTER and len(numbers) == 1:
        return Found(f"[{int(year) - 1:04d}-12..{int(year) + 1:04d}-02]")
    return Found(f"{year}-{code}")


def _cjk_season(text: str, _style: Style) -> Found | None:
    """Read a year and a season in Han characters."""
    match = re.fullmatch(r"(\d{4})年の?([春夏秋冬])季?", text)
    return _season(match[2], [match[1]]) if match else None


def _quarter(text: str, _style: Style) -> Found | None:
    """Read a quarter of a year."""
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    number = match[1] or match[4] or match[5]
    year = match[2] or match[3] or match[6]
    return Found(f"{year}-{_FIRST_QUARTER + int(number) - 1}")


def _bce(text: str, style: Style) -> Found | None:  # noqa: PLR0911 -- one return for each case
    """Read years before and of our era."""
    match = re.fullmatch(rf"(.*\d.*?)\s*{BCE}|{BCE}\s*(\d+)", text)
    if match:
        rest = match[1] or match[2]
        century = _rounded(rest, CENTURIES)
        if century:
            return Found(f"-{century - 1:02d}XX")
        if _LARGE_YEAR.fullmatch(rest):
            return Found(year_text(1 - int(re.sub(r"\D", "", rest))))
        found = read_single(_LAST_NUMBER.sub(lambda m: m[0].zfill(YEAR_FIGURES), rest), style)
        if found is None or not found.edtf[:YEAR_FIGURES].isdigit() or found.ambiguous:
            return None
        shifted = year_text(1 - int(found.edtf[:YEAR_FIGURES]))
        return Found(shifted + found.edtf[YEAR_FIGURES:])
    match = re.fullmatch(rf"(.*\d.*?)\s*{CE}|{CE}\s*(\d+)", text)
    if match is None:
        return None
    rest = match[1] or match[2]
    if _rounded(rest, CENTURIES):
        return _decade_or_century(rest, style)
    return read_single(_LAST_NUMBER.sub(lambda m: m[0].zfill(YEAR_FIGURES), rest), style)


def _rounded(text: str, patterns: tuple[str, ...]) -> int:
    """Find the number of a decade or century; 0 if the text names none."""
    for pattern in patterns:
        match = re.fullmatch(pattern, text.strip())
        if match:
            return int(match[1]) if match[1].isdigit() else _roman(match[1])
    return 0


def _roman(text: str) -> int:
    """Read a Roman number up to 39."""
    total = 0
    for place, letter in enumerate(text):
        value = {"i": 1, "v": 5, "x": 10}[letter]
        following = {"i": 1, "v": 5, "x": 10}.get(text[place + 1 : place + 2], 0)
        total += -value if value < following else value
    return total


def _decade_or_century(text: str, _style: Style) -> Found | None:
    """Read a decade or a century; the 1800s may be either, so they are the century."""
    decade = _rounded(text, DECADES)
    if re.fullmatch(ROUND_DECADE, text.strip()):
        return Found(f"{decade // 10:02d}XX")
    if decade:
        return Found(f"{decade:03d}X")
    century = _rounded(text, CENTURIES)
    return Found(f"{century - 1:02d}XX") if 0 < century < 40 else None  # noqa: PLR2004 -- no later one


def _styled(text: str, style: Style) -> Found | None:
    """Read a day of the old or of both calendars."""
    new = re.fullmatch(rf"(.*\d.*?)[\s,]*{NEW_STYLE}", text)
    if new:
        return read_single(new[1], style)
    old = re.fullmatch(rf"(.*\d.*?)[\s,]*{OLD_STYLE}", text)
    if old:
        return _gregorian(read_single(old[1], style), text)
    both = _BOTH_CALENDARS.fullmatch(text)
    if both is None:
        return None
    days = [found for t in _two_dates(both) if (found := read_single(t, style)) and found.edtf]
    return _same(days, text) if len(days) == 2 else None  # noqa: PLR2004 -- one outside, one in brackets


def _same(days: list[Found], text: str) -> Found | None:
    """Give a date that is written twice: by both calendars in either order, or by year and era."""
    shorter, longer = sorted(days, key=lambda found: len(found.edtf))
    if longer.edtf.startswith(shorter.edtf):
        return longer
    for julian, gregorian in (days, days[::-1]):
        converted = _gregorian(julian, text) if len(julian.edtf) == WHOLE_DAY else None
        if converted and converted.edtf == gregorian.edtf:
            return gregorian
    return None


def _two_dates(match: re.Match[str]) -> tuple[str, str]:
    """Give the date before the brackets and that inside, each with what follows them."""
    if match[1]:
        glue = "" if match[3].startswith("年") else " "
        return f"{match[1]}{glue}{match[3]}", f"{match[2]}{glue}{match[3]}"
    return match[4], match[5]


def _gregorian(found: Found | None, text: str) -> Found | None:
    """Turn a whole day of the Julian calendar into ours; months and years stay as they are."""
    match = re.fullmatch(r"(-?\d{4})-(\d\d)-(\d\d)", found.edtf) if found else None
    if match is None:
        return found
    day = from_julian(int(match[1]), int(match[2]), int(match[3]))
    if day is None:
        return Found(reason=f"{text!r} is not a day of the Julian calendar")
    return Found(f"{year_text(day[0])}-{day[1]:02d}-{day[2]:02d}")


_READERS: Final[tuple[Callable[[str, Style], Found | None], ...]] = (
    read_number,
    _era,
    _cjk,
    read_figures,
    _decade_or_century,
    _words,
    _cjk_season,
    _quarter,
    _bce,
    _styled,
)
