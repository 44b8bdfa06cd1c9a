"""The formats in which a view leaves the atlas. To add one, add an entry to the list."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.atlas import Atlas
from geo.errors import LimitError, UnknownFormatError
from geo.extent import Extent
from geo.formats.geojson import to_geojson
from geo.formats.table import to_csv
from geo.publish.writers import WRITERS
from layers.citing import cite, to_plain
from layers.export.state import to_values
from layers.render.inks import to_inks
from layers.render.metadata import to_state
from layers.render.press import print_job, to_job
from layers.render.scene import PlateOptions, build_scene
from layers.render.sheet import Sheet
from layers.render.svg import to_svg
from layers.render.web import to_html
from layers.render.worker import Press
from layers.view import MapView

_UNWANTED: Final = re.compile(r"[^A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """What is to be exported, and with what."""

    view: MapView
    file_format: str
    options: PlateOptions
    dpi: float
    atlas: Atlas | None
    press: Press | None


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format.

    Attributes
    ----------
    uses_sheet
        Whether the sheet's options matter.
    uses_dpi
        Whether the resolution matters.
    uses_atlas
        Whether the whole atlas must be given beside the view.
    """

    label: str
    suffix: str
    mime: str
    write: Callable[[Request], bytes]
    uses_sheet: bool = True
    uses_dpi: bool = False
    uses_atlas: bool = False


def check_options(options: PlateOptions) -> None:
    """Refuse options that name no sheet.

    Raises
    ------
    LimitError
        With what there is.
    """
    try:
        _ = options.size_mm
    except ValueError as error:
        message = f"The sheet cannot be made: {error}."
        raise LimitError(message) from error
    cite((), options.citation)


def _sheet(request: Request) -> Sheet:
    """Draw the sheet and write into it how it was made."""
    check_options(request.options)
    sheet = to_inks(build_scene(request.view, request.options), request.options.inks)
    selection = replace(request.view.selection, extent=own_extent(request.view))
    dpi = request.dpi if EXPORTERS[request.file_format].uses_dpi else None
    state = to_state(to_values(selection, request.options, request.file_format, dpi))
    return replace(sheet, metadata=(*sheet.metadata, ("state", state)))


def own_extent(view: MapView) -> Extent | None:
    """Give the extent of a view where it is not simply that of its preset."""
    return None if view.extent == view.view.extent else view.extent


def _write_svg(request: Request) -> bytes:
    return to_svg(_sheet(request), embed_fonts=True).encode()


def _write_outlined_svg(request: Request) -> bytes:
    return to_svg(_sheet(request), lettering="outlines").encode()


def _print(request: Request) -> bytes:
    """Print the sheet, in a worker where there is a press."""
    job = to_job(_sheet(request), request.file_format, request.dpi)
    return request.press.print_job(job) if request.press else print_job(job)


def _write_html(request: Request) -> bytes:
    if request.atlas is None:
        message = "A page on its own holds all dates: export() needs the atlas for it."
        raise UnknownFormatError(message)
    return to_html(request.view, request.atlas).encode()


def _features(view: MapView) -> gpd.GeoDataFrame:
    """Give what is on the map at the date, layer after layer."""
    frames = [layer.features for layer in view.dated]
    if not frames:
        return view.layers[0].features.iloc[:0]
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=frames[0].crs)


def _write_geojson(request: Request) -> bytes:
    features = _features(request.view)
    told = [
        (*details, ("from_layer", layer), ("holds", holds))
        for details, layer, holds in zip(
            features["details"], features["layer"], features["holds"], strict=True
        )
    ]
    return to_geojson(features.assign(details=pd.Series(told, dtype=object))).encode()


def _write_csv(request: Request) -> bytes:
    return to_csv(_features(request.view), layers=True).encode()


def _write_citations(request: Request) -> bytes:
    """List the sources of what is on the map, each on a line, in the reader's style."""
    cited = cite(request.view.sources, request.options.citation)
    return "".join(f"{to_plain(citation)}\n" for citation in cited).encode()


def _write_data(request: Request) -> bytes:
    if request.atlas is None:
        message = "A file of data names its sources: export() needs the atlas for it."
        raise UnknownFormatError(message)
    return WRITERS[request.file_format].write(request.atlas, _features(request.view))


_DATA: Final[Mapping[str, Exporter]] = {
    name: Exporter(
        writer.label, writer.suffix, writer.mime, _write_data, uses_sheet=False, uses_atlas=True
    )
    for name, writer in WRITERS.items()
    if name not in {"geojson", "csv", "project"}  # told otherwise here; what a visitor brought
}


EXPORTERS: Final[Mapping[str, Exporter]] = MappingProxyType(
    {
        "pdf": Exporter("PDF", ".pdf", "application/pdf", _print),
        "png": Exporter("PNG", ".png", "image/png", _print, uses_dpi=True),
        "svg": Exporter("SVG", ".svg", "image/svg+xml", _write_svg),
        "svg-outlined": Exporter(
            "SVG, outlined", ".outlined.svg", "image/svg+xml", _write_outlined_svg
        ),
        "tiff": Exporter("TIFF", ".tif", "image/tiff", _print, uses_dpi=True),
        "jpeg": Exporter("JPEG", ".jpg", "image/jpeg", _print, uses_dpi=True),
        "webp": Exporter("WebP", ".webp", "image/webp", _print, uses_dpi=True),
        "html": Exporter(
            "HTML", ".html", "text/html", _write_html, uses_sheet=False, uses_atlas=True
        ),
        "geojson": Exporter(
            "GeoJSON", ".geojson", "application/geo+json", _write_geojson, uses_sheet=False
        ),
        "citations": Exporter(
            "Sources as text", ".sources.txt", "text/plain", _write_citations, uses_sheet=False
        ),
        "csv": Exporter("CSV", ".csv", "text/csv", _write_csv, uses_sheet=False),
        **_DATA,
    }
)


def export(
    view: MapView,
    file_format: str,
    *,
    options: PlateOptions | None = None,
    dpi: float = 300.0,
    atlas: Atlas | None = None,
    press: Press | None = None,
) -> bytes:
    """Write a view in a format; the same view gives the same bytes.

    Parameters
    ----------
    atlas
        For formats that hold more than one date.
    press
        Workers to print with; without them it is done in this process.

    Raises
    ------
    UnknownFormatError
        When there is no such format.
    LimitError
        When the sheet or the resolution is out of range.
    PressError
        When the sheet could not be printed.
    """
    if file_format not in EXPORTERS:
        message = f"There is no format {file_format!r}; there are {', '.join(EXPORTERS)}."
        raise UnknownFormatError(message)
    request = Request(view, file_format, options or PlateOptions(), dpi, atlas, press)
    return EXPORTERS[file_format].write(request)


def build_sheet(view: MapView, options: PlateOptions | None = None) -> Sheet:
    """Draw a view as a sheet, without writing it in a format.

    Raises
    ------
    LimitError
        When the sheet is out of range.
    UnknownFormatError
        When there are no such inks.
    """
    options = options or PlateOptions()
    check_options(options)
    return to_inks(build_scene(view, options), options.inks)


def suggest_name(view: MapView, suffix: str) -> str:
    """Give a file name that tells date, view and language."""
    date = view.selection.date.replace("/", "-to-").replace("..", "open")
    detail = "-detail" if own_extent(view) else ""
    stem = _UNWANTED.sub("", f"{date}-{view.view.id}{detail}-{view.language}").strip("-")
    return f"{stem or 'map'}{suffix}"
