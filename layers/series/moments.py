"""The dates of a series, and the atlas's answer at each of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.atlas import Atlas
from geo.catalog import Catalog, localized
from geo.errors import InvalidDateError, LimitError
from geo.selection import Selection
from layers.view import MapView, build_view

PHASES: Final = "phases"
MOST_FRAMES: Final = 200
_YEARS: Final = re.compile(r"(-?\d{4})/(-?\d{4})(?:/(\d{1,3}))?\Z")


@dataclass(frozen=True, slots=True)
class Moment:
    """One date of a series.

    Attributes
    ----------
    date
        In EDTF: a year, or the span of a phase.
    title
        What its map is called instead of the atlas's title; empty keeps that.
    """

    date: str
    title: str = ""


def years(first: int, last: int, step: int = 1) -> tuple[Moment, ...]:
    """Give the years from one to another, both included where the step meets them.

    Raises
    ------
    InvalidDateError
        If they run backwards or stand still.
    LimitError
        If there are too many.

    Examples
    --------
    >>> [moment.date for moment in years(1920, 1925, 2)]
    ['1920', '1922', '1924']
    """
    if last < first or step < 1:
        message = f"A series from {first} to {last} by {step} has no years; write 1920/1930/2."
        raise InvalidDateError(message)
    count = (last - first) // step + 1
    if count > MOST_FRAMES:
        message = (
            f"{count:,} maps asked; a series has at most {MOST_FRAMES}. Choose a greater step."
        )
        raise LimitError(message)
    return tuple(Moment(f"{year:04d}") for year in range(first, last + 1, step))


def phases(catalog: Catalog, language: str) -> tuple[Moment, ...]:
    """Give the phases of an atlas.

    Raises
    ------
    InvalidDateError
        If it has none.
    """
    if not catalog.phases:
        message = "This atlas names no phases; ask for years: 1920/1930."
        raise InvalidDateError(message)
    return tuple(Moment(phase.when, localized(phase.title, language)) for phase in catalog.phases)


def parse_moments(text: str, *, catalog: Catalog, language: str) -> tuple[Moment, ...]:
    """Read the dates of a series: ``1920/1930``, ``1900/1950/5`` or ``phases``.

    Raises
    ------
    InvalidDateError
        If it is neither.
    LimitError
        If there are too many.
    """
    if text == PHASES:
        return phases(catalog, language)
    found = _YEARS.match(text)
    if found is None:
        message = f"{text[:60]!r} is no series of years; write 1920/1930, 1900/1950/5 or {PHASES}."
        raise InvalidDateError(message)
    return years(int(found[1]), int(found[2]), int(found[3] or 1))


def frames_of(atlas: Atlas, selection: Selection, moments: Sequence[Moment]) -> tuple[MapView, ...]:
    """Answer a selection once for each date; all else of it stays as it is."""
    views = (
        (moment, build_view(atlas, replace(selection, date=moment.date))) for moment in moments
    )
    return tuple(
        replace(view, title=moment.title) if moment.title else view for moment, view in views
    )
