"""What the page remembers of one visitor between two runs: the selection, what was looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import streamlit as st

from geo.atlas import Atlas
from geo.selection import Selection, parse_query
from layers.page.plain import to_plain
from layers.saying import say
from layers.summary import date_of_interest


def open_selection(atlas: Atlas) -> Selection:
    """Give the visitor's selection; the first is what the address asks for."""
    if "selection" not in st.session_state:
        selection, notices = parse_query(dict(st.query_params), catalog=atlas.catalog)
        st.session_state["selection"] = selection
        st.session_state["focus"] = ""
        for notice in notices:
            st.toast(to_plain(say(notice, selection.language)))
    stored: Selection = st.session_state["selection"]
    return stored


def hold_to(selection: Selection, atlas: Atlas) -> Selection:
    """Give the selection, with the atlas's first view where its own has gone with a layer."""
    if any(view.id == selection.view for view in atlas.catalog.views):
        return selection
    return keep(replace(selection, view=atlas.catalog.view))


def keep(selection: Selection) -> Selection:
    """Remember the visitor's selection until the next run."""
    st.session_state["selection"] = selection
    return selection


def recall(usual: Mapping[str, object]) -> None:
    """Give controls the values they had when they were last on the page, or their usual ones.

    Streamlit forgets the value of a control as soon as one run does not place it.
    """
    kept = st.session_state.setdefault("kept", {})
    for key, value in usual.items():
        if key not in st.session_state:
            st.session_state[key] = kept.get(key, value)


def remember(keys: Iterable[str]) -> None:
    """Keep the values of controls for the time when they are not on the page."""
    kept = st.session_state.setdefault("kept", {})
    kept.update({key: st.session_state[key] for key in keys if key in st.session_state})


def speak(key: str) -> None:
    """Take the language of the labels from one of its two controls."""
    keep(replace(st.session_state["selection"], language=st.session_state[key]))


def show_on_map(feature_id: str, atlas: Atlas) -> None:
    """Bring a feature to the map: its date to the clock, its card to the side."""
    if st.session_state["focus"] == feature_id:
        return
    st.session_state["focus"] = feature_id
    selection: Selection = st.session_state["selection"]
    feature = atlas.row(feature_id)
    keep(
        replace(
            selection,
            date=date_of_interest(feature, selection),
            layers=selection.layers | {str(feature["layer"])},
        )
    )
    st.rerun()
