"""The map's symbols as outlines of our own, in a unit square about the origin, y down."""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias

import shapely
from shapely.geometry import LineString, MultiLineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from layers.render.sheet import Path
from layers.render.sheet import Point as PagePoint
from layers.style import SymbolStyle

_Stroke: TypeAlias = tuple[tuple[float, float], ...]
_FULL: Final = 0.5
_MANY_SYMBOLS: Final = 2048


def _lines(*strokes: _Stroke, width: float) -> BaseGeometry:
    """Thicken strokes into one outline with flat ends and round corners."""
    return MultiLineString(strokes).buffer(width / 2, cap_style="flat", join_style="round")


def _regular(count: int, radius: float, inner: float = 0.0) -> Polygon:
    """Give a regular polygon, or a star when an inner radius is given; a corner points up."""
    corners = count * 2 if inner else count
    points = []
    for i in range(corners):
        r = inner if inner and i % 2 else radius
        angle = 2 * math.pi * i / corners - math.pi / 2
        points.append((r * math.cos(angle), r * math.sin(angle)))
    return Polygon(points)


def _ring() -> BaseGeometry:
    return Point(0, 0).buffer(_FULL).difference(Point(0, 0).buffer(0.25))


def _triangle() -> BaseGeometry:
    return Polygon([(0, -0.5), (0.5, 0.42), (-0.5, 0.42)])


def _derrick() -> BaseGeometry:
    legs = _lines(((-0.4, 0.5), (-0.07, -0.42)), ((0.4, 0.5), (0.07, -0.42)), width=0.12)
    braces = _lines(
        ((-0.36, 0.44), (0.2, 0.0)),
        ((0.36, 0.44), (-0.2, 0.0)),
        ((-0.22, 0.02), (0.12, -0.3)),
        ((0.22, 0.02), (-0.12, -0.3)),
        width=0.08,
    )
    return shapely.union_all([legs, braces, box(-0.2, -0.5, 0.2, -0.38), box(-0.5, 0.42, 0.5, 0.5)])


def _pick() -> BaseGeometry:
    handles = _lines(((-0.36, 0.46), (0.26, -0.3)), ((0.36, 0.46), (-0.26, -0.3)), width=0.12)
    hammer = Polygon([(0.06, -0.36), (0.3, -0.5), (0.48, -0.22), (0.26, -0.08)])
    blade = LineString([(-0.5, -0.06), (-0.36, -0.34), (-0.06, -0.46)]).buffer(0.07)
    return shapely.union_all([handles, hammer, blade])


def _fish() -> BaseGeometry:
    top = [(-0.5 + 0.7 * t / 12, -0.25 * math.sin(math.pi * t / 12)) for t in range(13)]
    body = Polygon([*top, *[(x, -y) for x, y in reversed(top)]])
    tail = Polygon([(0.1, 0), (0.5, -0.26), (0.42, 0), (0.5, 0.26)])
    return shapely.union_all([body, tail]).difference(Point(-0.3, -0.04).buffer(0.05))


def _tree() -> BaseGeometry:
    tiers = [
        Polygon([(0, -0.5), (0.22, -0.16), (-0.22, -0.16)]),
        Polygon([(0, -0.3), (0.32, 0.08), (-0.32, 0.08)]),
        Polygon([(0, -0.06), (0.42, 0.34), (-0.42, 0.34)]),
    ]
    return shapely.union_all([*tiers, box(-0.07, 0.3, 0.07, 0.5)])


def _anchor() -> BaseGeometry:
    eye = Point(0, -0.38).buffer(0.13).difference(Point(0, -0.38).buffer(0.05))
    arc = [
        (0.4 * math.cos(math.pi * t / 16), 0.08 + 0.36 * math.sin(math.pi * t / 16))
        for t in range(17)
    ]
    bow = LineString(arc).buffer(0.06, cap_style="flat")
    flukes = [Polygon([(s * 0.5, 0.16), (s * 0.4, -0.06), (s * 0.27, 0.14)]) for s in (-1.0, 1.0)]
    shank = _lines(((0, -0.28), (0, 0.46)), ((-0.22, -0.14), (0.22, -0.14)), width=0.12)
    return shapely.union_all([eye, bow, shank, *flukes])


def _flag() -> BaseGeometry:
    cloth = Polygon([(-0.26, -0.46), (0.42, -0.36), (0.24, -0.16), (0.42, 0.06), (-0.26, 0.02)])
    return shapely.union_all([cloth, box(-0.34, -0.5, -0.24, 0.5)])


def _quill() -> BaseGeometry:
    feather = Polygon(
        [(0.46, -0.5), (0.4, -0.1), (0.08, 0.2), (-0.2, 0.26), (-0.16, -0.06), (0.1, -0.38)]
    )
    stem = _lines(((-0.44, 0.5), (-0.1, 0.14), (0.24, -0.26)), width=0.09)
    slit = _lines(((-0.06, 0.1), (0.24, -0.26)), width=0.05)
    return shapely.union_all([feather.difference(slit), stem.difference(feather)])


def _swords() -> BaseGeometry:
    blades = _lines(((-0.34, 0.34), (0.46, -0.46)), ((0.34, 0.34), (-0.46, -0.46)), width=0.11)
    guards = _lines(((-0.44, 0.08), (-0.08, 0.44)), ((0.44, 0.08), (0.08, 0.44)), width=0.1)
    pommels = [Point(s * 0.4, 0.4).buffer(0.09) for s in (-1.0, 1.0)]
    return shapely.union_all([blades, guards, *pommels])


def _train() -> BaseGeometry:
    body = box(-0.34, -0.4, 0.34, 0.26).buffer(0.08).difference(box(-0.24, -0.3, 0.24, -0.04))
    lamps = shapely.union_all([Point(s * 0.2, 0.14).buffer(0.07) for s in (-1.0, 1.0)])
    rails = _lines(((-0.24, 0.3), (-0.38, 0.5)), ((0.24, 0.3), (0.38, 0.5)), width=0.1)
    return shapely.union_all([body.difference(lamps), rails])


def _house() -> BaseGeometry:
    walls = Polygon([(-0.36, -0.02), (0.36, -0.02), (0.36, 0.46), (-0.36, 0.46)])
    roof = Polygon([(0, -0.48), (0.5, 0), (-0.5, 0)])
    return shapely.union_all([walls, roof]).difference(box(-0.1, 0.14, 0.1, 0.46))


def _person() -> BaseGeometry:
    head = Point(0, -0.3).buffer(0.19)
    body = Polygon(
        [(-0.36, 0.5), (-0.32, 0.14), (-0.14, -0.06), (0.14, -0.06), (0.32, 0.14), (0.36, 0.5)]
    )
    return shapely.union_all([head, body])


def _scales() -> BaseGeometry:
    frame = _lines(((0, -0.46), (0, 0.44)), ((-0.42, -0.3), (0.42, -0.3)), width=0.09)
    pans = [
        Polygon([(s * 0.36 - 0.16, 0.08), (s * 0.36 + 0.16, 0.08), (s * 0.36, 0.24)])
        for s in (-1.0, 1.0)
    ]
    cords = [
        _lines(
            ((s * 0.36, -0.3), (s * 0.36 - 0.14, 0.1)),
            ((s * 0.36, -0.3), (s * 0.36 + 0.14, 0.1)),
            width=0.05,
        )
        for s in (-1.0, 1.0)
    ]
    return shapely.union_all([frame, *pans, *cords, box(-0.24, 0.4, 0.24, 0.5)])


def _coin() -> BaseGeometry:
    rim = Point(0, 0).buffer(_FULL).difference(Point(0, 0).buffer(0.38))
    return shapely.union_all([rim, box(-0.2, -0.2, 0.2, 0.2)]).difference(
        box(-0.07, -0.07, 0.07, 0.07)
    )


_OUTLINES: Final[Mapping[str, Callable[[], BaseGeometry]]] = MappingProxyType(
    {
        "circle": lambda: Point(0, 0).buffer(_FULL),
        "square": lambda: box(-0.43, -0.43, 0.43, 0.43),
        "diamond": lambda: _regular(4, _FULL),
        "triangle": _triangle,
        "star": lambda: _regular(5, _FULL, 0.21),
        "ring": _ring,
        "derrick": _derrick,
        "pick": _pick,
        "fish": _fish,
        "tree": _tree,
        "anchor": _anchor,
        "flag": _flag,
        "quill": _quill,
        "swords": _swords,
        "train": _train,
        "house": _house,
        "person": _person,
        "scales": _scales,
        "coin": _coin,
    }
)


@lru_cache(maxsize=len(_OUTLINES) + 1)
def outline(symbol: str) -> tuple[tuple[PagePoint, ...], ...]:
    """Give a symbol's rings, holes among them; an unknown name is drawn as a circle."""
    shape = _OUTLINES.get(symbol, _OUTLINES["circle"])()
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    rings = [ring for part in polygons for ring in (part.exterior, *part.interiors)]
    return tuple(tuple((float(x), float(y)) for x, y in ring.coords[:-1]) for ring in rings)


@lru_cache(maxsize=_MANY_SYMBOLS)
def draw_symbol(
    at: PagePoint, style: SymbolStyle, *, unit: float, feature: str = ""
) -> tuple[Path, ...]:
    """Draw a symbol with its edge laid outside the figure, so that fine figures stay open."""
    size = style.size_mm * unit
    rings = tuple(
        tuple((at[0] + x * size, at[1] + y * size) for x, y in ring)
        for ring in outline(style.symbol)
    )
    edge = Path(
        rings,
        stroke=style.stroke,
        width_mm=2 * style.width_mm * unit,
        dash_mm=style.dash_mm,
        opacity=style.opacity,
        feature=feature,
    )
    face = Path(rings, fill=style.fill, opacity=style.opacity, feature=feature)
    return edge, face
