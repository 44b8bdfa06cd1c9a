"""Where there is ink already: grids over the frame that answer for any box at once.

Each grid keeps summed areas, so that the share of land, of coast or of marks
under thousands of label boxes is four look-ups each.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from layers.render.box import Box
from layers.render.projection import Array

CELL_MM: Final = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class InkGrid:
    """Counts by cell over a frame, summed from its top left corner."""

    frame: Box
    sums: npt.NDArray[np.int32]

    def under(self, boxes: Array) -> Array:
        """Count the cells with ink under boxes given as left, top, right, bottom."""
        rows, columns = self.sums.shape
        x = (boxes[:, [0, 2]] - self.frame.left) / CELL_MM
        y = (boxes[:, [1, 3]] - self.frame.top) / CELL_MM
        left, right = np.clip(np.round(x), 0, columns - 1).astype(int).T
        top, bottom = np.clip(np.round(y), 0, rows - 1).astype(int).T
        s = self.sums
        cells: Array = (s[bottom, right] - s[top, right] - s[bottom, left] + s[top, left]) * 1.0
        return cells

    def share(self, boxes: Array) -> Array:
        """Give the share of each box that has ink, 0 to 1."""
        cells = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]) / CELL_MM**2
        return np.minimum(self.under(boxes) / np.maximum(cells, 1.0), 1.0)


def _shape(frame: Box) -> tuple[int, int]:
    return int(np.ceil(frame.height / CELL_MM)) + 1, int(np.ceil(frame.width / CELL_MM)) + 1


def _summed(frame: Box, cells: npt.NDArray[np.bool_]) -> InkGrid:
    """Sum cells from the corner, with a first row and column of nought."""
    sums = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), dtype=np.int32)
    inner = sums[1:, 1:]
    np.cumsum(cells, axis=0, dtype=np.int32, out=inner)
    np.cumsum(inner, axis=1, dtype=np.int32, out=inner)
    return InkGrid(frame, sums)


def ink_of_lines(frame: Box, geometry: BaseGeometry) -> InkGrid:
    """Ink along lines and outlines."""
    cells = np.zeros(_shape(frame), dtype=bool)
    parts = shapely.get_parts(shapely.get_parts(shapely.get_parts([geometry])))
    drawn = parts[
        shapely.length(parts) > 0
    ]  # an empty line in a collection is more than GEOS bears
    points = shapely.get_coordinates(shapely.segmentize(drawn, CELL_MM))
    if len(points):
        column = ((points[:, 0] - frame.left) / CELL_MM).astype(int)
        row = ((points[:, 1] - frame.top) / CELL_MM).astype(int)
        inside = (column >= 0) & (row >= 0) & (column < cells.shape[1]) & (row < cells.shape[0])
        cells[row[inside], column[inside]] = True
    return _summed(frame, cells)


def cells_of_areas(frame: Box, geometry: BaseGeometry, cell: float) -> npt.NDArray[np.bool_]:
    """Tell for the middle of each cell whether it lies inside polygons, by counting crossings."""
    rows, columns = int(np.ceil(frame.height / cell)) + 1, int(np.ceil(frame.width / cell)) + 1
    toggles = np.zeros((rows, columns + 1), dtype=np.int32)
    rings = shapely.get_rings(shapely.get_parts(geometry))
    coords, ring = shapely.get_coordinates(rings, return_index=True)
    if not len(coords):
        return toggles[:, :columns] > 0
    same = ring[1:] == ring[:-1]
    start, end = coords[:-1][same], coords[1:][same]
    y0 = (np.minimum(start[:, 1], end[:, 1]) - frame.top) / cell - 0.5
    y1 = (np.maximum(start[:, 1], end[:, 1]) - frame.top) / cell - 0.5
    first = np.clip(np.ceil(y0), 0, rows).astype(int)
    last = np.clip(np.ceil(y1), 0, rows).astype(int)
    count = last - first
    edge = np.repeat(np.arange(len(start)), count)
    row = np.arange(count.sum()) - np.repeat(count.cumsum() - count, count) + first[edge]
    y = frame.top + (row + 0.5) * cell
    a, b = start[edge], end[edge]
    x = a[:, 0] + (y - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
    column = np.clip(np.ceil((x - frame.left) / cell - 0.5), 0, columns).astype(int)
    np.add.at(toggles, (row, column), 1)
    inside: npt.NDArray[np.bool_] = toggles.cumsum(axis=1)[:, :columns] % 2 == 1
    return inside


def ink_of_areas(frame: Box, geometry: BaseGeometry) -> InkGrid:
    """Ink over whole polygons."""
    return _summed(frame, cells_of_areas(frame, geometry, CELL_MM))


def ink_of_boxes(frame: Box, boxes: Array) -> InkGrid:
    """Ink over boxes given as left, top, right, bottom."""
    rows, columns = _shape(frame)
    steps = np.zeros((rows + 1, columns + 1), dtype=np.int32)
    if len(boxes):
        x = (boxes[:, [0, 2]] - frame.left) / CELL_MM
        y = (boxes[:, [1, 3]] - frame.top) / CELL_MM
        left, right = np.clip(np.floor(x[:, 0]), 0, columns), np.clip(np.ceil(x[:, 1]), 0, columns)
        top, bottom = np.clip(np.floor(y[:, 0]), 0, rows), np.clip(np.ceil(y[:, 1]), 0, rows)
        for row, column, sign in (
            (top, left, 1),
            (bottom, right, 1),
            (top, right, -1),
            (bottom, left, -1),
        ):
            np.add.at(steps, (row.astype(int), column.astype(int)), sign)
    covered = steps.cumsum(axis=0).cumsum(axis=1)[:rows, :columns] > 0
    return _summed(frame, covered)
