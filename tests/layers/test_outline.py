"""Borders: what of an area's edge is one."""

from shapely.geometry import Polygon, box

from layers.render.outline import cut_edges, to_outline, to_steps
from layers.render.webareas import once

ISLAND = box(0, 0, 4, 2)
WEST = box(0, 0, 2, 2)
_OPEN = Polygon([(2, 0), (0, 0), (0, 2), (2, 2), (9, 9)])  # goes round the western half by sea
NOWHERE = (None, None, None, None)


def test_an_area_that_fills_its_island_has_no_border() -> None:
    assert to_outline(ISLAND, coast=to_steps([ISLAND]), edges=NOWHERE) == []


def test_an_area_away_from_every_coast_is_all_border() -> None:
    assert to_outline(WEST, coast=to_steps([box(9, 9, 10, 10)]), edges=NOWHERE) is None


def test_the_border_between_two_halves_of_an_island_is_kept() -> None:
    runs = to_outline(WEST, coast=to_steps([_OPEN]), edges=NOWHERE)
    assert runs == [[200_000, 0, 0, 200_000]]


def test_an_area_cut_along_a_meridian_has_no_border_there() -> None:
    land = Polygon([(100, 60), (100, 40), (120, 40), (120, 60)])
    runs = to_outline(land, coast=frozenset(), edges=(100.0, None, None, None))
    around = [10_000_000, 4_000_000, 2_000_000, 0, 0, 2_000_000, -2_000_000, 0]
    assert runs == [around]


def test_a_layer_is_cut_where_its_areas_run_along_its_edge_for_degrees() -> None:
    assert cut_edges([box(100, 40, 120, 42)]) == (None, 40.0, None, 42.0)


def test_a_small_square_is_not_a_cut() -> None:
    assert cut_edges([WEST]) == NOWHERE


def test_a_shape_is_sent_once() -> None:
    assert once({"0": [1, 2], "1": None, "2": [1, 2], "3": [3]}) == {
        "0": [1, 2],
        "1": None,
        "2": 0,
        "3": [3],
    }
