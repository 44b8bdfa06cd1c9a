"""The sections to read: what holds, the treaty, figures, people, disputes and sources."""

from dataclasses import replace
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

import pandas as pd
import streamlit as st

from geo.atlas import Atlas
from layers.page.memory import show_on_map
from layers.page.plain import to_plain
from layers.table import (
    build_disputes,
    build_numbers,
    build_people,
    build_sources_table,
    build_table,
    build_treaty,
)
from layers.view import MapView, build_view
from layers.wording import has_word, word

_FAR_APART: Final = 100  # the largest amount is so many times the least
_TALL_PX: Final = 92  # three or four lines of a table
_PLOT_PX: Final = 280
_LINE_PX: Final = 20  # of the chart's legend
_TOLD: Final = ("series", "when", "value", "qualifier")
_TERMS: Final = MappingProxyType({"certainty": "", "reliability": "reliability-", "kind": "kind-"})


def _in_words(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Say the terms that the atlas itself sets in the visitor's language; the rest stays."""

    def say(term: str, prefix: str) -> str:
        key = prefix + term
        return word(key, language) if term and has_word(key) else term

    said = {
        name: [say(term, prefix) for term in table[name]]
        for name, prefix in _TERMS.items()
        if name in table.columns
    }
    return table.assign(**said)


def show_table(table: pd.DataFrame, language: str, *, row_px: int | None = None) -> None:
    """Place a table under headings in the visitor's language; addresses become links.

    In rows higher than usual long texts are broken into lines.
    """
    table = _in_words(table, language)
    titles: dict[str, Any] = {name: word(f"column-{name}", language) for name in table.columns}
    config = {"url": st.column_config.LinkColumn(titles["url"])} if "url" in titles else {}
    st.dataframe(table, hide_index=True, column_config=titles | config, row_height=row_px)


def show_record(section: str, view: MapView, atlas: Atlas) -> None:
    """Place one of the tables of the record: people, disputes or sources."""
    if section == "people":
        table = build_people(atlas)
    elif section == "disputes":
        table = build_disputes(atlas, language=view.language)
    else:
        ask = import_module("layers.page.sheeting").ask_citation  # what prints takes long to import
        table = build_sources_table(atlas, view, style=ask(view.language))
    show_table(table, view.language, row_px=_TALL_PX if section == "disputes" else None)


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


def _chart(points: pd.DataFrame, unit: str, language: str) -> dict[str, Any]:
    """Describe a chart of single figures: years as years, and far apart amounts on a log scale."""
    least, most = points["amount"].min(), points["amount"].max()
    is_log = least > 0 and most / least > _FAR_APART
    title = f"{unit} ({word('log-scale', language)})" if is_log else unit
    kinds = {
        "field": "series",
        "type": "nominal",
        "title": None,
        "legend": {"orient": "bottom", "columns": 1, "labelLimit": 420},
    }
    told = [{"field": name, "title": word(f"column-{name}", language)} for name in _TOLD]
    return {
        "mark": {"type": "point", "filled": True, "size": 70},
        "encoding": {
            "x": {
                "field": "year",
                "type": "quantitative",
                "title": None,
                "scale": {"zero": False, "padding": 20},
                "axis": {"format": "d", "tickMinStep": 1},
            },
            "y": {
                "field": "amount",
                "type": "quantitative",
                "title": title,
                "scale": {"type": "log" if is_log else "linear"},
            },
            "color": kinds | {"scale": {"scheme": "dark2"}},
            "shape": kinds,
            "tooltip": told,
        },
    }


def show_numbers(view: MapView, atlas: Atlas) -> None:
    """Place the figures the sources give: as points, never as a curve through guesses."""
    numbers = build_numbers(atlas, language=view.language)
    counted = numbers["unit"].value_counts()
    unit = st.selectbox(
        word("unit", view.language),
        sorted(counted.index, key=lambda name: (-counted[name], name)),
        format_func=lambda name: to_plain(name) or word("no-unit", view.language),
        key="unit",
    )
    chosen = numbers[numbers["unit"] == unit]
    points = chosen.dropna(subset=["amount", "year"])
    if len(points) > 1:
        rows = points["series"].nunique()
        st.vega_lite_chart(
            points, _chart(points, unit, view.language), height=_PLOT_PX + _LINE_PX * rows
        )
    show_table(chosen.drop(columns=["amount", "year"]), view.language)
