"""Small multiples: the same map at several dates side by side, with one legend and one scale.

All maps have the same frame and the same scale. An event has the same number on each of them, and
the list of events under the maps explains it once.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.errors import LimitError
from geo.source import Source
from layers.render.box import Block, Box, shift
from layers.render.events import NumberedEvent, number_events
from layers.render.flow import LEADING, Words
from layers.render.frame import Plan, PlateOptions
from layers.render.graticule import draw_neatline
from layers.render.heading import build_head
from layers.render.inks import to_inks
from layers.render.key import build_rows, set_legend
from layers.render.notes import Foot, set_foot, text_size
from layers.render.phrases import phrase
from layers.render.plane import Plane, fit_plane
from layers.render.press import to_job
from layers.render.scalebar import build_scale
from layers.render.scene import DrawnMap, draw_map
from layers.render.sheet import Group, Item, Sheet, Text
from layers.series.series import Series
from layers.series.watch import Watch
from layers.style import CRIMSON, PAPER
from layers.view import MapView
from layers.wording import word

_LEAST_MAP_MM: Final = 26.0  # narrower, or lower, no label finds a place
_MARGIN_MM: Final = 8.0
_GAP_MM: Final = 3.0
_RIM_MM: Final = 1.4
_CAPTION_MM: Final = 3.6
_LEAST_CAPTION_MM: Final = 1.8
_PANEL_SHARE: Final = 0.17
_FOOT_SHARE: Final = 0.12
_SCALE_MM: Final = 62.0
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
    gap = _GAP_MM * options.unit
    panel = height * _PANEL_SHARE if options.show & {"legend", "scale"} else 0.0
    foot = height * _FOOT_SHARE if options.show & {"sources", "credits", "legend"} else 0.0
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
    gap, caption = _GAP_MM * unit, _CAPTION_MM * unit * 1.5
    same = view.extent == view.view.extent
    lon_0 = view.view.lon_0 if same else None
    best: _Grid | None = None
    for columns in range(1, len(series.views) + 1):
        cell = _cells(room, len(series.views), columns, gap)
        width = cell.width - gap - 2 * _RIM_MM
        height = cell.height - gap - caption - 2 * _RIM_MM
        if min(width, height) < _LEAST_MAP_MM:
            continue
        plane = fit_plane(view.extent, Box(0.0, 0.0, width, height), lon_0=lon_0)
        if best is None or plane.denominator < best.plane.denominator:
            best = _Grid(columns, cell, caption, plane)
    if best is None:
        message = (
            f"{len(series.views)} maps are too many for one sheet of {series.options.sheet}: each "
            f"would be smaller than {_LEAST_MAP_MM:g} mm. Choose a larger sheet or a greater step."
        )
        raise LimitError(message)
    return best


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


def _caption(series: Series, view: MapView, width: float) -> Text:
    """Write a map's date over it, and its title if that is its own."""
    own = "" if view.title == series.title else f" · {view.title}"
    text = f"{view.date_label}{own}"
    size = _CAPTION_MM * series.options.unit
    look = Words(size, series.language, bold=True, serif=True, fill=CRIMSON)
    least = _LEAST_CAPTION_MM * series.options.unit
    if look.width(text) > width:
        size = max(size * width / look.width(text), least)
        look = replace(look, size_mm=size)
    while look.width(text) > width and len(text) > 1:
        text = text.rstrip("… ")[:-1].rstrip() + " …"
    return Text((0.0, size), look.runs(text), size, CRIMSON)


def _moved(group: Group, dx: float, dy: float) -> Group:
    """Move a group over the page, and what it is cut to with it."""
    clip = group.clip and tuple((x + dx, y + dy) for x, y in group.clip)
    return replace(group, items=shift(group.items, dx, dy), clip=clip)


def _place(series: Series, at: int, grid: _Grid, drawn: DrawnMap) -> tuple[Group, ...]:
    """Put a map into its cell, with its date over it."""
    view = series.views[at]
    left, top = grid.corner(at)
    dx, dy = left + _RIM_MM, top + grid.caption_mm + _RIM_MM
    neatline = draw_neatline(grid.plane, None, language=series.language, unit=series.options.unit)
    caption = Group("date", "Date", (_caption(series, view, grid.plane.frame.width),))
    groups = (
        *(_moved(group, dx, dy) for group in (*drawn.groups, neatline)),
        _moved(caption, dx, top),
    )
    return tuple(
        replace(g, id=f"{g.id}-{at + 1}", title=f"{view.date_label}: {g.title}") for g in groups
    )


def _legend(series: Series, maps: Sequence[DrawnMap], panel: Box) -> Iterable[Group]:
    """Set one legend and one scale for all maps."""
    options, language, unit = series.options, series.language, series.options.unit
    plane_width = min(_SCALE_MM * unit, panel.width * 0.4) if "scale" in options.show else 0.0
    gap = 2 * _GAP_MM * unit if plane_width else 0.0
    if "legend" not in options.show:
        return
    used = dict.fromkeys(look for drawn in maps for look in drawn.marks.used)
    rows = build_rows(used, series.views[0].dated, language=language)
    width = panel.width - plane_width - gap
    columns = max(1, int(width // (48.0 * unit)))
    words = Words(max(1.8 * unit, 1.7), language, italic=True)
    more = words.size_mm * LEADING
    block, left = set_legend(
        rows, (width, panel.height - more), columns=columns, language=language, unit=unit
    )
    items: tuple[Item, ...] = block.at(panel.left, panel.top)
    if left:
        text = words.runs(phrase("more-events", language).format(n=left))
        last = Text((panel.left, panel.bottom), text, words.size_mm, words.fill)
        items = (*items, last)
    yield Group("legend", "Legend", items)


def _scale(series: Series, plane: Plane, panel: Box) -> Group:
    """Set the scale, which is that of every map."""
    unit, language = series.options.unit, series.language
    width = min(_SCALE_MM * unit, panel.width * 0.4)
    sheet = _sheet_name(series.options, language)
    block = build_scale(plane, language=language, unit=unit, width_mm=width, sheet=sheet)
    return Group("scale", "Scale", block.at(panel.right - width, panel.top))


def _sheet_name(options: PlateOptions, language: str) -> str:
    """Name the sheet on which the scale is true."""
    if options.width_mm is None or options.height_mm is None:
        return options.sheet
    words = phrase("own-sheet", language)
    return words.format(width=f"{options.width_mm:g}", height=f"{options.height_mm:g}")


def _remarks(series: Series, maps: Sequence[DrawnMap], plane: Plane) -> tuple[str, ...]:
    """List what must be said of all maps."""
    options, language = series.options, series.language
    depictions = {depiction for drawn in maps for depiction in drawn.marks.depictions}
    remarks = [options.note]
    if "reconstruction" in depictions:
        remarks.append(phrase("reconstruction-note", language))
    if depictions & {"approximate", "schematic"}:
        remarks.append(phrase("approximate-note", language))
    if "scale" in options.show:
        name = plane.projection.to_title(language)
        remarks.append(f"{word('projection', language)}: {name}. {phrase('coast-note', language)}")
    if "credits" in options.show:
        lines = dict.fromkeys(line for view in series.views for line in view.credits)
        remarks += ["; ".join(lines), options.link]
    return tuple(remark for remark in remarks if remark)


def _sources(series: Series, maps: Sequence[DrawnMap]) -> tuple[Source, ...]:
    """Give the sources of what is drawn, each once."""
    found: dict[str, Source] = {}
    for view, drawn in zip(series.views, maps, strict=True):
        for source in view.sources:
            if source.id in drawn.marks.sources:
                found.setdefault(source.id, source)
    return tuple(found.values())


def _foot(series: Series, maps: Sequence[DrawnMap], plane: Plane, box: Box) -> Block:
    """Set events, sources and remarks under the maps."""
    events: dict[str, NumberedEvent] = {}
    for drawn in maps:
        events.update((event.id, event) for event in drawn.events if event.id not in events)
    foot = Foot(
        events=tuple(events.values()) if "legend" in series.options.show else (),
        sources=_sources(series, maps) if "sources" in series.options.show else (),
        remarks=_remarks(series, maps, plane),
    )
    unit = series.options.unit
    if box.height < text_size(unit):
        return Block((), 0.0, 0.0)
    return set_foot(foot, box, language=series.language, unit=unit)


def _metadata(
    series: Series, maps: Sequence[DrawnMap], plane: Plane
) -> tuple[tuple[str, str], ...]:
    """List what goes into the file's metadata."""
    first, extent = series.views[0], series.views[0].extent
    entries = {
        "date": ", ".join(view.selection.date for view in series.views),
        "view": first.view.id,
        "extent": f"{extent.west:g} {extent.south:g} {extent.east:g} {extent.north:g}",
        "projection": plane.projection.definition,
        "sheet": series.options.sheet,
        "layers": ", ".join(layer.spec.id for layer in first.dated),
        "language": series.language,
        "sources": "; ".join(source.title for source in _sources(series, maps)),
        "credits": "; ".join(first.credits),
        "link": series.options.link,
        "note": series.options.note,
    }
    return tuple((name, value) for name, value in entries.items() if value)


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
    small = max(unit * min(grid.plane.frame.width / 120.0, 1.0), _LEAST_UNIT)
    frame = grid.plane.frame
    plan = Plan(frame, small, frame, frame, frame, grid.plane)
    maps: list[DrawnMap] = []
    groups: list[Group] = []
    for at, events in enumerate(_numbered(series, grid.plane)):
        watch.step(at, total)
        maps.append(draw_map(series.views[at], plan, events=events))
        groups.extend(_place(series, at, grid, maps[-1]))
    groups.extend(_legend(series, maps, page.panel))
    if "scale" in options.show:
        groups.append(_scale(series, grid.plane, page.panel))
    foot = _foot(series, maps, grid.plane, page.foot).at(page.foot.left, page.foot.top)
    groups.append(Group("foot", "Sources and notes", foot))
    groups.append(Group("head", "Title", head.at(page.head.left, page.head.top)))
    sheet = Sheet(
        width_mm=width,
        height_mm=height,
        title=series.title,
        description=f"{series.title}. {', '.join(view.date_label for view in series.views)}.",
        language=series.language,
        background=PAPER,
        groups=tuple(group for group in groups if group.items),
        metadata=_metadata(series, maps, grid.plane),
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
