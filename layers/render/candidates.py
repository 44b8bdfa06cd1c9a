"""Where a label may stand: Imhof's eight places round a mark, nearby ones, and ends of leaders."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from layers.render.anchors import Anchor
from layers.render.forms import Form, beside_forms, inside_forms
from layers.render.projection import Array
from layers.render.sheet import Point

_MANY_NAMES: Final = 4096
GAP_MM: Final = 0.55
_LEADER_GAP_MM: Final = 0.4
# Where a label may stand: how far its box lies right of and below the mark, in
# halves of its own size, and what the place costs. Imhof's order: right and a
# little above first, over and under last.
IMHOF: Final = (
    (1.0, -0.35, 0.00),
    (1.0, 0.0, 0.04),
    (1.0, 0.5, 0.12),
    (-1.0, -0.35, 0.22),
    (-1.0, 0.0, 0.26),
    (-1.0, 0.5, 0.34),
    (0.0, -1.0, 0.30),
    (0.0, 1.0, 0.36),
)
# Between them, where none of the eight is free.
_BETWEEN: Final = (
    (1.0, -1.1, 0.20),
    (1.0, 1.1, 0.26),
    (-1.0, -1.1, 0.42),
    (-1.0, 1.1, 0.48),
    (0.55, -1.0, 0.38),
    (-0.55, -1.0, 0.42),
    (0.55, 1.0, 0.44),
    (-0.55, 1.0, 0.48),
)
# How much farther off a label may stand before it needs a leader, and what that costs.
_OFF: Final = ((0.6, 0.16), (1.3, 0.34), (2.0, 0.52))
_LED: Final = 5.0  # a leader costs more than any place without one
_FAR_MM: Final = (3.4, 4.6, 6.0, 8.0, 10.5, 13.5, 17.0, 21.0, 26.0)
_FAR_COST: Final = 0.14  # for each millimetre
_FARTHEST_MM: Final = {1: 26.0, 2: 17.0}  # lesser names stay near
_NOT_FAR_MM: Final = 10.5
_TURNS: Final = 24
_SIDEWAYS: Final = 0.4  # of a full turn's cosine: steeper leaders end over or under a label
LEAST_RANK_WITH_LEADER: Final = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """One form at one place: its box, how its lines are aligned, whether it hangs on a leader."""

    form: Form
    box: tuple[float, float, float, float]
    align: float
    leader: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """All places for a label, a row for each.

    ``forms`` are numbered in ``form``; ``leads`` are the two ends of leaders, NaN without one.
    """

    forms: tuple[Form, ...]
    form: npt.NDArray[np.intp]
    boxes: Array
    aligns: Array
    costs: Array
    leads: Array

    def __len__(self) -> int:
        """Count the places."""
        return len(self.costs)

    def take(self, number: int) -> Candidate:
        """Give one place."""
        left, top, right, bottom = map(float, self.boxes[number])
        led = bool(np.isfinite(self.leads[number, 0, 0]))
        form = self.forms[self.form[number]]
        return Candidate(form, (left, top, right, bottom), float(self.aligns[number]), led)

    def moved(self, at: Point) -> "Options":
        """Give the same places round another point."""
        return replace(
            self, boxes=self.boxes + np.array([*at, *at]), leads=self.leads + np.array(at)
        )

    def only(self, numbers: npt.NDArray[np.intp]) -> "Options":
        """Give some of the places."""
        return Options(
            self.forms,
            self.form[numbers],
            self.boxes[numbers],
            self.aligns[numbers],
            self.costs[numbers],
            self.leads[numbers],
        )

    def charged(self, costs: Array) -> "Options":
        """Give the same places at a higher price."""
        return replace(self, costs=self.costs + costs)

    def followed_by(self, other: "Options") -> "Options":
        """Give these places and then those of others."""
        return Options(
            (*self.forms, *other.forms),
            np.concatenate([self.form, other.form + len(self.forms)]),
            np.concatenate([self.boxes, other.boxes]),
            np.concatenate([self.aligns, other.aligns]),
            np.concatenate([self.costs, other.costs]),
            np.concatenate([self.leads, other.leads]),
        )


def _halves(forms: Sequence[Form]) -> Array:
    """Give half the width and height of forms."""
    return np.array([(form.width, form.height) for form in forms]).reshape(-1, 2) / 2


def _gather(forms: Sequence[Form], parts: Sequence[tuple[Array, Array, Array]]) -> Options:
    """Put together middles, aligns and costs; each part has a row of places for every form."""
    halves, numbers = _halves(forms), np.arange(len(forms))
    boxes, aligns, costs, form = [], [], [], []
    for middles, align, cost in parts:
        half = np.broadcast_to(halves[:, None], middles.shape)
        boxes.append(np.concatenate([middles - half, middles + half], axis=2).reshape(-1, 4))
        aligns.append(np.broadcast_to(align, middles.shape[:2]).ravel())
        costs.append((cost + np.array([f.cost for f in forms])[:, None]).ravel())
        form.append(np.repeat(numbers, middles.shape[1]))
    count = sum(map(len, form))
    return Options(
        tuple(forms),
        np.concatenate(form),
        np.concatenate(boxes),
        np.concatenate(aligns),
        np.concatenate(costs),
        np.full((count, 2, 2), np.nan),
    )


def _round_a_mark(
    forms: Sequence[Form], places: Sequence[tuple[float, float, float]], gap: float, more: float
) -> tuple[Array, Array, Array]:
    """Give the middles of forms at places round a mark in the origin, their aligns and costs."""
    dx, dy, cost = np.array(places).T
    beside = np.abs(dx) == 1
    halves = _halves(forms)
    x = dx * (halves[:, :1] + np.where(beside, gap, 0.0))
    y = dy * (halves[:, 1:] + np.where(beside, 0.0, gap))
    return np.stack([x, y], axis=2), np.where(beside, -dx, 0.0), cost + more


@lru_cache(maxsize=_MANY_NAMES)
def _beside(nowhere: Anchor, unit: float) -> Options:
    """List the places next to a mark in the origin, the eight of Imhof first."""
    forms = beside_forms(nowhere, unit)
    gap = nowhere.radius + GAP_MM * unit
    everywhere = (*IMHOF, *_BETWEEN)
    asked = ((IMHOF, 0.0, 0.0), (_BETWEEN, 0.0, 0.0), *((everywhere, *off) for off in _OFF))
    parts = [_round_a_mark(forms, places, gap + off * unit, more) for places, off, more in asked]
    return _gather(forms, parts)


def _far_forms(anchor: Anchor, unit: float) -> Sequence[Form]:
    """Choose the forms that may hang on a leader: all but the long ones on one line."""
    forms = beside_forms(anchor, unit)
    return forms if len(anchor.names) == 1 else forms[1:]


@lru_cache(maxsize=_MANY_NAMES)
def _led(nowhere: Anchor, unit: float) -> Options:
    """List the places at the end of a leader from the origin; lesser names rather stay out."""
    forms = _far_forms(nowhere, unit)
    most = _FARTHEST_MM.get(nowhere.rank, _NOT_FAR_MM)
    reach = np.array([far for far in _FAR_MM if far <= most])
    turn = 2 * np.pi * (np.arange(_TURNS) + 0.5) / _TURNS
    far, turn = (grid.ravel() for grid in np.meshgrid(reach, turn))
    away = far * unit + nowhere.radius
    steep = np.abs(np.cos(turn)) < _SIDEWAYS
    side = np.where(steep, 0.0, np.sign(np.cos(turn)))
    upright = np.where(steep, np.sign(np.sin(turn)), 0.0)
    halves = _halves(forms)
    x: Array = np.cos(turn) * away + side * halves[:, :1]
    y = np.sin(turn) * away + upright * halves[:, 1:]
    cost = _LED + _FAR_COST * far + np.where(side < 0, 0.12, np.where(steep, 0.25, 0.0))
    middles: Array = np.stack([x, y], axis=2)
    options = _gather(forms, [(middles, -side, np.asarray(cost, dtype=np.float64))])
    ends = np.stack([np.cos(turn) * away, np.sin(turn) * away], axis=1)
    run = ends / away[:, None]
    # The line stops off the letters, on the side that looks to the mark.
    ends = ends - np.stack([side, upright], axis=1) * _LEADER_GAP_MM
    begins = run * (nowhere.radius + 0.2)
    leads = np.tile(np.stack([begins, ends], axis=1), (len(forms), 1, 1))
    return replace(options, leads=leads)


def _inside(anchor: Anchor, unit: float) -> Options:
    """List the places inside an area."""
    forms = inside_forms(anchor, unit) if len(anchor.names) == 1 else beside_forms(anchor, unit)[1:]
    spots = np.broadcast_to(np.array(anchor.spots), (len(forms), len(anchor.spots), 2))
    costs = np.linspace(0.0, 0.08 * (len(anchor.spots) - 1), len(anchor.spots))
    return _gather(forms, [(spots, np.zeros(1), costs)])


def near_options(anchor: Anchor, unit: float) -> Options:
    """Give the places beside a mark or inside an area."""
    if anchor.mode == "inside":
        return _inside(anchor, unit)
    return _beside(replace(anchor, feature="", at=(0.0, 0.0)), unit).moved(anchor.at)


def led_options(anchor: Anchor, unit: float) -> Options | None:
    """Give the places at the end of a leader; nothing for a label that may have none."""
    if anchor.rank > LEAST_RANK_WITH_LEADER or anchor.mode == "inside":
        return None
    return _led(replace(anchor, feature="", at=(0.0, 0.0)), unit).moved(anchor.at)
