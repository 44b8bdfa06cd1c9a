"""Which areas lie on the same ground: those that follow one another there are drawn in bands.

Screen and sheet ask the same question here, and so alternate the same areas.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import shapely

from layers.render.territory import Held

SHARED: Final = 0.01  # of the smaller area: less is what neighbours share by rounding
MOST_PAIRS: Final = 20_000  # of areas that touch; so many cannot be told apart by bands
_MANY_LAYERS: Final = 64


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Areas on the same ground.

    Attributes
    ----------
    first
        Of each area, the place of the first that has the same shape; its own if that is new.
    pairs
        Places of the first areas of two shapes that lie over each other.
    """

    first: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]


@lru_cache(maxsize=_MANY_LAYERS)
def find_overlaps(areas: tuple[Held, ...]) -> Overlaps:
    """Find which areas lie on the same ground; once for the same areas."""
    shapes = np.array([held.geometry for held in areas], dtype=object)
    known: dict[bytes, int] = {}
    first = tuple(known.setdefault(wkb, k) for k, wkb in enumerate(shapely.to_wkb(shapes)))
    places = np.fromiter(known.values(), dtype=int, count=len(known))
    return Overlaps(first, _overlapping(places, shapes[places]))


def _overlapping(
    places: np.ndarray[Any, Any], shapes: np.ndarray[Any, Any]
) -> tuple[tuple[int, int], ...]:
    """Give the places of those different shapes that share more than a rim."""
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = one < other
    one, other = one[once], other[once]
    if len(one) > MOST_PAIRS:
        return ()
    shared = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    size = shapely.area(shapes)
    found = shared > SHARED * np.minimum(size[one], size[other])
    return tuple(zip(places[one[found]].tolist(), places[other[found]].tolist(), strict=True))
