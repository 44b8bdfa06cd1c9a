"""What a place for a label costs by itself: what it must not meet, and what it had better not.

Coast, symbols, other lettering and the edge of the map are out of bounds. Lines are crossed only
where there is no other place; a name stands rather on its own side of the coast, and rather
nearer to its own mark than to another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

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
_AT_ONCE: Final = 2_000_000  # places with neighbours
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


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Places of several labels; ``label`` is whose each is, as its row in the columns of labels.

    ``at``, ``inside``, ``most`` are columns of labels: their marks, whether they stand inside
    areas, how often their leaders may cross the coast.
    """

    label: npt.NDArray[np.intp]
    boxes: Array
    leads: Array
    at: Array
    inside: Mask
    most: Array

    def only(self, chosen: Mask | npt.NDArray[np.intp]) -> "_Places":
        """Give some of the places."""
        return replace(
            self,
            label=self.label[chosen],
            boxes=self.boxes[chosen],
            leads=self.leads[chosen],
        )

    def reaches(self) -> Array:
        """Give the box round the mark and all places of every label; no place, no reach."""
        low = np.full((len(self.at), 2), np.nan)
        high = low.copy()
        counts = np.bincount(self.label, minlength=len(self.at))
        some = counts > 0
        begins = (np.cumsum(counts) - counts)[some]
        low[some] = np.minimum(np.minimum.reduceat(self.boxes[:, :2], begins), self.at[some])
        high[some] = np.maximum(np.maximum.reduceat(self.boxes[:, 2:], begins), self.at[some])
        return np.concatenate([low, high], axis=1)


def _places(anchors: Sequence[Anchor], options: Sequence[Options]) -> _Places:
    return _Places(
        np.repeat(np.arange(len(anchors)), [len(option) for option in options]),
        np.concatenate([option.boxes for option in options]),
        np.concatenate([option.leads for option in options]),
        np.array([a.at for a in anchors]),
        np.array([a.mode == "inside" for a in anchors]),
        np.array([_MOST_CROSSINGS.get(a.rank, 1) for a in anchors]),
    )


def _ground_costs(places: _Places, surface: Surface, costs: Array) -> Array:
    """Charge places for what lies under them: the wrong side of the coast, and lines.

    A place at the coast has its name in the water; one inland has it on land.
    """
    at = np.concatenate([places.at, places.at], axis=1)
    ashore = surface.coast.meets(spread_out(at, _COASTAL_MM))
    land = surface.land.share(places.boxes)
    wrong = np.where(ashore[places.label], _ASHORE * land, _AT_SEA * (1 - land))
    charged: Array = costs + np.where(places.inside[places.label], 0.0, wrong)
    crossed, stroked = surface.lines.under(places.boxes), surface.strokes.under(places.boxes)
    charged += LINE * (crossed > 0) + _STROKE * stroked
    return charged


def _strangers(places: _Places, symbols: Array, strange: Mask) -> Array:
    """Charge places that lie nearer to the mark of another than to their own.

    ``strange`` tells for each label which symbols are of others.
    """
    if not len(symbols):
        return np.zeros(len(places.boxes))

    def distance(x: Array, y: Array) -> Array:  # squared: it is compared alone
        left, top, right, bottom = places.boxes.T[..., None]
        across = np.maximum(np.maximum(left - x, x - right), 0.0)
        down = np.maximum(np.maximum(top - y, y - bottom), 0.0)
        return np.asarray(across**2 + down**2)

    middles = (symbols[:, :2] + symbols[:, 2:]) / 2
    own = distance(*places.at[places.label].T[..., None])[:, 0]
    others = np.where(strange[places.label], distance(*middles.T), np.inf)
    return np.where(others.min(axis=1) < own, _STRANGER, 0.0)


def _lead_costs(places: _Places, surface: Surface, boxes: Array, bars: Mask) -> Array:
    """Give what leaders cost: what they run through is out of bounds, the coast now and then.

    ``bars`` tells for each label which of the boxes its leader must not run through.
    """
    costs = np.zeros(len(places.leads))
    costs[(lines_meet_boxes(places.leads, boxes) & bars[places.label]).any(axis=1)] = np.inf
    clear = np.isfinite(costs)
    crossed = surface.courses.count_crossings(places.leads[clear])
    costs[clear] = _AGAIN * np.maximum(crossed - 1, 0)
    costs[clear] += np.where(crossed > places.most[places.label[clear]], np.inf, 0.0)
    return costs


def _near_costs(places: _Places, surface: Surface, unit: float) -> Array:
    """Give what places cost for the symbols and the lettering near them."""
    reaches = spread_out(places.reaches(), unit)
    symbols, taken = surface.symbols, surface.taken
    near, near_taken = boxes_meet(reaches, symbols), boxes_meet(reaches, taken)
    middles = (symbols[:, :2] + symbols[:, 2:]) / 2
    own = near & (np.abs(middles - places.at[:, None]).max(axis=2) < _SAME_MM)
    hit = boxes_meet(places.boxes, symbols, by=_SYMBOL_PAD_MM * unit).any(axis=1)
    met = near_taken.any(axis=0)
    hit |= boxes_meet(places.boxes, taken[met], by=_TAKEN_PAD_MM).any(axis=1)
    costs = np.where(hit, np.inf, 0.0)
    beside = np.flatnonzero(~hit & ~places.inside[places.label])
    costs[beside] += _strangers(places.only(beside), symbols, near & ~own)
    led = np.flatnonzero(~hit & ~np.isnan(places.leads[:, 0, 0]))
    if len(led):
        under = own.copy()  # and what its own symbols touch
        touching = boxes_meet(spread_out(symbols, _LEAD_PAD_MM), symbols)
        label, symbol = np.nonzero(own)
        np.logical_or.at(under, label, touching[symbol])
        boxes = np.concatenate([spread_out(symbols, _LEAD_PAD_MM), taken])
        bars = np.concatenate([near & ~under, near_taken], axis=1)
        costs[led] += _lead_costs(places.only(led), surface, boxes, bars)
    return costs


def _by_label(places: _Places, most: int) -> Iterator[npt.NDArray[np.intp]]:
    """Divide places between labels, so that not many more than so many are together."""
    counts = np.bincount(places.label, minlength=len(places.at))
    part = ((np.cumsum(counts) - counts) // most)[places.label]
    for number in np.unique(part):
        yield np.flatnonzero(part == number)


def judge(
    anchors: Sequence[Anchor], options: Sequence[Options], surface: Surface, *, unit: float
) -> list[Array]:
    """Give what every place of every label costs; what is out of bounds costs infinitely much."""
    everywhere = _places(anchors, options)
    out = _outside(everywhere.boxes, surface.frame, unit)
    out |= surface.coast.meets(spread_out(everywhere.boxes, _COAST_PAD_MM))
    free = np.flatnonzero(~out)
    places = everywhere.only(free)
    costs = np.concatenate([option.costs for option in options])
    costs[out] = np.inf
    charged = _ground_costs(places, surface, costs[free])
    neighbours = len(surface.symbols) + len(surface.taken)
    for part in _by_label(places, max(_AT_ONCE // max(neighbours, 1), 1)):
        charged[part] += _near_costs(places.only(part), surface, unit)
    costs[free] = charged
    return np.split(costs, np.cumsum([len(option) for option in options])[:-1])
