"""The page: reads what the visitor asks, and places what the atlas answers.

Streamlit runs this file for each visitor. Before that, the server that starts imports it and finds
``app``: the same page, warmed while the server begins to answer.
"""

import argparse
import gc
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Final

import streamlit as st

if __name__ != "__main__":
    gc.disable()  # nothing that is imported becomes rubbish: looking for some takes a sixth

from geo.atlas import Atlas
from geo.catalog import localized
from geo.errors import AtlasError, InvalidDataError
from geo.selection import Selection
from layers.page.memory import hold_to, keep, open_selection, speak
from layers.page.rail import ask
from layers.page.reading import show_holds, show_numbers, show_record, show_treaty
from layers.page.shelf import read_atlas, read_whole, seen_by_visitor, warmed
from layers.summary import build_sentence
from layers.view import MapView, build_view
from layers.webmap import PAGE_STYLE, show_map
from layers.wording import LANGUAGES, word

HERE: Final = Path(__file__).parent
SECTIONS: Final = (
    "holds", "treaty", "numbers", "people", "disputes", "sources", "print", "data", "yours",
)  # fmt: skip


def data_folder() -> str:
    """Give the atlas folder named on the command line, or the embedded one."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data", default=str(HERE / "data"))
    known, _ = parser.parse_known_args(sys.argv[1:])
    return str(known.data)


def listen(whole: MapView, atlas: Atlas, selection: Selection, *, root: str) -> Selection:
    """Place the map, and take over what the visitor did on it since the last run."""
    focus = st.session_state["focus"]
    all_see = read_atlas(root)
    base = None if atlas is all_see else (read_whole(root, selection.language), all_see)
    state = show_map(whole, selection, atlas=atlas, focus=focus, base=base)
    if state == st.session_state.get("heard"):
        return selection
    st.session_state["heard"] = state
    return keep(
        replace(
            selection,
            date=state.date,
            layers=state.layers,
            hidden=state.hidden,
            extent=state.extent,
            possible=state.possible,
        )
    )


def show_section(view: MapView, atlas: Atlas, root: str) -> None:
    """Place the section the visitor chose under the map.

    What prints and writes files is imported when it is asked for: the first map does not wait for it.
    """
    section = st.segmented_control(
        word("sections", view.language),
        SECTIONS,
        default="holds",
        required=True,
        format_func=lambda key: word(f"section-{key}", view.language),
        key="section",
        label_visibility="collapsed",
    )
    match section:
        case "treaty":
            show_treaty(view, atlas)
        case "numbers":
            show_numbers(view, atlas)
        case "people" | "disputes" | "sources":
            show_record(section, view, atlas)
        case "print":
            import_module("layers.page.printing").show_print(view, atlas)
        case "data":
            import_module("layers.page.offering").show_data(view, atlas)
        case "yours":
            import_module("layers.page.yours").show_yours(
                view, atlas, (read_whole(root, view.language), read_atlas(root))
            )
        case _:
            show_holds(view, atlas)


def show_head(view: MapView, atlas: Atlas) -> None:
    """Place the title, the sentence of what is on the map, and the languages."""
    language = view.language
    title, languages = st.columns([5, 2], vertical_alignment="bottom")
    with title:
        st.title(localized(atlas.catalog.title, language), anchor=False)
    with languages:
        st.session_state["language"] = language
        st.segmented_control(
            word("language", language),
            list(atlas.catalog.languages),
            format_func=lambda code: LANGUAGES.get(code, code),
            key="language",
            required=True,
            label_visibility="collapsed",
            on_change=speak,
            args=("language",),
        )
    st.text(build_sentence(view))


def show_atlas(root: str) -> None:
    """Place the whole page for one atlas folder."""
    base = read_atlas(root)
    selection = open_selection(base)
    atlas, whole = seen_by_visitor(root, selection.language)
    selection = hold_to(selection, atlas)
    head = st.container(key="head")
    selection = listen(whole, atlas, selection, root=root)
    ask(whole, atlas, selection)
    view = build_view(atlas, selection)
    with head:
        show_head(view, atlas)
    show_section(view, atlas, root)


def main() -> None:
    """Place the page, or say in words why it cannot be placed."""
    st.set_page_config(
        page_title="The Convention Atlas", layout="wide", initial_sidebar_state="collapsed"
    )
    st.html(PAGE_STYLE)
    root = data_folder()
    try:
        show_atlas(root)
    except InvalidDataError as error:
        st.error(f"The atlas folder {root} cannot be opened; these are the reasons.")
        st.table([{"file": p.file, "where": p.where, "problem": p.message} for p in error.problems])
    except AtlasError as error:
        st.error(str(error))


if __name__ == "__main__":
    main()
else:
    gc.enable()
    app = st.App(__file__, lifespan=lambda _: warmed(data_folder()))
