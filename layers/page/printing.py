"""The section for printing: the sheet's options beside its preview, and the series of many dates."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from geo.atlas import Atlas
from geo.catalog import localized
from geo.selection import to_query
from layers.export import export
from layers.page.offering import offer
from layers.page.serial import show_series
from layers.render.frame import FURNITURE, SHEETS, Orientation, PlateOptions
from layers.render.inks import INKS
from layers.view import MapView
from layers.wording import word

ORIENTATIONS: Final[tuple[Orientation, ...]] = ("portrait", "landscape")


def link_to(view: MapView, atlas: Atlas) -> str:
    """Give the address under which the same map can be seen again; empty where it is not known."""
    address = (st.context.url or "").partition("?")[0]
    query = urlencode(to_query(view.selection, catalog=atlas.catalog))
    return f"{address}?{query}" if address else ""


def ask_sheet(view: MapView) -> tuple[MapView, PlateOptions, int]:
    """Place the sheet's options; give the view to print, how, and at how many dots per inch."""
    language = view.language
    presets = {"": word("as-on-map", language)}
    presets |= {p.id: localized(p.title, language) for p in view.presets}
    chosen = st.selectbox(
        word("view", language), list(presets), format_func=presets.__getitem__, key="plate view"
    )
    sheet = st.selectbox(word("sheet", language), list(SHEETS), key="plate sheet")
    orientation = st.radio(
        word("orientation", language),
        ORIENTATIONS,
        format_func=lambda x: word(x, language),
        key="plate orientation",
        horizontal=True,
    )
    inks = st.selectbox(
        word("inks", language),
        list(INKS),
        format_func=lambda x: word(f"inks-{x}", language),
        key="inks",
    )
    dpi = st.select_slider(word("dpi", language), [96, 150, 300, 600], 300, key="plate dpi")
    title = st.text_input(word("title", language), placeholder=view.title, key="plate title")
    note = st.text_input(word("note", language), key="plate note")
    shown = st.pills(
        word("show", language),
        sorted(FURNITURE),
        default=sorted(FURNITURE),
        selection_mode="multi",
        format_func=lambda x: word(f"show-{x}", language),
        key="plate show",
        wrap=True,
    )
    options = PlateOptions(
        sheet=sheet,
        orientation=orientation,
        title=title or None,
        note=note,
        show=frozenset(shown),
        inks=inks,
    )
    return (view.at(chosen) if chosen else view), options, dpi


def show_print(view: MapView, atlas: Atlas) -> None:
    """Place the sheet's options, its preview, and one button for each format."""
    controls, preview = st.columns([1, 2], gap="medium")
    with controls:
        plate, options, dpi = ask_sheet(view)
        options = replace(options, link=link_to(plate, atlas))
    with preview, st.spinner(word("drawing", view.language)):
        sheet = export(plate, "svg", options=options).decode()
        st.image(sheet, width="stretch", alt=f"{plate.title}, {plate.date_label}")
    with controls:
        offer(plate, atlas, options=options, dpi=dpi)
        with st.expander(word("series", view.language)):
            show_series(plate, atlas, options)
