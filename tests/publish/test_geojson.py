"""GeoJSON after RFC 7946; the clauses are the RFC's."""

import json

import pyogrio
import pytest
import shapely

from geo.formats.geojson import PROPERTIES
from geo.publish.geojson import to_geojson

CLOCKWISE = {
    "type": "Polygon",
    "coordinates": [
        [[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]],
        [[3, 3], [6, 3], [6, 6], [3, 6], [3, 3]],
    ],
}


def _written(atlas, features):
    return json.loads(to_geojson(atlas, features))


def _is_cut(shape):
    west, _, east, _ = shape.bounds
    return -180 <= west <= east <= 180


def test_there_is_no_crs_member(tiny_atlas):  # clause 4
    assert "crs" not in _written(tiny_atlas, tiny_atlas.features)


def test_outer_rings_run_counter_clockwise_and_holes_clockwise(tiny_atlas, rows):  # 3.1.6
    (feature,) = _written(tiny_atlas, rows(CLOCKWISE))["features"]
    outer, hole = map(shapely.LinearRing, feature["geometry"]["coordinates"])
    assert (outer.is_ccw, hole.is_ccw) == (True, False)


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        pytest.param(shapely.box(170, 50, 190, 60), "MultiPolygon", id="an area past 180"),
        pytest.param(shapely.box(-190, 50, -170, 60), "MultiPolygon", id="an area past -180"),
        pytest.param(shapely.box(185, 50, 190, 60), "Polygon", id="an area wholly beyond"),
        pytest.param(
            shapely.LineString([(170, 50), (190, 60)]), "MultiLineString", id="a line past 180"
        ),
        pytest.param(shapely.Point(190, 50), "Point", id="a point beyond"),
    ],
)
def test_what_crosses_the_antimeridian_is_cut_there(shape, kind, tiny_atlas, rows):  # 3.1.9
    features = rows(None)
    features.loc[0, "geometry"] = shape
    (feature,) = _written(tiny_atlas, features)["features"]
    found = shapely.geometry.shape(feature["geometry"])
    assert (found.geom_type, _is_cut(found)) == (kind, True)


def test_cutting_loses_no_area(tiny_atlas, rows):
    features = rows(None)
    features.loc[0, "geometry"] = shapely.box(170, 50, 190, 60)
    (feature,) = _written(tiny_atlas, features)["features"]
    assert shapely.geometry.shape(feature["geometry"]).area == 200


def test_an_unknown_position_is_null(tiny_atlas, rows):  # 3.2
    (feature,) = _written(tiny_atlas, rows(None))["features"]
    assert feature["geometry"] is None


def test_every_feature_has_its_id(tiny_atlas):  # 3.2
    found = [feature["id"] for feature in _written(tiny_atlas, tiny_atlas.features)["features"]]
    assert found == tiny_atlas.features["id"].to_list()


def test_no_digit_of_a_position_is_lost(tiny_atlas, rows):
    position = [142.123456789012, 53.987654321098]
    features = rows({"type": "Point", "coordinates": position})
    (feature,) = _written(tiny_atlas, features)["features"]
    assert feature["geometry"]["coordinates"] == position


def test_the_date_stands_in_edtf_and_as_when(tiny_atlas, dated):
    (feature,) = _written(tiny_atlas, dated("1925-12~"))["features"]
    assert (feature["properties"]["when"], feature["when"]["label"]) == (
        "1925-12~",
        "c. December 1925",
    )


def test_the_file_says_what_it_rests_on(tiny_atlas):
    cited = [source["id"] for source in _written(tiny_atlas, tiny_atlas.features)["sources"]]
    assert cited == ["toy-survey", "toy-gazette"]


def test_a_selection_cites_its_own_sources_alone(tiny_atlas):
    features = tiny_atlas.features[tiny_atlas.features["id"] == "no-place"]
    cited = [source["id"] for source in _written(tiny_atlas, features)["sources"]]
    assert cited == ["toy-gazette"]


def test_the_file_names_its_licences(tiny_atlas):
    document = _written(tiny_atlas, tiny_atlas.features)
    assert (document["license"], document["layers"][0]["license"]) == ("CC0-1.0", "CC0-1.0")


def test_gdal_reads_every_property_back_equal(hostile_atlas, tmp_path):
    features = hostile_atlas.features
    path = tmp_path / "x.geojson"
    path.write_bytes(to_geojson(hostile_atlas, features))
    found = pyogrio.read_dataframe(path).set_index("id")
    names = ["name", "name_ru", "when", "category", "text", "note", "owner"]
    expected = features.assign(owner=features["details"].map(lambda d: dict(d)["owner"]))
    assert found.loc[features["id"], names].fillna("").to_numpy().tolist() == (
        expected[names].to_numpy().tolist()
    )


def test_gdal_reads_every_shape_back_equal(tiny_atlas, tmp_path):
    path = tmp_path / "x.geojson"
    path.write_bytes(to_geojson(tiny_atlas, tiny_atlas.features))
    found = pyogrio.read_dataframe(path).geometry
    pairs = zip(tiny_atlas.features.geometry, found, strict=True)
    assert all(b is None if a is None else a.equals(b) for a, b in pairs)


def test_a_property_that_says_nothing_is_left_out(tiny_atlas, rows):
    (feature,) = _written(tiny_atlas, rows(None))["features"]
    assert set(feature["properties"]) - {"layer"} < set(PROPERTIES)
    assert "note" not in feature["properties"]


def test_harmful_texts_stay_texts(hostile_atlas):
    found = _written(hostile_atlas, hostile_atlas.features)["features"]
    names = [feature["properties"]["name"] for feature in found]
    assert names == hostile_atlas.features["name"].to_list()
