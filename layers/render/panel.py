"""The margins of the sheet: inset, scale, north, legend, events and sources in their columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from layers.render.box import Block, Box
from layers.render.columns import Poured, split_columns
from layers.render.events import NumberedEvent
from layers.render.frame import SPARE_SOURCES, PlateOptions
from layers.render.inset import draw_inset, inset_plane
from layers.render.key import build_rows
from layers.render.layout import LEGEND_COLUMN_MM, Plan
from layers.render.marks import Marks, Used
from layers.render.notes import (
    Spans,
    foot_words,
    keep_room,
    line_count_height,
    list_events,
    list_sources,
    pour_running,
    pour_whole,
)
from layers.render.phrases import has_phrase, phrase
from layers.render.scalebar import build_north, build_scale
from layers.render.sheet import Group, Item
from layers.render.telling import Legends, choose_told
from layers.view import MapView
from layers.wording import sheet_word, word

Items: TypeAlias = tuple[Item, ...]

_GAP_MM: Final = 4.0
_INSET_SHARE: Final = 0.3
_LEAST_INSET_MM: Final = 20.0
_LEAST_COLUMN_MM: Final = 6.0
_WORTH_LINES: Final = 8  # lines that are worth to begin the sources for


@dataclass(frozen=True, slots=True)
class Told:
    """What the margins tell of the map: the looks drawn, the events, the sources.

    Besides the events there may be ``silent`` ones, on the map without a number.
    """

    used: tuple[Used, ...]
    events: tuple[NumberedEvent, ...]
    sources: tuple[Spans, ...]
    silent: int = 0


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
    return _kept(parts.columns, options, plan, cited=True)


def choose_events(
    view: MapView,
    options: PlateOptions,
    plan: Plan,
    marks: Marks,
    events: tuple[NumberedEvent, ...],
) -> tuple[NumberedEvent, ...]:
    """Choose the events that the margins have room to explain; without a legend there are none."""
    if "legend" not in options.show:
        return ()
    columns = _parts(view, options, plan)[0].columns
    cited = any(source.id in marks.sources for source in view.sources)
    legends = _legends(view, plan, _kept(columns, options, plan, cited=cited), marks.used)
    return choose_told(events, lambda some, silent: legends.with_events(some, silent) is not None)


def draw_margins(view: MapView, options: PlateOptions, plan: Plan, told: Told) -> Iterator[Group]:
    """Draw inset, scale, legend, events and sources."""
    parts, scale = _parts(view, options, plan)
    if parts.inset.height:
        inset = draw_inset(plan.plane, view.base, parts.inset, root=view.root)
        if inset is not None:
            yield inset
    if scale.items:
        yield Group("scale", "Scale", scale.at(parts.scale.left, parts.scale.top))
    if "legend" not in options.show:
        told = replace(told, used=(), events=())
    kept = _kept(parts.columns, options, plan, cited=bool(told.sources))
    legends = _legends(view, plan, kept, told.used)
    pour_all = _pour_spare if SPARE_SOURCES in options.show else _pour_told
    if not options.show & {"sources", SPARE_SOURCES}:
        told = replace(told, sources=())
    legend, items = pour_all(legends, told, parts.columns)
    yield Group("legend", "Legend", legend)
    yield Group("foot", "Events and sources", items)


def _kept(
    columns: Sequence[Box], options: PlateOptions, plan: Plan, *, cited: bool
) -> Sequence[Box]:
    """Give the columns for legend and events; some room stays for the sources asked for."""
    keeps = cited and "sources" in options.show
    return keep_room(columns, foot_words(plan.unit, "en")) if keeps else columns


def _legends(view: MapView, plan: Plan, columns: Sequence[Box], used: Iterable[Used]) -> Legends:
    """Make the legend of what is drawn."""
    rows = build_rows(used, view.dated, language=view.language)
    return Legends(rows, columns, foot_words(plan.unit, view.language), plan.unit)


def _pour_told(legends: Legends, told: Told, columns: Sequence[Box]) -> tuple[Items, Items]:
    """Set legend, events and sources: as lists if there is room, else shorter."""
    first, words = legends.first(), legends.words
    entries = list_events(told.events, words, silent=told.silent)
    whole = pour_whole([*entries, *list_sources(told.sources, words)], columns, first.cursor)
    if whole is not None:
        return first.items, whole.items
    legend, listed = legends.with_events(told.events, told.silent) or (first, _nothing(first))
    sources = pour_running(told.sources, columns, listed.cursor, words)
    return legend.items, (*listed.items, *sources)


def _pour_spare(legends: Legends, told: Told, columns: Sequence[Box]) -> tuple[Items, Items]:
    """Set legend and events, and sources where the room that is left is worth it."""
    first, words = legends.first(), legends.words
    legend, listed = legends.with_events(told.events, told.silent) or (first, _nothing(first))
    left = [column.height for column in columns[listed.cursor.column + 1 :]]
    if listed.cursor.column < len(columns):
        left.append(columns[listed.cursor.column].bottom - listed.cursor.top)
    if max(left, default=0.0) < line_count_height(_WORTH_LINES, words):
        return legend.items, listed.items
    sources = pour_running(told.sources, columns, listed.cursor, words)
    return legend.items, (*listed.items, *sources)


def _nothing(before: Poured) -> Poured:
    """Set nothing after something."""
    return Poured((), 0, before.cursor)
