"""Outlines too tangled to be mended while somebody waits: counted before the work is begun.

Judging and cutting an outline takes as long as there are pairs of its edges that might cross; a
hundred kilobytes of them can keep a computer busy for hours. Boxes that overlap are found at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

FREE: Final = 6  # pairs for each box: it meets itself, its neighbours, and little else
MOST_PAIRS: Final = 300_000  # beyond these, in all shapes of a file together
FEWEST: Final = 16  # boxes of which nothing is to be feared
_AT_ONCE: Final = 2_000_000


def nested(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which shapes have more rings inside one another than can be judged."""
    rings, owners = _rings(shapes)
    return _too_many(shapely.bounds(rings), owners, len(shapes))


def tangled(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which shapes have outlines that cross themselves more often than can be mended."""
    rings, owners = _rings(shapes)
    places, ring = shapely.get_coordinates(rings, return_index=True)
    joined = ring[1:] == ring[:-1]
    ends = places[:-1][joined], places[1:][joined]
    boxes = np.hstack([np.minimum(*ends), np.maximum(*ends)])
    return _too_many(boxes, owners[ring[1:][joined]], len(shapes))


def _rings(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Give all rings, and of each the place of the shape that it is of."""
    parts, owners = shapely.get_parts(shapes, return_index=True)
    areas = shapely.get_dimensions(parts) == 2  # noqa: PLR2004 -- areas
    rings, part = shapely.get_rings(parts[areas], return_index=True)
    return rings, owners[areas][part]


def _too_many(
    boxes: NDArray[np.float64], owners: NDArray[np.int64], count: int
) -> NDArray[np.bool_]:
    """Tell of each shape whether its boxes overlap too often; all shapes share what is allowed."""
    found = np.zeros(count, dtype=bool)
    starts = np.searchsorted(owners, np.arange(count + 1))
    room = MOST_PAIRS
    for place in np.flatnonzero(np.diff(starts) >= FEWEST).tolist():
        more = _overlaps(boxes[starts[place] : starts[place + 1]], room)
        found[place] = more > room
        room -= min(more, room)
    return found


def _overlaps(boxes: NDArray[np.float64], room: int) -> int:
    """Count how many more pairs of boxes overlap than usual, until there are too many."""
    drawn = np.asarray(shapely.box(*boxes.T), dtype=object)
    tree, usual, pairs = shapely.STRtree(drawn), FREE * len(drawn), 0
    step = max(1, _AT_ONCE // len(drawn))
    for start in range(0, len(drawn), step):
        pairs += tree.query(drawn[start : start + step]).shape[1]
        if pairs > usual + room:
            break
    return max(0, pairs - usual)
