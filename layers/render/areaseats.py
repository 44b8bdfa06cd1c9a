"""Where the name of an area may stand: every form, slope and place that its ground has room for.

The ground is the largest piece of the area, and its outline is not crossed. Beside an area at the
sea there are seats in the water as well, for one that is too slim to be lettered across.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from layers.render.anchors import Names
from layers.render.barrier import Barrier, raise_barrier
from layers.render.box import Box
from layers.render.fonts import measure, to_runs
from layers.render.forms import divide
from layers.render.ink import InkGrid, ink_of_areas
from layers.render.projection import Array
from layers.render.sheet import Run
from layers.render.territory import Held
from layers.style import TextStyle

_LARGEST_MM, _LEAST_MM = 5.2, 1.9  # capitals, at unit one
_SIZE_OF_AREA: Final = 0.058  # of the root of the area
_SIZES: Final = (1.0, 0.84, 0.7, 0.58, 0.48)
_SPACINGS_EM: Final = (0.85, 0.55, 0.32, 0.16)
_SECOND: Final = 0.66
LEADING: Final = 1.5
CAP: Final = 0.74  # height of capitals, in em
DROP: Final = 0.14  # and how far some reach under the line
_OVER: Final = 1.08  # turned lettering has its corners between the boxes that cover it
_FINE_MM: Final = 0.05
_LEVEL_DEG: Final = 30.0
_INSIDE: Final = 0.95  # share of cells: the outline is asked apart
_AIR_MM: Final = 0.5  # between a name and the outline of its area
_STEEP_LINES: Final = 0.5  # for a name on several lines that one must turn the head for
_SEA_SIZES: Final = (2.5, 2.1, 1.8)  # mm, at unit one
_SEA_SPACINGS_EM: Final = (0.32, 0.12)
_AT_SEA: Final = 0.75
_OFF_MM: Final = (1.2, 2.4, 4.0)
_SEA_STEP_MM: Final = 1.4
_CENTERS: Final = 22
_CELLS: Final = 120_000
_MANY_AREAS: Final = 512
_SLIM: Final = 1.7
_STEEP_DEG: Final = 80.0


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a name: size and letter-spacing in mm and em, width with its spacing."""

    runs: tuple[Run, ...]
    size: float
    spacing: float
    width: float


@dataclass(frozen=True, slots=True)
class Form:
    """A name set in lines; ``cost`` is what it is worse than the best."""

    lines: tuple[_Line, ...]
    cost: float

    @property
    def width(self) -> float:
        """Of the widest line."""
        return max(line.width for line in self.lines)

    @property
    def height(self) -> float:
        """From the top of the capitals to the last baseline."""
        first, *rest = self.lines
        return CAP * first.size + sum(line.size * LEADING for line in rest)


@dataclass(frozen=True, slots=True, eq=False)
class _Seat:
    """A form at an angle, with the places where its middle may lie and what each costs."""

    form: Form
    angle_deg: float
    centers: Array
    costs: Array


@dataclass(frozen=True, slots=True, eq=False)
class Seats:
    """All seats of a name, the cheapest first.

    ``form`` is each seat's place in ``forms`` (with angles); the boxes of a seat lie together,
    and ``first`` is where they begin, with the number of all boxes at its end. ``reach`` is a box
    round all of them.
    """

    forms: tuple[tuple[Form, float], ...]
    form: npt.NDArray[np.int64]
    centers: Array
    costs: Array
    boxes: Array
    first: npt.NDArray[np.int64]
    reach: Array


def _gather(seats: Sequence[_Seat]) -> Seats:
    """Lay the seats of a name below one another, so that many are judged at once."""
    forms = tuple((seat.form, seat.angle_deg) for seat in seats)
    covers = [cover_of(form, angle) for form, angle in forms]
    form = np.repeat(np.arange(len(seats)), [len(seat.centers) for seat in seats])
    centers = np.concatenate([*(seat.centers for seat in seats), np.empty((0, 2))])
    costs = np.concatenate([*(seat.costs for seat in seats), np.empty(0)])
    order = np.argsort(costs, kind="stable")
    form, centers, costs = form[order], centers[order], costs[order]
    counts = np.array([len(cover) for cover in covers], dtype=int)[form]
    first = np.concatenate([np.zeros(1, dtype=int), np.cumsum(counts)])
    begins = np.cumsum([0, *map(len, covers)])[form]
    within = np.arange(first[-1]) - np.repeat(first[:-1], counts)
    parts = np.concatenate([*covers, np.empty((0, 4))])[np.repeat(begins, counts) + within]
    shift = np.repeat(np.concatenate([centers, centers], axis=1), counts, axis=0)
    boxes = parts + shift
    reach = np.full(4, np.nan)
    if len(boxes):
        reach = np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
    return Seats(forms, form, centers, costs, boxes, first, reach)


def _line(text: str, language: str, style: TextStyle, size: float, spacing: float) -> _Line:
    shown = text.upper() if style.capitals else text
    runs = to_runs(shown, language, family=style.family, bold=style.bold, italic=style.italic)
    return _Line(runs, size, spacing, measure(runs, size, spacing))


def _forms(names: Names, style: TextStyle, size: float, spacing: float) -> Iterator[Form]:
    """Give the ways to set a name: on one line or two, with its second language or without."""
    (language, text), rest = names[0], names[1:2]
    ways = {divide(text, count): 0.05 * (count - 1) for count in (3, 2, 1)}
    for lines, lost in ways.items():
        main = [_line(line, language, style, size, spacing) for line in lines]
        second = [
            _line(other, code, style, size * _SECOND, min(spacing, 0.4)) for code, other in rest
        ]
        if second and second[0].width <= max(line.width for line in main):
            yield Form((*main, *second), lost)
        yield Form(tuple(main), lost + (0.12 if rest else 0.0))


def _angles(area: BaseGeometry) -> tuple[float, ...]:
    """Give the slopes a name may have: level, and along an area that is slim."""
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(area))
    if len(corners) < 4:  # noqa: PLR2004  a line
        return (0.0,)
    sides = np.diff(corners[:3], axis=0)
    lengths = np.hypot(*sides.T)
    long = sides[int(np.argmax(lengths))]
    if lengths.max() < _SLIM * max(lengths.min(), 1e-6):
        return (0.0,)
    angle = float(np.degrees(np.arctan2(long[1], long[0])) + 90) % 180 - 90
    angle = angle - 180 if angle > _STEEP_DEG else angle  # what is upright reads upwards
    return 0.0, angle


def _largest(area: BaseGeometry) -> BaseGeometry:
    """Give the largest piece of an area, without detail that no eye finds."""
    parts = [p for p in shapely.get_parts(area) if p.geom_type == "Polygon"]
    largest: BaseGeometry = shapely.simplify(max(parts, key=lambda p: float(p.area)), _FINE_MM)
    return largest


@lru_cache(maxsize=_MANY_AREAS)
def find_seats(held: Held, names: Names, style: TextStyle, unit: float) -> Seats:
    """Find where in an area its name may stand, once for the area."""
    area = _largest(held.geometry)
    most = min(max(_SIZE_OF_AREA * area.area**0.5, _LEAST_MM * unit), _LARGEST_MM * unit)
    sizes = [s for k in _SIZES if (s := most * k) >= _LEAST_MM * unit or k == _SIZES[0]]
    forms = _all_forms(names, style, sizes, _SPACINGS_EM)
    return _gather([seat for angle in _angles(area) for seat in _seats_at(area, angle, forms)])


@lru_cache(maxsize=_MANY_AREAS)
def find_sea_seats(
    held: Held, names: Names, style: TextStyle, unit: float, sea: tuple[Barrier, InkGrid]
) -> Seats:
    """Find where in the water beside an area its name may stand; ``sea`` are coast and land."""
    coast, land = sea
    own = ink_of_areas(coast.frame, held.geometry)
    left, top, right, bottom = held.geometry.bounds
    middle, height = (top + bottom) / 2, max(bottom - top, 1.0)
    found = []
    for form in _all_forms(names, style, [s * unit for s in _SEA_SIZES], _SEA_SPACINGS_EM):
        half = np.array([form.width / 2, form.height / 2])
        dx, dy = half + _OFF_MM[-1] * unit
        x, y = np.meshgrid(
            np.arange(left - dx, right + dx, _SEA_STEP_MM * unit),
            np.arange(top - dy, bottom + dy, _SEA_STEP_MM * unit),
        )
        centers = np.column_stack([x.ravel(), y.ravel()])
        boxes = np.concatenate([centers - half, centers + half], axis=1)
        off = np.full(len(boxes), np.inf)
        for k, reach in enumerate(_OFF_MM[::-1]):
            near = own.under(boxes + np.array([-reach, -reach, reach, reach]) * unit) > 0
            off[near] = 0.25 * (len(_OFF_MM) - 1 - k)
        air = np.array([-_AIR_MM, -_AIR_MM, _AIR_MM, _AIR_MM])
        fits = np.isfinite(off)
        fits[fits] = land.under(boxes[fits]) == 0
        fits[fits] = ~coast.meets(boxes[fits] + air)
        if fits.any():
            aside = 0.8 * np.abs(centers[fits, 1] - middle) / height
            found.append(_Seat(form, 0.0, centers[fits], _AT_SEA + form.cost + off[fits] + aside))
    return _gather(found)


def _all_forms(
    names: Names, style: TextStyle, sizes: Sequence[float], spacings: Sequence[float]
) -> list[Form]:
    """Give all forms of a name, charged for being small and for standing close."""
    return [
        Form(form.lines, form.cost + 0.5 * (1 - size / sizes[0]) + 0.25 * (0.85 - spacing))
        for size, spacing in product(sizes, spacings)
        for form in _forms(names, style, size, spacing)
    ]


def _seats_at(area: BaseGeometry, angle: float, forms: Iterable[Form]) -> Iterator[_Seat]:
    """Yield the forms that find room in an area at an angle."""
    middle = area.centroid
    level = affinity.rotate(area, -angle, origin=middle) if angle else area
    left, top, right, bottom = level.bounds
    frame = Box(left, top, right - left, bottom - top)
    grid, outline = ink_of_areas(frame, level), raise_barrier(frame, level, cells=_CELLS)
    x, y = np.meshgrid(np.linspace(left, right, _CENTERS), np.linspace(top, bottom, _CENTERS))
    centers = np.column_stack([x.ravel(), y.ravel()])
    reach = max(right - left, bottom - top)
    off = np.hypot(centers[:, 0] - middle.x, centers[:, 1] - middle.y) / reach
    for form in forms:
        half = np.array([form.width / 2, form.height / 2 + DROP * form.lines[-1].size]) + _AIR_MM
        boxes = np.concatenate([centers - half, centers + half], axis=1)
        fits = (boxes[:, 0] >= left) & (boxes[:, 2] <= right)
        fits[fits] = grid.share(boxes[fits]) >= _INSIDE
        fits[fits] = ~outline.meets(boxes[fits])
        if fits.any():
            at = turned(centers[fits], angle, (middle.x, middle.y))
            steep = _STEEP_LINES * (len(form.lines) > 1) * (abs(angle) > _LEVEL_DEG)
            yield _Seat(form, angle, at, form.cost + 0.3 * off[fits] + abs(angle) / 300 + steep)


def turned(points: Array, angle: float, origin: tuple[float, float]) -> Array:
    """Turn points clockwise about an origin."""
    turn = np.radians(angle)
    dx, dy = (points - np.array(origin)).T
    x, y = dx * np.cos(turn) - dy * np.sin(turn), dx * np.sin(turn) + dy * np.cos(turn)
    return np.column_stack([x + origin[0], y + origin[1]])


def cover_of(form: Form, angle: float) -> Array:
    """Cover a form, its middle at the origin, by boxes of left, top, right, bottom."""
    half_w, half_h = form.width / 2, form.height / 2 + DROP * form.lines[-1].size
    if not angle:
        return np.array([(-half_w, -half_h, half_w, half_h)])
    count = max(int(np.ceil(form.width / half_h)), 1)
    along = np.linspace(-half_w + half_h, half_w - half_h, count) if count > 1 else np.zeros(1)
    spots = turned(np.column_stack([along, np.zeros(len(along))]), angle, (0.0, 0.0))
    half = half_h * _OVER
    return np.concatenate([spots - half, spots + half], axis=1)
