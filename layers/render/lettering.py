"""Lettering along lines: names of seas, straits and rivers, and the names of borders and railways."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
import shapely.ops
from shapely.geometry.base import BaseGeometry

from layers.render.anchors import Names, names_of
from layers.render.box import Box
from layers.render.fonts import measure, to_runs
from layers.render.ink import InkGrid
from layers.render.plane import Plane
from layers.render.projection import Array
from layers.render.rows import FeatureRow
from layers.render.sheet import Run, Text
from layers.style import TextStyle

FULL: Final = 0.9  # share of its line that a name may take
_WIDEST_EM: Final = 0.75
_NARROWEST_EM: Final = 0.06
LEAST_MM: Final = 2.1
_SMALLER: Final = 0.68
INSET_MM: Final = 5.0
_TIGHT: Final = 0.86
_LINE_NAME_MM: Final = 1.7
_MOST_LAND: Final = 0.12  # share of a water's name that may lie on land

BoxTuple = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Lettered:
    """Names set along one line, and the boxes they take."""

    texts: tuple[Text, ...]
    boxes: tuple[BoxTuple, ...]


def smooth(points: Array, rounds: int = 4) -> Array:
    """Round the corners of a line by cutting them (Chaikin); its ends stay."""
    for _ in range(rounds):
        if len(points) < 3:  # noqa: PLR2004  a straight line
            return points
        a, b = points[:-1], points[1:]
        cut = np.empty((2 * len(a), 2))
        cut[0::2], cut[1::2] = 0.75 * a + 0.25 * b, 0.25 * a + 0.75 * b
        points = np.vstack([points[:1], cut[1:-1], points[-1:]])
    return points


def _upright(points: Array) -> Array:
    """Turn a line so that lettering on it reads from the left, or upwards where it is steep."""
    dx, dy = points[-1] - points[0]
    steep = abs(dx) < 0.18 * abs(dy)
    backwards = dy > 0 if steep else dx < 0
    return points[::-1] if backwards else points


def _middle_part(line: shapely.LineString, length: float, middle: float) -> Array:
    """Cut a piece of a line round a distance along it."""
    start = min(max(middle - length / 2, 0.0), max(line.length - length, 0.0))
    return shapely.get_coordinates(shapely.ops.substring(line, start, start + length))


def _visible(geometry: BaseGeometry, frame: Box) -> BaseGeometry | None:
    """Give the longest piece of a line that lies well inside the frame."""
    inner = frame.grown(-INSET_MM)
    cut = shapely.intersection(
        geometry, shapely.box(inner.left, inner.top, inner.right, inner.bottom)
    )
    parts = [p for p in shapely.get_parts(shapely.line_merge(cut)) if p.geom_type == "LineString"]
    return max(parts, key=lambda p: float(p.length)) if parts else None


def boxes_along(points: Array, size: float) -> tuple[BoxTuple, ...]:
    """Cover lettering on a line by squares."""
    line = shapely.LineString(points)
    half = size * 0.62
    steps = np.arange(0.0, line.length + size * 0.4, size * 0.8)
    spots = shapely.get_coordinates(
        shapely.line_interpolate_point(line, np.minimum(steps, line.length))
    )
    return tuple((x - half, y - half, x + half, y + half) for x, y in spots)


def _lifted(points: Array, distance: float) -> Array:
    """Move a line sideways; a positive distance moves it below its lettering."""
    run = np.gradient(points, axis=0)
    run /= np.maximum(np.hypot(run[:, 0], run[:, 1]), 1e-9)[:, None]
    return points + np.column_stack([-run[:, 1], run[:, 0]]) * distance


def _is_tight(points: Array, moved: Array) -> bool:
    """Tell whether a line moved to the inside of a bend has become too short for its letters."""
    return shapely.LineString(moved).length < _TIGHT * shapely.LineString(points).length


def _fit(
    runs: Sequence[Run], style: TextStyle, size: float, room: float
) -> tuple[float, float] | None:
    """Find size and letter-spacing with which a name fits a length, or nothing."""
    letters = max(sum(len(r.text) for r in runs) - 1, 1)
    while size >= LEAST_MM:
        plain = measure(runs, size)
        spacing = (room - plain) / letters / size
        if spacing >= _NARROWEST_EM:
            wide = min(_WIDEST_EM, spacing * 0.55) if style.spacing_em else _NARROWEST_EM
            return size, min(spacing, max(style.spacing_em, wide))
        size *= 0.9
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """Where lettering may go: inside a frame, off what is taken, and off the land if that is given."""

    frame: Box
    taken: tuple[Box, ...] = ()
    land: InkGrid | None = None

    def without(self, boxes: Iterable[BoxTuple]) -> "Room":
        """Give the room that is left when more is taken."""
        more = tuple(Box(a, b, c - a, d - b) for a, b, c, d in boxes)
        return replace(self, taken=(*self.taken, *more))

    def admits(self, boxes: Sequence[BoxTuple]) -> bool:
        """Tell whether lettering fits."""
        inner = self.frame.grown(-0.8)
        for left, top, right, bottom in boxes:
            box = Box(left, top, right - left, bottom - top)
            if not inner.holds(box) or any(box.overlaps(other) for other in self.taken):
                return False
        if self.land is None or not boxes:
            return True
        return float(self.land.share(np.array(boxes)).mean()) <= _MOST_LAND


def set_name(
    line: BaseGeometry, names: Names, style: TextStyle, *, size: float, room: Room
) -> Lettered | None:
    """Set a name along a line, its other languages smaller underneath, where there is room."""
    seen = _visible(line, room.frame)
    if seen is None:
        return None
    curve = shapely.LineString(smooth(_upright(shapely.get_coordinates(seen))))
    for count in range(len(names), 0, -1):
        for middle in (0.5, 0.4, 0.6, 0.3, 0.7):
            done = _set_at(curve, names[:count], style, size, middle)
            if done is not None and room.admits(done.boxes):
                return done
    return None


def _set_at(
    curve: shapely.LineString, names: Names, style: TextStyle, size: float, middle: float
) -> Lettered | None:
    """Set the lines of a name with their middle at a share of the curve."""
    room = 2 * min(middle, 1 - middle) * curve.length * FULL
    texts: list[Text] = []
    boxes: list[BoxTuple] = []
    below = 0.0
    for i, (language, text) in enumerate(names):
        runs = runs_of(text, language, style)
        fitted = _fit(runs, style, size * (_SMALLER if i else 1.0), room)
        if fitted is None:
            return None if i == 0 else Lettered(tuple(texts), tuple(boxes))
        em, spacing = fitted
        below += em * 1.5 if i else 0.0
        length = min(measure(runs, em, spacing) * 1.04 + em * 0.5, curve.length)
        whole = _middle_part(curve, length, middle * curve.length)
        part = _lifted(whole, below + em * 0.3)
        if i and _is_tight(whole, part):
            return Lettered(tuple(texts), tuple(boxes))
        boxes.extend(boxes_along(_lifted(part, -em * 0.3), em))
        texts.append(
            Text(
                tuple(map(float, part[0])),  # type: ignore[arg-type]  # a point has two numbers
                runs,
                em,
                style.fill,
                anchor="middle",
                halo=style.halo,
                halo_mm=0.4 if style.halo else 0.0,
                spacing_em=spacing,
                curve=tuple((float(x), float(y)) for x, y in part),
            )
        )
    return Lettered(tuple(texts), tuple(boxes))


def runs_of(text: str, language: str, style: TextStyle) -> tuple[Run, ...]:
    """Split a text by script in the look of a label."""
    shown = text.upper() if style.capitals else text
    return to_runs(shown, language, family=style.family, bold=style.bold, italic=style.italic)


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
        above = shapely.simplify(_raised(geometry, room.frame, 0.8 * hand.unit + 0.3 * size), 0.2)
        lettered = set_name(above, names, style, size=size, room=room)
        if lettered is not None:
            said.add(names)
            done.append(lettered)
            room = room.without(lettered.boxes)
    return tuple(done)


def _raised(geometry: BaseGeometry, frame: Box, distance: float) -> BaseGeometry:
    """Give the longest visible piece of a line, moved above it."""
    seen = _visible(geometry, frame)
    if seen is None:
        return shapely.LineString()
    points = _upright(shapely.get_coordinates(shapely.simplify(seen, 0.4)))
    return shapely.LineString(_lifted(points, -distance))
