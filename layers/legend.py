"""The legend: one entry for each look that is really on the map."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import shapely
from shapely import GeometryType

from geo.catalog import LayerSpec, localized
from layers.held import HeldRows
from layers.style import Drawing


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend.

    ``mark`` says which part of the drawing to show: ``area``, ``line`` or ``symbol``.
    ``certain`` and ``possible`` count the features behind it.
    """

    layer: str
    category: str
    title: str
    mark: str
    drawing: Drawing
    certain: int
    possible: int


_MARK_OF: Final = MappingProxyType(
    {
        GeometryType.POLYGON: "area",
        GeometryType.MULTIPOLYGON: "area",
        GeometryType.LINESTRING: "line",
        GeometryType.MULTILINESTRING: "line",
    }
)


def build_legend_entries(
    spec: LayerSpec,
    rows: HeldRows,
    drawings: Mapping[str, Drawing],
    *,
    language: str,
) -> Iterable[LegendEntry]:
    """Yield the entries of one layer in the catalog's order, only for what is drawn."""
    shapes = rows.column("geometry")
    placed = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
    categories = rows.column("category")[placed].tolist()
    kinds = shapely.get_type_id(shapes[placed]).tolist()
    # backwards, so that the first of a category says its mark
    kind_of = dict(zip(reversed(categories), reversed(kinds), strict=True))
    counts = Counter(zip(categories, rows.column("holds")[placed].tolist(), strict=True))
    for category in spec.categories:
        if category.id not in kind_of:
            continue
        yield LegendEntry(
            layer=spec.id,
            category=category.id,
            title=localized(category.title, language),
            mark=_MARK_OF.get(kind_of[category.id], "symbol"),
            drawing=drawings[category.id],
            certain=counts[category.id, "certain"],
            possible=counts[category.id, "possible"],
        )
