"""Label placement after Imhof: who goes first, where a name may stand, what it must not touch.

Every label tries its forms at eight places round its mark, then farther off
with a leader line. A place costs what it covers; places that leave the frame
or run under the legend are out. Labels are set by rank, then each may move
again in a few sweeps until nothing gets better. There is no chance in it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from layers.render.anchors import Anchor
from layers.render.box import Box
from layers.render.forms import Form, beside_forms, inside_forms
from layers.render.ink import InkGrid
from layers.render.projection import Array
from layers.render.sheet import Path, Point, Text
from layers.style import INK_SOFT, LAND, WATER

_GAP_MM: Final = 0.55
_HALO_MM: Final = 0.42
_SWEEPS: Final = 4
_EDGE_MM: Final = 1.2
_COASTAL_MM: Final = 1.6
_PAD_MM: Final = 0.35

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
_OVERLAP: Final = 60.0
_LEFT_OUT: Final = {1: 30.0, 2: 8.0, 3: 3.6, 4: 2.8, 5: 2.3}


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """What labels must know of the map; ``taken`` are boxes of legend and inset."""

    frame: Box
    land: InkGrid
    coast: InkGrid
    marks: InkGrid
    strokes: InkGrid
    taken: tuple[Box, ...]


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


@dataclass(frozen=True, slots=True)
class Placed:
    """A label where it finally stands."""

    anchor: Anchor
    candidate: Candidate
    halo: str | None


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
    for form in (forms[1:] or forms) if anchor.rank <= _LEAST_RANK_WITH_LEADER else ():
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


def _coastal_water(boxes: Array, points: Array, surface: Surface) -> Array:
    """Charge a name for standing on the wrong side of the coast.

    A place at the coast has its name in the water; one inland has it on land.
    """
    reach = np.array([-_COASTAL_MM, -_COASTAL_MM, _COASTAL_MM, _COASTAL_MM])
    near = surface.coast.under(np.concatenate([points, points], axis=1) + reach) > 0
    land = surface.land.share(boxes)
    return np.where(near, 0.75 * land, 0.9 * (1 - land))


def _static_costs(
    anchors: Sequence[Anchor], options: Sequence[Sequence[Candidate]], surface: Surface
) -> list[Array]:
    """Charge every candidate for what it covers of the map, other labels apart."""
    boxes = np.array([c.box for row in options for c in row])
    points = np.array([a.at for a, row in zip(anchors, options, strict=True) for _ in row])
    inside = np.array(
        [a.mode == "inside" for a, row in zip(anchors, options, strict=True) for _ in row]
    )
    padded = boxes + np.array([-_PAD_MM, -_PAD_MM, _PAD_MM, _PAD_MM])
    cost = np.array([c.cost for row in options for c in row])
    marks = surface.marks.under(padded)
    cost = cost + np.where(marks > 0, 2.5 + 0.35 * marks, 0.0)
    cost += 0.11 * surface.coast.under(boxes) + 0.05 * surface.strokes.under(boxes)
    cost += np.where(inside, 0.0, _coastal_water(boxes, points, surface))
    frame = surface.frame.grown(-_EDGE_MM)
    out = (boxes[:, 0] < frame.left) | (boxes[:, 1] < frame.top)
    out |= (boxes[:, 2] > frame.right) | (boxes[:, 3] > frame.bottom)
    for taken in surface.taken:
        out |= _touches(boxes, np.array([taken.left, taken.top, taken.right, taken.bottom]))
    cost = np.where(out, np.inf, cost)
    ends = np.cumsum([len(row) for row in options])[:-1]
    return list(np.split(cost, ends))


def _touches(boxes: Array, box: Array) -> npt.NDArray[np.bool_]:
    """Tell which boxes share ground with one box."""
    touching: npt.NDArray[np.bool_] = (
        (boxes[:, 0] < box[2])
        & (box[0] < boxes[:, 2])
        & (boxes[:, 1] < box[3])
        & (box[1] < boxes[:, 3])
    )
    return touching


def _crowding(boxes: Array, others: Array) -> Array:
    """Charge boxes for every other label they would touch."""
    if not len(others):
        return np.zeros(len(boxes))
    a, b = boxes[:, None, :], others[None, :, :]
    wide = np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0]) + _PAD_MM
    high = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1]) + _PAD_MM
    touching = (wide > 0) & (high > 0)
    total: Array = np.where(touching, _OVERLAP, 0.0).sum(axis=1)
    return total


def place_labels(anchors: Iterable[Anchor], surface: Surface, *, unit: float) -> tuple[Placed, ...]:
    """Place the labels that find room; the least important stay out first."""
    ordered = sorted(anchors, key=lambda a: (a.rank, a.feature))
    frame = surface.frame
    ordered = [
        a
        for a in ordered
        if frame.left <= a.at[0] <= frame.right and frame.top <= a.at[1] <= frame.bottom
    ]
    if not ordered:
        return ()
    options = [_inside(a, unit) if a.mode == "inside" else _beside(a, unit) for a in ordered]
    costs = _static_costs(ordered, options, surface)
    boxes = [np.array([c.box for c in row]) for row in options]
    chosen = _settle([_LEFT_OUT.get(a.rank, 2.0) for a in ordered], costs, boxes)
    return tuple(
        Placed(anchor, row[k], _halo(anchor, row[k], surface))
        for anchor, row, k in zip(ordered, options, chosen, strict=True)
        if k >= 0
    )


def _halo(anchor: Anchor, candidate: Candidate, surface: Surface) -> str | None:
    """Choose the halo in the tint of what lies under the label: land or water."""
    if anchor.style.halo != LAND:
        return anchor.style.halo
    return LAND if surface.land.share(np.array([candidate.box]))[0] > 0.5 else WATER  # noqa: PLR2004


def _settle(left_out: Sequence[float], costs: Sequence[Array], boxes: Sequence[Array]) -> list[int]:
    """Choose a candidate for each label, -1 for none, and improve the choice in sweeps."""
    chosen = [-1] * len(costs)
    current = np.full((len(costs), 4), np.nan)
    for _ in range(_SWEEPS):
        changed = False
        for i, (cost, box) in enumerate(zip(costs, boxes, strict=True)):
            others = np.delete(current, i, axis=0)
            total = cost + _crowding(box, others[~np.isnan(others[:, 0])])
            best = int(np.argmin(total))
            pick = best if total[best] < left_out[i] else -1
            if pick != chosen[i]:
                changed = True
                chosen[i] = pick
                current[i] = box[pick] if pick >= 0 else np.nan
        if not changed:
            break
    return chosen


def draw_label(placed: Placed) -> tuple[tuple[Text, ...], tuple[Path, ...]]:
    """Set a label: its lines, and its leader line if it hangs on one."""
    anchor, candidate = placed.anchor, placed.candidate
    form = candidate.form
    left, top, right, _ = candidate.box
    texts = []
    for i, (runs, width) in enumerate(zip(form.lines, form.widths, strict=True)):
        slack = right - left - width
        x = left + slack * (0.5 - candidate.align / 2 if abs(candidate.align) == 1 else 0.5)
        x = left if candidate.align < 0 else x
        x = right - width if candidate.align > 0 else x
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
    return tuple(texts), _leader(anchor, candidate) if candidate.leader else ()


def _leader(anchor: Anchor, candidate: Candidate) -> tuple[Path, ...]:
    """Draw the line from a mark's edge to the nearest point of its label."""
    left, top, right, bottom = candidate.box
    x, y = anchor.at
    end: Point = (min(max(x, left - 0.4), right + 0.4), min(max(y, top), bottom))
    if candidate.align != 0:
        end = (left - 0.4 if candidate.align < 0 else right + 0.4, (top + bottom) / 2)
    length = math.dist(end, (x, y))
    if length <= anchor.radius + 0.3:
        return ()
    share = (anchor.radius + 0.2) / length
    start = (x + (end[0] - x) * share, y + (end[1] - y) * share)
    return (Path(((start, end),), closed=False, stroke=INK_SOFT, width_mm=0.15),)
