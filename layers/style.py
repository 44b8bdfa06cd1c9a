"""How a mark looks, in words every renderer understands: colours, millimetres, patterns.

Lengths are millimetres on the printed page; the screen takes one millimetre
as 96 / 25.4 CSS pixels, so that map and plate keep the same proportions.
Colours are ``#rrggbb``. The four marks (area, line, symbol, text) are a closed
set: a renderer that forgets one does not pass the type checker.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

CSS_PX_PER_MM: Final = 96 / 25.4

LAND: Final = "#f5efe1"
LAND_EDGE: Final = "#6f7f86"
WATER: Final = "#d2dfe5"
WATER_SHALLOW: Final = "#dde8ec"
WATER_SHORE: Final = "#e8f0f1"
WATER_INK: Final = "#2f5d7e"
RIVER: Final = "#6d9ab3"
INK: Final = "#26221c"
INK_SOFT: Final = "#5c564b"
PAPER: Final = "#fbf8f1"
CRIMSON: Final = "#9b1c31"  # the treaty and the date, nothing else

PATTERNS: Final = ("solid", "hatch", "cross", "dots")

SYMBOLS: Final = (
    "circle",
    "square",
    "diamond",
    "triangle",
    "star",
    "ring",
    "derrick",
    "pick",
    "fish",
    "tree",
    "anchor",
    "flag",
    "quill",
    "swords",
    "train",
    "house",
    "person",
    "scales",
    "coin",
)

DASH_MM: Final[dict[str, tuple[float, ...]]] = {
    "solid": (),
    "dash": (2.2, 1.2),
    "dot": (0.3, 1.1),
    "dashdot": (3.2, 0.9, 0.4, 0.9),
    "railway": (),
}


@dataclass(frozen=True, slots=True)
class Hatch:
    """A pattern of lines or dots that fills an area, drawn as clipped geometry.

    ``pattern`` is one of PATTERNS. ``angle_deg`` counts from the page's x axis, counter-clockwise; the pattern
    ``cross`` adds the perpendicular set, ``dots`` puts dots on the lines.
    """

    pattern: str
    stroke: str
    angle_deg: float = 45.0
    spacing_mm: float = 1.6
    width_mm: float = 0.22


@dataclass(frozen=True, slots=True)
class AreaStyle:
    """The look of a polygon: fill, optional hatch, outline."""

    fill: str
    fill_opacity: float
    stroke: str
    width_mm: float
    dash_mm: tuple[float, ...] = ()
    opacity: float = 1.0
    hatch: Hatch | None = None


@dataclass(frozen=True, slots=True)
class LineStyle:
    """The look of a line; ``tick_mm`` > 0 adds railway ticks at that spacing."""

    stroke: str
    width_mm: float
    dash_mm: tuple[float, ...] = ()
    opacity: float = 1.0
    casing: str | None = None
    tick_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class SymbolStyle:
    """The look of a point: a named symbol ``size_mm`` across."""

    symbol: str
    fill: str
    stroke: str
    size_mm: float
    width_mm: float = 0.25
    dash_mm: tuple[float, ...] = ()
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The look of a label. ``spacing_em`` is letter-spacing; ``halo`` a colour or none."""

    fill: str
    size_mm: float
    family: Literal["sans", "serif"] = "sans"
    bold: bool = False
    italic: bool = False
    spacing_em: float = 0.0
    halo: str | None = LAND
    capitals: bool = False


Style: TypeAlias = AreaStyle | LineStyle | SymbolStyle | TextStyle


@dataclass(frozen=True, slots=True)
class Drawing:
    """All a renderer needs for one kind of feature; the geometry chooses the part.

    A polygon takes ``area``, a line ``line``, a point ``symbol``. A point known
    only to some kilometres takes ``disc`` at its true radius instead, as soon
    as the disc is larger on the page than the symbol. ``text`` is the label.
    """

    area: AreaStyle | None = None
    line: LineStyle | None = None
    symbol: SymbolStyle | None = None
    disc: AreaStyle | None = None
    text: TextStyle | None = None


POSSIBLE_DASH_MM: Final = (1.2, 0.9)
PALE: Final = 0.5
LETTERING_SHADE: Final = 0.62  # so dark that a name in an area's hue is read on its tint


def to_possible_area(style: AreaStyle) -> AreaStyle:
    """Give the look of an area that holds possibly: pale, with a broken outline."""
    return replace(
        style,
        fill_opacity=style.fill_opacity * PALE,
        opacity=style.opacity * 0.75,
        dash_mm=POSSIBLE_DASH_MM,
    )


def _to_possible_line(style: LineStyle) -> LineStyle:
    """Give the look of a line that holds possibly: pale, and broken in its own way if it has one."""
    dash = style.dash_mm or POSSIBLE_DASH_MM
    return replace(style, opacity=style.opacity * PALE, dash_mm=dash)


def to_possible(drawing: Drawing) -> Drawing:
    """Give the look of something that holds possibly: dashed and pale."""
    area, line, symbol, disc = drawing.area, drawing.line, drawing.symbol, drawing.disc
    return Drawing(
        area=to_possible_area(area) if area else None,
        line=_to_possible_line(line) if line else None,
        symbol=replace(symbol, opacity=symbol.opacity * PALE, dash_mm=(0.5, 0.4))
        if symbol
        else None,
        disc=to_possible_area(disc) if disc else None,
        text=drawing.text,
    )


def _darker(color: str, share: float) -> str:
    """Darken a colour to a share of its light."""
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part * share):02x}" for part in parts)


def to_lettering(drawing: Drawing) -> TextStyle | None:
    """Give the look of a name that is set wide across its area: spaced capitals in its hue."""
    if drawing.area is None or drawing.text is None:
        return None
    return replace(
        drawing.text,
        fill=_darker(drawing.area.fill or INK, LETTERING_SHADE),
        family="serif",
        spacing_em=0.16,
        capitals=True,
        halo=LAND if drawing.area.hatch else None,
    )


def to_reconstruction(drawing: Drawing) -> Drawing:
    """Give the look of a reconstruction: any area is hatched, its outline fine and dotted."""
    area = drawing.area
    if area is None:
        return drawing
    hatch = area.hatch or Hatch("hatch", area.stroke, angle_deg=-45.0, spacing_mm=1.1)
    return replace(drawing, area=replace(area, hatch=hatch, dash_mm=(0.4, 0.5)))


def to_px(length_mm: float) -> float:
    """Convert page millimetres to CSS pixels.

    Examples
    --------
    >>> to_px(25.4)
    96.0
    """
    return length_mm * CSS_PX_PER_MM
