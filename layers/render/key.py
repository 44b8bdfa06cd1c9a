"""The legend: one row for each look that is really drawn, with the map's own marks as swatches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import shapely

from geo.catalog import localized
from layers.render.bands import Turn, cut_in_bands
from layers.render.box import Block, Box
from layers.render.columns import Entry, entry_of, first_cursor, pour_level, text_entry
from layers.render.flow import LEADING, Line, Words, set_lines, to_lines
from layers.render.marks import Used
from layers.render.pen import disc, draw_area, draw_line
from layers.render.phrases import phrase
from layers.render.sheet import Item
from layers.render.symbols import draw_symbol
from layers.render.territory import Territory, draw_territory
from layers.style import INK_SOFT, AreaStyle, Drawing, to_possible_area
from layers.view import LayerView
from layers.wording import word

_TEXT_MM: Final = 2.05
_LEAST_MM: Final = 1.75
_SWATCH_MM: Final = 7.0
_ROW_MM: Final = 3.3
_ROW_AIR_MM: Final = 0.5
_CLOSER: Final = 0.5
_MANY_ROWS: Final = 1024
SHRINKS: Final = (1.0, 0.92, 0.85, 0.78)
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
        own = [u for u in seen if u.layer == layer.spec.id and u.mark != "ring"]
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
    if any(u.holds == "partly" for u in used):
        yield Row(phrase("partly", language), "bands", Drawing(area=plain))
    for u in used:
        if u.depiction == "reconstruction" and u.mark == "area":
            drawing = areas[u.layer].drawing_of(u.category, depiction=u.depiction, holds=u.holds)
            yield Row(phrase("reconstruction", language), "area", drawing)
            break
    for u in used:
        if u.mark in {"disc", "ring"}:
            drawing = areas[u.layer].drawing_of(u.category, depiction=u.depiction, holds="certain")
            yield Row(phrase("disc", language), "disc", drawing)
            break


def _closer(style: AreaStyle) -> AreaStyle:
    """Draw hatching and dashes closer, so that a small disc has several of them."""
    hatch = style.hatch
    closer = replace(hatch, spacing_mm=hatch.spacing_mm * _CLOSER) if hatch else None
    dashes = tuple(part * _CLOSER for part in style.dash_mm)
    return replace(style, hatch=closer, dash_mm=dashes)


def draw_swatch(row: Row, middle: float, *, width: float, unit: float) -> tuple[Item, ...]:
    """Draw a row's mark with the pen that drew the map; ``middle`` is the height of its axis."""
    drawing, half = row.drawing, 1.45 * unit
    match row.mark:
        case "area" | "bands" if drawing.area is not None:
            box = shapely.box(0.2, middle - half, width - 0.2, middle + half)
            whole = Territory(box, box, box)
            drawn = cut_in_bands(whole, Turn(), unit=unit) if row.mark == "bands" else whole
            return draw_territory(drawn, drawing.area, unit=unit, feature="")
        case "line" if drawing.line is not None:
            line = shapely.LineString([(0.0, middle), (width, middle)])
            return draw_line(line, drawing.line, unit=unit)
        case "disc" if drawing.disc is not None:
            return draw_area(disc(width / 2, middle, half), _closer(drawing.disc), unit=unit)
    symbol = drawing.symbol
    return draw_symbol((width / 2, middle), symbol, unit=unit) if symbol else ()


def least_row_mm(unit: float) -> float:
    """Give the height of a row of one line in the smallest type."""
    shrunk = unit * SHRINKS[-1]
    text = max(_TEXT_MM * shrunk, _LEAST_MM) * LEADING
    return max(text, _ROW_MM * shrunk) + _ROW_AIR_MM * shrunk


@lru_cache(maxsize=_MANY_ROWS)
def _set_row(row: Row, width: float, words: Words, unit: float) -> Block:
    """Set one row: swatch and title, the title on as many lines as it takes."""
    if row.is_heading:
        block = set_lines(to_lines(row.title, replace(words, bold=True), width), width)
        return Block(block.items, block.width, block.height + 0.2 * unit)
    swatch = _SWATCH_MM * unit
    indent = swatch + 1.8 * unit
    lines: list[Line] = to_lines(row.title, words, width - indent)
    text = set_lines(lines, width - indent)
    height = max(text.height, _ROW_MM * unit) + _ROW_AIR_MM * unit
    middle = min(height / 2, (_ROW_MM + _ROW_AIR_MM) * unit / 2) if len(lines) > 1 else height / 2
    top = middle - words.size_mm * 0.66 if len(lines) > 1 else (height - text.height) / 2
    items = (*draw_swatch(row, middle, width=swatch, unit=unit), *text.at(indent, top))
    return Block(items, width, max(height, top + text.height))


def list_rows(
    rows: Sequence[Row], *, language: str, unit: float, shrink: float = 1.0
) -> list[Entry]:
    """Give the legend's title and rows as entries for columns; a row without a title is air."""
    words = Words(max(_TEXT_MM * unit * shrink, _LEAST_MM), language)
    title = Words(words.size_mm * 1.3, language, bold=True, serif=True)
    entries = [text_entry(word("legend", language), title, leads=True)]
    air, is_key = 0.0, False
    for row in rows:
        if row.is_heading and not row.title:
            air, is_key = 1.2 * unit * shrink, True
            continue
        before = 1.0 * unit * shrink if row.is_heading else air
        entry = _row_entry(row, words, unit * shrink, before)
        entries.append(replace(entry, stays=is_key))  # the keys stay together
        air = 0.0
    return entries


def _row_entry(row: Row, words: Words, unit: float, before_mm: float) -> Entry:
    return entry_of(
        lambda width: _set_row(row, width, words, unit), leads=row.is_heading, before_mm=before_mm
    )


def set_legend(
    rows: Sequence[Row], size: tuple[float, float], *, columns: int, language: str, unit: float
) -> tuple[Block, int]:
    """Set the legend into a width and height; give it and how many rows found no place.

    Type shrinks a little before a row is left out.
    """
    width, height = size
    gap = 4.0 * unit
    each = (width - gap * (columns - 1)) / columns
    boxes = [Box(i * (each + gap), 0.0, each, height) for i in range(columns)]
    left, poured = len(rows), None
    for shrink in SHRINKS:
        entries = list_rows(rows, language=language, unit=unit, shrink=shrink)
        poured = pour_level(entries, boxes, first_cursor(boxes))
        left = sum(not entry.leads for entry in entries[poured.placed :])
        if left == 0:
            break
    return Block(poured.items if poured else (), width, height), left
