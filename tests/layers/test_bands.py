"""Areas that changed hands within the time a sheet shows."""

from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path as FilePath

import pytest
import shapely

from geo.atlas import Atlas, load_atlas
from geo.selection import opening
from layers.render.bands import Turn, cut_in_bands, find_turns, rule_bands
from layers.render.overlap import Overlaps, find_overlaps
from layers.render.scene import build_scene
from layers.render.sheet import Path, Sheet
from layers.render.territory import Held, Territory
from layers.view import build_view
from tests.layers.plates import words

SQUARE = shapely.box(0, 0, 40, 40)
WORN = "In bands: for a part of the time shown"


@dataclass(frozen=True)
class Row:
    """What the bands must know of a feature."""

    id: str
    geometry: shapely.Geometry = SQUARE
    start_earliest: int = 0
    throughout: bool = False
    holds: str = "certain"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(FilePath("data"))


def sheet_of(atlas: Atlas, date: str, view: str = "northern-sakhalin") -> Sheet:
    return build_scene(build_view(atlas, replace(opening(atlas.catalog), date=date, view=view)))


def fills(sheet: Sheet, group: str = "control-areas") -> dict[str, shapely.Geometry]:
    """Give what each feature of a group covers with its tint."""
    found: dict[str, list[shapely.Geometry]] = {}
    for path in next(g for g in sheet.groups if g.id == group).items:
        if isinstance(path, Path) and path.fill is not None and path.fill_opacity < 1:
            whole = shapely.Polygon()
            for ring in path.rings:
                whole = whole.symmetric_difference(shapely.Polygon(ring).buffer(0))
            found.setdefault(path.feature, []).append(whole)
    return {feature: shapely.union_all(parts) for feature, parts in found.items()}


def test_what_holds_throughout_is_left_whole():
    assert find_turns([Row("a", throughout=True)]) == {}


def test_what_holds_for_a_part_of_the_time_has_bands_and_gaps():
    assert find_turns([Row("a")]) == {"a": Turn(0, 2)}


def test_successors_take_turns_in_the_order_of_time():
    rows = [Row("z", start_earliest=1), Row("a", start_earliest=2), Row("m", start_earliest=3)]
    assert find_turns(rows) == {"z": Turn(0, 3), "a": Turn(1, 3), "m": Turn(2, 3)}


def test_successors_in_different_places_may_have_the_same_turn():
    east, west = shapely.box(0, 0, 20, 40), shapely.box(20, 0, 40, 40)
    rows = [Row("whole"), Row("east", east, 1), Row("west", west, 2)]
    assert find_turns(rows) == {"whole": Turn(0, 2), "east": Turn(1, 2), "west": Turn(1, 2)}


def test_neighbours_are_no_successors():
    rows = [Row("a"), Row("b", shapely.box(39.9, 0, 80, 40), 1)]
    assert find_turns(rows) == {"a": Turn(0, 2), "b": Turn(0, 2)}


def test_what_is_only_possible_and_alone_keeps_its_own_look():
    assert find_turns([Row("a", holds="possible")]) == {}


def test_a_point_has_no_bands():
    assert find_turns([Row("a", shapely.Point(1, 1))]) == {}


@pytest.mark.parametrize("count", [2, 3, 4])
def test_the_bands_of_all_turns_fill_the_area_and_never_overlap(count: int):
    parts = [
        shapely.intersection(SQUARE, rule_bands(SQUARE.bounds, Turn(n, count), unit=1.0))
        for n in range(count)
    ]
    assert shapely.union_all(parts).area == pytest.approx(1600)
    assert sum(part.area for part in parts) == pytest.approx(1600)


def test_bands_leave_the_border_whole():
    banded = cut_in_bands(Territory(SQUARE, SQUARE, SQUARE), Turn(), unit=1.0)
    assert banded.area == SQUARE
    assert shapely.MultiLineString(banded.edges).length == pytest.approx(160)


@pytest.mark.parametrize("date", ["1925", "1920/1925", "1920-04-21/1925-05-15", "1920"])
def test_no_tint_of_two_holders_is_mixed_to_a_third(atlas: Atlas, date: str):
    claims = "control-sakhalin-north-fer-claim"  # stands beside the holder, not after it
    covered = fills(sheet_of(atlas, date))
    assert len(covered) > 2
    for (one, a), (other, b) in combinations(covered.items(), 2):
        if claims not in {one, other}:
            assert a.intersection(b).area < 0.02 * min(a.area, b.area), (one, other)


def test_both_holders_of_a_year_of_change_are_seen_in_equal_parts(atlas: Atlas):
    covered = fills(sheet_of(atlas, "1925"))
    japan, ussr = (covered[f"control-sakhalin-north-{who}"] for who in ("occupied", "ussr"))
    assert japan.area == pytest.approx(ussr.area, rel=0.05)


def test_a_sheet_with_bands_says_what_they_mean(atlas: Atlas):
    assert WORN in " ".join(words(sheet_of(atlas, "1925"), "imprint"))
    assert "part of the time shown" in words(sheet_of(atlas, "1925"), "legend")


def test_a_year_without_change_has_no_bands(atlas: Atlas):
    assert WORN not in " ".join(words(sheet_of(atlas, "1930"), "imprint"))


def test_a_day_has_no_bands(atlas: Atlas):
    assert WORN not in " ".join(words(sheet_of(atlas, "1925-05-20"), "imprint"))


def held(*shapes: shapely.Geometry) -> tuple[Held, ...]:
    return tuple(Held(shape) for shape in shapes)


def test_areas_of_one_shape_are_on_the_same_ground_without_being_compared():
    found = find_overlaps(held(SQUARE, shapely.box(90, 0, 99, 9), shapely.box(0, 0, 40, 40)))
    assert found == Overlaps((0, 1, 0), ())


def test_areas_that_share_more_than_a_rim_are_on_the_same_ground():
    beside, over = shapely.box(39.9, 0, 80, 40), shapely.box(30, 0, 80, 40)
    assert find_overlaps(held(SQUARE, beside, over)).pairs == ((0, 2), (1, 2))


def test_no_areas_share_nothing():
    assert find_overlaps(()) == Overlaps((), ())


def test_a_mosaic_of_very_many_areas_is_not_compared_for_ever():
    wide = [shapely.box(0, 0, 1000 + n, 1000 + n) for n in range(210)]
    assert find_overlaps(held(*wide)).pairs == ()
    assert len(find_overlaps(held(*wide[:100])).pairs) == 4950


def test_a_series_of_spans_on_one_ground_takes_as_many_turns():
    rows = [Row(f"r{n:03d}", start_earliest=n) for n in range(40)]
    assert find_turns(rows) == {f"r{n:03d}": Turn(n, 40) for n in range(40)}


def test_the_bands_of_the_screen_run_as_those_of_the_sheet():
    ruled = rule_bands((0, 0, 100, 100), Turn(0, 2), unit=1.0)
    (left, top), (right, bottom), *_ = shapely.get_coordinates(ruled.geoms[0])
    assert abs(right - left) == pytest.approx(abs(bottom - top))
    assert (right - left) * (bottom - top) > 0  # downwards to the right
