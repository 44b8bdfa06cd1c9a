"""The kinds of file that a series becomes. To add one, add an entry to the list."""

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


@dataclass(frozen=True, slots=True)
class SeriesKind:
    """A kind of file.

    Attributes
    ----------
    is_film
        Whether it moves, so that it is made of pixels and always tells its date.
    weight
        Bytes for each date, or for each pixel of a date in a film, measured on the embedded atlas.
    """

    label: str
    suffix: str
    mime: str
    write: Callable[[Series, Watch], bytes]
    weight: float
    is_film: bool = False


SERIES_KINDS: Final[Mapping[str, SeriesKind]] = MappingProxyType(
    {
        "atlas-pdf": SeriesKind("PDF atlas", ".pdf", "application/pdf", write_atlas, 300_000),
        "zip": SeriesKind("ZIP of sheets", ".zip", "application/zip", write_zip, 500_000),
        "multiples": SeriesKind(
            "Small multiples", ".multiples.pdf", "application/pdf", write_multiples, 150_000
        ),
        "gif": SeriesKind("GIF", ".gif", "image/gif", write_gif, 0.034, is_film=True),
        "webp": SeriesKind("WebP film", ".film.webp", "image/webp", write_webp, 0.04, is_film=True),
        "apng": SeriesKind("APNG", ".film.png", "image/apng", write_apng, 0.29, is_film=True),
        "mp4": SeriesKind("MP4", ".mp4", "video/mp4", write_mp4, 0.035, is_film=True),
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
    return round(found.weight * (width * height if found.is_film else 1) * dates)


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
    found = _kind(kind)
    series.check()
    if found.is_film:
        check_film(series)
        options = series.options
        series = replace(series, options=replace(options, show=options.show | {"date"}))
    if kind == "mp4":
        find_ffmpeg()
    return found.write(series, watch or Watch())
