"""Tables read and written."""

import math

import pytest
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import LimitError
from geo.formats import texttable
from geo.formats.table import read_csv, to_csv, to_guarded, to_table

HEADER = "id,name,when,lon,lat,certainty,owner\n"
GOOD = "a,Toy,1925,-30.5,0,certain,me\n"


def _read(text: str):
    return read_csv(text.encode(), file="toy.csv", layer="toys")


def test_a_row_becomes_a_feature():
    features, problems = _read(HEADER + GOOD)
    assert problems == ()
    row = features.iloc[0]
    assert (row["name"], row["geometry"].wkt, row["details"], row["layer"]) == (
        "Toy",
        "POINT (-30.5 0)",
        (("owner", "me"),),
        "toys",
    )


def test_what_a_row_leaves_empty_is_unknown():
    features, _ = _read("id,name,when,lon,lat,certainty\na,,,,,uncertain\n")
    row = features.iloc[0]
    assert (row["when"], row["geometry"], row["sources"], row["rank"]) == ("", None, (), 3)
    assert math.isnan(row["precision_km"])


def test_lists_are_joined_with_semicolons():
    features, _ = _read("id,name,when,lon,lat,certainty,sources\na,,,,,certain,x; y;\n")
    assert features["sources"][0] == ("x", "y")


def test_empty_lines_and_a_byte_order_mark_are_no_mistake():
    features, problems = _read("\ufeff" + HEADER + "\n" + GOOD + "\n")
    assert (len(features), problems) == (1, ())


@pytest.mark.parametrize(
    ("text", "where", "expected"),
    [
        pytest.param("", "", "it is empty", id="an empty file"),
        pytest.param("id;name;when;lon;lat\n", "row 1", "separated by ';'", id="semicolons"),
        pytest.param(
            "id,nmae,when,lon,lat\n", "row 1", "did you mean 'nmae'", id="a column is missing"
        ),
        pytest.param(
            "id,name,when,lon,lat,id\n", "row 1", "two columns are called 'id'", id="twice"
        ),
        pytest.param(
            "id,name,when,lon,lat,\n", "row 1", "has no name", id="a column without a name"
        ),
        pytest.param(
            "id,name,when,lon,lat,geometry\n", "row 1", "is reserved", id="a reserved column"
        ),
        pytest.param(HEADER + '"a,Toy', "", "this is not CSV", id="a quote that never ends"),
        pytest.param(HEADER + "a,Toy\n", "row 2", "2 cells, the header 7", id="a short row"),
        pytest.param(HEADER + GOOD + GOOD, "row 3 (a)", "as in row 2 (a)", id="an id twice"),
        pytest.param(HEADER + ",Toy,1925,1,2,certain,\n", "row 2", "no 'id'", id="no id"),
        pytest.param(
            HEADER + "a,,1925,east,2,certain,\n", "row 2 (a)", "'lon' is 'east'", id="a word"
        ),
        pytest.param(
            HEADER + 'a,,1925,"1,5",2,certain,\n', "row 2 (a)", "'lon' is '1,5'", id="a comma"
        ),
        pytest.param(HEADER + "a,,1925,nan,2,certain,\n", "row 2 (a)", "'lon' is 'nan'", id="nan"),
        pytest.param(HEADER + "a,,1925,1e999,2,certain,\n", "row 2 (a)", "'lon' is", id="infinity"),
        pytest.param(
            HEADER + "a,,1925,1_0,2,certain,\n", "row 2 (a)", "'lon' is", id="an underscore"
        ),
        pytest.param(
            HEADER + "a,,1925,1,,certain,\n", "row 2 (a)", "only one of lon", id="half a position"
        ),
        pytest.param(
            HEADER + "a,,1925-02-30,1,2,certain,\n", "row 2 (a)", "'when'", id="no such day"
        ),
        pytest.param(
            HEADER + "a,,1925,1,2,,\n", "row 2 (a)", "'certainty' is ''", id="no certainty"
        ),
    ],
)
def test_a_mistake_is_told_with_its_row(text, where, expected):
    features, problems = _read(text)
    assert [problem.where for problem in problems] == [where]
    assert expected in problems[0].message
    assert len(features) == text.count(GOOD) - ("as in" in problems[0].message)


def test_another_encoding_is_refused():
    _, problems = read_csv("Оха".encode("cp1251"), file="toy.csv", layer="toys")
    assert "line 1 is not written in UTF-8" in problems[0].message


def test_every_row_is_a_feature_or_on_the_list():
    bad = "".join(f"b{n},,not a date,1,2,certain,\n" for n in range(5))
    features, problems = _read(HEADER + GOOD + bad)
    assert len(features) + len({problem.where for problem in problems}) == 6


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(texttable, "MAX_ROWS", 1)
    with pytest.raises(LimitError, match="2 rows; at most 1"):
        _read(HEADER + GOOD + GOOD)


def test_too_many_bytes_are_refused(monkeypatch):
    monkeypatch.setattr(texttable, "MAX_BYTES", 10)
    with pytest.raises(LimitError, match="at most 10"):
        _read(HEADER + GOOD)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_would_run_is_written_with_a_guard(sign):
    assert to_guarded(f"{sign}1") == f"'{sign}1"


def test_a_number_below_zero_is_written_without_a_guard(tiny_atlas):
    features = tiny_atlas.features
    written = to_csv(features[features["id"] == "harbour"])
    assert ",-30.5,0,1," in written


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
    | st.sampled_from("\t\r\n'=+-@,;\"")
)


@given(text=TEXTS, owner=TEXTS)
def test_any_text_is_written_and_read_again_the_same(text, owner):
    written = to_table([["id", "name", "when", "lon", "lat", "certainty", "text", "owner"]])
    written += to_table([["a", "", "", "", "", "certain", to_guarded(text), to_guarded(owner)]])
    features, problems = _read(written)
    assert problems == ()
    again, _ = _read(to_csv(features))
    assert again["text"][0] == text
    assert_geodataframe_equal(again, features)


def test_points_are_written_and_read_again_the_same(tiny_atlas):
    for layer in ("places", "events"):
        rows = tiny_atlas.features["layer"] == layer
        features = tiny_atlas.features[rows].reset_index(drop=True)
        again, problems = read_csv(to_csv(features).encode(), file="toy.csv", layer=layer)
        assert problems == ()
        assert_geodataframe_equal(again, features)


def test_an_area_has_no_place_in_a_table(tiny_atlas):
    features = tiny_atlas.features
    written = to_csv(features[features["id"] == "north-lease"], layers=True)
    cells = dict(zip(*(line.split(",") for line in written.splitlines()), strict=True))
    assert (cells["layer"], cells["lon"], cells["lat"]) == ("lease", "", "")


def test_the_details_asked_for_have_columns_even_if_they_are_empty(tiny_atlas):
    written = to_csv(tiny_atlas.features[:0], fields=["owner", "area"])
    assert written.endswith(",conflicts,owner,area\n")
