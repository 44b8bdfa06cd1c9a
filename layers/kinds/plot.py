"""Plots: small parcels of a lease, fine outlines that carry a hatch when reconstructed."""

from dataclasses import replace

from geo.catalog import Category
from layers.kinds._kind import LayerKind
from layers.kinds.area import area_style
from layers.style import INK, Drawing, TextStyle


def _draw(category: Category) -> Drawing:
    area = replace(area_style(category, fill_opacity=0.3), width_mm=0.15)
    return Drawing(area=area, text=TextStyle(fill=INK, size_mm=1.8))


KIND = LayerKind("plot", frozenset({"Polygon", "MultiPolygon"}), is_base=False, draw=_draw)
