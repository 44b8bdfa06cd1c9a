"""The section for printing: the sheet's options beside its preview, and the series of many dates."""

from dataclasses import replace

import streamlit as st

from geo.atlas import Atlas
from geo.errors import LimitError
from geo.letters import name_all
from layers.export import (
    check_options,
    check_pixels,
    cite_view,
    export,
    missing_from_view,
    state_text,
    to_link,
)
from layers.page.offering import offer
from layers.page.plain import to_plain
from layers.page.serial import show_series
from layers.page.sheeting import ask_sheet, ask_view, tell_size
from layers.render.frame import PlateOptions
from layers.saying import say_error
from layers.view import MapView
from layers.wording import word


def link_to(view: MapView, atlas: Atlas) -> str:
    """Give the address under which the same map can be seen again; empty where it is not known."""
    address = (st.context.url or "").partition("?")[0]
    return to_link(address, view, catalog=atlas.catalog)


def show_print(view: MapView, atlas: Atlas) -> None:
    """Place the sheet's options, its preview, and one button for each format."""
    controls, preview = st.columns([1, 2], gap="medium")
    with controls:
        plate = ask_view(view)
        options, dpi = ask_sheet(plate)
    options = replace(options, link=link_to(plate, atlas))
    with preview:
        try:
            check_options(options)
        except LimitError as error:
            st.error(to_plain(say_error(error, view.language)))
            return
        _show_sheet(plate, atlas, options, dpi)
    with controls:
        _tell(plate, options, dpi)
        with st.expander(word("series", view.language)):
            show_series(plate, atlas, options)


def _show_sheet(plate: MapView, atlas: Atlas, options: PlateOptions, dpi: int) -> None:
    """Place a button for each format that can be made, and the sheet as it will be."""
    language, has_pictures = plate.language, True
    try:
        check_pixels(options.size_mm, dpi)
    except LimitError as error:
        st.warning(to_plain(say_error(error, language)))
        has_pictures = False
    offer(plate, atlas, options=options, dpi=dpi, has_pictures=has_pictures)
    tell_size(options, dpi, language)
    if missing := missing_from_view(plate, options):
        st.warning(word("missing-letters", language).format(letters=to_plain(name_all(missing))))
    with st.spinner(word("drawing", language)):
        sheet = export(plate, "svg", options=options).decode()
    width, height = options.size_mm
    is_tall = height > width * 1.6
    st.image(
        sheet,
        width=max(round(700 * width / height), 60) if is_tall else "stretch",
        alt=f"{plate.title}, {plate.date_label}",
    )


def _tell(plate: MapView, options: PlateOptions, dpi: int) -> None:
    """Place what a reader writes down: the citation of the view, its link, its state."""
    language = plate.language
    with st.expander(word("cite-view", language)):
        st.code(cite_view(plate, options), language=None, wrap_lines=True)
        st.caption(word("read-on", language))
        if options.link:
            st.caption(word("link", language))
            st.code(options.link, language=None, wrap_lines=True)
        st.caption(word("state", language))
        st.code(state_text(plate, options, "pdf", dpi), language=None, wrap_lines=True)
