"""Sources that a note names where it leans on them: their ids in brackets, as in ``[kato]``.

One bracket may hold several, with commas or semicolons between, and words after them or after a
colon: ``[kato, reph: p. 5]``. What is no id of a source is words, and stays as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.catalog import OWN_GROUP
from geo.schema import to_values
from geo.source import GENERAL_KNOWLEDGE

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    import pandas as pd

    from geo.atlas import Atlas

_BRACKET: Final = re.compile(r"\[([^\[\]]*)\]")
_ITEM: Final = re.compile(r"[^,;\s](?:[^,;]*[^,;\s])?")


@dataclass(frozen=True, slots=True)
class Noted:
    """A note that knows the sources it names.

    Attributes
    ----------
    parts
        Words at the even places and ids of sources at the odd ones: together they are the note.
    sources
        Ids: those that the record lists, then those that the note alone names.
    """

    parts: tuple[str, ...]
    sources: tuple[str, ...]

    def told(self, names: Mapping[str, str]) -> str:
        """Give the note with other names for its sources; one without a name keeps its id.

        Examples
        --------
        >>> Noted(("So it says [", "kato", "]."), ("kato",)).told({"kato": "Kato 1934"})
        'So it says [Kato 1934].'
        """
        return "".join(
            names.get(part, part) if place % 2 else part for place, part in enumerate(self.parts)
        )

    def numbered(self) -> str:
        """Give the note with the place of each source in the list, counted from one.

        Examples
        --------
        >>> read_note("Others differ [kato: p. 5; x9].", ("reph", "kato"), known=()).numbered()
        'Others differ [2: p. 5; x9].'
        """
        return self.told({name: str(place) for place, name in enumerate(self.sources, start=1)})


def read_note(note: str, sources: tuple[str, ...], *, known: Container[str]) -> Noted:
    """Find the sources that a note names.

    Parameters
    ----------
    sources
        Ids that its record lists.
    known
        Ids of further sources that it may name.

    Examples
    --------
    >>> read_note("[x9] or [reph]", ("kato",), known={"reph"}).sources
    ('kato', 'reph')
    """
    parts, end = [], 0
    for name, start in _names(note):
        if start >= end and (name in sources or name in known):
            parts += [note[end:start], name]
            end = start + len(name)
    named = dict.fromkeys((*sources, *parts[1::2]))
    return Noted((*parts, note[end:]), tuple(named))


def rename_in_note(note: str, names: Mapping[str, str]) -> str:
    """Give a note in which sources are named by their new ids.

    Examples
    --------
    >>> rename_in_note("See [Kato, 1934].", {"Kato, 1934": "mine-1"})
    'See [mine-1].'
    """
    return read_note(note, (), known=names).told(names)


def read_notes(atlas: Atlas, features: pd.DataFrame) -> tuple[list[int], list[Noted]]:
    """Find the sources that the notes of features name.

    What a reader brought names none but those that its rows list: a word in its brackets may
    happen to be an id of the atlas.

    Returns
    -------
    places
        For each row the place of its note among the distinct ones.
    notes
        The distinct notes.
    """
    every = frozenset({GENERAL_KNOWLEDGE, *atlas.sources})
    own = {spec.id for spec in atlas.catalog.layers if spec.group == OWN_GROUP}
    layers = (name in own for name in to_values(features["layer"]))
    columns = (to_values(features["note"]), to_values(features["sources"]), layers)
    distinct: dict[tuple[str, tuple[str, ...], bool], int] = {}
    places = [distinct.setdefault(row, len(distinct)) for row in zip(*columns, strict=True)]
    notes = [
        read_note(note, sources, known=frozenset() if is_own else every)
        for note, sources, is_own in distinct
    ]
    return places, notes


def _names(note: str) -> Iterator[tuple[str, int]]:
    """Yield what may be an id, with its place: a bracket's whole content, then its items."""
    if "[" not in note:
        return
    for bracket in _BRACKET.finditer(note):
        start, content = bracket.start(1), bracket[1]
        yield content, start
        for item in _ITEM.finditer(content.partition(":")[0]):
            yield item[0], start + item.start()
