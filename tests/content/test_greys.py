"""A sheet in colour that is copied in grey still tells apart all that it tells apart in colour.

Lightness is that of CIELAB, L*, from 0 for black to 100 for white. An area needs 5 from another: twice
the 2.3 that an eye just notices side by side, since a reader compares a state with its swatch at the
other end of the sheet. A line or a symbol needs 8, for a copier breaks thin ink up into dots. Where
lightness is alike, form must differ: hatch, dashes, ticks, width, shape or size.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import pytest

from geo.atlas import Atlas
from geo.selection import opening
from layers.render.inks import luminance
from layers.style import LAND, WATER, AreaStyle, Drawing, Hatch, LineStyle, SymbolStyle
from layers.view import build_view

AREA_STEP = 5.0
PALE_AREA_STEP = 2.3  # what holds possibly is half as strong, and the eye still sees a difference
MARK_STEP = 8.0
FORM_RATIO = 1.2  # of two sizes, or two spacings
WIDTH_RATIO = 1.5  # of two widths of line, which are small
GROUNDS = {"land": LAND, "water": WATER}
PARTS = {"Polygon": "area", "MultiPolygon": "area", "Point": "symbol"}
OUTLINED = frozenset({"circle", "ring", "square", "diamond", "triangle", "star"})

KNOWN = {
    # One state under two names, one after the other on the same ground: both stand in 1922 alone.
    frozenset({("control", "russia"), ("control", "ussr")}): "1922",
}

Style = AreaStyle | LineStyle | SymbolStyle


@dataclass(frozen=True)
class Look:
    """How a category is drawn that holds certainly or possibly, as drawn or reconstructed."""

    layer: str
    category: str
    part: str
    depiction: str
    holds: str


def lightness(color: str, opacity: float = 1.0, ground: str = LAND) -> float:
    """L* of a colour through which a ground shines, as a printer mixes them."""
    blend = "#" + "".join(
        f"{round(opacity * int(color[k : k + 2], 16) + (1 - opacity) * int(ground[k : k + 2], 16)):02x}"
        for k in (1, 3, 5)
    )
    light = luminance(blend)
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


def _differ(one: float, other: float, ratio: float) -> bool:
    low, high = sorted((one, other))
    return high > 0 and (low == 0 or high / low >= ratio)


def _dashes_differ(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Tell whether lines are broken otherwise: in more pieces, or in clearly longer ones."""
    return len(one) != len(other) or _differ(sum(one), sum(other), FORM_RATIO)


def _hatches_differ(one: AreaStyle, other: AreaStyle) -> bool:
    if one.hatch is None or other.hatch is None:
        return one.hatch is not other.hatch
    turned = abs(one.hatch.angle_deg - other.hatch.angle_deg) % 180
    return (
        one.hatch.pattern != other.hatch.pattern
        or min(turned, 180 - turned) >= 30
        or _differ(one.hatch.spacing_mm, other.hatch.spacing_mm, FORM_RATIO)
        or abs(lightness(one.hatch.stroke) - lightness(other.hatch.stroke)) >= MARK_STEP
    )


def areas_differ(one: AreaStyle, other: AreaStyle, ground: str, step: float = AREA_STEP) -> bool:
    tones = (lightness(a.fill, a.fill_opacity, ground) for a in (one, other))
    return (
        _hatches_differ(one, other)
        or _dashes_differ(one.dash_mm, other.dash_mm)
        or abs(next(tones) - next(tones)) >= step
    )


def lines_differ(one: LineStyle, other: LineStyle, ground: str) -> bool:
    tones = (lightness(line.stroke, line.opacity, ground) for line in (one, other))
    return (
        _dashes_differ(one.dash_mm, other.dash_mm)
        or _differ(one.tick_mm, other.tick_mm, FORM_RATIO)
        or _differ(one.width_mm, other.width_mm, WIDTH_RATIO)
        or abs(next(tones) - next(tones)) >= MARK_STEP
    )


def symbols_differ(one: SymbolStyle, other: SymbolStyle, ground: str) -> bool:
    fills = [lightness(s.fill, s.opacity, ground) for s in (one, other)]
    strokes = [lightness(s.stroke, s.opacity, ground) for s in (one, other)]
    outlined = {one.symbol, other.symbol} <= OUTLINED
    return (
        one.symbol != other.symbol
        or _differ(one.size_mm, other.size_mm, FORM_RATIO)
        or abs(fills[0] - fills[1]) >= MARK_STEP
        or (outlined and abs(strokes[0] - strokes[1]) >= MARK_STEP)
    )


def differ(one: Style, other: Style, ground: str, *, pale: bool) -> bool:
    match one, other:
        case AreaStyle(), AreaStyle():
            return areas_differ(one, other, ground, PALE_AREA_STEP if pale else AREA_STEP)
        case LineStyle(), LineStyle():
            return lines_differ(one, other, ground)
        case SymbolStyle(), SymbolStyle():
            return symbols_differ(one, other, ground)
    return True  # an area is no line, and neither is a symbol


@cache
def _plates(atlas: Atlas) -> dict[frozenset[Look], str]:
    """All looks that stand together in some year, and the first such year."""
    found: dict[frozenset[Look], str] = {}
    for year in range(atlas.catalog.first_year, atlas.catalog.last_year + 1):
        view = build_view(atlas, replace(opening(atlas.catalog), date=str(year)))
        looks = frozenset(
            Look(
                layer.spec.id,
                row["category"],
                PARTS.get(row["geometry"].geom_type, "line"),
                row["depiction"] if row["depiction"] == "reconstruction" else "",
                row["holds"],
            )
            for layer in view.dated
            for row in layer.features.to_dict("records")
            if row["geometry"] is not None
        )
        found.setdefault(looks, str(year))
    return found


def _style(atlas: Atlas, look: Look) -> Style | None:
    style: Style | None = getattr(_drawing(atlas, look), look.part)
    return style


def _opacity(style: Style) -> float:
    return style.fill_opacity if isinstance(style, AreaStyle) else style.opacity


@cache
def _drawing(atlas: Atlas, look: Look) -> Drawing:
    view = build_view(atlas, opening(atlas.catalog))
    (layer,) = (one for one in view.dated if one.spec.id == look.layer)
    return layer.drawing_of(look.category, depiction=look.depiction, holds=look.holds)


def _pairs(atlas: Atlas) -> Iterator[tuple[Look, Look, str]]:
    """Each two looks of different categories that stand on one plate."""
    seen: dict[tuple[Look, Look], str] = {}
    for looks, year in _plates(atlas).items():
        ordered = sorted(looks, key=lambda look: (look.layer, look.category, look.part, look.holds))
        for one, other in combinations(ordered, 2):
            if (one.layer, one.category) != (other.layer, other.category):
                seen.setdefault((one, other), year)
    for (one, other), year in seen.items():
        yield one, other, year


@pytest.mark.parametrize("ground", GROUNDS)
def test_what_means_different_things_differs_in_grey(atlas: Atlas, ground: str) -> None:
    alike: dict[frozenset[tuple[str, str]], str] = {}
    compared = 0
    for one, other, year in _pairs(atlas):
        first, second = _style(atlas, one), _style(atlas, other)
        if first is None or second is None or type(first) is not type(second):
            continue
        if ground == "water" and isinstance(first, AreaStyle) and first.hatch is None:
            continue  # solid areas end at the coast
        compared += 1
        pale = one.holds == other.holds == "possible"
        if not differ(first, second, GROUNDS[ground], pale=pale):
            pair = frozenset({(one.layer, one.category), (other.layer, other.category)})
            alike.setdefault(pair, year)
    assert compared > 100
    assert alike == (KNOWN if ground == "land" else {})


def test_what_is_held_is_told_from_what_may_be(atlas: Atlas) -> None:
    for looks in _plates(atlas):
        for sure in (look for look in looks if look.holds == "certain"):
            style, pale = _style(atlas, sure), _style(atlas, replace(sure, holds="possible"))
            assert style is not None
            assert pale is not None
            assert differ(style, pale, LAND, pale=False) or _opacity(pale) < _opacity(style)


def test_an_area_is_told_from_bare_land_and_from_water(atlas: Atlas) -> None:
    for category in atlas.catalog.layer("control").categories:
        look = Look("control", category.id, "area", "", "certain")
        area = _style(atlas, look)
        assert isinstance(area, AreaStyle)
        for ground in GROUNDS.values():
            tone = lightness(area.fill, area.fill_opacity)
            assert area.hatch or abs(tone - lightness(ground)) >= AREA_STEP, category.id


AREA = AreaStyle("#808080", 1.0, "#000000", 0.3)
LINE = LineStyle("#404040", 0.4)
SYMBOL = SymbolStyle("flag", "#404040", "#ffffff", 2.8)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(AREA, replace(AREA, fill="#888888"), False, id="two greys that are near"),
        pytest.param(AREA, replace(AREA, fill="#909090"), True, id="two greys that are not"),
        pytest.param(AREA, replace(AREA, fill="#b06a6a"), False, id="grey and a red as bright"),
        pytest.param(AREA, replace(AREA, dash_mm=(1.0, 1.0)), True, id="a broken outline"),
        pytest.param(AREA, replace(AREA, hatch=Hatch("hatch", "#000000")), True, id="a hatch"),
        pytest.param(
            replace(AREA, hatch=Hatch("hatch", "#000000")),
            replace(AREA, hatch=Hatch("hatch", "#000000", angle_deg=60.0)),
            False,
            id="hatches turned a little",
        ),
        pytest.param(
            replace(AREA, hatch=Hatch("hatch", "#000000")),
            replace(AREA, hatch=Hatch("dots", "#000000")),
            True,
            id="lines and dots",
        ),
        pytest.param(LINE, replace(LINE, stroke="#4a4a4a"), False, id="lines nearly as dark"),
        pytest.param(LINE, replace(LINE, stroke="#606060"), True, id="a lighter line"),
        pytest.param(LINE, replace(LINE, width_mm=0.5), False, id="a line a little wider"),
        pytest.param(LINE, replace(LINE, width_mm=0.65), True, id="a much wider line"),
        pytest.param(LINE, replace(LINE, tick_mm=2.0), True, id="a line with ticks"),
        pytest.param(LINE, replace(LINE, dash_mm=(2.0, 1.0)), True, id="a broken line"),
        pytest.param(SYMBOL, replace(SYMBOL, symbol="fish"), True, id="another shape"),
        pytest.param(SYMBOL, replace(SYMBOL, size_mm=3.0), False, id="a little larger"),
        pytest.param(SYMBOL, replace(SYMBOL, size_mm=3.4), True, id="a fifth larger"),
        pytest.param(SYMBOL, replace(SYMBOL, fill="#9b1c31"), False, id="crimson as dark"),
    ],
)
def test_the_measure_itself(one: Style, other: Style, *, expected: bool) -> None:
    assert differ(one, other, LAND, pale=False) is expected
