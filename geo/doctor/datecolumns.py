"""A column of dates as a whole: what all of them together tell about each one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.datetext import PLAIN
from geo.doctor.datefigures import Style
from geo.doctor.dates import NO_DATE, Reading, tidied, understand
from geo.doctor.roles import plain_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DAY_OR_MONTH: Final = re.compile(r"\D*\b(\d{1,2})[/\-](\d{1,2})[/\-]\d{4}\b.*")
_INTEGER: Final = re.compile(r"[+-]?\d+(?:\.0+)?")
_DECIMAL: Final = re.compile(r"[+-]?\d{4}\.\d+")
_MONTHS: Final = 12
_LONGEST_NUMBER: Final = 30
_LONGEST_DAY: Final = 8  # figures of 19250120; what is longer counts seconds
_FEWEST_MILLISECONDS: Final = 100_000_000_000  # in seconds that would be after the year 5000
_YEAR_FIGURES: Final = (3, 4)
MOST_STRANGE: Final = 1_000  # different texts of a column, no dates, that are looked at in full
LEAST_SHARE: Final = 3  # times as many as are dates
LONGEST_SHOWN: Final = 60
TOO_STRANGE: Final = "{!r} is not a date here: too many of its column are none to look at each"
_FIGURES: Final = re.compile(r"\d+")
CLOCK_NAMES: Final = ("epoch", "timestamp", "unix", "millis", "seconds")


@dataclass(frozen=True, slots=True)
class DateColumn:
    """How one column of dates was understood.

    Attributes
    ----------
    readings
        What each distinct text says.
    contradictory
        Whether some rows have the day first and others the month.
    """

    name: str
    style: Style
    readings: Mapping[str, Reading]
    contradictory: bool = False


def read_column(name: str, cells: Sequence[str]) -> DateColumn:
    """Understand every distinct date of a column."""
    distinct = list(dict.fromkeys(cells))
    style, contradictory = _style_of(name, distinct)
    readings = _understood(distinct, style)
    if any(r.how == "read" and "/" in r.edtf and _is_short(t) for t, r in readings.items()):
        wide = replace(style, short_ranges=True)
        seasons = [text for text, reading in readings.items() if reading.how == "season"]
        readings |= {text: understand(text, wide) for text in seasons}
    return DateColumn(name, style, readings, contradictory)


def _understood(distinct: Sequence[str], style: Style) -> dict[str, Reading]:
    """Understand texts; where most of many are no dates, only those like others that are.

    A text that is no date takes longest, since it might be one in so many ways: a column of a hundred
    thousand of them would keep everybody waiting, and tell nothing.
    """
    readings: dict[str, Reading] = {}
    strange, dates, known = 0, 0, set[str]()
    for text in distinct:
        pattern = _FIGURES.sub("9", text)
        is_like_others = pattern in known and strange <= 2 * MOST_STRANGE
        is_hopeless = strange > max(MOST_STRANGE, LEAST_SHARE * dates)
        if is_hopeless and not is_like_others and not PLAIN.fullmatch(text.strip()):
            readings[text] = Reading("", "bad", TOO_STRANGE.format(text[:LONGEST_SHOWN]))
            continue
        reading = readings[text] = understand(text, style)
        if reading.how == "bad":
            strange += 1
        else:
            dates += 1
            known.add(pattern)
    return readings


def _is_short(text: str) -> bool:
    """Tell whether a text is like 1925-26."""
    return re.fullmatch(r"\d{4}-\d\d", tidied(text)) is not None


def _style_of(name: str, distinct: Sequence[str]) -> tuple[Style, bool]:
    """Find how the dates of a column are written, and whether they contradict each other."""
    texts = [text.strip() for text in distinct if text.strip()]
    pairs = [
        (int(match[1]), int(match[2])) for text in texts if (match := _DAY_OR_MONTH.fullmatch(text))
    ]
    day = any(first > _MONTHS >= second for first, second in pairs)
    month = any(second > _MONTHS >= first for first, second in pairs)
    day_first = day if day != month else None
    return Style(day_first, _numbers(name, texts)), day and month


def _numbers(name: str, texts: Sequence[str]) -> str:  # noqa: PLR0911 -- one return for each case
    """Find what bare numbers are, if that is evident."""
    if any(len(text) > _LONGEST_NUMBER for text in texts):
        return ""
    if texts and all(_INTEGER.fullmatch(text) for text in texts):
        numbers = [int(text.partition(".")[0]) for text in texts]
        figures = [len(str(abs(number))) for number in numbers]
        named = any(word in plain_name(name) for word in CLOCK_NAMES)
        if min(figures) > _LONGEST_DAY or (named and max(figures) > _LONGEST_DAY):
            large = max(map(abs, numbers)) >= _FEWEST_MILLISECONDS
            return "milliseconds" if large else "seconds"
        if max(figures) <= _YEAR_FIGURES[1] and any(f in _YEAR_FIGURES for f in figures):
            return "years"
        return ""
    decimals = [text for text in texts if _DECIMAL.fullmatch(text)]
    if decimals and len(decimals) == sum(1 for t in texts if re.fullmatch(r"[\d.+-]+", t)):
        months = all(re.search(r"\.(0[1-9]|1[0-2])$", text) for text in decimals)
        return "" if months else "decimals"
    return ""


def joined(start: Reading, end: Reading) -> Reading:
    """Make one date of a beginning and an end.

    A beginning without an end is some time from then on, its end unknown; an end that goes on is
    open. A date that is already a span fills both.

    Examples
    --------
    >>> joined(Reading("1925", "edtf"), Reading("1944-03", "edtf")).edtf
    '1925/1944-03'
    >>> joined(Reading("1925", "edtf"), NO_DATE).edtf
    '1925/'
    """
    if "bad" in (start.how, end.how):
        return start if start.how == "bad" else end
    first, last = edge(start, at_end=False), edge(end, at_end=True)
    for reading, said in ((start, first), (end, last)):
        if said is None:
            message = f"{reading.edtf!r} is a span itself; expected one date"
            return Reading("", "bad", message)
    if not first and not last:
        return NO_DATE
    how = "ambiguous" if "ambiguous" in (start.how, end.how) else "read"
    return Reading(f"{first or ''}/{last or ''}", how)


def edge(reading: Reading, *, at_end: bool) -> str | None:
    """Give one end of a span; None if it is a span itself that cannot be one end."""
    edtf = reading.edtf
    if not set(edtf) & set("[{/") or edtf == "..":
        return edtf
    if "/" in edtf and edtf[0] not in "[{":
        first, _, last = edtf.partition("/")
        kept, other = (last, first) if at_end else (first, last)
        return kept if other in {"", ".."} or first == last else _common(edtf)
    return _common(edtf)


def _common(edtf: str) -> str | None:
    """Say a vague date as the year or decade in which all of it lies, if there is one."""
    found: list[str] = re.findall(r"-?\d{4}", re.sub(r"(\d{4})(?:-\d\d)+", r"\1", edtf))
    if not found or ".." in (edtf[1:3], edtf[-3:-1]):
        return None
    first, last = found[0], found[-1]
    if first == last:
        return first
    decade = first[:-1] == last[:-1]
    return f"{first[:-1]}X" if decade and first[-1] == "0" and last[-1] == "9" else None
