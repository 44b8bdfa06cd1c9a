"""How far is it: a bar measured on the ellipsoid, the ratio, and north.

A bar is refused where the scale varies by more than a twentieth over the frame;
the ratio at three latitudes stands instead.
"""

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import numpy as np

from geo.measure import VERST_KM
from layers.render.box import Block, stack
from layers.render.flow import Words, set_lines, to_lines
from layers.render.phrases import phrase, to_degrees
from layers.render.plane import Plane
from layers.render.projection import GEOD
from layers.render.sheet import Item, Path, Text
from layers.style import INK
from layers.wording import word

LARGEST_VARIATION: Final = 0.05
LARGEST_TURN_DEG: Final = 12.0  # beyond it no one arrow points north
_BAR_MM: Final = 1.1
_FIXED: Final = "\u00a0"
_THIN: Final = "\u202f"
_FEW: Final = 64


def variation(plane: Plane) -> float:
    """Give by how much the scale varies over the frame: 0.05 for a twentieth."""
    low, high = plane.scale_range
    return high / low - 1


def bar_length_mm(plane: Plane, km: float) -> float:
    """Give how long so many kilometres are on the page, east to west in the middle of the frame."""
    x, y = plane.frame.center
    length = km * 1e6 / plane.denominator
    for _ in range(3):
        ends = plane.to_lonlat(np.array([[x - length / 2, y], [x + length / 2, y]]))
        _, _, meters = GEOD.inv(ends[0, 0], ends[0, 1], ends[1, 0], ends[1, 1])
        length *= km * 1000 / meters
    return length


def _round_length(target: float) -> tuple[float, int]:
    """Choose a round length not above a target, and into how many parts it is cut."""
    power = 10.0 ** math.floor(math.log10(target))
    for factor, parts in ((5, 5), (2, 4), (1, 5)):
        if factor * power <= target:
            return factor * power, parts
    return power, 5


def _number(value: float) -> str:
    return f"{value:.6g}"


def _bar(length_mm: float, amount: float, parts: int, name: str, words: Words) -> Block:
    """Draw one bar: alternating parts, figures over its ends and middle."""
    step = length_mm / parts
    top = words.size_mm * 1.15
    filled = tuple(
        (
            (i * step, top),
            ((i + 1) * step, top),
            ((i + 1) * step, top + _BAR_MM),
            (i * step, top + _BAR_MM),
        )
        for i in range(0, parts, 2)
    )
    whole = ((0.0, top), (length_mm, top), (length_mm, top + _BAR_MM), (0.0, top + _BAR_MM))
    items: list[Item] = [
        Path((whole,), fill="#ffffff", stroke=INK, width_mm=0.15),
        Path(filled, fill=INK),
        Text((0.0, words.size_mm * 0.85), words.runs("0"), words.size_mm, INK, anchor="middle"),
    ]
    middle = parts // 2 if parts % 2 == 0 else 0
    if middle:
        text = words.runs(_number(amount * middle / parts))
        items.append(
            Text((middle * step, words.size_mm * 0.85), text, words.size_mm, INK, anchor="middle")
        )
    last = _number(amount)
    left = length_mm - words.width(last) / 2
    items.append(
        Text((left, words.size_mm * 0.85), words.runs(f"{last} {name}"), words.size_mm, INK)
    )
    return Block(tuple(items), left + words.width(f"{last} {name}"), top + _BAR_MM)


def to_ratio(denominator: float) -> str:
    """Write a ratio scale with spaces at which no line breaks.

    Examples
    --------
    >>> to_ratio(2_600_000).replace(chr(0x202F), " ").replace(chr(0xA0), " ")
    '1 : 2 600 000'
    """
    return f"1{_FIXED}:{_FIXED}{round(denominator):,}".replace(",", _THIN)


def _ratios(plane: Plane, language: str) -> Iterator[str]:
    """Give the ratio at three latitudes of the middle of the frame."""
    frame = plane.frame
    x = frame.center[0]
    y = np.linspace(frame.bottom, frame.top, 5)[1:-1]
    lats = np.round(plane.to_lonlat(np.column_stack([np.full(3, x), y]))[:, 1] / 5) * 5
    for lat in dict.fromkeys(float(v) for v in lats):
        factor = float(plane.scale_at(np.array([[plane.projection.lon_0, lat]]))[0])
        ratio = round(plane.denominator / factor, -int(math.log10(plane.denominator)) + 2)
        place = word("scale-at", language).format(
            latitude=to_degrees(lat, "lat", language).replace(" ", _FIXED)
        )
        yield f"{to_ratio(ratio)} {place}"


@lru_cache(maxsize=_FEW)
def build_scale(plane: Plane, *, language: str, unit: float, width_mm: float, sheet: str) -> Block:
    """Set the scale, once for all dates: ratio, bars in kilometres and versts.

    ``sheet`` says where the ratio is true.
    """
    words = Words(max(2.0 * unit, 1.75), language)
    if variation(plane) > LARGEST_VARIATION:
        texts = (phrase("scale-varies", language), *_ratios(plane, language))
        return _lines(texts, words, width_mm)
    ratio = to_ratio(plane.denominator)
    whole = f"{ratio} {sheet}"
    texts = (whole,) if words.width(whole) <= width_mm else (ratio, sheet)
    lines = _lines(texts, words, width_mm)
    room_km = width_mm * 0.66 * plane.denominator / 1e6
    amount, parts = _round_length(room_km)
    bars = [_unit_bar(plane, amount, parts, words, kind) for kind in ("km", "versts")]
    indent = words.size_mm * 0.4
    moved = [Block(bar.at(indent, 0.0), bar.width + indent, bar.height) for bar in bars]
    return stack([lines, *moved], gap=words.size_mm * 0.35)


def _lines(texts: Iterable[str], words: Words, width_mm: float) -> Block:
    """Set some texts under each other."""
    lines = (line for text in texts for line in to_lines(text, words, width_mm))
    return set_lines(lines, width_mm)


def _unit_bar(plane: Plane, amount: float, parts: int, words: Words, kind: str) -> Block:
    """Draw the bar of one unit: as many versts as kilometres, so that they can be compared."""
    km_per = 1.0 if kind == "km" else VERST_KM
    length = bar_length_mm(plane, amount * km_per)
    return _bar(length, amount, parts, word(kind, words.language), words)


def north_turn_deg(plane: Plane) -> tuple[float, float]:
    """Give how far north leans clockwise in the middle of the frame, and its range over the frame."""
    frame = plane.frame
    points = np.array([frame.center, *frame.grown(-1.0).ring])
    lonlat = plane.to_lonlat(points)
    step = np.array([0.0, 1e-3])
    ends = plane.to_page(np.where(lonlat[:, 1:] > 89.9, lonlat, lonlat + step))  # noqa: PLR2004
    turns = np.degrees(np.arctan2(ends[:, 0] - points[:, 0], points[:, 1] - ends[:, 1]))
    return float(turns[0]), float(turns[1:].max() - turns[1:].min())


@lru_cache(maxsize=_FEW)
def build_north(plane: Plane, *, language: str, unit: float) -> Block | None:
    """Draw the north arrow, once for all dates, or nothing where north turns too much over the frame."""
    turn, spread = north_turn_deg(plane)
    if spread > LARGEST_TURN_DEG:
        return None
    height, half = 8.0 * unit, 1.7 * unit
    size = max(2.3 * unit, 1.75)
    angle = math.radians(turn)
    cx, cy = half + 1.0, size * 1.1 + height / 2

    def turned(x: float, y: float) -> tuple[float, float]:
        cos, sin = math.cos(angle), math.sin(angle)
        return cx + x * cos - y * sin, cy + x * sin + y * cos

    tip, foot = (0.0, -height / 2), (0.0, height * 0.28)
    light = tuple(turned(*p) for p in (tip, (half, height / 2), foot))
    dark = tuple(turned(*p) for p in (tip, (-half, height / 2), foot))
    label = Text(
        turned(0.0, -height / 2 - size * 0.35),
        Words(size, language, bold=True).runs(phrase("north", language)),
        size,
        INK,
        anchor="middle",
        angle_deg=turn,
    )
    items = (
        Path((dark,), fill=INK, stroke=INK, width_mm=0.12),
        Path((light,), fill="#ffffff", stroke=INK, width_mm=0.12),
        label,
    )
    return Block(items, 2 * (half + 1.0), cy + height / 2 + 0.3)
