"""TopoJSON, read back by GDAL and by hand."""

import json

import numpy as np
import pyogrio
import pytest
import shapely

from geo.publish.topojson import to_topojson


def _written(atlas, features):
    return json.loads(to_topojson(atlas, features))


def _polygon(*corners):
    return {"type": "Polygon", "coordinates": [[*map(list, corners), list(corners[0])]]}


WEST = _polygon((0, 0), (5, 0), (5, 4), (5, 9), (0, 9))
EAST = _polygon((5, 0), (9, 0), (9, 9), (5, 9), (5, 4))
CORNER = _polygon((5, 9), (9, 9), (9, 12))
HOLED = {
    "type": "Polygon",
    "coordinates": [
        [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]],
        [[3, 3], [3, 6], [6, 6], [6, 3], [3, 3]],
    ],
}
FILLING = _polygon((6, 6), (3, 6), (3, 3), (6, 3))


@pytest.mark.parametrize(
    "members",
    [
        pytest.param([WEST, EAST], id="neighbours"),
        pytest.param([HOLED, FILLING], id="an island in a lake"),
        pytest.param([WEST, WEST], id="twice the same"),
        pytest.param(
            [{"type": "LineString", "coordinates": [[0, 0], [5, 0], [5, 4]]}, WEST],
            id="a line along a border",
        ),
        pytest.param(
            [{"type": "MultiPolygon", "coordinates": [WEST["coordinates"], CORNER["coordinates"]]}],
            id="two parts that touch",
        ),
        pytest.param(
            [{"type": "MultiLineString", "coordinates": [[[0, 0], [1, 1]], [[1, 1], [0, 0]]]}],
            id="there and back",
        ),
        pytest.param([{"type": "MultiPoint", "coordinates": [[0, 0], [1, 1]]}], id="points"),
        pytest.param(
            [{"type": "LineString", "coordinates": [[0, 0], [2, 2], [2, 0], [0, 2]]}],
            id="a line that crosses itself",
        ),
    ],
)
def test_gdal_reads_every_shape_back_equal(members, tiny_atlas, rows, tmp_path):
    features = rows(*members)
    path = tmp_path / "x.topojson"
    path.write_bytes(to_topojson(tiny_atlas, features))
    found = pyogrio.read_dataframe(path).geometry.to_numpy()
    rounded = shapely.transform(found, lambda xy: np.round(xy, 7))
    assert all(shapely.equals(features.geometry.to_numpy(), rounded))


def test_a_border_of_two_areas_is_written_once(tiny_atlas, rows):
    document = _written(tiny_atlas, rows(WEST, EAST))
    assert len(document["arcs"]) == 3


def test_an_island_and_its_lake_share_their_shore(tiny_atlas, rows):
    lake, island = _written(tiny_atlas, rows(HOLED, FILLING))["objects"]["lease"]["geometries"]
    assert lake["arcs"][1] == [~island["arcs"][0][0]]


def test_an_unknown_position_has_the_type_null(tiny_atlas, rows):
    (member,) = _written(tiny_atlas, rows(None))["objects"]["lease"]["geometries"]
    assert member["type"] is None


def test_every_layer_is_an_object(tiny_atlas):
    objects = _written(tiny_atlas, tiny_atlas.features)["objects"]
    assert list(objects) == ["land", "lease", "places", "events", "plots"]


def test_no_feature_is_missing(tiny_atlas):
    objects = _written(tiny_atlas, tiny_atlas.features)["objects"]
    found = [member["id"] for layer in objects.values() for member in layer["geometries"]]
    assert sorted(found) == sorted(tiny_atlas.features["id"])


def test_harmful_texts_stay_texts(hostile_atlas):
    objects = _written(hostile_atlas, hostile_atlas.features)["objects"]
    members = [member for layer in objects.values() for member in layer["geometries"]]
    found = {member["id"]: member["properties"]["name"] for member in members}
    assert found == dict(
        zip(hostile_atlas.features["id"], hostile_atlas.features["name"], strict=True)
    )
