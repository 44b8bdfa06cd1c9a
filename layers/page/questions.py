"""What the doctor cannot know of a file and asks: its part, its letters, the order of its dates."""

from dataclasses import replace
from typing import Final

import streamlit as st

from geo.brought import Upload
from geo.doctor import Recipe
from geo.doctor.reading import PREFIXES
from layers.examined import label_of
from layers.page.plain import to_plain
from layers.page.visitor import Own, decide
from layers.wording import word

ORDERS: Final = ("day-first", "month-first")
ENCODINGS: Final = ("utf-8", "cp1251", "koi8-r", "cp1252", "shift_jis", "euc-jp", "gb18030", "big5")


def recipe_with(upload: Upload, repair: str, *, without: tuple[str, ...] = ()) -> Recipe:
    """Give the recipe with one more repair, and without those that it takes the place of."""
    kept = [
        r for r in upload.recipe.repairs if r != repair and not r.startswith(without or ("\0",))
    ]
    return replace(upload.recipe, repairs=(*kept, repair) if repair else tuple(kept))


def ask_questions(upload: Upload, own: Own, language: str) -> None:
    """Ask what the file itself does not tell: its part, its letters, the order of its dates."""
    diagnosis = upload.diagnosis
    codes = {finding.code for finding in diagnosis.findings}
    if len(diagnosis.parts) > 1:
        _ask_one(upload, own, "part", diagnosis.parts, diagnosis.part, language)
    if "encoding-guessed" in codes or _wish(upload, PREFIXES["encoding"]):
        options = ("", *ENCODINGS)
        chosen = _wish(upload, PREFIXES["encoding"])
        _ask_one(upload, own, "encoding", options, chosen, language)
    if "ambiguous-dates" in codes or set(ORDERS) & set(upload.recipe.repairs):
        _ask_order(upload, own, language)


def _ask_order(upload: Upload, own: Own, language: str) -> None:
    """Ask whether the day or the month comes first, where no date of the column tells."""
    chosen = next((r for r in upload.recipe.repairs if r in ORDERS), None)
    example = next((d.text for d in upload.diagnosis.dates if d.how == "ambiguous"), "")
    key = f"own {upload.number} order"
    st.session_state[key] = chosen
    st.radio(
        to_plain(word("own-question-order", language).format(example=f"“{example[:30]}”")),
        ORDERS,
        format_func=lambda x: label_of(x, language),
        key=key,
        horizontal=True,
        on_change=_choose_order,
        args=(upload, own, key),
    )


def _choose_order(upload: Upload, own: Own, key: str) -> None:
    """Follow the answer to which of day and month comes first."""
    decide(own, upload.number, recipe_with(upload, st.session_state[key], without=ORDERS))


def _wish(upload: Upload, prefix: str) -> str:
    """Give what was chosen among several."""
    repairs = upload.recipe.repairs
    return next((r.removeprefix(prefix) for r in repairs if r.startswith(prefix)), "")


def _ask_one(
    upload: Upload, own: Own, what: str, options: tuple[str, ...], chosen: str, language: str
) -> None:
    """Ask for one of several parts or encodings."""
    key = f"own {upload.number} {what}"
    st.session_state[key] = chosen if chosen in options else options[0]
    st.selectbox(
        word(f"own-question-{what}", language),
        options,
        format_func=lambda x: x or word("own-as-found", language),
        key=key,
        on_change=_choose_one,
        args=(upload, own, PREFIXES[what], key),
    )


def _choose_one(upload: Upload, own: Own, prefix: str, key: str) -> None:
    """Follow the choice of a part or an encoding."""
    chosen = st.session_state[key]
    repair = prefix + chosen if chosen else ""
    decide(own, upload.number, recipe_with(upload, repair, without=(prefix,)))
