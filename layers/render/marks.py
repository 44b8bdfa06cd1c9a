"""Dated marks: areas, lines, discs and symbols of what holds at the date, cut to the frame."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.held import FeatureRow
from layers.render.anchors import Anchor, names_of
from layers.render.areanames import AreaName
from layers.render.bands import Turn, cut_in_bands, find_turns
from layers.render.box import Box
from layers.render.events import WHOLE_AREA_KM
from layers.render.ink import InkGrid, ink_of_boxes, ink_of_lines
from layers.render.outline import Edges
from layers.render.pen import draw_line
from layers.render.plane import Plane
from layers.render.sheet import Group, Path
from layers.render.shore import Shore
from layers.render.spots import DrawnSpot, Spot, disc_radius_mm, draw_spot, find_seat, lonlat_of
from layers.render.territory import (
    UNCUT,
    Held,
    cut_edges_of,
    draw_territory,
    limits_in_sight,
    outline_of,
    place,
    place_territory,
    seen_line,
)
from layers.render.thinning import crowded_places
from layers.style import Drawing, LineStyle, TextStyle, to_lettering
from layers.view import LayerView

_LABEL_MM2: Final = 60.0  # smaller areas are named beside, not inside
_GRAIN_MM2: Final = 0.12  # what is smaller cannot be seen and is not in the legend
_LARGE_SCALE: Final = 6_000_000  # at smaller ones symbols that crowd are left as they fall
_MANY_DRAWN: Final = 256
_ROOMY_MM: Final = 6.0  # a larger disc holds its name


@dataclass(frozen=True, slots=True)
class Used:
    """A look that is really on the sheet, for the legend.

    ``holds`` is ``certain``, ``possible``, or ``partly`` where an area is in bands since it did not
    hold throughout.
    """

    layer: str
    category: str
    mark: str
    depiction: str
    holds: str


@dataclass(slots=True)
class Marks:
    """What is collected while the layers are drawn; read only once it is finished."""

    areas: list[Group] = field(default_factory=list)
    discs: list[Group] = field(default_factory=list)
    plots: list[Group] = field(default_factory=list)
    lines: list[Group] = field(default_factory=list)
    points: list[Group] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    area_names: list[AreaName] = field(default_factory=list)
    named_lines: list[tuple[BaseGeometry, FeatureRow, TextStyle]] = field(default_factory=list)
    strokes: list[BaseGeometry] = field(default_factory=list)
    barred: list[BaseGeometry] = field(default_factory=list)
    cleared: list[BaseGeometry] = field(default_factory=list)
    hatched: list[BaseGeometry] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    used: dict[Used, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)
    depictions: set[str] = field(default_factory=set)
    limits: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    thinned: int = 0
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class _Pen:
    """What drawing needs besides the layer."""

    plane: Plane
    unit: float
    language: str
    shore: Shore | None = None
    lettered: frozenset[str] = frozenset()
    cut: Edges = UNCUT
    turns: Mapping[str, Turn] = field(default_factory=dict)


def _placed(pen: _Pen, geometry: BaseGeometry) -> BaseGeometry:
    return place(pen.plane, Held(geometry))


def _note(marks: Marks, layer: LayerView, row: FeatureRow, mark: str, *, holds: str = "") -> None:
    """Remember that a look and its sources are on the sheet."""
    holds = holds or str(row.holds)
    marks.used[Used(layer.spec.id, str(row.category), mark, str(row.depiction), holds)] = None
    marks.sources.update(dict.fromkeys(row.sources))
    marks.depictions.add(str(row.depiction))


def _draw_polygon(
    marks: Marks, pen: _Pen, layer: LayerView, row: FeatureRow, drawing: Drawing
) -> list[Path]:
    territory = place_territory(pen.plane, Held(row.geometry), pen.shore, pen.cut)
    seen = territory.seen
    if not seen or drawing.area is None or seen.area < _GRAIN_MM2:
        return []
    turn = pen.turns.get(str(row.id))
    _note(marks, layer, row, "area", holds="partly" if turn and row.holds == "certain" else "")
    lettering = to_lettering(drawing)
    if lettering is not None and seen.area >= _LABEL_MM2 * pen.unit**2:
        names = names_of(row, pen.language)
        hatched = drawing.area.hatch is not None
        marks.area_names.append(
            AreaName(str(row.id), names, seen, lettering, int(row.rank), hatched)
        )
    lines = marks.strokes if layer.kind.name == "plot" else marks.barred
    lines.append(outline_of(territory))
    drawn = cut_in_bands(territory, turn, unit=pen.unit) if turn else territory
    return list(draw_territory(drawn, drawing.area, unit=pen.unit, feature=str(row.id)))


def _draw_course(
    marks: Marks, pen: _Pen, layer: LayerView, row: FeatureRow, drawing: Drawing
) -> list[Path]:
    placed = _placed(pen, row.geometry)
    seen = seen_line(pen.plane, Held(placed))
    if not seen or drawing.line is None or seen.length < 0.3:  # noqa: PLR2004  mm: a grain
        return []
    _note(marks, layer, row, "line")
    marks.barred.append(seen)
    if drawing.text is not None:
        marks.named_lines.append((seen, row, drawing.text))
    return list(_draw_line(Held(placed), drawing.line, unit=pen.unit, feature=str(row.id)))


@lru_cache(maxsize=_MANY_DRAWN)
def _draw_line(held: Held, style: LineStyle, *, unit: float, feature: str) -> tuple[Path, ...]:
    """Draw a course; kept for the next date on the same plane."""
    return draw_line(held.geometry, style, unit=unit, feature=feature)


def _draw_place(
    marks: Marks, pen: _Pen, layer: LayerView, row: FeatureRow, drawing: Drawing
) -> list[Path]:
    lonlat = lonlat_of(Held(row.geometry))
    at = pen.plane.point(*lonlat)
    frame = pen.plane.frame.grown(-0.5)
    if not (frame.left <= at[0] <= frame.right and frame.top <= at[1] <= frame.bottom):
        return []
    precision = float(row.precision_km)
    if precision >= WHOLE_AREA_KM:
        _name_region(marks, pen, row, drawing, at)
        return []
    names = names_of(row, pen.language)
    radius = disc_radius_mm(pen.plane, lonlat, precision, drawing, pen.unit)
    if radius and names[0][1] in pen.lettered:  # a water named across itself needs no ring
        marks.sources.update(dict.fromkeys(row.sources))
        return []
    _note(marks, layer, row, mark_of(radius, str(row.depiction)))
    if radius:
        _note(marks, layer, row, "ring")
    spot = Spot(str(row.id), at, radius, is_proxy=str(row.depiction) == "proxy")
    drawn = add_spot(marks, spot, drawing, pen.plane, unit=pen.unit)
    if drawing.text is not None:
        text, rank = drawing.text, int(row.rank)
        anchor = Anchor(str(row.id), names, drawn.at, drawn.half_mm, text, rank)
        if spot.is_proxy and radius > _ROOMY_MM * pen.unit:
            spots = tuple((at[0], at[1] + k * radius) for k in (0.0, -0.4, 0.4, -0.7, 0.7))
            anchor = replace(anchor, mode="inside", spots=spots)
        marks.anchors.append(anchor)
    return list(drawn.paths)


def _name_region(
    marks: Marks, pen: _Pen, row: FeatureRow, drawing: Drawing, at: tuple[float, float]
) -> None:
    """Give what is known to a region only a word there, never a spot."""
    if drawing.text is None:
        return
    marks.sources.update(dict.fromkeys(row.sources))
    names = names_of(row, pen.language, second=False)
    style = replace(drawing.text, italic=True)
    anchor = Anchor(str(row.id), names, at, 0.0, style, int(row.rank) + 1, "inside", (at,))
    marks.anchors.append(anchor)


def mark_of(disc_mm: float, depiction: str) -> str:
    """Tell what stands for a point: its symbol, or a disc alone where no place is known."""
    return "disc" if disc_mm and depiction == "proxy" else "symbol"


def add_spot(marks: Marks, spot: Spot, drawing: Drawing, plane: Plane, *, unit: float) -> DrawnSpot:
    """Draw a spot, and remember where its ink lies."""
    half = drawing.symbol.size_mm * unit / 2 if drawing.symbol else 0.0
    apart = plane.denominator <= _LARGE_SCALE
    seat = find_seat(spot.at, half, marks.boxes, plane.frame) if apart and half else spot.at
    drawn = draw_spot(spot, drawing, unit=unit, seat=seat)
    (x, y), half = drawn.at, drawn.half_mm
    if drawn.at != spot.at:
        marks.barred.append(shapely.LineString([spot.at, drawn.at]))
    if half:
        marks.boxes.append((x - half, y - half, x + half, y + half))
    if drawn.disc is not None:
        marks.strokes.append(seen_line(plane, Held(drawn.disc)))
        marks.cleared.append(drawn.disc)
        if drawing.disc is not None and drawing.disc.hatch is not None:
            marks.hatched.append(drawn.disc)
    return drawn


def find_busy(marks: Marks, frame: Box) -> InkGrid:
    """Give where symbols are and where the names right of them are likely to be."""
    names = [
        (x, y - a.style.size_mm, x + a.style.size_mm * (2 + 0.6 * len(a.names[0][1])), y + 1.0)
        for a in marks.anchors
        for x, y in [a.at]
        if a.mode == "beside"
    ]
    spots = ink_of_boxes(frame, np.array([*marks.boxes, *names]).reshape(-1, 4))
    lines = ink_of_lines(frame, shapely.GeometryCollection([*marks.strokes, *marks.barred]))
    return InkGrid(frame, spots.sums + 2 * lines.sums)


def _cut_edges(layer: LayerView) -> Edges:
    """Give the edges at which a layer's areas were cut; they are in sight of what holds."""
    shapes = layer.rows.column("geometry")
    return cut_edges_of(
        frozenset(Held(g) for g in shapes if g is not None and "Polygon" in g.geom_type)
    )


def draw_layers(
    layers: Iterable[LayerView],
    plane: Plane,
    *,
    unit: float,
    language: str,
    shore: Shore | None = None,
    lettered: frozenset[str] = frozenset(),
) -> Marks:
    """Draw the dated layers, from the bottom of the map to its top; events come apart."""
    marks, pen = Marks(), _Pen(plane, unit, language, shore, lettered)
    for layer in layers:
        if layer.kind.name == "event":
            continue
        shapes: dict[str, list[Path]] = {"areas": [], "lines": [], "points": []}
        rows = layer.rows.placed
        pen = replace(pen, cut=_cut_edges(layer), turns=find_turns(rows))
        if limits := limits_in_sight(plane, pen.cut):
            marks.limits[layer.title] = limits
        crowded = crowded_places(layer, plane, unit=unit)
        marks.thinned += len(crowded)
        for row in rows:
            if row.id in crowded:
                continue
            drawing = layer.drawing_of(
                str(row.category), depiction=str(row.depiction), holds=str(row.holds)
            )
            kind, draw = _DRAW.get(row.geometry.geom_type, _DRAW["Point"])
            shapes[kind].extend(draw(marks, pen, layer, row, drawing))
        _close(marks, layer, shapes, plane)
    return marks


_DRAW: Final = {
    "Polygon": ("areas", _draw_polygon),
    "MultiPolygon": ("areas", _draw_polygon),
    "LineString": ("lines", _draw_course),
    "MultiLineString": ("lines", _draw_course),
    "Point": ("points", _draw_place),
}


def _close(marks: Marks, layer: LayerView, shapes: dict[str, list[Path]], plane: Plane) -> None:
    """Turn the shapes of a layer into groups."""
    target = {
        "areas": marks.plots if layer.kind.name == "plot" else marks.areas,
        "lines": marks.lines,
        "points": marks.discs if layer.kind.name == "area" else marks.points,
    }
    for kind, paths in shapes.items():
        if paths:
            group = Group(f"{layer.spec.id}-{kind}", layer.title, tuple(paths), plane.frame.ring)
            target[kind].append(group)
