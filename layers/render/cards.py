"""The evidence cards of all features as columns: what many of them share is sent once."""

import base64
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from geo.atlas import Atlas
from geo.catalog import localized
from geo.mentions import Noted, read_notes
from geo.schema import to_values
from geo.timespan import FAR_FUTURE, FAR_PAST
from layers.card import Facts, citation_of, say_date, say_facts

NO_DAY: Final = FAR_FUTURE + 1

Pairs: TypeAlias = list[list[int]]


class Places:
    """Items that are sent once and named by their place."""

    def __init__(self) -> None:
        self.places: dict[Any, int] = {}

    def place(self, item: Any) -> int:  # noqa: ANN401 - whatever can be a key
        """Give the place of an item; a new one gets a new place."""
        return self.places.setdefault(item, len(self.places))

    def place_all(self, items: Iterable[Any]) -> list[int]:
        """Give the place of each of many items."""
        places = self.places
        return [places.setdefault(item, len(places)) for item in items]

    @property
    def all(self) -> list[Any]:
        """All items, each at its place."""
        return list(self.places)


def packed(numbers: np.ndarray[Any, Any]) -> str:
    """Write a column of four-byte numbers."""
    return base64.b64encode(numbers.tobytes()).decode("ascii")


def to_cards(atlas: Atlas, rows: pd.DataFrame, language: str) -> dict[str, Any]:
    """Give the cards of all rows, with their texts, citations and conflicts once each.

    A card has a date and a text, places of ``texts``; a note, a place of ``notes``; a set of facts
    and one of details, places of lists of pairs of texts; a list of citations; few have conflicts
    and related features. A note that names sources is a list of words and of places in the card's
    own list of citations.
    The names of a feature are among the columns of features.
    """
    texts = Places()
    facts, all_facts = _facts(rows, texts, language)
    details, all_details = _details(atlas, rows, texts, language)
    noted, notes = read_notes(atlas, rows)
    told, lists, citations = Places(), Places(), Places()
    columns = {
        "when": _numbers(_dates(rows, texts, language)),
        "text": _numbers(texts.place_all(to_values(rows["text"]))),
        "note": _numbers(told.place_all(map(_told, notes)))[noted],
        "facts": facts,
        "details": details,
        "citations": _numbers(lists.place_all(note.sources for note in notes))[noted],
    }
    conflicts, disputes = _conflicts(atlas, rows)
    return {
        "cards": {name: packed(column) for name, column in columns.items()}
        | {
            "factLists": all_facts,
            "detailLists": all_details,
            "citationLists": [[citations.place(name) for name in names] for names in lists.all],
            "conflicts": conflicts,
            "related": _related(atlas, rows),
        },
        "texts": texts.all,
        "notes": [note if isinstance(note, str) else list(note) for note in told.all],
        "citations": [
            {"text": c.text, "url": c.url, "reliability": c.reliability}
            for c in (citation_of(atlas, name, language) for name in citations.all)
        ],
        "conflicts": disputes,
    }


def _told(note: Noted) -> str | tuple[str | int, ...]:
    """Give a note as words and places in its list of sources."""
    if len(note.parts) == 1:
        return note.parts[0]
    return tuple(
        note.sources.index(part) if place % 2 else part for place, part in enumerate(note.parts)
    )


def _numbers(places: Iterable[int]) -> np.ndarray[Any, Any]:
    """Keep places as four-byte numbers."""
    return np.array(places, dtype="<i4")


def _once(values: Iterable[Any]) -> tuple[np.ndarray[Any, Any], list[Any]]:
    """Give the place of each value among the distinct ones, and those."""
    distinct = Places()
    return _numbers(distinct.place_all(values)), distinct.all


def _dates(rows: pd.DataFrame, texts: Places, language: str) -> np.ndarray[Any, Any]:
    """Say when each feature holds; a date that is stated twice is said once."""
    timeless = (rows["start_latest"] == FAR_PAST) & (rows["end_earliest"] == FAR_FUTURE)
    dates, distinct = _once(zip(to_values(rows["when"]), timeless.tolist(), strict=True))
    said = texts.place_all(say_date(when, language, is_open=is_open) for when, is_open in distinct)
    texts_said: np.ndarray[Any, Any] = _numbers(said)[dates]
    return texts_said


def _facts(
    rows: pd.DataFrame, texts: Places, language: str
) -> tuple[np.ndarray[Any, Any], list[Pairs]]:
    """Say the facts of each feature, those of the same kind once."""
    days = rows["start_earliest"].where(rows["start_earliest"] == rows["end_latest"], NO_DAY)
    places, distinct = _once(
        zip(
            days.tolist(),
            to_values(rows["certainty"]),
            rows["geometry"].notna().tolist(),
            rows["precision_km"].fillna(-1).tolist(),
            to_values(rows["depiction"]),
            strict=True,
        )
    )
    said = [
        say_facts(
            Facts(
                day=None if day == NO_DAY else day,
                certainty=certainty,
                is_placed=is_placed,
                precision_km=None if km < 0 else km,
                depiction=depiction,
            ),
            language,
        )
        for day, certainty, is_placed, km, depiction in distinct
    ]
    return places, [_pairs(pairs, texts) for pairs in said]


def _details(
    atlas: Atlas, rows: pd.DataFrame, texts: Places, language: str
) -> tuple[np.ndarray[Any, Any], list[Pairs]]:
    """Give the details of each feature, by the titles of their fields."""
    titles = {field.id: localized(field.title, language) for field in atlas.catalog.fields}
    places, distinct = _once(to_values(rows["details"]))
    return places, [
        _pairs([(titles.get(key, key), value) for key, value in pairs if value], texts)
        for pairs in distinct
    ]


def _pairs(pairs: Iterable[tuple[str, str]], texts: Places) -> Pairs:
    """Give the places of both texts of each pair."""
    return [[texts.place(first), texts.place(second)] for first, second in pairs]


def _conflicts(
    atlas: Atlas, rows: pd.DataFrame
) -> tuple[dict[str, list[int]], list[dict[str, Any]]]:
    """Give the disagreements that features are in, by the place of the feature, and what they are."""
    known = {conflict.id: conflict for conflict in atlas.conflicts}
    topics = Places()
    of = {
        str(k): [topics.place(known[name]) for name in names]
        for k, names in enumerate(to_values(rows["conflicts"]))
        if names
    }
    return of, [
        {
            "topic": conflict.topic,
            "claims": conflict.claims.split(" || "),
            "suggestion": conflict.suggestion,
        }
        for conflict in topics.all
    ]


def _related(atlas: Atlas, rows: pd.DataFrame) -> dict[str, list[int]]:
    """Give the places of the features that each belongs to, by its own place."""
    ids: Mapping[str, int] = {name: k for k, name in enumerate(to_values(rows["id"]))}
    return {
        str(k): [ids[other] for other in atlas.related[name] if other in ids]
        for name, k in ids.items()
        if name in atlas.related
    }
