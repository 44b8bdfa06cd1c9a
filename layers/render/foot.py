"""The foot under maps side by side: their events and sources in columns of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from layers.render.box import Block, Box
from layers.render.columns import Poured, first_cursor, split_columns
from layers.render.events import NumberedEvent
from layers.render.notes import (
    Spans,
    foot_words,
    keep_room,
    list_events,
    list_sources,
    pour_events,
    pour_running,
    pour_whole,
)

_COLUMN_MM: Final = 44.0
_AIR_MM: Final = 0.6


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot has to say; ``silent`` events are on the maps without a number."""

    events: tuple[NumberedEvent, ...]
    sources: tuple[Spans, ...]
    silent: int = 0

    def holds_events(self, box: Box, *, language: str, unit: float) -> bool:
        """Tell whether a box has room for all of its events."""
        return self._pour_events(_columns(box, unit), language, unit) is not None

    def _pour_events(self, columns: Sequence[Box], language: str, unit: float) -> Poured | None:
        """Set the events, with room for some sources after them."""
        words = foot_words(unit, language)
        kept = keep_room(columns, words) if self.sources else columns
        return pour_events(self.events, kept, first_cursor(columns), words, silent=self.silent)

    def set(self, box: Box, *, language: str, unit: float) -> Block:
        """Set events and sources: as lists if there is room, else one behind the other."""
        words, columns = foot_words(unit, language), _columns(box, unit)
        start = first_cursor(columns)
        entries = list_events(self.events, words, silent=self.silent)
        whole = pour_whole([*entries, *list_sources(self.sources, words)], columns, start)
        if whole is not None:
            return Block(whole.items, box.width, box.height)
        told = self._pour_events(columns, language, unit) or Poured((), 0, start)
        sources = pour_running(self.sources, columns, told.cursor, words)
        return Block((*told.items, *sources), box.width, box.height)


def _columns(box: Box, unit: float) -> tuple[Box, ...]:
    """Divide a box, as if it lay in the corner of the sheet."""
    room = replace(box, left=0.0, top=0.0, height=max(box.height - _AIR_MM, 0.0))
    return split_columns(room, target_mm=_COLUMN_MM * max(unit, 0.8), gap_mm=4.0 * unit)
