"""The looks of marks for the screen: every drawing in CSS pixels, each sent once."""

import json
from typing import Any, Final

from layers.render.bands import BAND_MM
from layers.style import (
    INK,
    AreaStyle,
    Drawing,
    Hatch,
    LineStyle,
    SymbolStyle,
    TextStyle,
    to_lettering,
    to_possible,
    to_px,
    to_reconstruction,
)

SCREEN_SYMBOL: Final = 1.25  # a screen is read from further off than a sheet, and is coarser
SCREEN_TEXT: Final = 1.35
_KEY_AREA: Final = AreaStyle(fill=INK, fill_opacity=0.2, stroke=INK, width_mm=0.3, hatch=None)


def _px(length_mm: float) -> float:
    """Convert to pixels, to the hundredth."""
    return round(to_px(length_mm), 2)


def _dash(dash_mm: tuple[float, ...]) -> list[float]:
    return [_px(part) for part in dash_mm]


def _hatch(hatch: Hatch | None) -> dict[str, Any] | None:
    if hatch is None:
        return None
    return {
        "pattern": hatch.pattern,
        "stroke": hatch.stroke,
        "angle": hatch.angle_deg,
        "spacing": _px(hatch.spacing_mm),
        "width": _px(hatch.width_mm),
    }


def _area(style: AreaStyle | None) -> dict[str, Any] | None:
    if style is None:
        return None
    return {
        "fill": style.fill,
        "fillOpacity": style.fill_opacity,
        "stroke": style.stroke,
        "width": _px(style.width_mm),
        "dash": _dash(style.dash_mm),
        "opacity": style.opacity,
        "hatch": _hatch(style.hatch),
    }


def _line(style: LineStyle | None) -> dict[str, Any] | None:
    if style is None:
        return None
    return {
        "stroke": style.stroke,
        "width": _px(style.width_mm),
        "dash": _dash(style.dash_mm),
        "opacity": style.opacity,
        "casing": style.casing,
        "tick": _px(style.tick_mm),
    }


def _symbol(style: SymbolStyle | None) -> dict[str, Any] | None:
    if style is None:
        return None
    return {
        "symbol": style.symbol,
        "fill": style.fill,
        "stroke": style.stroke,
        "size": round(to_px(style.size_mm) * SCREEN_SYMBOL, 2),
        "width": _px(style.width_mm),
        "dash": _dash(style.dash_mm),
        "opacity": style.opacity,
    }


def _text(style: TextStyle | None) -> dict[str, Any] | None:
    if style is None:
        return None
    return {
        "fill": style.fill,
        "size": round(to_px(style.size_mm) * SCREEN_TEXT, 2),
        "family": style.family,
        "bold": style.bold,
        "italic": style.italic,
        "spacing": style.spacing_em,
        "halo": style.halo,
        "capitals": style.capitals,
    }


def to_plain(drawing: Drawing) -> dict[str, Any]:
    """Write a drawing as plain values, lengths in CSS pixels."""
    return {
        "area": _area(drawing.area),
        "line": _line(drawing.line),
        "symbol": _symbol(drawing.symbol),
        "disc": _area(drawing.disc),
        "text": _text(drawing.text),
        "wide": _text(to_lettering(drawing)),
    }


def to_bands() -> dict[str, float]:
    """Give the width of the bands of areas that changed hands; they run as on paper, diagonally."""
    return {"width": _px(BAND_MM)}


class Looks:
    """All drawings of an atlas, each at its place."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def _place(self, drawing: Drawing) -> int:
        key = json.dumps(to_plain(drawing))
        return self._places.setdefault(key, len(self._places))

    def places_of(self, drawing: Drawing) -> list[int]:
        """Give the places of the certain and the possible look, then of both as reconstructions."""
        rebuilt = to_reconstruction(drawing)
        looks = (drawing, to_possible(drawing), rebuilt, to_possible(rebuilt))
        return [self._place(look) for look in looks]

    @property
    def all(self) -> list[dict[str, Any]]:
        """All drawings, each at its place."""
        return [json.loads(key) for key in self._places]

    def keys(self) -> dict[str, Any]:
        """Give the looks that the legend explains by themselves."""
        plain = Drawing(area=_KEY_AREA, disc=_KEY_AREA)
        return {
            "possible": to_plain(to_possible(plain)),
            "disc": to_plain(plain),
            "partly": to_plain(plain),
            "reconstruction": to_plain(to_reconstruction(plain)),
        }
