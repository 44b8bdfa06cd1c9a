"""Linked Places: valid for the World Historical Gazetteer, in JSON and as a table."""

import csv
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from geo.publish.linkedplaces import TSV_COLUMNS, to_lpf, to_lptsv

SCHEMA = json.loads((Path(__file__).parent / "linked-places.schema.json").read_text("utf-8"))


def _features(atlas, features):
    written = json.loads(to_lpf(atlas, features))["features"]
    return {feature["properties"]["id"]: feature for feature in written}


def _table(atlas, features):
    text = to_lptsv(atlas, features).decode()
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def _faults(document):
    return [error.message for error in Draft7Validator(SCHEMA).iter_errors(document)]


def test_the_toy_island_is_valid(tiny_atlas):
    assert _faults(json.loads(to_lpf(tiny_atlas, tiny_atlas.features))) == []


def test_harmful_texts_are_valid(hostile_atlas):
    assert _faults(json.loads(to_lpf(hostile_atlas, hostile_atlas.features))) == []


@pytest.mark.parametrize(
    "when",
    [
        *("1925", "1925-12~", "192X", "1926/..", "../1925", "/1925", "1925/", "../..", "-0044", ""),
        *("[1925,1926]", "{1925,1927..1929}", "1925-21", "Y-17000", "Y-17000/1925", "1925-XX-12"),
    ],
)
def test_every_sort_of_date_is_valid(when, tiny_atlas, dated):
    assert _faults(json.loads(to_lpf(tiny_atlas, dated(when)))) == []


def test_a_name_in_each_language(tiny_atlas):
    names = _features(tiny_atlas, tiny_atlas.features)["harbour"]["names"]
    assert [(name["toponym"], name["lang"]) for name in names] == [
        ("Harbour Town", "en"),
        ("Портовый", "ru"),
    ]


def test_the_first_name_cites_its_sources_with_the_year_as_text(tiny_atlas):
    (citation,) = _features(tiny_atlas, tiny_atlas.features)["harbour"]["names"][0]["citations"]
    assert (citation["year"], citation["@id"]) == ("1911", "https://example.org/survey")


def test_a_description_names_sources_by_title_and_the_property_by_id(tiny_atlas):
    rows = tiny_atlas.features.assign(note="So says [toy-gazette], not [x9].")
    feature = _features(tiny_atlas, rows)["harbour"]
    assert feature["descriptions"][1]["value"] == "So says [Toy Gazette], not [x9]."
    assert feature["properties"]["note"] == "So says [toy-gazette], not [x9]."
    labels = [citation["label"] for citation in feature["names"][0]["citations"]]
    assert labels[1] == "Toy Gazette."
    (line,) = (row for row in _table(tiny_atlas, rows) if row["id"] == "harbour")
    assert line["description"].endswith("So says [Toy Gazette], not [x9].")
    assert line["title_source"].endswith("; Toy Gazette.")


def test_an_unknown_position_is_a_collection_of_nothing(tiny_atlas):
    geometry = _features(tiny_atlas, tiny_atlas.features)["lost-village"]["geometry"]
    assert geometry == {"type": "GeometryCollection", "geometries": []}


def test_a_link_is_a_relation_that_says_its_name(tiny_atlas):
    (relation,) = _features(tiny_atlas, tiny_atlas.features)["first-boat"]["relations"]
    assert (relation["relationTo"], relation["label"]) == (
        "urn:atlas:toy-island:harbour",
        "Harbour Town",
    )


def test_a_type_has_its_labels_in_all_languages(tiny_atlas):
    (sort,) = _features(tiny_atlas, tiny_atlas.features)["north-lease"]["types"]
    assert [label["lang"] for label in sort["sourceLabels"]] == ["en", "ru"]


def test_no_feature_is_missing(tiny_atlas):
    assert list(_features(tiny_atlas, tiny_atlas.features)) == tiny_atlas.features["id"].to_list()


def test_the_edtf_date_goes_along(tiny_atlas):
    feature = _features(tiny_atlas, tiny_atlas.features)["first-boat"]
    assert feature["properties"]["when"] == "1905~"


def test_a_table_has_a_row_for_each_feature(tiny_atlas):
    found = [row["id"] for row in _table(tiny_atlas, tiny_atlas.features)]
    assert found == tiny_atlas.features["id"].to_list()


def test_a_table_of_harmful_texts_keeps_its_rows_and_columns(hostile_atlas):
    text = to_lptsv(hostile_atlas, hostile_atlas.features).decode()
    lines = text.splitlines()
    assert {line.count("\t") for line in lines} == {len(TSV_COLUMNS) - 1}
    assert len(lines) == len(hostile_atlas.features) + 1


def test_no_cell_is_a_formula(hostile_atlas):
    rows = _table(hostile_atlas, hostile_atlas.features)
    cells = [cell for row in rows for name, cell in row.items() if name not in {"lon", "lat"}]
    assert not [cell for cell in cells if cell[:1] in set("=+-@")]


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [("1925", "1925", "1925"), ("1926/..", "1926", ""), ("1926-05/1944", "1926-05", "1944")],
)
def test_a_start_alone_means_from_then_on(when, start, end, tiny_atlas, dated):
    (row,) = _table(tiny_atlas, dated(when))
    assert (row["start"], row["end"]) == (start, end)


def test_a_point_has_degrees_and_an_area_its_text(tiny_atlas):
    rows = {row["id"]: row for row in _table(tiny_atlas, tiny_atlas.features)}
    assert (rows["first-boat"]["lon"], rows["first-boat"]["lat"]) == ("-30.5", "0.001")
    assert rows["north-lease"]["geowkt"].startswith("POLYGON ((")


def test_the_tolerance_of_a_position_is_in_kilometres(tiny_atlas):
    rows = {row["id"]: row for row in _table(tiny_atlas, tiny_atlas.features)}
    assert rows["somewhere-north"]["approximation"] == "200"
