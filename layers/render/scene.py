"""The plate: a view of the map composed as a printed sheet, in page millimetres.

``build_scene`` lays out the sheet, draws the ground once for an extent and the
dated marks each time, places the lettering, and sets legend, scale and sources
from what is really inside the frame.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from geo.source import Source
from layers.citing import cite
from layers.render.eventmarks import draw_events, number_spots
from layers.render.events import NumberedEvent, number_events
from layers.render.fitting import fit_plan
from layers.render.frame import FURNITURE, SHEETS, PlateOptions
from layers.render.graticule import Graticule, build_graticule, draw_neatline
from layers.render.ground import build_ground, request_ground
from layers.render.heading import build_head, subtitle
from layers.render.imprint import Doubts, fit_imprint
from layers.render.layout import Plan
from layers.render.marks import Marks, draw_layers
from layers.render.naming import lettered_waters, name_map
from layers.render.notes import to_spans
from layers.render.panel import Told, choose_events, draw_margins
from layers.render.phrases import phrase, to_degrees
from layers.render.scalebar import to_ratio
from layers.render.sheet import Group, Path, Sheet
from layers.render.spots import clear_discs
from layers.render.standin import missing_letters
from layers.render.waters import find_waters
from layers.style import PAPER, WATER_INK
from layers.view import MapView

__all__ = [
    "FURNITURE",
    "SHEETS",
    "DrawnMap",
    "PlateOptions",
    "build_scene",
    "draw_map",
    "set_margins",
    "used_sources",
]

Tell: TypeAlias = Callable[[Marks, tuple[NumberedEvent, ...]], tuple[NumberedEvent, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class DrawnMap:
    """The finished map inside the frame, and what the margins must say of it.

    Attributes
    ----------
    told
        Those of its events that bear a number.
    """

    groups: tuple[Group, ...]
    marks: Marks
    events: tuple[NumberedEvent, ...]
    told: tuple[NumberedEvent, ...]


def build_scene(
    view: MapView, options: PlateOptions | None = None, *, head_mm: float = 0.0
) -> Sheet:
    """Compose a view as a sheet.

    Parameters
    ----------
    head_mm
        The least height of its head, where other sheets must have the same layout.

    Raises
    ------
    ValueError
        When the options name no sheet that can be made.
    """
    options, plan = fit_plan(view, options or PlateOptions(), head_mm=head_mm)
    width, height = options.size_mm
    plane = plan.plane
    graticule = build_graticule(plane, unit=plan.unit) if "graticule" in options.show else None
    map_ = draw_map(view, plan, graticule, tell=partial(choose_events, view, options, plan))
    sources = used_sources(view, map_.marks)
    margins = set_margins(view, options, plan, (map_, sources))
    neatline = draw_neatline(plane, graticule, language=view.language, unit=plan.unit)
    return Sheet(
        width_mm=width,
        height_mm=height,
        title=options.title or view.title,
        description=_describe(view, map_),
        language=view.language,
        background=PAPER,
        groups=(*map_.groups, neatline, *margins),
        metadata=_metadata(view, options, plan, sources),
    )


def draw_map(
    view: MapView,
    plan: Plan,
    graticule: Graticule | None = None,
    *,
    events: tuple[NumberedEvent, ...] | None = None,
    tell: Tell | None = None,
) -> DrawnMap:
    """Draw all that lies inside the frame.

    Parameters
    ----------
    events
        The view's events inside the frame, where their numbers are not those of this map alone.
    tell
        Chooses the events that the sheet explains from what is drawn; all of them without it.
    """
    plane, unit, language = plan.plane, plan.unit, view.language
    request = request_ground(plane, view.base, unit=unit, root=view.root)
    ground = build_ground(request)
    waters = find_waters(request, language)
    marks = draw_layers(
        view.dated,
        plane,
        unit=unit,
        language=language,
        shore=ground.shore,
        lettered=lettered_waters(ground, waters),
    )
    if events is None:
        events = number_events(view.dated, plane, language=language)
    spots = draw_events(marks, events, plane, unit=unit, language=language)
    told = tell(marks, events) if tell else events
    bare = number_spots(marks, spots, told, plane, language=language)
    names = name_map(marks, ground, waters, plan, language)
    marks.unnamed += 0 if told else bare  # else the list tells of them
    clip = plane.frame.ring
    net = Group("graticule", "Graticule", graticule.lines, clip) if graticule else None
    groups = (
        *ground.groups,
        *((net,) if net else ()),
        *marks.areas,
        ground.coast,
        *((cleared,) if (cleared := clear_discs(marks.cleared, plane, ground.shore.land)) else ()),
        Group("area-names", "Names of areas", names.areas, clip),
        *marks.discs,
        *marks.plots,
        *marks.lines,
        *marks.points,
        Group("water-names", "Names of waters and lines", names.waters, clip),
        Group("leaders", "Leader lines", names.leaders, clip),
        Group("labels", "Names", names.labels, clip),
    )
    return DrawnMap(tuple(g for g in groups if g.items), marks, events, told)


def set_margins(
    view: MapView,
    options: PlateOptions,
    plan: Plan,
    drawn: tuple[DrawnMap, tuple[Source, ...]],
) -> tuple[Group, ...]:
    """Set all that stands round the map: title, legend, scale, notes, imprint."""
    map_, sources = drawn
    head = build_head(view, options, plan.head.width)
    cited = to_spans(cite(sources, options.citation))
    silent = len(map_.events) - len(map_.told)
    told = Told(tuple(map_.marks.used), map_.told, cited, silent)
    doubts = Doubts(
        frozenset(map_.marks.depictions),
        any(used.holds == "partly" for used in map_.marks.used),
        map_.marks.thinned,
        map_.marks.unnamed,
        limits=tuple(_limits(map_.marks, view.language)),
    )
    imprint = _set_imprint(view, options, plan, doubts)
    groups = (
        Group("head", "Title", head.at(plan.head.left, plan.head.top)),
        *draw_margins(view, options, plan, told),
        Group("rules", "Rules", tuple(_rules(plan))),
    )
    if missing := missing_letters((*map_.groups, *groups, imprint)):
        imprint = _set_imprint(view, options, plan, replace(doubts, missing=missing))
    return tuple(group for group in (*groups, imprint) if group.items)


def _set_imprint(view: MapView, options: PlateOptions, plan: Plan, doubts: Doubts) -> Group:
    """Set the last lines of the sheet at its foot."""
    block = fit_imprint(view, options, plan.plane.projection, doubts, plan.imprint)
    return Group("imprint", "Imprint", block.at(plan.imprint.left, plan.imprint.top))


def _rules(plan: Plan) -> Iterator[Path]:
    """Draw the thin lines over foot and imprint."""
    for box in (plan.foot, plan.imprint):
        if box.width and box.height:
            y = box.top - 0.7 * plan.unit
            rule = ((box.left, y), (box.right, y))
            yield Path((rule,), closed=False, stroke=WATER_INK, width_mm=0.12)


def used_sources(view: MapView, marks: Marks) -> tuple[Source, ...]:
    """Give the sources of what is inside the frame, in the order of the view."""
    return tuple(source for source in view.sources if source.id in marks.sources)


def _limits(marks: Marks, language: str) -> Iterator[str]:
    """Say beyond which meridians and parallels a layer shows nothing."""
    for title, edges in marks.limits.items():
        where = ", ".join(
            phrase(f"beyond-{side}", language).format(
                at=to_degrees(at, "lon" if side in {"west", "east"} else "lat", language)
            )
            for side, at in edges
        )
        said = phrase("limits", language).format(layer=title, where=where)
        yield said.replace("..", ".")  # after an abbreviation


def _describe(view: MapView, map_: DrawnMap) -> str:
    """Say in a sentence what a reader who cannot see the sheet should know."""
    layers = ", ".join(dict.fromkeys(u.layer for u in map_.marks.used))
    counted = len(map_.events)
    return f"{view.title}. {subtitle(view)}. {view.date_label}. {layers}; {phrase('events-of-area', view.language)}: {counted}."


def _metadata(
    view: MapView, options: PlateOptions, plan: Plan, sources: Sequence[Source]
) -> tuple[tuple[str, str], ...]:
    """List what goes into the file's metadata."""
    extent, plane = view.extent, plan.plane
    entries = {
        "date": view.selection.date,
        "view": view.view.id,
        "extent": f"{extent.west:g} {extent.south:g} {extent.east:g} {extent.north:g}",
        "projection": plane.projection.definition,
        "scale": to_ratio(plane.denominator).replace("\u202f", "").replace("\u00a0", " "),
        "sheet": options.sheet,
        "layers": ", ".join(layer.spec.id for layer in view.dated),
        "language": view.language,
        "sources": "; ".join(source.title for source in sources),
        "credits": "; ".join(view.credits),
        "link": options.link,
        "note": options.note,
    }
    return tuple((key, value) for key, value in entries.items() if value)
