"""Thinning: which lesser places a small scale has no room for."""

import math
from typing import Final

from layers.render.plane import Plane
from layers.render.rows import placed_rows
from layers.render.spots import spot_of
from layers.view import LayerView

_SMALL_SCALE: Final = 5_000_000
_APART_MM: Final = 1.9


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
    for row in sorted(placed_rows(layer.features), key=lambda r: (int(r.rank), str(r.id))):
        at = spot_of(plane, row.geometry)
        if not (frame.left <= at[0] <= frame.right and frame.top <= at[1] <= frame.bottom):
            continue
        apart = _APART_MM * unit * (int(row.rank) - 1)
        if int(row.rank) > 2 and any(math.dist(at, other) < apart for other in kept):  # noqa: PLR2004
            left_out.append(str(row.id))
        else:
            kept.append(at)
    return frozenset(left_out)
