"""Events in order: numbers for those inside the frame, and the list that explains the numbers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from geo.timespan import to_label
from layers.held import FeatureRow
from layers.render.box import Box
from layers.render.plane import Plane
from layers.render.sheet import Point
from layers.render.spots import spot_of
from layers.style import Drawing
from layers.view import LayerView

_IN_DATE: Final = re.compile(r"(?<![–—-]) (?![–—(-])")
WHOLE_AREA_KM: Final = 100.0  # an event known no better belongs to a region, not to a spot


@dataclass(frozen=True, slots=True)
class NumberedEvent:
    """An event inside the frame; ``at`` is on the page."""

    number: int
    id: str
    name: str
    when: str
    at: Point
    precision_km: float
    drawing: Drawing
    layer: str
    category: str
    holds: str
    depiction: str
    rank: int
    sources: tuple[str, ...] = ()

    @property
    def is_whole_area(self) -> bool:
        """Whether it belongs to a region as a whole."""
        return self.precision_km >= WHOLE_AREA_KM


def _name(row: FeatureRow, language: str) -> str:
    """Give an event's name in a language, or in English where that is missing."""
    names = {"ru": row.name_ru, "ja": row.name_ja, "zh": row.name_zh}
    return names.get(language) or row.name


def _unbroken(when: str) -> str:
    """Hold day, month and year of a date on one line; a span of time may break after its dash."""
    return _IN_DATE.sub("\u00a0", when)


def _holds_spot(plane: Plane, at: Point) -> bool:
    """Tell whether a point lies inside the frame, off its very edge."""
    return plane.frame.grown(-1.0).holds(Box(*at, 0.0, 0.0))


def number_events(
    layers: Iterable[LayerView], plane: Plane, *, language: str
) -> tuple[NumberedEvent, ...]:
    """Give the events inside the frame, numbered by date."""
    found = []
    for layer in layers:
        if layer.kind.name != "event":
            continue
        for row in layer.rows.placed:
            at = spot_of(plane, row.geometry)
            if _holds_spot(plane, at):
                found.append((int(row.start_earliest), str(row.id), row, layer, at))
    ordered = sorted(found, key=lambda event: event[:2])
    return tuple(
        _numbered(number, row, layer, at, language)
        for number, (_, _, row, layer, at) in enumerate(ordered, 1)
    )


def _numbered(
    number: int, row: FeatureRow, layer: LayerView, at: Point, language: str
) -> NumberedEvent:
    """Give a row as a numbered event."""
    depiction, holds = str(row.depiction), str(row.holds)
    return NumberedEvent(
        number=number,
        id=str(row.id),
        name=_name(row, language),
        when=_unbroken(to_label(str(row.when), language=language)),
        at=at,
        precision_km=float(row.precision_km),
        drawing=layer.drawing_of(str(row.category), depiction=depiction, holds=holds),
        layer=layer.spec.id,
        category=str(row.category),
        holds=holds,
        depiction=depiction,
        rank=int(row.rank),
        sources=tuple(row.sources),
    )


def to_number_list(numbers: Sequence[int]) -> str:
    """Write numbers shortly.

    Examples
    --------
    >>> to_number_list([3, 4, 5, 7])
    '3–5, 7'
    """
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return ", ".join("–".join(map(str, span)) for span in spans)


def group_by_spot(events: Iterable[NumberedEvent]) -> list[list[NumberedEvent]]:
    """Put the events that share a spot together; the most important gives the symbol."""
    spots: dict[tuple[float, float, bool], list[NumberedEvent]] = {}
    for event in events:
        key = (round(event.at[0], 1), round(event.at[1], 1), event.is_whole_area)
        spots.setdefault(key, []).append(event)
    return list(spots.values())
