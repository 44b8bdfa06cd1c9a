"""The process that sets a book: it reads what the book holds and writes a PDF.

Run as a module it reads from its standard input and writes to its standard output. A book that
typst refuses gives the status :data:`layers.series.program.REFUSED`, and the reason in place of the PDF.
"""

import json
import sys
from typing import Final

import typst

from geo.errors import PressError
from layers.render.faces import FONT_FOLDER
from layers.render.metadata import ISSUED
from layers.render.press import STANDARDS
from layers.series.program import REFUSED
from layers.style import CRIMSON, INK

_DATE: Final = "datetime(year: {}, month: {}, day: {})".format(*ISSUED)
_TEMPLATE: Final = f"""\
#let book = json(bytes(sys.inputs.book))
#let unit = book.unit * 1mm
#set document(
  title: book.title,
  author: book.author,
  description: book.description,
  keywords: book.keywords,
  date: {_DATE},
)
#set text(
  lang: book.language, font: book.fonts, size: 3.6 * unit, fill: rgb("{INK}"), cjk-latin-spacing: none,
)
#set page(
  width: book.width * 1mm, height: book.height * 1mm, margin: 16 * unit, fill: rgb(book.paper),
)
#{{
  show heading: set text(size: 7 * unit, font: book.serifs)
  heading(outlined: false, book.title)
}}
#v(1 * unit)
#text(size: 5 * unit, weight: "bold", font: book.serifs, fill: rgb("{CRIMSON}"), book.dates)
#v(4 * unit)
#{{
  show heading: set text(size: 4.4 * unit)
  heading(level: 2, outlined: false, book.contents)
}}
#set outline.entry(fill: repeat(gap: 0.3em, text(fill: luma(45%))[.]))
#outline(title: none)
#set page(margin: 0mm, fill: none)
#show heading: it => place(hide(it.body))
#for (at, plate) in book.plates.enumerate() {{
  pagebreak(weak: true)
  heading(level: 2, plate.name)
  image(
    bytes(sys.inputs.at("plate-" + str(at))),
    format: "svg",
    width: book.width * 1mm,
    height: book.height * 1mm,
    alt: plate.description,
  )
  place(bottom + center, dy: -3 * unit, pdf.artifact(kind: "page", text(
    size: 2.6 * unit, fill: luma(35%), font: book.serifs, context counter(page).display(),
  )))
}}
"""


def bind(inputs: dict[str, str]) -> bytes:
    """Set a book in this process.

    Raises
    ------
    PressError
        When typst refuses it.
    """
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )
    template = _TEMPLATE.encode()
    compiler = typst.Compiler(template, font_paths=fonts, sys_inputs=inputs)
    try:
        made = compiler.compile(template, format="pdf", pdf_standards=list(STANDARDS))
    except typst.TypstError as error:
        message = f"The press could not set this atlas: {error.message}"
        raise PressError(message) from error
    return made if isinstance(made, bytes) else b""


def serve() -> int:
    """Set the book that comes in."""
    try:
        made, status = bind(json.loads(sys.stdin.buffer.read())), 0
    except PressError as error:
        made, status = str(error).encode(), REFUSED
    sys.stdout.buffer.write(made)
    return status


if __name__ == "__main__":
    sys.exit(serve())
