"""Land: the paper the map is drawn on."""

from geo.catalog import Category
from layers.kinds._kind import LayerKind
from layers.style import LAND, LAND_EDGE, AreaStyle, Drawing


def _draw(category: Category) -> Drawing:
    fill = category.color or LAND
    return Drawing(area=AreaStyle(fill=fill, fill_opacity=1.0, stroke=LAND_EDGE, width_mm=0.18))


KIND = LayerKind("land", frozenset({"Polygon", "MultiPolygon"}), is_base=True, draw=_draw)
