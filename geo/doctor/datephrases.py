"""What words and signs round a date make of it: doubt, a side of it, an end that it lends to another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.days import date_of
from geo.doctor.vocabulary import (
    ABOUT,
    AFTER,
    AFTER_AFTER,
    AT_EARLIEST,
    AT_EARLIEST_AFTER,
    AT_LATEST,
    AT_LATEST_AFTER,
    BEFORE,
    BEFORE_AFTER,
    DOUBTED,
    SINCE,
    SINCE_AFTER,
    UNTIL,
    UNTIL_AFTER,
)
from geo.timespan import FAR_FUTURE, FAR_PAST, parse_edtf

if TYPE_CHECKING:
    from collections.abc import Callable

_LEADING_DAY: Final = re.compile(r"\d{1,2}\b")
_ORDINAL: Final = re.compile(r"\s*(?:\d[\d\s]*(?:st|nd|rd|th)?|[ivx]+(?=\W|$))\s*")
_YEAR: Final = re.compile(r"\d{3,4}")
_ABOUT: Final = re.compile(rf"^\W*(?:{ABOUT}|{DOUBTED})\W*$")


def mark(edtf: str, sign: str) -> str:
    """Put a mark of doubt on a date, on both ends of an interval; a set is vague as it is.

    Examples
    --------
    >>> mark("1925", "~"), mark("1925/..", "?"), mark("1925~", "?")
    ('1925~', '1925?/..', '1925%')
    """
    if edtf[:1] in "[{":
        return edtf
    ends = []
    for end in edtf.split("/"):
        bare = end.rstrip("~?%")
        both = bare != end and end[-1] != sign
        ends.append(end if end in {"", ".."} else bare + ("%" if both else sign))
    return "/".join(ends)


def _before(edtf: str) -> str:
    """Say some time before a date; if that is not sure itself, no later than about then."""
    if set(edtf) & set("~?%"):
        return _at_latest(edtf)
    day = parse_edtf(edtf).start_earliest
    return f"[..{_at_precision(day - 1, edtf)}]" if day != FAR_PAST else ""


def _after(edtf: str) -> str:
    """Say some time after a date; if that is not sure itself, no earlier than about then."""
    if set(edtf) & set("~?%"):
        return _at_earliest(edtf)
    day = parse_edtf(edtf).end_latest
    return f"[{_at_precision(day + 1, edtf)}..]" if day != FAR_FUTURE else ""


def _until(edtf: str) -> str:
    """Say up to and including a date."""
    return "" if edtf.startswith("[") else f"../{edtf}"


def _since(edtf: str) -> str:
    """Say from a date on."""
    return "" if edtf.startswith("[") else f"{edtf}/.."


def _at_latest(edtf: str) -> str:
    """Say some time that is not after a date."""
    return "" if edtf.startswith("[") else f"[..{edtf}]"


def _at_earliest(edtf: str) -> str:
    """Say some time that is not before a date."""
    return "" if edtf.startswith("[") else f"[{edtf}..]"


SIDES: Final[tuple[tuple[Callable[[str], str], str, str], ...]] = (
    (_at_latest, AT_LATEST, AT_LATEST_AFTER),
    (_at_earliest, AT_EARLIEST, AT_EARLIEST_AFTER),
    (_before, BEFORE, BEFORE_AFTER),
    (_after, AFTER, AFTER_AFTER),
    (_until, UNTIL, UNTIL_AFTER),
    (_since, SINCE, SINCE_AFTER),
)


def _at_precision(day: int, like: str) -> str:
    """Write a day as coarsely as another date."""
    year, month, number = date_of(day)
    parts = [f"-{-year:04d}" if year < 0 else f"{year:04d}", f"{month:02d}", f"{number:02d}"]
    return "-".join(parts[: like.lstrip("-").count("-") + 1])


def fuller(start: str, end: str) -> list[str]:
    """List what the beginning of a span may mean: with the month and year of its end, or alone."""
    texts = []
    stated = start.strip(" ,.")
    year = list(_YEAR.finditer(end))
    if re.fullmatch(r"\d{1,2}\.?", stated) and _LEADING_DAY.match(end.strip()):
        texts.append(_LEADING_DAY.sub(stated.rstrip("."), end.strip(), count=1))
    if year and not _YEAR.search(stated):
        texts.append(f"{stated} {end[year[-1].start() :]}")
    rest = _ABOUT.sub("", _ORDINAL.sub("", end))  # doubt about the end is none about the beginning
    if _ORDINAL.fullmatch(stated) and rest and not texts:
        texts.append(f"{stated} {rest}")
    return [*texts, stated]
