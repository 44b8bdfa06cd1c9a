"""The clock of a film: a line of time over the map, and on it the time that the picture shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from geo.days import date_of
from geo.timespan import FAR_FUTURE, FAR_PAST, parse_edtf, year
from layers.render.flow import Words
from layers.render.sheet import Group, Path, Text
from layers.series.series import Series
from layers.style import CRIMSON, INK_SOFT
from layers.wording import word

_MARGIN_MM: Final = 8.0  # of the sheet: the clock stands in it, and moves nothing
_LINE_MM: Final = 5.4  # under the sheet's upper edge
_TICK_MM: Final = 0.7
_TEXT_MM: Final = 1.9
_LEAST_TEXT_MM: Final = 1.4
_HAIR_MM: Final = 0.14
_BAR_MM: Final = 0.9
_SHORTEST_MM: Final = 1.8  # of the bar: shorter could not be seen
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_FEW_SERIES: Final = 8


@dataclass(frozen=True, slots=True)
class _Axis:
    """The line of time: its first and last day, and where it lies on the sheet."""

    first: int
    last: int
    left: float
    width: float

    def at(self, day: float) -> float:
        """Give where a day is, within the line."""
        share = (day - self.first) / (self.last - self.first)
        return self.left + self.width * min(max(share, 0.0), 1.0)

    def years(self, step: int) -> list[int]:
        """List the years of a step whose beginning lies on the line."""
        from_, to = date_of(self.first)[0], date_of(self.last)[0]
        found = range(-(-from_ // step) * step, to + 1, step)
        return [n for n in found if self.first <= year(n).start_earliest <= self.last]


@lru_cache(maxsize=_FEW_SERIES)
def _bounds(dates: tuple[str, ...]) -> tuple[int, int]:
    """Give first and last day of a series; where it is open it goes a little beyond what is known."""
    windows = [parse_edtf(date).window for date in dates]
    known = [day for window in windows for day in window if FAR_PAST < day < FAR_FUTURE] or [0]
    beyond = max((max(known) - min(known)) // 10, 365)
    is_open = [
        any(window[k] == far for window in windows) for k, far in enumerate((FAR_PAST, FAR_FUTURE))
    ]
    return min(known) - beyond * is_open[0], max(known) + 1 + beyond * is_open[1]


def _labels(axis: _Axis, words: Words) -> Iterator[tuple[int, float]]:
    """Give the years to write and where they begin, as many as stand clearly apart."""
    for step in _STEPS:
        found = [(n, axis.at(year(n).start_earliest)) for n in axis.years(step)]
        widest = max((words.width(str(n)) for n, _ in found), default=0.0)
        if all(right - left >= 2 * widest for (_, left), (_, right) in pairwise(found)):
            yield from found
            return


def _line(points: Sequence[tuple[float, float]], width_mm: float, ink: str) -> Path:
    return Path((tuple(points),), closed=False, stroke=ink, width_mm=width_mm)


def _marks(axis: _Axis, days: Iterable[int], top: float, unit: float) -> Iterator[Path]:
    """Draw the line and a tick where each picture begins, unless there would be a hatch of ticks."""
    yield _line([(axis.left, top), (axis.left + axis.width, top)], _HAIR_MM, INK_SOFT)
    places = sorted({axis.at(day) for day in days})
    apart = min((b - a for a, b in pairwise(places)), default=axis.width)
    for x in places if apart > _TICK_MM * unit else []:
        yield _line([(x, top), (x, top + _TICK_MM * unit)], _HAIR_MM, INK_SOFT)


def draw_clock(series: Series, at: int) -> Group:
    """Draw the clock of one picture of a series, into the upper margin of the sheet."""
    options, language = series.options, series.language
    unit, dates = options.unit, tuple(view.selection.date for view in series.views)
    left, top = _MARGIN_MM * unit, _LINE_MM * unit
    axis = _Axis(*_bounds(dates), left, options.size_mm[0] - 2 * left)
    words = Words(max(_TEXT_MM * unit, _LEAST_TEXT_MM), language, fill=INK_SOFT)
    windows = [parse_edtf(date).window for date in dates]
    items: list[Path | Text] = list(_marks(axis, (first for first, _ in windows), top, unit))
    for n, x in _labels(axis, words):
        half = words.width(str(n)) / 2
        place = min(max(x, left + half), left + axis.width - half), top - 0.7 * unit
        items.append(Text(place, words.runs(str(n)), words.size_mm, INK_SOFT, anchor="middle"))
    begin, end = (axis.at(day) for day in (windows[at][0], windows[at][1] + 1))
    short = max(_SHORTEST_MM * unit - (end - begin), 0.0) / 2
    bar = [(max(begin - short, left), top), (min(end + short, left + axis.width), top)]
    items.append(_line(bar, _BAR_MM * unit, CRIMSON))
    return Group("clock", word("when", language), tuple(items))
