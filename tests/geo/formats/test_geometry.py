"""Geometry from coordinates, and coordinates that make none."""

import numpy as np
import pytest
import shapely

from geo.formats.geometry import build_geometries, build_points

SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]


def _member(kind, coordinates):
    return {"type": kind, "coordinates": coordinates}


@pytest.mark.parametrize(
    ("kind", "coordinates", "wkt"),
    [
        ("Point", [1, 2], "POINT (1 2)"),
        ("MultiPoint", [[1, 2], [3, 4]], "MULTIPOINT (1 2, 3 4)"),
        ("LineString", [[1, 2], [3, 4]], "LINESTRING (1 2, 3 4)"),
        ("MultiLineString", [[[1, 2], [3, 4]]], "MULTILINESTRING ((1 2, 3 4))"),
        ("Polygon", [SQUARE], "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"),
        ("MultiPolygon", [[SQUARE]], "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)))"),
    ],
)
def test_each_type_of_geometry_is_built(kind, coordinates, wkt):
    geometries, faults = build_geometries([_member(kind, coordinates)])
    assert shapely.equals(geometries[0], shapely.from_wkt(wkt))
    assert faults == []


def test_a_polygon_keeps_its_holes():
    hole = [[0.2, 0.2], [0.2, 0.8], [0.8, 0.8], [0.2, 0.2]]
    geometries, _ = build_geometries([_member("Polygon", [SQUARE, hole])])
    assert len(geometries[0].interiors) == 1


def test_a_position_that_is_unknown_is_no_fault():
    geometries, faults = build_geometries([None])
    assert (geometries[0], faults) == (None, [])


def test_a_height_is_left_out():
    geometries, _ = build_geometries([_member("Point", [1, 2, 300])])
    assert geometries[0].wkt == "POINT (1 2)"


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        pytest.param("POINT (1 2)", "expected an object with type", id="well-known text"),
        pytest.param({"type": "Circle"}, "'Circle'; expected one of Point", id="an unknown type"),
        pytest.param(
            _member("Point", []), "write null if the position is unknown", id="an empty point"
        ),
        pytest.param(_member("Point", ["1", "2"]), "expected [longitude, latitude]", id="texts"),
        pytest.param(_member("Point", [True, 2]), "expected [longitude, latitude]", id="a truth"),
        pytest.param(_member("Point", [float("nan"), 2]), "expected [longitude", id="not a number"),
        pytest.param(_member("Point", [float("inf"), 2]), "expected [longitude", id="infinity"),
        pytest.param(_member("Point", [10**400, 2]), "expected [longitude", id="a number too long"),
        pytest.param(_member("Point", [1]), "expected [longitude, latitude]", id="one number"),
        pytest.param(
            _member("LineString", [[1, 2]]), "needs at least 2", id="a line of one position"
        ),
        pytest.param(_member("Polygon", [SQUARE[:3]]), "needs at least 4", id="a ring of three"),
        pytest.param(
            _member("Polygon", [SQUARE[:4]]), "must repeat the first", id="a ring that is open"
        ),
        pytest.param(_member("Polygon", [5]), "expected a list", id="a number for a ring"),
        pytest.param(
            _member("MultiPolygon", [5]), "is not a list of positions", id="a number for a part"
        ),
        pytest.param(
            _member("Polygon", [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]),
            "not valid: Self-intersection",
            id="a bow tie",
        ),
        pytest.param(_member("Point", [190, 2]), "-180 to 180", id="off the globe"),
        pytest.param(_member("Point", [50, 143]), "swapped?", id="latitude first"),
    ],
)
def test_what_is_no_geometry_is_a_fault_of_its_row(member, expected):
    _, faults = build_geometries([None, member])
    assert [row for row, _ in faults] == [1]
    assert expected in faults[0][1]


def test_points_come_from_two_columns():
    geometries, faults = build_points(np.array([1.0, np.nan]), np.array([2.0, np.nan]))
    assert (geometries[0].wkt, geometries[1], faults) == ("POINT (1 2)", None, [])


def test_half_a_position_is_a_fault():
    _, faults = build_points(np.array([1.0]), np.array([np.nan]))
    assert "only one of lon and lat" in faults[0][1]
