"""What a person decided about a file, small enough to be kept beside it and used on its next version."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.doctor.roles import ROLES
from geo.errors import InvalidDataError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    try:
        content = json.loads(text) if len(text) <= LONGEST else None
    except (RecursionError, ValueError):
        content = None
    if not isinstance(content, dict) or content.get("version") != VERSION:
        raise _refused(f"it is not a recipe of version {VERSION}")
    columns, repairs = content.get("columns", {}), content.get("repairs", [])
    if not isinstance(columns, dict) or not all(isinstance(name, str) for name in columns.values()):
        raise _refused("'columns' is not a table of texts")
    unknown = [role for role in columns if role not in ROLES]
    if unknown:
        raise _refused(f"{unknown[0]!r} is not a role; expected one of {', '.join(ROLES)}")
    if not isinstance(repairs, list) or not all(isinstance(name, str) for name in repairs):
        raise _refused("'repairs' is not a list of texts")
    return Recipe(MappingProxyType(dict(columns)), tuple(repairs[:MOST_REPAIRS]))


def _refused(message: str) -> InvalidDataError:
    """Make the error for a recipe that is none."""
    return InvalidDataError([Problem("recipe", "", message)])
