"""The pen: one way to draw an area, a line and a disc, for the map and for its legend alike."""

import math
from typing import Final, TypeAlias

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.render.hatch import draw_hatch, to_rings, to_strands
from layers.render.sheet import Path
from layers.style import AreaStyle, LineStyle

FINEST_MM: Final = 0.12  # thinner lines do not survive the press
_TICK_HALF_MM: Final = 0.75
_CASING_MM: Final = 0.35

Strands: TypeAlias = tuple[tuple[tuple[float, float], ...], ...]


def _scaled(dash: tuple[float, ...], unit: float) -> tuple[float, ...]:
    return tuple(length * unit for length in dash)


def stroke_width(width_mm: float, unit: float) -> float:
    """Scale a line to the sheet, but never thinner than the press can hold."""
    return max(width_mm * unit, FINEST_MM)


def draw_area(
    area: BaseGeometry,
    style: AreaStyle,
    *,
    unit: float,
    feature: str = "",
    edges: Strands | None = None,
) -> tuple[Path, ...]:
    """Draw polygons given in page millimetres: fill, hatch, outline.

    ``edges``, when given, are the only pieces of the outline to be drawn.
    """
    rings = to_rings(area)
    if not rings:
        return ()
    fill = Path(
        rings,
        fill=style.fill,
        fill_opacity=style.fill_opacity,
        opacity=style.opacity,
        feature=feature,
    )
    edge = Path(
        rings if edges is None else edges,
        closed=edges is None,
        stroke=style.stroke,
        width_mm=stroke_width(style.width_mm, unit),
        dash_mm=_scaled(style.dash_mm, unit),
        opacity=style.opacity,
        feature=feature,
    )
    outline = (edge,) if edge.rings else ()
    if style.hatch is None:
        return fill, *outline
    hatch = draw_hatch(area, style.hatch, unit=unit, opacity=style.opacity, feature=feature)
    return fill, *hatch, *outline


def draw_line(
    line: BaseGeometry, style: LineStyle, *, unit: float, feature: str = ""
) -> tuple[Path, ...]:
    """Draw lines given in page millimetres: casing, stroke, railway ticks."""
    strands = to_strands(line)
    if not strands:
        return ()
    width = stroke_width(style.width_mm, unit)
    paths = []
    if style.casing is not None:
        casing = width + 2 * _CASING_MM * unit
        paths.append(
            Path(
                strands,
                closed=False,
                stroke=style.casing,
                width_mm=casing,
                opacity=0.75 * style.opacity,
            )
        )
    paths.append(
        Path(
            strands,
            closed=False,
            stroke=style.stroke,
            width_mm=width,
            dash_mm=_scaled(style.dash_mm, unit),
            opacity=style.opacity,
            feature=feature,
        )
    )
    ticks = _ticks(line, style.tick_mm * unit, _TICK_HALF_MM * unit) if style.tick_mm else ()
    if ticks:
        paths.append(
            Path(
                ticks,
                closed=False,
                stroke=style.stroke,
                width_mm=width * 0.8,
                opacity=style.opacity,
            )
        )
    return tuple(paths)


def _ticks(
    line: BaseGeometry, spacing: float, half: float
) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Put short strokes across a line at even distances."""
    ticks = []
    for part in shapely.get_parts(line):
        if part.geom_type != "LineString" or part.length < spacing / 2:
            continue
        count = max(int(part.length // spacing), 1)
        start = (part.length - (count - 1) * spacing) / 2
        for i in range(count):
            along = start + i * spacing
            a = part.interpolate(max(along - 0.2, 0.0))
            b = part.interpolate(min(along + 0.2, part.length))
            run = math.dist((a.x, a.y), (b.x, b.y)) or 1.0
            nx, ny = -(b.y - a.y) / run * half, (b.x - a.x) / run * half
            x, y = (a.x + b.x) / 2, (a.y + b.y) / 2
            ticks.append(((x - nx, y - ny), (x + nx, y + ny)))
    return tuple(ticks)


def disc(x: float, y: float, radius: float) -> BaseGeometry:
    """Give a circle on the page, round to the eye at any size."""
    count = int(np.clip(radius * 10, 32, 160))
    turn = np.linspace(0, 2 * math.pi, count, endpoint=False)
    return shapely.Polygon(np.column_stack([x + radius * np.cos(turn), y + radius * np.sin(turn)]))
