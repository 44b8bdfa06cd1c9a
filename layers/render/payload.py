"""The whole atlas as compact columns for the browser, which selects and draws by itself."""

import csv
import io
import math
from collections.abc import Iterable
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.atlas import Atlas
from geo.catalog import OWN_GROUP, localized
from geo.schema import to_records, to_values
from geo.timespan import parse_edtf, to_label
from layers.assets import read_asset
from layers.render.cards import packed, to_cards
from layers.render.coordinates import STEP_DEG, to_points, to_runs, to_shapes, to_types
from layers.render.looks import Looks, to_bands
from layers.render.outline import cut_edges
from layers.render.phrases import phrase
from layers.render.webareas import once, to_coast, to_outlines, to_overlaps, to_rough_zones
from layers.view import LayerView, MapView
from layers.wording import word

ZOOMS: Final = (2.5, 14)
LANGUAGES: Final = ("en", "ru", "ja", "zh")
DEPICTIONS: Final = ("", "approximate", "schematic", "reconstruction", "proxy")
EDGES: Final = ("west", "south", "east", "north")
DAY_COLUMNS: Final = ("start_earliest", "start_latest", "end_earliest", "end_latest")
SHARED_WORDS: Final = (
    "legend",
    "sources",
    "certain",
    "possible",
    "reconstruction",
    "note",
    "related",
    "conflict",
    "uncertain-position",
    "scale-at",
    "km",
    "versts",
    "unplaced",
    "undated",
)
SHARED_PHRASES: Final = ("partly", "partly-note")


def map_words(language: str) -> dict[str, str]:
    """Give the words that the map puts on the screen, in one language."""
    own = {
        row["key"]: row.get(language) or row["en"]
        for row in csv.DictReader(io.StringIO(read_asset("map-words.csv")))
    }
    shared = {key: word(key, language) for key in SHARED_WORDS}
    return own | shared | {key: phrase(key, language) for key in SHARED_PHRASES}


def _layer(layer: LayerView, looks: Looks, language: str) -> dict[str, Any]:
    """Describe a dated layer and its categories."""
    spec = layer.spec
    types = set(layer.features.geometry.geom_type.dropna())
    mark = "area" if any("Polygon" in t for t in types) else "line"
    return {
        "id": spec.id,
        "title": layer.title,
        "group": spec.group,
        "kind": spec.kind,
        "visible": spec.visible,
        "description": spec.description,
        "edges": list(cut_edges(layer.features.geometry.to_numpy())),
        "categories": [
            {
                "id": category.id,
                "title": localized(category.title, language),
                "drawings": looks.places_of(layer.drawings[category.id]),
                "mark": "symbol" if types <= {"Point"} else mark,
            }
            for category in spec.categories
        ],
    }


def _rows(layers: Iterable[LayerView]) -> gpd.GeoDataFrame:
    """Give the rows of layers under one another, with the place of their layer."""
    frames = [layer.features.assign(place=k) for k, layer in enumerate(layers)]
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), geometry="geometry")


def _features(rows: gpd.GeoDataFrame, layers: tuple[LayerView, ...]) -> dict[str, Any]:
    """Give the columns of features that the browser gets."""
    categories = [{c.id: k for k, c in enumerate(layer.spec.categories)} for layer in layers]
    types = to_types(rows.geometry)
    days = rows[list(DAY_COLUMNS)].to_numpy().astype("<i4")
    return {
        "id": to_values(rows["id"]),
        "layer": rows["place"].tolist(),
        "category": [
            categories[p].get(c, 0)
            for p, c in zip(rows["place"].tolist(), to_values(rows["category"]), strict=True)
        ],
        "names": {
            code: to_values(rows["name" if code == "en" else f"name_{code}"]) for code in LANGUAGES
        },
        "rank": rows["rank"].astype(int).tolist(),
        "days": packed(days),
        "undated": np.flatnonzero(rows["when"] == "").tolist(),
        "precision": [None if math.isnan(km) else km for km in rows["precision_km"].tolist()],
        "depiction": rows["depiction"].map({d: k for k, d in enumerate(DEPICTIONS)}).tolist(),
        "type": types,
        "points": packed(to_points(rows.geometry, types)),
        "coordinates": once(to_shapes(rows.geometry, types)),
    }


def _lettering(view: MapView, looks: Looks) -> list[dict[str, Any]]:
    """Give the names of seas and rivers with the lines they stand on."""
    items = []
    for layer in view.base:
        if layer.kind.name not in {"lettering", "river"}:
            continue
        named = layer.features[layer.features["name"] != ""]
        _, coordinates = to_runs(named.geometry)
        for row, runs in zip(to_records(named), coordinates, strict=True):
            drawing = looks.places_of(layer.drawings[row["category"]])[0]
            names = {c: row["name" if c == "en" else f"name_{c}"] for c in LANGUAGES}
            items += [
                {
                    "kind": layer.kind.name,
                    "names": names,
                    "run": run,
                    "drawing": drawing,
                    "zoom": layer.spec.zoom,
                }
                for run in _longest(runs)
            ]
    return items


def _longest(runs: list[Any] | None) -> list[list[int]]:
    """Give the run that a name is set on: the longest of a line, or the point itself."""
    if not runs:
        return []
    return [runs] if isinstance(runs[0], int) else [max(runs, key=len)]


def _phases(atlas: Atlas, language: str) -> list[dict[str, Any]]:
    """Give the phases as days."""
    return [
        {
            "title": localized(phase.title, language),
            "when": to_label(phase.when, language=language),
            "from": parse_edtf(phase.when).start_earliest,
            "to": parse_edtf(phase.when).end_latest,
        }
        for phase in atlas.catalog.phases
    ]


def _named(items: Iterable[Any], language: str) -> list[dict[str, Any]]:
    """Give ids and titles."""
    return [{"id": item.id, "title": localized(item.title, language)} for item in items]


def _catalog(view: MapView, atlas: Atlas) -> dict[str, Any]:
    """Give what the catalog says about the atlas as a whole."""
    catalog = atlas.catalog
    language = view.language
    return {
        "language": language,
        "atlas": {
            "id": catalog.id,
            "title": localized(catalog.title, language),
            "languages": list(catalog.languages),
            "date": catalog.date,
            "first_year": catalog.first_year,
            "last_year": catalog.last_year,
            "view": catalog.view,
        },
        "phases": _phases(atlas, language),
        "groups": _named(catalog.groups, language),
        "views": [
            {
                **named,
                "extent": [getattr(preset.extent, edge) for edge in EDGES],
            }
            for named, preset in zip(_named(catalog.views, language), catalog.views, strict=True)
        ],
        "credits": list(view.credits),
    }


def to_areas(view: MapView) -> dict[str, Any]:
    """Give what the screen must know of areas besides their shape: borders and zones.

    A reader's own areas have none: they were not cut with the coast that is drawn here.
    """
    rows = _rows(layer for layer in view.dated if layer.spec.group != OWN_GROUP)
    coast = to_coast(view)
    return {"outlines": to_outlines(rows, view, coast), "zones": to_rough_zones(rows, view, coast)}


def to_payload(
    view: MapView, atlas: Atlas, *, areas: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Give all that the browser needs to show an atlas at any date.

    Parameters
    ----------
    view
        The view of everything at all dates (``build_whole``).
    areas
        What ``to_areas`` gives for the same atlas, or for the one that a reader's data joined.

    Returns
    -------
    dict
        Plain values, ready for JSON; the same view gives the same bytes.
    """
    looks = Looks()
    rows = _rows(view.dated)
    columns = _features(rows, view.dated) | {"overlaps": to_overlaps(rows)}
    return {
        **_catalog(view, atlas),
        "words": map_words(view.language),
        "zoom": list(ZOOMS),
        "step": STEP_DEG,
        "depictions": list(DEPICTIONS),
        "layers": [_layer(layer, looks, view.language) for layer in view.dated],
        "lettering": _lettering(view, looks),
        "features": columns | (to_areas(view) if areas is None else areas),
        **to_cards(atlas, rows, view.language),
        "keys": looks.keys(),
        "bands": to_bands(),
        "drawings": looks.all,
    }
