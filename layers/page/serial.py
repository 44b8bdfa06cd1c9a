"""Many dates in one file: asked for, made before the visitor's eyes, taken away."""

import streamlit as st

from geo.atlas import Atlas
from geo.errors import AtlasError
from layers.export import FILM_DPI, SeriesOrder, build_series, suggest_series_name
from layers.page.offering import open_press
from layers.render.frame import PlateOptions
from layers.series import (
    PHASES,
    SERIES_KINDS,
    Series,
    Watch,
    estimate_bytes,
    make_series,
    parse_moments,
)
from layers.view import MapView
from layers.wording import word


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
