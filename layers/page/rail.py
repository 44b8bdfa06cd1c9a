"""The sidebar: language of the labels, layers and their categories."""

from dataclasses import replace

import streamlit as st

from geo.atlas import Atlas
from geo.catalog import localized
from geo.selection import Selection
from layers.page.memory import keep, speak
from layers.page.plain import to_plain
from layers.view import MapView
from layers.wording import LANGUAGES, word


def take_over(whole: MapView) -> None:
    """Turn the sidebar's state into the selection: the sidebar spoke last."""
    state = st.session_state
    layers, hidden = set(), set()
    for layer in whole.dated:
        spec = layer.spec
        if state[f"layer {spec.id}"]:
            layers.add(spec.id)
        every = {f"{spec.id}/{category.id}" for category in spec.categories}
        hidden |= every - set(state.get(f"categories {spec.id}", every))
    keep(
        replace(
            state["selection"],
            layers=frozenset(layers),
            hidden=frozenset(hidden),
            possible=not state["certain only"],
        )
    )


def ask_layer(whole: MapView, layer_id: str, selection: Selection) -> None:
    """Place one layer's switch and, when it is on, those of its categories."""
    spec = next(layer.spec for layer in whole.dated if layer.spec.id == layer_id)
    st.session_state[f"layer {spec.id}"] = spec.id in selection.layers
    st.checkbox(
        to_plain(localized(spec.title, selection.language)),
        key=f"layer {spec.id}",
        on_change=take_over,
        args=(whole,),
    )
    titles = {
        f"{spec.id}/{c.id}": to_plain(localized(c.title, selection.language))
        for c in spec.categories
    }
    if spec.id not in selection.layers or len(titles) == 1:
        return
    st.session_state[f"categories {spec.id}"] = [k for k in titles if k not in selection.hidden]
    st.pills(
        to_plain(localized(spec.title, selection.language)),
        list(titles),
        selection_mode="multi",
        format_func=titles.__getitem__,
        key=f"categories {spec.id}",
        wrap=True,
        label_visibility="collapsed",
        on_change=take_over,
        args=(whole,),
    )


def ask(whole: MapView, atlas: Atlas, selection: Selection) -> None:
    """Place the sidebar: language of the labels, layers and their categories."""
    language = selection.language
    st.session_state["language of labels"] = language
    st.session_state["certain only"] = not selection.possible
    with st.sidebar:
        st.selectbox(
            word("language", language),
            list(atlas.catalog.languages),
            format_func=lambda code: LANGUAGES.get(code, code),
            key="language of labels",
            on_change=speak,
            args=("language of labels",),
        )
        for group in atlas.catalog.groups:
            ids = [x.spec.id for x in whole.dated if x.spec.group == group.id]
            if not ids:
                continue
            st.caption(to_plain(localized(group.title, language)))
            for layer_id in ids:
                ask_layer(whole, layer_id, selection)
        st.toggle(
            word("certain-only", language), key="certain only", on_change=take_over, args=(whole,)
        )
