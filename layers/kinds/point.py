"""Places: settlements, capes, bays and other points with a name."""

from geo.catalog import Category
from layers.kinds._kind import LayerKind
from layers.style import INK, LAND, AreaStyle, Drawing, SymbolStyle, TextStyle


def disc_style(color: str) -> AreaStyle:
    """Style the disc of a position that is known only to some kilometres."""
    return AreaStyle(fill=color, fill_opacity=0.10, stroke=color, width_mm=0.25, dash_mm=(0.9, 0.7))


def _draw(category: Category) -> Drawing:
    return Drawing(
        symbol=SymbolStyle(category.symbol or "circle", LAND, category.color or INK, size_mm=1.9),
        disc=disc_style(category.color or INK),
        text=TextStyle(fill=INK, size_mm=2.4, halo=LAND),
    )


KIND = LayerKind("point", frozenset({"Point"}), is_base=False, draw=_draw)
