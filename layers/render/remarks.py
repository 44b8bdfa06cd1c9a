"""The last lines of the sheet in columns, each remark whole in one of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from layers.render.box import Block, Box
from layers.render.columns import split_columns
from layers.render.flow import Line, set_lines, to_lines
from layers.render.notes import foot_words, line_count_height
from layers.style import INK_SOFT

if TYPE_CHECKING:
    from layers.render.sheet import Item

_MANY: Final = 2048
_COLUMN_MM: Final = 80.0
_GAP_MM: Final = 4.0


def remark_columns(width: float, unit: float, remarks: int) -> tuple[Box, ...]:
    """Give the columns for so many remarks, one at least, of no certain height."""
    box = Box(0.0, 0.0, width, 1e4)
    target, gap = _COLUMN_MM * max(unit, 0.7), _GAP_MM * unit
    columns = split_columns(box, target_mm=target, gap_mm=gap)
    if len(columns) <= remarks:
        return columns
    return split_columns(box, target_mm=(width - gap * (remarks - 1)) / remarks, gap_mm=gap)


def _divisions(count: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Give every way to cut so many things into parts in their order, as where each part ends.

    Examples
    --------
    >>> list(_divisions(2, 2))
    [(0, 2), (1, 2), (2, 2)]
    """
    if parts == 1:
        yield (count,)
        return
    for first in range(count + 1):
        for rest in _divisions(count - first, parts - 1):
            yield (first, *(first + end for end in rest))


def _share_out(heights: Sequence[int], parts: int) -> tuple[int, ...]:
    """Cut remarks of so many lines into columns in their order, so that the longest is short.

    Examples
    --------
    >>> _share_out([3, 2, 4], 2)
    (2, 3)
    """

    def longest(ends: tuple[int, ...]) -> tuple[int, int]:
        depths = [sum(heights[a:b]) for a, b in zip((0, *ends[:-1]), ends, strict=True)]
        return max(depths), -depths[0]

    return min(_divisions(len(heights), parts), key=longest)


@lru_cache(maxsize=_MANY)
def set_remarks(remarks: tuple[str, ...], width: float, *, language: str, unit: float) -> Block:
    """Set remarks into columns; the first ones are filled first."""
    words = replace(foot_words(unit, language), fill=INK_SOFT)
    columns = remark_columns(width, unit, max(len(remarks), 1))
    texts: list[list[Line]] = [to_lines(text, words, columns[0].width) for text in remarks]
    ends = _share_out([len(lines) for lines in texts], len(columns))
    items: list[Item] = []
    depth = 0
    for column, begin, end in zip(columns, (0, *ends[:-1]), ends, strict=True):
        lines = [line for text in texts[begin:end] for line in text]
        items.extend(set_lines(lines, column.width).at(column.left, 0.0))
        depth = max(depth, len(lines))
    return Block(tuple(items), width, line_count_height(depth, words))
