"""The foot of the sheet: events by number, numbered sources, credits, projection, remarks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from geo.source import Source
from layers.render.box import Block, Box
from layers.render.events import NumberedEvent
from layers.render.flow import LEADING, Line, Words, set_columns, to_hanging, to_lines
from layers.render.phrases import phrase
from layers.style import INK_SOFT
from layers.wording import word

TEXT_MM: Final = 1.9
LEAST_MM: Final = 1.7
_COLUMN_MM: Final = 58.0
_LONGEST: Final = 150  # characters of a citation on the sheet; the whole is in the metadata


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot has to say."""

    events: tuple[NumberedEvent, ...]
    sources: tuple[Source, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """How the foot is set: look of its words, width of a column."""

    words: Words
    width: float

    def heading(self, text: str) -> list[Line]:
        """Set a heading with a little air over it."""
        size = self.words.size_mm
        return to_lines(text, replace(self.words, bold=True), self.width, before_mm=size * 0.5)


def to_short_citation(source: Source) -> str:
    """Cite a source by author, title and year, cut where it would run on."""
    text = ", ".join(part for part in (source.author, source.title, source.published) if part)
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def text_size(unit: float) -> float:
    """Give the size of the foot's type."""
    return max(TEXT_MM * unit, LEAST_MM)


def column_count(width: float, unit: float) -> int:
    """Give how many columns the foot has."""
    return max(1, round(width / (_COLUMN_MM * max(unit, 0.8))))


def _cut(
    entries: Iterable[tuple[str, str]], total: int, room: int, more: str, page: _Page
) -> list[Line]:
    """Set as many whole entries of label and text as fit, and say how many are left."""
    taken: list[Line] = []
    for i, (label, text) in enumerate(entries):
        entry = to_hanging(label, text, page.words, page.width)
        rest = total - i
        needed = len(entry) + (1 if rest > 1 else 0)
        if len(taken) + needed > room:
            return [*taken, *to_lines(more.format(n=rest), page.words, page.width)[:1]]
        taken.extend(entry)
    return taken


def _following(body: list[Line]) -> list[Line]:
    """Keep the first entry of a list with its heading."""
    return [replace(line, follows=line.follows or i == 0) for i, line in enumerate(body)]


def _event_lines(foot: Foot, page: _Page, room: int) -> list[Line]:
    """List the events of the map by their numbers."""
    language = page.words.language
    if not foot.events:
        return []
    entries = ((str(e.number), f"{e.name}, {e.when}") for e in foot.events)
    body = _cut(entries, len(foot.events), room - 1, phrase("more-events", language), page)
    return [*page.heading(phrase("events", language)), *_following(body)]


def _source_lines(foot: Foot, page: _Page, room: int) -> list[Line]:
    """List the sources used on this sheet by their numbers."""
    language = page.words.language
    if not foot.sources or room < 2:  # noqa: PLR2004  a heading and one entry
        return []
    entries = ((str(i), to_short_citation(s)) for i, s in enumerate(foot.sources, 1))
    body = _cut(entries, len(foot.sources), room - 1, phrase("more", language), page)
    return [*page.heading(word("sources", language)), *_following(body)]


def _remark_lines(remarks: Iterable[str], page: _Page) -> list[Line]:
    """Set the remarks one after the other, as one paragraph each."""
    soft = replace(page.words, fill=INK_SOFT)
    gap = page.words.size_mm * 0.35
    return [line for text in remarks for line in to_lines(text, soft, page.width, before_mm=gap)]


def set_foot(foot: Foot, box: Box, *, language: str, unit: float) -> Block:
    """Set the foot into its box; what does not fit is counted, never cut off."""
    size = text_size(unit)
    count = column_count(box.width, unit)
    gap = 4.0 * unit
    width = (box.width - gap * (count - 1)) / count
    page = _Page(Words(size, language), width)
    capacity = (int(box.height / (size * LEADING)) - 1) * count
    remarks = _remark_lines(foot.remarks, page)[: max(capacity, 0)]
    room = capacity - len(remarks) - 2
    events = _event_lines(foot, page, room if not foot.sources else max(int(room * 0.55), 0))
    sources = _source_lines(foot, page, room - len(events))
    lines = [*events, *sources, *remarks]
    if not lines:
        return Block((), 0.0, 0.0)
    return set_columns(lines, count=count, width_mm=box.width, gap_mm=gap)
