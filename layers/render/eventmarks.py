"""Marks of events: one symbol a spot, with the numbers of those events that the sheet explains."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from layers.render.anchors import Anchor
from layers.render.events import NumberedEvent, group_by_spot, to_number_list
from layers.render.marks import Marks, Used, add_spot, mark_of
from layers.render.phrases import phrase
from layers.render.plane import Plane
from layers.render.sheet import Group, Path, Point
from layers.render.spots import DrawnSpot, Spot, disc_radius_mm
from layers.style import INK, TextStyle


@dataclass(frozen=True, slots=True)
class EventSpot:
    """Events of one spot; ``at`` is where their symbol is, of half a width ``half_mm``."""

    events: tuple[NumberedEvent, ...]
    first: NumberedEvent
    at: Point
    half_mm: float = 0.0


def draw_events(
    marks: Marks, events: Sequence[NumberedEvent], plane: Plane, *, unit: float, language: str
) -> list[EventSpot]:
    """Draw the symbols of events; those of a whole region get a word there and no symbol."""
    paths: list[Path] = []
    spots: list[EventSpot] = []
    for group in group_by_spot(events):
        first = min(group, key=lambda e: (e.rank, e.number))
        marks.sources.update(dict.fromkeys(s for event in group for s in event.sources))
        spot = EventSpot(tuple(group), first, first.at)
        if not first.is_whole_area:
            drawn = _draw_group(marks, group, first, plane, (unit, paths))
            spot = replace(spot, at=drawn.at, half_mm=drawn.half_mm)
        spots.append(spot)
    if paths:
        title = phrase("events-of-area", language)
        marks.points.append(Group("events-points", title, tuple(paths), plane.frame.ring))
    return spots


def number_spots(
    marks: Marks,
    spots: Iterable[EventSpot],
    told: Iterable[NumberedEvent],
    plane: Plane,
    *,
    language: str,
) -> int:
    """Ask for the numbers of those events that the sheet explains, and count spots without any."""
    numbers, bare = {event.id: event.number for event in told}, 0
    for spot in spots:
        own = to_number_list(sorted(numbers[e.id] for e in spot.events if e.id in numbers))
        if own:
            marks.anchors.append(_anchor(spot, own, plane, language))
        elif not spot.first.is_whole_area:
            bare += 1
    return bare


def _anchor(spot: EventSpot, numbers: str, plane: Plane, language: str) -> Anchor:
    """Ask for the numbers of a spot beside its symbol, or those of a region within it."""
    first = spot.first
    style = first.drawing.text or TextStyle(INK, 2.2)
    if not first.is_whole_area:
        words = replace(style, bold=True)
        return Anchor(first.id, ((language, numbers),), spot.at, spot.half_mm, words, 1)
    word = phrase("event-of-area" if numbers.isdigit() else "events-of-area", language)
    text = f"{word} {numbers}"
    words, around = replace(style, italic=True), _around(first.at, plane)
    return Anchor(first.id, ((language, text),), first.at, 0.0, words, 2, "inside", around)


def _draw_group(
    marks: Marks,
    group: Sequence[NumberedEvent],
    first: NumberedEvent,
    plane: Plane,
    pen: tuple[float, list[Path]],
) -> DrawnSpot:
    """Draw the events of one spot."""
    unit, paths = pen
    precision = max(event.precision_km for event in group)
    radius = disc_radius_mm(plane, plane.lonlat(*first.at), precision, first.drawing, unit)
    for event in group:
        for kind in (mark_of(radius, first.depiction), *(("ring",) if radius else ())):
            used = Used(event.layer, event.category, kind, event.depiction, event.holds)
            marks.used[used] = None
    spot = Spot(first.id, first.at, radius, is_proxy=first.depiction == "proxy")
    drawn = add_spot(marks, spot, first.drawing, plane, unit=unit)
    paths.extend(drawn.paths)
    return drawn


def _around(at: tuple[float, float], plane: Plane) -> tuple[tuple[float, float], ...]:
    """Give places near a region's anchor where a word about it may stand."""
    frame = plane.frame.grown(-8.0)
    offsets = [
        (0.0, 0.0),
        *((dx, dy) for d in (8.0, 16.0, 28.0) for dx, dy in ((0, d), (0, -d), (d, 0), (-d, 0))),
    ]
    spots = [(at[0] + dx, at[1] + dy) for dx, dy in offsets]
    return tuple(
        s for s in spots if frame.left <= s[0] <= frame.right and frame.top <= s[1] <= frame.bottom
    ) or (at,)
