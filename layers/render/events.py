"""Events in order: numbers for those inside the frame, and the list that explains the numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from geo.timespan import to_label
from layers.render.plane import Plane
from layers.render.sheet import Point
from layers.style import Drawing
from layers.view import LayerView

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

    @property
    def is_whole_area(self) -> bool:
        """Whether it belongs to a region as a whole."""
        return self.precision_km >= WHOLE_AREA_KM


def _localized_name(row: object, language: str) -> str:
    column = "name" if language == "en" else f"name_{language}"
    return str(getattr(row, column, "") or getattr(row, "name", ""))


def number_events(
    layers: Iterable[LayerView], plane: Plane, *, language: str
) -> tuple[tuple[NumberedEvent, ...], int]:
    """Number the events inside the frame by date, and count those outside of it."""
    found, outside = [], 0
    for layer in layers:
        if layer.kind.name != "event":
            continue
        for row in layer.features.itertuples():
            if row.geometry is None or row.geometry.is_empty:
                outside += 1
                continue
            at = plane.point(row.geometry.x, row.geometry.y)
            frame = plane.frame.grown(-1.0)
            if not (frame.left <= at[0] <= frame.right and frame.top <= at[1] <= frame.bottom):
                outside += 1
                continue
            found.append((int(row.start_earliest), str(row.id), row, layer, at))
    events = []
    for number, (_, identifier, row, layer, at) in enumerate(sorted(found, key=lambda x: x[:2]), 1):
        drawing = layer.drawing_of(
            str(row.category), depiction=str(row.depiction), holds=str(row.holds)
        )
        events.append(
            NumberedEvent(
                number=number,
                id=identifier,
                name=_localized_name(row, language),
                when=to_label(str(row.when), language=language),
                at=at,
                precision_km=float(row.precision_km),
                drawing=drawing,
                layer=layer.spec.id,
                category=str(row.category),
                holds=str(row.holds),
                depiction=str(row.depiction),
                rank=int(row.rank),
            )
        )
    return tuple(events), outside


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
