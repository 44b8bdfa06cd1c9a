"""The map on the screen: Folium lays the base, our scripts draw what has a date.

The only module that knows Folium. Nothing but coordinates, colours and ids of
layers goes into it, and every string passes ``escape``: names and statements
travel as JSON (``to_payload``) and are shown as text.
"""

import base64
import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import folium
import geopandas as gpd
import numpy as np
import shapely
from folium.map import CustomPane

from geo.atlas import Atlas
from geo.extent import Extent, extent_of, union
from layers.assets import join_scripts, join_styles
from layers.render.escape import escape
from layers.render.payload import to_areas, to_payload
from layers.render.relief import to_mercator_url
from layers.render.webfaces import to_faces
from layers.saying import all_said
from layers.style import AreaStyle, LineStyle, to_px
from layers.view import LayerView, MapView, build_whole
from layers.wording import all_words, own_words, word

PANES: Final = {"land": 220, "relief": 230, "water": 240}
SHARED_PANES: Final = {"river": "water"}  # each pane is a picture to put together in every frame
MARGIN_DEG: Final = 70  # how far beyond the land the map goes: as wide as what may lie over it
DECIMALS: Final = 5
WORLD: Final = Extent(-180, -80, 180, 80)
PACKED_FROM: Final = 3_000_000  # characters: smaller pages open in browsers of any age
_RANDOM_ID: Final = re.compile(r"[0-9a-f]{32}")


class BaseMap(folium.Map):
    """A Folium map that asks for no file from outside: our component brings Leaflet."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own way
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


def _feature_collection(features: gpd.GeoDataFrame) -> dict[str, Any]:
    """Write geometries and nothing else."""
    placed = features[~(features.geometry.isna() | features.geometry.is_empty)]
    rounded = shapely.transform(placed.geometry.to_numpy(), lambda c: np.round(c, DECIMALS))
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": str(k),
                "properties": {},
                "geometry": json.loads(shapely.to_geojson(geometry)),
            }
            for k, geometry in enumerate(rounded)
        ],
    }


def _path_style(style: AreaStyle | LineStyle) -> dict[str, Any]:
    """Write an area's or a line's look as Leaflet's options."""
    common = {
        "color": style.stroke,
        "weight": round(to_px(style.width_mm), 2),
        "opacity": style.opacity,
        "interactive": False,
        "lineJoin": "round",
    }
    if isinstance(style, LineStyle):
        return common | {"fill": False}
    return common | {"fillColor": style.fill, "fillOpacity": style.fill_opacity}


def _add_shapes(base: BaseMap, layer: LayerView) -> None:
    """Add a base layer of land, lakes or rivers, hidden until its zoom has come."""
    drawing = next(iter(layer.drawings.values()))
    style = drawing.area or drawing.line
    if style is None or layer.features.empty:
        return
    options = _path_style(style)
    low, high = layer.spec.zoom
    shapes = folium.GeoJson(
        _feature_collection(layer.features),
        style_function=lambda _: options,
        smooth_factor=1,
        control=False,
        show=False,
        pane=SHARED_PANES.get(layer.kind.name, layer.kind.name),
        interactive=False,
        atlas_layer=escape(layer.spec.id),
        atlas_kind=layer.kind.name,
        atlas_zoom=[low, high],
    )
    shapes.add_to(base)


def _add_relief(base: BaseMap, layer: LayerView, root: Path) -> None:
    """Add a shaded relief, re-projected to the screen's Mercator."""
    extent = layer.spec.extent
    if extent is None:
        return
    low, high = layer.spec.zoom
    folium.raster_layers.ImageOverlay(
        to_mercator_url(root / layer.spec.path, extent),
        bounds=[[extent.south, extent.west], [extent.north, extent.east]],
        opacity=0.5,
        control=False,
        show=False,
        interactive=False,
        pane="relief",
        atlas_layer=escape(layer.spec.id),
        atlas_kind="relief",
        atlas_zoom=[low, high],
    ).add_to(base)


def _bounds(view: MapView) -> Extent:
    """Give the part of the world that the land of the map covers."""
    lands = [x.features for x in view.base if x.kind.name == "land" and not x.features.empty]
    return union(*(extent_of(land) for land in lands)) if lands else WORLD


def to_map(view: MapView, *, root: Path | None = None) -> folium.Map:
    """Give the base map of a view: land, lakes, rivers and relief, in panes of their own.

    Parameters
    ----------
    root
        The atlas folder, from which a relief picture is read; without it there is no relief.
    """
    longitude, latitude = view.extent.center
    limits = _bounds(view)
    base = BaseMap(
        location=[latitude, longitude],
        zoom_start=6,
        tiles=None,
        prefer_canvas=True,
        zoom_control=False,
        max_bounds=True,
        min_lat=limits.south,
        max_lat=limits.north,
        min_lon=limits.west - MARGIN_DEG,
        max_lon=limits.east + MARGIN_DEG + (0 if limits.east > limits.west else 360),
    )
    for name, height in PANES.items():
        CustomPane(name, z_index=height, pointer_events=False).add_to(base)
    for layer in view.base:
        if layer.kind.name == "relief" and root is not None and layer.spec.visible:
            _add_relief(base, layer, root)
        elif layer.kind.name in {"land", "water", "river"}:
            _add_shapes(base, layer)
    return base


def to_script(base: folium.Map) -> str:
    """Give the script that builds a map, with ids that are the same each time."""
    base.get_root().render()
    script = str(cast("Any", base.get_root()).script.render())
    numbers: dict[str, str] = {}
    return _RANDOM_ID.sub(lambda m: numbers.setdefault(m[0], f"n{len(numbers)}"), script)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What of an atlas stays the same when a reader's data join it: the base map, the areas."""

    script: str
    areas: dict[str, Any]


def to_ground(view: MapView, atlas: Atlas) -> Ground:
    """Give what the data of any reader can join."""
    return Ground(to_script(to_map(view, root=atlas.root)), to_areas(view))


def _record_words(atlas: Atlas, language: str) -> str:
    """Give what the sections under the map say in East Asian letters, beside the words around."""
    said = [(c.topic, c.claims, c.suggestion) for c in atlas.conflicts]
    return " ".join(
        [
            *(article.title_in(language) for article in atlas.articles),
            *(person.name_ja for person in atlas.people),
            *(text for texts in said for text in texts),
            *(text for s in atlas.sources.values() for text in (s.title, s.part_seen)),
            *(text for s in atlas.statistics for text in (s.series, s.unit, s.note)),
        ]
    )


def to_data(
    view: MapView,
    atlas: Atlas,
    *,
    ground: Ground | None = None,
    beside: Mapping[str, Any] | None = None,
) -> str:
    """Give all that the browser needs as JSON: the base script, the features, the faces.

    Parameters
    ----------
    ground
        That of the atlas which a reader's data joined, where it is known already.
    beside
        What else is sent along.
    """
    ground = ground or to_ground(view, atlas)
    payload = _used_up(to_payload(view, atlas, areas=ground.areas))
    said = (
        all_words(),
        own_words(view.language),
        all_said(view.language),
        _record_words(atlas, view.language),
    )
    faces = to_faces((payload, *said), language=view.language)
    rest = _dumped({"script": ground.script, "fonts": faces, **(beside or {})})
    return f'{{"payload":{payload},{rest[1:]}'


def _used_up(values: dict[str, Any]) -> str:
    """Write columns as JSON one after the other, letting each go: a million rows are large twice over."""
    pieces = []
    while values:
        name = next(iter(values))
        value = values.pop(name)
        written = _used_up(value) if name == "features" else _dumped(value)
        pieces.append(f"{_dumped(name)}:{written}")
    return f"{{{','.join(pieces)}}}"


def _dumped(value: object) -> str:
    """Write JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _as_element(data: str, language: str) -> str:
    """Write data as an element of a page, from which nothing in it can break out.

    What is large is packed: nearly every browser since 2023 unpacks it without asking any network.
    """
    if len(data) < PACKED_FROM:
        text = (
            data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        )
        return f'<script type="application/json" id="atlas-data">{text}</script>\n'
    packed = gzip.compress(data.encode("utf-8", "surrogatepass"), compresslevel=6, mtime=0)
    text = base64.b64encode(packed).decode("ascii")
    sorry = escape(word("page-too-old", language))
    return f'<script type="application/gzip" id="atlas-data" data-sorry="{sorry}">{text}</script>\n'


def to_html(view: MapView, atlas: Atlas) -> str:
    """Give the whole atlas as one page that opens from disk, at the view's date and layers."""
    selection = view.selection
    opening = {
        "date": selection.date,
        "layers": sorted(selection.layers),
        "hidden": sorted(selection.hidden),
        "possible": selection.possible,
        "view": selection.view,
    }
    whole = build_whole(atlas, language=view.language)
    data = to_data(whole, atlas, beside={"opening": opening})
    title = escape(view.title)
    return (
        f'<!doctype html>\n<html lang="{escape(view.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{join_styles()}</style>\n</head>\n"
        f'<body class="alone">\n<main><h1 class="unseen">{title}</h1><div class="host"></div></main>\n'
        f"{_as_element(data, view.language)}"
        f'<script type="module">{join_scripts("page")}</script>\n</body>\n</html>\n'
    )
