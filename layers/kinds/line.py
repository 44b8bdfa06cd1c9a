"""Lines in the land: borders, railways, pipelines, roads, telegraphs."""

from geo.catalog import Category
from layers.kinds._kind import LayerKind
from layers.style import DASH_MM, LAND, Drawing, LineStyle, SymbolStyle, TextStyle


def _draw(category: Category) -> Drawing:
    line = LineStyle(
        stroke=category.color,
        width_mm=0.45,
        dash_mm=DASH_MM.get(category.dash, ()),
        casing=LAND,
        tick_mm=2.4 if category.dash == "railway" else 0.0,
    )
    return Drawing(
        line=line,
        symbol=SymbolStyle(category.symbol or "square", category.color, LAND, size_mm=2.0),
        text=TextStyle(fill=category.color, size_mm=2.1, halo=LAND),
    )


KIND = LayerKind(
    "line", frozenset({"LineString", "MultiLineString", "Point"}), is_base=False, draw=_draw
)
