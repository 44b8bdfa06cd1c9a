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
from layers.render.candidates import TRAIL, Candidate, Options, leader_end, options_of
from layers.render.ink import InkGrid
from layers.render.projection import Array
from layers.render.sheet import Path, Text
from layers.style import INK_SOFT, LAND, WATER, WATER_SHORE

_HALO_MM: Final = 0.42
_SWEEPS: Final = 4
_EDGE_MM: Final = 1.2
_COASTAL_MM: Final = 1.6
_PAD_MM: Final = 0.35

_OVERLAP: Final = 60.0
_CROSSED: Final = 3.0
_COVERED: Final = 1.6
_ON_LAND: Final = 0.8
_LEFT_OUT: Final = {1: 30.0, 2: 14.0, 3: 3.6, 4: 2.8, 5: 2.3}


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
class Placed:
    """A label where it finally stands."""

    anchor: Anchor
    candidate: Candidate
    halo: str | None


def _coastal_water(boxes: Array, points: Array, surface: Surface) -> Array:
    """Charge a name for standing on the wrong side of the coast.

    A place at the coast has its name in the water; one inland has it on land.
    """
    reach = np.array([-_COASTAL_MM, -_COASTAL_MM, _COASTAL_MM, _COASTAL_MM])
    near = surface.coast.under(np.concatenate([points, points], axis=1) + reach) > 0
    land = surface.land.share(boxes)
    return np.where(near, 0.75 * land, 0.9 * (1 - land))


def _static_costs(
    anchors: Sequence[Anchor], options: Sequence[Options], surface: Surface
) -> list[Array]:
    """Charge every candidate for what it covers of the map, other labels apart.

    A leader line pays for the marks it runs over.
    """
    counts = [len(option.row) for option in options]
    boxes = np.concatenate([option.boxes for option in options])
    points = np.repeat(np.array([a.at for a in anchors]), counts, axis=0)
    inside = np.repeat([a.mode == "inside" for a in anchors], counts)
    padded = boxes + np.array([-_PAD_MM, -_PAD_MM, _PAD_MM, _PAD_MM])
    cost = np.concatenate([option.costs for option in options])
    cost += _COVERED * _count_covered(np.concatenate([o.trails for o in options]), surface)
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
    return list(np.split(cost, np.cumsum(counts)[:-1]))


def _count_covered(lines: Array, surface: Surface) -> Array:
    """Count for each leader line its points over marks; a label without one has none."""
    covered = np.zeros(len(lines))
    led = np.flatnonzero(~np.isnan(lines[:, 0, 0]))
    points = lines[led].reshape(-1, 2)
    reach = np.array([-0.3, -0.3, 0.3, 0.3])
    over = surface.marks.under(np.concatenate([points, points], axis=1) + reach) > 0
    covered[led] = over.reshape(-1, TRAIL).sum(axis=1)
    return covered


def _touches(boxes: Array, box: Array) -> npt.NDArray[np.bool_]:
    """Tell which boxes share ground with one box."""
    touching: npt.NDArray[np.bool_] = (
        (boxes[:, 0] < box[2])
        & (box[0] < boxes[:, 2])
        & (boxes[:, 1] < box[3])
        & (box[1] < boxes[:, 3])
    )
    return touching


@dataclass(frozen=True, slots=True, eq=False)
class _Spread:
    """The candidates of one label that may stand: costs, boxes, points along leader lines.

    ``places`` are their numbers among all candidates, and ``reach`` is a box round all of them.
    """

    costs: Array
    boxes: Array
    trails: Array
    places: npt.NDArray[np.intp]
    reach: Array


def _spread(option: Options, costs: Array, left_out: float) -> _Spread:
    """Gather the candidates of a label that are not worse by themselves than leaving it out."""
    places = np.flatnonzero(costs < left_out)
    boxes, lines = option.boxes[places], option.trails[places]
    points = np.concatenate([boxes[:, :2], boxes[:, 2:], lines.reshape(-1, 2)])
    reach = np.zeros(4)
    if len(places):
        reach = np.concatenate([np.nanmin(points, axis=0), np.nanmax(points, axis=0)])
        reach += np.array([-_PAD_MM, -_PAD_MM, _PAD_MM, _PAD_MM])
    return _Spread(costs[places], boxes, lines, places, reach)


def _hits(boxes: Array, points: Array) -> Array:
    """Count for each box the points inside of it; NaN lies nowhere."""
    x, y = points[None, :, 0], points[None, :, 1]
    inside = (x > boxes[:, None, 0]) & (x < boxes[:, None, 2])
    inside &= (y > boxes[:, None, 1]) & (y < boxes[:, None, 3])
    total: Array = inside.sum(axis=1) * 1.0
    return total


def _crowding(spread: _Spread, others: Array, lines: Array) -> Array:
    """Charge candidates for every other label they would touch, and for crossed leader lines."""
    if not len(others) and not len(lines):
        return np.zeros(len(spread.boxes))
    a, b = spread.boxes[:, None, :], others[None, :, :]
    wide = np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0]) + _PAD_MM
    high = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1]) + _PAD_MM
    total: Array = np.where((wide > 0) & (high > 0), _OVERLAP, 0.0).sum(axis=1)
    total += _CROSSED * _hits(spread.boxes, lines.reshape(-1, 2))
    x, y = spread.trails[:, :, None, 0], spread.trails[:, :, None, 1]
    inside = (x > others[:, 0]) & (x < others[:, 2]) & (y > others[:, 1]) & (y < others[:, 3])
    total += _CROSSED * inside.sum(axis=(1, 2))
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
    options = [options_of(a, unit) for a in ordered]
    costs = _static_costs(ordered, options, surface)
    left_out = [_LEFT_OUT.get(a.rank, 2.0) for a in ordered]
    chosen = _settle(left_out, list(map(_spread, options, costs, left_out)))
    return tuple(
        Placed(anchor, option.row[k], _halo(anchor, option.row[k], surface))
        for anchor, option, k in zip(ordered, options, chosen, strict=True)
        if k >= 0
    )


def count_unnamed(wanted: Iterable[Anchor], placed: Iterable[Placed]) -> int:
    """Count the marks whose names found no room."""
    named = {p.anchor.feature for p in placed}
    return sum(a.mode == "beside" and a.feature not in named for a in wanted)


def _halo(anchor: Anchor, candidate: Candidate, surface: Surface) -> str | None:
    """Choose the halo in the tint of what lies under the label: land or water."""
    if anchor.style.halo != LAND:
        return anchor.style.halo
    share = float(surface.land.share(np.array([candidate.box]))[0])
    if share > _ON_LAND:
        return LAND
    return WATER if share < 1 - _ON_LAND else WATER_SHORE


def _settle(left_out: Sequence[float], spreads: Sequence[_Spread]) -> list[int]:
    """Choose a candidate for each label, -1 for none, and improve the choice in sweeps."""
    chosen = [-1] * len(spreads)
    current = np.full((len(spreads), 4), np.nan)
    lines = np.full((len(spreads), TRAIL, 2), np.nan)
    for _ in range(_SWEEPS):
        changed = False
        for i, spread in enumerate(spreads):
            if not len(spread.places):
                continue
            current[i], lines[i] = np.nan, np.nan
            near = _touches(current, spread.reach)
            led = ~np.isnan(lines[:, 0, 0])
            total = spread.costs + _crowding(spread, current[near], lines[led])
            best = int(np.argmin(total))
            pick = int(spread.places[best]) if total[best] < left_out[i] else -1
            changed |= pick != chosen[i]
            chosen[i] = pick
            if pick >= 0:
                current[i], lines[i] = spread.boxes[best], spread.trails[best]
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
    """Draw the line from a mark's edge to its label."""
    x, y = anchor.at
    end = leader_end(anchor, candidate)
    length = math.dist(end, (x, y))
    if length <= anchor.radius + 0.3:
        return ()
    share = (anchor.radius + 0.2) / length
    start = (x + (end[0] - x) * share, y + (end[1] - y) * share)
    return (Path(((start, end),), closed=False, stroke=INK_SOFT, width_mm=0.15),)
