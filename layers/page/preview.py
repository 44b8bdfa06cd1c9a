"""The doctor's preview of one file: what is in it, what is doubtful, and the repairs of one click."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

import streamlit as st

from geo.brought import Upload, to_repaired_csv, to_repaired_geojson
from geo.doctor import Finding, parse_recipe, to_listed_csv
from geo.doctor.folder import LETTERS
from geo.errors import AtlasError
from geo.formats.grid import ROW_IS_DATA
from layers.examined import (
    MOST_DATES,
    MOST_LISTED,
    QUESTIONS,
    TOLD_ELSEWHERE,
    build_dates,
    build_equation,
    build_facts,
    build_listed,
    detail_of,
    has_header,
    label_of,
    rows_of,
    sample_of,
    title_of,
)
from layers.page.keeping import kept
from layers.page.plain import to_plain
from layers.page.questions import ask_questions, recipe_with
from layers.page.visitor import Own, decide
from layers.wording import word

CHIEF_ROLES: Final = ("name", "when", "start", "end", "lon", "lat", "category", "sources")
OTHER_ROLES: Final = (
    "text", "note", "certainty", "precision_km", "id", "latlon", "shape", "month", "day",
    "name_ru", "name_ja", "name_zh",
)  # fmt: skip
MIMES: Final = {"json": "application/json", "csv": "text/csv", "geojson": "application/geo+json"}


def show_preview(upload: Upload, own: Own, language: str) -> None:
    """Place all that the doctor says about a file, and what can be decided about it."""
    diagnosis = upload.diagnosis
    verdict = word(f"own-verdict-{diagnosis.verdict}", language)
    tell = {"open": st.success, "open-with-warning": st.warning, "refuse": st.error}
    tell[diagnosis.verdict](verdict)
    if diagnosis.rows_in:
        st.markdown(f"**{to_plain(build_equation(diagnosis, language))}**")
    st.caption(to_plain(build_facts(diagnosis, language)))
    ask_questions(upload, own, language)
    _show_findings(upload, own, language)
    _show_done(upload, own, language)
    if diagnosis.columns:
        _show_parts(upload, own, language)


def _show_parts(upload: Upload, own: Own, language: str) -> None:
    """Place dates, columns and rows not opened, each behind its own tab."""
    diagnosis = upload.diagnosis
    listed = f"{word('finding-listed', language)} ({len(diagnosis.listed):,})"
    names = [word("own-dates", language), word("own-columns", language), listed]
    dates, columns, rows = st.tabs(names)
    with dates:
        _show_dates(upload, language)
    with columns:
        _ask_columns(upload, own, language)
    with rows:
        _show_listed(upload, language)


def _show_findings(upload: Upload, own: Own, language: str) -> None:
    """Place each finding: those to look at with their repairs, the others as a list."""
    found = [f for f in upload.diagnosis.findings if f.code not in QUESTIONS | TOLD_ELSEWHERE]
    st.markdown(f"**{word('own-noticed', language)}**")
    grave = [finding for finding in found if finding.grave]
    for place, finding in enumerate(grave):
        _show_finding(upload, own, finding, place, language)
    mild = [_line_of(finding, language) for finding in found if not finding.grave]
    if mild:
        st.markdown("\n".join(f"- {line}" for line in mild))
    if not found:
        st.caption(word("own-nothing-noticed", language))


def _line_of(finding: Finding, language: str) -> str:
    """Say a finding in one line of Markdown."""
    told = detail_of(finding, language) if finding.code == LETTERS else ""
    parts = (title_of(finding, language), rows_of(finding, language), told)
    return " · ".join(to_plain(part) for part in parts if part)


def _show_finding(upload: Upload, own: Own, finding: Finding, place: int, language: str) -> None:
    """Place one finding in a frame of its own, a button for each repair beside it."""
    with st.container(border=True, gap="small"):
        said = st.container()
        if finding.repairs:
            said, repairs = st.columns([3, 2], vertical_alignment="center")
            with repairs:
                for repair in finding.repairs[:6]:
                    st.button(
                        to_plain(label_of(repair, language)),
                        key=f"own {upload.number} repair {place} {repair}",
                        on_click=decide,
                        args=(own, upload.number, recipe_with(upload, repair)),
                        width="stretch",
                    )
        rows = rows_of(finding, language)
        with said:
            told = detail_of(finding, language)
            detail = f"  \n:small[{to_plain(told)}]" if told else ""
            about = f" · {to_plain(rows)}" if rows else ""
            st.markdown(f"**{to_plain(title_of(finding, language))}**{about}{detail}")


def _show_done(upload: Upload, own: Own, language: str) -> None:
    """Place the repairs that were made, each with a button that takes it back."""
    for repair in upload.recipe.repairs:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"✓ {word('own-done', language)}: {to_plain(label_of(repair, language))}")
            st.button(
                word("own-undo", language),
                key=f"own {upload.number} undo {repair}",
                on_click=decide,
                args=(own, upload.number, recipe_with(upload, "", without=(repair,))),
            )


def _show_dates(upload: Upload, language: str) -> None:
    """Place each distinct date, as written and as understood."""
    diagnosis = upload.diagnosis
    if not diagnosis.dates:
        st.caption(word("own-no-dates", language))
        return
    st.caption(word("own-dates-help", language))
    table = build_dates(diagnosis, language)
    titles: dict[str, Any] = {name: word(f"column-{name}", language) for name in table.columns}
    titles["read"] = st.column_config.TextColumn(titles["read"], width="large")
    st.dataframe(table, hide_index=True, column_config=titles, key=f"own {upload.number} dates")
    if len(diagnosis.dates) > MOST_DATES:
        st.caption(word("own-more", language).format(n=f"{len(diagnosis.dates) - MOST_DATES:,}"))


def _show_listed(upload: Upload, language: str) -> None:
    """Place the rows that are not opened, each with its reason."""
    diagnosis = upload.diagnosis
    if not diagnosis.listed:
        st.caption(word("own-verdict-open", language))
        return
    table = build_listed(diagnosis, language)
    titles: dict[str, Any] = {name: word(f"column-{name}", language) for name in table.columns}
    titles["reason"] = st.column_config.TextColumn(titles["reason"], width="large")
    st.dataframe(table, hide_index=True, column_config=titles, key=f"own {upload.number} listed")
    if len(diagnosis.listed) > MOST_LISTED:
        st.caption(word("own-more", language).format(n=f"{len(diagnosis.listed) - MOST_LISTED:,}"))


def _ask_columns(upload: Upload, own: Own, language: str) -> None:
    """Place a choice of column for each role."""
    st.caption(word("own-columns-help", language))
    _ask_roles(upload, own, CHIEF_ROLES, language)
    with st.expander(word("own-more-roles", language)):
        _ask_roles(upload, own, OTHER_ROLES, language)
    used = set(upload.diagnosis.roles.values())
    others = [column for column in upload.diagnosis.columns if column not in used]
    if has_header(upload.diagnosis):
        st.button(
            label_of(ROW_IS_DATA, language),
            key=f"own {upload.number} repair {ROW_IS_DATA}",
            on_click=decide,
            args=(own, upload.number, recipe_with(upload, ROW_IS_DATA)),
        )
    if others:
        names = ", ".join(others)[:600]
        st.caption(to_plain(word("own-other-columns", language).format(names=names)))


def _ask_roles(upload: Upload, own: Own, roles: tuple[str, ...], language: str) -> None:
    """Place the choices for some roles, four in a row."""
    for start in range(0, len(roles), 4):
        for column, role in zip(st.columns(4), roles[start : start + 4], strict=False):
            with column:
                ask_role(upload, own, role, language)


def ask_role(upload: Upload, own: Own, role: str, language: str, *, label: str = "") -> None:
    """Place the choice of the column that has a role."""
    diagnosis = upload.diagnosis
    key = f"own {upload.number} role {role} {label}"
    st.session_state[key] = diagnosis.roles.get(role, "")
    none = word("own-one-color" if label else "own-none", language)
    names = {c: sample_of(diagnosis, c) for c in dict.fromkeys(diagnosis.columns)} | {"": none}
    st.selectbox(
        label or word(f"own-role-{role}", language),
        ["", *(name for name in names if name)],
        format_func=partial(_name, names),
        key=key,
        on_change=_choose_role,
        args=(upload, own, role, key),
    )


def _name(names: Mapping[str, str], column: str) -> str:
    """Name a column for a choice."""
    return names.get(column, column)


def _choose_role(upload: Upload, own: Own, role: str, key: str) -> None:
    """Give a role another column, which then has no other role."""
    column = st.session_state[key]
    kept = {r: c for r, c in upload.recipe.columns.items() if not column or c != column}
    decide(own, upload.number, replace(upload.recipe, columns={**kept, role: column}))


def _report(upload: Upload) -> str:
    """Write the report, for people as well."""
    return json.dumps(upload.diagnosis.report(), ensure_ascii=False, indent=1) + "\n"


def show_files(upload: Upload, own: Own, language: str) -> None:
    """Place what can be taken along of a file, and the place for a recipe."""
    offers: dict[str, tuple[str, Callable[[], str | bytes]]] = {
        "report": ("report.json", partial(_report, upload)),
        "recipe": ("recipe.json", upload.recipe.to_json),
    }
    if upload.can_open:
        offers["repaired-csv"] = ("repaired.csv", partial(to_repaired_csv, upload))
        offers["repaired-geojson"] = ("repaired.geojson", partial(to_repaired_geojson, upload))
    if upload.diagnosis.listed:
        offers["listed-csv"] = ("listed.csv", partial(to_listed_csv, upload.diagnosis))
    with st.container(horizontal=True):
        for what, (ending, write) in offers.items():
            key, name = f"own {upload.number} take {what}", f"{upload.title}.{ending}"
            mime = MIMES[ending.rpartition(".")[2]]
            st.download_button(
                word(f"own-{what}", language),
                data=kept(write, file_name=name, mime=mime, key=key),
                file_name=name,
                mime=mime,
                key=key,
                on_click="ignore",
            )
    st.caption(word("own-recipe-help", language))
    key = f"own {upload.number} recipe {own.intake}"
    given = st.file_uploader(word("own-use-recipe", language), type=["json"], key=key)
    if given is None:
        return
    own.intake += 1
    try:
        decide(own, upload.number, parse_recipe(given.getvalue().decode("utf-8-sig")))
    except (AtlasError, UnicodeDecodeError) as error:
        own.notices = [(word("own-not-a-recipe", language), error)]
    st.rerun()
