"""Labels and lettering: where names stand, what they keep off, what is left out first."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
import shapely

from geo.extent import Extent
from layers.render.anchors import Anchor, shorten
from layers.render.barrier import courses_of, raise_barrier
from layers.render.box import Box
from layers.render.candidates import IMHOF, near_options
from layers.render.fonts import measure
from layers.render.footing import Footing
from layers.render.ink import InkGrid, ink_of_areas, ink_of_lines
from layers.render.judging import Surface
from layers.render.labels import Placed, draw_label, place_labels
from layers.render.lettering import Floor, Lettered, Room, smooth, to_script, write
from layers.render.plane import fit_plane
from layers.render.thinning import apart
from layers.style import INK, LAND, WATER, WATER_INK, TextStyle
from tests.layers.clashes import ink_of

FRAME = Box(10.0, 10.0, 120.0, 160.0)
STYLE = TextStyle(INK, 2.4, halo=LAND)
EVERYWHERE = shapely.box(0, 0, 200, 200)
NAMES = (("en", "Okha"), ("ru", "Оха"), ("ja", "オハ"))


def _anchor(name: str, x: float, y: float, rank: int = 2) -> Anchor:
    return Anchor(name, (("en", name), ("ru", "Посёлок")), (x, y), 1.0, STYLE, rank)


def _surface(anchors: list[Anchor], land: shapely.Geometry = EVERYWHERE) -> Surface:
    boxes = np.array([(a.at[0] - 1, a.at[1] - 1, a.at[0] + 1, a.at[1] + 1) for a in anchors])
    return Surface(
        footing=Footing(
            FRAME,
            ink_of_areas(FRAME, land),
            raise_barrier(FRAME, land.boundary),
            courses_of(land.boundary),
        ),
        lines=ink_of_lines(FRAME, shapely.MultiLineString()),
        strokes=ink_of_lines(FRAME, shapely.MultiLineString()),
        symbols=boxes.reshape(-1, 4),
        taken=np.empty((0, 4)),
    )


def _place(anchors: list[Anchor], land: shapely.Geometry = EVERYWHERE) -> tuple[Placed, ...]:
    return place_labels(anchors, _surface(anchors, land), unit=1.0)


@pytest.fixture(scope="module")
def crowd() -> list[Anchor]:
    """Sixty places on a page where not all names have room."""
    rng = np.random.default_rng(1925)
    xy = rng.uniform((12, 12), (128, 168), (60, 2))
    return [_anchor(f"Place {i}", float(x), float(y), 1 + i % 5) for i, (x, y) in enumerate(xy)]


def _write(line: shapely.LineString, size: float, room: Room) -> Lettered | None:
    style = TextStyle(WATER_INK, size, spacing_em=0.2)
    script = to_script(line, NAMES, style, size=size, frame=FRAME)
    return write(script, room) if script else None


def _box(placed: Placed) -> Box:
    left, top, right, bottom = placed.candidate.box
    return Box(left, top, right - left, bottom - top)


def test_no_two_names_share_ground(crowd: list[Anchor]) -> None:
    boxes = [_box(placed) for placed in _place(crowd)]
    assert len(boxes) > 30
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))


def test_names_of_the_first_rank_are_all_there(crowd: list[Anchor]) -> None:
    placed = {p.anchor.feature for p in _place(crowd)}
    assert {a.feature for a in crowd if a.rank == 1} <= placed


def test_lesser_names_are_left_out_first() -> None:
    crammed = [_anchor(f"Settlement {i}", 60 + i % 4, 80 + i // 4, 1 + i // 4) for i in range(20)]
    ranks = [p.anchor.rank for p in _place(crammed)]
    assert ranks.count(1) > ranks.count(5)


def test_the_order_of_the_features_does_not_matter(crowd: list[Anchor]) -> None:
    there = {p.anchor.feature: p.candidate.box for p in _place(crowd)}
    back = {p.anchor.feature: p.candidate.box for p in _place(crowd[::-1])}
    assert there == back


def test_a_name_alone_stands_right_of_its_mark() -> None:
    (placed,) = _place([_anchor("Okha", 60, 80)])
    assert placed.candidate.box[0] > 60
    assert not placed.candidate.leader


def test_a_name_keeps_off_the_marks_of_others() -> None:
    marks = [_anchor("Okha", 60, 80, 1), _anchor("Ekhabi", 64, 80, 1)]
    for placed in _place(marks):
        for other in marks:
            spot = Box(other.at[0] - 0.9, other.at[1] - 0.9, 1.8, 1.8)
            assert not _box(placed).overlaps(spot)


def test_the_name_of_a_place_on_the_coast_stands_in_the_water() -> None:
    west = shapely.box(0, 0, 60, 200)
    (east_coast,) = _place([_anchor("Okha", 59.8, 80)], west)
    (west_coast,) = _place([_anchor("Due", 60.2, 80)], shapely.box(60, 0, 200, 200))
    assert east_coast.candidate.box[0] > 60
    assert west_coast.candidate.box[2] < 60


def test_the_name_of_an_inland_place_stays_on_land() -> None:
    (placed,) = _place([_anchor("Onor", 52.0, 80)], shapely.box(0, 0, 60, 200))
    assert placed.candidate.box[2] <= 60


def test_a_leader_is_only_where_none_of_the_eight_places_is_free() -> None:
    spots = itertools.product(range(5), range(5))
    crowd = [_anchor(f"Settlement {x}{y}", 50 + 6 * x, 70 + 3 * y) for x, y in spots]
    surface = _surface(crowd)
    placed = place_labels(crowd, surface, unit=1.0)
    led = [one for one in placed if one.leader]
    assert led
    for one in led:
        others = np.array([o.candidate.box for o in placed if o is not one])
        option = near_options(one.anchor, 1.0)
        boxes = option.boxes[: len(option.forms) * len(IMHOF)]
        lines = np.array([o.leader for o in placed if o.leader and o is not one])
        for left, top, right, bottom in boxes:
            box = shapely.box(left - 0.4, top - 0.4, right + 0.4, bottom + 0.4)
            inside = FRAME.grown(-1.2).holds(Box(left, top, right - left, bottom - top))
            met = [shapely.box(*edges) for edges in (*others, *surface.symbols)]
            met += [shapely.LineString(line) for line in lines]
            assert not inside or any(box.intersects(other) for other in met)


def test_a_name_shut_in_by_the_coast_goes_out_on_a_leader() -> None:
    island = shapely.Point(60, 80).buffer(6.0)
    (placed,) = _place([_anchor("Alexandrovsk-Sakhalinsky", 60, 80, 1)], island)
    assert placed.leader is not None
    assert not shapely.box(*placed.candidate.box).intersects(island)
    assert (
        len(
            shapely.get_parts(
                shapely.intersection(shapely.LineString(placed.leader), island.boundary)
            )
        )
        == 1
    )


def test_a_name_does_not_lie_across_a_line_while_there_is_another_place() -> None:
    anchors = [_anchor("Harbin", 60, 80)]
    road = shapely.LineString([(61, 60), (61, 100)])
    free = replace(_surface(anchors), lines=ink_of_lines(FRAME, road))
    (placed,) = place_labels(anchors, free, unit=1.0)
    assert not shapely.box(*placed.candidate.box).intersects(road)


def test_a_lesser_name_makes_room_for_a_greater() -> None:
    walls = shapely.box(50, 78, 100, 82)
    anchors = [_anchor("Great", 55, 80, 1), _anchor("Small", 57.5, 80, 5)]
    names = {p.anchor.feature for p in _place(anchors, walls)}
    assert "Great" in names


def test_a_halo_takes_the_tint_of_what_lies_under_the_name() -> None:
    (dry,) = _place([_anchor("Onor", 60, 80)])
    (wet,) = _place([_anchor("Sea", 60, 80)], shapely.box(0, 0, 1, 1))
    assert (dry.halo, wet.halo) == (LAND, WATER)


def test_a_name_does_not_run_under_what_is_taken() -> None:
    anchors = [_anchor("Okha", 60, 80)]
    taken = Box(60.5, 70.0, 60.0, 20.0)
    blocked = replace(_surface(anchors), taken=np.array([[60.5, 70.0, 120.5, 90.0]]))
    (placed,) = place_labels(anchors, blocked, unit=1.0)
    assert not _box(placed).overlaps(taken)


def test_a_label_is_drawn_inside_the_box_it_was_given(crowd: list[Anchor]) -> None:
    for placed in _place(crowd):
        for text in draw_label(placed)[0]:
            left, top, right, bottom = ink_of(text).bounds
            assert _box(placed).grown(0.2).holds(Box(left, top, right - left, bottom - top))


@pytest.mark.parametrize(
    ("long", "short"),
    [("オハ / 奥端 (Okutan)", "オハ"), ("Due (Douai)", "Due"), ("亜港(アコウ)", "亜港")],
)
def test_a_label_takes_the_first_of_several_names(long: str, short: str) -> None:
    assert shorten(long) == short


def test_the_name_of_a_sea_follows_its_line() -> None:
    line = shapely.LineString([(20, 60), (70, 50), (120, 60)])
    done = _write(line, 4.4, Room(Floor(FRAME)))
    assert done is not None
    assert [text.words for text in done.texts] == ["Okha", "Оха", "オハ"]
    for text in done.texts:
        assert (
            measure(text.runs, text.size_mm, text.spacing_em)
            <= shapely.LineString(text.curve).length
        )


def test_the_name_of_a_sea_does_not_run_over_land() -> None:
    line = shapely.LineString([(20, 60), (120, 60)])
    shore = shapely.box(0, 63.5, 200, 200)
    room = Room(Floor(FRAME, raise_barrier(FRAME, shore), ink_of_areas(FRAME, shore)))
    done = _write(line, 4.4, room)
    assert done is not None
    assert all(ink_of(text).bounds[3] < 63.5 for text in done.texts)


def test_a_line_too_short_for_its_name_stays_without() -> None:
    line = shapely.LineString([(50, 60), (53, 60)])
    assert _write(line, 4.4, Room(Floor(FRAME))) is None


def test_lettering_reads_from_left_to_right_whichever_way_its_line_was_drawn() -> None:
    line = shapely.LineString([(110, 60), (20, 60)])
    done = _write(line, 4.4, Room(Floor(FRAME)))
    assert done is not None
    assert done.texts[0].curve[0][0] < done.texts[0].curve[-1][0]


def test_smoothing_keeps_the_ends_of_a_line() -> None:
    corner = np.array([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)])
    rounded = smooth(corner)
    assert np.array_equal(rounded[[0, -1]], corner[[0, -1]])
    assert len(rounded) > 12


@pytest.mark.parametrize(
    ("area", "share"),
    [
        pytest.param(shapely.box(30, 30, 50, 50), 1.0, id="inside"),
        pytest.param(shapely.box(60, 60, 70, 70), 0.0, id="elsewhere"),
        pytest.param(shapely.box(30, 30, 40, 50), 0.5, id="half"),
        pytest.param(
            shapely.box(20, 20, 60, 60).difference(shapely.box(29, 29, 51, 51)), 0.0, id="a hole"
        ),
    ],
)
def test_the_grid_knows_how_much_land_lies_under_a_box(
    area: shapely.Geometry, share: float
) -> None:
    grid: InkGrid = ink_of_areas(FRAME, area)
    assert grid.share(np.array([[30.0, 30.0, 50.0, 50.0]]))[0] == pytest.approx(share, abs=0.03)


def test_an_empty_line_among_others_leaves_no_ink() -> None:
    lines = shapely.GeometryCollection(
        [shapely.LineString(), shapely.MultiLineString([[(20, 20), (20, 40)]])]
    )
    grid = ink_of_lines(FRAME, lines)
    assert grid.under(np.array([(15.0, 15.0, 25.0, 45.0)]))[0] >= 38
    assert grid.under(np.array([(30.0, 15.0, 45.0, 45.0)]))[0] == 0


def test_of_neighbours_on_half_a_continent_the_first_is_named():
    anchors = [_anchor("Capital", 50, 50, 1), _anchor("Suburb", 51, 50), _anchor("Far", 60, 50)]
    number = Anchor("event", (("en", "3–4"),), (50.5, 50.0), 1.0, STYLE, 1)
    continent, island = Extent(60, 30, 150, 65), Extent(140, 45, 147, 55)
    asked = [number, *anchors]
    kept = apart(asked, fit_plane(continent, FRAME), unit=1.0)
    assert [a.feature for a in kept] == ["event", "Capital", "Far"]
    assert apart(asked, fit_plane(island, FRAME), unit=1.0) == asked
