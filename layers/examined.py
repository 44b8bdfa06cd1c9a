"""What the doctor found in a visitor's file, in the words of the page."""

from typing import Final

import pandas as pd

from geo.doctor import Diagnosis, Finding
from geo.doctor.folder import LETTERS
from geo.doctor.places import CHOSEN_CRS
from geo.doctor.reading import PREFIXES
from geo.formats.grid import NO_HEADER
from geo.timespan import to_label
from layers.saying import say
from layers.wording import has_word, word

MOST_DATES: Final = 500
MOST_LISTED: Final = 500
QUESTIONS: Final = frozenset({"ambiguous-dates", "other-parts", "encoding-guessed"})
"""Findings that are asked as a question instead of being told."""
TOLD_ELSEWHERE: Final = frozenset({"listed", "encoding"})
"""Findings that the counts, the table of rows or the facts tell already."""

TELLING: Final = frozenset(
    {
        "ambiguous-seasons", "coarser-dates", "decimal-years", "epoch-dates", "far-future",
        LETTERS, "missing-columns", "negative-years", "no-crs", "no-header", "not-read", "problem", "projected-coordinates",
        "reader-broke", "reader-failed", "reprojected", "stopped", "took-memory", "took-time", "too-large",
        "unknown-certainty", "unreadable",
    }
)  # fmt: skip
"""Findings of which the doctor's own sentence says more than their name."""

TABLES: Final = frozenset({"csv", "tsv", "xlsx", "ods"})

DATE_EXAMPLES: Final = (
    "1925", "1925-01-20", "20.01.1925", "January 20, 1925", "20 января 1925 г.", "1925年1月20日",
    "大正14年1月20日", "1925-05", "May 1925", "spring 1925", "c. 1925", "1925?", "1920s",
    "19th century", "1925-1944", "1925/1944-03", "before 1925", "after 1944", "between 1932 and 1939",
    "5 April 1242 (old style)", "44 BC",
)  # fmt: skip


def has_header(diagnosis: Diagnosis) -> bool:
    """Tell whether the columns of a table are called by what stands in its first row."""
    found = {finding.code for finding in diagnosis.findings}
    return diagnosis.kind in TABLES and NO_HEADER not in found


def title_of(finding: Finding, language: str) -> str:
    """Name a finding in a few words."""
    key = f"finding-{finding.code}"
    return word(key if has_word(key) else "finding-other", language)


def detail_of(finding: Finding, language: str) -> str:
    """Say more of a finding than its name does; nothing, where that says it all."""
    if finding.code not in TELLING:
        return ""
    said = say(finding.message, language)
    return (
        f"{said}. {word('own-too-large-help', language)}" if finding.code == "too-large" else said
    )


def label_of(repair: str, language: str) -> str:
    """Name a repair, as the button that does it."""
    if repair.startswith(CHOSEN_CRS):
        return word("repair-crs", language).format(crs=repair.removeprefix(CHOSEN_CRS))
    for prefix in PREFIXES.values():
        if repair.startswith(prefix):
            return repair.removeprefix(prefix)
    key = f"repair-{repair}"
    return word(key, language) if has_word(key) else repair


def rows_of(finding: Finding, language: str) -> str:
    """Say how many rows a finding is about, and which are the first of them."""
    if not finding.rows:
        return word("own-count", language).format(n=f"{finding.count:,}") if finding.count else ""
    listed = ", ".join(map(str, finding.rows))
    if finding.count == 1:
        return word("own-first-row", language).format(rows=listed)
    more = f" … ({finding.count:,})" if finding.count > len(finding.rows) else ""
    return word("own-first-rows", language).format(rows=listed + more)


def build_equation(diagnosis: Diagnosis, language: str) -> str:
    """Say that no row is lost: rows in = rows shown + rows without a position + rows listed."""
    counts = [
        word("own-term", language).format(n=f"{count:,}", what=word(key, language))
        for count, key in (
            (diagnosis.rows_in, "own-rows-in"),
            (diagnosis.shown, "own-shown"),
            (diagnosis.unplaced, "own-unplaced"),
            (len(diagnosis.listed), "own-listed"),
        )
    ]
    return f"{counts[0]} = {counts[1]} + {counts[2]} + {counts[3]}"


def build_facts(diagnosis: Diagnosis, language: str) -> str:
    """Say what kind of file it is, in which encoding and coordinates, and over which time."""
    facts = [word("own-kind", language).format(kind=diagnosis.kind or "?")]
    if diagnosis.encoding:
        facts.append(word("own-encoding", language).format(encoding=diagnosis.encoding.upper()))
    delimiter = dict(diagnosis.facts).get("delimiter", "")
    if has_word(f"own-delimiter-{delimiter}"):
        facts.append(word(f"own-delimiter-{delimiter}", language))
    if diagnosis.crs:
        facts.append(word("own-crs", language).format(crs=diagnosis.crs))
    if len(diagnosis.parts) > 1:
        facts.append(word("own-part", language).format(part=diagnosis.part))
    if diagnosis.start and diagnosis.end:
        facts.append(_span(diagnosis.start, diagnosis.end, language))
    if diagnosis.undated:
        facts.append(f"{diagnosis.undated:,} {word('own-undated', language)}")
    return " · ".join(facts)


def _span(start: str, end: str, language: str) -> str:
    """Say over which time a file runs; an end that is open is not named."""
    key = "own-always" if start == end == ".." else "own-span"
    if key == "own-span" and ".." in (start, end):
        key = "own-since" if end == ".." else "own-until"
    first, last = ("" if day == ".." else to_label(day, language=language) for day in (start, end))
    return word(key, language).format(start=first, end=last)


def build_dates(diagnosis: Diagnosis, language: str) -> pd.DataFrame:
    """Give each distinct date once, those not understood first.

    Returns
    -------
    pandas.DataFrame
        Columns column, written, read, count; all but the last are text.
    """
    rows = [
        (date.column, date.text, _reading(date.edtf, date.label, language), date.count)
        for date in diagnosis.dates[:MOST_DATES]
    ]
    return pd.DataFrame(rows, columns=["column", "written", "read", "count"])


def _reading(edtf: str, label: str, language: str) -> str:
    """Say in words what was understood, or why nothing was."""
    if not edtf or edtf == "..":
        return f"✕ {say(label, language)}" if label and label != "…" else "…"
    return to_label(edtf, language=language)


def build_listed(diagnosis: Diagnosis, language: str) -> pd.DataFrame:
    """Give the rows that cannot be opened, with the reason of each."""
    rows = [(item.row, say(item.reason, language)) for item in diagnosis.listed[:MOST_LISTED]]
    return pd.DataFrame(rows, columns=["row", "reason"])


def sample_of(diagnosis: Diagnosis, column: str) -> str:
    """Name a column with the first things written in it, for a person to recognise it."""
    cells = diagnosis.samples[diagnosis.columns.index(column)] if diagnosis.samples else ()
    return f"{column}  ({', '.join(cells)})" if cells else column
