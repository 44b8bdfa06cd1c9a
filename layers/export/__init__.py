"""Exports: a view as bytes in a named format. The one list of formats is :data:`EXPORTERS`.

For scripts there is the command ``python -m layers.export``.
"""

from layers.export.formats import (
    EXPORTERS,
    Exporter,
    build_sheet,
    check_options,
    export,
    suggest_name,
)
from layers.export.serial import FILM_DPI, SeriesOrder, build_series, suggest_series_name
from layers.export.state import Remade, read_remade, to_link
from layers.export.telling import cite_view, state_text
from layers.render.press import check_pixels
from layers.render.standin import missing_from_view, missing_letters

__all__ = [
    "EXPORTERS",
    "FILM_DPI",
    "Exporter",
    "Remade",
    "SeriesOrder",
    "build_series",
    "build_sheet",
    "check_options",
    "check_pixels",
    "cite_view",
    "export",
    "missing_from_view",
    "missing_letters",
    "read_remade",
    "state_text",
    "suggest_name",
    "suggest_series_name",
    "to_link",
]
