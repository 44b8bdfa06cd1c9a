"""Label placement after Imhof: who goes first, where a name may stand, what it must not touch.

A name stands at one of eight places round its mark, or between them, on one line or on two. What
finds no room there stands farther out at the end of a leader; what finds none at all is left out
and counted. No name meets another, a symbol or the coast.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from layers.render.anchors import Anchor
from layers.render.candidates import Candidate, Options
from layers.render.footing import led_places, near_places
from layers.render.judging import LINE, Surface, judge
from layers.render.projection import Array
from layers.render.settling import Board, spread_of
from layers.render.sheet import Path, Point, Text
from layers.style import INK_SOFT, LAND, WATER, WATER_SHORE

_HALO_MM: Final = 0.42
_ON_LAND: Final = 0.8
_LEADER_MM: Final = 0.5  # squares that cover a leader


@dataclass(frozen=True, slots=True)
class Placed:
    """A label where it finally stands."""

    anchor: Anchor
    candidate: Candidate
    halo: str | None
    leader: tuple[Point, Point] | None = None


def place_labels(anchors: Iterable[Anchor], surface: Surface, *, unit: float) -> tuple[Placed, ...]:
    """Place the labels that find room; the least important stay out first."""
    footing, frame = surface.footing, surface.footing.frame
    ordered = [
        a
        for a in sorted(anchors, key=lambda a: (a.rank, a.feature))
        if frame.left <= a.at[0] <= frame.right and frame.top <= a.at[1] <= frame.bottom
    ]
    if not ordered:
        return ()
    options = [near_places(a, unit, footing) for a in ordered]
    costs = judge(ordered, options, surface, unit=unit)
    board = Board(list(map(spread_of, options, costs)), [a.rank for a in ordered])
    board.sweep()
    for label in board.without():
        board.make_room(label, ruthless=False)
    options = _lead(board, ordered, (options, costs), surface, unit=unit)
    return tuple(
        _placed(anchor, option, int(spread.numbers[seat]), surface)
        for anchor, option, spread, seat in zip(
            ordered, options, board.spreads, board.seats, strict=True
        )
        if seat >= 0
    )


def _placed(anchor: Anchor, options: Options, number: int, surface: Surface) -> Placed:
    """Give a label in one of its places."""
    candidate = options.take(number)
    halo = _halo(anchor, candidate, surface)
    if not candidate.leader:
        return Placed(anchor, candidate, halo)
    (x0, y0), (x1, y1) = options.leads[number].tolist()
    return Placed(anchor, candidate, halo, ((x0, y0), (x1, y1)))


def _lead(
    board: Board,
    anchors: Sequence[Anchor],
    near: tuple[Sequence[Options], Sequence[Array]],
    surface: Surface,
    *,
    unit: float,
) -> list[Options]:
    """Give leaders to labels without a good place, and let what is more important have its own.

    ``near`` are the options that were judged already, and their costs. Returns the options of all
    labels, in which their places are numbered.
    """
    options, costs = list(near[0]), near[1]
    found = {k: led_places(anchors[k], unit, surface.footing) for k in board.dearer_than(LINE)}
    led = {k: option for k, option in found.items() if option is not None}
    if led:
        led_costs = judge([anchors[k] for k in led], list(led.values()), surface, unit=unit)
        wider = {}
        for (k, option), cost in zip(led.items(), led_costs, strict=True):
            options[k] = options[k].followed_by(option)
            wider[k] = spread_of(options[k], np.concatenate([costs[k], cost]))
        board.widen(wider)
        board.settle(led)
        for label in board.without():
            board.make_room(label, ruthless=True)
    board.sweep()
    board.cut_leaders()
    return options


def ground_of(placed: Iterable[Placed]) -> Array:
    """Give the boxes that labels take, their leaders among them."""
    found = [np.empty((0, 4))]
    for one in placed:
        found.append(np.array([one.candidate.box]))
        if one.leader:
            start, end = np.array(one.leader)
            share = np.linspace(0.0, 1.0, int(math.dist(*one.leader) / _LEADER_MM) + 2)[:, None]
            points = start * (1 - share) + end * share
            found.append(np.concatenate([points - _LEADER_MM / 2, points + _LEADER_MM / 2], axis=1))
    return np.concatenate(found)


def count_unnamed(wanted: Iterable[Anchor], placed: Iterable[Placed]) -> int:
    """Count the marks whose names found no room."""
    named = {p.anchor.feature for p in placed}
    return sum(a.mode == "beside" and a.feature not in named for a in wanted)


def _halo(anchor: Anchor, candidate: Candidate, surface: Surface) -> str | None:
    """Choose the halo in the tint of what lies under the label: land or water."""
    if anchor.style.halo != LAND:
        return anchor.style.halo
    share = float(surface.footing.land.share(np.array([candidate.box]))[0])
    if share > _ON_LAND:
        return LAND
    return WATER if share < 1 - _ON_LAND else WATER_SHORE


def draw_label(placed: Placed) -> tuple[tuple[Text, ...], tuple[Path, ...]]:
    """Set a label: its lines, and its leader line if it hangs on one."""
    anchor, candidate = placed.anchor, placed.candidate
    form = candidate.form
    left, top, right, _ = candidate.box
    left, right = left + form.size_mm * form.ink.before, right - form.size_mm * form.ink.after
    texts = []
    for i, (runs, width) in enumerate(zip(form.lines, form.widths, strict=True)):
        x = left + (right - left - width) * (1 + candidate.align) / 2
        texts.append(
            Text(
                (x, top + form.baseline(i)),
                runs,
                form.size_mm,
                anchor.style.fill,
                halo=placed.halo,
                halo_mm=_HALO_MM if placed.halo else 0.0,
                spacing_em=form.spacing_em,
                feature=anchor.feature,
            )
        )
    if placed.leader is None:
        return tuple(texts), ()
    line = Path((placed.leader,), closed=False, stroke=INK_SOFT, width_mm=0.15)
    return tuple(texts), (line,)
