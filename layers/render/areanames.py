"""Names of states and territories: spaced capitals across their area, in its hue.

Such a name belongs to the whole of an area, so it is drawn under everything
that has a spot, and as large and as wide as the area lets it. Where it may
stand depends on the area alone and is kept; which of these places is the
freest depends on the date.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from shapely.geometry.base import BaseGeometry

from layers.render.anchors import Names
from layers.render.areaseats import (
    CAP,
    LEADING,
    Form,
    Seats,
    cover_of,
    find_sea_seats,
    find_seats,
    turned,
)
from layers.render.barrier import Barrier
from layers.render.box import Box
from layers.render.ink import InkGrid
from layers.render.lettering import Lettered
from layers.render.meeting import boxes_meet
from layers.render.projection import Array
from layers.render.sheet import Text
from layers.render.territory import Held
from layers.style import WATER, TextStyle

_BUSY: Final = 6.0
_CROSSING: Final = 1.2
_GOOD: Final = 0.75  # what no seat in the water can better
_CLEARANCE_MM: Final = 0.4
_EDGE_MM: Final = 2.0
_HALO_MM: Final = 0.5
_HATCHED_HALO_MM: Final = 0.75  # nothing of a hatch may run between the letters
_AT_ONCE: Final = 128  # seats


@dataclass(frozen=True, slots=True, eq=False)
class AreaName:
    """An area that wants its name across it; ``seen`` is what the frame shows of it."""

    feature: str
    names: Names
    seen: BaseGeometry
    style: TextStyle
    rank: int
    is_hatched: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What the names of areas find on the map.

    Attributes
    ----------
    busy
        Where symbols and their names are likely to be.
    lines
        Railways, borders and the like, which a name had better not cross.
    coast, land
        Which a name that stands in the water beside its area must not touch.
    taken
        Boxes that no name may meet: symbols, and lettering that is set already.
    """

    frame: Box
    busy: InkGrid
    lines: InkGrid
    coast: Barrier
    land: InkGrid
    taken: Array


@dataclass(frozen=True, slots=True)
class _Choice:
    """A seat that was chosen: form, angle and middle, and what it costs."""

    form: Form
    angle: float
    middle: Array
    cost: float
    is_at_sea: bool = False


def _choose(seats: Seats, ground: Ground, taken: Array) -> _Choice | None:
    """Choose the freest seat.

    The cheapest are judged first; the others need not be once they cost more than what was found.
    """
    inner = ground.frame.grown(-_EDGE_MM)
    taken = taken[boxes_meet(seats.reach[None], taken, by=_CLEARANCE_MM)[0]]
    best, least = -1, np.inf
    for begin in range(0, len(seats.costs), _AT_ONCE):
        if seats.costs[begin] >= least:
            break
        first = seats.first[begin : begin + _AT_ONCE + 1]
        boxes, starts = seats.boxes[first[0] : first[-1]], first[:-1] - first[0]
        out = (boxes[:, 0] < inner.left) | (boxes[:, 1] < inner.top)
        out |= (boxes[:, 2] > inner.right) | (boxes[:, 3] > inner.bottom)
        out |= boxes_meet(boxes, taken, by=_CLEARANCE_MM).any(axis=1)
        crowd = np.add.reduceat(ground.busy.share(boxes), starts) / np.diff(first)
        crossing = np.logical_or.reduceat(ground.lines.under(boxes) > 0, starts)
        total = seats.costs[begin : begin + _AT_ONCE] + _BUSY * crowd + _CROSSING * crossing
        total[np.logical_or.reduceat(out, starts)] = np.inf
        k = int(np.argmin(total))
        if total[k] < least:
            best, least = begin + k, float(total[k])
    if best < 0:
        return None
    form, angle = seats.forms[seats.form[best]]
    return _Choice(form, angle, seats.centers[best], least)


def _seat(name: AreaName, ground: Ground, taken: Array, unit: float) -> _Choice | None:
    """Choose a seat across an area, or in the water beside it if that is clearly better."""
    names = name.names[:2]
    across = _choose(find_seats(Held(name.seen), names, name.style, unit), ground, taken)
    if across is not None and across.cost < _GOOD:
        return across
    sea = ground.coast, ground.land
    beside = find_sea_seats(Held(name.seen), names, name.style, unit, sea)
    in_water = _choose(beside, ground, taken)
    if in_water is None or (across is not None and across.cost <= in_water.cost):
        return across
    return replace(in_water, is_at_sea=True)


def _set(name: AreaName, choice: _Choice) -> Lettered:
    """Set a name in its seat."""
    form, angle, middle = choice.form, choice.angle, choice.middle
    boxes = cover_of(form, angle) + np.concatenate([middle, middle])
    halo = WATER if choice.is_at_sea and name.style.halo else name.style.halo
    halo_mm = (_HATCHED_HALO_MM if name.is_hatched else _HALO_MM) if halo else 0.0
    texts, down = [], -form.height / 2 + CAP * form.lines[0].size
    for i, line in enumerate(form.lines):
        down += line.size * LEADING if i else 0.0
        ((x, y),) = turned(np.array([[0.0, down]]), angle, (0.0, 0.0))
        texts.append(
            Text(
                (float(middle[0] + x), float(middle[1] + y)),
                line.runs,
                line.size,
                name.style.fill,
                anchor="middle",
                halo=halo,
                halo_mm=halo_mm,
                angle_deg=angle,
                spacing_em=line.spacing,
                feature=name.feature,
            )
        )
    return Lettered(tuple(texts), boxes)


def letter_areas(names: Iterable[AreaName], ground: Ground, *, unit: float) -> tuple[Lettered, ...]:
    """Set the names of areas, the most important first, each name and each ground once."""
    done: list[Lettered] = []
    said: set[str] = set()
    named: set[tuple[int, ...]] = set()  # what is claimed as well as held is named once
    taken = ground.taken
    for name in sorted(names, key=lambda n: (n.rank, -n.seen.area, n.feature)):
        place = tuple(round(x) for x in (*name.seen.bounds, name.seen.area))
        if name.names[0][1] in said or place in named:
            continue
        choice = _seat(name, ground, taken, unit)
        if choice is not None:
            said.add(name.names[0][1])
            named.add(place)
            done.append(_set(name, choice))
            taken = np.concatenate([taken, done[-1].boxes])
    return tuple(done)
