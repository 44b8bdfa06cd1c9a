"""The sheet's options: asked for, remembered while other sections are open, refused in words."""

from dataclasses import replace
from typing import Final

import streamlit as st

from geo.catalog import localized
from layers.citing import OWN_STYLE, STYLE_NAMES
from layers.page.memory import recall, remember
from layers.render.frame import (
    ACROSS,
    FURNITURE,
    SHEETS,
    USUAL,
    Orientation,
    PlateOptions,
)
from layers.render.inks import INKS
from layers.view import MapView
from layers.wording import sheet_word, word

ORIENTATIONS: Final[tuple[Orientation, ...]] = ("portrait", "landscape")
RESOLUTIONS: Final = (96, 120, 150, 200, 300, 400, 600, 800, 1200)
OWN: Final = ""
_INCH_MM: Final = 25.4
_CITATION: Final = "citation style"
_USUAL: Final = {
    "plate view": "",
    "plate sheet": "A4",
    "plate unit": "mm",
    "plate width": 160.0,
    "plate height": 120.0,
    "plate orientation": "portrait",
    "inks": "screen",
    "plate dpi": 300,
    "plate title": "",
    "plate note": "",
    "plate show": sorted(USUAL),
}


def ask_citation(language: str) -> str:
    """Place the choice of a citation style, which is one for the whole page."""
    recall({_CITATION: OWN_STYLE})
    names = {OWN_STYLE: word("citation-atlas", language), **STYLE_NAMES}
    style: str = st.selectbox(
        word("citation", language), list(names), format_func=names.__getitem__, key=_CITATION
    )
    remember([_CITATION])
    return style


def ask_view(view: MapView) -> MapView:
    """Place the choice of what to print: as on the map, or a preset."""
    language = view.language
    recall(_USUAL)
    presets = {"": word("as-on-map", language)}
    presets |= {p.id: localized(p.title, language) for p in view.presets}
    if st.session_state["plate view"] not in presets:
        st.session_state["plate view"] = ""
    chosen: str = st.selectbox(
        word("view", language), list(presets), format_func=presets.__getitem__, key="plate view"
    )
    return view.at(chosen) if chosen else view


def _ask_size(language: str) -> tuple[str, tuple[float, float] | None]:
    """Place the size of the sheet: one there is, or one's own; give its name, or its lengths."""
    sheet: str = st.selectbox(
        word("sheet", language),
        [*SHEETS, OWN],
        format_func=lambda name: (
            word("own-size", language) if name == OWN else sheet_word(name, language)
        ),
        key="plate sheet",
        on_change=_lay,
    )
    if sheet != OWN:
        return sheet, None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        width = st.number_input(word("width", language), min_value=1.0, key="plate width")
        height = st.number_input(word("height", language), min_value=1.0, key="plate height")
        st.segmented_control(
            word("size-unit", language), ["mm", "px"], key="plate unit", required=True
        )
    return "A4", (width, height)


def _lay() -> None:
    """Lay a sheet across that usually lies so, as soon as it is chosen."""
    if st.session_state["plate sheet"] in ACROSS:
        st.session_state["plate orientation"] = "landscape"


def ask_sheet(view: MapView) -> tuple[PlateOptions, int]:
    """Place the sheet's options; give them and the dots per inch."""
    language = view.language
    recall(_USUAL)
    sheet, own = _ask_size(language)
    orientation: Orientation = "portrait"
    if own is None:
        orientation = st.radio(
            word("orientation", language),
            ORIENTATIONS,
            format_func=lambda x: word(x, language),
            key="plate orientation",
            horizontal=True,
        )
    dpi: int = st.select_slider(word("dpi", language), RESOLUTIONS, key="plate dpi")
    if own and st.session_state["plate unit"] == "px":
        own = (own[0] / dpi * _INCH_MM, own[1] / dpi * _INCH_MM)
    inks: str = st.selectbox(
        word("inks", language),
        list(INKS),
        format_func=lambda x: word(f"inks-{x}", language),
        key="inks",
    )
    options = _ask_words(
        PlateOptions(
            sheet=sheet,
            orientation=orientation,
            width_mm=own[0] if own else None,
            height_mm=own[1] if own else None,
            inks=inks,
        ),
        view,
    )
    remember(_USUAL)
    return options, dpi


def _ask_words(options: PlateOptions, view: MapView) -> PlateOptions:
    """Place title, note, citation style and the parts of the sheet."""
    language = view.language
    title = st.text_input(
        word("title", language), placeholder=view.title, key="plate title", max_chars=300
    )
    note = st.text_input(word("note", language), key="plate note", max_chars=1000)
    citation = ask_citation(language)
    shown = st.pills(
        word("show", language),
        sorted(FURNITURE),
        selection_mode="multi",
        format_func=lambda x: word(f"show-{x}", language),
        key="plate show",
        wrap=True,
    )
    return replace(
        options, title=title or None, note=note, citation=citation, show=frozenset(shown)
    )


def tell_size(options: PlateOptions, dpi: int, language: str) -> None:
    """Say how large the sheet is, on paper and as a picture."""
    width, height = options.size_mm
    st.caption(
        word("pixels", language).format(
            width=f"{width:.4g}",
            height=f"{height:.4g}",
            across=f"{round(width / _INCH_MM * dpi):,}".replace(",", "\u202f"),
            down=f"{round(height / _INCH_MM * dpi):,}".replace(",", "\u202f"),
        )
    )
