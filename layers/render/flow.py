"""Flowing text: words broken into lines of a width, lines set in columns."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from layers.render.box import Block
from layers.render.fonts import measure, to_runs
from layers.render.sheet import Item, Run, Text
from layers.style import INK

_MANY_TEXTS: Final = 4096
_MANY_TOKENS: Final = 32768

LEADING: Final = 1.32  # baseline to baseline, in em
_ASCENT: Final = 0.95  # top of the line to its baseline, in em

# A token ends after a space, a slash inside an address, a hyphen or dash with no number after it, or
# any East Asian character;
# but no line begins with what closes or lengthens, and none ends with what opens. A space of fixed
# width holds a number to the East Asian word before it.
_HAN: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_CLOSE: Final = (
    "、。,.:;!?)」』】〕》〉・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ，．：；！？）］｝"
)
_OPEN: Final = "「『【〔《〈（［｛"
_TOKEN: Final = re.compile(
    rf"[{_OPEN}]*(?:[{_HAN}][{_CLOSE}]*(?:\u00a0[^ {_HAN}]+[{_CLOSE}]*)?"
    rf"|[^ {_HAN}]+?(?:/+|[\-–]+(?!\d)|(?=[ {_HAN}])|$)[{_CLOSE}]* *)"
    rf"|[{_OPEN}]+| +"
)


@dataclass(frozen=True, slots=True)
class Words:
    """How some words are to be set; ``size_mm`` is the em."""

    size_mm: float
    language: str = "en"
    bold: bool = False
    italic: bool = False
    serif: bool = False
    fill: str = INK

    def runs(self, text: str) -> tuple[Run, ...]:
        """Split a text by script in this look."""
        return to_runs(
            text,
            self.language,
            family="serif" if self.serif else "sans",
            bold=self.bold,
            italic=self.italic,
        )

    def width(self, text: str) -> float:
        """Measure a text set in this look, in millimetres."""
        return _width(self, text)


@lru_cache(maxsize=_MANY_TOKENS)
def _width(words: Words, text: str) -> float:
    """Measure a text once for all dates."""
    return measure(words.runs(text), words.size_mm)


@dataclass(frozen=True, slots=True)
class Line:
    """One line, ready to be set: runs, how far they stand in, and the size."""

    runs: tuple[Run, ...]
    size_mm: float
    fill: str = INK
    indent_mm: float = 0.0
    before_mm: float = 0.0

    @property
    def height(self) -> float:
        """Millimetres from its top to the top of the next line."""
        return self.size_mm * LEADING + self.before_mm

    def to_item(self, left: float, top: float) -> Text:
        """Set the line with its top left corner here."""
        baseline = top + self.before_mm + self.size_mm * _ASCENT
        return Text((left + self.indent_mm, baseline), self.runs, self.size_mm, self.fill)


def wrap(text: str, words: Words, width_mm: float) -> list[str]:
    """Break a text into lines no wider than ``width_mm`` where a break is possible.

    A word that is too long by itself is cut.
    """
    return list(_wrapped(text, words, width_mm))


@lru_cache(maxsize=_MANY_TEXTS)
def _wrapped(text: str, words: Words, width_mm: float) -> tuple[str, ...]:
    """Break a text, and keep the lines for the next date."""
    lines: list[str] = []
    line, used = "", 0.0
    for token, wide in cut_tokens(text.strip(), words, width_mm):
        if line and used + words.width(token.rstrip()) > width_mm:
            lines.append(line.rstrip())
            line, used = "", 0.0
            token = token.lstrip()  # noqa: PLW2901  a line never begins with a space
        line, used = line + token, used + wide
    if line.strip():
        lines.append(line.rstrip())
    return tuple(lines)


def cut_tokens(text: str, words: Words, width_mm: float) -> Iterator[tuple[str, float]]:
    """Yield what must stay together and how wide it is; what is wider than a line is cut in pieces."""
    for token in _TOKEN.findall(text):
        wide = words.width(token)
        if wide <= width_mm:
            yield token, wide
            continue
        piece = ""
        for character in token:
            if piece and words.width(piece + character) > width_mm:
                yield piece, words.width(piece)
                piece = ""
            piece += character
        yield piece, words.width(piece)


def to_lines(
    text: str, words: Words, width_mm: float, *, indent_mm: float = 0.0, before_mm: float = 0.0
) -> list[Line]:
    """Break a text into lines ready to be set."""
    lines = [
        Line(words.runs(part), words.size_mm, words.fill, indent_mm)
        for part in wrap(text, words, width_mm - indent_mm)
    ]
    return [replace(lines[0], before_mm=before_mm), *lines[1:]] if lines else []


def set_lines(lines: Iterable[Line], width_mm: float) -> Block:
    """Set lines that were broken to a width under each other from the origin."""
    items: list[Item] = []
    top = 0.0
    for line in lines:
        items.append(line.to_item(0.0, top))
        top += line.height
    return Block(tuple(items), width_mm, top)
