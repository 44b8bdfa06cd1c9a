"""A page that hides the map in its second tab."""

from pathlib import Path

import streamlit as st

from geo.atlas import load_atlas
from geo.selection import opening
from layers.view import build_whole
from layers.webmap import show_map

atlas = load_atlas(Path(__file__).parents[1] / "tiny_atlas")
first, second = st.tabs(["Text", "Map"])
first.text("The map is in the other tab.")
with second:
    show_map(build_whole(atlas), opening(atlas.catalog), atlas=atlas)
