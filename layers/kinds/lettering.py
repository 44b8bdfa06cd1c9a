"""Lettering: names of seas, straits and bays, set along a line in their water."""

from geo.catalog import Category
from layers.kinds._kind import LayerKind
from layers.style import WATER_INK, Drawing, TextStyle


def _draw(category: Category) -> Drawing:
    fill = category.color or WATER_INK
    text = TextStyle(
        fill=fill, size_mm=4.4, family="serif", italic=True, spacing_em=0.22, halo=None
    )
    return Drawing(text=text)


KIND = LayerKind(
    "lettering", frozenset({"LineString", "MultiLineString", "Point"}), is_base=True, draw=_draw
)
