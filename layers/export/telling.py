"""What a reader writes down of a view: its citation, and its state as text."""

from dataclasses import replace
from typing import Final

from geo.catalog import localized
from layers.citing import OWN_STYLE, READ_ON, Work, cite_works, to_plain
from layers.export.formats import own_extent
from layers.export.state import to_values
from layers.render.frame import PlateOptions
from layers.render.metadata import ISSUED, PROGRAM, to_state
from layers.view import MapView

_BLANK: Final = "[     ]"


def cite_view(view: MapView, options: PlateOptions) -> str:
    """Cite a view of the atlas in the options' style; the day of reading is left blank.

    Raises
    ------
    UnknownFormatError
        When there is no such style.
    """
    title = options.title or view.title
    told = f"{title}: {localized(view.view.title, view.language)}, {view.date_label}"
    issued = "{:04d}-{:02d}-{:02d}".format(*ISSUED)
    if options.citation == OWN_STYLE:
        link = f" {options.link} (accessed {_BLANK})" if options.link else ""
        return f"{PROGRAM}, {told}, {ISSUED[0]}.{link}"
    work = Work(told, PROGRAM, "", issued, options.link, READ_ON, "map")
    return to_plain(cite_works((work,), options.citation)[0])


def state_text(view: MapView, options: PlateOptions, file_format: str, dpi: float | None) -> str:
    """Write all that a sheet follows from as one word; saved in a file, ``--from`` reads it."""
    selection = replace(view.selection, extent=own_extent(view))
    return to_state(to_values(selection, options, file_format, dpi))
