"""The evidence cards of all features as columns: what many of them share is sent once."""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from geo.atlas import Atlas
from geo.catalog import localized
from geo.mentions import Noted, read_note, read_notes
from geo.record import Conflict
from geo.schema import to_values
from geo.timespan import FAR_FUTURE, FAR_PAST
from layers.card import Facts, citation_of, say_date, say_facts

NO_DAY: Final = FAR_FUTURE + 1

Pairs: TypeAlias = list[list[int]]
Parts: TypeAlias = str | tuple[str | int, ...]


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
    and related features. What names sources, a note or a side of a conflict, is a list of words
    and of places of ``citations``: the card has them all, and numbers them in its own order.
    The names of a feature are among the columns of features.
    """
    texts = Places()
    facts, all_facts = _facts(rows, texts, language)
    details, all_details = _details(atlas, rows, texts, language)
    noted, notes = read_notes(atlas, rows)
    disputes = {conflict.id: _read(conflict) for conflict in atlas.conflicts}
    cited, lists = _cited(rows, noted, notes, disputes)
    citations, told, topics = Places(), Places(), Places()
    all_lists = [citations.place_all(names) for names in lists]
    said = _numbers(told.place_all(_parts(note, citations) for note in notes))
    columns = {
        "when": _numbers(_dates(rows, texts, language)),
        "text": _numbers(texts.place_all(to_values(rows["text"]))),
        "note": said[_numbers(noted)],
        "facts": facts,
        "details": details,
        "citations": cited,
    }
    return {
        "cards": {name: packed(column) for name, column in columns.items()}
        | {
            "factLists": all_facts,
            "detailLists": all_details,
            "citationLists": all_lists,
            "conflicts": _conflicts(rows, topics),
            "related": _related(atlas, rows),
        },
        "texts": texts.all,
        "notes": list(map(_plain, told.all)),
        "conflicts": [_told(disputes[name], citations) for name in topics.all],
        "citations": [
            {"text": c.text, "url": c.url, "reliability": c.reliability}
            for c in (citation_of(atlas, name, language) for name in citations.all)
        ],
    }


@dataclass(frozen=True, slots=True)
class _Dispute:
    """A disagreement that knows the sources it names."""

    topic: str
    claims: tuple[Noted, ...]
    suggestion: Noted

    @property
    def sources(self) -> tuple[str, ...]:
        """Those that its sides name, then those that only our view of it does."""
        return tuple(name for note in (*self.claims, self.suggestion) for name in note.sources)


def _read(conflict: Conflict) -> _Dispute:
    """Find the sources that a conflict names."""
    claims, suggestion = (
        [read_note(text, (), known=conflict.sources) for text in texts]
        for texts in (conflict.claims.split(" || "), [conflict.suggestion])
    )
    return _Dispute(conflict.topic, tuple(claims), *suggestion)


def _told(dispute: _Dispute, citations: Places) -> dict[str, Any]:
    """Give a conflict as it is sent."""
    return {
        "topic": dispute.topic,
        "claims": [_plain(_parts(claim, citations)) for claim in dispute.claims],
        "suggestion": _plain(_parts(dispute.suggestion, citations)),
    }


def _parts(note: Noted, citations: Places) -> Parts:
    """Give words and the places of the sources among them; words alone are a text."""
    if len(note.parts) == 1:
        return note.parts[0]
    return tuple(citations.place(x) if k % 2 else x for k, x in enumerate(note.parts))


def _plain(parts: Parts) -> str | list[str | int]:
    """Give parts as JSON has them."""
    return parts if isinstance(parts, str) else list(parts)


def _cited(
    rows: pd.DataFrame, noted: list[int], notes: list[Noted], disputes: Mapping[str, _Dispute]
) -> tuple[np.ndarray[Any, Any], list[Any]]:
    """Give the sources of each card: its feature's, then what only note and conflicts name."""
    places, distinct = _once(zip(noted, to_values(rows["conflicts"]), strict=True))
    lists, all_lists = _once(
        tuple(dict.fromkeys((*notes[k].sources, *(s for n in names for s in disputes[n].sources))))
        for k, names in distinct
    )
    return lists[places], all_lists


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


def _conflicts(rows: pd.DataFrame, topics: Places) -> dict[str, list[int]]:
    """Give the disagreements that features are in, by the place of the feature."""
    return {
        str(k): topics.place_all(names)
        for k, names in enumerate(to_values(rows["conflicts"]))
        if names
    }


def _related(atlas: Atlas, rows: pd.DataFrame) -> dict[str, list[int]]:
    """Give the places of the features that each belongs to, by its own place."""
    ids: Mapping[str, int] = {name: k for k, name in enumerate(to_values(rows["id"]))}
    return {
        str(k): [ids[other] for other in atlas.related[name] if other in ids]
        for name, k in ids.items()
        if name in atlas.related
    }
