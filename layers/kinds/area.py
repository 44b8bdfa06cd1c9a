"""Areas that somebody held, claimed or leased for a time."""

from dataclasses import replace
from typing import Final

from geo.catalog import Category
from layers.kinds._kind import LayerKind
from layers.style import (
    DASH_MM,
    INK,
    LAND,
    AreaStyle,
    Drawing,
    Hatch,
    SymbolStyle,
    TextStyle,
)

_SPACING_MM: Final = {"hatch": 1.8, "cross": 2.2, "dots": 1.5}


def area_style(category: Category, *, fill_opacity: float) -> AreaStyle:
    """Style an area by the category's colour, pattern and dash; a pattern thins the fill.

    ``fill_opacity`` is that of a category which does not say how strong its tint is.
    """
    pattern, fill_opacity = category.pattern, category.tint or fill_opacity
    hatch = None
    if pattern != "solid":
        hatch = Hatch(pattern, category.color, spacing_mm=_SPACING_MM.get(pattern, 1.8))
        fill_opacity *= 0.3
    return AreaStyle(
        fill=category.color,
        fill_opacity=fill_opacity,
        stroke=category.color,
        width_mm=0.35,
        dash_mm=DASH_MM.get(category.dash, ()),
        hatch=hatch,
    )


def _disc(area: AreaStyle) -> AreaStyle:
    """Style the disc of an area known as a point only: as its legend, but fine and open."""
    hatch = area.hatch
    if hatch is not None:
        hatch = replace(hatch, spacing_mm=hatch.spacing_mm * 1.4, width_mm=hatch.width_mm * 0.7)
    return replace(
        area, fill_opacity=0.06, width_mm=0.22, dash_mm=area.dash_mm or (1.6, 0.7), hatch=hatch
    )


def _draw(category: Category) -> Drawing:
    area = area_style(category, fill_opacity=0.38)
    return Drawing(
        area=area,
        symbol=SymbolStyle(category.symbol or "square", category.color, INK, size_mm=2.3),
        disc=_disc(area),
        text=TextStyle(fill=INK, size_mm=2.3, halo=LAND),
    )


KIND = LayerKind("area", frozenset({"Polygon", "MultiPolygon", "Point"}), is_base=False, draw=_draw)
