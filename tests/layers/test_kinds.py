"""Kinds: every kind can draw what it claims to draw."""

import pytest

from geo.catalog import BASE_KINDS, GEOMETRY_OF_KIND, Category
from layers.kinds import KINDS
from layers.style import PATTERNS

CATEGORY = Category(id="x", title={"en": "X"}, color="#336699", symbol="star")
PART = {
    "Polygon": "area",
    "MultiPolygon": "area",
    "LineString": "line",
    "MultiLineString": "line",
    "Point": "symbol",
}


def test_the_catalog_and_the_drawing_floor_know_the_same_kinds():
    assert set(KINDS) == set(GEOMETRY_OF_KIND)
    assert {name for name, kind in KINDS.items() if kind.is_base} == set(BASE_KINDS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_draws_every_geometry_it_claims(kind):
    drawing = kind.draw(CATEGORY)
    if kind.name == "lettering":
        assert drawing.text.italic
        return
    for geometry_type in kind.geometry_types:
        assert getattr(drawing, PART[geometry_type]) is not None, geometry_type


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_in_the_catalog_becomes_a_hatch_and_thins_the_fill(pattern):
    plain = KINDS["area"].draw(CATEGORY).area
    area = KINDS["area"].draw(Category("x", {"en": "X"}, "#336699", pattern)).area
    if pattern == "solid":
        assert area == plain
    else:
        assert area.hatch.pattern == pattern
        assert area.fill_opacity < plain.fill_opacity


def test_a_tint_says_how_strong_the_colour_of_an_area_is():
    tinted = Category("x", {"en": "X"}, "#336699", tint=0.6)
    assert KINDS["area"].draw(tinted).area.fill_opacity == 0.6
    assert KINDS["area"].draw(CATEGORY).area.fill_opacity < 0.6


def test_railways_have_ticks_and_other_lines_none():
    railway = Category("r", {"en": "Railway"}, "#333333", dash="railway")
    assert KINDS["line"].draw(railway).line.tick_mm > 0
    assert KINDS["line"].draw(CATEGORY).line.tick_mm == 0
