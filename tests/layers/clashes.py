"""What lettering on a finished map meets: judged on the sheet's own marks, letter by letter.

Nothing here asks how a name found its place. The ink of a line is the box of its real glyphs, or
one box a letter where it follows a curve; coast, symbols, lines and leaders are the paths drawn.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

import numpy as np
import shapely
import uharfbuzz as hb

from layers.render.faces import Face, shape, units_per_em
from layers.render.fonts import split_run
from layers.render.sheet import Group, Path, Sheet, Text

Geometry: TypeAlias = shapely.Geometry
Kind: TypeAlias = Literal["name", "symbol", "coast", "line", "leader"]

NAMES = ("labels", "area-names", "water-names")
TOUCH_MM2 = 1e-3


@dataclass(frozen=True)
class Clash:
    """A name, in which group of the sheet it stands, and what it meets."""

    kind: Kind
    words: str
    group: str
    other: str


@cache
def _font(face: Face) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path))))


def glyph_boxes(text: Text) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of each inked glyph in mm, the pen at the line's beginning."""
    found, pen = [], 0.0
    for run in text.runs:
        for part, face in split_run(run):
            line = shape(face, part.text, part.language, spaced=text.spacing_em != 0)
            em = text.size_mm * part.size_factor
            scale = em / units_per_em(face)
            for at, glyph in enumerate(line.glyphs):
                ink = _font(face).get_glyph_extents(glyph.number)
                if glyph.starts and (at or found):
                    pen += text.spacing_em * text.size_mm
                if ink is not None and ink.width and ink.height:
                    left = pen + glyph.x_em * em + ink.x_bearing * scale
                    top = -glyph.y_em * em - ink.y_bearing * scale
                    right, bottom = left + ink.width * scale, top - ink.height * scale
                    found.append((left, top, right, bottom))
                pen += glyph.advance_em * em
    return found


def _width(text: Text) -> float:
    """How far the pen moves over a line, spacing between its letters included."""
    width, letters = 0.0, 0
    for run in text.runs:
        for part, face in split_run(run):
            line = shape(face, part.text, part.language, spaced=text.spacing_em != 0)
            width += line.width_em * part.size_factor * text.size_mm
            letters += line.letters
    return width + max(letters - 1, 0) * text.spacing_em * text.size_mm


def _turn(box: tuple[float, float, float, float], at: np.ndarray, angle: float) -> Geometry:
    """A box that lies about the origin, turned clockwise and brought to its place."""
    left, top, right, bottom = box
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    cos, sin = math.cos(angle), math.sin(angle)
    return shapely.Polygon(corners @ np.array([(cos, sin), (-sin, cos)]) + at)


def ink_of(text: Text) -> Geometry:
    """The ground that a line of lettering takes: one box, or one a letter on a curve."""
    glyphs = glyph_boxes(text)
    if not glyphs:
        return shapely.Polygon()
    begin = {"start": 0.0, "middle": -0.5, "end": -1.0}[text.anchor] * _width(text)
    if not text.curve:
        edges = np.array(glyphs)
        low, high = edges[:, :2].min(axis=0), edges[:, 2:].max(axis=0)
        box = (begin + low[0], low[1], begin + high[0], high[1])
        return _turn(box, np.array(text.at), math.radians(text.angle_deg))
    curve = shapely.LineString(text.curve)
    begin += {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * curve.length
    return shapely.union_all([_on_curve(curve, begin, box) for box in glyphs])


def _on_curve(
    curve: shapely.LineString, begin: float, box: tuple[float, float, float, float]
) -> Geometry:
    """The box of a letter that stands with its middle upon a curve."""
    left, top, right, bottom = box
    along, half = begin + (left + right) / 2, (right - left) / 2
    a, b = (shapely.get_coordinates(curve.interpolate(along + k))[0] for k in (-0.1, 0.1))
    angle = math.atan2(b[1] - a[1], b[0] - a[0])
    return _turn((-half, top, half, bottom), (a + b) / 2, angle)


def _paths(sheet: Sheet, wanted: str) -> Iterator[tuple[Group, Path]]:
    for group in sheet.groups:
        if group.id == wanted or group.id.endswith(wanted):
            yield from ((group, item) for item in group.items if isinstance(item, Path))


def _strands(path: Path) -> Iterator[Geometry]:
    for ring in path.rings:
        points = (*ring, ring[0]) if path.closed else ring
        if len(points) > 1:
            yield shapely.LineString(points)


def coast_of(sheet: Sheet) -> list[tuple[str, Geometry]]:
    return [("coast", line) for _, path in _paths(sheet, "coast") for line in _strands(path)]


def symbols_of(sheet: Sheet) -> list[tuple[str, Geometry]]:
    """The faces of symbols: what is filled among the points."""
    return [
        (path.feature, shapely.make_valid(shapely.Polygon(ring)))
        for group, path in _paths(sheet, "-points")
        for ring in path.rings
        if path.fill and path.fill_opacity > 0 and len(ring) > 2
    ]


def lines_of(sheet: Sheet) -> list[tuple[str, Geometry]]:
    """Railways, pipelines, borders: what is drawn as a line."""
    return [
        (path.feature, shapely.MultiLineString(list(_strands(path))))
        for _, path in _paths(sheet, "-lines")
        if path.feature and path.stroke
    ]


def leaders_of(sheet: Sheet) -> list[Geometry]:
    return [line for _, path in _paths(sheet, "leaders") for line in _strands(path)]


def names_of(sheet: Sheet, *groups: str) -> list[tuple[str, Text, Geometry]]:
    """Every name on the map with its group and its ink, cut to nothing."""
    return [
        (group.id, item, ink_of(item))
        for group in sheet.groups
        if group.id in (groups or NAMES)
        for item in group.items
        if isinstance(item, Text)
    ]


def _meetings(
    inks: Sequence[Geometry], others: Sequence[tuple[str, Geometry]], *, area: bool
) -> Iterator[tuple[int, str]]:
    """Which ink meets which other thing: by area where both have one, else by touching."""
    tree = shapely.STRtree([other for _, other in others])
    for k, n in zip(*tree.query(inks, predicate="intersects"), strict=True):
        if not area or shapely.intersection(inks[k], others[n][1]).area > TOUCH_MM2:
            yield int(k), others[n][0]


def _pairs(inks: Sequence[Geometry]) -> Iterator[tuple[int, int]]:
    """Which names lie on each other."""
    for k, n in zip(*shapely.STRtree(inks).query(inks, predicate="intersects"), strict=True):
        if k < n and shapely.intersection(inks[k], inks[n]).area > TOUCH_MM2:
            yield int(k), int(n)


def find_clashes(sheet: Sheet, *kinds: Kind) -> list[Clash]:
    """Everything that a name of the map meets, of some kinds or of all."""
    names = names_of(sheet)
    if not names:
        return []
    inks = [ink for _, _, ink in names]
    leaders = [("leader", line) for line in leaders_of(sheet)]
    met: dict[Kind, Iterator[tuple[int, str]]] = {
        "name": ((k, names[n][1].words) for k, n in _pairs(inks)),
        "coast": _meetings(inks, coast_of(sheet), area=False),
        "symbol": _meetings(inks, symbols_of(sheet), area=True),
        "line": _meetings(inks, lines_of(sheet), area=False),
        "leader": _meetings(inks, leaders, area=False),
    }
    return [
        Clash(kind, names[k][1].words, names[k][0], other)
        for kind, found in met.items()
        if not kinds or kind in kinds
        for k, other in found
    ]


def find_led(sheet: Sheet) -> list[tuple[Geometry, list[Text]]]:
    """The leaders, each with the lines of the label it ends at."""
    labels = [(text, ink) for _, text, ink in names_of(sheet, "labels")]
    found = []
    for line in leaders_of(sheet):
        end = shapely.Point(line.coords[-1])
        nearest, _ = min(labels, key=lambda label: label[1].distance(end))
        found.append((line, [text for text, _ in labels if text.feature == nearest.feature]))
    return found
