"""What a place on the ground costs a label at a date: what it must not meet, and had better not.

Symbols and other lettering are out of bounds. Lines are crossed only where there is no other
place, and a name stands rather nearer to its own mark than to another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from layers.render.anchors import Anchor
from layers.render.barrier import Mask
from layers.render.candidates import Options
from layers.render.footing import Footing
from layers.render.ink import InkGrid
from layers.render.meeting import boxes_meet, lines_meet_boxes, spread_out
from layers.render.projection import Array

_SYMBOL_PAD_MM: Final = 0.3
_TAKEN_PAD_MM: Final = 0.2
_LEAD_PAD_MM: Final = 0.15
_SAME_MM: Final = 0.05
LINE: Final = 12.0  # more than a leader costs
_STROKE: Final = 0.05
_STRANGER: Final = 1.6
_AT_ONCE: Final = 2_000_000  # places with neighbours


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """What labels must know of the map.

    Attributes
    ----------
    footing
        The ground, with the coast as a barrier.
    lines
        Railways, borders and the like.
    strokes
        Finer lines that a name had better not cross: rings, edges of plots.
    symbols, taken
        Boxes of symbols, and of lettering that is set already.
    """

    footing: Footing
    lines: InkGrid
    strokes: InkGrid
    symbols: Array
    taken: Array


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Places of several labels; ``label`` is whose each is, as a row of what labels have.

    Labels have their marks ``at``; those ``inside`` areas have no mark of their own.
    """

    label: npt.NDArray[np.intp]
    boxes: Array
    leads: Array
    at: Array
    inside: Mask

    def only(self, chosen: npt.NDArray[np.intp]) -> "_Places":
        """Give some of the places."""
        return replace(
            self, label=self.label[chosen], boxes=self.boxes[chosen], leads=self.leads[chosen]
        )


def _places(anchors: Sequence[Anchor], options: Sequence[Options]) -> _Places:
    return _Places(
        np.repeat(np.arange(len(anchors)), [len(option) for option in options]),
        np.concatenate([option.boxes for option in options]),
        np.concatenate([option.leads for option in options]),
        np.array([a.at for a in anchors]),
        np.array([a.mode == "inside" for a in anchors]),
    )


def _strangers(places: _Places, middles: Array, own: Mask) -> Array:
    """Charge places that lie nearer to the mark of another than to their own.

    ``own`` tells for each label which of the marks, given by their middles, are its own.
    """

    def distance(x: Array, y: Array) -> Array:  # squared: it is compared alone
        left, top, right, bottom = places.boxes.T[..., None]
        across = np.maximum(np.maximum(left - x, x - right), 0.0)
        down = np.maximum(np.maximum(top - y, y - bottom), 0.0)
        return np.asarray(across**2 + down**2)

    near = distance(*places.at[places.label].T[..., None])
    stranger = (distance(*middles.T) < near) & ~own[places.label]
    return np.where(stranger.any(axis=1), _STRANGER, 0.0)


def _barred(places: _Places, symbols: Array, own: Mask, taken: Array) -> Mask:
    """Tell which leaders run through which symbols and lettering; their own mark they may touch."""
    spread = spread_out(symbols, _LEAD_PAD_MM)
    label, symbol = np.nonzero(own)
    open_ = own.copy()
    np.logical_or.at(open_, label, boxes_meet(spread, symbols)[symbol])
    met = lines_meet_boxes(places.leads, spread) & ~open_[places.label]
    return np.concatenate([met, lines_meet_boxes(places.leads, taken)], axis=1)


def _own(at: Array, middles: Array) -> Mask:
    """Tell for each label which of the marks, given by their middles, are its own."""
    return np.asarray((np.abs(middles - at[:, None]) < _SAME_MM).all(axis=2), dtype=np.bool_)


def _unmet(met: Mask) -> Mask:
    """Tell what meets nothing."""
    return np.asarray(~met.any(axis=1), dtype=np.bool_)


def _judge(places: _Places, surface: Surface, unit: float) -> Array:
    """Give what places cost for what is near them and under them."""
    symbols, taken = surface.symbols, surface.taken
    middles = (symbols[:, :2] + symbols[:, 2:]) / 2
    own = _own(places.at, middles)
    free = _unmet(boxes_meet(places.boxes, symbols, by=_SYMBOL_PAD_MM * unit))
    free[free] = _unmet(boxes_meet(places.boxes[free], taken, by=_TAKEN_PAD_MM))
    led = np.flatnonzero(free & ~np.isnan(places.leads[:, 0, 0]))
    if len(led):
        free[led] = _unmet(_barred(places.only(led), symbols, own, taken))
    left = np.flatnonzero(free)
    boxes = places.boxes[left]
    costs = np.full(len(free), np.inf)
    costs[left] = LINE * (surface.lines.under(boxes) > 0) + _STROKE * surface.strokes.under(boxes)
    beside = left[~places.inside[places.label[left]]]
    costs[beside] += _strangers(places.only(beside), middles, own)
    return costs


def _by_label(places: _Places, most: int) -> Iterator[npt.NDArray[np.intp]]:
    """Divide places between labels, so that not many more than so many are together."""
    counts = np.bincount(places.label, minlength=len(places.at))
    part = ((np.cumsum(counts) - counts) // most)[places.label]
    for number in range(int(part[-1]) + 1 if len(part) else 0):
        yield np.flatnonzero(part == number)


def judge(
    anchors: Sequence[Anchor], options: Sequence[Options], surface: Surface, *, unit: float
) -> list[Array]:
    """Give what every place of every label costs; what is out of bounds costs infinitely much."""
    places = _places(anchors, options)
    costs = np.concatenate([option.costs for option in options])
    neighbours = len(surface.symbols) + len(surface.taken)
    for part in _by_label(places, max(_AT_ONCE // max(neighbours, 1), 1)):
        costs[part] += _judge(places.only(part), surface, unit)
    return np.split(costs, np.cumsum([len(option) for option in options])[:-1])
