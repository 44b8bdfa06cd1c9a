"""Events: what happened on a day or between two, where a source puts it."""

from geo.catalog import Category
from layers.kinds._kind import LayerKind
from layers.kinds.point import disc_style
from layers.style import INK, LAND, PAPER, Drawing, SymbolStyle, TextStyle


def _draw(category: Category) -> Drawing:
    return Drawing(
        symbol=SymbolStyle(
            category.symbol or "diamond", category.color or INK, PAPER, size_mm=3.4, width_mm=0.3
        ),
        disc=disc_style(category.color or INK),
        text=TextStyle(fill=category.color or INK, size_mm=2.2, halo=LAND),
    )


KIND = LayerKind("event", frozenset({"Point"}), is_base=False, draw=_draw)
