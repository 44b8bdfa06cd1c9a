"""The shore: the coast as it is drawn at a scale, for what must end exactly there.

Areas that end at the sea are cut with one grade of the coast; at large scales a
finer one is drawn. It has strips along the shore, islets and the tips of spits
that the coarser one has not: an area that holds the coast takes them in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geo.extent import Extent
from layers.render.outline import Steps, to_steps
from layers.view import LayerView

_FEW_ATLASES: Final = 8
_GRAIN_MM2: Final = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Shore:
    """The land of a map in page millimetres; compared by identity, as it is made once a ground.

    Attributes
    ----------
    gained
        Pieces of this land that its coarser grades do not have.
    coasts
        All coastlines of the atlas.
    replaced
        Those among them that this land takes the place of.
    """

    land: BaseGeometry
    gained: tuple[BaseGeometry, ...]
    coasts: "Coasts"
    replaced: "Coasts"


@dataclass(frozen=True, slots=True)
class Coasts:
    """The land layers of an atlas, compared by the identity of their data."""

    prints: tuple[tuple[str, int, int], ...]
    lands: tuple[LayerView, ...] = field(compare=False)


@lru_cache(maxsize=_FEW_ATLASES)
def steps_of(coasts: Coasts) -> Steps:
    """Give the steps of all coastlines of an atlas, once."""
    return to_steps(shape for layer in coasts.lands for shape in layer.rows.column("geometry"))


def _covers(outer: Extent | None, inner: Extent | None) -> bool:
    """Tell whether one layer reaches everywhere where another does."""
    if outer is None or inner is None:
        return outer is None
    return (
        outer.west <= inner.west
        and outer.south <= inner.south
        and outer.east >= inner.east
        and outer.north >= inner.north
    )


def is_finer(own: LayerView, other: LayerView) -> bool:
    """Tell whether one land takes the place of another at larger scales."""
    later = own.spec.zoom[0] >= other.spec.zoom[1]
    return later and _covers(other.spec.extent, own.spec.extent)


def find_gained(
    chosen: Sequence[LayerView],
    others: Sequence[LayerView],
    place: Callable[[LayerView], BaseGeometry],
) -> tuple[BaseGeometry, ...]:
    """Give what the land chosen for a scale has beyond the coarser grades of the same land.

    ``place`` brings a layer to the page.
    """
    found: list[BaseGeometry] = []
    for own in chosen:
        for other in others:
            if is_finer(own, other) and (shape := place(other)):
                parts = shapely.get_parts(shapely.difference(place(own), shape))
                found.extend(p for p in parts if p.geom_type == "Polygon" and p.area > _GRAIN_MM2)
    return tuple(found)
