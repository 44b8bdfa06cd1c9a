"""Thinning: which lesser places, and which names, a small scale has no room for."""

import math
from collections.abc import Sequence
from typing import Final

from layers.render.anchors import Anchor
from layers.render.plane import Plane
from layers.render.spots import spot_of
from layers.view import LayerView

_SMALL_SCALE: Final = 5_000_000
_APART_MM: Final = 1.9
_SMALLEST_SCALE: Final = 12_000_000
_NAMES_APART_MM: Final = 3.2


def crowded_places(layer: LayerView, plane: Plane, *, unit: float) -> frozenset[str]:
    """Choose the lesser places that a small scale has no room for.

    Only places are thinned, only at small scales, and only where a more
    important one stands close by; they are counted on the sheet.
    """
    if layer.kind.name != "point" or plane.denominator < _SMALL_SCALE:
        return frozenset()
    kept: list[tuple[float, float]] = []
    left_out = []
    frame = plane.frame.grown(-0.5)
    for row in sorted(layer.rows.placed, key=lambda r: (int(r.rank), str(r.id))):
        at = spot_of(plane, row.geometry)
        if not (frame.left <= at[0] <= frame.right and frame.top <= at[1] <= frame.bottom):
            continue
        apart = _APART_MM * unit * (int(row.rank) - 1)
        if int(row.rank) > 2 and any(math.dist(at, other) < apart for other in kept):  # noqa: PLR2004
            left_out.append(str(row.id))
        else:
            kept.append(at)
    return frozenset(left_out)


def distinct(anchors: Sequence[Anchor], said: set[str]) -> list[Anchor]:
    """Drop what is lettered already, and areas named a second time."""
    said = set(said)
    kept = []
    for anchor in sorted(anchors, key=lambda a: (a.rank, a.feature)):
        name = anchor.names[0][1]
        if name in said and (anchor.mode == "inside" or anchor.rank > 1):
            continue
        kept.append(anchor)
        if anchor.mode == "inside":
            said.add(name)
    return kept


def apart(anchors: Sequence[Anchor], plane: Plane, *, unit: float) -> list[Anchor]:
    """Choose whose names a map of half a continent has room for: of neighbours the first.

    The marks of the others stay, and are counted as unnamed.
    """
    if plane.denominator < _SMALLEST_SCALE:
        return list(anchors)
    kept: list[Anchor] = []
    taken: list[tuple[float, float]] = []
    for anchor in anchors:
        if anchor.names[0][1][:1].isdigit():  # the numbers of events name no place
            kept.append(anchor)
            continue
        near = any(math.dist(anchor.at, at) < _NAMES_APART_MM * unit for at in taken)
        if anchor.mode == "beside" and anchor.rank > 1 and near:
            continue
        kept.append(anchor)
        if anchor.mode == "beside":
            taken.append(anchor.at)
    return kept
