"""What a visitor begins with who has no file yet: a template, a sample, the dates that are understood."""

from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from geo.atlas import Atlas
from geo.brought import to_sample, to_template
from geo.doctor.datecolumns import read_column
from geo.timespan import to_label
from layers.examined import DATE_EXAMPLES
from layers.page.keeping import kept
from layers.wording import word

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_beginning(base: Atlas, language: str) -> None:
    """Place the template, the sample, and the dates that are understood."""
    st.markdown(f"**{word('own-begin', language)}**")
    with st.container(horizontal=True):
        offers = (
            ("template-csv", to_template, "template.csv", CSV),
            ("template-xlsx", partial(to_template, as_workbook=True), "template.xlsx", XLSX),
            ("sample", partial(to_sample, base), "sample.csv", CSV),
        )
        for key, write, name, mime in offers:
            st.download_button(
                word(f"own-{key}", language),
                data=kept(write, file_name=name, mime=mime, key=f"own {key}"),
                file_name=name,
                mime=mime,
                key=f"own {key}",
                on_click="ignore",
            )
    with st.expander(word("own-help", language)):
        st.caption(word("own-help-text", language))
        titles = {key: word(f"column-{key}", language) for key in ("written", "read")}
        st.dataframe(_examples(language), hide_index=True, column_config=titles)


def _examples(language: str) -> pd.DataFrame:
    """Show the forms of dates that are understood, each read as the doctor reads it."""
    rows = []
    for text in DATE_EXAMPLES:
        edtf = read_column("when", [text]).readings[text].edtf
        rows.append((text, to_label(edtf, language=language) if edtf else "–"))
    return pd.DataFrame(rows, columns=["written", "read"])
