"""The head of the sheet: title, what is shown in the atlas's languages, and the map's date."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from geo.catalog import localized
from geo.extent import Extent
from layers.render.box import Block
from layers.render.flow import Line, Words, wrap
from layers.render.frame import PlateOptions
from layers.render.graticule import to_angle
from layers.render.sheet import Item, Text
from layers.style import CRIMSON, INK, INK_SOFT
from layers.view import MapView

_TITLE_MM: Final = 7.0
_DATE_MM: Final = 8.6
_SUBTITLE_MM: Final = 2.9
_SUBTITLE_LINES: Final = 2
_LONG_DATE: Final = 14  # letters
_LEAST_DATE_MM: Final = 2.5
_JOINT: Final = re.compile(r"(?<= [–—])\s|(?<=[～至])")  # of a beginning and an end
_APART_MM: Final = 5.0  # title and date
_LEAST_TITLE_MM: Final = 2.5
_MORE_LINES: Final = (0.7, 0.55, 0.45)  # of a title's size, from which on it may take a line more
_NEARLY_ONE: Final = 0.86  # how much a title may shrink so as to stay on one line
_HALVINGS: Final = 6
_BETWEEN: Final = " · "
_LANGUAGES: Final = ("en", "ru", "ja", "zh")


def _extent_words(extent: Extent, language: str) -> str:
    """Write an extent that has no name."""
    west, east = (to_angle(round(v * 60) * 60, "lon", language) for v in (extent.west, extent.east))
    south, north = (
        to_angle(round(v * 60) * 60, "lat", language) for v in (extent.south, extent.north)
    )
    return f"{west} – {east}, {south} – {north}"


def _names(view: MapView) -> list[str]:
    """Name the view in the reader's language and the others, or write its extent."""
    if view.extent != view.view.extent:
        return [_extent_words(view.extent, view.language)]
    codes = [view.language, *(code for code in _LANGUAGES if code != view.language)]
    return list(dict.fromkeys(localized(view.view.title, code) for code in codes))


def subtitle(view: MapView) -> str:
    """Say in one line what part of the world is shown."""
    return _BETWEEN.join(_names(view))


def _fitting(
    text: str, words: Words, width: float, most_lines: int, *, more: tuple[float, ...] = ()
) -> tuple[list[str], Words]:
    """Shrink words until they take no more than so many lines.

    Each of ``more`` is a share of their size from which on they may take a line more.
    """
    whole = words.size_mm
    while True:
        lines = wrap(text, words, width)
        most = most_lines + sum(words.size_mm < whole * share for share in more)
        if len(lines) <= most or words.size_mm < _LEAST_TITLE_MM:
            return lines, words
        words = replace(words, size_mm=words.size_mm * 0.93)


def _title_lines(title: str, words: Words, width: float) -> tuple[list[str], Words]:
    """Set a title on one line if it nearly goes there, else on lines of about equal length."""
    if words.width(title) * _NEARLY_ONE <= width:
        return _fitting(title, words, width, 1)
    lines, words = _fitting(title, words, width, 2, more=_MORE_LINES)
    low, high = width / 2, width
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        narrower = wrap(title, words, middle)
        if len(narrower) == len(lines):
            lines, high = narrower, middle
        else:
            low = middle
    return lines, words


def _date_lines(label: str, words: Words, width: float) -> tuple[list[str], Words]:
    """Set a date on one line, a long span of time on two: of a day or a year nothing is torn apart."""
    if len(label) < _LONG_DATE or words.width(label) <= width:
        return _fitting(label, words, width, 1)
    parts = _JOINT.split(label, maxsplit=1)
    while any(words.width(part) > width for part in parts) and words.size_mm >= _LEAST_DATE_MM:
        words = replace(words, size_mm=words.size_mm * 0.93)
    return (parts, words) if words.size_mm >= _LEAST_DATE_MM else _fitting(label, words, width, 2)


def _join(names: Iterable[str], words: Words, width: float) -> list[str]:
    """Set names into lines that break between names only, where that is possible."""
    lines: list[str] = []
    for name in names:
        longer = f"{lines[-1]}{_BETWEEN}{name}" if lines else name
        if lines and words.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.extend(wrap(name, words, width))
    return lines


def build_head(view: MapView, options: PlateOptions, width: float) -> Block:
    """Set the head; its height follows from the title, not from the date."""
    unit, language = options.unit, view.language
    items: list[Item] = []
    date_width, least = 0.0, 0.0
    if "date" in options.show and view.date_label:
        room = width * (0.34 if "title" in options.show else 1.0)
        words = Words(_DATE_MM * unit, language, bold=True, serif=True, fill=CRIMSON)
        lines, words = _date_lines(view.date_label, words, room)
        for i, line in enumerate(lines):
            at = (width, _DATE_MM * unit * 0.9 + i * words.size_mm * 1.15)
            items.append(Text(at, words.runs(line), words.size_mm, CRIMSON, anchor="end"))
        date_width = max(words.width(line) for line in lines)
        least = max(_DATE_MM * unit * 1.35, len(lines) * words.size_mm * 1.2)
    if "title" not in options.show:
        return Block(tuple(items), width, least)
    title = view.title if options.title is None else options.title
    words = Words(_TITLE_MM * unit, language, bold=True, serif=True)
    room = width - (date_width + _APART_MM * unit if date_width else 0.0)
    lines, words = _title_lines(title, words, room)
    top = 0.0
    for line in lines:
        items.append(Text((0.0, top + words.size_mm), words.runs(line), words.size_mm, INK))
        top += words.size_mm * 1.22
    small = Words(max(_SUBTITLE_MM * unit, 1.9), language, fill=INK_SOFT)
    top += small.size_mm * 0.25
    names = _names(view)
    while len(names) > 1 and len(_join(names, small, room)) > _SUBTITLE_LINES:
        names.pop()  # the last language first
    for text in _join(names, small, room)[:_SUBTITLE_LINES]:
        below = Line(small.runs(text), small.size_mm, small.fill)
        items.append(below.to_item(0.0, top))
        top += below.height
    return Block(tuple(items), width, max(top, least))
