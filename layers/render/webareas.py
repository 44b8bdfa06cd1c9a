"""What the screen must know of areas besides their shape: borders, and zones for a finer coast."""

import json
from typing import Any

import geopandas as gpd

from layers.render.outline import Steps, cut_edges, to_outline, to_steps
from layers.render.zones import fine_extents, to_zones
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
    edges = [cut_edges(layer.features.geometry) for layer in view.dated]
    found = (
        to_outline(geometry, coast=coast, edges=edges[place])
        for geometry, place in zip(rows.geometry, rows["place"], strict=True)
    )
    return once({str(k): outline for k, outline in enumerate(found) if outline is not None})


def to_rough_zones(rows: gpd.GeoDataFrame, view: MapView, coast: Steps) -> dict[str, Any]:
    """Give the zones of those areas for which a finer coast may be drawn."""
    edges = [cut_edges(layer.features.geometry) for layer in view.dated]
    areas = [g if g is not None and "Polygon" in g.geom_type else None for g in rows.geometry]
    return to_zones(
        areas,
        within=fine_extents([layer for layer in view.base if layer.kind.name == "land"]),
        coast=coast,
        edges=[edges[place] for place in rows["place"]],
    )
