"""Where a label may stand: Imhof's eight places round a mark, and places on leader lines."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from layers.render.anchors import Anchor
from layers.render.forms import Form, beside_forms, inside_forms
from layers.render.projection import Array
from layers.render.sheet import Point

_MANY_ANCHORS: Final = 1024
_GAP_MM: Final = 0.55
_LEADER_GAP_MM: Final = 0.4
# Where a label may stand: how far its box lies right of and below the mark, in
# halves of its own size, and what the place costs. Imhof's order: right and a
# little above first, over and under last.
_PLACES: Final = (
    (1.0, -0.35, 0.00),
    (1.0, 0.0, 0.04),
    (1.0, 0.5, 0.12),
    (-1.0, -0.35, 0.22),
    (-1.0, 0.0, 0.26),
    (-1.0, 0.5, 0.34),
    (0.0, -1.0, 0.30),
    (0.0, 1.0, 0.36),
)
_FAR_MM: Final = ((4.0, 1.15), (7.5, 1.5), (12.0, 2.0))
_FAR_TURNS: Final = tuple(math.radians(a) for a in (-25, 25, -155, 155, -60, 60, -120, 120))
_LEAST_RANK_WITH_LEADER: Final = 3
TRAIL: Final = 6  # points that stand for a leader line


@dataclass(frozen=True, slots=True)
class Candidate:
    """One form at one place: its box, how its lines are aligned, whether it hangs on a leader."""

    form: Form
    box: tuple[float, float, float, float]
    align: float
    cost: float
    leader: bool = False


def _leader_cost(rank: int) -> float:
    """Charge a leader line more for lesser names: they rather stay out."""
    return 0.5 * max(rank - 1, 0)


def _beside(anchor: Anchor, unit: float) -> list[Candidate]:
    """List the places next to a point, then those at the end of a leader line."""
    x, y = anchor.at
    gap = anchor.radius + _GAP_MM * unit
    found = []
    forms = beside_forms(anchor, unit)
    for form in forms:
        half_w, half_h = form.width / 2, form.height / 2
        for dx, dy, cost in _PLACES:
            reach = gap if abs(dx) == 1 else gap * 0.3
            cx = x + dx * (half_w + reach)
            cy = y + dy * (half_h + (gap if dx == 0 else 0.0))
            box = (cx - half_w, cy - half_h, cx + half_w, cy + half_h)
            found.append(Candidate(form, box, -dx, form.cost + cost))
    for form in _far_forms(forms, anchor.rank):
        half_w, half_h = form.width / 2, form.height / 2
        for far, cost in _FAR_MM:
            for turn in _FAR_TURNS:
                ax = x + math.cos(turn) * (far * unit + anchor.radius)
                ay = y + math.sin(turn) * (far * unit + anchor.radius)
                side = 1.0 if math.cos(turn) > 0 else -1.0
                box = (
                    ax + min(side, 0) * form.width,
                    ay - half_h,
                    ax + max(side, 0) * form.width,
                    ay + half_h,
                )
                total = form.cost + cost + _leader_cost(anchor.rank)
                found.append(Candidate(form, box, -side, total, leader=True))
    return found


def _far_forms(forms: Sequence[Form], rank: int) -> Sequence[Form]:
    """Choose the forms that may hang on a leader line: on two lines, or the main name alone."""
    if rank > _LEAST_RANK_WITH_LEADER:
        return ()
    return forms if len(forms) == 1 else (forms[1], forms[-1])


def _inside(anchor: Anchor, unit: float) -> list[Candidate]:
    """List the places inside an area."""
    found = []
    forms = inside_forms(anchor, unit) if len(anchor.names) == 1 else beside_forms(anchor, unit)[1:]
    for form in forms:
        half_w, half_h = form.width / 2, form.height / 2
        for k, (x, y) in enumerate(anchor.spots):
            box = (x - half_w, y - half_h, x + half_w, y + half_h)
            found.append(Candidate(form, box, 0.0, form.cost + 0.08 * k))
    return found


def list_candidates(anchor: Anchor, unit: float) -> tuple[Candidate, ...]:
    """List all places and forms for a label, with what each costs by itself."""
    return tuple(_inside(anchor, unit) if anchor.mode == "inside" else _beside(anchor, unit))


def leader_end(anchor: Anchor, candidate: Candidate) -> Point:
    """Give where a leader line meets its label: at the middle of the near side."""
    left, top, right, bottom = candidate.box
    if candidate.align == 0:
        return min(max(anchor.at[0], left), right), min(max(anchor.at[1], top), bottom)
    return (left - _LEADER_GAP_MM if candidate.align < 0 else right + _LEADER_GAP_MM), (
        top + bottom
    ) / 2


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """All places for a label, and the same as arrays: boxes, costs, points along leader lines."""

    row: tuple[Candidate, ...]
    boxes: Array
    costs: Array
    trails: Array


@lru_cache(maxsize=_MANY_ANCHORS)
def options_of(anchor: Anchor, unit: float) -> Options:
    """Give the places for a label, once for what it says and where."""
    row = list_candidates(anchor, unit)
    boxes = np.array([candidate.box for candidate in row])
    costs = np.array([candidate.cost for candidate in row])
    return Options(row, boxes, costs, trails(anchor, row))


def trails(anchor: Anchor, row: Sequence[Candidate]) -> Array:
    """Give points along the leader line of each candidate, from its mark's edge; NaN without one."""
    start = np.array(anchor.at)
    ends = np.array([leader_end(anchor, c) if c.leader else (np.nan, np.nan) for c in row])
    away = np.maximum(np.hypot(*(ends - start).T), 1e-6)
    first = np.minimum((anchor.radius + 0.5) / away, 0.9)[:, None]
    share = (first + (0.97 - first) * np.linspace(0.0, 1.0, TRAIL))[:, :, None]
    points: Array = start * (1 - share) + ends[:, None, :] * share
    return points
