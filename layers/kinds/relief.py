"""Relief shading: a picture under small-scale maps, no features."""

from geo.catalog import Category
from layers.kinds._kind import LayerKind
from layers.style import Drawing


def _draw(category: Category) -> Drawing:  # noqa: ARG001  a picture has no categories
    return Drawing()


KIND = LayerKind("relief", frozenset(), is_base=True, draw=_draw)
