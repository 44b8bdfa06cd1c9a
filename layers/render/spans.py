"""Text of mixed look: a bold number and an italic title in one line, broken as one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, TypeAlias

from layers.render.flow import LEADING, Line, Words, cut_tokens
from layers.render.sheet import Run
from layers.style import INK_SOFT

_BREAK: Final = re.compile(r"[ /\-–\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]\Z")
_FEW: Final = 4096


@dataclass(frozen=True, slots=True)
class Span:
    """Some words in one look; what is soft is in a paler ink."""

    text: str
    italic: bool = False
    bold: bool = False
    soft: bool = False

    def look(self, words: Words) -> Words:
        """Give the look of the words round it, changed as this span says."""
        return replace(
            words,
            italic=words.italic or self.italic,
            bold=words.bold or self.bold,
            fill=INK_SOFT if self.soft else words.fill,
        )


@dataclass(frozen=True, slots=True)
class _Piece:
    """What must stay on one line: tokens in their looks, and its width without a last space."""

    tokens: tuple[tuple[Words, str], ...]
    width: float
    visible: float


Setting: TypeAlias = tuple[_Piece, ...]
_Measured: TypeAlias = tuple[Words, str, float]


@lru_cache(maxsize=_FEW)
def cut_spans(spans: tuple[Span, ...], words: Words, width_mm: float) -> Setting:
    """Cut text into pieces that must stay on one line; none is wider than a line."""
    tokens = [
        (look, token, wide)
        for span in spans
        for look in (span.look(words),)
        for token, wide in cut_tokens(span.text, look, width_mm)
    ]
    pieces: list[_Piece] = []
    held: list[_Measured] = []
    used = 0.0
    for i, (look, token, wide) in enumerate(tokens):
        if held and used + wide > width_mm:
            pieces.append(_piece(held, used))  # a word wider than the line, which comes in parts
            held, used = [], 0.0
        held.append((look, token, wide))
        used += wide
        following = tokens[i + 1][1] if i + 1 < len(tokens) else " "
        if _BREAK.search(token) or following[0] == " ":
            pieces.append(_piece(held, used))
            held, used = [], 0.0
    return (*pieces, *([_piece(held, used)] if held else []))


def _piece(tokens: Sequence[_Measured], width: float) -> _Piece:
    """Join tokens of some width together into a piece."""
    look, last, wide = tokens[-1]
    visible = width - wide + look.width(last.rstrip())
    return _Piece(tuple((look, token) for look, token, _ in tokens), width, visible)


def _runs(pieces: Iterable[_Piece]) -> tuple[Run, ...]:
    """Join what has one look, without the space at the end of the line."""
    joined: list[tuple[Words, str]] = []
    for piece in pieces:
        for look, token in piece.tokens:
            before, text = joined[-1] if joined else (None, "")
            if before is look or before == look:  # to compare looks takes longer than all the rest
                joined[-1] = (look, text + token)
            else:
                joined.append((look, token))
    if joined:
        joined[-1] = (joined[-1][0], joined[-1][1].rstrip())
    return tuple(run for look, text in joined if text for run in _inked(look, text))


@lru_cache(maxsize=_FEW)
def _inked(look: Words, text: str) -> tuple[Run, ...]:
    """Split words by script, each part in the ink of its look."""
    return tuple(replace(run, fill=look.fill) for run in look.runs(text))


def _break(pieces: Iterable[_Piece], width_mm: float) -> Iterator[list[_Piece]]:
    """Break pieces into lines."""
    line: list[_Piece] = []
    used = 0.0
    for piece in pieces:
        if used and used + piece.visible > width_mm:
            yield line
            line, used = [], 0.0
        line.append(piece)
        used += piece.width
    if line:
        yield line


def set_spans(
    spans: tuple[Span, ...], words: Words, width_mm: float, *, indent_mm: float = 0.0
) -> list[Line]:
    """Break text of mixed look into lines ready to be set."""
    width = width_mm - indent_mm
    return [
        Line(_runs(line), words.size_mm, words.fill, indent_mm)
        for line in _break(cut_spans(spans, words, width), width)
    ]


@dataclass(slots=True)
class RunningText:
    """Entries set one behind the other as a paragraph, line by line, to a number of lines."""

    words: Words
    width_mm: float
    most_lines: int
    pieces: list[_Piece] = field(default_factory=list)
    full_lines: int = 0
    used_mm: float = 0.0

    def add(self, spans: tuple[Span, ...]) -> bool:
        """Add an entry, or leave the paragraph as it is when there is no room for it."""
        longer = cut_spans(spans, self.words, self.width_mm)
        full, used = self.full_lines, self.used_mm
        for piece in longer:
            if used and used + piece.visible > self.width_mm:
                full, used = full + 1, 0.0
            used += piece.width
        if full >= self.most_lines:
            return False
        self.pieces.extend(longer)
        self.full_lines, self.used_mm = full, used
        return True

    def lines(self) -> list[Line]:
        """Give the lines, ready to be set."""
        return [
            Line(_runs(line), self.words.size_mm, self.words.fill)
            for line in _break(self.pieces, self.width_mm)
        ]


def line_count(height_mm: float, words: Words) -> int:
    """Give how many lines a height holds."""
    return max(int(height_mm / (words.size_mm * LEADING) + 1e-6), 0)
