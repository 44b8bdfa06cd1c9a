"""Letters of an atlas that cannot be printed: looked for when it is opened, each of them named.

The atlas opens all the same. On a sheet a sign stands in place of such a letter; on the screen it is
drawn in a font of the reader's, if there is one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields
from itertools import chain
from typing import TYPE_CHECKING, Final

from geo.errors import Problem
from geo.formats.records import ARTICLES, CONFLICTS, PEOPLE, STATISTICS
from geo.letters import STAND_IN, find_unwritable, is_shaped, name_all, name_of
from geo.references import CATALOG, SOURCES
from geo.schema import to_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from geo.atlas import Atlas
    from geo.catalog import Catalog
    from geo.record import Article, Conflict, Person, Statistic
    from geo.source import Source

MOST_NAMED: Final = 40
WHOLE: Final = "the whole atlas"
_COLUMNS: Final = ("name", "name_ru", "name_ja", "name_zh", "text", "note")


@dataclass(frozen=True, slots=True)
class _Column:
    """Texts of one kind in one file, and where each of them stands."""

    file: str
    field: str
    places: Sequence[str]
    texts: Sequence[str]


@dataclass(slots=True)
class _Found:
    """A character that cannot be printed, where it first stands, and how often in that file."""

    file: str
    character: str
    where: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Warned:
    """What is told of letters that cannot be printed, and how often they stand there."""

    problem: Problem
    count: int


def check_letters(atlas: Atlas) -> tuple[Warned, ...]:
    """Name every character of an atlas that no font can print, with file, place, field and count."""
    found: dict[tuple[str, str], _Found] = {}
    for column in _columns(atlas):
        for missing in find_unwritable(column.texts):
            where = f"{column.places[missing.places[0]]}, {column.field}"
            usual = _Found(column.file, missing.character, where)
            found.setdefault((column.file, missing.character), usual).count += missing.count
    return tuple(_told(list(found.values())))


def script_of(character: str) -> str:
    """Name the script of a letter, as Unicode begins its name.

    Examples
    --------
    >>> script_of("س")
    'Arabic'
    """
    return unicodedata.name(character, "").partition(" ")[0].capitalize()


def about_shaping(characters: Iterable[str]) -> str:
    """Say that a font would not be enough for some of these characters; nothing, where it would."""
    scripts = dict.fromkeys(script_of(c) for c in characters if is_shaped(c))
    if not scripts:
        return ""
    names = ", ".join(scripts)
    return f"{names}: such scripts join, stack or turn their letters, which a sheet cannot do"


def _told(found: list[_Found]) -> Iterator[Warned]:
    """Tell of each character, the most frequent first; of very many, the last only by name."""
    found.sort(key=lambda one: -one.count)
    for one in found[:MOST_NAMED]:
        times = f"{one.count:,} times" if one.count > 1 else "once"
        name = name_of(one.character)
        message = f"no font of the atlas has {name}, {times} in this file; a sheet shows {STAND_IN}"
        yield Warned(Problem(one.file, one.where, message), one.count)
    rest = found[MOST_NAMED:]
    if characters := "".join(dict.fromkeys(one.character for one in rest)):
        names = name_all(characters, most=MOST_NAMED)
        message = f"no font of the atlas has {len(characters)} more characters: {names}"
        yield Warned(Problem(WHOLE, "", message), sum(one.count for one in rest))
    if shaping := about_shaping(one.character for one in found):
        count = sum(one.count for one in found if is_shaped(one.character))
        yield Warned(Problem(WHOLE, "", shaping), count)


def _columns(atlas: Atlas) -> Iterator[_Column]:
    """Yield all that an atlas says in words."""
    yield from _of_catalog(atlas.catalog)
    yield from _of_records(SOURCES, atlas.sources.values())
    files = {spec.id: spec.path for spec in atlas.catalog.layers}
    for layer, rows in atlas.features.groupby("layer", sort=False, observed=True):
        yield from _of_features(rows, files[str(layer)])
    yield from _of_records(ARTICLES, atlas.articles)
    yield from _of_records(PEOPLE, atlas.people)
    yield from _of_records(STATISTICS, atlas.statistics)
    yield from _of_records(CONFLICTS, atlas.conflicts)


def _of_features(rows: pd.DataFrame, file: str) -> Iterator[_Column]:
    """Yield the names, texts and details of one layer."""
    places = to_values(rows["id"])
    for name in _COLUMNS:
        yield _Column(file, name, places, to_values(rows[name]))
    details: dict[str, tuple[list[str], list[str]]] = {}
    for place, told in zip(places, to_values(rows["details"]), strict=True):
        for field, value in told:
            wheres, texts = details.setdefault(field, ([], []))
            wheres.append(place)
            texts.append(value)
    for field, (wheres, texts) in details.items():
        yield _Column(file, field, wheres, texts)


def _of_records(
    file: str, records: Iterable[Source | Article | Person | Statistic | Conflict]
) -> Iterator[_Column]:
    """Yield the texts of records, field by field."""
    whole = tuple(records)
    places = [record.id for record in whole]
    for field in fields(whole[0]) if whole else ():
        texts = [getattr(record, field.name) for record in whole]
        if isinstance(texts[0], str):
            yield _Column(file, field.name, places, texts)


def _of_catalog(catalog: Catalog) -> Iterator[_Column]:
    """Yield the titles of all that the catalog lists, language by language."""
    titled: list[tuple[str, Mapping[str, str]]] = [("[atlas]", catalog.title)]
    titled += [(f"[[view]] {x.id}", x.title) for x in catalog.views]
    titled += [(f"[[phase]] {x.id}", x.title) for x in catalog.phases]
    titled += [(f"[[group]] {x.id}", x.title) for x in catalog.groups]
    titled += [(f"[[field]] {x.id}", x.title) for x in catalog.fields]
    for spec in catalog.layers:
        titled.append((f"[[layer]] {spec.id}", spec.title))
        titled += [(f"[[layer]] {spec.id}, category {x.id}", x.title) for x in spec.categories]
    for language in dict.fromkeys(chain.from_iterable(title for _, title in titled)):
        said = [(place, title[language]) for place, title in titled if language in title]
        places, texts = [place for place, _ in said], [text for _, text in said]
        yield _Column(CATALOG, f"title.{language}", places, texts)
