"""Places: settlements, capes, bays and other points with a name."""

from typing import Final

from geo.catalog import Category
from layers.kinds._kind import LayerKind
from layers.style import INK, LAND, PAPER, WATER_INK, AreaStyle, Drawing, SymbolStyle, TextStyle

_OUTLINES: Final = frozenset({"", "circle", "ring", "square", "diamond", "triangle", "star"})
_PLACES: Final = TextStyle(fill=INK, size_mm=2.4, halo=LAND)
_WATERS: Final = TextStyle(fill=WATER_INK, size_mm=2.4, family="serif", italic=True, halo=LAND)


def disc_style(color: str) -> AreaStyle:
    """Style the disc of a position that is known only to some kilometres."""
    return AreaStyle(fill=color, fill_opacity=0.06, stroke=color, width_mm=0.18, dash_mm=(0.9, 0.7))


def _symbol(category: Category) -> SymbolStyle:
    """Style a plain shape as a fine outline, a picture as a solid figure that can be read."""
    color = category.color or INK
    if category.symbol in _OUTLINES:
        return SymbolStyle(category.symbol or "circle", LAND, color, size_mm=1.9)
    return SymbolStyle(category.symbol, color, PAPER, size_mm=2.8)


def _draw(category: Category) -> Drawing:
    return Drawing(
        symbol=_symbol(category),
        disc=disc_style(category.color or INK),
        text=_WATERS if category.lettering == "water" else _PLACES,
    )


KIND = LayerKind("point", frozenset({"Point"}), is_base=False, draw=_draw)
