"""Many dates in one file: asked for, made before the visitor's eyes, stopped, taken away."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import ceil
from time import monotonic
from typing import Final

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.atlas import Atlas
from geo.errors import AtlasError
from layers.export import FILM_DPI, SeriesOrder, build_series, suggest_series_name
from layers.page.memory import recall, remember
from layers.page.offering import open_press
from layers.page.plain import to_plain
from layers.render.frame import PlateOptions
from layers.render.press import Job
from layers.saying import say_error
from layers.series import (
    PHASES,
    SERIES_KINDS,
    Errand,
    Watch,
    estimate_bytes,
    make_series,
    parse_moments,
)
from layers.view import MapView
from layers.wording import word

AT_ONCE: Final = 2  # series made at the same time, of all visitors
LOOK_SECONDS: Final = 0.7
GONE_SECONDS: Final = 20.0  # after which a visitor who is not connected is not waited for


@dataclass(frozen=True, slots=True)
class Made:
    """A file and its name."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Ordered:
    """What a visitor has ordered, and the errand that makes it."""

    atlas: Atlas
    order: SeriesOrder
    kind: str
    errand: Errand[Made]

    def is_of(self, atlas: Atlas, order: SeriesOrder, kind: str) -> bool:
        """Tell whether it is still what the page says."""
        return (self.atlas is atlas) and (self.order, self.kind) == (order, kind)


@st.cache_resource(show_spinner=False)
def open_turns() -> threading.Semaphore:
    """Keep the turns that all visitors share."""
    return threading.Semaphore(AT_ONCE)


def attendance() -> Callable[[], bool]:
    """Give what tells, from any thread, whether this visitor's page is still open."""
    context = get_script_run_ctx()
    seen = [monotonic()]

    def is_there() -> bool:
        if context is None or not runtime.exists():
            return True
        if runtime.get_instance().is_active_session(context.session_id):
            seen[0] = monotonic()
        return monotonic() - seen[0] < GONE_SECONDS

    return is_there


def ask_dates(atlas: Atlas, language: str) -> str:
    """Place the dates of a series: years from one to another, or the phases of the atlas."""
    catalog = atlas.catalog
    around = int(catalog.date[:4])
    usual = max(catalog.first_year, around - 5), min(catalog.last_year, around + 5)
    recall({"series dates": "years", "series years": usual, "series step": 1})
    first, last = st.session_state["series years"]
    if not catalog.first_year <= first <= last <= catalog.last_year:
        st.session_state["series years"] = usual  # of an atlas with other years
    whole = st.radio(
        word("series-dates", language),
        ["years", PHASES] if catalog.phases else ["years"],
        format_func=lambda x: word(f"series-{x}", language),
        key="series dates",
        horizontal=True,
    )
    if whole == PHASES:
        remember(["series dates"])
        return PHASES
    years: tuple[int, int] = st.slider(  # type: ignore[assignment]  # two, as those remembered are
        word("series-years", language), catalog.first_year, catalog.last_year, key="series years"
    )
    step = st.number_input(word("series-step", language), 1, 50, key="series step")
    remember(["series dates", "series years", "series step"])
    return f"{years[0]:04d}/{years[1]:04d}/{step}"


def show_series(plate: MapView, atlas: Atlas, options: PlateOptions) -> None:
    """Place the making of one file from many dates.

    It is made beside the page, which can be used meanwhile. Whoever changes what it is made of
    stops it, or gives up the file that is there.
    """
    language = plate.language
    dates = ask_dates(atlas, language)
    recall({"series kind": next(iter(SERIES_KINDS))})
    kind = st.selectbox(
        word("series-becomes", language),
        list(SERIES_KINDS),
        format_func=lambda x: word(f"series-{x}", language),
        key="series kind",
    )
    remember(["series kind"])
    order = SeriesOrder(plate.selection, options, dates)
    ordered: Ordered | None = st.session_state.get("series ordered")
    if ordered is not None and not ordered.is_of(atlas, order, kind):
        ordered.errand.stop()
        ordered = st.session_state["series ordered"] = None
    try:
        if ordered is None or not ordered.errand.is_running:
            _offer_making(atlas, order, kind)
        _show_state(ordered)
    except AtlasError as error:
        st.error(to_plain(say_error(error, language)))


def _offer_making(atlas: Atlas, order: SeriesOrder, kind: str) -> None:
    """Place the button that begins, with the number of maps and the size of the file."""
    language = order.selection.language
    count = len(parse_moments(order.dates, catalog=atlas.catalog, language=language))
    size = estimate_bytes(kind, count, order.options, FILM_DPI) / 1e6
    label = word("series-make", language).format(n=count, mb=f"{size:.1f}")
    st.button(label, key="make series", on_click=begin, args=(atlas, order, kind))


def begin(atlas: Atlas, order: SeriesOrder, kind: str) -> None:
    """Send the errand, and remember it for this visitor."""
    work = partial(_make, atlas, order, kind, open_press().print_job)
    errand = Errand(work, turns=open_turns(), wanted=attendance())
    st.session_state["series ordered"] = Ordered(atlas, order, kind, errand)
    errand.start()


def _make(
    atlas: Atlas, order: SeriesOrder, kind: str, press: Callable[[Job], bytes], watch: Watch
) -> Made:
    """Make the file, in the errand's thread."""
    series = build_series(atlas, order, press=press)
    return Made(suggest_series_name(series, kind), make_series(series, kind, watch=watch))


def _show_state(ordered: Ordered | None) -> None:
    """Place what has become of an order: its progress, its file, or why there is none."""
    if ordered is None:
        return
    errand, language = ordered.errand, ordered.order.selection.language
    if errand.is_running:
        st.fragment(_follow, run_every=LOOK_SECONDS)(ordered)
    elif errand.is_stopped:
        progress = errand.progress
        told = word("series-stopped", language)
        st.info(told.format(done=progress.done, total=progress.total))
    elif (made := errand.made) is not None:
        _offer_file(ordered, made)


def _follow(ordered: Ordered) -> None:
    """Place progress and the button to stop, again and again until the end."""
    errand, language = ordered.errand, ordered.order.selection.language
    if not errand.is_running:
        st.rerun()
    progress = errand.progress
    told = word("series-step-done", language).format(done=progress.done, total=progress.total)
    if errand.is_waiting:
        told = word("series-waiting", language)
    elif progress.seconds_left >= 0:
        seconds = ceil(progress.seconds_left)
        told = word("series-left", language).format(done=told, seconds=seconds)
    st.progress(progress.share, told)
    if st.button(word("series-stop", language), key="stop series"):
        errand.stop()
        with st.spinner(word("series-stopping", language)):
            errand.join()
        st.rerun()


def _offer_file(ordered: Ordered, made: Made) -> None:
    """Place the button that takes the file away."""
    kind, language = ordered.kind, ordered.order.selection.language
    st.download_button(
        f"{word(f'series-{kind}', language)} ({len(made.data) / 1e6:.1f} MB)",
        data=made.data,
        file_name=made.name,
        mime=SERIES_KINDS[kind].mime,
        key="download series",
        on_click="ignore",
    )
