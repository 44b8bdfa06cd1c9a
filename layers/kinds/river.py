"""Rivers: thin blue lines under everything that has a date."""

from geo.catalog import Category
from layers.kinds._kind import LayerKind
from layers.style import RIVER, WATER_INK, Drawing, LineStyle, TextStyle


def _draw(category: Category) -> Drawing:
    stroke = category.color or RIVER
    text = TextStyle(fill=WATER_INK, size_mm=2.1, family="serif", italic=True, spacing_em=0.04)
    return Drawing(line=LineStyle(stroke=stroke, width_mm=0.22), text=text)


KIND = LayerKind("river", frozenset({"LineString", "MultiLineString"}), is_base=True, draw=_draw)
