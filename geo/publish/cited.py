"""Which sources features rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.mentions import read_notes

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.atlas import Atlas
    from geo.source import Source


def select_sources(atlas: Atlas, features: gpd.GeoDataFrame) -> tuple[Source, ...]:
    """Give the sources that features, their notes or their layers name, in the order of the atlas.

    For all of its features an atlas gives all of its sources: what it knows besides features rests
    on them too.
    """
    if len(features) == len(atlas.features):
        return tuple(atlas.sources.values())
    _, notes = read_notes(atlas, features)
    named = {name for noted in notes for name in noted.sources}
    layers = set(features["layer"])
    for spec in atlas.catalog.layers:
        if spec.id in layers:
            named.update(spec.sources)
    return tuple(source for key, source in atlas.sources.items() if key in named)
