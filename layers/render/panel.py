"""The margins of the sheet: inset, scale, north, legend, events and sources in their columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from layers.render.box import Block, Box
from layers.render.columns import (
    Cursor,
    Poured,
    first_cursor,
    pour,
    pour_counted,
    split_columns,
    text_entry,
)
from layers.render.events import NumberedEvent
from layers.render.flow import Words
from layers.render.frame import SPARE_SOURCES, PlateOptions
from layers.render.inset import draw_inset, inset_plane
from layers.render.key import SHRINKS, build_rows, list_rows
from layers.render.layout import LEGEND_COLUMN_MM, Plan
from layers.render.marks import Used
from layers.render.notes import (
    Spans,
    foot_words,
    keep_room,
    line_count_height,
    pour_events,
    pour_running,
    pour_told,
)
from layers.render.phrases import has_phrase, phrase
from layers.render.scalebar import build_north, build_scale
from layers.render.sheet import Group, Item
from layers.view import MapView
from layers.wording import sheet_word, word

_GAP_MM: Final = 4.0
_INSET_SHARE: Final = 0.3
_LEAST_INSET_MM: Final = 20.0
_LEAST_COLUMN_MM: Final = 6.0
_WORTH_LINES: Final = 8  # lines that are worth to begin the sources for


@dataclass(frozen=True, slots=True)
class Told:
    """What the margins tell of the map: the looks drawn, the events, the sources."""

    used: tuple[Used, ...]
    events: tuple[NumberedEvent, ...]
    sources: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where the parts lie; ``columns`` is what is left, in the order of reading."""

    inset: Box
    scale: Box
    columns: tuple[Box, ...]


def name_sheet(options: PlateOptions, language: str) -> str:
    """Say on which sheet the ratio is true."""
    if options.width_mm is not None and options.height_mm is not None:
        words = phrase("own-sheet", language)
        sheet = words.format(width=f"{options.width_mm:g}", height=f"{options.height_mm:g}")
    elif has_phrase(f"sheet-{options.sheet}"):
        return phrase(f"sheet-{options.sheet}", language)
    else:
        sheet = sheet_word(options.sheet, language)
    return word("on-sheet", language).format(sheet=sheet)


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
        sheet = name_sheet(options, view.language)
        scale = build_scale(
            plan.plane, language=view.language, unit=plan.unit, width_mm=room, sheet=sheet
        )
        items.extend(scale.items)
        height = scale.height
    if north:
        items.extend(north.at(width - north.width, 0.0))
        height = max(height, north.height)
    return Block(tuple(items), width, height)


def _inset_height(plan: Plan, options: PlateOptions, column: Box, *, taken: float) -> float:
    """Give how high the inset is in its column; nothing where it would be too small."""
    if "inset" not in options.show or inset_plane(plan.plane, plan.panel) is None:
        return 0.0
    share = _INSET_SHARE if plan.panel.height > plan.panel.width else 0.62
    height = min(column.width, plan.panel.height * share, column.height - taken)
    return 0.0 if height < _LEAST_INSET_MM * plan.unit else height


def _divide(plan: Plan, options: PlateOptions, panel: Sequence[Box], scale_mm: float) -> _Parts:
    """Divide the panel: its last column holds inset and scale.

    A panel of one column has the legend between the two.
    """
    last, air = panel[-1], _GAP_MM * 0.7 * plan.unit
    inset = _inset_height(plan, options, last, taken=scale_mm + 2 * _GAP_MM * plan.unit)
    top = last.top + (inset + air if inset else 0.0)
    at, bottom = top, last.bottom
    if len(panel) == 1:
        at = last.bottom - scale_mm
        bottom = at - (air if scale_mm else 0.0)
    else:
        top += scale_mm + air if scale_mm else 0.0
    return _Parts(
        inset=Box(last.left, last.top, last.width, inset),
        scale=Box(last.left, at, last.width, scale_mm),
        columns=(*panel[:-1], Box(last.left, top, last.width, bottom - top)),
    )


def _parts(view: MapView, options: PlateOptions, plan: Plan) -> tuple[_Parts, Block]:
    """Divide the margins, and set the scale; without a panel there is only the foot."""
    unit = plan.unit
    panel, foot = (
        split_columns(box, target_mm=LEGEND_COLUMN_MM * unit, gap_mm=_GAP_MM * unit)
        if box.height > 0 and box.width > 0
        else ()
        for box in (plan.panel, plan.foot)
    )
    if not panel:
        nowhere = Box(0.0, 0.0, 0.0, 0.0)
        return _Parts(nowhere, nowhere, foot), Block((), 0.0, 0.0)
    scale = _scale_block(view, options, plan, panel[-1].width)
    parts = _divide(plan, options, panel, scale.height)
    columns = (*parts.columns, *foot)
    least = _LEAST_COLUMN_MM * unit
    return replace(parts, columns=tuple(c for c in columns if c.height > least)), scale


def legend_columns(view: MapView, options: PlateOptions, plan: Plan) -> Sequence[Box]:
    """Give the columns that a legend may fill; some room stays for the sources asked for."""
    parts, _ = _parts(view, options, plan)
    if "sources" not in options.show:
        return parts.columns
    return keep_room(parts.columns, foot_words(plan.unit, view.language))


def draw_margins(view: MapView, options: PlateOptions, plan: Plan, told: Told) -> Iterator[Group]:
    """Draw inset, scale, legend, events and sources."""
    parts, scale = _parts(view, options, plan)
    if parts.inset.height:
        inset = draw_inset(plan.plane, view.base, parts.inset, root=view.root)
        if inset is not None:
            yield inset
    if scale.items:
        yield Group("scale", "Scale", scale.at(parts.scale.left, parts.scale.top))
    words = foot_words(plan.unit, view.language)
    columns = parts.columns
    keeps = told.sources and SPARE_SOURCES not in options.show
    kept = keep_room(columns, words) if keeps else columns
    legend = _pour_legend(view, plan, kept, told.used if "legend" in options.show else ())
    yield Group("legend", "Legend", legend.items)
    events = told.events if "legend" in options.show else ()
    if SPARE_SOURCES in options.show:
        items = _pour_spare(events, told.sources, columns, legend.cursor, words)
    else:
        sources = told.sources if "sources" in options.show else ()
        items = pour_told(events, sources, columns, legend.cursor, words)
    yield Group("foot", "Events and sources", items)


def _pour_spare(
    events: Sequence[NumberedEvent],
    sources: Sequence[Spans],
    columns: Sequence[Box],
    start: Cursor,
    words: Words,
) -> tuple[Item, ...]:
    """Set events, and sources where the room that is left is worth it."""
    told = pour_events(events, columns, start, words)
    left = [column.height for column in columns[told.cursor.column + 1 :]]
    if told.cursor.column < len(columns):
        left.append(columns[told.cursor.column].bottom - told.cursor.top)
    if max(left, default=0.0) < line_count_height(_WORTH_LINES, words):
        return told.items
    return (*told.items, *pour_running(sources, columns, told.cursor, words))


def _pour_legend(view: MapView, plan: Plan, columns: Sequence[Box], used: Iterable[Used]) -> Poured:
    """Set the legend, and say what found no place in it; type shrinks a little before that."""
    language, unit = view.language, plan.unit
    rows = build_rows(used, view.dated, language=language)
    start = first_cursor(columns)
    if not rows or not columns:
        return Poured((), 0, start)
    for shrink in SHRINKS:
        entries = list_rows(rows, language=language, unit=unit, shrink=shrink)
        poured = pour(entries, columns, start)
        if poured.placed == len(entries):
            return poured
    words = Words(max(1.8 * unit, 1.7), language, italic=True)
    text = phrase("more-events", language)
    return pour_counted(
        entries,
        columns,
        start,
        lambda n: text_entry(text.format(n=n), words),
    )
