"""Who gets which place: labels settle by rank, make room for one another, and never meet.

The most important choose first. A label that finds no place asks those that stand in its way to
move; only a lesser one may lose its place to it. At the end each takes the best place that is
free, and no leader is left where a place without one is. There is no chance in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from layers.render.barrier import Mask
from layers.render.candidates import Options
from layers.render.meeting import boxes_meet, lines_meet, lines_meet_boxes, spread_out
from layers.render.projection import Array

PAD_MM: Final = 0.35
LEAD_PAD_MM: Final = 0.15
_SWEEPS: Final = 4
_TRIES: Final = 24  # places for which a label asks others to make room
_MOST_ASKED: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """The places where one label may stand, the cheapest first.

    ``numbers`` are their places among all options, and ``reach`` is a box round all of them.
    """

    costs: Array
    boxes: Array
    leads: Array
    numbers: npt.NDArray[np.intp]
    reach: Array

    @property
    def is_empty(self) -> bool:
        """Whether there is no place."""
        return not len(self.costs)


def spread_of(options: Options, costs: Array) -> Spread:
    """Gather the places of a label that are not out of bounds."""
    free = np.flatnonzero(np.isfinite(costs))
    numbers = free[np.argsort(costs[free], kind="stable")]
    boxes, leads = options.boxes[numbers], options.leads[numbers]
    reach = np.full(4, np.nan)
    if len(numbers):
        begins = leads[~np.isnan(leads[:, 0, 0]), 0]  # they end at their boxes
        low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        if len(begins):
            low, high = np.minimum(low, begins.min(axis=0)), np.maximum(high, begins.max(axis=0))
        reach = np.concatenate([low, high])
    return Spread(costs[numbers], boxes, leads, numbers, reach)


class Board:
    """Where the labels stand while they settle; ``seats`` are places in their spreads, -1 for none."""

    def __init__(self, spreads: Sequence[Spread], ranks: Sequence[int]) -> None:
        self.spreads = list(spreads)
        self.ranks = tuple(ranks)
        self.seats = [-1] * len(spreads)
        self._boxes = np.full((len(spreads), 4), np.nan)
        self._leads = np.full((len(spreads), 2, 2), np.nan)

    def lift(self, label: int) -> None:
        """Take a label off the map."""
        self.seats[label] = -1
        self._boxes[label], self._leads[label] = np.nan, np.nan

    def put(self, label: int, seat: int) -> None:
        """Put a label in one of its places, or nowhere for -1."""
        if seat < 0:
            self.lift(label)
            return
        self.seats[label] = seat
        self._boxes[label] = self.spreads[label].boxes[seat]
        self._leads[label] = self.spreads[label].leads[seat]

    def is_led(self, label: int) -> bool:
        """Tell whether a label hangs on a leader."""
        return self.seats[label] >= 0 and not np.isnan(self._leads[label, 0, 0])

    def blocked(self, label: int, *, first: int | None = None) -> tuple[Mask, npt.NDArray[np.intp]]:
        """Tell which places of a label meet which others, and who these are.

        ``first`` asks of so many places only. The label itself must have been lifted.
        """
        spread = self.spreads[label]
        boxes, leads = spread.boxes[:first], spread.leads[:first]
        near = boxes_meet(spread.reach[None], self._boxes, by=PAD_MM)[0]
        near |= ~np.isnan(self._leads[:, 0, 0])
        others = np.flatnonzero(near)
        met = boxes_meet(boxes, self._boxes[others], by=PAD_MM)
        led = ~np.isnan(self._leads[others, 0, 0])
        if led.any():
            met[:, led] |= lines_meet_boxes(
                self._leads[others[led]], spread_out(boxes, LEAD_PAD_MM)
            ).T
        own = ~np.isnan(leads[:, 0, 0])
        if own.any():
            met[own] |= lines_meet_boxes(leads[own], spread_out(self._boxes[others], LEAD_PAD_MM))
            met[own] |= lines_meet(leads[own], self._leads[others])
        return met, others

    def best(self, label: int) -> int:
        """Give the cheapest place of a label that is free, -1 for none."""
        if self.spreads[label].is_empty:
            return -1
        met, _ = self.blocked(label)
        free = ~met.any(axis=1)
        return int(np.argmax(free)) if free.any() else -1

    def settle(self, labels: Iterable[int]) -> bool:
        """Let labels choose, one after the other; tell whether any of them moved."""
        moved = False
        for label in labels:
            before = self.seats[label]
            self.lift(label)
            self.put(label, self.best(label))
            moved |= self.seats[label] != before
        return moved

    def make_room(self, label: int, *, ruthless: bool) -> bool:
        """Let others move for a label without a place; when ruthless, lesser ones go without."""
        spread = self.spreads[label]
        if spread.is_empty:
            return False
        met, others = self.blocked(label, first=_TRIES)
        for seat in range(len(met)):
            asked = [int(k) for k in others[met[seat]]]
            if len(asked) > _MOST_ASKED:
                continue
            before = [self.seats[k] for k in asked]
            self.put(label, seat)
            for k in asked:
                self.lift(k)
            self.settle(asked)
            lost = [k for k in asked if self.seats[k] < 0]
            if not lost or (ruthless and all(self.ranks[k] > self.ranks[label] for k in lost)):
                return True
            for k in asked:
                self.lift(k)
            self.lift(label)
            for k, old in zip(asked, before, strict=True):
                self.put(k, old)
        return False

    def without(self) -> list[int]:
        """Give the labels that stand nowhere."""
        return [label for label, seat in enumerate(self.seats) if seat < 0]

    def dearer_than(self, cost: float) -> list[int]:
        """Give the labels that stand nowhere, or in a place that costs as much or more."""
        return [
            label
            for label, seat in enumerate(self.seats)
            if seat < 0 or self.spreads[label].costs[seat] >= cost
        ]

    def sweep(self) -> None:
        """Let all choose again until nobody moves, but not for ever."""
        for _ in range(_SWEEPS):
            if not self.settle(range(len(self.seats))):
                return

    def cut_leaders(self) -> None:
        """Let labels on leaders choose again until none of them finds better."""
        while self.settle([k for k in range(len(self.seats)) if self.is_led(k)]):
            pass
