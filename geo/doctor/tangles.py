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
LARGE: Final = 5_000  # vertices from which the edges are counted before the outline is judged
_SAMPLE: Final = 20_000  # pairs of edges in which a crossing is looked for


def nested(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which shapes have more rings inside one another than can be judged."""
    rings, owners = _rings(shapes)
    return _too_many(shapely.bounds(rings), owners, len(shapes))


def tangled(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which shapes have outlines that cross themselves more often than can be mended."""
    edges, owners = _edges(shapes)
    return _too_many(_boxes(edges), owners, len(shapes))


def hopeless(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which large shapes are tangled and surely cross themselves, without judging them whole.

    Judging takes seconds where edges meet a million times; two that cross are proof enough.
    """
    found = np.zeros(len(shapes), dtype=bool)
    large = np.flatnonzero(shapely.get_num_coordinates(shapes) >= LARGE)
    for place in large[tangled(shapes[large])].tolist():
        found[place] = _crosses_itself(shapes[place : place + 1])
    return found


def _crosses_itself(shape: NDArray[np.object_]) -> bool:
    """Tell whether two edges of a shape are seen to cross, among the first that might."""
    edges, _ = _edges(shape)
    drawn = np.asarray(shapely.linestrings(edges), dtype=object)
    few = max(1, _SAMPLE // len(drawn) + 1)
    one, other = shapely.STRtree(drawn).query(drawn[:few])[:, :_SAMPLE]
    return bool(shapely.crosses(drawn[one], drawn[other]).any())


def _edges(shapes: NDArray[np.object_]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Give both ends of all edges of all rings, and of each the place of its shape."""
    rings, owners = _rings(shapes)
    places, ring = shapely.get_coordinates(rings, return_index=True)
    joined = ring[1:] == ring[:-1]
    return np.stack([places[:-1][joined], places[1:][joined]], axis=1), owners[ring[1:][joined]]


def _boxes(edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the box round each edge: west, south, east, north."""
    return np.hstack([edges.min(axis=1), edges.max(axis=1)])


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
