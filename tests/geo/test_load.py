"""One layer, read and checked."""

from dataclasses import replace

import pytest

from geo import limits
from geo.errors import InvalidDataError, UnknownFormatError
from geo.load import load_layer, read_features, read_layer


def test_a_layer_is_loaded_in_file_order(tiny_atlas):
    spec = tiny_atlas.catalog.layer("lease")
    assert load_layer(spec, root=tiny_atlas.root)["id"].tolist() == ["north-lease", "south-lease"]


def test_a_layer_with_problems_is_refused(tiny_atlas):
    spec = replace(tiny_atlas.catalog.layer("lease"), path="layers/nothing.geojson")
    with pytest.raises(InvalidDataError, match="there is no such file"):
        load_layer(spec, root=tiny_atlas.root)


def test_base_features_hold_always_unless_said_otherwise(tiny_atlas):
    spec = replace(tiny_atlas.catalog.layer("land"), kind="land")
    features, _ = read_layer(spec, root=tiny_atlas.root)
    assert features[["when", "certainty"]].to_numpy().tolist() == [["../..", "certain"]]


def test_a_relief_has_no_features(tiny_atlas):
    spec = tiny_atlas.catalog.layer("relief")
    assert len(load_layer(spec, root=tiny_atlas.root)) == 0


def test_a_file_that_is_too_large_is_a_problem_of_the_layer(tiny_atlas, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    _, problems = read_layer(tiny_atlas.catalog.layer("lease"), root=tiny_atlas.root)
    assert "at most 10 are accepted" in problems[0].message


def test_the_format_is_told_by_the_end_of_the_name():
    features, problems = read_features(
        b"id,name,when,lon,lat,certainty\na,A,,,,uncertain\n",
        file="../../etc/My Toys.CSV",
        layer="mine",
    )
    assert (features["layer"].tolist(), problems) == (["mine"], ())


def test_a_file_of_an_unknown_format_is_refused():
    with pytest.raises(UnknownFormatError, match=r"ends in '\.vrt'"):
        read_features(b"<OGRVRTDataSource/>", file="toys.vrt", layer="mine")


def test_a_vrt_that_calls_itself_geojson_is_only_broken_json():
    _, problems = read_features(b"<OGRVRTDataSource/>", file="toys.geojson", layer="mine")
    assert "this is not JSON" in problems[0].message
