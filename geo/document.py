"""Settings written by hand: TOML tables read key by key, every mistake put on one list.

A :class:`Table` hands out the value of a key if it is what is expected. If not, it notes a
:class:`~geo.errors.Problem` and hands out a harmless stand-in, so that reading goes on and a person
sees all mistakes at once. Nothing read together with problems is ever used.
"""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeGuard

from geo.errors import LimitError, Problem
from geo.limits import read_bytes
from geo.slips import tell_letters, tell_missing, tell_toml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

SLUG: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
LONG_KEY: Final = re.compile(r"(?:\.[ \t]*[\w-]+[ \t]*){40}")
TOO_DEEP: Final = "its tables or lists are too deep in one another; three levels are enough"
ABSENT: Final = object()
CLOSE_ENOUGH: Final = 0.6  # difflib's own default: one or two slips in a word


def did_you_mean(found: str, known: Collection[str]) -> str:
    """Suggest what was probably meant, or list what there is.

    Examples
    --------
    >>> did_you_mean("aera", ["area", "line"])
    "did you mean 'area'?"
    >>> did_you_mean("zebra", ["area", "line"])
    "expected one of 'area', 'line'"
    >>> did_you_mean("id", ["ID", "Name"])
    "did you mean 'ID'?"
    """
    small = {name.lower(): name for name in known}
    close = difflib.get_close_matches(found.lower(), list(small), n=1, cutoff=CLOSE_ENOUGH)
    if close:
        return f"did you mean {small[close[0]]!r}?"
    if not known:
        return "there is none to choose from"
    return f"expected one of {', '.join(map(repr, known))}"


def read_toml(path: Path) -> tuple[Table, list[Problem]]:
    """Open a TOML file as a table together with its (growing) list of problems.

    A file that is missing, too large or not TOML gives an empty table and the problem.
    """
    problems: list[Problem] = []
    content: dict[str, object] = {}
    text = message = ""
    try:
        raw = read_bytes(path)
        message = tell_letters(raw)
        text = "" if message else raw.decode("utf-8-sig")
        if LONG_KEY.search(text):
            text, message = "", TOO_DEEP
        content = tomllib.loads(text)
    except RecursionError:
        message = TOO_DEEP
    except FileNotFoundError:
        message = f"there is no such file; the atlas needs it{tell_missing(path)}"
    except (LimitError, OSError) as error:
        message = str(error)
    except tomllib.TOMLDecodeError as error:
        message = tell_toml(str(error), text)
    if message:
        problems.append(Problem(path.name, "", message))
    return Table(content, file=path.name, where="", problems=problems), problems


class Table:
    """One TOML table, of which every key must be asked for.

    Parameters
    ----------
    content
        The table as ``tomllib`` gives it.
    file, where
        Where it stands, for the problems.
    problems
        The list on which mistakes are put.
    """

    __slots__ = ("_asked", "_content", "_file", "_problems", "where")

    def __init__(
        self, content: Mapping[str, object], *, file: str, where: str, problems: list[Problem]
    ) -> None:
        self._content = content
        self._file = file
        self._problems = problems
        self._asked: list[str] = []
        self.where = where

    def refuse(self, message: str) -> None:
        """Put a problem of this table on the list."""
        self._problems.append(Problem(self._file, self.where, message))

    def has(self, key: str) -> bool:
        """Tell whether a key is there; asking makes it known."""
        self._asked.append(key)
        return key in self._content

    def text(self, key: str, *, default: str | None = None) -> str:
        """Give a text; without a default it must be there and not be empty."""
        value = self._value(key, default, 'a text in quotes, such as "control"')
        if isinstance(value, str):
            if default is None and not value.strip():
                self.refuse(f"{key!r} is empty; expected a text")
            return value
        example = value if isinstance(value, int | float | date) else "control"
        self._mistyped(key, value, f'a text in quotes, such as "{example}"')
        return ""

    def slug(self, key: str, *, default: str | None = None) -> str:
        """Give an identifier: small Latin letters, digits and hyphens."""
        value = self.text(key, default=default)
        if value and not SLUG.fullmatch(value):
            self.refuse(
                f"{key!r} is {value!r}; expected small Latin letters, digits and hyphens, "
                f'such as "{_as_slug(value)}"'
            )
        return value

    def stamp(self, key: str) -> str:
        """Give a date or a year as text, however it was written; empty if absent."""
        value = self._value(key, "", 'a date, such as "1925-01-20"')
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str):
            return value
        self._mistyped(key, value, 'a date, such as "1925-01-20"')
        return ""

    def choice(self, key: str, options: Collection[str], *, default: str | None = None) -> str:
        """Give a text that must be one of several."""
        value = self.text(key, default=default)
        if value and value not in options and value != default:
            self.refuse(f"{key!r} is {value!r}; {did_you_mean(value, options)}")
        return value

    def integer(self, key: str, *, default: int | None = None) -> int:
        """Give a whole number."""
        value = self._value(key, default, "a whole number, such as 1925")
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._mistyped(key, value, "a whole number, such as 1925, without quotes")
        return 0

    def number(self, key: str, *, default: float | None = None) -> float:
        """Give a number."""
        value = self._value(key, default, "a number, such as 142.5")
        if _is_number(value):
            return float(value)
        self._mistyped(key, value, "a number, such as 142.5, without quotes")
        return 0.0

    def flag(self, key: str, *, default: bool) -> bool:
        """Give true or false."""
        value = self._value(key, default, "true or false")
        if isinstance(value, bool):
            return value
        self._mistyped(key, value, "true or false, in small letters and without quotes")
        return default

    def texts(self, key: str, *, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Give a list of texts."""
        expected = 'a list of texts, such as ["carr-1950"]'
        value = self._value(key, default, expected)
        if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self._mistyped(key, value, expected)
        return ()

    def numbers(
        self, key: str, names: tuple[str, ...], *, default: tuple[float, ...] | None = None
    ) -> tuple[float, ...]:
        """Give a list of as many numbers as there are names for them."""
        expected = f"[{', '.join(names)}], {len(names)} numbers"
        value = self._value(key, default, expected)
        if isinstance(value, list | tuple) and len(value) in (len(names), len(default or names)):
            numbers = tuple(float(item) for item in value if _is_number(item))
            if len(numbers) == len(value):
                return numbers
        self._mistyped(key, value, expected)
        return ()

    def titles(self, key: str, languages: Collection[str]) -> Mapping[str, str]:
        """Give a text in several languages, of which English must be one."""
        expected = f'a text per language, such as {key} = {{ en = "Control" }}'
        value = self._value(key, None, expected)
        if not isinstance(value, dict) or not all(isinstance(t, str) for t in value.values()):
            self._mistyped(key, value, expected)
            return MappingProxyType({"en": ""})
        if not value.get("en", "").strip():
            self.refuse(f"{key!r} has no English text; write {expected}")
        for language in value:
            if language not in languages:
                self.refuse(f"{key!r} has {language!r}; {did_you_mean(language, languages)}")
        return MappingProxyType({"en": "", **value})

    def tables(self, key: str) -> list[Table]:
        """Give the tables written ``[[key]]``, in file order; none is allowed."""
        self._asked.append(key)
        value = self._content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.refuse(f"{key!r} is written once, with single brackets; write [[{key}]] for each")
            return []
        return [
            Table(
                item,
                file=self._file,
                where=_place(self.where, key, item, number),
                problems=self._problems,
            )
            for number, item in enumerate(value, start=1)
        ]

    def table(self, key: str) -> Table:
        """Give the one table written ``[key]``; it must be there."""
        value = self._value(key, None, f"a table that starts with [{key}]")
        if not isinstance(value, dict):
            self._mistyped(key, value, f"a table that starts with [{key}]")
            value = {}
        return Table(value, file=self._file, where=f"[{key}]", problems=self._problems)

    def close(self) -> None:
        """Report every key that nobody asked for."""
        for key in self._content:
            if key not in self._asked:
                hint = did_you_mean(key, self._asked)
                self.refuse(f"{key!r} is not a key known here; {hint}")

    def _value(self, key: str, default: object, expected: str) -> object:
        """Look a key up; what is required and absent is a problem, told once."""
        self._asked.append(key)
        if key in self._content:
            return self._content[key]
        if default is None:
            self.refuse(f"{key!r} is missing; expected {expected}")
            return ABSENT
        return default

    def _mistyped(self, key: str, value: object, expected: str) -> None:
        """Report a value of the wrong type, unless its absence was reported already."""
        if value is not ABSENT:
            found = value.isoformat() if isinstance(value, date) else repr(value)
            self.refuse(f"{key!r} is {found}; expected {expected}")


def _as_slug(text: str) -> str:
    """Give an identifier that is like a text."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "oil-fields"


def duplicates(items: Iterable[str]) -> list[str]:
    """List what comes more than once, each a single time, in the order of its second coming."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for item in items:
        if item in seen:
            twice[item] = None
        seen.add(item)
    return list(twice)


def _is_number(value: object) -> TypeGuard[float]:
    """Tell whether a TOML value is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _place(where: str, key: str, item: Mapping[str, object], number: int) -> str:
    """Name a table of a list by its id, or by its number if it has none."""
    identifier = item.get("id")
    name = identifier if isinstance(identifier, str) and identifier else number
    return f"{where} [[{key}]] {name}".strip()
