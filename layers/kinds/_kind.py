"""What a kind of layer must say: its name, its geometries, its look."""

from collections.abc import Callable
from dataclasses import dataclass

from geo.catalog import Category
from layers.style import Drawing


@dataclass(frozen=True, slots=True)
class LayerKind:
    """A way to draw a layer.

    ``is_base`` layers carry the map and hold at any date; they have no cards,
    no clock and no counts. ``draw`` gives the look of one category.
    """

    name: str
    geometry_types: frozenset[str]
    is_base: bool
    draw: Callable[[Category], Drawing]
