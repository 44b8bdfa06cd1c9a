"""Where the name of an area may stand: every form, slope and place that its ground has room for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise, product
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from layers.render.anchors import Names
from layers.render.box import Box
from layers.render.fonts import measure, to_runs
from layers.render.ink import ink_of_areas
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
_INSIDE: Final = 0.985  # share of a name's ground that must lie in its area
_OVERHANG: Final = 0.62  # the same for an area too slim for its name
_CENTERS: Final = 22
_MANY_AREAS: Final = 512
_SLIM: Final = 1.7
_STEEP_DEG: Final = 80.0
_LONG: Final = 9  # letters: a longer name may be divided


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
    and ``first`` is where they begin, with the number of all boxes at its end.
    """

    forms: tuple[tuple[Form, float], ...]
    form: npt.NDArray[np.int64]
    centers: Array
    costs: Array
    boxes: Array
    first: npt.NDArray[np.int64]


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
    return Seats(forms, form, centers, costs, parts + shift, first)


def _divided(text: str, count: int) -> tuple[str, ...]:
    """Divide a name in so many lines of about equal length, as far as its words allow."""
    words = text.split(" ")
    count = min(count, len(words))
    if count == 1 or len(text) < _LONG:
        return (text,)
    cuts = [(0, *inner, len(words)) for inner in combinations(range(1, len(words)), count - 1)]
    ways = [tuple(" ".join(words[a:b]) for a, b in pairwise(cut)) for cut in cuts]
    return min(ways, key=lambda lines: max(map(len, lines)))


def _line(text: str, language: str, style: TextStyle, size: float, spacing: float) -> _Line:
    shown = text.upper() if style.capitals else text
    runs = to_runs(shown, language, family=style.family, bold=style.bold, italic=style.italic)
    return _Line(runs, size, spacing, measure(runs, size, spacing))


def _forms(names: Names, style: TextStyle, size: float, spacing: float) -> Iterator[Form]:
    """Give the ways to set a name: on one line or two, with its second language or without."""
    (language, text), rest = names[0], names[1:2]
    ways = {_divided(text, count): 0.05 * (count - 1) for count in (3, 2, 1)}
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
    """Give the largest piece of an area, without detail that no name follows."""
    parts = [p for p in shapely.get_parts(area) if p.geom_type == "Polygon"]
    largest: BaseGeometry = shapely.simplify(max(parts, key=lambda p: float(p.area)), 0.5)
    return largest


@lru_cache(maxsize=_MANY_AREAS)
def find_seats(held: Held, names: Names, style: TextStyle, unit: float) -> Seats:
    """Find where in an area its name may stand, once for the area."""
    area = _largest(held.geometry)
    most = min(max(_SIZE_OF_AREA * area.area**0.5, _LEAST_MM * unit), _LARGEST_MM * unit)
    sizes = [s for k in _SIZES if (s := most * k) >= _LEAST_MM * unit or k == _SIZES[0]]
    for inside in (_INSIDE, _OVERHANG):
        found = [
            seat
            for angle in _angles(area)
            for seat in _seats_at(area, angle, inside, _all_forms(names, style, sizes))
        ]
        if found:
            return _gather(found)
        sizes = sizes[-1:]
    return _gather(())


def _all_forms(names: Names, style: TextStyle, sizes: Sequence[float]) -> list[Form]:
    """Give all forms of a name, charged for being small and for standing close."""
    return [
        Form(form.lines, form.cost + 0.5 * (1 - size / sizes[0]) + 0.25 * (0.85 - spacing))
        for size, spacing in product(sizes, _SPACINGS_EM)
        for form in _forms(names, style, size, spacing)
    ]


def _seats_at(
    area: BaseGeometry, angle: float, inside: float, forms: Iterable[Form]
) -> Iterator[_Seat]:
    """Yield the forms that find room in an area at an angle."""
    middle = area.centroid
    level = affinity.rotate(area, -angle, origin=middle) if angle else area
    left, top, right, bottom = level.bounds
    grid = ink_of_areas(Box(left, top, right - left, bottom - top), level)
    x, y = np.meshgrid(np.linspace(left, right, _CENTERS), np.linspace(top, bottom, _CENTERS))
    centers = np.column_stack([x.ravel(), y.ravel()])
    reach = max(right - left, bottom - top)
    off = np.hypot(centers[:, 0] - middle.x, centers[:, 1] - middle.y) / reach
    for form in forms:
        half = np.array([form.width / 2 + 0.6, form.height / 2 + 0.6])
        boxes = np.concatenate([centers - half, centers + half], axis=1)
        fits = (boxes[:, 0] >= left) & (boxes[:, 2] <= right) & (grid.share(boxes) >= inside)
        if fits.any():
            at = turned(centers[fits], angle, (middle.x, middle.y))
            costs = form.cost + 0.3 * off[fits] + abs(angle) / 300
            yield _Seat(form, angle, at, costs)


def turned(points: Array, angle: float, origin: tuple[float, float]) -> Array:
    """Turn points clockwise about an origin."""
    turn = np.radians(angle)
    dx, dy = (points - np.array(origin)).T
    x, y = dx * np.cos(turn) - dy * np.sin(turn), dx * np.sin(turn) + dy * np.cos(turn)
    return np.column_stack([x + origin[0], y + origin[1]])


def cover_of(form: Form, angle: float) -> Array:
    """Cover a form, its middle at the origin, by boxes of left, top, right, bottom."""
    half_w, half_h = form.width / 2, form.height / 2
    if not angle:
        return np.array([(-half_w, -half_h, half_w, half_h)])
    count = max(int(np.ceil(form.width / form.height)), 1)
    along = np.linspace(-half_w + half_h, half_w - half_h, count) if count > 1 else np.zeros(1)
    spots = turned(np.column_stack([along, np.zeros(len(along))]), angle, (0.0, 0.0))
    return np.concatenate([spots - half_h, spots + half_h], axis=1)
