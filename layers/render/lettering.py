"""Lettering along curves, as waters and lines have it: where it fits, and how large and wide."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product, takewhile
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.render.anchors import Names
from layers.render.barrier import Barrier
from layers.render.box import Box
from layers.render.fonts import measure, to_runs
from layers.render.ink import InkGrid
from layers.render.meeting import boxes_meet
from layers.render.projection import Array
from layers.render.sheet import Run, Text
from layers.style import TextStyle

FULL: Final = 0.9  # share of its line that a name may take
_WIDEST_EM: Final = 0.75
_NARROWEST_EM: Final = 0.06
LEAST_MM: Final = 2.1
_SMALLER: Final = 0.68
INSET_MM: Final = 5.0
_TIGHT: Final = 0.86
_MOST_LAND: Final = 0.02  # share of a water's name that may lie on land
_MOST_HATCHED: Final = 0.2
_EDGE_MM: Final = 0.8
_STEP, _HALF = 0.5, 0.56  # em: squares that cover lettering on a line
_SIZES: Final = (1.0, 0.84, 0.7)
_MIDDLES: Final = (0.5, 0.4, 0.6, 0.3, 0.7)
_ASIDE_EM: Final = (0.0, 0.7, -0.7, 1.4, -1.4, 2.2, -2.2)
_MANY_PIECES: Final = 4096
_MANY_SEATS: Final = 16384


@dataclass(frozen=True, slots=True, eq=False)
class Lettered:
    """Names set along one line, and the boxes they take."""

    texts: tuple[Text, ...]
    boxes: Array


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


def upright(points: Array) -> Array:
    """Turn a line so that lettering on it reads from the left, or upwards where it is steep."""
    dx, dy = points[-1] - points[0]
    steep = abs(dx) < 0.18 * abs(dy)
    backwards = dy > 0 if steep else dx < 0
    return points[::-1] if backwards else points


def _measured(points: Array) -> Array:
    """Give how far along a line each of its points lies."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    return np.concatenate([np.zeros(1), np.cumsum(steps)])


def _at(points: Array, along: Array, distances: Array) -> Array:
    """Give the points of a line at distances along it."""
    return np.column_stack([np.interp(distances, along, points[:, k]) for k in (0, 1)])


def _middle_part(points: Array, along: Array, length: float, middle: float) -> Array:
    """Cut a piece of a line round a distance along it; ``along`` is how far its points lie."""
    whole = along[-1]
    start = min(max(middle - length / 2, 0.0), max(whole - length, 0.0))
    end = min(start + length, whole)
    inner = points[(along > start) & (along < end)]
    first, last = _at(points, along, np.array([start, end]))
    return np.vstack([first, inner, last])


def visible(geometry: BaseGeometry, frame: Box) -> BaseGeometry | None:
    """Give the longest piece of a line that lies well inside the frame."""
    inner = frame.grown(-INSET_MM)
    cut = shapely.intersection(
        geometry, shapely.box(inner.left, inner.top, inner.right, inner.bottom)
    )
    parts = [p for p in shapely.get_parts(shapely.line_merge(cut)) if p.geom_type == "LineString"]
    return max(parts, key=lambda p: float(p.length)) if parts else None


def boxes_along(points: Array, size: float) -> Array:
    """Cover lettering on a line by squares."""
    along = _measured(points)
    whole = along[-1]
    steps = np.minimum(np.arange(0.0, whole + size * 0.4, size * _STEP), whole)
    spots, half = _at(points, along, steps), size * _HALF
    return np.concatenate([spots - half, spots + half], axis=1)


def lifted(points: Array, distance: float) -> Array:
    """Move a line sideways; a positive distance moves it below its lettering."""
    run = np.gradient(points, axis=0)
    run /= np.maximum(np.hypot(run[:, 0], run[:, 1]), 1e-9)[:, None]
    return points + np.column_stack([-run[:, 1], run[:, 0]]) * distance


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


@dataclass(frozen=True, slots=True)
class Floor:
    """Where lettering may go on the ground alone: inside a frame, and across no coast.

    ``land`` tells where the name of a water may not be at all.
    """

    frame: Box
    coast: Barrier | None = None
    land: InkGrid | None = None

    def admits(self, boxes: Array) -> bool:
        """Tell whether lettering fits."""
        inner = self.frame.grown(-_EDGE_MM)
        low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        if (low < (inner.left, inner.top)).any() or (high > (inner.right, inner.bottom)).any():
            return False
        if self.coast is not None and self.coast.meets(boxes).any():
            return False
        return self.land is None or bool(self.land.share(boxes).mean() <= _MOST_LAND)


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """Where lettering may go at a date: on a floor, off what is taken.

    ``hatched`` tells where the name of a water may not be.
    """

    floor: Floor
    taken: Array = field(default_factory=lambda: np.empty((0, 4)))
    hatched: InkGrid | None = None

    def without(self, boxes: Array) -> "Room":
        """Give the room that is left when more is taken."""
        return replace(self, taken=np.concatenate([self.taken, boxes]))

    def on_land_too(self) -> "Room":
        """Give the room for what is no water: its name may stand on land."""
        return replace(self, floor=replace(self.floor, land=None))

    def admits(self, boxes: Array) -> bool:
        """Tell whether lettering that the floor admits fits."""
        if boxes_meet(boxes, self.taken).any():
            return False
        return self.hatched is None or bool(self.hatched.share(boxes).mean() <= _MOST_HATCHED)


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """A name to be set along a curve, with all its languages as large as it had best be."""

    curve: Array
    names: Names
    style: TextStyle
    size: float


def to_script(
    line: BaseGeometry, names: Names, style: TextStyle, *, size: float, frame: Box
) -> Script | None:
    """Give a name the visible part of a line to stand on."""
    seen = visible(line, frame)
    if seen is None:
        return None
    return Script(smooth(upright(shapely.get_coordinates(seen))), names, style, size)


def write(script: Script, room: Room) -> Lettered | None:
    """Set a name on its curve where there is room: rather in few languages than small."""
    for less in _SIZES:
        best: tuple[Lettered, ...] = ()
        for aside, middle in product(_ASIDE_EM, _MIDDLES):
            lines = tuple(
                takewhile(
                    lambda line: room.admits(line.boxes),
                    _set_at(script, less, middle, aside, room.floor),
                )
            )
            if len(lines) > len(best):
                best = lines
            if len(best) == len(script.names):
                break
        if best:
            texts = tuple(text for line in best for text in line.texts)
            return Lettered(texts, np.concatenate([line.boxes for line in best]))
    return None


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """The piece of a curve that one line of a name takes, the size of the line and its spacing."""

    runs: tuple[Run, ...]
    em: float
    spacing: float
    points: Array
    length: float


@lru_cache(maxsize=_MANY_PIECES)
def _piece(script: Script, less: float, middle: float, line: int) -> _Piece | None:
    """Cut the piece for a line of a name, its middle at a share of the curve; nothing if it is short."""
    curve, style = script.curve, script.style
    along = _measured(curve)
    whole = float(along[-1])
    language, text = script.names[line]
    runs = runs_of(text, language, style)
    room = 2 * min(middle, 1 - middle) * whole * FULL
    fitted = _fit(runs, style, script.size * less * (_SMALLER if line else 1.0), room)
    if fitted is None:
        return None
    em, spacing = fitted
    length = min(measure(runs, em, spacing) * 1.04 + em * 0.5, whole)
    points = _middle_part(curve, along, length, middle * whole)
    return _Piece(runs, em, spacing, points, float(_measured(points)[-1]))


@lru_cache(maxsize=_MANY_SEATS)
def _set_at(
    script: Script, less: float, middle: float, aside: float, floor: Floor
) -> tuple[Lettered, ...]:
    """Set the lines of a name with their middle at a share of the curve, a little off it or on it.

    Lines for which there is no floor are left out; this is asked again for every date.
    """
    below = aside * script.size * less
    lines: list[Lettered] = []
    for i in range(len(script.names)):
        piece = _piece(script, less, middle, i)
        if piece is None:
            break
        below += piece.em * 1.5 if i else 0.0
        part = lifted(piece.points, below + piece.em * 0.3)
        # Moved to the inside of a bend, a line becomes too short for its letters.
        if (i or aside) and _measured(part)[-1] < _TIGHT * piece.length:
            break
        boxes = boxes_along(lifted(part, -piece.em * 0.3), piece.em)
        if not floor.admits(boxes):
            break
        lines.append(Lettered((_on_line(part, piece, script.style),), boxes))
    return tuple(lines)


def _on_line(part: Array, piece: _Piece, style: TextStyle) -> Text:
    """Set a line upon a curve."""
    return Text(
        tuple(map(float, part[0])),  # type: ignore[arg-type]  # a point has two numbers
        piece.runs,
        piece.em,
        style.fill,
        anchor="middle",
        halo=style.halo,
        halo_mm=0.4 if style.halo else 0.0,
        spacing_em=piece.spacing,
        curve=tuple((x, y) for x, y in part.tolist()),
    )


def runs_of(text: str, language: str, style: TextStyle) -> tuple[Run, ...]:
    """Split a text by script in the look of a label."""
    shown = text.upper() if style.capitals else text
    return to_runs(shown, language, family=style.family, bold=style.bold, italic=style.italic)
