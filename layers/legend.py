"""The legend: one entry for each look that is really on the map."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np

from geo.catalog import LayerSpec, localized
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


_MARK_OF = {
    "Polygon": "area",
    "MultiPolygon": "area",
    "LineString": "line",
    "MultiLineString": "line",
    "Point": "symbol",
    "MultiPoint": "symbol",
}


def build_legend_entries(
    spec: LayerSpec,
    features: gpd.GeoDataFrame,
    drawings: Mapping[str, Drawing],
    *,
    language: str,
) -> Iterable[LegendEntry]:
    """Yield the entries of one layer in the catalog's order, only for what is drawn."""
    columns = (np.asarray(features[name], dtype=object) for name in ("category", "holds"))
    rows = zip(features.geometry, *columns, strict=True)
    placed = [(g.geom_type, c, h) for g, c, h in rows if g is not None and not g.is_empty]
    # backwards, so that the first of a category says its mark
    shapes = {category: shape for shape, category, _ in reversed(placed)}
    counts = Counter((category, holds) for _, category, holds in placed)
    for category in spec.categories:
        if category.id not in shapes:
            continue
        yield LegendEntry(
            layer=spec.id,
            category=category.id,
            title=localized(category.title, language),
            mark=_MARK_OF.get(shapes[category.id], "symbol"),
            drawing=drawings[category.id],
            certain=counts[category.id, "certain"],
            possible=counts[category.id, "possible"],
        )
