"""The inks a sheet is printed with: for the screen, for paper, for eyes that see colours otherwise.

A sheet is drawn once, in the atlas's own colours; a set of inks turns it into another sheet of the
same shapes. Each colour is replaced by itself alone, never by what else is on the sheet, so that a
colour means the same on all sheets of a series and in their legends.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import atan2, degrees, hypot
from types import MappingProxyType
from typing import Final, assert_never

from PIL import Image

from geo.errors import UnknownFormatError
from layers.render.sheet import Group, Item, Path, Picture, Run, Sheet, Text

WHITE: Final = "#ffffff"

# Okabe and Ito, "Color Universal Design" (2008), without black; yellow is too pale for lines.
_UNIVERSAL: Final = ("#e69f00", "#56b4e9", "#009e73", "#0072b2", "#d55e00", "#cc79a7")
_DULL: Final = 18.0  # chroma in CIELAB below which a colour is paper, land, water or ink
_PALE: Final = 0.35  # relative luminance above which a colour is a ground, not a mark
_LINE_LIMIT: Final = 0.28  # relative luminance of three to one against our paper
_LETTER_LIMIT: Final = 0.17  # of four and a half to one
_GREY_LETTER_LIMIT: Final = 0.035
_DARKER: Final = 0.55
_GREYISH: Final = 6.0  # chroma below which an area is paper, land or water
# By how much lightness in CIELAB an area of a hue in degrees moves in black and white.
_LIGHTER_BY_HUE: Final = (
    (0.0, 30.0),
    (50.0, 34.0),
    (91.0, 13.0),
    (140.0, 11.0),
    (165.0, 9.0),
    (228.0, -20.0),
    (280.0, -18.0),
    (300.0, 9.0),
    (360.0, 30.0),
)
_WIDER: Final = 1.3

Lab = tuple[float, float, float]


def _channels(colour: str) -> tuple[float, float, float]:
    """Read a colour as linear light."""
    digits = colour[1:] if len(colour) > 4 else "".join(2 * digit for digit in colour[1:])  # noqa: PLR2004 -- #rgb
    parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- sRGB
        for part in parts
    )
    return red, green, blue


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour, from 0 for black to 1 for white.

    Examples
    --------
    >>> luminance("#ffffff"), round(luminance("#9b1c31"), 3)
    (1.0, 0.08)
    """
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=1024)
def to_grey(colour: str) -> str:
    """Give the grey that is as bright as a colour.

    Examples
    --------
    >>> to_grey("#9b1c31"), to_grey("#ffffff")
    ('#505050', '#ffffff')
    """
    return "#" + 3 * f"{_to_channel(luminance(colour)):02x}"


def _to_channel(light: float) -> int:
    """Write linear light as one of 256 steps."""
    part = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004 -- sRGB
    return round(min(max(part, 0.0), 1.0) * 255)


def _scaled(colour: str, factor: float, target: int) -> str:
    """Move each channel of a colour towards a value."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(target + (part - target) * factor):02x}" for part in parts)


@lru_cache(maxsize=1024)
def _lab(colour: str) -> Lab:
    """Give a colour in CIELAB for daylight."""
    red, green, blue = _channels(colour)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116  # noqa: PLR2004 -- CIE 1976
        for part in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@lru_cache(maxsize=1024)
def to_grey_ground(colour: str) -> str:
    """Give the grey of an area: hues that are equally bright are set apart, reds lighter than blues.

    Examples
    --------
    >>> to_grey("#b2603f"), to_grey("#8c7836")
    ('#767676', '#797979')
    >>> to_grey_ground("#b2603f"), to_grey_ground("#8c7836")
    ('#d0d0d0', '#9b9b9b')
    """
    light, a, b = _lab(colour)
    if hypot(a, b) < _GREYISH:
        return to_grey(colour)
    hue = degrees(atan2(b, a)) % 360
    (low, first), (high, second) = next(
        (one, other) for one, other in pairwise(_LIGHTER_BY_HUE) if one[0] <= hue <= other[0]
    )
    moved = min(max(light + first + (second - first) * (hue - low) / (high - low), 8.0), 92.0)
    part = (moved + 16) / 116
    linear = part**3 if part > 0.2069 else (part - 16 / 116) / 7.787  # noqa: PLR2004 -- CIE 1976
    return "#" + 3 * f"{_to_channel(linear):02x}"


@lru_cache(maxsize=1024)
def to_universal(colour: str) -> str:
    """Give the nearest in hue of the colours that nearly everybody tells apart; dull ones stay.

    Examples
    --------
    >>> to_universal("#9b1c31"), to_universal("#3c7a3c"), to_universal("#f5efe1")
    ('#d55e00', '#009e73', '#f5efe1')
    """
    _, a, b = _lab(colour)
    chroma = hypot(a, b)
    if chroma < _DULL:
        return colour

    def away(other: str) -> float:
        _, x, y = _lab(other)
        size = hypot(x, y)
        return hypot(a / chroma - x / size, b / chroma - y / size)

    return min(_UNIVERSAL, key=away)


def _darkened(colour: str, limit: float) -> str:
    """Darken a colour until its luminance is below a limit."""
    while luminance(colour) > limit:
        colour = _scaled(colour, 0.95, 0)
    return colour


@lru_cache(maxsize=1024)
def to_universal_line(colour: str) -> str:
    """Give a line's colour: three times as dark as paper if it is a mark at all."""
    universal = to_universal(colour)
    return colour if universal == colour else _darkened(universal, _LINE_LIMIT)


@lru_cache(maxsize=1024)
def to_universal_letter(colour: str) -> str:
    """Give a letter's colour: four and a half times as dark as paper."""
    universal = to_universal(colour)
    return colour if universal == colour else _darkened(universal, _LETTER_LIMIT)


@lru_cache(maxsize=1024)
def to_grey_letter(colour: str) -> str:
    """Give a letter's grey: dark enough for the darkest area."""
    grey = to_grey(colour)
    return grey if luminance(grey) > _PALE else _darkened(grey, _GREY_LETTER_LIMIT)


def _strong(colour: str) -> str:
    """Give a colour of high contrast: marks darker, grounds nearly white."""
    if luminance(colour) > _PALE:
        return _scaled(colour, 0.5, 255)
    return _scaled(colour, _DARKER, 0)


@dataclass(frozen=True, slots=True)
class Inks:
    """A set of inks: what becomes of each colour, the paper, whether pictures turn grey.

    ``line``, ``letter``, ``mark`` and ``ground`` are for the colours of lines, letters, solid shapes
    and areas that what is under them shines through, where they are not treated as all.
    """

    colour: Callable[[str], str]
    mark: Callable[[str], str] | None = None
    ground: Callable[[str], str] | None = None
    line: Callable[[str], str] | None = None
    letter: Callable[[str], str] | None = None
    paper: str | None = None
    grey: bool = False
    line_factor: float = 1.0


INKS: Final[Mapping[str, Inks]] = MappingProxyType(
    {
        "screen": Inks(str),
        "print": Inks(str, paper=WHITE),
        "colour-blind": Inks(
            to_universal,
            mark=to_universal_line,
            line=to_universal_line,
            letter=to_universal_letter,
        ),
        "black-and-white": Inks(
            to_grey, ground=to_grey_ground, letter=to_grey_letter, paper=WHITE, grey=True
        ),
        "high-contrast": Inks(_strong, ground=str, paper=WHITE, line_factor=_WIDER),
    }
)


@lru_cache(maxsize=16)
def _grey_picture(png: bytes) -> bytes:
    """Turn a picture grey."""
    picture = Image.open(io.BytesIO(png)).convert("LA")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _run(run: Run, inks: Inks) -> Run:
    letter = inks.letter or inks.colour
    return run if run.fill is None else replace(run, fill=letter(run.fill))


def _item(item: Item, inks: Inks) -> Item:
    """Print one thing with some inks."""
    line, letter = inks.line or inks.colour, inks.letter or inks.colour
    match item:
        case Path():
            fill = (inks.mark if item.fill_opacity == 1 else inks.ground) or inks.colour
            return replace(
                item,
                fill=None if item.fill is None else fill(item.fill),
                stroke=None if item.stroke is None else line(item.stroke),
                width_mm=item.width_mm * inks.line_factor,
            )
        case Text():
            return replace(
                item,
                fill=letter(item.fill),
                halo=None if item.halo is None else inks.colour(item.halo),
                runs=tuple(_run(run, inks) for run in item.runs),
            )
        case Picture():
            return replace(item, png=_grey_picture(item.png)) if inks.grey else item
        case _:
            assert_never(item)


def _group(group: Group, inks: Inks) -> Group:
    return replace(group, items=tuple(_item(item, inks) for item in group.items))


def to_inks(sheet: Sheet, name: str) -> Sheet:
    """Print a sheet with another set of inks.

    Raises
    ------
    UnknownFormatError
        When there is no such set.
    """
    if name not in INKS:
        message = f"There are no inks {name!r}; there are {', '.join(INKS)}."
        raise UnknownFormatError(message)
    inks = INKS[name]
    if name == "screen":
        return sheet
    return replace(
        sheet,
        background=inks.paper or inks.colour(sheet.background),
        groups=tuple(_group(group, inks) for group in sheet.groups),
    )
