"""GeoJSON read and written."""

import json

import pytest
from geopandas.testing import assert_geodataframe_equal

from geo import limits
from geo.errors import LimitError
from geo.formats import geojson
from geo.formats.geojson import read_geojson, to_geojson


def _feature(**properties):
    properties = {"id": "a", "when": "1925", "certainty": "certain"} | properties
    return {"type": "Feature", "properties": properties, "geometry": None}


def _read(document):
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    return read_geojson(raw, file="toy.geojson", layer="toys")


def _collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def test_properties_that_are_no_column_are_details_in_file_order():
    features, _ = _read(_collection(_feature(owner="me", area=12.5, big=True, none=None, list=[1])))
    assert features["details"][0] == (
        ("owner", "me"),
        ("area", "12.5"),
        ("big", "true"),
        ("list", "[1]"),
    )


def test_a_feature_belongs_to_the_layer_it_is_read_for():
    features, _ = _read(_collection(_feature()))
    assert features["layer"].tolist() == ["toys"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"{", "this is not JSON", id="no JSON"),
        pytest.param(b"\xff", "byte 0 is not UTF-8", id="another encoding"),
        pytest.param(b"[]", "it is a 'list'", id="a list"),
        pytest.param(b'{"type": "Topology"}', "it is a 'Topology'", id="TopoJSON"),
        pytest.param(b'{"type": "FeatureCollection"}', "no list of 'features'", id="no features"),
        pytest.param(b'{"a": NaN}', "NaN, which is not a number", id="NaN"),
        pytest.param(b'{"a": -Infinity}', "-Infinity, which is not", id="infinity"),
        pytest.param(b'{"a": 1, "a": 2}', "the key 'a' twice", id="a key twice"),
        pytest.param(
            b"[" + b"9" * 5000 + b"]", "a number is too long", id="a number of 5,000 digits"
        ),
        pytest.param(
            b'{"type": "FeatureCollection", "crs": "EPSG:3857", "features": []}',
            "another coordinate system",
            id="Web Mercator",
        ),
    ],
)
def test_a_file_that_is_no_geojson_is_one_problem(raw, expected):
    features, problems = _read(raw)
    assert len(features) == 0
    assert [expected in problem.message for problem in problems] == [True]


def test_json_a_hundred_thousand_levels_deep_is_refused():
    with pytest.raises(LimitError, match="levels of nesting"):
        _read(b"[" * 100_000 + b"]" * 100_000)


def test_too_many_features_are_refused(monkeypatch):
    monkeypatch.setattr(geojson, "MAX_ROWS", 1)
    with pytest.raises(LimitError, match="2 features; at most 1"):
        _read(_collection(_feature(id="a"), _feature(id="b")))


def test_too_many_positions_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_VERTICES", 1)
    with pytest.raises(LimitError, match="2 positions; at most 1"):
        _read(b'{"a": [[1, 2], [3, 4]]}')


def test_longitude_and_latitude_may_be_named():
    document = _collection(_feature()) | {
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    }
    assert _read(document)[1] == ()


@pytest.mark.parametrize(
    ("feature", "place", "expected"),
    [
        pytest.param(5, "feature 1", "not an object of type 'Feature'", id="a number"),
        pytest.param({"type": "Feature"}, "feature 1", "'properties' is None", id="no properties"),
        pytest.param(_feature(id=""), "feature 1", "it has no 'id'", id="no id"),
        pytest.param(_feature(id=7), "7", "'id' is 7; expected a text", id="a number as id"),
        pytest.param(_feature(id="a;b"), "a;b", "no semicolon", id="an id that cannot be listed"),
        pytest.param(_feature(when="20.1.1925"), "a", "'when'", id="no date"),
        pytest.param(
            _feature(name=["x"]), "a", "'name' is ['x']; expected a text", id="a list as name"
        ),
        pytest.param(_feature(sources=5), "a", "expected a list of ids", id="a number as sources"),
        pytest.param(
            _feature(sources=[5]), "a", "expected a list of ids", id="a number among sources"
        ),
        pytest.param(_feature(certainty="sure"), "a", "'certainty' is 'sure'", id="certainty"),
        pytest.param(_feature(depiction="schema"), "a", "did you mean 'schematic'", id="depiction"),
        pytest.param(_feature(rank=9), "a", "'rank' is 9; expected a whole number", id="rank"),
        pytest.param(_feature(rank=1.5), "a", "'rank' is 1.5", id="half a rank"),
        pytest.param(_feature(precision_km=-1), "a", "expected kilometres", id="precision"),
        pytest.param(_feature(text="a\x00b"), "a", "unprintable", id="a zero byte"),
        pytest.param(_feature(text="\ud800"), "a", "unprintable", id="half a character"),
        pytest.param(_feature(id="\ud800"), "feature 1", "unprintable", id="half an id"),
        pytest.param(_feature(owner="\x07"), "a", "'details' holds", id="a bell in a detail"),
        pytest.param(_feature(links=["\x07"]), "a", "'links' holds", id="a bell in a link"),
        pytest.param(_feature(lon=5), "a", "'lon' has a reserved name", id="a reserved name"),
    ],
)
def test_a_feature_at_fault_is_listed_and_left_out(feature, place, expected):
    features, problems = _read(_collection(feature, _feature(id="good")))
    assert features["id"].tolist() == ["good"]
    assert problems[0].where == place
    assert any(expected in problem.message for problem in problems)


def test_what_was_read_is_written_and_read_again_the_same(tiny_atlas):
    for layer, features in tiny_atlas.features.groupby("layer", sort=False):
        ordered = features.sort_values("id").reset_index(drop=True)
        again, problems = read_geojson(
            to_geojson(features).encode(), file="toy.geojson", layer=str(layer)
        )
        assert problems == ()
        assert_geodataframe_equal(again, ordered)


def test_one_feature_stands_on_each_line_sorted_by_id():
    features, _ = _read(_collection(_feature(id="b"), _feature(id="a")))
    first, *lines, last = to_geojson(features).splitlines()
    assert (first, last) == ('{"type": "FeatureCollection", "features": [', "]}")
    assert [json.loads(line.rstrip(","))["properties"]["id"] for line in lines] == ["a", "b"]


def test_what_says_nothing_is_not_written():
    features, _ = _read(_collection(_feature()))
    assert (
        '{"type": "Feature", "properties": {"id": "a", "when": "1925", "certainty": "certain"}, '
        '"geometry": null}'
    ) in to_geojson(features)


def test_coordinates_are_rounded_to_the_decimals_asked_for():
    feature = _feature() | {"geometry": {"type": "Point", "coordinates": [1.23456789, 2]}}
    features, _ = _read(_collection(feature))
    assert '"coordinates": [1.235, 2.0]' in to_geojson(features, decimals=3)
