"""The panel beside or under the map: inset, legend, scale, north."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from layers.render.box import Block, Box
from layers.render.flow import LEADING, Words, set_lines, to_lines
from layers.render.frame import Plan, PlateOptions
from layers.render.inset import draw_inset, inset_plane
from layers.render.key import build_rows, set_legend
from layers.render.marks import Used
from layers.render.phrases import phrase
from layers.render.scalebar import build_north, build_scale
from layers.render.sheet import Group, Item
from layers.view import MapView

_COLUMN_MM: Final = 48.0
_GAP_MM: Final = 4.0
_INSET_SHARE: Final = 0.3
_LEAST_INSET_MM: Final = 20.0


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where the parts of the panel lie."""

    inset: Box
    scale: Box
    legend: Box
    legend_columns: int


def _sheet_name(options: PlateOptions, language: str) -> str:
    """Name the sheet on which the ratio is true."""
    if options.width_mm is None or options.height_mm is None:
        return options.sheet
    words = phrase("own-sheet", language)
    return words.format(width=f"{options.width_mm:g}", height=f"{options.height_mm:g}")


def _scale_block(view: MapView, options: PlateOptions, plan: Plan, width: float) -> Block:
    """Set ratio and bars, with the north arrow at their right."""
    north = (
        build_north(plan.plane, language=view.language, unit=plan.unit)
        if "north" in options.show
        else None
    )
    room = width - (north.width + 1.0 if north else 0.0)
    items: list[Item] = []
    height = 0.0
    if "scale" in options.show:
        sheet = _sheet_name(options, view.language)
        scale = build_scale(
            plan.plane, language=view.language, unit=plan.unit, width_mm=room, sheet=sheet
        )
        items.extend(scale.items)
        height = scale.height
    if north:
        items.extend(north.at(width - north.width, 0.0))
        height = max(height, north.height)
    return Block(tuple(items), width, height)


def _divide(plan: Plan, options: PlateOptions, scale_height: float) -> _Parts:
    """Divide the panel: one column holds all, or the last holds inset and scale."""
    panel, unit = plan.panel, plan.unit
    gap = _GAP_MM * unit
    columns = max(1, int((panel.width + gap) // (_COLUMN_MM * unit + gap)))
    column = (panel.width - gap * (columns - 1)) / columns
    left = panel.right - column
    inset = 0.0
    if "inset" in options.show and inset_plane(plan.plane, plan.panel) is not None:
        inset = min(column, panel.height * (_INSET_SHARE if columns == 1 else 0.62))
        room = panel.height - scale_height - 2 * gap
        inset = min(inset, room) if columns > 1 else inset
        inset = 0.0 if inset < _LEAST_INSET_MM * unit else inset
    if columns == 1:
        top = panel.top + (inset + gap * 0.7 if inset else 0.0)
        bottom = panel.bottom - (scale_height + gap * 0.7 if scale_height else 0.0)
        legend = Box(panel.left, top, column, bottom - top)
    else:
        legend = Box(panel.left, panel.top, panel.width - column - gap, panel.height)
    scale = Box(left, panel.bottom - scale_height, column, scale_height)
    return _Parts(Box(left, panel.top, column, inset), scale, legend, max(columns - 1, 1))


def draw_panel(
    view: MapView, options: PlateOptions, plan: Plan, used: Iterable[Used]
) -> Iterator[Group]:
    """Draw what the panel holds."""
    if plan.panel.width <= 0:
        return
    width = min(plan.panel.width, _COLUMN_MM * 1.6 * plan.unit)
    trial = _scale_block(view, options, plan, width)
    parts = _divide(plan, options, trial.height)
    scale = _scale_block(view, options, plan, parts.scale.width)
    if parts.inset.height:
        inset = draw_inset(plan.plane, view.base, parts.inset, root=view.root)
        if inset is not None:
            yield inset
    if scale.items:
        yield Group("scale", "Scale", scale.at(parts.scale.left, parts.scale.bottom - scale.height))
    if "legend" in options.show:
        yield from _legend(view, plan, parts, used)


def _legend(view: MapView, plan: Plan, parts: _Parts, used: Iterable[Used]) -> Iterator[Group]:
    """Set the legend, and say what found no place in it."""
    language, unit = view.language, plan.unit
    rows = build_rows(used, view.dated, language=language)
    if not rows:
        return
    box, columns = parts.legend, parts.legend_columns
    words = Words(max(1.8 * unit, 1.7), language, italic=True)
    more = words.size_mm * LEADING
    block, left = set_legend(
        rows, (box.width, box.height), columns=columns, language=language, unit=unit
    )
    items = block.at(box.left, box.top)
    if left:
        size = (box.width, box.height - more)
        block, left = set_legend(rows, size, columns=columns, language=language, unit=unit)
        text = phrase("more-events", language).format(n=left)
        last = set_lines(to_lines(text, words, box.width))
        items = (*block.at(box.left, box.top), *last.at(box.left, box.bottom - more))
    yield Group("legend", "Legend", items)
