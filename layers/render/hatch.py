"""Hatching as real lines, cut to the area they fill; never a pattern of the file format."""

import math
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from layers.render.sheet import Path, Point
from layers.style import Hatch

_POLYGON: Final = 3  # as GEOS numbers its kinds
_LINES: Final = (1, 2)
_DOT_MM: Final = 0.5  # diameter of the dots, at unit one
_WIDE_MM2: Final = 6_000.0  # an area so large would shimmer under a close hatch
_OPEN: Final = 1.5
_LEAST_MM: Final = 0.15  # shorter pieces of line are specks


def to_rings(geometry: BaseGeometry) -> tuple[tuple[Point, ...], ...]:
    """Give every ring of the polygons in a geometry, holes among them."""
    parts = shapely.get_parts(geometry)
    rings = shapely.get_rings(parts[shapely.get_type_id(parts) == _POLYGON])
    return tuple(ring[:-1] for ring in _runs(rings))


def to_strands(geometry: BaseGeometry) -> tuple[tuple[Point, ...], ...]:
    """Give the points of every line in a geometry."""
    parts = shapely.get_parts(geometry)
    return _runs(parts[np.isin(shapely.get_type_id(parts), _LINES)])


def _runs(lines: npt.NDArray[np.object_]) -> tuple[tuple[Point, ...], ...]:
    """Give the points of some lines, those of all read at once; what is empty is left out."""
    across, down = shapely.get_coordinates(lines).T.tolist()
    points = list(zip(across, down, strict=True))
    ends = np.cumsum(shapely.get_num_coordinates(lines)).tolist()
    return tuple(tuple(points[a:b]) for a, b in pairwise((0, *ends)) if b > a)


def _ruling(
    bounds: tuple[float, float, float, float], angle_deg: float, spacing: float
) -> BaseGeometry:
    """Rule parallel lines over a box; the ruling is anchored to the page, not to the box."""
    left, top, right, bottom = bounds
    angle = math.radians(-angle_deg)  # the page's y points down
    along = np.array([math.cos(angle), math.sin(angle)])
    across = np.array([-along[1], along[0]])
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    first = math.ceil(float((corners @ across).min()) / spacing)
    last = math.floor(float((corners @ across).max()) / spacing)
    ends = (corners @ along).min() - 1.0, (corners @ along).max() + 1.0
    offsets = np.arange(first, last + 1)[:, None] * spacing * across
    lines = np.stack([offsets + ends[0] * along, offsets + ends[1] * along], axis=1)
    return shapely.MultiLineString([shapely.LineString(line) for line in lines])


def _dots(area: BaseGeometry, spacing: float, radius: float) -> tuple[tuple[Point, ...], ...]:
    """Put small discs on a staggered net, only where the whole disc lies inside."""
    left, top, right, bottom = area.bounds
    rows = np.arange(math.ceil(top / spacing), math.floor(bottom / spacing) + 1)
    columns = np.arange(math.ceil(left / spacing) - 1, math.floor(right / spacing) + 1)
    x, y = np.meshgrid(columns * spacing, rows * spacing)
    x = x + (rows % 2 * spacing / 2)[:, None]
    inner = area.buffer(-radius)
    shapely.prepare(inner)
    kept = shapely.contains_xy(inner, x.ravel(), y.ravel())
    disc = shapely.get_coordinates(shapely.buffer(shapely.Point(0.0, 0.0), radius, quad_segs=3))
    corners = disc[:-1]
    across, down = (
        (line[kept, None] + offsets).ravel().tolist()  # one disc moved, not a thousand drawn
        for line, offsets in zip((x.ravel(), y.ravel()), corners.T, strict=True)
    )
    points = list(zip(across, down, strict=True))
    return tuple(tuple(points[k : k + len(corners)]) for k in range(0, len(points), len(corners)))


def draw_hatch(
    area: BaseGeometry, hatch: Hatch, *, unit: float, opacity: float, feature: str = ""
) -> tuple[Path, ...]:
    """Fill an area, given in page millimetres, with a hatch."""
    if area.is_empty or not area.area:
        return ()
    wide = area.area > _WIDE_MM2 * unit**2
    spacing = hatch.spacing_mm * unit * (_OPEN if wide else 1.0)
    if hatch.pattern == "dots":
        rings = _dots(area, spacing, _DOT_MM / 2 * unit)
        return (Path(rings, fill=hatch.stroke, opacity=opacity, feature=feature),) if rings else ()
    angles = (
        [hatch.angle_deg, hatch.angle_deg + 90] if hatch.pattern == "cross" else [hatch.angle_deg]
    )
    strands: list[tuple[Point, ...]] = []
    for angle in angles:
        cut = shapely.intersection(_ruling(area.bounds, angle, spacing), area)
        strands.extend(s for s in to_strands(cut) if math.dist(s[0], s[-1]) >= _LEAST_MM)
    if not strands:
        return ()
    return (
        Path(
            tuple(strands),
            closed=False,
            stroke=hatch.stroke,
            width_mm=hatch.width_mm,
            opacity=opacity,
            feature=feature,
        ),
    )
