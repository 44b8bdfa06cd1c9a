"""What small multiples share: one legend, one scale, one list of events and sources."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from geo.source import Source
from layers.citing import cite
from layers.render.box import Block, Box
from layers.render.events import NumberedEvent
from layers.render.flow import LEADING, Words
from layers.render.foot import Foot
from layers.render.key import build_rows, set_legend
from layers.render.layout import Plan
from layers.render.marks import Marks
from layers.render.notes import Spans, text_size, to_spans
from layers.render.panel import name_sheet
from layers.render.phrases import phrase
from layers.render.plane import Plane
from layers.render.remarks import set_remarks
from layers.render.scalebar import build_scale
from layers.render.scene import DrawnMap, draw_map
from layers.render.sheet import Group, Item, Path, Text
from layers.render.standin import tell_missing
from layers.render.telling import choose_told
from layers.series.series import Series
from layers.wording import word

GAP_MM: Final = 3.0
_SCALE_MM: Final = 48.0
_LEGEND_MM: Final = 38.0
_FEW_LINES: Final = 8  # of events and sources, that a long legend leaves


def room_for_legend(
    series: Series, drawn: tuple[Sequence[DrawnMap], Plane], panel: Box, foot: Box
) -> Box:
    """Give the panel, and as much of the foot as its remarks and some lines of it can spare."""
    (maps, plane), language, unit = drawn, series.language, series.options.unit
    remarks = _remarks(series, maps, plane, "")
    kept = set_remarks(remarks, foot.width, language=language, unit=unit).height
    kept += _FEW_LINES * text_size(unit) * LEADING + GAP_MM * unit
    return replace(panel, height=max(foot.bottom - panel.top - kept, panel.height))


def below(margins: Iterable[Group], foot: Box, series: Series) -> Box:
    """Give what is left for the foot under legend and scale."""
    lowest = foot.bottom
    ends = [y for group in margins for item in group.items for y in _depths(item)]
    top = min(max(ends, default=foot.top) + GAP_MM * series.options.unit, lowest)
    return replace(foot, top=top, height=lowest - top)


def _depths(item: Item) -> Iterable[float]:
    """Give how far down the page an item reaches."""
    match item:
        case Text():
            return [item.at[1] + 0.25 * item.size_mm]
        case Path():
            return [y for ring in item.rings for _, y in ring]
    return [item.at[1] + item.height_mm]


def draw_legend(series: Series, maps: Sequence[DrawnMap], panel: Box) -> Iterable[Group]:
    """Set one legend and one scale for all maps."""
    options, language, unit = series.options, series.language, series.options.unit
    plane_width = min(_SCALE_MM * unit, panel.width * 0.4) if "scale" in options.show else 0.0
    gap = 2 * GAP_MM * unit if plane_width else 0.0
    if "legend" not in options.show:
        return
    used = dict.fromkeys(look for drawn in maps for look in drawn.marks.used)
    rows = build_rows(used, series.views[0].dated, language=language)
    width = panel.width - plane_width - gap
    columns = max(1, int(width // (_LEGEND_MM * unit)))
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


def draw_scale(series: Series, plane: Plane, panel: Box) -> Group:
    """Set the scale, which is that of every map."""
    unit, language = series.options.unit, series.language
    width = min(_SCALE_MM * unit, panel.width * 0.4)
    sheet = name_sheet(series.options, language)
    block = build_scale(plane, language=language, unit=unit, width_mm=width, sheet=sheet)
    return Group("scale", "Scale", block.at(panel.right - width, panel.top))


def _remarks(
    series: Series, maps: Sequence[DrawnMap], plane: Plane, missing: str
) -> tuple[str, ...]:
    """List what must be said of all maps."""
    options, language = series.options, series.language
    depictions = {depiction for drawn in maps for depiction in drawn.marks.depictions}
    remarks = [options.note]
    if any(used.holds == "partly" for drawn in maps for used in drawn.marks.used):
        remarks.append(phrase("partly-note", language))
    if "reconstruction" in depictions:
        remarks.append(phrase("reconstruction-note", language))
    if depictions & {"approximate", "schematic"}:
        remarks.append(phrase("approximate-note", language))
    remarks.append(tell_missing(missing, language))
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


def _number(event: NumberedEvent) -> int:
    return event.number


def _events(maps: Iterable[DrawnMap]) -> tuple[NumberedEvent, ...]:
    """Give the events of all maps, each once."""
    events = {event.id: event for drawn in maps for event in drawn.events}
    return tuple(sorted(events.values(), key=_number))


def _choose_events(
    series: Series, maps: Sequence[DrawnMap], plane: Plane, box: Box
) -> tuple[NumberedEvent, ...]:
    """Choose the events that the foot has room to explain; without a legend there are none."""
    unit, language = series.options.unit, series.language
    if "legend" not in series.options.show or box.height < text_size(unit):
        return ()
    room = _over_remarks(box, _remarks_block(series, maps, plane, box, ""))
    sources = _cited(series, maps)

    def fits(some: tuple[NumberedEvent, ...], silent: int) -> bool:
        return Foot(some, sources, silent).holds_events(room, language=language, unit=unit)

    return choose_told(_events(maps), fits)


def explain_events(series: Series, maps: list[DrawnMap], plan: Plan, box: Box) -> list[DrawnMap]:
    """Draw the maps anew if there are events that the foot has no room to explain."""
    told = _choose_events(series, maps, plan.plane, box)
    numbers = {event.id: event for event in told}
    if all(event.id in numbers for drawn in maps for event in drawn.events):
        return maps

    def tell(_: Marks, events: tuple[NumberedEvent, ...]) -> tuple[NumberedEvent, ...]:
        return tuple(numbers[event.id] for event in events if event.id in numbers)

    return [
        draw_map(view, plan, events=drawn.events, tell=tell)
        for view, drawn in zip(series.views, maps, strict=True)
    ]


def _cited(series: Series, maps: Sequence[DrawnMap]) -> tuple[Spans, ...]:
    """Cite the sources of what is drawn, if they are asked for."""
    if "sources" not in series.options.show:
        return ()
    return to_spans(cite(_sources(series, maps), series.options.citation))


def _remarks_block(
    series: Series, maps: Sequence[DrawnMap], plane: Plane, box: Box, missing: str
) -> Block:
    """Set the last lines of the sheet."""
    remarks = _remarks(series, maps, plane, missing)
    return set_remarks(remarks, box.width, language=series.language, unit=series.options.unit)


def _over_remarks(box: Box, remarks: Block) -> Box:
    """Give the room over the last lines of the sheet."""
    return replace(box, height=max(box.height - remarks.height, 0.0))


def set_notes(
    series: Series, maps: Sequence[DrawnMap], plane: Plane, box: Box, *, missing: str = ""
) -> Block:
    """Set events, sources and remarks under the maps; ``missing`` are letters that no font has."""
    unit, language = series.options.unit, series.language
    if box.height < text_size(unit):
        return Block((), 0.0, 0.0)
    told = {event.id: event for drawn in maps for event in drawn.told}
    foot = Foot(
        events=tuple(sorted(told.values(), key=_number)),
        sources=_cited(series, maps),
        silent=len(_events(maps)) - len(told),
    )
    last = _remarks_block(series, maps, plane, box, missing)
    above = foot.set(_over_remarks(box, last), language=language, unit=unit)
    items = (*above.items, *last.at(0.0, box.height - last.height))
    return Block(items, box.width, box.height)


def list_metadata(
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
        "state": series.state(series.kind),
    }
    return tuple((name, value) for name, value in entries.items() if value)
