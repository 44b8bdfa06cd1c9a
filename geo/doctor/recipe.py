"""What a person decided about a file, small enough to be kept beside it and used on its next version."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from geo.doctor.roles import ROLES
from geo.document import did_you_mean
from geo.errors import InvalidDataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VERSION: Final = 1
LONGEST: Final = 100_000
MOST_REPAIRS: Final = 100


@dataclass(frozen=True, slots=True)
class Recipe:
    """The columns and repairs that a person chose.

    Attributes
    ----------
    columns
        The column of a role; an empty one says that no column has this role.
    repairs
        The ids of repairs, as findings name them.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    repairs: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Write the recipe as a small JSON text; :func:`parse_recipe` reads it back."""
        content = {"version": VERSION, "columns": dict(self.columns), "repairs": list(self.repairs)}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def parse_recipe(text: str) -> Recipe:
    """Read a recipe.

    Raises
    ------
    InvalidDataError
        If it is not one.

    Examples
    --------
    >>> parse_recipe('{"version": 1, "columns": {"lon": "X"}, "repairs": []}').columns["lon"]
    'X'
    """
    problems = tuple(_problems(_parsed(text)))
    if problems:
        raise InvalidDataError(problems)
    content = _parsed(text)
    columns, repairs = content.get("columns", {}), content.get("repairs", [])
    return Recipe(MappingProxyType(dict(columns)), tuple(repairs[:MOST_REPAIRS]))


def _parsed(text: str) -> dict[str, Any]:
    """Parse the JSON of a recipe; empty if it is none."""
    try:
        content = json.loads(text) if len(text) <= LONGEST else None
    except (RecursionError, ValueError):
        content = None
    return content if isinstance(content, dict) else {}


def _problems(content: Mapping[str, Any]) -> Iterator[Problem]:
    """List what is wrong with a recipe."""
    if content.get("version") != VERSION:
        yield Problem("recipe", "", f"it is not a recipe of version {VERSION}")
    columns, repairs = content.get("columns", {}), content.get("repairs", [])
    if not isinstance(columns, dict) or not all(isinstance(name, str) for name in columns.values()):
        yield Problem("recipe", "columns", "it is not a table of texts")
    else:
        for role in columns:
            if role not in ROLES:
                yield Problem(
                    "recipe", "columns", f"{role!r} is no role; {did_you_mean(role, ROLES)}"
                )
    if not isinstance(repairs, list) or not all(isinstance(name, str) for name in repairs):
        yield Problem("recipe", "repairs", "it is not a list of texts")
