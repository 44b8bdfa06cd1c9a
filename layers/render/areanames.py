"""Names of states and territories: spaced capitals across their area, in its hue.

Such a name belongs to the whole of an area, so it is drawn under everything
that has a spot, and as large and as wide as the area lets it. Where it may
stand depends on the area alone and is kept; which of these places is the
freest depends on the date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from shapely.geometry.base import BaseGeometry

from layers.render.anchors import Names
from layers.render.areaseats import CAP, LEADING, Form, Seats, cover_of, find_seats, turned
from layers.render.box import Box
from layers.render.ink import InkGrid, ink_of_boxes
from layers.render.lettering import BoxTuple, Lettered
from layers.render.projection import Array
from layers.render.sheet import Text
from layers.render.territory import Held
from layers.style import TextStyle

_BUSY: Final = 6.0
_CLEARANCE: Final = np.array([-0.4, -0.4, 0.4, 0.4])
_EDGE_MM: Final = 2.0
_HALO_MM: Final = 0.5
_HATCHED_HALO_MM: Final = 0.75  # nothing of a hatch may run between the letters
_AT_ONCE: Final = 512  # seats


@dataclass(frozen=True, slots=True, eq=False)
class AreaName:
    """An area that wants its name across it; ``seen`` is what the frame shows of it."""

    feature: str
    names: Names
    seen: BaseGeometry
    style: TextStyle
    rank: int
    is_hatched: bool = False


def _choose(
    seats: Seats, frame: Box, busy: InkGrid, taken: InkGrid
) -> tuple[Form, float, Array] | None:
    """Choose the freest seat: form, angle and middle.

    The cheapest are judged first; the others need not be once they cost more than what was found.
    """
    inner = frame.grown(-_EDGE_MM)
    best, least = -1, np.inf
    for begin in range(0, len(seats.costs), _AT_ONCE):
        if seats.costs[begin] >= least:
            break
        first = seats.first[begin : begin + _AT_ONCE + 1]
        boxes, starts = seats.boxes[first[0] : first[-1]], first[:-1] - first[0]
        out = (boxes[:, 0] < inner.left) | (boxes[:, 1] < inner.top)
        out |= (boxes[:, 2] > inner.right) | (boxes[:, 3] > inner.bottom)
        out |= taken.under(boxes + _CLEARANCE) > 0
        crowd = np.add.reduceat(busy.share(boxes), starts) / np.diff(first)
        total = seats.costs[begin : begin + _AT_ONCE] + _BUSY * crowd
        total[np.logical_or.reduceat(out, starts)] = np.inf
        k = int(np.argmin(total))
        if total[k] < least:
            best, least = begin + k, float(total[k])
    if best < 0:
        return None
    form, angle = seats.forms[seats.form[best]]
    return form, angle, seats.centers[best]


def _set(name: AreaName, form: Form, angle: float, middle: Array) -> Lettered:
    """Set a name in its seat."""
    boxes: list[BoxTuple] = [
        (float(a), float(b), float(c), float(d))
        for a, b, c, d in cover_of(form, angle) + np.concatenate([middle, middle])
    ]
    halo_mm = (_HATCHED_HALO_MM if name.is_hatched else _HALO_MM) if name.style.halo else 0.0
    texts, down = [], -form.height / 2 + CAP * form.lines[0].size
    for i, line in enumerate(form.lines):
        down += line.size * LEADING if i else 0.0
        ((x, y),) = turned(np.array([[line.spacing * line.size / 2, down]]), angle, (0.0, 0.0))
        texts.append(
            Text(
                (float(middle[0] + x), float(middle[1] + y)),
                line.runs,
                line.size,
                name.style.fill,
                anchor="middle",
                halo=name.style.halo,
                halo_mm=halo_mm,
                angle_deg=angle,
                spacing_em=line.spacing,
                feature=name.feature,
            )
        )
    return Lettered(tuple(texts), tuple(boxes))


def letter_areas(
    names: Iterable[AreaName], frame: Box, *, busy: InkGrid, taken: Sequence[Box], unit: float
) -> tuple[Lettered, ...]:
    """Set the names of areas, the most important first, each name and each ground once.

    Parameters
    ----------
    busy
        Where symbols and their names are likely to be.
    taken
        What no name may touch.
    """
    done: list[Lettered] = []
    said: set[str] = set()
    named: set[tuple[int, ...]] = set()  # what is claimed as well as held is named once
    closed = [(box.left, box.top, box.right, box.bottom) for box in taken]
    for name in sorted(names, key=lambda n: (n.rank, -n.seen.area, n.feature)):
        ground = tuple(round(x) for x in (*name.seen.bounds, name.seen.area))
        if name.names[0][1] in said or ground in named:
            continue
        seats = find_seats(Held(name.seen), name.names[:2], name.style, unit)
        ink = ink_of_boxes(frame, np.array(closed).reshape(-1, 4))
        chosen = _choose(seats, frame, busy, ink)
        if chosen is not None:
            said.add(name.names[0][1])
            named.add(ground)
            done.append(_set(name, *chosen))
            closed.extend(done[-1].boxes)
    return tuple(done)
