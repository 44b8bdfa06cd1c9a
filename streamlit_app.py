"""The page: reads what the visitor asks, and places what the atlas answers."""

import argparse
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from geo.atlas import Atlas, load_atlas
from geo.catalog import localized
from geo.errors import AtlasError, InvalidDataError
from geo.selection import Selection, parse_query, to_query
from layers.export import (
    EXPORTERS,
    FILM_DPI,
    SeriesOrder,
    build_series,
    export,
    suggest_name,
    suggest_series_name,
)
from layers.render.frame import FURNITURE, SHEETS, Orientation, PlateOptions
from layers.render.inks import INKS
from layers.render.worker import Press
from layers.series import (
    PHASES,
    SERIES_KINDS,
    Series,
    Watch,
    estimate_bytes,
    make_series,
    parse_moments,
)
from layers.summary import build_sentence, date_of_interest
from layers.table import (
    build_disputes,
    build_numbers,
    build_people,
    build_sources_table,
    build_table,
    build_treaty,
)
from layers.view import MapView, build_view, build_whole
from layers.webmap import PAGE_STYLE, show_map
from layers.wording import LANGUAGES, word

HERE: Final = Path(__file__).parent
ORIENTATIONS: Final[tuple[Orientation, ...]] = ("portrait", "landscape")
SECTIONS: Final = ("holds", "treaty", "numbers", "people", "disputes", "sources", "print", "data")


def data_folder() -> str:
    """Give the atlas folder named on the command line, or the embedded one."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data", default=str(HERE / "data"))
    known, _ = parser.parse_known_args(sys.argv[1:])
    return str(known.data)


@st.cache_resource(show_spinner="Reading the atlas …")
def read_atlas(root: str) -> Atlas:
    """Load an atlas folder once for all visitors."""
    return load_atlas(Path(root))


@st.cache_resource(show_spinner="Drawing the map …", max_entries=8)
def read_whole(root: str, language: str) -> MapView:
    """Build the view of all dates once for each language."""
    return build_whole(read_atlas(root), language=language)


@st.cache_resource(show_spinner=False)
def open_press() -> Press:
    """Keep one press for all visitors: its workers print one sheet each at a time."""
    return Press()


def open_selection(atlas: Atlas) -> Selection:
    """Give the visitor's selection; the first is what the address asks for."""
    if "selection" not in st.session_state:
        selection, notices = parse_query(dict(st.query_params), catalog=atlas.catalog)
        st.session_state["selection"] = selection
        st.session_state["focus"] = ""
        for notice in notices:
            st.toast(notice)
    stored: Selection = st.session_state["selection"]
    return stored


def keep(selection: Selection) -> Selection:
    """Remember the visitor's selection until the next run."""
    st.session_state["selection"] = selection
    return selection


def listen(whole: MapView, atlas: Atlas, selection: Selection) -> Selection:
    """Place the map, and take over what the visitor did on it since the last run."""
    focus = st.session_state["focus"]
    state = show_map(whole, selection, atlas=atlas, focus=focus)
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


def speak(key: str) -> None:
    """Take the language of the labels from one of its two controls."""
    keep(replace(st.session_state["selection"], language=st.session_state[key]))


def ask_layer(whole: MapView, layer_id: str, selection: Selection) -> None:
    """Place one layer's switch and, when it is on, those of its categories."""
    spec = next(layer.spec for layer in whole.dated if layer.spec.id == layer_id)
    st.session_state[f"layer {spec.id}"] = spec.id in selection.layers
    st.checkbox(
        localized(spec.title, selection.language),
        key=f"layer {spec.id}",
        on_change=take_over,
        args=(whole,),
    )
    titles = {f"{spec.id}/{c.id}": localized(c.title, selection.language) for c in spec.categories}
    if spec.id not in selection.layers or len(titles) == 1:
        return
    st.session_state[f"categories {spec.id}"] = [k for k in titles if k not in selection.hidden]
    st.pills(
        localized(spec.title, selection.language),
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
            st.caption(localized(group.title, language))
            for layer_id in ids:
                ask_layer(whole, layer_id, selection)
        st.toggle(
            word("certain-only", language), key="certain only", on_change=take_over, args=(whole,)
        )


def show_table(table: pd.DataFrame, language: str) -> None:
    """Place a table under headings in the visitor's language; addresses become links."""
    titles: dict[str, Any] = {name: word(f"column-{name}", language) for name in table.columns}
    config = {"url": st.column_config.LinkColumn(titles["url"])} if "url" in titles else {}
    st.dataframe(table, hide_index=True, column_config=titles | config)


def show_holds(view: MapView, atlas: Atlas) -> None:
    """Place the table of what holds; a row that is chosen moves the map and the clock."""
    language = view.language
    everything = st.toggle(word("all-dates", language), key="all dates")
    shown = build_view(atlas, replace(view.selection, date="../..")) if everything else view
    table = build_table(shown)
    st.caption(word("rows", language).format(n=len(table)))
    event = st.dataframe(
        table,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"table {view.selection.date} {everything}",
        column_config={name: word(f"column-{name}", language) for name in table.columns},
    )
    rows = event["selection"]["rows"]
    if rows:
        show_on_map(str(table["id"].iloc[rows[0]]), atlas)


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


def show_treaty(view: MapView, atlas: Atlas) -> None:
    """Place the articles of the treaty, each with its basis, its sources and its places."""
    for part in build_treaty(atlas, language=view.language):
        st.subheader(part.title)
        for article in part.articles:
            with st.expander(article.heading):
                st.text(article.text)
                st.caption(article.basis)
                for citation in article.citations:
                    st.caption(citation)
                for identifier, name in article.links:
                    if st.button(name, key=f"article {article.id} {identifier}"):
                        show_on_map(identifier, atlas)


def show_numbers(view: MapView, atlas: Atlas) -> None:
    """Place the figures the sources give: as points, never as a curve through guesses."""
    numbers = build_numbers(atlas)
    unit = st.selectbox(word("unit", view.language), sorted(set(numbers["unit"])), key="unit")
    chosen = numbers[numbers["unit"] == unit]
    points = chosen.dropna(subset=["amount", "year"])
    if len(points) > 1:
        st.scatter_chart(points, x="year", y="amount", color="series", x_label="", y_label=unit)
    show_table(chosen.drop(columns=["amount", "year"]), view.language)


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


def ask_dates(atlas: Atlas, language: str) -> str:
    """Place the dates of a series: years from one to another, or the phases of the atlas."""
    catalog = atlas.catalog
    whole = st.radio(
        word("series-dates", language),
        ["years", PHASES] if catalog.phases else ["years"],
        format_func=lambda x: word(f"series-{x}", language),
        key="series dates",
        horizontal=True,
    )
    if whole == PHASES:
        return PHASES
    around = int(catalog.date[:4])
    usual = max(catalog.first_year, around - 5), min(catalog.last_year, around + 5)
    first, last = st.slider(
        word("series-years", language),
        catalog.first_year,
        catalog.last_year,
        usual,
        key="series years",
    )
    step = st.number_input(word("series-step", language), 1, 50, 1, key="series step")
    return f"{first:04d}/{last:04d}/{step}"


def show_series(plate: MapView, atlas: Atlas, options: PlateOptions) -> None:
    """Place the making of one file from many dates; whoever changes anything stops it."""
    language = plate.language
    dates = ask_dates(atlas, language)
    kind = st.selectbox(
        word("series-becomes", language),
        list(SERIES_KINDS),
        format_func=lambda x: word(f"series-{x}", language),
        key="series kind",
    )
    try:
        count = len(parse_moments(dates, catalog=atlas.catalog, language=language))
        size = estimate_bytes(kind, count, options, FILM_DPI) / 1e6
        label = word("series-make", language).format(n=count, mb=f"{size:.1f}")
        if st.button(label, key="make series"):
            order = SeriesOrder(plate.selection, options, dates)
            make_and_offer(build_series(atlas, order, press=open_press().print_job), kind)
    except AtlasError as error:
        st.error(str(error))


def make_and_offer(series: Series, kind: str) -> None:
    """Make a series before the visitor's eyes, and place the button that takes it away."""
    words = word("series-step-done", series.language)
    bar = st.progress(0.0)

    def tell(done: int, total: int) -> None:
        bar.progress(done / total, words.format(done=done, total=total))

    made = make_series(series, kind, watch=Watch(tell))
    bar.empty()
    st.download_button(
        f"{word(f'series-{kind}', series.language)} ({len(made) / 1e6:.1f} MB)",
        data=made,
        file_name=suggest_series_name(series, kind),
        mime=SERIES_KINDS[kind].mime,
        key="download series",
        on_click="ignore",
    )


def offer(view: MapView, atlas: Atlas, *, options: PlateOptions | None, dpi: int = 300) -> None:
    """Place a button for each format: of the sheet where options are given, else of the data."""
    press = open_press()
    with st.container(horizontal=True):
        for name, exporter in EXPORTERS.items():
            if exporter.uses_sheet is (options is None):
                continue
            st.download_button(
                exporter.label,
                data=partial(
                    export, view, name, options=options, dpi=dpi, atlas=atlas, press=press
                ),
                file_name=suggest_name(view, exporter.suffix),
                mime=exporter.mime,
                key=f"download {name}",
                on_click="ignore",
            )


def show_data(view: MapView, atlas: Atlas) -> None:
    """Place the formats in which what is on the map, or everything, can be taken away."""
    language = view.language
    everything = st.toggle(word("all-dates", language), key="all data")
    taken = build_view(atlas, replace(view.selection, date="../..")) if everything else view
    st.text(build_sentence(taken))
    offer(taken, atlas, options=None)


def show_section(view: MapView, atlas: Atlas) -> None:
    """Place the section the visitor chose under the map."""
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
        case "people":
            show_table(build_people(atlas), view.language)
        case "disputes":
            show_table(build_disputes(atlas), view.language)
        case "sources":
            show_table(build_sources_table(atlas, view), view.language)
        case "print":
            show_print(view, atlas)
        case "data":
            show_data(view, atlas)
        case _:
            show_holds(view, atlas)


def show_head(view: MapView, atlas: Atlas) -> None:
    """Place the title, the sentence of what is on the map, and the languages."""
    language = view.language
    title, languages = st.columns([3, 1], vertical_alignment="bottom")
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
    atlas = read_atlas(root)
    selection = open_selection(atlas)
    whole = read_whole(root, selection.language)
    head = st.container()
    selection = listen(whole, atlas, selection)
    ask(whole, atlas, selection)
    view = build_view(atlas, selection)
    with head:
        show_head(view, atlas)
    show_section(view, atlas)


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


main()
