"""Areas that changed hands: each holder in bands of its own, never two colours over each other.

A sheet may show a year, a phase or any other span. What holds on every day of
it is drawn whole. What holds for a part of it only is cut into bands, and
those that follow one another on the same ground take turns, like the colours
of a condominium on old maps: no tint is mixed, and each stays that of the legend.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.held import FeatureRow
from layers.render.hatch import to_strands
from layers.render.overlap import find_overlaps
from layers.render.territory import Held, Territory

BAND_MM: Final = 1.7
_ANGLE_DEG: Final = 135.0  # across the usual hatching; the screen has diagonals too
_MANY_BANDED: Final = 64


@dataclass(frozen=True, slots=True)
class Turn:
    """Which of so many bands are an area's; beside a single one there is a gap as wide."""

    place: int = 0
    of: int = 2


def _order(row: FeatureRow) -> tuple[int, str]:
    return int(row.start_earliest), str(row.id)


def find_turns(rows: Sequence[FeatureRow]) -> dict[str, Turn]:
    """Give the bands of those areas of a layer that do not hold throughout, by id.

    What holds only possibly, and shares its ground with nothing that changed, is left whole: it
    has a look of its own.
    """
    passing = sorted(
        (row for row in rows if "Polygon" in row.geometry.geom_type and not row.throughout),
        key=_order,
    )
    beside = _beside(passing)
    places: dict[str, int] = {}
    for name, others in beside.items():
        taken = {places[other] for other in others if other in places}
        places[name] = next(n for n in range(len(taken) + 1) if n not in taken)
    counts: dict[str, int] = {}
    for name in beside:
        if name not in counts:
            joined = _joined(name, beside)
            counts.update(dict.fromkeys(joined, max(places[n] for n in joined) + 1))
    return {
        row.id: Turn(places[row.id], max(counts[row.id], 2))
        for row in passing
        if beside[row.id] or row.holds == "certain"
    }


def _beside(passing: Sequence[FeatureRow]) -> dict[str, set[str]]:
    """Give to each area those that lie on the same ground, by id."""
    overlaps = find_overlaps(tuple(Held(row.geometry) for row in passing))
    alike: dict[int, list[str]] = {}
    for row, first in zip(passing, overlaps.first, strict=True):
        alike.setdefault(first, []).append(row.id)
    beside = {
        row.id: set(alike[k]) - {row.id} for row, k in zip(passing, overlaps.first, strict=True)
    }
    for pair in overlaps.pairs:
        for one, other in (pair, pair[::-1]):
            for name in alike[one]:
                beside[name].update(alike[other])
    return beside


def _joined(name: str, beside: dict[str, set[str]]) -> set[str]:
    """Give all that is joined to an area by others, itself among them."""
    found, pending = {name}, [name]
    while pending:
        new = beside[pending.pop()] - found
        found |= new
        pending.extend(new)
    return found


def rule_bands(
    bounds: tuple[float, float, float, float], turn: Turn, *, unit: float
) -> BaseGeometry:
    """Rule the bands of a turn over a box; they are anchored to the page, not to the box."""
    left, top, right, bottom = bounds
    angle, width = math.radians(-_ANGLE_DEG), BAND_MM * unit
    along = np.array([math.cos(angle), math.sin(angle)])
    across = np.array([-along[1], along[0]])
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    reach = corners @ across / width
    first, last = math.floor(reach.min()) - 1, math.ceil(reach.max()) + 1
    numbers = np.array([n for n in range(first, last) if n % turn.of == turn.place])
    ends = (corners @ along).min() - 1.0, (corners @ along).max() + 1.0
    near, far = (k[:, None] * width * across for k in (numbers, numbers + 1))
    rings = [near + ends[0] * along, near + ends[1] * along]
    rings += [far + ends[1] * along, far + ends[0] * along]
    return shapely.MultiPolygon([shapely.Polygon(ring) for ring in np.stack(rings, axis=1)])


@lru_cache(maxsize=_MANY_BANDED)
def cut_in_bands(territory: Territory, turn: Turn, *, unit: float) -> Territory:
    """Leave of an area's tint the bands of its turn; its borders stay whole."""
    if not territory.area:
        return territory
    bands = rule_bands(territory.area.bounds, turn, unit=unit)
    edges = territory.edges
    return replace(
        territory,
        full=shapely.intersection(territory.full, bands),
        fading=tuple((shapely.intersection(s, bands), share) for s, share in territory.fading),
        edges=to_strands(shapely.boundary(territory.area)) if edges is None else edges,
    )
