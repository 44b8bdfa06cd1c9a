"""What an atlas knows besides places and events: articles, people, numbers, disagreements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

BASES: Final = ("text", "paraphrase", "outside", "general-knowledge")
PERSON_KINDS: Final = ("person", "firm", "body")


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a treaty, in the atlas's own words.

    ``basis`` says what those words rest on: the ``text`` itself, a ``paraphrase`` by someone who
    had it, something ``outside`` the treaty, or ``general-knowledge``. ``links`` are ids.
    """

    id: str
    part: str
    number: str
    title: str
    text: str
    basis: str
    sources: tuple[str, ...]
    links: tuple[str, ...] = ()
    note: str = ""
    title_ru: str = ""
    title_ja: str = ""
    title_zh: str = ""

    def title_in(self, language: str) -> str:
        """Give the heading in a language, or as the record has it."""
        said = {"ru": self.title_ru, "ja": self.title_ja, "zh": self.title_zh}
        return said.get(language, "") or self.title


@dataclass(frozen=True, slots=True)
class Person:
    """Someone, or some firm or body, that took part."""

    id: str
    name: str
    country: str
    role: str
    sources: tuple[str, ...]
    kind: str = "person"
    name_ja: str = ""


@dataclass(frozen=True, slots=True)
class Statistic:
    """One number of a series at one time.

    ``value`` is text as the source gives it: a number, a range, or empty where it is unknown.
    """

    id: str
    when: str
    series: str
    value: str
    unit: str
    qualifier: str
    certainty: str
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A point on which sources disagree; ``claims`` are joined with `` || ``."""

    id: str
    topic: str
    claims: str
    suggestion: str
    sources: tuple[str, ...]
