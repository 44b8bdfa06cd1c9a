"""The legend: one entry for each look that is really on the map."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import geopandas as gpd

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
    layer_title: str
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
    placed = features[~(features.geometry.isna() | features.geometry.is_empty)]
    for category in spec.categories:
        rows = placed[placed["category"] == category.id]
        if rows.empty:
            continue
        holds = rows["holds"].value_counts()
        yield LegendEntry(
            layer=spec.id,
            category=category.id,
            title=localized(category.title, language),
            layer_title=localized(spec.title, language),
            mark=_MARK_OF.get(rows.geometry.iloc[0].geom_type, "symbol"),
            drawing=drawings[category.id],
            certain=int(holds.get("certain", 0)),
            possible=int(holds.get("possible", 0)),
        )
