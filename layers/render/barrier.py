"""What no name may cross, as a fine grid that never calls a crossing clear.

A line closes every cell it passes through, and a box is asked for every cell it
touches. So a box that is called clear is clear; one that is called closed may
have passed by at less than two cells. Sums from a corner answer for thousands of
boxes at once.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from layers.render.box import Box
from layers.render.projection import Array

Mask = npt.NDArray[np.bool_]

_CELL_MM: Final = 0.12
_MOST_CELLS: Final = 600_000
_LINK: Final = 16  # steps of a line that are asked together where leaders cross it


@dataclass(frozen=True, slots=True, eq=False)
class Barrier:
    """Closed cells over a frame, summed from its top left corner."""

    frame: Box
    cell_mm: float
    sums: npt.NDArray[np.int32]

    def meets(self, boxes: Array) -> Mask:
        """Tell which boxes, given as left, top, right, bottom, touch a closed cell."""
        rows, columns = self.sums.shape
        corner = np.array([self.frame.left, self.frame.top])
        low = np.floor((boxes[:, :2] - corner) / self.cell_mm)
        high = np.floor((boxes[:, 2:] - corner) / self.cell_mm) + 1
        left, top = np.clip(low, 0, (columns - 1, rows - 1)).astype(int).T
        right, bottom = np.clip(high, 0, (columns - 1, rows - 1)).astype(int).T
        s = self.sums
        closed: Mask = s[bottom, right] - s[top, right] - s[bottom, left] + s[top, left] > 0
        return closed


def _cell_of(frame: Box, cells: int) -> float:
    """Give cells as fine as a frame allows."""
    return float(max(_CELL_MM, (frame.width * frame.height / cells) ** 0.5))


def _summed(frame: Box, cell: float, closed: Mask) -> Barrier:
    sums = np.zeros((closed.shape[0] + 1, closed.shape[1] + 1), dtype=np.int32)
    inner = sums[1:, 1:]
    np.cumsum(closed, axis=0, dtype=np.int32, out=inner)
    np.cumsum(inner, axis=1, dtype=np.int32, out=inner)
    return Barrier(frame, cell, sums)


def _strands(geometry: BaseGeometry) -> npt.NDArray[np.object_]:
    """Give the lines of a geometry, outlines for areas; what is empty or a point has none."""
    parts = shapely.get_parts(shapely.get_parts(shapely.get_parts([geometry])))
    areas = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    lines = np.concatenate([parts[~areas], shapely.get_rings(parts[areas])])
    return lines[shapely.length(lines) > 0]


def raise_barrier(frame: Box, geometry: BaseGeometry, *, cells: int = _MOST_CELLS) -> Barrier:
    """Close the cells under lines, and under the outlines of areas; there are about so many."""
    cell = _cell_of(frame, cells)
    shape = int(np.ceil(frame.height / cell)) + 1, int(np.ceil(frame.width / cell)) + 1
    closed = np.zeros(shape, dtype=bool)
    lines = shapely.segmentize(_strands(geometry), cell)
    points, line = shapely.get_coordinates(lines, return_index=True)
    if len(points):
        at = np.floor((points - np.array([frame.left, frame.top])) / cell).astype(int)
        # From one point to the next a line passes at most one cell more: one of the two that
        # share an edge with both.
        same = line[1:] == line[:-1]
        a, b = at[:-1][same], at[1:][same]
        for columns, rows in ((a, a), (b, b), (a, b), (b, a)):
            column, row = columns[:, 0], rows[:, 1]
            inside = (column >= 0) & (row >= 0) & (column < shape[1]) & (row < shape[0])
            closed[row[inside], column[inside]] = True
    return _summed(frame, cell, closed)


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """Lines cut into short links, so that it is quickly known how often a leader crosses them.

    ``links`` have each the same number of steps; the last ones are filled up with their end.
    """

    tree: shapely.STRtree
    links: Array

    def count_crossings(self, leads: Array) -> Array:
        """Count for each straight line, given by its two ends, how often it crosses."""
        counts = np.zeros(len(leads))
        if not len(leads) or not len(self.links):
            return counts
        low, high = leads.min(axis=1), leads.max(axis=1)
        line, link = self.tree.query(shapely.box(*low.T, *high.T))
        a, b = leads[line, None, 0], leads[line, None, 1]
        side = turns(a, b, self.links[link])
        pair, step = np.nonzero(side[:, :-1] * side[:, 1:] < 0)
        c, d = self.links[link[pair], step], self.links[link[pair], step + 1]
        crossed = turns(c, d, a[pair, 0]) * turns(c, d, b[pair, 0]) < 0
        np.add.at(counts, line[pair[crossed]], 1)
        return counts


def turns(start: Array, end: Array, point: Array) -> Array:
    """Give on which side of lines points lie, as signed areas."""
    run, to = end - start, point - start
    turned: Array = run[..., 0] * to[..., 1] - run[..., 1] * to[..., 0]
    return turned


def courses_of(geometry: BaseGeometry) -> Courses:
    """Cut lines, or the outlines of areas, into links."""
    points, line = shapely.get_coordinates(_strands(geometry), return_index=True)
    if not len(points):
        return Courses(shapely.STRtree([]), np.empty((0, _LINK + 1, 2)))
    counts = np.bincount(line)
    last = np.cumsum(counts) - 1
    place = np.arange(len(points)) - np.repeat(last - counts + 1, counts)
    begins = np.flatnonzero((place % _LINK == 0) & (np.arange(len(points)) < last[line]))
    steps = np.minimum(begins[:, None] + np.arange(_LINK + 1), last[line[begins]][:, None])
    links = points[steps]
    low, high = links.min(axis=1), links.max(axis=1)
    return Courses(shapely.STRtree(shapely.box(*low.T, *high.T)), links)
