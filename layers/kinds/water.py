"""Lakes: water set into the land."""

from geo.catalog import Category
from layers.kinds._kind import LayerKind
from layers.style import LAND_EDGE, WATER, AreaStyle, Drawing


def _draw(category: Category) -> Drawing:
    fill = category.color or WATER
    return Drawing(area=AreaStyle(fill=fill, fill_opacity=1.0, stroke=LAND_EDGE, width_mm=0.12))


KIND = LayerKind("water", frozenset({"Polygon", "MultiPolygon"}), is_base=True, draw=_draw)
