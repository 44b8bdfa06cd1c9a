"""The graticule: meridians and parallels at steps a reader can count, labelled on the neatline."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import numpy as np
import shapely

from layers.render.box import Box
from layers.render.flow import Words
from layers.render.phrases import to_degrees
from layers.render.plane import Plane
from layers.render.sheet import Group, Item, Path, Text
from layers.style import INK, INK_SOFT, WATER_INK

Axis: TypeAlias = Literal["lon", "lat"]

STEPS_SECONDS: Final = tuple(
    int(degrees * 3600)
    for degrees in (1 / 360, 1 / 180, 1 / 120, 1 / 60, 1 / 30, 1 / 12, 1 / 6, 0.25, 0.5)
) + tuple(degrees * 3600 for degrees in (1, 2, 5, 10, 15, 20, 30))
_APART_MM: Final = 22.0  # least distance between two lines, at unit one
_TEXT_MM: Final = 2.3
_INNER_MM: Final = 0.18
_OUTER_MM: Final = 0.55
RIM_MM: Final = 1.3  # from the neatline to the outer frame
_DENSE: Final = 120
_FEWEST: Final = 2
_OFF_CORNER_MM: Final = 5.0
_CLOSER: Final = (1.0, 0.75, 0.55)
_FEW_PLANES: Final = 32


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where a line of the graticule meets the neatline."""

    axis: Axis
    seconds: int
    side: Literal["top", "right", "bottom", "left"]
    along: float


def choose_step(mm_per_degree: float, *, apart_mm: float) -> int:
    """Choose the step, in seconds of arc, that puts lines at least so far apart.

    Examples
    --------
    >>> choose_step(40.0, apart_mm=30.0), choose_step(4000.0, apart_mm=30.0)
    (3600, 30)
    """
    for step in STEPS_SECONDS:
        if step / 3600 * mm_per_degree >= apart_mm:
            return step
    return STEPS_SECONDS[-1]


def to_angle(seconds: int, axis: Axis, language: str = "en") -> str:
    """Write a round angle with minutes and seconds where it has them.

    Examples
    --------
    >>> to_angle(514800, "lon"), to_angle(-181800, "lat"), to_angle(45, "lat", "ru")
    ('143° E', '50°30′ S', '0°00′45″ с. ш.')
    """
    whole, rest = divmod(abs(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    tail = f"{minutes:02d}′" if minutes or rest else ""
    tail += f"{rest:02d}″" if rest else ""
    sign = -1 if seconds < 0 else 1
    words = to_degrees(float(sign * (whole or 1)), axis, language)
    return words.replace(f"{whole or 1}°", f"{whole}°{tail}", 1)


def _mm_per_degree(plane: Plane, axis: Axis) -> float:
    """Measure a degree in the middle of the frame, by a small step."""
    lon, lat = plane.to_lonlat(np.array([plane.frame.center]))[0]
    step = 1e-3
    other = (lon + step, lat) if axis == "lon" else (lon, lat + (step if lat < 0 else -step))
    a, b = plane.point(float(lon), float(lat)), plane.point(float(other[0]), float(other[1]))
    return math.dist(a, b) / step


def _values(plane: Plane, axis: Axis, step: int) -> list[int]:
    """List the multiples of a step that the windows hold."""
    found: dict[int, None] = {}
    for west, south, east, north in plane.windows:
        low, high = (west, east) if axis == "lon" else (south, north)
        for k in range(math.ceil(low * 3600 / step), math.floor(high * 3600 / step) + 1):
            seconds = k * step
            if axis == "lat" and abs(seconds) >= 90 * 3600:
                continue
            found[-180 * 3600 if axis == "lon" and seconds == 180 * 3600 else seconds] = None
    return list(found)


def _lines(plane: Plane, axis: Axis, seconds: int) -> shapely.geometry.base.BaseGeometry:
    """Draw one meridian or parallel over the frame."""
    value, frame = seconds / 3600, plane.frame
    strands = []
    for west, south, east, north in plane.windows:
        low, high = (south, north) if axis == "lon" else (west, east)
        run = np.linspace(low, high, _DENSE)
        fixed = np.full(_DENSE, value)
        lonlat = np.column_stack([fixed, run] if axis == "lon" else [run, fixed])
        page = plane.to_page(lonlat)
        page = page[np.isfinite(page).all(axis=1)]
        if len(page) > 1:
            strands.append(shapely.LineString(page))
        if axis == "lon":
            break
    clip = shapely.box(frame.left, frame.top, frame.right, frame.bottom)
    return shapely.intersection(shapely.MultiLineString(strands), clip)


def _crossings(
    line: shapely.geometry.base.BaseGeometry, axis: Axis, seconds: int, frame: Box
) -> Iterator[Crossing]:
    """Find where a line meets the edges of the frame that carry its labels."""
    for part in shapely.get_parts(shapely.line_merge(line)):
        if part.geom_type != "LineString":
            continue
        for x, y in (part.coords[0], part.coords[-1]):
            if axis == "lon" and abs(y - frame.top) < 1e-6:  # noqa: PLR2004  on the edge
                yield Crossing(axis, seconds, "top", x)
            elif axis == "lon" and abs(y - frame.bottom) < 1e-6:  # noqa: PLR2004
                yield Crossing(axis, seconds, "bottom", x)
            elif axis == "lat" and abs(x - frame.left) < 1e-6:  # noqa: PLR2004
                yield Crossing(axis, seconds, "left", y)
            elif axis == "lat" and abs(x - frame.right) < 1e-6:  # noqa: PLR2004
                yield Crossing(axis, seconds, "right", y)


@dataclass(frozen=True, slots=True)
class Graticule:
    """Lines inside the frame, and where they meet it."""

    lines: tuple[Path, ...]
    crossings: tuple[Crossing, ...]


def _has_room(crossing: Crossing, frame: Box) -> bool:
    """Tell whether a crossing is far enough from the corners for a label."""
    low, high = (frame.left, frame.right) if crossing.axis == "lon" else (frame.top, frame.bottom)
    return low + _OFF_CORNER_MM < crossing.along < high - _OFF_CORNER_MM


def _net(plane: Plane, axis: Axis, apart_mm: float) -> tuple[list[Path], list[Crossing]]:
    """Draw the lines of an axis: at least two with a label, which tell the step, if there can be."""
    per_degree = _mm_per_degree(plane, axis)
    paths: list[Path] = []
    crossings: list[Crossing] = []
    for share in _CLOSER:
        step = choose_step(per_degree, apart_mm=apart_mm * share)
        paths, crossings = [], []
        for seconds in _values(plane, axis, step):
            line = _lines(plane, axis, seconds)
            crossings.extend(_crossings(line, axis, seconds, plane.frame))
            strands = tuple(
                tuple(map(tuple, p.coords))
                for p in shapely.get_parts(line)
                if p.geom_type == "LineString"
            )
            if strands:
                look = Path(strands, closed=False, stroke=WATER_INK, width_mm=0.12, opacity=0.38)
                paths.append(look)
        if len({c.seconds for c in crossings if _has_room(c, plane.frame)}) >= _FEWEST:
            break
    return paths, crossings


@lru_cache(maxsize=_FEW_PLANES)
def build_graticule(plane: Plane, *, unit: float) -> Graticule:
    """Draw the lines of the graticule inside the frame."""
    paths: list[Path] = []
    crossings: list[Crossing] = []
    axes: tuple[Axis, ...] = ("lat", "lon")
    for axis in axes:
        length = plane.frame.width if axis == "lon" else plane.frame.height
        apart = min(_APART_MM * max(unit, 0.75), length / 3)
        lines, met = _net(plane, axis, apart)
        paths.extend(lines)
        crossings.extend(met)
    return Graticule(tuple(paths), tuple(crossings))


def _place_label(crossing: Crossing, frame: Box, text: str, words: Words) -> Text:
    """Set one label outside the frame; those at the sides read along it."""
    out = RIM_MM + words.size_mm * 0.45
    runs = words.runs(text)
    match crossing.side:
        case "top":
            at, angle = (crossing.along, frame.top - out), 0.0
        case "bottom":
            at, angle = (crossing.along, frame.bottom + out + words.size_mm * 0.72), 0.0
        case "left":
            at, angle = (frame.left - out, crossing.along), -90.0
        case "right":
            at, angle = (frame.right + out, crossing.along), 90.0
    return Text(at, runs, words.size_mm, INK_SOFT, anchor="middle", angle_deg=angle)


def _labels(graticule: Graticule, frame: Box, language: str, size_mm: float) -> Iterator[Text]:
    """Label the crossings that have room, side by side along each edge."""
    words = Words(size_mm, language, fill=INK_SOFT)
    used: dict[str, float] = {}
    for crossing in sorted(graticule.crossings, key=lambda c: (c.side, c.along)):
        text = to_angle(crossing.seconds, crossing.axis, language)
        half = words.width(text) / 2
        low, high = (
            (frame.left, frame.right) if crossing.axis == "lon" else (frame.top, frame.bottom)
        )
        first = used.get(crossing.side, low)
        if crossing.along - half < first or crossing.along + half > high:
            continue
        used[crossing.side] = crossing.along + half + size_mm
        yield _place_label(crossing, frame, text, words)


def _ticks(graticule: Graticule, frame: Box) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Put a short stroke between neatline and frame at each crossing."""
    ticks = []
    for crossing in graticule.crossings:
        a = crossing.along
        match crossing.side:
            case "top":
                ticks.append(((a, frame.top), (a, frame.top - RIM_MM)))
            case "bottom":
                ticks.append(((a, frame.bottom), (a, frame.bottom + RIM_MM)))
            case "left":
                ticks.append(((frame.left, a), (frame.left - RIM_MM, a)))
            case "right":
                ticks.append(((frame.right, a), (frame.right + RIM_MM, a)))
    return tuple(ticks)


def draw_neatline(
    plane: Plane, graticule: Graticule | None, *, language: str, unit: float
) -> Group:
    """Draw the frame round the map, with ticks and labels where a graticule is given."""
    frame = plane.frame
    items: list[Item] = [
        Path((frame.ring,), stroke=INK, width_mm=_INNER_MM),
        Path((frame.grown(RIM_MM).ring,), stroke=INK, width_mm=_OUTER_MM),
    ]
    if graticule is not None:
        ticks = _ticks(graticule, frame)
        if ticks:
            items.append(Path(ticks, closed=False, stroke=INK, width_mm=_INNER_MM))
        size = max(_TEXT_MM * unit, 1.75)
        items.extend(_labels(graticule, frame, language, size))
    return Group("neatline", "Frame", tuple(items))
