"""Every error raised on purpose, as one family.

::

    AtlasError
    ├── CatalogError          (ValueError)   the list of layers contradicts itself
    ├── InvalidDataError      (ValueError)   facts that break a rule, all of them at once
    ├── InvalidDateError      (ValueError)   a text that is not a date
    ├── UnknownFormatError    (LookupError)  a file or export format nobody here can read or write
    ├── LimitError            (ValueError)   an input larger than is accepted
    └── PressError            (RuntimeError) a sheet that could not be printed

Only the page turns an :class:`AtlasError` into words for a reader. Any other exception is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in the data, and where.

    Parameters
    ----------
    file
        The file as the reader knows it, relative to the folder of the atlas.
    where
        The place in it: a feature's id, ``"row 12"``, ``"[[layer]] control"``; empty for the whole.
    message
        What was found and what was expected.

    Examples
    --------
    >>> print(Problem("events.csv", "row 12", "lon is 'east'; expected degrees"))
    events.csv, row 12: lon is 'east'; expected degrees
    """

    file: str
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, {self.where}" if self.where else self.file
        return f"{place}: {self.message}"


class AtlasError(Exception):
    """Anything that goes wrong in a way this atlas foresees; its text is fit for a reader."""


class CatalogError(AtlasError, ValueError):
    """The catalog contradicts itself or names what does not exist."""


class InvalidDateError(AtlasError, ValueError):
    """A text is not a date; the message says what was found and what to write."""


class UnknownFormatError(AtlasError, LookupError):
    """A format that is not on the list; the message names those that are."""


class LimitError(AtlasError, ValueError):
    """An input larger than is accepted; the message says the limit and the size."""


class PressError(AtlasError, RuntimeError):
    """A sheet could not be printed; the message says why, and whether to try again."""


class InvalidDataError(AtlasError, ValueError):
    """Data that break the rules: every problem of one load, together.

    Parameters
    ----------
    problems
        What is wrong; at least one. They are kept in the order given.

    Examples
    --------
    >>> print(InvalidDataError([Problem("places.csv", "okha", "no source")]))
    1 problem in the data:
    places.csv, okha: no source
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        noun = "problem" if len(self.problems) == 1 else "problems"
        lines = [f"{len(self.problems)} {noun} in the data:", *map(str, self.problems)]
        super().__init__("\n".join(lines))
