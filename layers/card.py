"""What the evidence card says about a feature: plain text only, every claim with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from geo.atlas import Atlas
from geo.source import to_citation
from geo.timespan import FAR_FUTURE, FAR_PAST, day_of, to_era_label, to_julian_label, to_known_label
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
class Facts:
    """What a card tells in labelled rows, besides details: the same for many features.

    Attributes
    ----------
    day
        The only day on which it can have been, if there is one.
    precision_km
        How well its position is known; None if that is not stated.
    """

    day: int | None
    certainty: str
    is_placed: bool
    precision_km: float | None
    depiction: str


def name_of(feature: Mapping[str, Any] | pd.Series, language: str) -> str:
    """Give the feature's name in a language, or its English name where there is none."""
    localised = "" if language == "en" else str(feature.get(f"name_{language}") or "")
    return localised or str(feature["name"])


def say_when(feature: Mapping[str, Any] | pd.Series, language: str) -> str:
    """Say when a feature holds."""
    is_open = feature["start_latest"] == FAR_PAST and feature["end_earliest"] == FAR_FUTURE
    return say_date(str(feature["when"]), language, is_open=is_open)


def say_date(when: str, language: str, *, is_open: bool) -> str:
    """Say a date, if there is one.

    An interval open at both ends is not a statement that something was always there: no date is
    stated for it.
    """
    if not when:
        return word("unknown-date", language)
    return word("no-date", language) if is_open else to_known_label(when, language=language)


def say_facts(facts: Facts, language: str) -> list[tuple[str, str]]:
    """Give the labelled facts: the day in other calendars, certainty, position, how it is drawn."""
    rows = [] if facts.day is None else _calendars(facts.day, language)
    rows.append((word("certainty", language), word(facts.certainty, language)))
    if not facts.is_placed:
        rows.append((word("position", language), word("position-unknown", language)))
    elif facts.precision_km is not None:
        known = word("position-known", language).format(km=f"{facts.precision_km:g}")
        rows.append((word("position", language), known))
    if facts.depiction:
        rows.append((word("depiction", language), word(facts.depiction, language)))
    return rows


def _calendars(day: int, language: str) -> list[tuple[str, str]]:
    """Give the day of an occurrence in the calendars that people of the time wrote it in."""
    rows = []
    if day < GREGORIAN_IN_RUSSIA:
        rows.append((word("julian", language), to_julian_label(day, language=language)))
    era = to_era_label(day, language=language)
    if era:
        rows.append((word("era", language), era))
    return rows


def citation_of(atlas: Atlas, source_id: str, language: str) -> Citation:
    """Cite a source of an atlas, or say that there is none."""
    if source_id == GENERAL_KNOWLEDGE:
        return Citation(source_id, word(GENERAL_KNOWLEDGE, language), "", "low")
    source = atlas.sources[source_id]
    return Citation(source_id, to_citation(source), source.url, source.reliability)
