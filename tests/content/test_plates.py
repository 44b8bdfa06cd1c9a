"""Sheets of the real atlas, judged as a cartographer would."""

import itertools
import math
import re
from functools import cache

import pytest
import shapely

from geo.atlas import Atlas
from geo.extent import Extent
from geo.selection import Selection
from layers.kinds import KINDS
from layers.render.box import Box
from layers.render.eventmarks import draw_events
from layers.render.events import number_events
from layers.render.fitting import fit_plan
from layers.render.fonts import measure
from layers.render.frame import PlateOptions
from layers.render.ground import build_ground, request_ground
from layers.render.inks import INKS, luminance, to_grey_ground, to_grey_letter
from layers.render.marks import draw_layers
from layers.render.scene import build_scene
from layers.render.sheet import Picture, Sheet, Text
from layers.render.territory import UNCUT, Held, place, place_territory
from layers.render.web import to_map, to_script
from layers.style import LAND, WATER_INK, to_lettering
from layers.view import MapView, build_view, build_whole
from tests.layers.plates import box_of, texts


def _see(
    atlas: Atlas, view: str, date: str = "1926", extent: Extent | None = None, language: str = "en"
) -> MapView:
    layers = frozenset(spec.id for spec in atlas.catalog.layers)
    selection = Selection(date=date, layers=layers, view=view, extent=extent, language=language)
    return build_view(atlas, selection)


@cache
def _draw(
    atlas: Atlas, view: str, date: str = "1926", extent: Extent | None = None, language: str = "en"
) -> Sheet:
    return build_scene(_see(atlas, view, date, extent, language))


def _shades(sheet: Sheet) -> list[Picture]:
    return [i for g in sheet.groups if g.id == "relief" for i in g.items if isinstance(i, Picture)]


@pytest.mark.parametrize("view", ["sakhalin", "northern-sakhalin", "region", "diplomacy"])
def test_mountains_are_shaded_at_small_scales(view: str, atlas: Atlas) -> None:
    assert len(_shades(_draw(atlas, view))) == 1


@pytest.mark.parametrize("view", ["okha", "okha-plots", "due-aleksandrovsk", "beijing"])
def test_there_is_no_shading_at_a_large_scale(view: str, atlas: Atlas) -> None:
    assert not _shades(_draw(atlas, view))


def test_the_screen_is_not_sent_the_relief_for_paper(atlas: Atlas) -> None:
    script = to_script(to_map(build_whole(atlas), root=atlas.root))
    assert '"relief"' in script
    assert "relief-sakhalin" not in script


def _wide(sheet: Sheet) -> list[Text]:
    return [t for g in sheet.groups if g.id == "area-names" for t in g.items if isinstance(t, Text)]


@pytest.mark.parametrize(
    ("view", "names"),
    [
        ("region", {"SOVIET UNION", "CHINA", "MANCHURIA", "OUTER MONGOLIA", "KOREA", "JAPAN"}),
        ("sakhalin", {"NORTHERN", "SAKHALIN", "KARAFUTO"}),
    ],
)
def test_states_are_lettered_across_their_area(view: str, names: set[str], atlas: Atlas) -> None:
    sheet = _draw(atlas, view)
    assert names <= {text.words for text in _wide(sheet)}
    assert all(text.spacing_em > 0.1 for text in _wide(sheet))
    assert all(run.family == "serif" and not run.bold for t in _wide(sheet) for run in t.runs)
    assert not names & {text.words.upper() for text in texts(sheet, "labels")}


@pytest.mark.parametrize("view", ["region", "sakhalin", "northern-sakhalin", "okha", "diplomacy"])
def test_no_name_lies_on_the_name_of_an_area(view: str, atlas: Atlas) -> None:
    sheet = _draw(atlas, view)
    wide = [_box_of(text) for text in _wide(sheet) if not text.angle_deg]
    assert wide
    for label in texts(sheet, "labels"):
        assert not any(box_of(label).grown(-0.2).overlaps(box) for box in wide), label.words


def _box_of(text: Text) -> Box:
    """The box of a line of capitals set about its middle."""
    width = measure(text.runs, text.size_mm, text.spacing_em)
    left = text.at[0] - width / 2
    return Box(left, text.at[1] - 0.7 * text.size_mm, width, 0.7 * text.size_mm)


def test_the_ground_of_discs_is_cleared_once(atlas: Atlas) -> None:
    (group,) = [g for g in _draw(atlas, "okha").groups if g.id == "disc-ground"]
    (path,) = group.items
    shapes = [shapely.Polygon(ring) for ring in path.rings]
    outer = [a for a in shapes if not any(b is not a and b.contains(a) for b in shapes)]
    assert shapely.union_all(outer).area == pytest.approx(sum(a.area for a in outer))


def test_symbols_of_one_spot_stand_side_by_side(atlas: Atlas) -> None:
    view = _see(atlas, "okha")
    _, plan = fit_plan(view, PlateOptions())
    marks = draw_layers(view.dated, plan.plane, unit=1.0, language="en")
    events = number_events(view.dated, plan.plane, language="en")
    draw_events(marks, events, plan.plane, unit=1.0, language="en")
    boxes = [Box(a, b, c - a, d - b) for a, b, c, d in marks.boxes]
    assert len(boxes) > 5
    middles = [box.center for box in boxes]
    assert all(math.dist(a, b) > 1.0 for a, b in itertools.combinations(middles, 2))


def test_plots_cut_with_the_fine_coast_gain_nothing_along_it(atlas: Atlas) -> None:
    view = _see(atlas, "okha-plots")
    _, plan = fit_plan(view, PlateOptions())
    request = request_ground(plan.plane, view.base, unit=plan.unit, root=view.root)
    shore = build_ground(request).shore
    plots = next(layer for layer in view.dated if layer.spec.id == "plots").features
    assert shore.gained
    for held in map(Held, plots.geometry):
        whole = place(plan.plane, held)
        shown = place_territory(plan.plane, held, shore, UNCUT).area
        assert shapely.difference(shown, whole).area < 0.01


def test_marks_without_a_name_are_counted(atlas: Atlas) -> None:
    sheet = _draw(atlas, "region")
    (said,) = re.findall(r"without a name for want of room:\s(\d+)", _imprint(sheet))
    assert int(said) > 0
    assert "without a name" not in _imprint(_draw(atlas, "beijing"))


def _imprint(sheet: Sheet) -> str:
    return " ".join(text.words for text in texts(sheet, "imprint"))


def test_names_of_waters_are_blue_italics(atlas: Atlas) -> None:
    (bay,) = [t for t in texts(_draw(atlas, "okha"), "labels") if t.words.startswith("Urkt Bay")]
    assert bay.fill == WATER_INK
    assert bay.runs[0].italic


def test_no_coast_is_drawn_where_data_were_cut_at_the_antimeridian(atlas: Atlas) -> None:
    view = _see(atlas, "region", extent=Extent(170, 50, -160, 72))
    _, plan = fit_plan(view, PlateOptions())
    ground = build_ground(request_ground(plan.plane, view.base, unit=plan.unit, root=view.root))
    seam = shapely.LineString([plan.plane.point(180.0, lat) for lat in (65.5, 67.0, 68.5)])
    (path,) = ground.coast.items
    coast = shapely.MultiLineString(path.rings)
    assert shapely.intersection(coast, shapely.buffer(seam, 0.3)).length < 1.0


FAR = {
    "across the antimeridian": Extent(170, 50, -160, 68),
    "five kilometres": Extent(142.93, 53.57, 143.0, 53.612),
    "an empty sea": Extent(160, 40, 166, 44),
    "a high latitude": Extent(60, 70, 120, 82),
    "the pole": Extent(-180, 60, 180, 89),
    "the equator": Extent(95, -12, 145, 15),
    "the world": Extent(-180, -60, 180, 84),
}


@pytest.mark.parametrize("name", FAR)
def test_any_part_of_the_world_can_be_printed(name: str, atlas: Atlas) -> None:
    sheet = _draw(atlas, "region", extent=FAR[name])
    labels = [box_of(text) for text in texts(sheet, "labels")]
    assert not any(
        a.grown(-0.25).overlaps(b.grown(-0.25)) for a, b in itertools.combinations(labels, 2)
    )
    net = [g for g in sheet.groups if g.id == "neatline"]
    assert net
    assert name == "the world" or len(texts(sheet, "neatline")) >= 4


def _lightness(color: str, opacity: float) -> float:
    """CIE lightness of a tint on the land."""
    blend = "#" + "".join(
        f"{round(opacity * int(color[k : k + 2], 16) + (1 - opacity) * int(LAND[k : k + 2], 16)):02x}"
        for k in (1, 3, 5)
    )
    return 116 * luminance(blend) ** (1 / 3) - 16


def test_neighbours_are_told_apart_in_grey(atlas: Atlas) -> None:
    drawings = {
        category.id: KINDS["area"].draw(category).area
        for category in atlas.catalog.layer("control").categories
    }
    tints = {key: _lightness(a.fill, a.fill_opacity) for key, a in drawings.items() if not a.hatch}
    for one, other in (("ussr", "japan"), ("russia", "japan"), ("ussr", "china"), ("fer", "china")):
        assert abs(tints[one] - tints[other]) > 4, (one, other)


@pytest.mark.parametrize(
    "together",
    [
        ("russia", "japan", "china", "korea"),
        ("fer", "japan", "china", "mongolia"),
        ("ussr", "japan", "china", "mongolia"),
    ],
)
def test_states_of_one_time_have_each_their_grey_in_black_and_white(
    atlas: Atlas, together: tuple[str, ...]
) -> None:
    categories = atlas.catalog.layer("control").categories
    drawn = {c.id: KINDS["area"].draw(c).area for c in categories if c.id in together}
    greys = {key: _lightness(to_grey_ground(a.fill), a.fill_opacity) for key, a in drawn.items()}
    for one, other in itertools.combinations(together, 2):
        assert abs(greys[one] - greys[other]) > 4, (one, other)


def test_names_of_areas_are_read_in_black_and_white(atlas: Atlas) -> None:
    for category in atlas.catalog.layer("control").categories:
        drawing = KINDS["area"].draw(category)
        letters, area = to_grey_letter(to_lettering(drawing).fill), drawing.area
        tint = (_lightness(to_grey_ground(area.fill), area.fill_opacity) + 16) ** 3 / 116**3
        assert (tint + 0.05) / (luminance(letters) + 0.05) > 4.5, category.id


def test_the_name_of_an_area_is_read_on_its_tint(atlas: Atlas) -> None:
    for category in atlas.catalog.layer("control").categories:
        drawing = KINDS["area"].draw(category)
        style, area = to_lettering(drawing), drawing.area
        tint = (_lightness(area.fill, area.fill_opacity) + 16) ** 3 / 116**3
        assert (tint + 0.05) / (luminance(style.fill) + 0.05) > 4.5, category.id


def test_names_of_areas_are_read_from_afar_in_high_contrast(atlas: Atlas) -> None:
    inks = INKS["high-contrast"]
    for category in atlas.catalog.layer("control").categories:
        drawing = KINDS["area"].draw(category)
        letters, area = inks.colour(to_lettering(drawing).fill), drawing.area
        tint = (_lightness(inks.ground(area.fill), area.fill_opacity) + 16) ** 3 / 116**3
        assert (tint + 0.05) / (luminance(letters) + 0.05) > 6.5, category.id


def test_what_is_claimed_as_well_as_held_is_named_once(atlas: Atlas) -> None:
    named = {t.feature for t in _wide(_draw(atlas, "northern-sakhalin", "1921"))}
    assert "control-sakhalin-north-occupied" in named
    assert "control-sakhalin-north-fer-claim" not in named


def test_the_same_sheet_is_drawn_in_any_order_of_work(atlas: Atlas) -> None:
    first = build_scene(_see(atlas, "sakhalin", "1921"))
    build_scene(_see(atlas, "region", "1938"))
    assert build_scene(_see(atlas, "sakhalin", "1921")) == first
