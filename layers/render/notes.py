"""What is told in words: events by number, numbered sources, and the last lines of the sheet."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, TypeAlias
from urllib.parse import unquote

from layers.citing import Citation
from layers.render.box import Block, Box
from layers.render.columns import (
    Cursor,
    Entry,
    Poured,
    Stood,
    are_too_many,
    entry_of,
    next_column,
    pour,
    pour_level,
    text_entry,
)
from layers.render.events import NumberedEvent
from layers.render.flow import Line, Words, set_lines
from layers.render.phrases import phrase
from layers.render.sheet import Item
from layers.render.spans import RunningText, Span, line_count, set_spans
from layers.wording import word

Spans: TypeAlias = tuple[Span, ...]

TEXT_MM: Final = 1.9
LEAST_MM: Final = 1.7
_ESCAPED: Final = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_MANY: Final = 2048
_INDENT_EM: Final = 2.0
_FEW_LINES: Final = 4
_AIR_EM: Final = 0.5
_UNDER_MM: Final = 0.6  # air under the foot


def to_spans(citations: Iterable[Citation]) -> tuple[Spans, ...]:
    """Give citations as text in a paler ink: titles in italics, addresses as people read them."""
    return tuple(
        tuple(Span(_ESCAPED.sub(_unescape, p.text), italic=p.italic, soft=True) for p in citation)
        for citation in citations
    )


def _unescape(found: re.Match[str]) -> str:
    """Write the letters of an address that stand in it as bytes; what is none stays."""
    text = unquote(found[0])
    return found[0] if "\ufffd" in text or not text.isprintable() else text


def text_size(unit: float) -> float:
    """Give the size of the foot's type."""
    return max(TEXT_MM * unit, LEAST_MM)


def foot_words(unit: float, language: str) -> Words:
    """Give the look of the foot's type."""
    return Words(text_size(unit), language)


def _heading(text: str, words: Words) -> Entry:
    """Set a heading with a little air over it."""
    bold = replace(words, bold=True)
    return text_entry(text, bold, leads=True, before_mm=words.size_mm * _AIR_EM)


def _numbered(number: int, spans: tuple[Span, ...], words: Words) -> Entry:
    """Set an entry with its number hanging before it."""
    return entry_of(lambda width: _set_numbered(number, spans, words, width))


@lru_cache(maxsize=_MANY)
def _set_numbered(number: int, spans: tuple[Span, ...], words: Words, width: float) -> Block:
    indent = words.size_mm * _INDENT_EM
    block = set_lines(set_spans(spans, words, width, indent_mm=indent), width)
    label = Line(words.runs(str(number)), words.size_mm, words.fill).to_item(0.0, 0.0)
    return replace(block, items=(label, *block.items))


def _more(text: str, words: Words, count: int) -> Entry:
    """Say how many there was no room for, on one line."""
    return text_entry(text.format(n=count), replace(words, italic=True))


def list_events(events: Sequence[NumberedEvent], words: Words, *, silent: int = 0) -> list[Entry]:
    """Give the events of the map by their numbers, under a heading.

    Parameters
    ----------
    silent
        How many events are on the map without a number, which the last line says.
    """
    if not events:
        return []
    entries = [_numbered(e.number, _told(e), words) for e in events]
    heading = _heading(phrase("events", words.language), words)
    return [heading, *entries, *_silent_line(silent, words)]


def _told(event: NumberedEvent) -> Spans:
    """Say what an event was, and when."""
    return (Span(f"{event.name}, {event.when}"),)


def _silent_line(silent: int, words: Words) -> list[Entry]:
    """Say how many events stand on the map without a number."""
    return [_more(phrase("more-unnumbered", words.language), words, silent)] if silent else []


def list_sources(sources: Sequence[Spans], words: Words) -> list[Entry]:
    """Give the sources by their numbers, under a heading."""
    if not sources:
        return []
    entries = [_numbered(i, spans, words) for i, spans in enumerate(sources, 1)]
    return [_heading(word("sources", words.language), words), *entries]


def pour_events(
    events: Sequence[NumberedEvent],
    columns: Sequence[Box],
    start: Cursor,
    words: Words,
    *,
    silent: int = 0,
) -> Poured | None:
    """Set all events from a cursor on: as a list, else one behind the other.

    Nothing if there is no room for all of them.
    """
    entries = list_events(events, words, silent=silent)
    listed = pour(entries, columns, start)
    if listed.placed == len(entries):
        return listed
    return _run_events(events, columns, start, words, silent) if columns else None


def _run_events(
    events: Sequence[NumberedEvent],
    columns: Sequence[Box],
    start: Cursor,
    words: Words,
    silent: int,
) -> Poured | None:
    """Set all events one behind the other under a heading, if there is room."""
    heading, last = list_events(events, words)[:1], _silent_line(silent, words)
    head = pour(heading, columns, _with_room(start, columns, words))
    kept = columns[-1].height - line_count_height(len(last), words)
    shorter = (*columns[:-1], replace(columns[-1], height=max(kept, 0.0)))
    running = _run_on([_told(event) for event in events], shorter, head.cursor, words)
    if running.placed < len(events):
        return None
    poured = running.pour()
    rest = pour(last, columns, poured.cursor)
    blocks = (*head.blocks, *poured.blocks, *rest.blocks)
    return Poured(blocks, len(events), rest.cursor) if rest.placed == len(last) else None


def pour_whole(entries: Sequence[Entry], columns: Sequence[Box], start: Cursor) -> Poured | None:
    """Set entries with all they have to say: in columns of their own if there are enough.

    Nothing if there is no room for all of them.
    """
    if are_too_many(entries, columns, start):
        return None
    fresh = next_column(start, columns) if start.begun else start
    own = pour_level(entries, columns, fresh)
    if own.placed == len(entries):
        return own
    behind = pour(entries, columns, start)
    return behind if behind.placed == len(entries) else None


def pour_running(
    sources: Sequence[Spans], columns: Sequence[Box], start: Cursor, words: Words
) -> tuple[Item, ...]:
    """Set sources one behind the other, as many as there is room for, and count the rest."""
    heading = _heading(word("sources", words.language), words)
    head = pour([heading], columns, _with_room(start, columns, words))
    if not head.placed:
        return ()
    running = _run_on(sources, columns, head.cursor, words)
    if running.placed == len(sources):
        return (*head.items, *running.pour().items)
    text = phrase("more", words.language)
    last = columns[-1]
    more = _more(text, words, len(sources)).set(last.width)
    shorter = (*columns[:-1], replace(last, height=last.height - more.height))
    running = _run_on(sources, shorter, head.cursor, words)
    rest = _more(text, words, len(sources) - running.placed)
    poured = running.pour()
    told = pour([rest], columns, poured.cursor)
    return (*head.items, *poured.items, *told.items)


def _with_room(start: Cursor, columns: Sequence[Box], words: Words) -> Cursor:
    """Go on in the next column if there is no room for a heading and a few lines in this one."""
    few = words.size_mm * _AIR_EM + line_count_height(_FEW_LINES, words)
    column = columns[start.column] if start.column < len(columns) else None
    if column is not None and start.begun and start.top + few > column.bottom:
        return next_column(start, columns)
    return start


def line_count_height(lines: int, words: Words) -> float:
    """Give how high so many lines are."""
    return lines * Line((), words.size_mm).height


@dataclass(slots=True)
class _Running:
    """Entries one behind the other: the paragraph of each column, whose lines are not set yet."""

    start: Cursor
    placed: int = 0
    paragraphs: list[tuple[RunningText, Box, Cursor]] = field(default_factory=list)

    def pour(self) -> Poured:
        """Set the lines."""
        stood, after = [], self.start
        for text, column, cursor in self.paragraphs:
            block = set_lines(text.lines(), column.width)
            stood.append(Stood(block, column.left, cursor.top))
            after = Cursor(cursor.column, cursor.top + block.height, begun=True)
        return Poured(tuple(stood), self.placed, after)


def _run_on(
    sources: Sequence[Spans], columns: Sequence[Box], start: Cursor, words: Words
) -> _Running:
    """Fill column after column with whole entries, line by line."""
    running, cursor = _Running(start), start
    while running.placed < len(sources) and cursor.column < len(columns):
        column = columns[cursor.column]
        rows = line_count(column.bottom - cursor.top, words)
        text = RunningText(words, column.width, rows)
        for number, spans in enumerate(sources[running.placed :], running.placed + 1):
            if not text.add(_labelled(number, spans)):
                break
            running.placed = number
        running.paragraphs.append((text, column, cursor))
        cursor = next_column(cursor, columns)
    return running


def _labelled(number: int, spans: Spans) -> Spans:
    """Put a bold number before an entry, and a wide space behind it."""
    return (Span(f"{number}\u00a0", bold=True), *spans, Span("  "))


def keep_room(columns: Sequence[Box], words: Words) -> list[Box]:
    """Give the columns without the room that some sources at least must have at their end."""
    wanted = line_count_height(_FEW_LINES, words) + words.size_mm * _AIR_EM
    kept = list(columns)
    while len(kept) > 1 and kept[-1].height < wanted:
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], height=max(kept[-1].height - wanted, 0.0))
    return kept
