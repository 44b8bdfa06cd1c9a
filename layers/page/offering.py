"""Taking away: a button for each format of the sheet or of the data."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from geo.atlas import Atlas
from geo.errors import AtlasError, PressError
from layers.citing import OWN_STYLE
from layers.export import EXPORTERS, export, suggest_name
from layers.page.keeping import kept
from layers.page.sheeting import ask_citation
from layers.render.frame import PlateOptions
from layers.render.worker import Press
from layers.saying import say_error
from layers.summary import build_sentence
from layers.view import MapView, build_view
from layers.wording import has_word, word


@st.cache_resource(show_spinner=False)
def open_press() -> Press:
    """Keep one press for all visitors: its workers print one sheet each at a time."""
    return Press()


def label_of(name: str, language: str) -> str:
    """Say what a format is called; most are called the same everywhere."""
    key = f"format-{name}"
    return word(key, language) if has_word(key) else EXPORTERS[name].label


def _said(make: Callable[[], bytes], language: str) -> bytes:
    """Make a file, or say in the reader's language why it cannot be made."""
    try:
        return make()
    except AtlasError as error:
        raise PressError(say_error(error, language)) from error


def offer(
    view: MapView,
    atlas: Atlas,
    *,
    options: PlateOptions | None,
    dpi: int = 300,
    has_pictures: bool = True,
    citation: str = OWN_STYLE,
) -> None:
    """Place a button for each format: of the sheet where options are given, else of the data.

    Parameters
    ----------
    has_pictures
        Whether pictures of so many pixels can be made at all.
    citation
        How a file of data that lists its sources cites them.
    """
    told = options or PlateOptions(citation=citation)
    press = open_press()
    with st.container(horizontal=True):
        for name, exporter in EXPORTERS.items():
            if exporter.uses_sheet is (options is None):
                continue
            if exporter.uses_dpi and not has_pictures:
                continue
            key, file_name = f"download {name}", suggest_name(view, exporter.suffix)
            make = partial(export, view, name, options=told, dpi=dpi, atlas=atlas, press=press)
            st.download_button(
                label_of(name, view.language),
                data=kept(
                    partial(_said, make, view.language),
                    file_name=file_name,
                    mime=exporter.mime,
                    key=key,
                ),
                file_name=file_name,
                mime=exporter.mime,
                key=key,
                on_click="ignore",
            )


def show_data(view: MapView, atlas: Atlas) -> None:
    """Place the formats in which what is on the map, or everything, can be taken away."""
    language = view.language
    everything = st.toggle(word("all-dates", language), key="all data")
    taken = build_view(atlas, replace(view.selection, date="../..")) if everything else view
    st.text(build_sentence(taken))
    citation = ask_citation(language)
    offer(taken, atlas, options=None, citation=citation)
