"""Dates in words, in the languages of the reader.

What a date means is decided in :mod:`geo.datebounds`, how a language puts it in
:mod:`geo.dateforms`; here the one is said in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from geo.datebounds import bounds_of
from geo.dateforms import ENGLISH, WORDINGS, Wording
from geo.datetext import CACHED_TEXTS, DateSet, DateText, End, Interval, Mark, Part, SingleDate
from geo.days import date_of

SHORTEST_YEAR = 1_000  # a smaller number alone does not look like a year
LARGEST_WRITTEN_EXPONENT = 12  # longer years are written as a power of ten
OVER_NEW_YEAR = (24, 28, 30)  # season codes that begin in December


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date as it is named, and as it stands after a preposition."""

    named: str
    after_preposition: str

    def put(self, template: str) -> str:
        """Set the phrase into a template of one date."""
        return template.format(date=self.named, date_of=self.after_preposition)

    def wrapped(self, template: str) -> Phrase:
        """Give the phrase with something round it."""
        return Phrase(
            template.format(date=self.named, date_of=self.after_preposition),
            template.format(date=self.after_preposition, date_of=self.after_preposition),
        )


def words_for(date: DateText, language: str) -> str:
    """Say a date in a language; one that is not known here gives English."""
    wording = WORDINGS.get(language, ENGLISH)
    if isinstance(date, SingleDate):
        return _phrase(date, wording).named
    if isinstance(date, Interval):
        return _interval(date, wording)
    return _dates(date, wording)


def calendar_day(year: int, month: int, day: int, wording: Wording) -> str:
    """Say a day of the Gregorian calendar, or of another with the same months."""
    name = wording.after_preposition.months[month - 1]
    return wording.day.format(day=day, month=name, year=year_words(year, wording))


def year_words(year: int, wording: Wording) -> str:
    """Say a year; year 0 is 1 BCE."""
    if year <= 0:
        return wording.year_bce.format(year=1 - year)
    template = wording.early_year if year < SHORTEST_YEAR else wording.year
    return template.format(year=year)


@lru_cache(maxsize=CACHED_TEXTS)
def _phrase(date: SingleDate, wording: Wording) -> Phrase:
    """Say one date with its doubts."""
    phrase = _stated(date, wording)
    if not date.marks:
        return phrase
    if _is_about_all(date):
        by_sign = {"~": wording.approximate, "?": wording.uncertain, "%": wording.both}
        return phrase.wrapped(by_sign[date.marks[0].sign])
    doubts = wording.comma.join(_doubt(mark, wording) for mark in date.marks)
    return phrase.wrapped(wording.doubted.replace("{doubts}", doubts))


def _is_about_all(date: SingleDate) -> bool:
    """Tell whether the only mark of doubt is about the whole date."""
    parts = [
        part for part, text in zip(Part, (date.year, date.month, date.day), strict=True) if text
    ]
    mark = date.marks[0]
    return len(date.marks) == 1 and mark.part is parts[-1] and (not mark.alone or len(parts) == 1)


def _doubt(mark: Mark, wording: Wording) -> str:
    """Say which parts of a date a mark doubts, and how."""
    parts = list(Part)
    doubted = [mark.part] if mark.alone else parts[: parts.index(mark.part) + 1]
    names = _listed([wording.parts[part.value] for part in doubted], wording, wording.last_and)
    space = "" if wording.comma == "、" else " "
    return names + space + wording.signs[mark.sign]


def _stated(date: SingleDate, wording: Wording) -> Phrase:
    """Say one date, its doubts aside."""
    if date.significant or date.exponent:
        phrase = _both_cases(_long_year(date, wording))
        return phrase.wrapped(wording.rounded) if date.significant else phrase
    if "X" in date.year + date.month + date.day:
        return _unspecified(date, wording)
    return _specified(date, wording)


def _specified(date: SingleDate, wording: Wording) -> Phrase:
    """Say a date whose digits are all stated."""
    if date.day:
        label = calendar_day(int(date.year), int(date.month), int(date.day), wording)
        return _both_cases(label)
    if date.month:
        return _month_or_season(date, wording)
    return _both_cases(year_words(int(date.year), wording))


def _unspecified(date: SingleDate, wording: Wording) -> Phrase:
    """Say a date in which digits are not stated."""
    if "X" not in date.year and date.month == "XX" and date.day in ("", "XX"):
        return _stated(SingleDate(date.year), wording).wrapped(wording.no_month)
    if "X" not in date.year + date.month and date.day == "XX":
        return _stated(SingleDate(date.year, date.month), wording).wrapped(wording.no_day)
    decade = date.year.removesuffix("X")
    if decade.isdigit() and not date.month:
        year = f"{int(decade)}0"
        return Phrase(wording.decade.format(year=year), wording.decade_of.format(year=year))
    first, last = bounds_of(SingleDate(date.year, date.month, date.day), "")
    whole_years = not date.month
    labels = [
        year_words(date_of(day)[0], wording)
        if whole_years
        else calendar_day(*date_of(day), wording)
        for day in (first, last)
    ]
    start, end = labels
    return _both_cases(wording.between.format(start=start, end=end, start_of=start, end_of=end))


def _month_or_season(date: SingleDate, wording: Wording) -> Phrase:
    """Say a month or a season of a year."""
    code, year = int(date.month), year_words(int(date.year), wording)
    if not date.is_season:
        return Phrase(
            wording.month.format(month=wording.named.months[code - 1], year=year),
            wording.month.format(month=wording.after_preposition.months[code - 1], year=year),
        )
    if code in OVER_NEW_YEAR:
        year = _years(int(date.year), int(date.year) + 1, wording)
    return Phrase(
        wording.season.format(season=wording.named.seasons[code - 21], year=year),
        wording.season.format(season=wording.after_preposition.seasons[code - 21], year=year),
    )


def _interval(interval: Interval, wording: Wording) -> str:
    """Say from when to when."""
    start, end = interval.start, interval.end
    if isinstance(start, SingleDate):
        if isinstance(end, SingleDate):
            return _span(start, end, wording)
        template = wording.since if end is End.OPEN else wording.end_unknown
        return _phrase(start, wording).put(template)
    if isinstance(end, SingleDate):
        template = wording.until if start is End.OPEN else wording.start_unknown
        return _phrase(end, wording).put(template)
    return _without_dates(start, end, wording)


def _without_dates(start: End, end: End, wording: Wording) -> str:
    """Say an interval that has no date at either end."""
    if start is end:
        return wording.always
    return wording.until_unknown if start is End.OPEN else wording.since_unknown


def _span(start: SingleDate, end: SingleDate, wording: Wording) -> str:
    """Say a beginning and an end, what they share but once."""
    if start == end:
        return _phrase(start, wording).named
    if _is_plain(start) and _is_plain(end):
        if not start.month and not end.month:
            return _years(int(start.year), int(end.year), wording)
        months = start.month and end.month
        if start.year == end.year and months and bool(start.day) == bool(end.day):
            return _within_year(start, end, wording)
    first, last = _phrase(start, wording).named, _phrase(end, wording).named
    return wording.span.format(start=first, end=last)


def _within_year(start: SingleDate, end: SingleDate, wording: Wording) -> str:
    """Say two months, or two days, of one year."""
    year = year_words(int(start.year), wording)
    if not start.day:
        names = wording.named.months
        first, last = names[int(start.month) - 1], names[int(end.month) - 1]
        return wording.months.format(start=first, end=last, year=year)
    names = wording.after_preposition.months
    template = wording.days if start.month == end.month else wording.days_of_months
    return template.format(
        start=int(start.day),
        start_month=names[int(start.month) - 1],
        end=int(end.day),
        month=names[int(end.month) - 1],
        year=year,
    )


@lru_cache(maxsize=CACHED_TEXTS)
def _is_plain(date: SingleDate) -> bool:
    """Tell whether a date has nothing but a year after 999, a month and a day, all certain."""
    return date == SingleDate(date.year, date.month, date.day) and (
        (date.year + date.month + date.day).isdigit()
        and not date.is_season
        and SHORTEST_YEAR <= int(date.year) < 10 * SHORTEST_YEAR
    )


def _dates(dates: DateSet, wording: Wording) -> str:
    """Say which dates a set names."""
    labels = [_member(member, wording) for member in dates.members]
    only = dates.members[0] if len(dates.members) == 1 else None
    if isinstance(only, SingleDate) or (only and End.OPEN in (only.start, only.end)):
        return labels[0]
    last = wording.last_and if dates.every else wording.last_or
    template = wording.all_of if dates.every else wording.one_of
    return template.format(dates=_listed(labels, wording, last))


def _member(member: SingleDate | Interval, wording: Wording) -> str:
    """Say one member of a set."""
    if isinstance(member, Interval):
        if isinstance(member.end, SingleDate) and member.start is End.OPEN:
            return _phrase(member.end, wording).put(wording.or_earlier)
        if isinstance(member.start, SingleDate) and member.end is End.OPEN:
            return _phrase(member.start, wording).put(wording.or_later)
        return _interval(member, wording)
    return _phrase(member, wording).named


def _listed(labels: list[str], wording: Wording, last: str) -> str:
    """Join labels as a sentence does."""
    return last.join(filter(None, (wording.comma.join(labels[:-1]), labels[-1])))


def _both_cases(label: str) -> Phrase:
    """Make a phrase of a label that is the same after a preposition."""
    return Phrase(label, label)


def _long_year(date: SingleDate, wording: Wording) -> str:
    """Say a year that is given with an exponent or with its significant digits."""
    if date.exponent > LARGEST_WRITTEN_EXPONENT:
        return wording.year.format(year=f"{date.year} × 10^{date.exponent}")
    return year_words(int(date.year) * int(10**date.exponent), wording)


def _years(first: int, last: int, wording: Wording) -> str:
    """Say a span of years, the century but once where the language does so."""
    if first < SHORTEST_YEAR:
        return wording.span.format(start=year_words(first, wording), end=year_words(last, wording))
    is_same_century = first // 100 == last // 100
    short_end = f"{last % 100:02d}" if is_same_century else last
    return wording.years.format(start=first, end=last, short_end=short_end)
