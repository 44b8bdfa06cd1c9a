"""The kinds of file that a series becomes. To add one, add an entry to the list."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from geo.errors import UnknownFormatError
from layers.render.scene import PlateOptions
from layers.series.binding import write_atlas
from layers.series.bundle import write_zip
from layers.series.film import (
    check_film,
    find_ffmpeg,
    pixels_of,
    write_apng,
    write_gif,
    write_mp4,
    write_webp,
)
from layers.series.multiples import write_multiples
from layers.series.series import Series
from layers.series.watch import Watch

_A4_MM2: Final = 210.0 * 297.0
_GROWTH: Final = 0.4  # of a drawn sheet with its area: a larger one holds more, not as much more


@dataclass(frozen=True, slots=True)
class SeriesKind:
    """A kind of file.

    Attributes
    ----------
    is_film
        Whether it moves, so that it is made of pixels and always tells its date.
    first, weight
        Bytes of a file for one date, and for each further date, measured on the embedded atlas: on
        A4, or for each pixel of a film.
    """

    label: str
    suffix: str
    mime: str
    write: Callable[[Series, Watch], bytes]
    first: float
    weight: float
    is_film: bool = False


SERIES_KINDS: Final[Mapping[str, SeriesKind]] = MappingProxyType(
    {
        "atlas-pdf": SeriesKind("PDF atlas", ".pdf", "application/pdf", write_atlas, 420e3, 300e3),
        "zip": SeriesKind("ZIP of sheets", ".zip", "application/zip", write_zip, 400e3, 400e3),
        "multiples": SeriesKind(
            "Small multiples", ".multiples.pdf", "application/pdf", write_multiples, 330e3, 80e3
        ),
        "gif": SeriesKind("GIF", ".gif", "image/gif", write_gif, 0.27, 0.06, is_film=True),
        "webp": SeriesKind(
            "WebP film", ".film.webp", "image/webp", write_webp, 0.34, 0.08, is_film=True
        ),
        "apng": SeriesKind("APNG", ".film.png", "image/apng", write_apng, 0.75, 0.36, is_film=True),
        "mp4": SeriesKind("MP4", ".mp4", "video/mp4", write_mp4, 0.17, 0.08, is_film=True),
    }
)


def _kind(name: str) -> SeriesKind:
    if name not in SERIES_KINDS:
        message = f"A series does not become {name!r}; it becomes {', '.join(SERIES_KINDS)}."
        raise UnknownFormatError(message)
    return SERIES_KINDS[name]


def estimate_bytes(kind: str, dates: int, options: PlateOptions, dpi: float) -> int:
    """Estimate the size of a file before it is made: right within a factor of about two.

    Raises
    ------
    UnknownFormatError
        When a series does not become that.
    LimitError
        When the sheet is none.
    """
    found = _kind(kind)
    width, height = pixels_of(options, dpi)
    each = found.first + found.weight * (dates - 1)
    if found.is_film:
        return round(each * width * height)
    across, upright = options.size_mm
    return round(each * math.pow(across * upright / _A4_MM2, _GROWTH))


def make_series(series: Series, kind: str, *, watch: Watch | None = None) -> bytes:
    """Make the file; the same series gives the same bytes.

    Parameters
    ----------
    watch
        Who is told how far it is, and who may stop it.

    Raises
    ------
    UnknownFormatError
        When a series does not become that.
    LimitError
        When it would be too large.
    PressError
        When a sheet could not be printed, a program is missing, or somebody stopped it.
    """
    found, series = _kind(kind), replace(series, kind=kind)
    series.check()
    if found.is_film:
        check_film(series)
        options = series.options
        series = replace(series, options=replace(options, show=options.show | {"date"}))
    if kind == "mp4":
        find_ffmpeg()
    return found.write(series, watch or Watch())
