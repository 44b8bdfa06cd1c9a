"""Names on the plates of the real atlas: none meets another, a symbol or the coast.

The judge knows nothing of how names find their places: it takes the real glyphs of each line and
the paths that are drawn. Plates of the grid, and boxes drawn by lot from half the world to five
kilometres.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from random import Random

import pytest
import shapely

from geo.atlas import Atlas
from geo.extent import Extent
from geo.selection import opening
from layers.render.frame import PlateOptions
from layers.render.scene import build_scene
from layers.render.sheet import Sheet, Text
from layers.view import build_view
from tests.golden.plates import LANGUAGES, SHEETS, VIEWS, YEARS, Plate, draw
from tests.layers.clashes import (
    Kind,
    coast_of,
    find_clashes,
    find_led,
    glyph_boxes,
    names_of,
    symbols_of,
)

HARD: tuple[Kind, ...] = ("name", "symbol", "coast", "leader")
PLACES = ((142.9, 53.6), (142.2, 50.9), (143.2, 52.3), (116.4, 39.9), (139.7, 35.7), (142.7, 46.9))
SMALLEST_DEG, LARGEST_DEG = 0.07, 110.0
MANY = 40


def boxes() -> list[tuple[Extent, str, str, str]]:
    """Extents by lot with year, language and sheet: half of them about a place that has names."""
    chance, found = Random(1925), []  # noqa: S311 -- boxes, no secrets
    for number in range(MANY):
        width = SMALLEST_DEG * (LARGEST_DEG / SMALLEST_DEG) ** chance.random()
        height = min(width * chance.uniform(0.4, 0.9), 70.0)
        lon, lat = chance.choice(PLACES)
        if number % 2:
            lon, lat = chance.uniform(60, 240), chance.uniform(-20, 65)
        west = (lon - width * chance.uniform(0.2, 0.8) + 180) % 360 - 180
        south = max(min(lat - height * chance.uniform(0.2, 0.8), 84 - height), -60.0)
        east = (west + width + 180) % 360 - 180
        year, language = chance.choice(("1860", *YEARS, "1921")), chance.choice(LANGUAGES)
        extent = Extent(round(west, 3), round(south, 3), round(east, 3), round(south + height, 3))
        found.append((extent, year, language, chance.choice((*SHEETS, "A3", "Square"))))
    return found


def see(atlas: Atlas, extent: Extent, year: str, language: str, sheet: str) -> Sheet:
    selection = replace(opening(atlas.catalog), extent=extent, date=year, language=language)
    return build_scene(build_view(atlas, selection), PlateOptions(sheet=sheet))


@pytest.fixture(scope="module")
def plate(atlas: Atlas) -> Sheet:
    return draw(atlas, Plate("sakhalin", "1925"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_no_name_meets_a_name_a_symbol_or_the_coast(atlas: Atlas, view: str, language: str) -> None:
    found = []
    for year, sheet in product(YEARS, SHEETS):
        drawn = draw(atlas, Plate(view, year, language, sheet))
        assert len(names_of(drawn, "labels")) > 4
        found.extend((year, sheet, clash) for clash in find_clashes(drawn, *HARD))
    assert found == []


@pytest.mark.parametrize("one", boxes(), ids=str)
def test_nor_does_one_at_any_extent(atlas: Atlas, one: tuple[Extent, str, str, str]) -> None:
    assert find_clashes(see(atlas, *one), *HARD) == []


def test_the_boxes_are_of_all_sizes_and_cross_the_antimeridian() -> None:
    extents = [extent for extent, *_ in boxes()]
    assert min(extent.width for extent in extents) < 0.1
    assert max(extent.width for extent in extents) > 60
    assert any(extent.crosses_antimeridian for extent in extents)


def moved(sheet: Sheet, change: Callable[[Text], Text]) -> Sheet:
    """The sheet with its first label changed."""
    groups = []
    for group in sheet.groups:
        items = group.items
        if group.id == "labels":
            items = (change(items[0]), *items[1:])
        groups.append(replace(group, items=items))
    return replace(sheet, groups=tuple(groups))


@pytest.mark.parametrize("kind", ["coast", "symbol", "name", "leader"])
def test_a_planted_crossing_is_found(plate: Sheet, kind: Kind) -> None:
    first = names_of(plate, "labels")[0][1]
    others = {
        "coast": [line for _, line in coast_of(plate)],
        "symbol": [shape for _, shape in symbols_of(plate)],
        "name": [ink for _, text, ink in names_of(plate) if text.feature != first.feature],
        "leader": [line for line, _ in find_led(plate)],
    }[kind]
    spot = max(others, key=lambda other: other.length).representative_point()
    box = glyph_boxes(first)[0]

    def plant(text: Text) -> Text:
        at = (spot.x - (box[0] + box[2]) / 2, spot.y - (box[1] + box[3]) / 2)
        return replace(text, at=at)

    assert find_clashes(plate, *HARD) == []
    clashes = find_clashes(moved(plate, plant), kind)
    assert any(first.words in (clash.words, clash.other) for clash in clashes)


def test_a_letter_on_a_curve_is_found_where_it_stands(plate: Sheet) -> None:
    (sea,) = [t for _, t, _ in names_of(plate, "water-names") if t.words == "Sea of Okhotsk"]
    ink = next(ink for _, t, ink in names_of(plate, "water-names") if t is sea)
    curve = shapely.LineString(sea.curve)
    assert len(shapely.get_parts(ink)) > 8
    assert all(part.distance(curve) < 0.5 * sea.size_mm for part in shapely.get_parts(ink))
    length = math.dist(ink.bounds[:2], ink.bounds[2:])
    assert 0.7 * curve.length < length < 1.2 * curve.length


@pytest.mark.parametrize("view", VIEWS)
def test_leaders_cross_little_and_no_symbol_on_their_way(atlas: Atlas, view: str) -> None:
    for language, sheet in product(LANGUAGES[:2], SHEETS):
        drawn = draw(atlas, Plate(view, "1925", language, sheet))
        coast = shapely.union_all([line for _, line in coast_of(drawn)])
        lines = [line for line, _ in find_led(drawn)]
        for line in lines:
            crossed = shapely.intersection(line, coast)
            assert len(shapely.get_parts(crossed)) <= 3
            assert not any(line.crosses(other) for other in lines if other is not line)
            begin, end = (shapely.Point(point) for point in line.coords)
            # Symbols that crowd about the mark itself cannot be avoided by a line from it.
            far = [s for _, s in symbols_of(drawn) if s.distance(begin) > 4.0]
            assert not any(line.intersects(symbol) for symbol in far)
            assert line.length < 30
            assert min(ink.distance(end) for _, _, ink in names_of(drawn, "labels")) < 1.0


@pytest.mark.parametrize("view", VIEWS)
def test_the_main_places_of_a_view_keep_their_names(atlas: Atlas, view: str) -> None:
    shown = {"sakhalin": {"okha", "aleks", "toyohara"}, "okha": {"okha"}}
    shown["northern-sakhalin"] = {"okha", "aleks"}
    shown["region"] = {"beijing", "tokyo", "vladiv", "aleks", "okha", "toyohara"}
    for year, language, sheet in product(YEARS, LANGUAGES, ("A4", "Slide 16:9")):
        drawn = draw(atlas, Plate(view, year, language, sheet))
        named = {text.feature for _, text, _ in names_of(drawn, "labels")}
        assert shown[view] <= named, (year, language, sheet)
