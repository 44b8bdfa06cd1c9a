"""What belongs together: events, the places and areas they touch, and declared links.

Two features are related

1. if one **links** to the other, in either direction; or
2. if one is an event and the other a place or an area of a dated layer, they **touch** in space
   and they **may overlap in time**.

An event touches an **area** with an outline if its point lies in it and the disc in which the event
is known to lie is not larger than the area: what is known to 200 km does not touch a field of 5 km
by accident. An event and a **place**, or an area of which only a point is known, touch if the two
points are no further apart than the finer of the two precisions; an unknown precision counts as
``SAME_SPOT_KM``. What is known to ``TOO_VAGUE_KM`` or worse touches nothing. Lines and
reconstructed plots are related by links only: the first have no breadth, the second no evidence.
"""

from __future__ import annotations

import math
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from geo.measure import area_km2
from geo.schema import CRS, is_unplaced, to_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from geo.catalog import Catalog

SAME_SPOT_KM: Final = 0.5  # about as well as a town's point is ever chosen
TOO_VAGUE_KM: Final = 100.0  # what is known no better is a region, not a place
KM_PER_DEGREE: Final = 110.5  # of latitude, rounded down: it sizes a search box, not a measure

METRES_IN_KM: Final = 1000

GEOD: Final = pyproj.Geod(ellps="WGS84")


def build_related(features: gpd.GeoDataFrame, *, catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """Find what each feature is related to.

    Returns
    -------
    related
        By the id of every feature that has any: first those it links to, then those that link to
        it, then those it touches, in the order of the frame.
    """
    ids = to_values(features["id"])
    known = set(ids)
    related: dict[str, dict[str, None]] = {}
    own = [
        (identifier, link)
        for identifier, links in zip(ids, to_values(features["links"]), strict=True)
        for link in links
        if link in known and link != identifier
    ]
    touching = list(_touching(features, catalog))
    for one, other in chain(own, _reversed(own), touching, _reversed(touching)):
        related.setdefault(one, {})[other] = None
    return MappingProxyType({key: tuple(others) for key, others in related.items()})


def _reversed(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Turn pairs round."""
    return ((other, one) for one, other in pairs)


def _touching(features: gpd.GeoDataFrame, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield pairs of an event and a place or area that touch in space and may overlap in time."""
    events = _of_kinds(features, catalog, {"event"})
    events = events[~(events["precision_km"] >= TOO_VAGUE_KM)]
    others = _of_kinds(features, catalog, {"point", "area"})
    outlined = others.geometry.geom_type != "Point"
    pairs = [
        *_in_areas(events, others[outlined]),
        *_at_points(events, others[~outlined]),
    ]
    if not pairs:
        return
    event, other = np.array(sorted(pairs), dtype="int64").T
    starts, ends = features["start_earliest"].to_numpy(), features["end_latest"].to_numpy()
    together = (starts[event] <= ends[other]) & (starts[other] <= ends[event])
    ids = features["id"].to_numpy(dtype="object")
    yield from zip(ids[event[together]], ids[other[together]], strict=True)


def _of_kinds(features: gpd.GeoDataFrame, catalog: Catalog, kinds: set[str]) -> gpd.GeoDataFrame:
    """Keep the placed features of layers of some kinds."""
    layers = [spec.id for spec in catalog.layers if spec.kind in kinds]
    return features[features["layer"].isin(layers) & ~is_unplaced(features)]


def _in_areas(events: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> Iterator[tuple[int, int]]:
    """Yield row labels of events and of the areas in which they lie."""
    sizes = area_km2(areas)
    found = gpd.sjoin(events[["geometry"]], areas[["geometry"]], predicate="intersects")
    discs = math.pi * _precisions(events) ** 2
    fits = (
        discs[events.index.get_indexer(found.index)]
        <= sizes.to_numpy()[areas.index.get_indexer(pd.Index(found["index_right"]))]
    )
    yield from zip(found.index[fits], found["index_right"][fits], strict=True)


def _at_points(events: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> Iterator[tuple[int, int]]:
    """Yield row labels of events and of the places at which they lie."""
    places = places[~(places["precision_km"] >= TOO_VAGUE_KM)]
    boxes = gpd.GeoDataFrame(geometry=_search_boxes(events), index=events.index, crs=CRS)
    found = gpd.sjoin(boxes, places[["geometry"]], predicate="intersects")
    event = events.index.get_indexer(found.index)
    place = places.index.get_indexer(pd.Index(found["index_right"]))
    ours, theirs = events.geometry.iloc[event], places.geometry.iloc[place]
    _, _, metres = GEOD.inv(ours.x, ours.y, theirs.x, theirs.y)
    finer_km = np.minimum(_precisions(events)[event], _precisions(places)[place])
    near = np.asarray(metres, dtype="float64") / METRES_IN_KM <= finer_km
    yield from zip(found.index[near], found["index_right"][near], strict=True)


def _search_boxes(events: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Draw a box around each event in which all of its disc lies."""
    half_height = _precisions(events) / KM_PER_DEGREE
    lons, lats = events.geometry.x.to_numpy(), events.geometry.y.to_numpy()
    furthest = np.minimum(np.abs(lats) + half_height, 89.0)
    half_width = half_height / np.cos(np.radians(furthest))
    return shapely.box(lons - half_width, lats - half_height, lons + half_width, lats + half_height)


def _precisions(features: gpd.GeoDataFrame) -> NDArray[np.float64]:
    """Give the precision of each feature in km; an unknown or finer one counts as the same spot."""
    known = features["precision_km"].to_numpy(dtype="float64")
    return np.asarray(np.fmax(known, SAME_SPOT_KM), dtype="float64")
