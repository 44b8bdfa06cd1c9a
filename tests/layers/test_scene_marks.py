"""Marks, symbols and hatching, and the legend that shows them as they are."""

from dataclasses import replace

import pytest
import shapely

from geo.atlas import Atlas
from geo.extent import Extent
from layers.render.box import Box
from layers.render.hatch import draw_hatch
from layers.render.key import build_rows, draw_swatch
from layers.render.marks import Used, draw_layers
from layers.render.pen import draw_line
from layers.render.plane import fit_plane
from layers.render.scene import PlateOptions, build_scene
from layers.render.sheet import Path
from layers.render.symbols import draw_symbol, outline
from layers.style import SYMBOLS, Hatch, LineStyle, SymbolStyle
from layers.view import MapView
from tests.layers.plates import print_sheet, see, to_rows, words

AREA = shapely.box(10, 10, 50, 40).difference(shapely.box(20, 20, 30, 30))


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_every_symbol_has_an_outline_of_its_own(symbol: str) -> None:
    rings = outline(symbol)
    assert rings
    assert all(abs(x) <= 0.62 and abs(y) <= 0.62 for ring in rings for x, y in ring)
    assert symbol == "circle" or rings != outline("circle")


def test_no_two_symbols_look_the_same() -> None:
    assert len({outline(symbol) for symbol in SYMBOLS}) == len(SYMBOLS)


def test_a_symbol_is_drawn_at_its_size() -> None:
    style = SymbolStyle("square", "#ffffff", "#000000", size_mm=3.0)
    *_, face = draw_symbol((50.0, 60.0), style, unit=1.0)
    xs = [x for ring in face.rings for x, _ in ring]
    assert (min(xs) + max(xs)) / 2 == pytest.approx(50.0)
    assert max(xs) - min(xs) == pytest.approx(0.86 * 3.0)


@pytest.mark.parametrize("pattern", ["hatch", "cross", "dots"])
def test_hatching_stays_inside_its_area_and_out_of_holes(pattern: str) -> None:
    (path,) = draw_hatch(AREA, Hatch(pattern, "#000000"), unit=1.0, opacity=1.0)
    drawn = shapely.MultiLineString([ring for ring in path.rings if len(ring) > 1])
    assert drawn.length > 50
    assert drawn.difference(AREA.buffer(1e-6)).length == pytest.approx(0, abs=1e-6)


def test_hatching_of_neighbours_runs_through() -> None:
    whole = draw_hatch(shapely.box(0, 0, 40, 20), Hatch("hatch", "#000000"), unit=1.0, opacity=1.0)
    halves = [
        draw_hatch(shapely.box(x, 0, x + 20, 20), Hatch("hatch", "#000000"), unit=1.0, opacity=1.0)
        for x in (0, 20)
    ]
    one = shapely.MultiLineString(whole[0].rings)
    two = shapely.union_all([shapely.MultiLineString(half[0].rings) for half in halves])
    assert one.hausdorff_distance(two) < 0.3


def test_a_railway_has_ticks_across_it() -> None:
    line = shapely.LineString([(0, 0), (40, 0)])
    paths = draw_line(line, LineStyle("#000000", 0.4, tick_mm=4.0), unit=1.0)
    assert len(paths[-1].rings) == 10
    assert all(a[0] == pytest.approx(b[0]) for a, b in paths[-1].rings)


def test_the_legend_lists_the_layers_and_categories_that_are_drawn(tiny_atlas: Atlas) -> None:
    said = words(print_sheet(see(tiny_atlas)), "legend")
    assert {"Legend", "Lease", "Northern lease", "Places", "Town"} <= set(said)


def test_what_lies_outside_the_frame_is_not_in_the_legend(tiny_atlas: Atlas) -> None:
    view = see(tiny_atlas, extent=Extent(-60, -40, -50, -30))
    assert words(print_sheet(view), "legend") == []


def test_what_does_not_hold_is_not_in_the_legend(tiny_atlas: Atlas) -> None:
    assert "Northern lease" not in words(print_sheet(see(tiny_atlas, date="1985")), "legend")


def _drawn(view: MapView) -> set[tuple[str, str]]:
    """Layer and category of all features whose ids are on the sheet."""
    page = build_scene(view, PlateOptions())
    ids = {
        item.feature
        for group in page.groups
        for item in group.items
        if isinstance(item, Path) and item.feature
    }
    return {
        (layer.spec.id, str(row.category))
        for layer in view.dated
        for row in layer.features.itertuples()
        if row.id in ids
    }


def test_the_legend_is_exactly_what_is_drawn(tiny_atlas: Atlas) -> None:
    view = see(tiny_atlas)
    marks = draw_layers(view.dated, fit_plane(view.extent, _frame(view)), unit=1.0, language="en")
    listed = {(used.layer, used.category) for used in marks.used}
    assert listed <= _drawn(view)
    assert {pair for pair in _drawn(view) if pair[0] != "events"} == listed


def _frame(view: MapView):
    ring = next(g for g in build_scene(view).groups if g.id == "sea").clip
    return Box(ring[0][0], ring[0][1], ring[2][0] - ring[0][0], ring[2][1] - ring[0][1])


def test_a_swatch_is_drawn_with_the_look_of_the_map(tiny_atlas: Atlas) -> None:
    view = see(tiny_atlas)
    lease = next(layer for layer in view.dated if layer.spec.id == "lease")
    used = [Used("lease", "north", "area", "", "certain")]
    row = next(r for r in build_rows(used, [lease], language="en") if r.mark == "area")
    swatch = draw_swatch(row, 2.0, width=7.0, unit=1.0)
    style = lease.drawings["north"].area
    assert style is not None
    looks = {(p.fill, p.fill_opacity, p.stroke, p.dash_mm) for p in swatch if isinstance(p, Path)}
    assert (style.fill, style.fill_opacity, None, ()) in looks
    assert any(stroke == style.stroke for _, _, stroke, _ in looks)


def test_the_possible_and_the_reconstructed_have_keys_of_their_own(tiny_atlas: Atlas) -> None:
    view = see(tiny_atlas)
    used = [
        Used("plots", "plot", "area", "reconstruction", "certain"),
        Used("lease", "north", "area", "", "possible"),
        Used("places", "town", "disc", "", "certain"),
    ]
    titles = [row.title for row in build_rows(used, view.dated, language="en")]
    assert any("reconstruction" in title for title in titles)
    assert any("possibly" in title for title in titles)
    assert any("radius" in title for title in titles)


def test_what_is_certain_needs_no_key(tiny_atlas: Atlas) -> None:
    used = [Used("lease", "north", "area", "", "certain")]
    titles = [row.title for row in build_rows(used, see(tiny_atlas).dated, language="en")]
    assert titles == ["Lease", "Northern lease"]


def test_a_place_known_to_fifty_kilometres_is_a_disc_of_fifty_kilometres(tiny_atlas: Atlas) -> None:
    view = see(tiny_atlas)
    layers = tuple(
        replace(layer, rows=to_rows(layer.features.assign(precision_km=50.0)))
        if layer.spec.id == "places"
        else layer
        for layer in view.layers
    )
    wide = replace(view, layers=layers)
    plane = fit_plane(view.extent, _frame(view))
    marks = draw_layers(wide.dated, plane, unit=1.0, language="en")
    group = next(g for g in marks.points if g.id == "places-points")
    xs = [x for ring in group.items[0].rings for x, _ in ring]
    assert (max(xs) - min(xs)) * plane.denominator / 1e6 == pytest.approx(100, rel=0.01)


def test_a_place_known_only_to_a_region_is_no_spot(tiny_atlas: Atlas) -> None:
    view = see(tiny_atlas)
    layers = tuple(
        replace(layer, rows=to_rows(layer.features.assign(precision_km=150.0)))
        if layer.spec.id == "places"
        else layer
        for layer in view.layers
    )
    plane = fit_plane(view.extent, _frame(view))
    marks = draw_layers(replace(view, layers=layers).dated, plane, unit=1.0, language="en")
    assert all(group.id != "places-points" for group in marks.points)


def test_what_is_too_small_to_be_seen_is_not_in_the_legend(tiny_atlas: Atlas) -> None:
    view = see(tiny_atlas)
    plane = replace(fit_plane(view.extent, _frame(view)), denominator=1e9)
    marks = draw_layers(view.dated, plane, unit=1.0, language="en")
    assert {used.mark for used in marks.used} <= {"symbol"}
