"""The evidence card: everything the atlas can say about one feature, as plain text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from geo.atlas import Atlas
from geo.catalog import localized
from geo.source import to_citation
from geo.timespan import FAR_FUTURE, FAR_PAST, day_of, to_era_label, to_julian_label, to_label
from layers.wording import word

GENERAL_KNOWLEDGE: Final = "general-knowledge"
GREGORIAN_IN_RUSSIA: Final = day_of(1918, 2, 14)  # the first day of the new calendar there


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as a card shows it; ``url`` may be empty."""

    id: str
    text: str
    url: str
    reliability: str


@dataclass(frozen=True, slots=True)
class Card:
    """What to tell about one feature: plain text only, every claim with its source.

    ``names`` are (language, name); ``rows`` are (label, value); ``conflicts``
    are (topic, claims, suggestion); ``related`` are (id, name).
    """

    id: str
    layer: str
    title: str
    when: str
    text: str
    note: str
    names: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]
    citations: tuple[Citation, ...]
    conflicts: tuple[tuple[str, str, str], ...]
    related: tuple[tuple[str, str], ...]


def name_of(feature: Mapping[str, Any] | pd.Series, language: str) -> str:
    """Give the feature's name in a language, or its English name where there is none."""
    localised = "" if language == "en" else str(feature.get(f"name_{language}") or "")
    return localised or str(feature["name"])


def say_when(feature: Mapping[str, Any] | pd.Series, language: str) -> str:
    """Say when a feature holds.

    An interval open at both ends is not a statement that something was always there: no date is
    stated for it.
    """
    when = str(feature["when"])
    if not when:
        return word("unknown-date", language)
    if feature["start_latest"] == FAR_PAST and feature["end_earliest"] == FAR_FUTURE:
        return word("no-date", language)
    return to_label(when, language=language)


def _name_at(atlas: Atlas, feature_id: str, language: str) -> str:
    """Give a feature's name by its id; reading the whole row would cost fifty times as much."""
    row, column = atlas.positions[feature_id], f"name_{language}"
    localised = str(atlas.features.at[row, column]) if column in atlas.features else ""  # noqa: PD008 - .loc takes ten times as long
    return localised or str(atlas.features.at[row, "name"])  # noqa: PD008


def _calendars(
    feature: Mapping[str, Any] | pd.Series, language: str
) -> tuple[tuple[str, str], ...]:
    """Give the day of an occurrence in the calendars that people of the time wrote it in."""
    day = int(feature["start_earliest"])
    if day != int(feature["end_latest"]):
        return ()
    rows = []
    if day < GREGORIAN_IN_RUSSIA:
        rows.append((word("julian", language), to_julian_label(day, language=language)))
    era = to_era_label(day, language=language)
    if era:
        rows.append((word("era", language), era))
    return tuple(rows)


def _rows(
    atlas: Atlas, feature: Mapping[str, Any] | pd.Series, language: str
) -> tuple[tuple[str, str], ...]:
    """Give the labelled facts: certainty, position, how it is drawn, then the details."""
    rows = list(_calendars(feature, language))
    rows.append((word("certainty", language), word(str(feature["certainty"]), language)))
    if feature["geometry"] is None:
        rows.append((word("position", language), word("position-unknown", language)))
    elif not pd.isna(feature["precision_km"]):
        known = word("position-known", language).format(km=f"{feature['precision_km']:g}")
        rows.append((word("position", language), known))
    if feature["depiction"]:
        rows.append((word("depiction", language), word(str(feature["depiction"]), language)))
    titles = {field.id: localized(field.title, language) for field in atlas.catalog.fields}
    rows += [(titles.get(key, key), value) for key, value in feature["details"] if value]
    return tuple(rows)


def _citations(
    atlas: Atlas, feature: Mapping[str, Any] | pd.Series, language: str
) -> tuple[Citation, ...]:
    """Give the sources in the order the feature names them."""
    citations = []
    for source_id in feature["sources"]:
        if source_id == GENERAL_KNOWLEDGE:
            citations.append(Citation(source_id, word(GENERAL_KNOWLEDGE, language), "", "low"))
            continue
        source = atlas.sources[source_id]
        citations.append(Citation(source_id, to_citation(source), source.url, source.reliability))
    return tuple(citations)


def build_card(
    atlas: Atlas, feature: Mapping[str, Any] | pd.Series, *, language: str = "en"
) -> Card:
    """Assemble the card of one canonical row.

    Parameters
    ----------
    feature
        A row of ``atlas.features``.
    language
        The language of labels and names; statements stay as the data give them.
    """
    conflicts = {c.id: c for c in atlas.conflicts} if feature["conflicts"] else {}
    identifier = str(feature["id"])
    names = tuple(
        (code, str(feature[f"name_{code}"]))
        for code in ("ru", "ja", "zh")
        if feature[f"name_{code}"]
    )
    return Card(
        id=identifier,
        layer=str(feature["layer"]),
        title=name_of(feature, language),
        when=say_when(feature, language),
        text=str(feature["text"]),
        note=str(feature["note"]),
        names=(("en", str(feature["name"])), *names),
        rows=_rows(atlas, feature, language),
        citations=_citations(atlas, feature, language),
        conflicts=tuple(
            (conflicts[key].topic, conflicts[key].claims, conflicts[key].suggestion)
            for key in feature["conflicts"]
        ),
        related=tuple(
            (key, _name_at(atlas, key, language)) for key in atlas.related.get(identifier, ())
        ),
    )
