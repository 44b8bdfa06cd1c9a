"""Whatever a reader's own file holds: points, lines and areas in one layer."""

from typing import Final

from geo.catalog import Category
from layers.kinds._kind import LayerKind
from layers.kinds.area import area_style
from layers.kinds.point import disc_style
from layers.style import DASH_MM, INK, LAND, PAPER, Drawing, LineStyle, SymbolStyle, TextStyle

TYPES: Final = frozenset({"Polygon", "MultiPolygon", "LineString", "MultiLineString", "Point"})


def _draw(category: Category) -> Drawing:
    color = category.color or INK
    return Drawing(
        area=area_style(category, fill_opacity=0.3),
        line=LineStyle(
            stroke=color, width_mm=0.5, dash_mm=DASH_MM.get(category.dash, ()), casing=LAND
        ),
        symbol=SymbolStyle(category.symbol or "circle", color, PAPER, size_mm=3.2, width_mm=0.3),
        disc=disc_style(color),
        text=TextStyle(fill=INK, size_mm=2.3, halo=LAND),
    )


KIND = LayerKind("mixed", TYPES, is_base=False, draw=_draw)
