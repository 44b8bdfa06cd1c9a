"""The link as a square code that a telephone can read, drawn as vector squares."""

from itertools import groupby
from typing import Final

import segno

from layers.render.box import Block
from layers.render.sheet import Path, Point
from layers.style import INK

MODULE_MM: Final = 0.42
_LEAST_MODULE_MM: Final = 0.36
_LARGEST_VERSION: Final = 12  # 65 squares a side; a longer link is not worth the paper
_CAPACITY: Final = 287  # bytes at that version


def draw_code(link: str, *, unit: float) -> Block | None:
    """Draw a link, or nothing where there is none or it is too long."""
    if not link or len(link.encode()) > _CAPACITY:
        return None
    code = segno.make_qr(link, error="m", boost_error=False, encoding="utf-8")
    if int(code.version) > _LARGEST_VERSION:
        return None
    side = max(MODULE_MM * unit, _LEAST_MODULE_MM)
    rings: list[tuple[Point, ...]] = []
    for row, modules in enumerate(code.matrix):
        column = 0
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                rings.append(_bar(column * side, row * side, length * side, side))
            column += length
    whole = len(code.matrix) * side
    return Block((Path(tuple(rings), fill=INK),), whole, whole)


def _bar(left: float, top: float, width: float, height: float) -> tuple[Point, ...]:
    right, bottom = left + width, top + height
    return (left, top), (right, top), (right, bottom), (left, bottom)
