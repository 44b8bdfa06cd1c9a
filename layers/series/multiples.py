"""Small multiples: the same map at several dates side by side, with one legend and one scale.

All maps have the same frame and the same scale. An event has the same number on each of them, and
the list of events under the maps explains it once.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

from geo.errors import LimitError
from layers.render.box import Box, shift
from layers.render.events import NumberedEvent, number_events
from layers.render.flow import LEADING, Words
from layers.render.heading import build_head
from layers.render.inks import to_inks
from layers.render.layout import Plan
from layers.render.notes import text_size
from layers.render.plane import Plane, fit_plane
from layers.render.press import to_job
from layers.render.scene import DrawnMap, draw_map
from layers.render.sheet import Group, Path, Sheet, Text
from layers.render.standin import missing_letters
from layers.series.margins import (
    GAP_MM,
    below,
    draw_legend,
    draw_scale,
    explain_events,
    list_metadata,
    room_for_legend,
    set_notes,
)
from layers.series.series import Series
from layers.series.watch import Watch
from layers.style import CRIMSON, INK, PAPER
from layers.view import MapView

_LEAST_MAP_MM: Final = 26.0  # narrower, or lower, no label finds a place
_MARGIN_MM: Final = 8.0
_FRAME_MM: Final = 0.25
_NAME_FACTOR: Final = 0.72
_CAPTION_MM: Final = 3.6
_LEAST_CAPTION_MM: Final = 1.8
_TALLER: Final = 1.35  # at most, than the view: a frame higher than that shows other places
_PANEL_SHARE: Final = 0.2
_FOOT_SHARE: Final = 0.12
_LEAST_FOOT_LINES: Final = 10  # remarks, and a column with events and sources
_LOW_MM: Final = 120.0
_LEAST_UNIT: Final = 0.6


@dataclass(frozen=True, slots=True)
class _Grid:
    """How the maps stand on the sheet.

    Attributes
    ----------
    cell
        The first of the cells; the others follow to the right and below.
    plane
        Of a map that stands in the corner of the sheet.
    """

    columns: int
    cell: Box
    caption_mm: float
    plane: Plane

    def corner(self, at: int) -> tuple[float, float]:
        """Give where a map's cell begins."""
        row, column = divmod(at, self.columns)
        return self.cell.left + column * self.cell.width, self.cell.top + row * self.cell.height


@dataclass(frozen=True, slots=True)
class _Page:
    """The parts of the sheet."""

    head: Box
    maps: Box
    panel: Box
    foot: Box


def _divide(series: Series, head_mm: float) -> _Page:
    """Divide the sheet from top to bottom."""
    options = series.options
    width, height = options.size_mm
    inner = Box(0.0, 0.0, width, height).grown(-_MARGIN_MM * options.unit)
    gap = GAP_MM * options.unit
    panel = height * _PANEL_SHARE if options.show & {"legend", "scale"} else 0.0
    foot = 0.0
    if options.show & {"sources", "credits", "legend"}:
        lines = _LEAST_FOOT_LINES if height > _LOW_MM else 0  # a low sheet has none to spare
        foot = max(height * _FOOT_SHARE, lines * text_size(options.unit) * LEADING)
    head = Box(inner.left, inner.top, inner.width, head_mm)
    under = Box(inner.left, inner.bottom - foot, inner.width, foot)
    beside = Box(inner.left, under.top - panel - gap, inner.width, panel)
    top = head.bottom + gap
    return _Page(head, Box(inner.left, top, inner.width, beside.top - gap - top), beside, under)


def _cells(room: Box, count: int, columns: int, gap: float) -> Box:
    """Give the first cell of a grid, without the gap that follows it."""
    rows = math.ceil(count / columns)
    return Box(room.left, room.top, (room.width + gap) / columns, (room.height + gap) / rows)


def _lay_out(series: Series, room: Box) -> _Grid:
    """Choose how many maps stand in a row, so that they come out largest.

    Raises
    ------
    LimitError
        When they would be too small to be read.
    """
    view, unit = series.views[0], series.options.unit
    gap = GAP_MM * unit
    named = any(_own_title(series, one) for one in series.views)
    caption = _CAPTION_MM * unit * (1.4 + (_NAME_FACTOR if named else 0.0))
    same = view.extent == view.view.extent
    lon_0 = view.view.lon_0 if same else None
    best: _Grid | None = None
    for columns in range(1, len(series.views) + 1):
        cell = _cells(room, len(series.views), columns, gap)
        width = cell.width - gap
        height = cell.height - gap - caption
        if min(width, height) < _LEAST_MAP_MM:
            continue
        plane = fit_plane(view.extent, Box(0.0, 0.0, width, height), lon_0=lon_0)
        if (lower := plane.size_of(view.extent)[1] * _TALLER) < height:
            plane = fit_plane(view.extent, Box(0.0, 0.0, width, lower), lon_0=lon_0)
            cell = replace(cell, height=lower + caption + gap)
        if best is None or plane.denominator < best.plane.denominator:
            best = _Grid(columns, cell, caption, plane)
    if best is None:
        message = (
            f"{len(series.views)} maps are too many for one sheet of {series.options.sheet}: each "
            f"would be smaller than {_LEAST_MAP_MM:g} mm. Choose a larger sheet or a greater step."
        )
        raise LimitError(message)
    return best


def _close_up(series: Series, page: _Page, grid: _Grid) -> _Page:
    """Let what stands under the maps begin where they end."""
    rows = math.ceil(len(series.views) / grid.columns)
    by = page.panel.top - (grid.cell.top + rows * grid.cell.height)
    if by <= 0:
        return page
    foot = replace(page.foot, top=page.foot.top - by, height=page.foot.height + by)
    panel = replace(page.panel, top=page.panel.top - by)
    return replace(page, panel=panel, foot=foot)


def _numbered(series: Series, plane: Plane) -> list[tuple[NumberedEvent, ...]]:
    """Give each map its events; number the events of all maps together, by first appearance."""
    found = [number_events(view.dated, plane, language=series.language) for view in series.views]
    numbers: dict[str, int] = {}
    for events in found:
        for event in events:
            numbers.setdefault(event.id, len(numbers) + 1)
    return [
        tuple(sorted((replace(e, number=numbers[e.id]) for e in events), key=lambda e: e.number))
        for events in found
    ]


def _own_title(series: Series, view: MapView) -> str:
    """Give a map's title if it is not that of the whole."""
    return "" if view.title == series.title else view.title


def _fitting(text: str, look: Words, width: float) -> tuple[str, Words]:
    """Shrink a line, and cut it where it would become too small to be read."""
    if look.width(text) > width:
        size = max(look.size_mm * width / look.width(text), _LEAST_CAPTION_MM)
        look = replace(look, size_mm=size)
    while look.width(text) > width and len(text) > 1:
        text = text.rstrip("… ")[:-1].rstrip() + " …"
    return text, look


def _caption(series: Series, view: MapView, width: float) -> tuple[Text, ...]:
    """Write a map's date over it, and under the date its title if that is its own."""
    unit, language = series.options.unit, series.language
    date = Words(_CAPTION_MM * unit, language, bold=True, serif=True, fill=CRIMSON)
    name = Words(_CAPTION_MM * unit * _NAME_FACTOR, language)
    items, top = [], 0.0
    for text, look in ((view.date_label, date), (_own_title(series, view), name)):
        if text:
            line, fitted = _fitting(text, look, width)
            top += look.size_mm
            items.append(Text((0.0, top), fitted.runs(line), fitted.size_mm, look.fill))
            top += 0.3 * unit
    return tuple(items)


def _moved(group: Group, dx: float, dy: float) -> Group:
    """Move a group over the page, and what it is cut to with it."""
    clip = group.clip and tuple((x + dx, y + dy) for x, y in group.clip)
    return replace(group, items=shift(group.items, dx, dy), clip=clip)


def _place(series: Series, at: int, grid: _Grid, drawn: DrawnMap) -> tuple[Group, ...]:
    """Put a map into its cell, with its date over it."""
    view = series.views[at]
    left, top = grid.corner(at)
    ring = (grid.plane.frame.ring,)
    neatline = Group("neatline", "Frame", (Path(ring, stroke=INK, width_mm=_FRAME_MM),))
    caption = Group("date", "Date", _caption(series, view, grid.plane.frame.width))
    groups = (
        *(_moved(group, left, top + grid.caption_mm) for group in (*drawn.groups, neatline)),
        _moved(caption, left, top),
    )
    return tuple(
        replace(g, id=f"{g.id}-{at + 1}", title=f"{view.date_label}: {g.title}") for g in groups
    )


def _foot(
    series: Series, maps: list[DrawnMap], grid: _Grid, room: Box, *, beside: list[Group]
) -> Group:
    """Set what stands under the maps; it tells of letters that no font has, its own among them."""
    foot = Group("foot", "Sources and notes", ())
    notes = set_notes(series, maps, grid.plane, room)
    whole = replace(foot, items=notes.at(room.left, room.top))
    if missing := missing_letters((*beside, whole)):
        notes = set_notes(series, maps, grid.plane, room, missing=missing)
    return replace(foot, items=notes.at(room.left, room.top))


def build_multiples(series: Series, watch: Watch, *, total: int) -> Sheet:
    """Compose the maps of a series on one sheet, a step each.

    Raises
    ------
    LimitError
        When they would be too small to be read.
    """
    options, unit = series.options, series.options.unit
    whole = replace(series.views[0], title=series.title, date_label=series.date_label)
    width, height = options.size_mm
    head = build_head(whole, options, width - 2 * _MARGIN_MM * unit)
    page = _divide(series, head.height)
    grid = _lay_out(series, page.maps)
    page = _close_up(series, page, grid)
    small = max(unit * min(grid.plane.frame.width / 120.0, 1.0), _LEAST_UNIT)
    frame = grid.plane.frame
    plan = Plan(frame, small, frame, frame, frame, grid.plane, frame)
    maps: list[DrawnMap] = []
    for at, events in enumerate(_numbered(series, grid.plane)):
        watch.step(at, total)
        maps.append(draw_map(series.views[at], plan, events=events))
    legend = room_for_legend(series, (maps, grid.plane), page.panel, page.foot)
    margins = [*draw_legend(series, maps, legend)]
    if "scale" in options.show:
        margins.append(draw_scale(series, grid.plane, page.panel))
    room = below(margins, page.foot, series)
    maps = explain_events(series, maps, plan, room)
    groups = [group for at, drawn in enumerate(maps) for group in _place(series, at, grid, drawn)]
    groups += [*margins, Group("head", "Title", head.at(page.head.left, page.head.top))]
    groups.append(_foot(series, maps, grid, room, beside=groups))
    sheet = Sheet(
        width_mm=width,
        height_mm=height,
        title=series.title,
        description=f"{series.title}. {', '.join(view.date_label for view in series.views)}.",
        language=series.language,
        background=PAPER,
        groups=tuple(group for group in groups if group.items),
        metadata=list_metadata(series, maps, grid.plane),
    )
    return to_inks(sheet, options.inks)


def write_multiples(series: Series, watch: Watch) -> bytes:
    """Write the maps of a series on one sheet as PDF."""
    total = len(series.views) + 1
    sheet = build_multiples(series, watch, total=total)
    watch.step(total - 1, total)
    made = series.print_job(to_job(sheet, "pdf"))
    watch.step(total, total)
    return made
