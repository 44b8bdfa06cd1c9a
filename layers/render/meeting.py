"""What meets what on the page: boxes with boxes, straight lines with boxes and with each other.

Boxes are rows of left, top, right, bottom; lines are rows of two ends. What is not a number
meets nothing. Answers are tables with a row for each of the first and a column for each of the
second.
"""

import numpy as np

from layers.render.barrier import Mask, turns
from layers.render.projection import Array


def spread_out(boxes: Array, by: float) -> Array:
    """Move all edges of boxes outwards."""
    spread: Array = boxes + np.array([-by, -by, by, by])
    return spread


def boxes_meet(boxes: Array, others: Array, *, by: float = 0.0) -> Mask:
    """Tell which boxes come nearer to which others than some millimetres."""
    left, top, right, bottom = np.ascontiguousarray(boxes.T)[..., None]
    west, north, east, south = np.ascontiguousarray(others.T)
    met: Mask = left - by < east
    met &= west < right + by
    met &= top - by < south
    met &= north < bottom + by
    return met


def lines_meet_boxes(lines: Array, boxes: Array) -> Mask:
    """Tell which lines run through which boxes."""
    low, high = lines.min(axis=1), lines.max(axis=1)
    met = boxes_meet(np.concatenate([low, high], axis=1), boxes)
    line, box = np.nonzero(met)
    (x0, y0), (x1, y1) = (lines[line, end].T for end in (0, 1))
    left, top, right, bottom = boxes[box].T
    across = np.abs(((left + right) / 2 - x0) * (y1 - y0) - ((top + bottom) / 2 - y0) * (x1 - x0))
    reach = (right - left) / 2 * np.abs(y1 - y0) + (bottom - top) / 2 * np.abs(x1 - x0)
    met[line, box] = across <= reach
    return met


def lines_meet(lines: Array, others: Array) -> Mask:
    """Tell which lines cross which others."""
    a, b = lines[:, None, 0], lines[:, None, 1]
    c, d = others[None, :, 0], others[None, :, 1]
    met: Mask = (turns(a, b, c) * turns(a, b, d) <= 0) & (turns(c, d, a) * turns(c, d, b) <= 0)
    return met
