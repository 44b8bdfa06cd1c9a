"""Names of borders, railways and the like, set above their lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from layers.held import FeatureRow
from layers.render.anchors import Names, names_of
from layers.render.box import Box
from layers.render.fonts import measure
from layers.render.lettering import (
    Lettered,
    Room,
    Script,
    lifted,
    runs_of,
    to_script,
    upright,
    visible,
    write,
)
from layers.render.plane import Plane
from layers.render.territory import Held
from layers.style import TextStyle

_LINE_NAME_MM: Final = 1.7
_MANY_LINES: Final = 512


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes: on which plane, how large, in which language."""

    plane: Plane
    unit: float
    language: str


def letter_lines(
    named: Iterable[tuple[BaseGeometry, FeatureRow, TextStyle]], hand: Hand, room: Room
) -> tuple[Lettered, ...]:
    """Set the names of borders, railways and the like above their lines, where there is room."""
    done: list[Lettered] = []
    said: set[Names] = set()
    for geometry, row, style in sorted(named, key=lambda n: (int(n[1].rank), str(n[1].id))):
        names = names_of(row, hand.language, second=False)
        size = max(style.size_mm * hand.unit, _LINE_NAME_MM)
        width = measure(runs_of(names[0][1], names[0][0], style), size)
        if names in said or geometry.length < width * 1.15:
            continue
        off = 0.8 * hand.unit + 0.3 * size
        script = _script_above(Held(geometry), off, names, style, size, room.floor.frame)
        lettered = write(script, room) if script else None
        if lettered is not None:
            said.add(names)
            done.append(lettered)
            room = room.without(lettered.boxes)
    return tuple(done)


@lru_cache(maxsize=_MANY_LINES)
def _script_above(
    held: Held, off: float, names: Names, style: TextStyle, size: float, frame: Box
) -> Script | None:
    """Give the name of a line a place above it, once for all dates that have the line."""
    above = shapely.simplify(_raised(held.geometry, frame, off), 0.2)
    return to_script(above, names, style, size=size, frame=frame)


def _raised(geometry: BaseGeometry, frame: Box, distance: float) -> BaseGeometry:
    """Give the longest visible piece of a line, moved above it."""
    seen = visible(geometry, frame)
    if seen is None:
        return shapely.LineString()
    points = upright(shapely.get_coordinates(shapely.simplify(seen, 0.4)))
    return shapely.LineString(lifted(points, -distance))
