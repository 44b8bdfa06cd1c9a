"""Who gets which place: labels settle by rank, make room for one another, and never meet.

The most important choose first. A label that finds no place asks those that stand in its way to
move; only a lesser one may lose its place to it. At the end each takes the best place that is
free, and no leader is left where a place without one is. There is no chance in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from layers.render.candidates import Options
from layers.render.meeting import boxes_meet, lines_meet, lines_meet_boxes, spread_out
from layers.render.projection import Array

PAD_MM: Final = 0.35
LEAD_PAD_MM: Final = 0.15
_SWEEPS: Final = 4
_TRIES: Final = 24  # places for which a label asks others to make room
_MOST_ASKED: Final = 3
_SHELF: Final = 4


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


def _hull(boxes: Array, leads: Array) -> Array:
    """Give boxes round boxes and the begins of their leaders, which end at them."""
    begins = leads[:, 0]
    return np.concatenate([np.fmin(boxes[:, :2], begins), np.fmax(boxes[:, 2:], begins)], axis=1)


def spread_of(options: Options, costs: Array) -> Spread:
    """Gather the places of a label that are not out of bounds."""
    free = np.flatnonzero(np.isfinite(costs))
    numbers = free[np.argsort(costs[free], kind="stable")]
    boxes, leads = options.boxes[numbers], options.leads[numbers]
    reach = np.full(4, np.nan)
    if len(numbers):
        hull = _hull(boxes, leads)
        reach = np.concatenate([hull[:, :2].min(axis=0), hull[:, 2:].max(axis=0)])
    return Spread(costs[numbers], boxes, leads, numbers, reach)


def _meet(spread: Spread, boxes: Array, leads: Array) -> list[int]:
    """Tell which places of a label some others block: a number for each, with a bit for a place."""
    met = boxes_meet(boxes, spread.boxes, by=PAD_MM)
    led, own = (np.flatnonzero(~np.isnan(lines[:, 0, 0])) for lines in (leads, spread.leads))
    if len(led):
        met[led] |= lines_meet_boxes(leads[led], spread_out(spread.boxes, LEAD_PAD_MM))
    if len(own):
        met[:, own] |= lines_meet_boxes(spread.leads[own], spread_out(boxes, LEAD_PAD_MM)).T
    if len(led) and len(own):
        met[np.ix_(led, own)] |= lines_meet(leads[led], spread.leads[own])
    bits = np.packbits(met, axis=1, bitorder="little")
    data, width = bits.tobytes(), bits.shape[1]
    return [
        int.from_bytes(data[begin : begin + width], "little")
        for begin in range(0, len(data), width)
    ]


class Board:
    """Where the labels stand while they settle; ``seats`` are places in their spreads, -1 for none.

    Each label is asked many times which of its places are free. So it remembers which of them
    others block from theirs, and asks of these in shelves of neighbouring costs: one who has to
    move goes rarely far.
    """

    def __init__(self, spreads: Sequence[Spread], ranks: Sequence[int]) -> None:
        self.spreads = list(spreads)
        self.ranks = tuple(ranks)
        self.seats = [-1] * len(spreads)
        self._met: list[dict[tuple[int, int], list[int]]] = []
        self._near: list[list[int]] = []
        self._forget()

    def _forget(self) -> None:
        """Begin to remember anew, with who is near to whom."""
        self._met = [{} for _ in self.spreads]
        reaches = np.array([spread.reach for spread in self.spreads])
        near = boxes_meet(reaches, reaches, by=PAD_MM)
        np.fill_diagonal(near, val=False)
        self._near = [np.flatnonzero(row).tolist() for row in near]

    def widen(self, spreads: Mapping[int, Spread]) -> None:
        """Give labels more places; those they had keep their numbers, and nobody moves."""
        for label, spread in spreads.items():
            if self.seats[label] >= 0:
                number = self.spreads[label].numbers[self.seats[label]]
                self.seats[label] = int(np.flatnonzero(spread.numbers == number)[0])
            self.spreads[label] = spread
        self._forget()

    def is_led(self, label: int) -> bool:
        """Tell whether a label hangs on a leader."""
        seat = self.seats[label]
        return seat >= 0 and not np.isnan(self.spreads[label].leads[seat, 0, 0])

    def hinderers(self, label: int) -> list[tuple[int, int]]:
        """Give who stands in the way of a label, and of which of its places, as bits of a number."""
        known = self._met[label]
        standing = [(k, seat) for k in self._near[label] if (seat := self.seats[k]) >= 0]
        shelves = [(k, seat // _SHELF) for k, seat in standing]
        if new := [shelf for shelf in shelves if shelf not in known]:
            self._ask(label, new)
        return [
            (k, met)
            for (k, seat), shelf in zip(standing, shelves, strict=True)
            if (met := known[shelf][seat % _SHELF])
        ]

    def _ask(self, label: int, shelves: Sequence[tuple[int, int]]) -> None:
        """Learn which places of a label others block from all places of some shelves."""
        known = self._met[label]
        cuts = [(k, slice(begin := shelf * _SHELF, begin + _SHELF)) for k, shelf in shelves]
        boxes = [self.spreads[k].boxes[cut] for k, cut in cuts]
        leads = [self.spreads[k].leads[cut] for k, cut in cuts]
        met = _meet(self.spreads[label], np.concatenate(boxes), np.concatenate(leads))
        first = 0
        for shelf, part in zip(shelves, boxes, strict=True):
            known[shelf] = met[first : first + len(part)]
            first += len(part)

    def best(self, label: int) -> int:
        """Give the cheapest place of a label that is free, -1 for none."""
        free = (1 << len(self.spreads[label].costs)) - 1
        for _, met in self.hinderers(label) if free else ():
            free &= ~met
        return (free & -free).bit_length() - 1

    def settle(self, labels: Iterable[int]) -> bool:
        """Let labels choose, one after the other; tell whether any of them moved."""
        moved = False
        for label in labels:
            before = self.seats[label]
            self.seats[label] = self.best(label)
            moved |= self.seats[label] != before
        return moved

    def make_room(self, label: int, *, ruthless: bool) -> bool:
        """Let others move for a label without a place; when ruthless, lesser ones go without."""
        hinderers = self.hinderers(label)
        for seat in range(min(_TRIES, len(self.spreads[label].costs))):
            asked = [k for k, met in hinderers if met >> seat & 1]
            if len(asked) > _MOST_ASKED:
                continue
            before = [self.seats[k] for k in asked]
            self.seats[label] = seat
            for k in asked:
                self.seats[k] = -1
            self.settle(asked)
            lost = [k for k in asked if self.seats[k] < 0]
            if not lost or (ruthless and all(self.ranks[k] > self.ranks[label] for k in lost)):
                return True
            self.seats[label] = -1
            for k, old in zip(asked, before, strict=True):
                self.seats[k] = old
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
