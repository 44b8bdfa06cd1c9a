"""One file that a visitor brought: what it is, what was decided about it, what the doctor found."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from geo.brought.look import COLORS, LONGEST_TITLE, SYMBOLS, Look
from geo.doctor import Budget, Diagnosis, Recipe, diagnose, open_package
from geo.doctor.folder import PACKAGE_KIND

if TYPE_CHECKING:
    from geo.atlas import Atlas

BUDGET: Final = Budget(
    bytes=40_000_000,
    unpacked=100_000_000,
    rows=100_000,
    cells=3_000_000,
    vertices=1_000_000,
    tokens=5_000_000,
    members=500,
)
"""How much a file brought to the page may hold: less than one examined on one's own computer."""

Examiner: TypeAlias = Callable[..., Diagnosis]
"""What finds out what is in a file, given what :func:`geo.doctor.diagnose` is given."""

_FOLDERS: Final = re.compile(r".*[/\\]", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Upload:
    """A file that a visitor brought.

    Attributes
    ----------
    number
        Counts the visitor's files; none gets the number of one that was removed.
    name
        As the visitor's computer calls it: only ever to be shown, never to be opened.
    diagnosis
        What the doctor found, following its recipe.
    package
        The atlas that the file holds, if it is a data package.
    is_shown
        Whether it is on the map.
    """

    number: int
    name: str
    data: bytes
    diagnosis: Diagnosis
    look: Look = field(default_factory=Look)
    package: Atlas | None = None
    is_shown: bool = False

    @property
    def layer(self) -> str:
        """The id of its layer; those of a data package begin with it."""
        return f"yours-{self.number}"

    @property
    def recipe(self) -> Recipe:
        """What was decided about it."""
        return self.diagnosis.recipe

    @property
    def title(self) -> str:
        """What its layer is called: as the visitor says, or else as the file."""
        stem = _FOLDERS.sub("", self.name).rpartition(".")
        return (self.look.title or stem[0] or stem[2] or self.name)[:LONGEST_TITLE] or "?"

    @property
    def can_open(self) -> bool:
        """Whether anything in it can be shown."""
        return self.diagnosis.verdict != "refuse" and len(self.diagnosis.frame) > 0


def examine(
    number: int,
    name: str,
    data: bytes,
    *,
    recipe: Recipe | None = None,
    look: Look | None = None,
    examiner: Examiner = diagnose,
) -> Upload:
    """Examine a file; whatever it is, the upload says what the doctor thinks of it.

    Parameters
    ----------
    examiner
        Who reads it: the doctor in this process, or a surgery (:mod:`geo.brought.surgery`).
    """
    diagnosis = examiner(name, data, recipe, budget=BUDGET)
    package = None
    if diagnosis.kind == PACKAGE_KIND and diagnosis.verdict != "refuse":
        with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
            package = open_package(data, Path(folder), budget=BUDGET, features=diagnosis.frame)
    if recipe is not None and diagnosis.recipe is not recipe:
        diagnosis = replace(diagnosis, recipe=recipe)
    return Upload(number, name, data, diagnosis, look or look_of(number), package)


def change(
    upload: Upload,
    *,
    recipe: Recipe | None = None,
    name: str = "",
    data: bytes | None = None,
    examiner: Examiner = diagnose,
) -> Upload:
    """Examine a file again: by another recipe, or its next version by the same."""
    fresh = examine(
        upload.number,
        name or upload.name,
        upload.data if data is None else data,
        recipe=recipe or upload.recipe,
        look=upload.look,
        examiner=examiner,
    )
    return replace(fresh, is_shown=upload.is_shown and fresh.can_open)


def look_of(number: int) -> Look:
    """Give the look with which a visitor's file begins: no two neighbours alike."""
    return Look(
        color=COLORS[(number - 1) % len(COLORS)], symbol=SYMBOLS[(number - 1) % len(SYMBOLS)]
    )
