"""Exports: a view as bytes in a named format. The one list of formats is :data:`EXPORTERS`.

For scripts there is the command ``python -m layers.export``.
"""

from layers.export.formats import (
    EXPORTERS,
    Exporter,
    build_sheet,
    check_options,
    export,
    missing_letters,
    suggest_name,
)
from layers.export.serial import FILM_DPI, SeriesOrder, build_series, suggest_series_name
from layers.export.state import Remade, read_remade, to_link

__all__ = [
    "EXPORTERS",
    "FILM_DPI",
    "Exporter",
    "Remade",
    "SeriesOrder",
    "build_series",
    "build_sheet",
    "check_options",
    "export",
    "missing_letters",
    "read_remade",
    "suggest_name",
    "suggest_series_name",
    "to_link",
]
