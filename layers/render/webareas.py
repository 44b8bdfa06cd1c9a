"""What the screen must know of areas besides their shape: borders, and zones for a finer coast."""

import json
from typing import Any

import geopandas as gpd
import numpy as np

from layers.render.outline import Edges, Steps, are_areas, cut_edges, to_outline, to_steps
from layers.render.overlap import find_overlaps
from layers.render.territory import Held
from layers.render.zones import coarse_land, fine_extents, to_zones
from layers.view import MapView


def once(items: dict[str, Any]) -> dict[str, Any]:
    """Name what was sent before by its place: areas are made of the same pieces over and over."""
    first: dict[str, str] = {}
    found: dict[str, Any] = {}
    for key, item in items.items():
        before = first.setdefault(json.dumps(item), key)
        found[key] = item if before == key or not item else int(before)
    return found


def to_coast(view: MapView) -> Steps:
    """Give the steps of all coastlines of the map."""
    lands = (layer.features.geometry for layer in view.base if layer.kind.name == "land")
    return to_steps(geometry for land in lands for geometry in land)


def to_outlines(rows: gpd.GeoDataFrame, view: MapView, coast: Steps) -> dict[str, Any]:
    """Give the borders of those areas that end at a coast or at the edge of their layer."""
    edges = _edges(view)
    shapes, layers = rows.geometry.to_numpy(), rows["place"].to_numpy()
    found = (
        (k, to_outline(shapes[k], coast=coast, edges=edges[layers[k]]))
        for k in np.flatnonzero(are_areas(shapes)).tolist()
    )
    return once({str(k): outline for k, outline in found if outline is not None})


def to_rough_zones(rows: gpd.GeoDataFrame, view: MapView, coast: Steps) -> dict[str, Any]:
    """Give the zones of those areas for which a finer coast may be drawn."""
    edges = _edges(view)
    shapes = rows.geometry.to_numpy()
    lands = [layer for layer in view.base if layer.kind.name == "land"]
    return to_zones(
        [g if is_area else None for g, is_area in zip(shapes, are_areas(shapes), strict=True)],
        within=fine_extents(lands),
        land=coarse_land(lands),
        coast=coast,
        edges=[edges[place] for place in rows["place"].tolist()],
    )


def to_overlaps(rows: gpd.GeoDataFrame) -> dict[str, Any]:
    """Give which areas of a layer lie on the same ground, by place: as one shape, or as two."""
    shapes, layers = rows.geometry.to_numpy(), rows["place"].to_numpy()
    areas = np.flatnonzero(are_areas(shapes))
    same: dict[str, int] = {}
    pairs: list[list[int]] = []
    for layer in dict.fromkeys(layers[areas].tolist()):
        own = areas[layers[areas] == layer].tolist()
        overlaps = find_overlaps(tuple(Held(shapes[k]) for k in own))
        found = zip(own, overlaps.first, strict=True)
        same |= {str(k): own[first] for k, first in found if own[first] != k}
        pairs += [[own[one], own[other]] for one, other in overlaps.pairs]
    return {"same": same, "pairs": pairs}


def _edges(view: MapView) -> list[Edges]:
    """Give the edges at which each layer was cut."""
    return [cut_edges(layer.features.geometry.to_numpy()) for layer in view.dated]
