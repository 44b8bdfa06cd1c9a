"""Who says so: the sources of an atlas and how they are cited."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.document import duplicates, read_toml
from geo.errors import InvalidDataError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.document import Table

GENERAL_KNOWLEDGE: Final = "general-knowledge"  # cited where no source has been seen
RELIABILITIES: Final = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Source:
    """A book, document, page or data set that the atlas leans on.

    Attributes
    ----------
    kind
        What it is in a word or two: ``book``, ``treaty text``, ``data set``.
    part_seen
        Which part of it was really read.
    reliability
        ``high``, ``medium`` or ``low``; empty if nobody has judged it.
    url, author, publisher, published, license, accessed, note
        Empty if unknown.
    """

    id: str
    title: str
    url: str = ""
    language: str = ""
    kind: str = ""
    part_seen: str = ""
    reliability: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    license: str = ""
    accessed: str = ""
    note: str = ""


def to_citation(source: Source) -> str:
    """Cite a source in one plain sentence, without markup.

    Examples
    --------
    >>> to_citation(Source("x", "A Toy Island", author="A. Nobody", published="1950"))
    'A. Nobody, A Toy Island, 1950.'
    """
    heading = ", ".join(
        part for part in (source.author, source.title, source.publisher, source.published) if part
    )
    sentence = heading if heading.endswith((".", "?", "!", "。")) else f"{heading}."
    if source.url:
        sentence += f" {source.url}"
    if source.accessed:
        sentence += f" (accessed {source.accessed})"
    return sentence


def read_sources(path: Path) -> tuple[Mapping[str, Source], tuple[Problem, ...]]:
    """Read the list of sources, together with whatever is wrong with it."""
    document, problems = read_toml(path)
    sources = [_source(table) for table in document.tables("source")]
    document.close()
    problems += [
        Problem(path.name, name, "two sources have this id; give each its own")
        for name in duplicates(source.id for source in sources)
    ]
    return MappingProxyType({source.id: source for source in sources}), tuple(problems)


def load_sources(path: Path) -> Mapping[str, Source]:
    """Load the list of sources by id, in file order.

    Raises
    ------
    InvalidDataError
        With all that is wrong in the file.
    """
    sources, problems = read_sources(path)
    if problems:
        raise InvalidDataError(problems)
    return sources


def _source(table: Table) -> Source:
    """Read one ``[[source]]``."""
    source = Source(
        id=table.slug("id"),
        title=table.text("title"),
        url=table.text("url", default=""),
        language=table.text("language", default=""),
        kind=table.text("kind", default=""),
        part_seen=table.text("part_seen", default=""),
        reliability=table.choice("reliability", RELIABILITIES, default=""),
        author=table.text("author", default=""),
        publisher=table.text("publisher", default=""),
        published=table.stamp("published"),
        license=table.text("license", default=""),
        accessed=table.stamp("accessed"),
        note=table.text("note", default=""),
    )
    if source.url and not source.url.startswith(("https://", "http://")):
        table.refuse(f"'url' is {source.url!r}; expected a web address that starts with https://")
    table.close()
    return source
