"""A sheet as a printed file: PDF by typst, pictures by typst and Pillow.

The press is told everything: fonts are the atlas's own and never the machine's, the document's
date is that of the program's release, and no text of a sheet is ever read as markup, since it
reaches typst only as the value of an input. The same sheet gives the same bytes.

A job is a plain value that can be sent to another process, see :mod:`layers.render.worker`.
"""

import io
import json
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

import typst
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from geo.errors import LimitError, PressError, UnknownFormatError
from layers.render.faces import FONT_FOLDER
from layers.render.fonts import to_printable
from layers.render.metadata import (
    ISSUED,
    PROGRAM,
    add_png_chunks,
    to_keywords,
    to_png_chunks,
    to_xmp,
    values_of,
)
from layers.render.pixels import INCH_MM, to_pixels
from layers.render.sheet import Sheet
from layers.render.svg import to_svg

LOWEST_DPI: Final = 36
HIGHEST_DPI: Final = 1200
MOST_PIXELS: Final = 150_000_000
WEBP_MOST_PIXELS_ACROSS: Final = 16_383  # of the format itself
STANDARDS: Final = ("a-2a", "ua-1")

_JPEG_QUALITY: Final = 92
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}\Z")
_DATE: Final = "datetime(year: {}, month: {}, day: {})".format(*ISSUED)
_TEMPLATE: Final = f"""\
#let width = float(sys.inputs.width) * 1mm
#let height = float(sys.inputs.height) * 1mm
#set document(
  title: sys.inputs.title,
  author: sys.inputs.author,
  description: sys.inputs.description,
  keywords: json(bytes(sys.inputs.keywords)),
  date: {_DATE},
)
#set text(lang: sys.inputs.language)
#set page(width: width, height: height, margin: 0mm)
#image(
  bytes(sys.inputs.svg),
  format: "svg",
  width: width,
  height: height,
  alt: sys.inputs.description,
)
""".encode()


@dataclass(frozen=True, slots=True)
class Job:
    """All that the press needs for one file.

    Attributes
    ----------
    sheet
        The sheet without its groups, for size and metadata; the drawing is ``svg``.
    """

    file_format: str
    dpi: float
    svg: str
    sheet: Sheet

    def to_bytes(self) -> bytes:
        """Write the job: a line of JSON, and the drawing as it is, which is long."""
        head = asdict(replace(self, svg=""))
        return f"{json.dumps(head)}\n{self.svg}".encode()


def parse_job(data: bytes) -> Job:
    """Read a job from its bytes."""
    head, _, svg = data.partition(b"\n")
    values: dict[str, Any] = json.loads(head)
    sheet = values.pop("sheet")
    sheet["metadata"] = tuple((name, value) for name, value in sheet["metadata"])
    sheet["groups"] = ()
    return Job(**{**values, "svg": svg.decode()}, sheet=Sheet(**sheet))


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Open the atlas's fonts, and no others, once a process."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )


def _inputs(job: Job) -> dict[str, str]:
    """Give what the template asks for; all of it is text, none of it markup."""
    sheet = job.sheet
    language = sheet.language.split("-", 1)[0].lower()
    return {
        "width": f"{sheet.width_mm:.4f}",
        "height": f"{sheet.height_mm:.4f}",
        "title": to_printable(sheet.title) or "-",
        "author": to_printable(values_of(sheet, "creator")) or PROGRAM,
        "description": to_printable(sheet.description) or to_printable(sheet.title) or "-",
        "keywords": json.dumps([to_printable(word) for word in to_keywords(sheet)]),
        "language": language if _LANGUAGE.match(language) else "en",
        "svg": job.svg,
    }


def _compile(job: Job, **options: Any) -> bytes:  # noqa: ANN401 -- typst's own options
    """Run typst on a job of one page."""
    compiler = typst.Compiler(_TEMPLATE, font_paths=_fonts(), sys_inputs=_inputs(job))
    try:
        made = compiler.compile(_TEMPLATE, **options)
    except typst.TypstError as error:
        message = f"The press could not set this sheet: {error.message}"
        raise PressError(message) from error
    return b"".join(made) if isinstance(made, list) else made or b""


def _print_pdf(job: Job) -> bytes:
    return _compile(job, format="pdf", pdf_standards=list(STANDARDS))


def _print_png(job: Job) -> bytes:
    plain = _compile(job, format="png", ppi=job.dpi)
    return add_png_chunks(plain, to_png_chunks(job.sheet, job.dpi))


def _picture(job: Job) -> Image.Image:
    """Print a job as pixels."""
    plain = _compile(job, format="png", ppi=job.dpi)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own, size checked
        return Image.open(io.BytesIO(plain)).convert("RGB")


def _tags(job: Job) -> dict[int, str]:
    """Give the TIFF tags that say what a picture is and who made it."""
    sheet = job.sheet
    texts = {
        270: f"{sheet.title}. {sheet.description}",  # ImageDescription
        305: PROGRAM,  # Software
        315: values_of(sheet, "creator"),  # Artist
        33432: values_of(sheet, "rights"),  # Copyright
    }
    return {tag: to_printable(text) for tag, text in texts.items() if text}


def _exif(job: Job) -> Image.Exif:
    exif = Image.Exif()
    for tag, text in _tags(job).items():
        exif[tag] = text.encode()
    exif[282] = exif[283] = float(job.dpi)  # XResolution, YResolution
    exif[296] = 2  # per inch
    return exif


def _print_tiff(job: Job) -> bytes:
    tags = ImageFileDirectory_v2()
    for tag, text in _tags(job).items():
        tags.tagtype[tag] = 2
        tags[tag] = text.encode()
    tags[700] = to_xmp(job.sheet)
    tags.tagtype[700] = 1
    file = io.BytesIO()
    _picture(job).save(
        file, "TIFF", compression="tiff_adobe_deflate", dpi=(job.dpi, job.dpi), tiffinfo=tags
    )
    return file.getvalue()


def _print_jpeg(job: Job) -> bytes:
    file = io.BytesIO()
    _picture(job).save(
        file,
        "JPEG",
        quality=_JPEG_QUALITY,
        subsampling=0,
        dpi=(round(job.dpi), round(job.dpi)),
        exif=_exif(job),
        xmp=to_xmp(job.sheet),
    )
    return file.getvalue()


def _print_webp(job: Job) -> bytes:
    picture = _picture(job)
    if max(picture.size) > WEBP_MOST_PIXELS_ACROSS:
        message = (
            f"WebP holds at most {WEBP_MOST_PIXELS_ACROSS:,} pixels across and this picture has "
            f"{max(picture.size):,}; choose a lower dpi, PNG or TIFF."
        )
        raise LimitError(message)
    file = io.BytesIO()
    picture.save(file, "WEBP", lossless=True, exif=_exif(job), xmp=to_xmp(job.sheet))
    return file.getvalue()


_PRINTERS: Final[Mapping[str, Callable[[Job], bytes]]] = MappingProxyType(
    {
        "pdf": _print_pdf,
        "png": _print_png,
        "tiff": _print_tiff,
        "jpeg": _print_jpeg,
        "webp": _print_webp,
    }
)
PRINTED_FORMATS: Final = tuple(_PRINTERS)


def check_resolution(sheet: Sheet, dpi: float) -> None:
    """Refuse a resolution that is out of range or would make too large a picture of a sheet.

    Raises
    ------
    LimitError
        With the limit and what was asked.
    """
    check_pixels((sheet.width_mm, sheet.height_mm), dpi)


def check_pixels(size_mm: tuple[float, float], dpi: float) -> None:
    """Refuse a resolution that is out of range or would make too large a picture of a size.

    Raises
    ------
    LimitError
        With the limit and what was asked.
    """
    if not LOWEST_DPI <= dpi <= HIGHEST_DPI:
        message = f"{dpi:g} dpi asked; {LOWEST_DPI} to {HIGHEST_DPI} dpi can be printed."
        raise LimitError(message)
    pixels = size_mm[0] * size_mm[1] * (dpi / INCH_MM) ** 2
    if pixels > MOST_PIXELS:
        message = (
            f"{dpi:g} dpi on this sheet makes {pixels / 1e6:,.0f} million pixels; "
            f"at most {MOST_PIXELS / 1e6:,.0f} million can be printed. Choose a lower dpi or PDF."
        )
        raise LimitError(message)


def to_job(sheet: Sheet, file_format: str, dpi: float = 300.0) -> Job:
    """Prepare a sheet for the press.

    Raises
    ------
    UnknownFormatError
        When the press has no such format.
    LimitError
        When the resolution is out of range.
    """
    if file_format not in _PRINTERS:
        known = ", ".join(PRINTED_FORMATS)
        message = f"The press does not print {file_format!r}; it prints {known}."
        raise UnknownFormatError(message)
    check_resolution(sheet, dpi)
    if file_format != "pdf":
        sheet = to_pixels(sheet, dpi)
    return Job(file_format, dpi, to_svg(sheet, lettering="print"), replace(sheet, groups=()))


def print_job(job: Job) -> bytes:
    """Print a job in this process.

    Raises
    ------
    PressError
        When typst refuses the sheet.
    LimitError
        When the picture is larger than its format can hold.
    """
    return _PRINTERS[job.file_format](job)


def to_pdf(sheet: Sheet) -> bytes:
    """Print a sheet as PDF: vector, searchable, tagged, PDF/A-2a and PDF/UA-1."""
    return print_job(to_job(sheet, "pdf"))


def to_png(sheet: Sheet, dpi: float = 300.0) -> bytes:
    """Print a sheet as PNG that knows its resolution and says what it shows."""
    return print_job(to_job(sheet, "png", dpi))
