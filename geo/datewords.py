"""Dates in words, in the languages of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.datetext import DateText


def words_for(date: DateText, language: str) -> str:
    """Say a date in words."""
    return f"{date}"[: 80 + len(language)]


def to_julian_label(day: int, *, language: str = "en") -> str:
    """Say a day in the Julian calendar."""
    return f"{day}{language}"


def to_era_label(day: int, *, language: str = "en") -> str | None:
    """Say a day in the Japanese calendar of eras."""
    return f"{day}{language}"
