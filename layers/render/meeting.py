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
    a, b = boxes[:, None, :], others[None, :, :]
    met: Mask = (
        (a[..., 0] - by < b[..., 2])
        & (b[..., 0] < a[..., 2] + by)
        & (a[..., 1] - by < b[..., 3])
        & (b[..., 1] < a[..., 3] + by)
    )
    return met


def lines_meet_boxes(lines: Array, boxes: Array) -> Mask:
    """Tell which lines run through which boxes."""
    start, run = lines[:, None, 0], (lines[:, 1] - lines[:, 0])[:, None]
    low, high = lines.min(axis=1)[:, None], lines.max(axis=1)[:, None]
    near = (low <= boxes[None, :, 2:]).all(axis=2) & (high >= boxes[None, :, :2]).all(axis=2)
    middle, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 2
    off = middle[None] - start
    across = np.abs(off[..., 0] * run[..., 1] - off[..., 1] * run[..., 0])
    reach = half[None, :, 0] * np.abs(run[..., 1]) + half[None, :, 1] * np.abs(run[..., 0])
    met: Mask = near & (across <= reach)
    return met


def lines_meet(lines: Array, others: Array) -> Mask:
    """Tell which lines cross which others."""
    a, b = lines[:, None, 0], lines[:, None, 1]
    c, d = others[None, :, 0], others[None, :, 1]
    met: Mask = (turns(a, b, c) * turns(a, b, d) <= 0) & (turns(c, d, a) * turns(c, d, b) <= 0)
    return met
