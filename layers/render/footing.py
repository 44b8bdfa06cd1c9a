"""Which places of a label the ground leaves, and what they cost there; the date does not matter.

The coast and the edge of the map are out of bounds. A name stands rather on its own side of the
coast, and its leader had better not cross the coast again and again.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from layers.render.anchors import Anchor
from layers.render.barrier import Barrier, Courses, Mask
from layers.render.box import Box
from layers.render.candidates import Options, led_options, near_options
from layers.render.ink import InkGrid
from layers.render.meeting import spread_out
from layers.render.projection import Array

_MANY_LABELS: Final = 4096
_EDGE_MM: Final = 1.2
_COASTAL_MM: Final = 1.6
_COAST_PAD_MM: Final = 0.14  # the coast has a width
_ASHORE, _AT_SEA = 0.95, 0.9  # the wrong side of the coast for a port, and for a place inland
_AGAIN: Final = 0.7  # for each crossing of the coast after the first
_MOST_CROSSINGS: Final = {1: 3, 2: 2}  # of the coast by a leader; lesser names have one


@dataclass(frozen=True, slots=True, eq=False)
class Footing:
    """A ground as labels find it: its coast as a barrier to names, and as lines for leaders."""

    frame: Box
    land: InkGrid
    coast: Barrier
    courses: Courses


def _outside(boxes: Array, frame: Box, unit: float) -> Mask:
    inner = frame.grown(-_EDGE_MM * unit)
    outside: Mask = (boxes[:, 0] < inner.left) | (boxes[:, 1] < inner.top)
    outside |= (boxes[:, 2] > inner.right) | (boxes[:, 3] > inner.bottom)
    return outside


def _wrong_side(anchor: Anchor, boxes: Array, footing: Footing) -> Array:
    """Charge a name for standing on the wrong side of the coast.

    A place at the coast has its name in the water; one inland has it on land.
    """
    near = footing.coast.meets(spread_out(np.array([(*anchor.at, *anchor.at)]), _COASTAL_MM))
    land = footing.land.share(boxes)
    return _ASHORE * land if near[0] else _AT_SEA * (1 - land)


def _stand(anchor: Anchor, options: Options, unit: float, footing: Footing) -> Options:
    """Keep the places of a label that lie inside the map and on no coast."""
    free = ~_outside(options.boxes, footing.frame, unit)
    free[free] = ~footing.coast.meets(spread_out(options.boxes[free], _COAST_PAD_MM))
    left = options.only(np.flatnonzero(free))
    if anchor.mode == "inside":
        return left
    return left.charged(_wrong_side(anchor, left.boxes, footing))


@lru_cache(maxsize=_MANY_LABELS)
def near_places(anchor: Anchor, unit: float, footing: Footing) -> Options:
    """Give the places beside a mark or inside an area that the ground leaves; kept with it."""
    return _stand(anchor, near_options(anchor, unit), unit, footing)


@lru_cache(maxsize=_MANY_LABELS)
def led_places(anchor: Anchor, unit: float, footing: Footing) -> Options | None:
    """Give the places at the end of a leader that the ground leaves; kept with it."""
    options = led_options(anchor, unit)
    if options is None:
        return None
    options = _stand(anchor, options, unit, footing)
    crossed = footing.courses.count_crossings(options.leads)
    few = np.flatnonzero(crossed <= _MOST_CROSSINGS.get(anchor.rank, 1))
    return options.only(few).charged(_AGAIN * np.maximum(crossed[few] - 1, 0))
