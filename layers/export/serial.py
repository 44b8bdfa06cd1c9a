"""A series as the command line asks for it: one file from many dates."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from geo.atlas import Atlas
from geo.catalog import localized
from geo.errors import UnknownFormatError
from geo.selection import Selection
from layers.export.formats import suggest_name
from layers.export.state import to_values
from layers.render.metadata import to_state
from layers.render.press import Job, print_job
from layers.render.scene import PlateOptions
from layers.render.sheet import Sheet
from layers.series import SERIES_KINDS, Series, frames_of, parse_moments
from layers.view import MapView

FILM_DPI: Final = 96.0
PACE_MS: Final = 700  # that a film shows each date


@dataclass(frozen=True, slots=True)
class SeriesOrder:
    """What series is to be made.

    Attributes
    ----------
    dates
        ``1920/1930``, ``1900/1950/5`` or ``phases``.
    dpi
        Of a film's pictures; ``None`` is usual.
    """

    selection: Selection
    options: PlateOptions
    dates: str
    dpi: float | None = None
    frame_ms: int = PACE_MS


def _stamp(options: PlateOptions, title: str) -> Callable[[MapView, Sheet], Sheet]:
    """Write into each sheet how it is made again, alone."""

    def stamp(view: MapView, sheet: Sheet) -> Sheet:
        own = options if view.title == title else replace(options, title=view.title)
        state = to_state(to_values(view.selection, own, "pdf", None))
        return replace(sheet, metadata=(*sheet.metadata, ("state", state)))

    return stamp


def build_series(
    atlas: Atlas, order: SeriesOrder, *, press: Callable[[Job], bytes] = print_job
) -> Series:
    """Answer a selection at all the dates of a series.

    Raises
    ------
    InvalidDateError
        If the dates are not understood.
    LimitError
        If there are too many.
    """
    selection = order.selection
    language = selection.language
    moments = parse_moments(order.dates, catalog=atlas.catalog, language=language)
    title = order.options.title or localized(atlas.catalog.title, language)
    values = to_values(selection, order.options, "", order.dpi or FILM_DPI)
    made = {"series": order.dates, "pace": f"{order.frame_ms}"}
    return Series(
        frames_of(atlas, selection, moments),
        title,
        order.options,
        dpi=order.dpi or FILM_DPI,
        frame_ms=order.frame_ms,
        print_job=press,
        stamp=_stamp(order.options, localized(atlas.catalog.title, language)),
        state=lambda kind: to_state(values | {"format": kind} | made),
    )


def suggest_series_name(series: Series, kind: str) -> str:
    """Give a file name that tells dates, view and language."""
    view = series.views[0]
    whole = replace(view, selection=replace(view.selection, date=series.date))
    return suggest_name(whole, SERIES_KINDS[kind].suffix)


def kind_of(name: str) -> str:
    """Find what a series becomes by the ending of its file; a PDF atlas otherwise.

    Raises
    ------
    UnknownFormatError
        If it is that of nothing a series becomes.
    """
    endings = {kind.suffix: key for key, kind in SERIES_KINDS.items()}
    found = [ending for ending in endings if name.lower().endswith(ending)]
    if name and name != "-" and not found:
        message = f"Say what the series becomes: --as with one of {', '.join(SERIES_KINDS)}."
        raise UnknownFormatError(message)
    return endings[max(found, key=len)] if found else "atlas-pdf"
