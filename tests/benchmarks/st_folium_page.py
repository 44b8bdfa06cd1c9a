"""The usual way: a slider, and for every year a new Folium map given to st_folium.

Run by the benchmarks as a page of its own: ``streamlit run st_folium_page.py -- FEATURES FIRST LAST OPENING WEST SOUTH EAST NORTH``.
Leaflet comes from this server and not from another host; what Folium loads beside it is left out.
There is no base map.
"""

import sys
from pathlib import Path

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

LEAFLET = "/app/static/leaflet"
FIRST, LAST, OPENING = map(int, sys.argv[2:5])
WEST, SOUTH, EAST, NORTH = map(float, sys.argv[5:9])


def stay_here() -> None:
    """Let Folium load nothing but Leaflet, and that from here."""
    folium.Map.default_js = [("leaflet", f"{LEAFLET}.js")]
    folium.Map.default_css = [("leaflet_css", f"{LEAFLET}.css")]


@st.cache_resource
def read_features(path: str) -> gpd.GeoDataFrame:
    """Read the features once for all visitors."""
    return gpd.read_file(path)


def build_map(features: gpd.GeoDataFrame, year: int) -> folium.Map:
    """Build the map of one year."""
    view = folium.Map(tiles=None, prefer_canvas=True, max_bounds=False)
    view.fit_bounds([[SOUTH, WEST], [NORTH, EAST]])
    chosen = features[(features["first"] <= year) & (features["last"] >= year)]
    if len(chosen):
        folium.GeoJson(
            chosen,
            marker=folium.CircleMarker(radius=4, weight=1, fill=True, fill_opacity=0.8),
            style_function=lambda feature: {"color": feature["properties"]["color"], "weight": 1},
            tooltip=folium.GeoJsonTooltip(["name"]),
        ).add_to(view)
    mark = folium.DivIcon(html=f'<b class="year">{year}</b>')
    folium.Marker([(SOUTH + NORTH) / 2, (WEST + EAST) / 2], icon=mark).add_to(view)
    return view


def main() -> None:
    """Place slider and map."""
    stay_here()
    st.set_page_config(layout="wide")
    features = read_features(str(Path(sys.argv[1])))
    year = st.slider("Year", FIRST, LAST, OPENING)
    view = build_map(features, year)
    st_folium(view, key="map", height=650, use_container_width=True, returned_objects=[])


main()
