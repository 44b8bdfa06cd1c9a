"""What a place for a label costs by itself: what it must not meet, and what it had better not.

Coast, symbols, other lettering and the edge of the map are out of bounds. Lines are crossed only
where there is no other place; a name stands rather on its own side of the coast, and rather
nearer to its own mark than to another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from layers.render.anchors import Anchor
from layers.render.barrier import Barrier, Courses, Mask
from layers.render.box import Box
from layers.render.candidates import Options
from layers.render.ink import InkGrid
from layers.render.meeting import boxes_meet, lines_meet_boxes, spread_out
from layers.render.projection import Array

_EDGE_MM: Final = 1.2
_COASTAL_MM: Final = 1.6
_COAST_PAD_MM: Final = 0.14  # the coast has a width
_SYMBOL_PAD_MM: Final = 0.3
_TAKEN_PAD_MM: Final = 0.2
_LEAD_PAD_MM: Final = 0.15
_SAME_MM: Final = 0.05
LINE: Final = 12.0  # more than a leader costs
_STROKE: Final = 0.05
_ASHORE, _AT_SEA = 0.95, 0.9  # the wrong side of the coast for a port, and for a place inland
_STRANGER: Final = 1.6
_AGAIN: Final = 0.7  # for each crossing of the coast after the first
_MOST_CROSSINGS: Final = {1: 3, 2: 2}  # of the coast by a leader; lesser names have one


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """What labels must know of the map.

    Attributes
    ----------
    coast, courses
        The coast as a barrier to names, and as lines that leaders cross.
    lines
        Railways, borders and the like.
    strokes
        Finer lines that a name had better not cross: rings, edges of plots.
    symbols, taken
        Boxes of symbols, and of lettering that is set already.
    """

    frame: Box
    land: InkGrid
    coast: Barrier
    courses: Courses
    lines: InkGrid
    strokes: InkGrid
    symbols: Array
    taken: Array


def _outside(boxes: Array, frame: Box, unit: float) -> Mask:
    inner = frame.grown(-_EDGE_MM * unit)
    outside: Mask = (boxes[:, 0] < inner.left) | (boxes[:, 1] < inner.top)
    outside |= (boxes[:, 2] > inner.right) | (boxes[:, 3] > inner.bottom)
    return outside


def _wrong_side(boxes: Array, points: Array, surface: Surface) -> Array:
    """Charge a name for standing on the wrong side of the coast.

    A place at the coast has its name in the water; one inland has it on land.
    """
    near = surface.coast.meets(spread_out(np.concatenate([points, points], axis=1), _COASTAL_MM))
    land = surface.land.share(boxes)
    return np.where(near, _ASHORE * land, _AT_SEA * (1 - land))


def _near(boxes: Array, reach: Array) -> Array:
    """Give those of some boxes that touch a box round all places of a label."""
    near: Array = boxes[boxes_meet(reach[None], boxes)[0]]
    return near


def _strangers(anchor: Anchor, boxes: Array, symbols: Array) -> Array:
    """Charge places that lie nearer to the mark of another than to their own."""
    if not len(symbols):
        return np.zeros(len(boxes))

    def distance(at: Array) -> Array:  # squared: it is compared alone
        off = np.maximum(np.maximum(boxes[:, None, :2] - at, at - boxes[:, None, 2:]), 0.0)
        return np.asarray(off[..., 0] ** 2 + off[..., 1] ** 2)

    middles = (symbols[:, :2] + symbols[:, 2:]) / 2
    own = distance(np.array([anchor.at]))[:, 0]
    return np.where(distance(middles).min(axis=1) < own, _STRANGER, 0.0)


def _reach(anchor: Anchor, boxes: Array) -> Array:
    """Give the box round a mark and all places of its label."""
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return np.concatenate([np.minimum(low, anchor.at), np.maximum(high, anchor.at)])


def _judge_one(
    anchor: Anchor, option: Options, costs: Array, surface: Surface, unit: float
) -> Array:
    """Judge the places of one label that the ground leaves: symbols and lettering near them."""
    free = np.isfinite(costs)
    if not free.any():
        return costs
    boxes, leads = option.boxes[free], option.leads[free]
    reach = spread_out(_reach(anchor, boxes)[None], unit)[0]
    symbols, taken = _near(surface.symbols, reach), _near(surface.taken, reach)
    own = np.abs((symbols[:, :2] + symbols[:, 2:]) / 2 - anchor.at).max(axis=1) < _SAME_MM
    more = np.zeros(len(boxes))
    hit = np.zeros(len(boxes), dtype=bool)
    hit |= boxes_meet(boxes, symbols, by=_SYMBOL_PAD_MM * unit).any(axis=1)
    hit |= boxes_meet(boxes, taken, by=_TAKEN_PAD_MM).any(axis=1)
    if anchor.mode == "beside":
        more += _strangers(anchor, boxes, symbols[~own])
    led = np.flatnonzero(~hit & ~np.isnan(leads[:, 0, 0]))
    if len(led):
        under = boxes_meet(spread_out(symbols[own], _LEAD_PAD_MM), symbols).any(axis=0)
        others = np.concatenate([spread_out(symbols[~own & ~under], _LEAD_PAD_MM), taken])
        hit[led] |= lines_meet_boxes(leads[led], others).any(axis=1)
        led = led[~hit[led]]
        crossed = surface.courses.count_crossings(leads[led])
        more[led] += _AGAIN * np.maximum(crossed - 1, 0)
        hit[led] |= crossed > _MOST_CROSSINGS.get(anchor.rank, 1)
    judged = costs.copy()
    judged[free] += np.where(hit, np.inf, more)
    return judged


def judge(
    anchors: Sequence[Anchor], options: Sequence[Options], surface: Surface, *, unit: float
) -> list[Array]:
    """Give what every place of every label costs; what is out of bounds costs infinitely much."""
    counts = [len(option) for option in options]
    boxes = np.concatenate([option.boxes for option in options])
    points = np.repeat(np.array([a.at for a in anchors]), counts, axis=0)
    inside = np.repeat([a.mode == "inside" for a in anchors], counts)
    costs = np.concatenate([option.costs for option in options])
    costs = costs + np.where(inside, 0.0, _wrong_side(boxes, points, surface))
    costs += LINE * (surface.lines.under(boxes) > 0) + _STROKE * surface.strokes.under(boxes)
    out = _outside(boxes, surface.frame, unit)
    out |= surface.coast.meets(spread_out(boxes, _COAST_PAD_MM))
    costs = np.where(out, np.inf, costs)
    split = np.split(costs, np.cumsum(counts)[:-1])
    return [
        _judge_one(anchor, option, part, surface, unit)
        for anchor, option, part in zip(anchors, options, split, strict=True)
    ]
