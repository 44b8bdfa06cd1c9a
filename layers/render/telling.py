"""Which events a sheet explains: only those bear a number on the map.

A number that nothing explains tells a reader nothing. Where there is no room to list all events,
the most important ones are listed and numbered; the others stand on the map as symbols alone.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from layers.render.box import Box
from layers.render.columns import Poured, first_cursor, pour, pour_counted, text_entry
from layers.render.events import NumberedEvent
from layers.render.flow import Words
from layers.render.key import SHRINKS, Row, list_rows
from layers.render.notes import pour_events
from layers.render.phrases import phrase

_LEAST_SHRINK: Final = 0.85  # the legend of a slide is then still as large as that of a page

Fits: TypeAlias = Callable[[tuple[NumberedEvent, ...], int], bool]


def choose_told(events: Sequence[NumberedEvent], fits: Fits) -> tuple[NumberedEvent, ...]:
    """Choose the events that are explained: all, or the most important for which there is room.

    Parameters
    ----------
    fits
        Tells whether there is room for events, and for the count of those left out.

    Returns
    -------
    tuple
        In the order of their dates, numbered from one.
    """
    whole = tuple(events)
    if fits(whole, 0):
        return whole
    ordered = sorted(whole, key=lambda event: (event.rank, event.number))
    told: tuple[NumberedEvent, ...] = ()
    low, high = 0, len(whole)
    while high - low > 1:
        middle = (low + high) // 2
        some = _numbered_anew(ordered[:middle])
        if fits(some, len(whole) - middle):
            told, low = some, middle
        else:
            high = middle
    return told


def _numbered_anew(events: Sequence[NumberedEvent]) -> tuple[NumberedEvent, ...]:
    """Give events new numbers from one, in the order they had."""
    kept = sorted(events, key=lambda event: event.number)
    return tuple(replace(event, number=number) for number, event in enumerate(kept, 1))


@dataclass(slots=True)
class Legends:
    """A legend in its columns, in each size of type: set when it is asked for, and only once."""

    rows: Sequence[Row]
    columns: Sequence[Box]
    words: Words
    unit: float
    _done: dict[float, Poured | None] = field(default_factory=dict)

    def whole(self) -> Iterator[Poured]:
        """Yield the legend where all of it finds room, in the largest type first.

        The smallest types are for a legend that finds no room else, and not for more events.
        """
        found = False
        for shrink in SHRINKS:
            if found and shrink < _LEAST_SHRINK:
                return
            if shrink not in self._done:
                self._done[shrink] = self._set(shrink)
            poured = self._done[shrink]
            if poured is not None:
                found = True
                yield poured

    def _set(self, shrink: float) -> Poured | None:
        """Set the legend, if all of it finds room."""
        if not self.rows or not self.columns:
            return Poured((), 0, first_cursor(self.columns))
        language = self.words.language
        entries = list_rows(self.rows, language=language, unit=self.unit, shrink=shrink)
        poured = pour(entries, self.columns, first_cursor(self.columns))
        return poured if poured.placed == len(entries) else None

    def first(self) -> Poured:
        """Give the legend in the largest type; if it has no room, in the smallest and counted."""
        return next(self.whole(), None) or self._counted()

    def _counted(self) -> Poured:
        """Set as much of the legend as there is room for, and say how much is missing."""
        language = self.words.language
        words = Words(max(1.8 * self.unit, 1.7), language, italic=True)
        text = phrase("more-events", language)
        return pour_counted(
            list_rows(self.rows, language=language, unit=self.unit, shrink=SHRINKS[-1]),
            self.columns,
            first_cursor(self.columns),
            lambda n: text_entry(text.format(n=n), words),
        )

    def with_events(
        self, events: Sequence[NumberedEvent], silent: int
    ) -> tuple[Poured, Poured] | None:
        """Give the legend with events after it; its type shrinks before an event is left out.

        Nothing if there is no room for all of them.
        """
        for legend in self.whole():
            told = pour_events(events, self.columns, legend.cursor, self.words, silent=silent)
            if told is not None:
                return legend, told
        return None
