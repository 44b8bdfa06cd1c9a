import math

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon

from geo.errors import InvalidDataError
from geo.extent import Extent, extent_of, union

SAKHALIN = Extent(141, 45, 145, 55)
BERING_SEA = Extent(170, 52, -160, 66)
WORLD = Extent(-180, -90, 180, 90)

whole_degrees = st.integers(-180, 180)
latitudes = st.tuples(st.integers(-90, 90), st.integers(-90, 90)).map(sorted)
extents = st.builds(
    lambda west, east, south_north: Extent(west, south_north[0], east, south_north[1]),
    whole_degrees,
    whole_degrees,
    latitudes,
)


@pytest.mark.parametrize(
    ("edges", "reason"),
    [
        pytest.param((-181, 0, 0, 1), "west is -181", id="west beyond the antimeridian"),
        pytest.param((0, 0, 200, 1), "east is 200", id="east beyond the antimeridian"),
        pytest.param((0, -91, 1, 1), "south is -91", id="south of the south pole"),
        pytest.param((0, 0, 1, 90.5), "north is 90.5", id="north of the north pole"),
        pytest.param((0, 2, 1, 1), "lies above north", id="upside down"),
        pytest.param((math.nan, 0, 1, 1), "west is nan", id="not a number"),
    ],
)
def test_edges_that_cannot_be_are_refused(edges, reason):
    with pytest.raises(InvalidDataError, match=reason):
        Extent(*edges)


def test_every_wrong_edge_is_named():
    with pytest.raises(InvalidDataError) as caught:
        Extent(-999, -99, 999, 99)
    assert len(caught.value.problems) == 4


def test_its_edges_belong_to_an_extent():
    assert SAKHALIN.contains(141, 55)


def test_tokyo_is_not_on_sakhalin():
    assert not SAKHALIN.contains(139.7, 35.7)


@pytest.mark.parametrize("lon", [170, 179.9, 180, -180, -170, -160])
def test_an_extent_over_the_antimeridian_holds_both_sides(lon):
    assert BERING_SEA.contains(lon, 60)


@pytest.mark.parametrize("lon", [169, 0, -159])
def test_an_extent_over_the_antimeridian_does_not_hold_the_rest_of_the_world(lon):
    assert not BERING_SEA.contains(lon, 60)


@pytest.mark.parametrize("lon", [-180, 180])
def test_the_antimeridian_is_one_line_with_two_numbers(lon):
    assert Extent(-180, 0, -170, 1).contains(lon, 0)


def test_the_width_over_the_antimeridian_is_counted_eastwards():
    assert BERING_SEA.width == 30


def test_the_middle_of_the_bering_sea_is_not_in_africa():
    assert BERING_SEA.center == (-175, 59)


def test_extents_that_share_only_a_corner_intersect():
    assert SAKHALIN.intersects(Extent(145, 55, 150, 60))


def test_extents_apart_in_latitude_do_not_intersect():
    assert not SAKHALIN.intersects(Extent(141, 30, 145, 44))


def test_extents_apart_in_longitude_do_not_intersect():
    assert not SAKHALIN.intersects(Extent(130, 45, 140, 55))


def test_an_extent_over_the_antimeridian_meets_one_on_the_far_side():
    assert BERING_SEA.intersects(Extent(-165, 60, -150, 70))


@given(extents, extents)
def test_meeting_is_mutual(one, other):
    assert one.intersects(other) == other.intersects(one)


@given(extents, st.integers(-180, 180), st.integers(-90, 90))
def test_an_extent_meets_exactly_the_points_that_it_contains(extent, lon, lat):
    assert extent.contains(lon, lat) == extent.intersects(Extent(lon, lat, lon, lat))


def test_the_union_of_two_islands_holds_both():
    hokkaido = Extent(139, 41, 146, 46)
    assert union(SAKHALIN, hokkaido) == Extent(139, 41, 146, 55)


def test_the_union_of_both_sides_of_the_antimeridian_takes_the_short_way():
    chukotka, alaska = Extent(170, 62, 180, 70), Extent(-180, 54, -150, 71)
    assert union(chukotka, alaska) == Extent(170, 54, -150, 71)


def test_the_union_of_extents_all_round_the_globe_is_a_full_turn():
    thirds = [Extent(-180, 0, -60, 1), Extent(-60, 0, 60, 1), Extent(60, 0, 180, 1)]
    assert union(*thirds).width == 360


def test_a_union_of_nothing_is_refused():
    with pytest.raises(InvalidDataError, match="at least one"):
        union()


@given(st.lists(extents, min_size=1, max_size=5))
def test_a_union_holds_the_corners_of_all(several):
    whole = union(*several)
    assert all(
        whole.contains(lon, lat)
        for extent in several
        for lon in (extent.west, extent.east)
        for lat in (extent.south, extent.north)
    )


def test_a_buffer_grows_every_side():
    assert SAKHALIN.buffered(1) == Extent(140, 44, 146, 56)


def test_a_buffer_may_cross_the_antimeridian():
    assert Extent(170, 0, 179, 1).buffered(2) == Extent(168, -2, -179, 3)


def test_a_buffer_stops_at_the_poles_and_after_a_full_turn():
    assert Extent(-170, -80, 170, 80).buffered(20) == WORLD


def test_a_square_of_degrees_is_narrow_in_the_north():
    assert Extent(140, 59, 142, 61).aspect == pytest.approx(0.5)


def test_an_extent_without_height_is_infinitely_wide():
    assert Extent(140, 50, 142, 50).aspect == math.inf


def test_the_extent_of_features_is_that_of_all_their_geometry():
    features = gpd.GeoDataFrame(
        geometry=[Point(143, 53), None, LineString([(142, 46), (142.5, 50)]), Polygon()],
        crs="EPSG:4326",
    )
    assert extent_of(features) == Extent(142, 46, 143, 53)


def test_features_without_a_place_have_no_extent():
    with pytest.raises(InvalidDataError, match="none of 1 rows has a geometry"):
        extent_of(gpd.GeoDataFrame(geometry=[None], crs="EPSG:4326"))
