"""The legend: one row for each look that is really drawn, with the map's own marks as swatches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import shapely

from geo.catalog import localized
from layers.render.box import Block, Box
from layers.render.flow import Line, Words, set_lines, to_lines
from layers.render.marks import Used
from layers.render.pen import disc, draw_area, draw_line
from layers.render.phrases import phrase
from layers.render.sheet import Item
from layers.render.symbols import draw_symbol
from layers.style import INK_SOFT, AreaStyle, Drawing, to_possible_area
from layers.view import LayerView
from layers.wording import word

_TEXT_MM: Final = 2.05
_LEAST_MM: Final = 1.75
_SWATCH_MM: Final = 7.0
_NOTHING: Final = Drawing()
_ORDER: Final = {"area": 0, "line": 1, "disc": 2, "symbol": 3}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the legend; a heading has no drawing."""

    title: str
    mark: str = ""
    drawing: Drawing = _NOTHING

    @property
    def is_heading(self) -> bool:
        """Whether it only names a layer."""
        return not self.mark


def build_rows(
    used: Iterable[Used], layers: Sequence[LayerView], *, language: str
) -> tuple[Row, ...]:
    """List the rows for what is drawn, by layer and in the catalog's order, then the keys."""
    seen = list(used)
    rows: list[Row] = []
    for layer in layers:
        own = [u for u in seen if u.layer == layer.spec.id]
        if own:
            rows.append(Row(layer.title))
            rows.extend(_layer_rows(layer, own, language))
    keys = list(_keys(seen, layers, language))
    return (*rows, *([Row("")] if keys and rows else []), *keys)


def _layer_rows(layer: LayerView, used: Sequence[Used], language: str) -> Iterator[Row]:
    """Give the rows of one layer: for each category and mark the surest look that is drawn."""
    for category in layer.spec.categories:
        own = [u for u in used if u.category == category.id]
        marks = sorted({_mark(u.mark) for u in own}, key=_ORDER.__getitem__)
        for mark in marks:
            first = min(
                (u for u in own if _mark(u.mark) == mark),
                key=lambda u: (
                    u.mark == "disc",
                    u.depiction == "reconstruction",
                    u.holds != "certain",
                ),
            )
            drawing = layer.drawing_of(category.id, depiction=first.depiction, holds=first.holds)
            title = localized(category.title, language) or layer.title
            yield Row(title, first.mark, drawing)


def _mark(mark: str) -> str:
    """Take discs and symbols of a category as one row."""
    return "symbol" if mark == "disc" else mark


def _keys(used: Sequence[Used], layers: Sequence[LayerView], language: str) -> Iterator[Row]:
    """Explain the looks that cut across the layers, where they are drawn."""
    areas = {layer.spec.id: layer for layer in layers}
    plain = AreaStyle(INK_SOFT, 0.3, INK_SOFT, 0.3)
    if any(u.holds == "possible" for u in used):
        yield Row(phrase("possible", language), "area", Drawing(area=to_possible_area(plain)))
    for u in used:
        if u.depiction == "reconstruction" and u.mark == "area":
            drawing = areas[u.layer].drawing_of(u.category, depiction=u.depiction, holds=u.holds)
            yield Row(phrase("reconstruction", language), "area", drawing)
            break
    for u in used:
        if u.mark == "disc":
            drawing = areas[u.layer].drawing_of(u.category, depiction=u.depiction, holds="certain")
            yield Row(phrase("disc", language), "disc", drawing)
            break


def draw_swatch(row: Row, middle: float, *, width: float, unit: float) -> tuple[Item, ...]:
    """Draw a row's mark with the pen that drew the map; ``middle`` is the height of its axis."""
    drawing, half = row.drawing, 1.45 * unit
    match row.mark:
        case "area" if drawing.area is not None:
            box = shapely.box(0.2, middle - half, width - 0.2, middle + half)
            return draw_area(box, drawing.area, unit=unit)
        case "line" if drawing.line is not None:
            line = shapely.LineString([(0.0, middle), (width, middle)])
            return draw_line(line, drawing.line, unit=unit)
        case "disc" if drawing.disc is not None:
            return draw_area(disc(width / 2, middle, half), drawing.disc, unit=unit)
    symbol = drawing.symbol
    return draw_symbol((width / 2, middle), symbol, unit=unit) if symbol else ()


def _set_row(row: Row, width: float, words: Words, unit: float) -> Block:
    """Set one row: swatch and title, the title on as many lines as it takes."""
    if row.is_heading:
        bold = replace(words, bold=True)
        block = set_lines(to_lines(row.title, bold, width)) if row.title else Block((), 0.0, 0.0)
        lead = 1.0 * unit
        return Block(block.at(0.0, lead), block.width, block.height + lead + 0.2 * unit)
    swatch = _SWATCH_MM * unit
    indent = swatch + 1.8 * unit
    lines: list[Line] = to_lines(row.title, words, width - indent)
    text = set_lines(lines)
    height = max(text.height, 3.3 * unit) + 0.5 * unit
    middle = min(height / 2, 1.65 * unit + 0.25 * unit) if len(lines) > 1 else height / 2
    top = middle - words.size_mm * 0.66 if len(lines) > 1 else (height - text.height) / 2
    items = (*draw_swatch(row, middle, width=swatch, unit=unit), *text.at(indent, top))
    return Block(items, width, max(height, top + text.height))


def set_legend(
    rows: Sequence[Row], size: tuple[float, float], *, columns: int, language: str, unit: float
) -> tuple[Block, int]:
    """Set the legend into a width and height; give it and how many rows found no place.

    Type shrinks a little before a row is left out.
    """
    width, height = size
    gap = 4.0 * unit
    each = (width - gap * (columns - 1)) / columns
    attempt: tuple[Block, int] = (Block((), 0.0, 0.0), len(rows))
    for shrink in (1.0, 0.92, 0.85, 0.78):
        words = Words(max(_TEXT_MM * unit * shrink, _LEAST_MM), language)
        title = set_lines(
            to_lines(
                word("legend", language),
                Words(words.size_mm * 1.3, language, bold=True, serif=True),
                each,
            )
        )
        blocks = [_set_row(row, each, words, unit * shrink) for row in rows]
        attempt = _fill(title, rows, blocks, Box(0.0, 0.0, each, height), (columns, gap))
        if attempt[1] == 0:
            break
    return attempt


def _fill(
    title: Block, rows: Sequence[Row], blocks: Sequence[Block], column: Box, grid: tuple[int, float]
) -> tuple[Block, int]:
    """Run rows down the columns; a heading never stands last in its column."""
    columns, gap = grid
    total = title.height + sum(block.height for block in blocks)
    tallest = max((block.height for block in blocks), default=0.0)
    deepest = min(column.height, total / columns + 2 * tallest) if columns > 1 else column.height
    items: list[Item] = list(title.items)
    index, top, lowest = 0, title.height, title.height
    for i, (row, block) in enumerate(zip(rows, blocks, strict=True)):
        need = block.height + (
            blocks[i + 1].height if row.is_heading and i + 1 < len(blocks) else 0.0
        )
        if top + need > deepest:
            index, top = index + 1, title.height if index + 1 < columns else 0.0
            if index >= columns or top + need > column.height:
                left = sum(not r.is_heading for r in rows[i:])
                return Block(tuple(items), column.width * columns, lowest), left
        items.extend(block.at(index * (column.width + gap), top))
        top += block.height
        lowest = max(lowest, top)
    return Block(tuple(items), index * (column.width + gap) + column.width, lowest), 0
