"""One date as somebody wrote it, understood as EDTF, or a reason why not.

Nothing is invented: a date that may be read in two ways becomes *one of* the two (``[1925-03-04,
1925-04-03]``), a coarse one stays coarse, a time of day is left out and never shifts the day, and
what is not understood is said to be so.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.datehints import hint_for
from geo.datetext import PLAIN
from geo.doctor.calendars import without_han_numbers
from geo.doctor.datephrases import SIDES, fuller, mark
from geo.doctor.singledates import read_single
from geo.doctor.vocabulary import (
    ABOUT,
    ABOUT_AFTER,
    BETWEEN,
    DOUBTED,
    DOUBTED_AFTER,
    EMPTY,
    GOES_ON,
    OR,
    PART_OF,
    RANGE_WORDS,
)
from geo.errors import InvalidDateError
from geo.spans import is_plain_span, read_span
from geo.timespan import parse_edtf

if TYPE_CHECKING:
    from geo.doctor.datefigures import Style


LONGEST: Final = 120  # characters: what is longer is prose
MOST_WORDS: Final = 4  # that are taken off a date one after the other
_SHORT_RANGE: Final = re.compile(r"(\d{2})(\d{2})\s?[-/]\s?(\d{2})")
_DAYS_OF_MONTH: Final = re.compile(r"([^\d]+)(\d{1,2})\s?-\s?(\d{1,2}),?\s+(\d{4})")
_SHORT_DECADES: Final = re.compile(r"^(?:the )?(\d\d)(\d)0'?s\s?-\s?(\d)0'?s$")
_SEASON_CODES: Final = range(21, 25)
_SET_SPACES: Final = re.compile(r"\s*(,|\.\.|[\[{}\]])\s*")
_EDTF_SIGNS: Final = re.compile(r"[\dXYESTZ?~%/.\[\]{},:+\s-]+")
_DASHES: Final = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-") | {"’": "'", "ʼ": "'", "년": "年", "월": "月", "일": "日"}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says of a time.

    Attributes
    ----------
    edtf
        The date; empty if the text says that none is known, or is not understood.
    how
        ``edtf`` as written, ``read`` from another way of writing, ``ambiguous``, ``open`` for what
        goes on, ``none`` for no date, ``bad`` for what is not understood.
    reason
        Why it is ``bad``.
    """

    edtf: str
    how: str
    reason: str = ""


NO_DATE: Final = Reading("", "none")


def understand(text: str, style: Style) -> Reading:  # noqa: PLR0911 -- one return for each case
    """Understand a date.

    Parameters
    ----------
    style
        What the rest of the column says about the way in which dates are written in it.

    Examples
    --------
    >>> from geo.doctor.datefigures import Style
    >>> understand("April 6, 1789", Style()).edtf, understand("ок. 1925 г.", Style()).edtf
    ('1789-04-06', '1925~')
    >>> understand("03/04/1925", Style())
    Reading(edtf='[1925-03-04,1925-04-03]', how='ambiguous', reason='')
    """
    written = text.strip()
    if PLAIN.fullmatch(written) and "-00" not in written and not _SHORT_RANGE.fullmatch(written):
        return _checked(written, "edtf", text)
    if is_plain_span(written):
        return Reading(written, "edtf")
    plain = tidied(text)
    if len(plain) > LONGEST:
        return Reading("", "bad", f"a text of {len(plain)} characters is not a date")
    if plain in EMPTY or not plain:
        return NO_DATE
    if plain in GOES_ON:
        return Reading("..", "open")
    found = _short_range(plain, style) or _as_written(written) or _read(plain, style)
    if found is None:
        # What is left of a text is not told of: only the whole is.
        return Reading("", "bad", "" if style.depth else hint_for(text.strip()))
    return found if found.how == "bad" else _checked(found.edtf, found.how, text)


def tidied(text: str) -> str:
    """Write a text in small letters, plain digits and hyphens, with single spaces.

    Examples
    --------
    >>> tidied(" １９２５–  26 ")
    '1925- 26'
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).lower()
    return without_han_numbers(" ".join(plain.split()))


def _checked(edtf: str, how: str, text: str) -> Reading:
    """Refuse a date that does not exist or runs backwards."""
    try:
        read_span(edtf)
    except InvalidDateError as error:
        said = str(error)
        return Reading("", "bad", said if edtf == text.strip() else f"{text.strip()!r}: {said}")
    return Reading(edtf, how)


def _as_written(written: str) -> Reading | None:
    """Take a date that is EDTF already, or a set with spaces between its members."""
    if not _EDTF_SIGNS.fullmatch(written):
        return None
    bare = _SET_SPACES.sub(r"\1", written) if written[:1] in "[{" else written
    try:
        parse_edtf(bare)
    except InvalidDateError:
        return None
    return Reading(bare, "edtf" if bare == written else "read")


def _short_range(plain: str, style: Style) -> Reading | None:
    """Read 1925-26 as two years; as EDTF it would be a season code, which nobody writes so."""
    match = _SHORT_RANGE.fullmatch(plain)
    if match is None:
        return None
    century, first, last = match.groups()
    if int(last) <= int(first) or int(last) <= 12:  # noqa: PLR2004 -- a month
        return None
    if int(last) in _SEASON_CODES and not style.short_ranges and "-" in plain:
        return Reading(f"{century}{first}-{last}", "season")
    return Reading(f"{century}{first}/{century}{last}", "read")


def _read(plain: str, style: Style) -> Reading | None:
    """Try one way of writing after another."""
    for reader in _READERS:
        found = reader(plain, style)
        if found is not None:
            return found
    return None


def _single(plain: str, style: Style) -> Reading | None:
    """Read one day, month, year, decade, century or season."""
    found = read_single(plain, style)
    if found is None:
        return None
    if found.reason:
        return Reading("", "bad", found.reason)
    return Reading(found.edtf, "ambiguous" if found.ambiguous else "read")


def _inner(plain: str, style: Style) -> Reading | None:
    """Read what is left of a text; None if that is no date."""
    rest = plain.strip(" ,.")
    if not rest or rest == plain.strip() == "":
        return None
    if style.depth >= MOST_WORDS:
        return None
    found = understand(rest, replace(style, short_ranges=True, depth=style.depth + 1))
    return found if found.edtf and found.how != "open" else None


def _doubted(plain: str, style: Style) -> Reading | None:
    """Read words and signs of doubt."""
    for sign, before, after in (("~", ABOUT, ABOUT_AFTER), ("?", DOUBTED, DOUBTED_AFTER)):
        match = re.fullmatch(rf"[~≈±]\s*(.+)|{before}(?:\.\s*|\s+|(?=\d))(.+)", plain) or (
            re.fullmatch(rf"(.+?)\s*{after}\.?()", plain)
        )
        if match:
            rest = match[1] or match[2]
            found = _inner(rest, style)
            if found and found.how != "ambiguous":
                return Reading(mark(found.edtf, sign), "read")
    return None


def _one_sided(plain: str, style: Style) -> Reading | None:
    """Read what lies before or after a date, or reaches to or from one."""
    for build, before, after in SIDES:
        match = re.fullmatch(rf"{before}\s+(.+)|(.+?)\s*{after}", plain)
        if match is None:
            continue
        found = _inner(match[1] or match[2], style)
        if found is None:
            continue
        if "/" in found.edtf:
            return found if found.edtf[-2:] != ".." else None
        edtf = build(found.edtf)
        return Reading(edtf, "read") if edtf else None
    return None


def _either(plain: str, style: Style) -> Reading | None:
    """Read one of two dates, or a date after which the end is left out."""
    unended = re.fullmatch(r"(.*\d.*?)\s?-", plain)
    found = _inner(unended[1], style) if unended else None
    if found and not set(found.edtf) & set("[/"):
        return Reading(f"{found.edtf}/", "read")
    parts = re.split(OR, plain)
    ends = _ends(parts[0], parts[1], style) if len(parts) == 2 else None  # noqa: PLR2004 -- one or the other
    return Reading(f"[{ends[0]},{ends[1]}]", "read") if ends and ".." not in ends else None


def _between(plain: str, style: Style) -> Reading | None:
    """Read some time between two dates."""
    for pattern in BETWEEN:
        match = re.fullmatch(pattern, plain)
        ends = _ends(match[1], match[2], style) if match else None
        if ends:
            return Reading(f"[{ends[0]}..{ends[1]}]", "read")
    return None


def _range(plain: str, style: Style) -> Reading | None:
    """Read from one date to another."""
    days = _DAYS_OF_MONTH.fullmatch(plain)
    if days:
        month, first, last, year = days.groups()
        plain = f"{first} {month}{year} - {last} {month}{year}"
    plain = _SHORT_DECADES.sub(r"\1\g<2>0s - \1\g<3>0s", plain)
    for separator in RANGE_WORDS:
        parts = re.split(separator, plain)
        if len(parts) < 2 or len(parts) % 2:  # noqa: PLR2004 -- two ends
            continue
        half = len(parts) // 2
        joint = re.search(separator, plain)
        glue = joint[0] if joint else ""
        ends = _ends(glue.join(parts[:half]), glue.join(parts[half:]), style)
        if ends:
            return Reading(f"{ends[0]}/{ends[1]}", "read")
    return None


def _ends(start: str, end: str, style: Style) -> tuple[str, str] | None:
    """Read the two ends of a span, the first borrowing from the second what it leaves out."""
    last = ".." if end.strip(" .") in GOES_ON else _end(end, style)
    if last is None:
        return None
    first = next(
        (found for text in fuller(start, end) if (found := _end(text, style)) is not None), None
    )
    return (first, last) if first else None


def _end(text: str, style: Style) -> str | None:
    """Read one end of a span, which must be a single date that can be read in one way only."""
    found = _inner(text, style)
    if found is None or found.how == "ambiguous" or found.edtf[:1] in "[{" or "/" in found.edtf:
        return None
    return found.edtf


def _part(plain: str, style: Style) -> Reading | None:
    """Read early or late in a year as the year: coarser, but true."""
    match = re.fullmatch(rf"{PART_OF}\.?(?:[\s-]+|(?=\d))(.+)|(\d+年)(?:初頭|初|末)", plain)
    found = _inner(match[1] or match[2], style) if match else None
    return Reading(found.edtf, "coarser") if found else None


_READERS: Final = (_single, _between, _part, _doubted, _one_sided, _either, _range)
