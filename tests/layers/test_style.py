"""Looks: what is doubtful is drawn as doubtful."""

from dataclasses import replace

from layers.style import (
    AreaStyle,
    Drawing,
    LineStyle,
    SymbolStyle,
    to_possible,
    to_px,
    to_reconstruction,
)

AREA = AreaStyle(fill="#aa0000", fill_opacity=0.4, stroke="#aa0000", width_mm=0.3)
EVERY = Drawing(
    area=AREA,
    line=LineStyle(stroke="#000000", width_mm=0.4),
    symbol=SymbolStyle("star", "#ffffff", "#000000", size_mm=2.0),
    disc=AREA,
)


def test_what_holds_possibly_is_paler_and_dashed_in_every_mark():
    possible = to_possible(EVERY)
    assert possible.area.fill_opacity < AREA.fill_opacity
    assert possible.disc.fill_opacity < AREA.fill_opacity
    for mark in (possible.area, possible.line, possible.symbol, possible.disc):
        assert mark.dash_mm
        assert mark.opacity < 1


def test_a_broken_line_that_holds_possibly_stays_broken_in_its_own_way():
    dotted = replace(EVERY, line=LineStyle("#000000", 0.4, dash_mm=(0.3, 1.1)))
    assert to_possible(dotted).line.dash_mm == (0.3, 1.1)
    assert to_possible(dotted).line.opacity < 1


def test_a_reconstruction_is_hatched_even_when_its_category_is_plain():
    assert AREA.hatch is None
    assert to_reconstruction(EVERY).area.hatch.pattern == "hatch"


def test_a_reconstruction_keeps_the_pattern_of_its_category():
    hatched = to_reconstruction(EVERY)
    assert to_reconstruction(hatched).area.hatch == hatched.area.hatch


def test_a_millimetre_on_paper_is_a_css_millimetre_on_screen():
    assert round(to_px(10), 2) == 37.8
