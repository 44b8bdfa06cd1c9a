"""The font files: what they can draw, how a line of text runs in them, the shape of a glyph."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Final

import uharfbuzz as hb
from fontTools.pens.svgPathPen import SVGPathPen

FONT_FOLDER: Final = Path(__file__).resolve().parents[1] / "assets" / "fonts"

_CACHED_TEXTS: Final = 32_768


@dataclass(frozen=True, slots=True, order=True)
class Face:
    """One font of the atlas: its name in CSS and the file that draws it."""

    family: str
    bold: bool
    italic: bool
    file: str

    @property
    def path(self) -> Path:
        """Where the file is."""
        return FONT_FOLDER / self.file


def _family(name: str, stem: str) -> tuple[Face, ...]:
    """List the four faces of a European family."""
    return (
        Face(name, bold=False, italic=False, file=f"{stem}-Regular.ttf"),
        Face(name, bold=True, italic=False, file=f"{stem}-Bold.ttf"),
        Face(name, bold=False, italic=True, file=f"{stem}-Italic.ttf"),
        Face(name, bold=True, italic=True, file=f"{stem}-BoldItalic.ttf"),
    )


def _han_family(name: str, stem: str) -> tuple[Face, ...]:
    """List the two faces of an East Asian family, which has no italic."""
    return (
        Face(name, bold=False, italic=False, file=f"{stem}-Regular.ttf"),
        Face(name, bold=True, italic=False, file=f"{stem}-Bold.ttf"),
    )


FACES: Final[tuple[Face, ...]] = (
    *_family("Noto Sans", "NotoSans"),
    *_family("Noto Serif", "NotoSerif"),
    *_han_family("Noto Sans JP", "NotoSansJP"),
    *_han_family("Noto Sans SC", "NotoSansSC"),
)


@lru_cache(maxsize=len(FACES))
def _hb_font(face: Face) -> hb.Font:
    """Open a face for shaping, once."""
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path))))


@lru_cache(maxsize=len(FACES))
def characters_of(face: Face) -> frozenset[int]:
    """Give the code points a face can draw."""
    return frozenset(_hb_font(face).face.unicodes)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a shaped line.

    ``x_em`` and ``y_em`` move it from the pen, ``advance_em`` moves the pen on; ``starts`` says
    that it begins a letter, as an accent does not.
    """

    number: int
    x_em: float
    y_em: float
    advance_em: float
    starts: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A text shaped in one face."""

    glyphs: tuple[Glyph, ...]
    width_em: float
    letters: int


def _shaped(face: Face, text: str, language: str, *, spaced: bool) -> hb.Buffer:
    """Run HarfBuzz over a text; letter-spaced text forms no ligatures."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = language
    hb.shape(_hb_font(face), buffer, {"liga": not spaced, "clig": not spaced})
    return buffer


@lru_cache(maxsize=_CACHED_TEXTS)
def shape(face: Face, text: str, language: str, *, spaced: bool) -> Line:
    """Shape a text in one face."""
    buffer, units = _shaped(face, text, language, spaced=spaced), units_per_em(face)
    before, glyphs = -1, []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        x_em, y_em, advance_em = (
            value / units for value in (place.x_offset, place.y_offset, place.x_advance)
        )
        glyphs.append(Glyph(info.codepoint, x_em, y_em, advance_em, info.cluster != before))
        before = info.cluster
    width_em = sum(glyph.advance_em for glyph in glyphs)
    return Line(tuple(glyphs), width_em, sum(glyph.starts for glyph in glyphs))


@lru_cache(maxsize=_CACHED_TEXTS)
def extent(face: Face, text: str, language: str, *, spaced: bool) -> tuple[float, int]:
    """Give how wide a text runs in one face, in em, and in how many letters.

    Most texts are only measured: their glyphs need not be kept.
    """
    buffer, units = _shaped(face, text, language, spaced=spaced), units_per_em(face)
    width_em = sum(place.x_advance / units for place in buffer.glyph_positions)
    letters = sum(1 for _ in groupby(info.cluster for info in buffer.glyph_infos))
    return width_em, letters


@lru_cache(maxsize=_CACHED_TEXTS)
def outline(face: Face, glyph: int) -> str:
    """Give a glyph's outline as SVG path data in font units, y pointing up."""
    pen = SVGPathPen(None, ntos=lambda value: f"{value:g}")
    _hb_font(face).draw_glyph_with_pen(glyph, pen)
    return str(pen.getCommands())


@dataclass(frozen=True, slots=True)
class Ink:
    """How far ink reaches from where it stands, in em.

    ``rise`` above the baseline, ``drop`` below it, ``before`` its beginning and ``after`` its end,
    where it is less than nothing if the ink stays inside.
    """

    rise: float = 0.0
    drop: float = 0.0
    before: float = 0.0
    after: float = 0.0


@lru_cache(maxsize=_CACHED_TEXTS)
def ink_of(face: Face, glyph: int) -> Ink:
    """Give how far the ink of a glyph reaches."""
    font, units = _hb_font(face), units_per_em(face)
    box = font.get_glyph_extents(glyph)
    if box is None or not box.height:
        return Ink()
    top, left = box.y_bearing / units, box.x_bearing / units
    end = font.get_glyph_h_advance(glyph) / units
    return Ink(top, -top - box.height / units, -left, left + box.width / units - end)


def units_per_em(face: Face) -> int:
    """Give the number of font units in an em."""
    return int(_hb_font(face).face.upem)
