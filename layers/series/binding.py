"""An atlas of several plates as one PDF: contents with links, then a page for each date.

The whole is set in one run of typst, in a process of its own: it can be stopped at any time, and
the memory that typst keeps goes with it.
"""

import json
import sys
from dataclasses import replace
from typing import Any, Final

from geo.errors import PressError
from layers.render.fonts import to_printable, to_settable
from layers.render.metadata import PROGRAM, to_keywords, values_of
from layers.render.sheet import Sheet
from layers.render.svg import to_svg
from layers.series.program import REFUSED, run_program
from layers.series.series import Series, describe, draw_all, head_of
from layers.series.watch import Watch
from layers.view import MapView
from layers.wording import word

_A4_DIAGONAL_MM: Final = 363.7
_SECONDS_A_PAGE: Final = 20


def _fonts(language: str, style: str) -> list[str]:
    """List the families for a language; Chinese and Japanese write some characters differently."""
    han = ["Noto Sans JP", "Noto Sans SC"]
    return [f"Noto {style}", *(han[::-1] if language == "zh" else han)]


def _name(series: Series, view: MapView) -> str:
    """Name a plate in the contents: its date, and its title if that is its own."""
    own = "" if view.title == series.title else f" · {view.title}"
    return f"{view.date_label}{own}"


def _book(series: Series, sheets: list[Sheet]) -> dict[str, Any]:
    """Give all that the template asks for besides the drawings."""
    whole = describe(series, sheets)
    language = series.language
    return {
        "title": to_settable(whole.title, language) or "-",
        "author": to_printable(values_of(whole, "creator")) or PROGRAM,
        "description": to_printable(whole.description),
        "keywords": [to_printable(text) for text in to_keywords(whole)],
        "language": language,
        "fonts": _fonts(language, "Sans"),
        "serifs": _fonts(language, "Serif"),
        "width": whole.width_mm,
        "height": whole.height_mm,
        "unit": (whole.width_mm**2 + whole.height_mm**2) ** 0.5 / _A4_DIAGONAL_MM,
        "paper": whole.background,
        "dates": to_settable(series.date_label, language),
        "contents": word("contents", language),
        "plates": [
            {
                "name": to_settable(_name(series, view), language),
                "description": to_printable(sheet.description) or "-",
            }
            for view, sheet in zip(series.views, sheets, strict=True)
        ],
    }


def _bind_apart(inputs: dict[str, str], watch: Watch, steps: int) -> bytes:
    """Set a book in a process of its own."""
    command = [sys.executable, "-m", "layers.series.typesetter"]
    status, made, _ = run_program(
        command,
        [json.dumps(inputs).encode()],
        watch,
        step=(steps - 1, steps),
        seconds=steps * _SECONDS_A_PAGE,
    )
    if status == 0:
        return made
    if status == REFUSED:
        raise PressError(made.decode())
    message = "The press broke down while setting this atlas; choose fewer dates or smaller sheets."
    raise PressError(message)


def write_atlas(series: Series, watch: Watch) -> bytes:
    """Write an atlas with contents, tagged, searchable, PDF/A-2a and PDF/UA-1."""
    steps, head = len(series.views) + 1, head_of(series)
    sheets: list[Sheet] = []
    inputs: dict[str, str] = {}
    for at, sheet in enumerate(draw_all(series, watch, total=steps, head_mm=head)):
        inputs[f"plate-{at}"] = to_svg(sheet, lettering="print")
        sheets.append(replace(sheet, groups=()))  # the drawing is not kept
    inputs["book"] = json.dumps(_book(series, sheets))
    watch.step(steps - 1, steps)
    made = _bind_apart(inputs, watch, steps)
    watch.step(steps, steps)
    return made
