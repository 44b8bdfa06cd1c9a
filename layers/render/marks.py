"""Dated marks: areas, lines, discs and symbols of what holds at the date, cut to the frame."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.render.anchors import Anchor, names_of
from layers.render.events import NumberedEvent, group_by_spot, to_number_list
from layers.render.hatch import to_rings
from layers.render.pen import disc, draw_area, draw_line
from layers.render.phrases import phrase
from layers.render.plane import Plane
from layers.render.rows import FeatureRow, placed_rows
from layers.render.sheet import Group, Path
from layers.render.symbols import draw_symbol
from layers.style import Drawing, TextStyle
from layers.view import LayerView

_DOT_MM: Final = 0.5  # radius of the dot in the middle of a disc
_LABEL_MM2: Final = 60.0  # smaller areas are named beside, not inside
_MANY_PLACED: Final = 4096
_SPOTS: Final = 14
_ROOMY_MM: Final = 6.0  # a larger disc holds its name
_SMALL_SCALE: Final = 5_000_000
_APART_MM: Final = 1.9


@dataclass(frozen=True, slots=True)
class Used:
    """A look that is really on the sheet, for the legend."""

    layer: str
    category: str
    mark: str
    depiction: str
    holds: str


@dataclass(slots=True)
class Marks:
    """What is collected while the layers are drawn; read only once it is finished."""

    areas: list[Group] = field(default_factory=list)
    lines: list[Group] = field(default_factory=list)
    points: list[Group] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    named_lines: list[tuple[BaseGeometry, FeatureRow, TextStyle]] = field(default_factory=list)
    strokes: list[BaseGeometry] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    used: dict[Used, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)
    depictions: set[str] = field(default_factory=set)
    thinned: int = 0

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups from the bottom up: areas, lines, points."""
        return (*self.areas, *self.lines, *self.points)


@dataclass(frozen=True, slots=True)
class _Pen:
    """What drawing needs besides the layer."""

    plane: Plane
    unit: float
    language: str


@lru_cache(maxsize=_MANY_PLACED)
def _place(plane: Plane, key: int, geometry: "_Held") -> BaseGeometry:  # noqa: ARG001 -- key compares
    """Project a geometry once for a plane."""
    placed = plane.place(geometry.geometry)
    return shapely.simplify(placed, 0.03)


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """A geometry compared by identity and kept alive as long as its projection is."""

    geometry: BaseGeometry

    def __hash__(self) -> int:
        return id(self.geometry)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.geometry is self.geometry


def _placed(pen: _Pen, geometry: BaseGeometry) -> BaseGeometry:
    return _place(pen.plane, id(geometry), _Held(geometry))


def _frame_box(plane: Plane) -> BaseGeometry:
    f = plane.frame
    return shapely.box(f.left, f.top, f.right, f.bottom)


def _note(marks: Marks, layer: LayerView, row: FeatureRow, mark: str) -> None:
    """Remember that a look and its sources are on the sheet."""
    marks.used[Used(layer.spec.id, str(row.category), mark, str(row.depiction), str(row.holds))] = (
        None
    )
    marks.sources.update(dict.fromkeys(row.sources))
    marks.depictions.add(str(row.depiction))


def _inner_spots(area: BaseGeometry) -> tuple[tuple[float, float], ...]:
    """Give points of an area far from its edge, best first."""
    left, top, right, bottom = area.bounds
    x, y = np.meshgrid(np.linspace(left, right, 13)[1:-1], np.linspace(top, bottom, 13)[1:-1])
    shapely.prepare(area)
    kept = shapely.contains_xy(area, x.ravel(), y.ravel())
    inside = np.column_stack([x.ravel(), y.ravel()])[kept]
    if not len(inside):
        return ((area.centroid.x, area.centroid.y),)
    depth = shapely.distance(np.array([shapely.Point(xy) for xy in inside]), area.boundary)
    order = np.argsort(-depth, kind="stable")[:_SPOTS]
    return tuple((float(inside[i, 0]), float(inside[i, 1])) for i in order)


def _draw_polygon(
    marks: Marks, pen: _Pen, layer: LayerView, row: FeatureRow, drawing: Drawing
) -> list[Path]:
    placed = _placed(pen, row.geometry)
    seen = shapely.intersection(placed, _frame_box(pen.plane)) if placed else placed
    if not seen or drawing.area is None or seen.area < 0.01:  # noqa: PLR2004  mm2: a grain
        return []
    _note(marks, layer, row, "area")
    marks.strokes.append(seen.boundary)
    if drawing.text is not None and seen.area >= _LABEL_MM2 * pen.unit**2:
        spots = _inner_spots(max(shapely.get_parts(seen), key=lambda p: float(p.area)))
        marks.anchors.append(
            Anchor(
                str(row.id),
                names_of(row, pen.language, second=False),
                spots[0],
                0.0,
                drawing.text,
                int(row.rank) + 1,
                mode="inside",
                spots=spots,
            )
        )
    return list(draw_area(placed, drawing.area, unit=pen.unit, feature=str(row.id)))


def _draw_course(
    marks: Marks, pen: _Pen, layer: LayerView, row: FeatureRow, drawing: Drawing
) -> list[Path]:
    placed = _placed(pen, row.geometry)
    seen = shapely.intersection(placed, _frame_box(pen.plane)) if placed else placed
    if not seen or drawing.line is None or seen.length < 0.3:  # noqa: PLR2004  mm: a grain
        return []
    _note(marks, layer, row, "line")
    marks.strokes.append(seen)
    if drawing.text is not None:
        marks.named_lines.append((seen, row, drawing.text))
    return list(draw_line(placed, drawing.line, unit=pen.unit, feature=str(row.id)))


def _draw_spot(marks: Marks, pen: _Pen, drawing: Drawing, spot: "_Spot") -> list[Path]:
    """Draw a point as a symbol, or as the disc in which it lies."""
    x, y = spot.at
    if drawing.disc is not None and spot.disc_mm:
        marks.strokes.append(
            shapely.intersection(disc(x, y, spot.disc_mm).boundary, _frame_box(pen.plane))
        )
        paths = list(
            draw_area(disc(x, y, spot.disc_mm), drawing.disc, unit=pen.unit, feature=spot.feature)
        )
        if not spot.is_proxy:
            ink = drawing.disc.stroke
            dot = _DOT_MM * pen.unit
            paths.append(Path(to_rings(disc(x, y, dot)), fill=ink, feature=spot.feature))
            marks.boxes.append((x - dot, y - dot, x + dot, y + dot))
        return paths
    if drawing.symbol is None:
        return []
    half = drawing.symbol.size_mm * pen.unit / 2
    marks.boxes.append((x - half, y - half, x + half, y + half))
    return list(draw_symbol(spot.at, drawing.symbol, unit=pen.unit, feature=spot.feature))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A point on the page; ``disc_mm`` is nought where the symbol covers its uncertainty."""

    feature: str
    at: tuple[float, float]
    disc_mm: float
    is_proxy: bool


def spot_of(plane: Plane, geometry: BaseGeometry) -> tuple[float, float]:
    """Give where a point falls on the page."""
    ((lon, lat),) = shapely.get_coordinates(geometry)
    return plane.point(float(lon), float(lat))


def disc_radius_mm(
    plane: Plane, geometry: BaseGeometry, precision_km: float, drawing: Drawing, unit: float
) -> float:
    """Give the radius of the disc of a point, or nought where its symbol is larger."""
    if drawing.disc is None or not precision_km > 0:
        return 0.0
    ((lon, lat),) = shapely.get_coordinates(geometry)
    radius = plane.radius_mm(float(lon), float(lat), precision_km)
    half = drawing.symbol.size_mm * unit / 2 if drawing.symbol else 0.0
    return radius if radius > half else 0.0


def _draw_place(
    marks: Marks, pen: _Pen, layer: LayerView, row: FeatureRow, drawing: Drawing
) -> list[Path]:
    at = spot_of(pen.plane, row.geometry)
    frame = pen.plane.frame.grown(-0.5)
    if not (frame.left <= at[0] <= frame.right and frame.top <= at[1] <= frame.bottom):
        return []
    precision = float(row.precision_km)
    names = names_of(row, pen.language)
    if precision >= 100:  # noqa: PLR2004  km: a region, never a spot
        if drawing.text is not None:
            style = replace(drawing.text, italic=True)
            marks.anchors.append(
                Anchor(str(row.id), names[:1], at, 0.0, style, int(row.rank) + 1, "inside", (at,))
            )
        return []
    radius = disc_radius_mm(pen.plane, row.geometry, precision, drawing, pen.unit)
    _note(marks, layer, row, "disc" if radius else "symbol")
    spot = _Spot(str(row.id), at, radius, str(row.depiction) == "proxy")
    if drawing.text is not None:
        half = (
            _DOT_MM * pen.unit
            if radius
            else drawing.symbol.size_mm * pen.unit / 2
            if drawing.symbol
            else 0.0
        )
        anchor = Anchor(str(row.id), names, at, half, drawing.text, int(row.rank))
        if spot.is_proxy and radius > _ROOMY_MM * pen.unit:
            spots = tuple((at[0], at[1] + k * radius) for k in (0.0, -0.4, 0.4, -0.7, 0.7))
            anchor = replace(anchor, mode="inside", spots=spots)
        marks.anchors.append(anchor)
    return _draw_spot(marks, pen, drawing, spot)


def crowded_places(layer: LayerView, plane: Plane, *, unit: float) -> frozenset[str]:
    """Choose the lesser places that a small scale has no room for.

    Only places are thinned, only at small scales, and only where a more
    important one stands close by; they are counted on the sheet.
    """
    if layer.kind.name != "point" or plane.denominator < _SMALL_SCALE:
        return frozenset()
    kept: list[tuple[float, float]] = []
    left_out = []
    frame = plane.frame.grown(-0.5)
    for row in sorted(placed_rows(layer.features), key=lambda r: (int(r.rank), str(r.id))):
        at = spot_of(plane, row.geometry)
        if not (frame.left <= at[0] <= frame.right and frame.top <= at[1] <= frame.bottom):
            continue
        apart = _APART_MM * unit * (int(row.rank) - 1)
        if int(row.rank) > 2 and any(math.dist(at, other) < apart for other in kept):  # noqa: PLR2004
            left_out.append(str(row.id))
        else:
            kept.append(at)
    return frozenset(left_out)


def draw_layers(layers: Iterable[LayerView], plane: Plane, *, unit: float, language: str) -> Marks:
    """Draw the dated layers, from the bottom of the map to its top; events come apart."""
    marks, pen = Marks(), _Pen(plane, unit, language)
    for layer in layers:
        if layer.kind.name == "event":
            continue
        shapes: dict[str, list[Path]] = {"areas": [], "lines": [], "points": []}
        crowded = crowded_places(layer, plane, unit=unit)
        marks.thinned += len(crowded)
        for row in placed_rows(layer.features):
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
    target = {"areas": marks.areas, "lines": marks.lines, "points": marks.points}
    for kind, paths in shapes.items():
        if paths:
            group = Group(f"{layer.spec.id}-{kind}", layer.title, tuple(paths), plane.frame.ring)
            target[kind].append(group)


def draw_events(
    marks: Marks, events: Sequence[NumberedEvent], plane: Plane, *, unit: float, language: str
) -> None:
    """Draw the numbered events: one symbol a spot, its numbers beside it."""
    pen, paths = _Pen(plane, unit, language), []
    for spot in group_by_spot(events):
        first = min(spot, key=lambda e: (e.rank, e.number))
        numbers = to_number_list([e.number for e in spot])
        style = first.drawing.text or TextStyle("#000000", 2.2)
        if first.is_whole_area:
            marks.anchors.append(
                Anchor(
                    first.id,
                    ((language, f"{phrase('events', language)} {numbers}"),),
                    first.at,
                    0.0,
                    replace(style, italic=True),
                    2,
                    "inside",
                    _around(first.at, plane),
                ),
            )
            continue
        lonlat = shapely.Point(*plane.to_lonlat(np.array([first.at]))[0])
        radius = disc_radius_mm(
            plane, lonlat, max(e.precision_km for e in spot), first.drawing, unit
        )
        for event in spot:
            marks.sources.update(dict.fromkeys(event.sources))
            kind = "disc" if radius else "symbol"
            marks.used[Used(event.layer, event.category, kind, event.depiction, event.holds)] = None
        paths.extend(
            _draw_spot(
                marks,
                pen,
                first.drawing,
                _Spot(first.id, first.at, radius, first.depiction == "proxy"),
            )
        )
        half = (
            _DOT_MM * unit
            if radius or not first.drawing.symbol
            else first.drawing.symbol.size_mm * unit / 2
        )
        marks.anchors.append(
            Anchor(first.id, ((language, numbers),), first.at, half, replace(style, bold=True), 1)
        )
    if paths:
        marks.points.append(
            Group("events-points", phrase("events", language), tuple(paths), plane.frame.ring)
        )


def _around(at: tuple[float, float], plane: Plane) -> tuple[tuple[float, float], ...]:
    """Give places near a region's anchor where a word about it may stand."""
    frame = plane.frame.grown(-8.0)
    offsets = [
        (0.0, 0.0),
        *((dx, dy) for d in (8.0, 16.0, 28.0) for dx, dy in ((0, d), (0, -d), (d, 0), (-d, 0))),
    ]
    spots = [(at[0] + dx, at[1] + dy) for dx, dy in offsets]
    return tuple(
        s for s in spots if frame.left <= s[0] <= frame.right and frame.top <= s[1] <= frame.bottom
    ) or (at,)
