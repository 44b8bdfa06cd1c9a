"""What to write instead, for the commonest ways of writing a date that is not EDTF."""

from __future__ import annotations

import re
import unicodedata

from geo.days import date_of, day_of

DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
MONTH = r"(?P<m>0?[1-9]|1[0-2])"
YEAR = r"(?P<y>[12]\d{3})"

SHEET_EPOCH = day_of(1899, 12, 30)  # day 0 of a spreadsheet
SHEET_DAY = r"[1-6]\d{4}"

# pattern of the whole text -> what to write; {y} {m} {d} are filled in, months and days in two digits
HINTS = (
    (rf"{DAY}\.{MONTH}\.{YEAR}", "write {y}-{m}-{d}"),
    (rf"{MONTH}\.{YEAR}", "write {y}-{m}"),
    (rf"{DAY}[./-]{MONTH}[./-]\d\d", "write the year with four digits, such as 1925-05-14"),
    (
        r"[A-Za-z]{3}-\d\d|\d\d-[A-Za-z]{3}",
        "a spreadsheet may have made this of another date; write it such as 1925-05",
    ),
    (rf"{YEAR}\.0", "write {y}"),
    (rf"{YEAR}\s*(?:г|год|года|年)\.?", "write {y}"),
    (rf"{YEAR}[-./]{MONTH}[-./]{DAY}", "write {y}-{m}-{d}"),
    (rf"{YEAR}[-./]{MONTH}", "write {y}-{m}"),
    (rf"{YEAR}年(?:{MONTH}月(?:{DAY}日)?)?", "write {y}{-m}{-d}"),
    (rf"{MONTH}/(?P<d>1[3-9]|2\d|3[01])/{YEAR}", "write {y}-{m}-{d}"),
    (rf"(?P<d>1[3-9]|2\d|3[01])/{MONTH}/{YEAR}", "write {y}-{m}-{d}"),
    (rf"{MONTH}/{DAY}/{YEAR}", "write {y}-{m}-{d} or {y}-{d}-{m}, whichever is meant"),
    (rf"(?:c|ca|circa|около|ок)\.?\s*{YEAR}", "write {y}~"),
    (rf"{YEAR}\s*(?:~|\?|%)\s*", "take away the spaces"),
    (r"(?P<y>[12]\d{2})(?:0s|0-е|0x|u|x)", "write {y}X"),
    (r"(?P<y>[12]\d)(?:xx|uu|x\?|\?\?)", "write {y}XX"),
    (rf"{YEAR}\s*(?:[-–—]|\.\.)\s*(?P<e>[12]\d{{3}})", "write {y}/{e}"),
    (rf"(?:before|to|until|до)\s*{YEAR}", "write ../{y}, which includes {y}"),
    (rf"(?:after|from|since|с|после)\s*{YEAR}", "write {y}/.., which includes {y}"),
    (rf"Y{YEAR}", "write {y}; Y is for years beyond four digits"),
    (r"(?P<y>[1-9]\d{2})", "write 0{y} for the year {y}, {y}X for a decade"),
    (r"(?P<y>[1-9]\d)", "write {y}XX for a century"),
    (r"unknown|n\.?d\.?|\?+|-+|undated", "leave it empty where no date is known"),
    (r"open|now|present|today", "write start/.. for what still goes on"),
)
EXPECTED = "expected a date such as 1925, 1925-01, 1925-01-20, 1925~, 192X, 1925/1944 or 1925/.."


def hint_for(text: str) -> str:
    """Say that a text is not a date, and what to write.

    Examples
    --------
    >>> hint_for("20.01.1925")
    "'20.01.1925' is not a date here: write 1925-01-20"
    """
    return f"{text!r} is not a date here: {_advice(text)}"


def _advice(text: str) -> str:
    """Find the advice that fits."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return "it is empty"
    if re.fullmatch(SHEET_DAY, plain):
        year, month, day = date_of(SHEET_EPOCH + int(plain))
        return f"a spreadsheet made a number of it, its day {year}-{month:02d}-{day:02d}; write the date"
    for pattern, advice in HINTS:
        match = re.fullmatch(pattern, plain, re.IGNORECASE)
        if match:
            return _fill(advice, match.groupdict())
    return EXPECTED if plain == text else f"write {plain}, without spaces and in plain digits"


def _fill(advice: str, found: dict[str, str | None]) -> str:
    """Put the found numbers into an advice; ``{-m}`` is a month with its hyphen, if there is one."""
    numbers = {name: (number or "").zfill(2) if number else "" for name, number in found.items()}
    for name in ("m", "d"):
        number = numbers.get(name, "")
        advice = advice.replace(f"{{-{name}}}", f"-{number}" if number else "")
    return advice.format_map(numbers)
