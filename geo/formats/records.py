"""People, statistics, conflicts and articles: the files of an atlas that hold no geometry.

Each may be absent; an atlas need not have a treaty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.document import did_you_mean, read_toml
from geo.errors import InvalidDateError, LimitError, Problem
from geo.formats.rows import LIST_SEPARATOR
from geo.formats.texttable import read_table
from geo.limits import read_bytes
from geo.record import BASES, PERSON_KINDS, Article, Conflict, Person, Statistic
from geo.schema import CERTAINTIES
from geo.timespan import parse_edtf

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from geo.document import Table

ARTICLES: Final = "treaty.toml"
PEOPLE: Final = "people.csv"
STATISTICS: Final = "statistics.csv"
CONFLICTS: Final = "conflicts.csv"

_PERSON: Final = ("id", "name", "country", "role", "sources", "kind", "name_ja")
_STATISTIC: Final = (
    "id",
    "when",
    "series",
    "value",
    "unit",
    "qualifier",
    "certainty",
    "sources",
    "note",
)
_CONFLICT: Final = ("id", "topic", "claims", "suggestion", "sources")


def read_articles(root: Path) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Read the articles of the treaty, in file order, with whatever is wrong."""
    path = root / ARTICLES
    if not path.exists():
        return (), ()
    document, problems = read_toml(path)
    articles = tuple(_article(table) for table in document.tables("article"))
    document.close()
    return articles, tuple(problems)


def read_people(root: Path) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """Read the people and firms, in file order, with whatever is wrong."""
    rows, problems = _records(root / PEOPLE, _PERSON)
    people = []
    for place, row in rows:
        problems += _check_word(PEOPLE, place, row, "kind", PERSON_KINDS)
        people.append(
            Person(
                id=row["id"],
                name=row["name"],
                country=row["country"],
                role=row["role"],
                sources=_ids(row["sources"]),
                kind=row["kind"],
                name_ja=row["name_ja"],
            )
        )
    return tuple(people), tuple(problems)


def read_statistics(root: Path) -> tuple[tuple[Statistic, ...], tuple[Problem, ...]]:
    """Read the statistics, in file order, with whatever is wrong."""
    rows, problems = _records(root / STATISTICS, _STATISTIC)
    statistics = []
    for place, row in rows:
        problems += _check_word(STATISTICS, place, row, "certainty", CERTAINTIES)
        problems += _check_date(STATISTICS, place, row["when"])
        statistics.append(
            Statistic(
                id=row["id"],
                when=row["when"],
                series=row["series"],
                value=row["value"],
                unit=row["unit"],
                qualifier=row["qualifier"],
                certainty=row["certainty"],
                sources=_ids(row["sources"]),
                note=row["note"],
            )
        )
    return tuple(statistics), tuple(problems)


def read_conflicts(root: Path) -> tuple[tuple[Conflict, ...], tuple[Problem, ...]]:
    """Read the disagreements, in file order, with whatever is wrong."""
    rows, problems = _records(root / CONFLICTS, _CONFLICT)
    conflicts = tuple(
        Conflict(
            id=row["id"],
            topic=row["topic"],
            claims=row["claims"],
            suggestion=row["suggestion"],
            sources=_ids(row["sources"]),
        )
        for _, row in rows
    )
    return conflicts, tuple(problems)


def _article(table: Table) -> Article:
    """Read one ``[[article]]``."""
    article = Article(
        id=table.text("id"),
        part=table.slug("part"),
        number=table.stamp("number"),
        title=table.text("title"),
        text=table.text("text"),
        basis=table.choice("basis", BASES),
        sources=table.texts("sources"),
        links=table.texts("links", default=()),
        note=table.text("note", default=""),
        title_ru=table.text("title_ru", default=""),
        title_ja=table.text("title_ja", default=""),
        title_zh=table.text("title_zh", default=""),
    )
    table.close()
    return article


def _records(
    path: Path, columns: Collection[str]
) -> tuple[list[tuple[str, Mapping[str, str]]], list[Problem]]:
    """Read a table of exactly these columns, in any order: its places, rows and problems."""
    if not path.exists():
        return [], []
    try:
        table, found = read_table(read_bytes(path), file=path.name, needed=tuple(columns))
    except LimitError as error:
        return [], [Problem(path.name, "", str(error))]
    problems = list(found)
    problems += [
        Problem(path.name, "row 1", f"{name!r} is not a column here; {did_you_mean(name, columns)}")
        for name in table.header
        if name not in columns
    ]
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    problems += [
        Problem(path.name, place, "it has no 'id'; give it one of its own")
        for place, row in zip(table.places, rows, strict=True)
        if not row["id"]
    ]
    return list(zip(table.places, rows, strict=True)), problems


def _ids(cell: str) -> tuple[str, ...]:
    """Split a cell of ids."""
    return tuple(item.strip() for item in cell.split(LIST_SEPARATOR) if item.strip())


def _check_word(
    file: str, place: str, row: Mapping[str, str], name: str, options: Collection[str]
) -> list[Problem]:
    """List a word that is not among those allowed."""
    if row[name] in options:
        return []
    message = f"{name!r} is {row[name]!r}; {did_you_mean(row[name], options)}"
    return [Problem(file, place, message)]


def _check_date(file: str, place: str, text: str) -> list[Problem]:
    """List a text that is not a date; an empty one is an unknown date."""
    try:
        if text:
            parse_edtf(text)
    except InvalidDateError as error:
        return [Problem(file, place, f"'when': {error}")]
    return []
