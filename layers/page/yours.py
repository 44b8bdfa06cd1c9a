"""The section in which visitors bring data of their own: dropped, examined, repaired, shown, kept."""

from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from geo.atlas import Atlas
from geo.brought import (
    BUDGET,
    COLORS,
    SYMBOLS,
    VISITOR,
    Look,
    Upload,
    to_project_file,
    years_of,
)
from geo.schema import is_undated
from geo.selection import to_query
from geo.timespan import to_label
from layers.page.beginning import show_beginning
from layers.page.examining import open_surgery, show_examining
from layers.page.keeping import kept
from layers.page.memory import keep
from layers.page.plain import to_plain
from layers.page.preview import ask_role, show_files, show_preview
from layers.page.visitor import (
    Own,
    ask_for,
    own_of,
    place,
    put,
    remove,
    restyle,
    say_notice,
    take_in,
    work_off,
)
from layers.view import MapView
from layers.wording import word

MEGABYTE: Final = 1_000_000


def show_yours(view: MapView, atlas: Atlas, base: tuple[MapView, Atlas]) -> None:
    """Place the section: what to bring, what was brought, and how to keep it.

    Parameters
    ----------
    base
        The atlas that all see, and the view of its dates.
    """
    language = view.language
    whole, all_see = base
    st.text(word("own-intro", language))
    open_surgery().prepare()
    if work_off(all_see, whole, language):
        st.rerun()
    _show_shelf(own_of(all_see), view, atlas, base)


def _show_shelf(own: Own, view: MapView, atlas: Atlas, base: tuple[MapView, Atlas]) -> None:
    """Place the fields for what is brought, and what was."""
    language = view.language
    _ask_files(own, base, language)
    show_examining(own.desk, language)
    for notice in own.notices:
        st.error(to_plain(say_notice(notice, language)))
    if not own.shelf.uploads:
        show_beginning(base[1], language)
        return
    upload = _choose(own, language)
    _show_upload(upload, own, view, language)
    _show_keeping(own, view, atlas, language)
    show_beginning(base[1], language)


def _ask_files(own: Own, base: tuple[MapView, Atlas], language: str) -> None:
    """Place the field to drop files on, and the one to paste a table into."""
    drop, paste = st.columns([3, 2], gap="medium")
    limits = word("own-kinds", language).format(
        files=VISITOR.files,
        each=BUDGET.bytes // MEGABYTE,
        most=f"{BUDGET.rows:,}",
        mb=VISITOR.bytes // MEGABYTE,
        rows=f"{VISITOR.shown:,}",
    )
    with drop, st.container(key="own-drop"):
        files = st.file_uploader(
            word("own-drop", language),
            accept_multiple_files=True,
            key=f"own drop {own.intake}",
        )
        st.caption(to_plain(limits))
    with paste:
        text = st.text_area(
            word("own-paste", language),
            placeholder=word("own-paste-help", language),
            key=f"own paste {own.intake}",
            height=122,
        )
        st.button(word("own-examine", language), key="own examine")
    if files:
        take_in(own, base[1], [(file.name, file.getvalue()) for file in files])
        st.rerun()
    if text.strip():
        name = f"{word('own-paste-name', language)}.csv"
        take_in(own, base[1], [(name, text.encode("utf-8", "surrogatepass"))])
        st.rerun()


def _choose(own: Own, language: str) -> Upload:
    """Place the choice among several files; give the one looked at."""
    uploads = {upload.number: upload for upload in own.shelf.uploads}
    if own.chosen not in uploads:
        own.chosen = next(reversed(uploads))
    if len(uploads) > 1:
        st.session_state["own chosen"] = own.chosen
        st.segmented_control(
            word("own-which", language),
            list(uploads),
            format_func=lambda n: _name_of(uploads[n], language),
            key="own chosen",
            required=True,
            on_change=_look_at,
            args=(own,),
        )
    return uploads[own.chosen]


def _look_at(own: Own) -> None:
    """Look at another file."""
    own.chosen = st.session_state["own chosen"]


def _name_of(upload: Upload, language: str) -> str:
    """Name a file, and say whether it is on the map."""
    mark = f" · {word('own-on-map', language)}" if upload.is_shown else ""
    return to_plain(f"{upload.name[:60]}{mark}")


def _show_upload(upload: Upload, own: Own, view: MapView, language: str) -> None:
    """Place all about one file: what to do with it beside what the doctor says."""
    with st.container(border=True):
        st.subheader(to_plain(upload.name[:120]), anchor=False)
        if own.desk.is_about(upload.number):
            st.caption(word("own-anew", language))
            return
        said, done = st.columns([3, 2], gap="medium")
        with said:
            show_preview(upload, own, language)
        with done:
            _ask_look(upload, own, language)
            _show_place(upload, own, view, language)
            with st.expander(word("own-files", language)):
                show_files(upload, own, language)
                _ask_next(upload, own, language)


def _ask_look(upload: Upload, own: Own, language: str) -> None:
    """Place the choice of title, colour, symbol and category."""
    if not upload.can_open or upload.package is not None:
        return
    key = f"own {upload.number}"
    look = upload.look
    values = {"title": look.title or upload.title, "color": look.color, "symbol": look.symbol}
    for name, value in values.items():
        st.session_state[f"{key} {name}"] = value
    change = partial(_restyle, own, upload, key)
    st.text_input(word("own-title", language), key=f"{key} title", max_chars=120, on_change=change)
    color, symbol = st.columns(2)
    with color:
        st.selectbox(
            word("own-color", language),
            COLORS,
            format_func=lambda c: word(f"own-color-{COLORS.index(c)}", language),
            key=f"{key} color",
            on_change=change,
        )
    with symbol:
        st.selectbox(
            word("own-symbol", language),
            SYMBOLS,
            format_func=lambda s: word(f"own-symbol-{s}", language),
            key=f"{key} symbol",
            on_change=change,
        )
    if upload.diagnosis.columns:
        ask_role(upload, own, "category", language, label=word("own-category", language))


def _restyle(own: Own, upload: Upload, key: str) -> None:
    """Follow the choice of title, colour and symbol."""
    state = st.session_state
    title = state[f"{key} title"].strip()
    usual = replace(upload, look=replace(upload.look, title="")).title
    look = Look("" if title == usual else title, state[f"{key} color"], state[f"{key} symbol"])
    ask_for(own, restyle, upload.number, look)


def _show_place(upload: Upload, own: Own, view: MapView, language: str) -> None:
    """Place the button that brings the file to the map, and say what then is to be seen."""
    label = word("own-hide" if upload.is_shown else "own-show", language)
    st.button(
        label,
        key=f"own {upload.number} place",
        type="secondary" if upload.is_shown else "primary",
        disabled=not upload.can_open,
        on_click=ask_for,
        args=(own, place, upload.number),
        kwargs={"is_shown": not upload.is_shown},
        width="stretch",
    )
    if upload.is_shown:
        _show_times(upload, own, view, language)
    st.button(
        word("own-remove", language),
        key=f"own {upload.number} remove",
        on_click=ask_for,
        args=(own, remove, upload.number),
        width="stretch",
    )


def _show_times(upload: Upload, own: Own, view: MapView, language: str) -> None:
    """Say over which years the file runs, and whether any of it is on the map now."""
    frame = upload.diagnosis.frame
    years = years_of(frame)
    if is_undated(frame).all() or years is None:
        st.caption(word("own-all-undated" if is_undated(frame).all() else "own-always", language))
        return
    first, last = years
    catalog = own.joined[0].catalog if own.joined else None
    if catalog and (first < catalog.first_year or last > catalog.last_year):
        st.caption(word("own-clock", language).format(first=first, last=last))
    held = sum(len(x.features) for x in view.dated if x.spec.id.startswith(upload.layer))
    if held:
        return
    st.caption(word("own-not-now", language))
    date = f"{first:04d}" if first >= 0 else f"-{-first:04d}"
    st.button(
        word("own-go-to", language).format(date=to_label(date, language=language)),
        key=f"own {upload.number} go",
        on_click=_go_to,
        args=(date,),
        width="stretch",
    )


def _go_to(date: str) -> None:
    """Bring the clock to a date."""
    keep(replace(st.session_state["selection"], date=date))


def _ask_next(upload: Upload, own: Own, language: str) -> None:
    """Place the field for the next version of a file."""
    given = st.file_uploader(
        word("own-next-version", language), key=f"own {upload.number} next {own.intake}"
    )
    if given is None:
        return
    own.intake += 1
    ask_for(own, put, upload.number, name=given.name, data=given.getvalue())
    st.rerun()


def _show_keeping(own: Own, view: MapView, atlas: Atlas, language: str) -> None:
    """Place the button that saves everything as a project file."""
    query = to_query(view.selection, catalog=atlas.catalog)
    st.download_button(
        word("own-project", language),
        data=kept(
            partial(to_project_file, atlas, own.shelf, query),
            file_name="project.atlas.zip",
            mime="application/zip",
            key="own project",
        ),
        file_name="project.atlas.zip",
        mime="application/zip",
        key="own project",
        on_click="ignore",
    )
    st.caption(word("own-project-help", language))
