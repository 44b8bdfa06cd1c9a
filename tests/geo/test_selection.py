"""A selection in a link, and back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import InvalidDateError
from geo.selection import Selection, opening, parse_query, to_query
from geo.timespan import parse_edtf

LAYERS = ("land", "relief", "lease", "places", "events", "plots")
CATEGORIES = ("lease/north", "lease/south", "places/town", "events/treaty", "events/work")
DATES = (
    "1910",
    "1925-12~",
    "1904-05/1905",
    "1924/..",
    "../1930",
    "192X",
    "[1906,1908]",
    "-0044",
    "1924/",
)

SELECTIONS = st.builds(
    Selection,
    date=st.sampled_from(DATES),
    layers=st.frozensets(st.sampled_from(LAYERS)),
    hidden=st.frozensets(st.sampled_from(CATEGORIES)),
    language=st.sampled_from(["en", "ru"]),
    view=st.sampled_from(["island", "harbour"]),
    possible=st.booleans(),
    search=st.text(max_size=20),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(selection=SELECTIONS)
def test_a_link_gives_back_the_selection_it_was_made_from(tiny_atlas, selection):
    query = to_query(selection, catalog=tiny_atlas.catalog)
    assert parse_query(query, catalog=tiny_atlas.catalog) == (selection, ())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    params=st.dictionaries(
        st.sampled_from(
            ["date", "daterange", "layers", "hidden", "language", "view", "map", "possible", "x"]
        ),
        st.text(max_size=30),
    )
)
def test_no_link_whatever_is_an_error(tiny_atlas, params):
    selection, _ = parse_query(params, catalog=tiny_atlas.catalog)
    assert selection.view in {"island", "harbour"}


def test_an_empty_link_is_the_atlas_as_it_opens(tiny_atlas):
    catalog = tiny_atlas.catalog
    assert parse_query({}, catalog=catalog) == (opening(catalog), ())


def test_the_atlas_opens_with_its_visible_layers(tiny_atlas):
    assert opening(tiny_atlas.catalog).layers == set(LAYERS) - {"plots"}


def test_a_link_to_the_opening_says_the_date_alone(tiny_atlas):
    catalog = tiny_atlas.catalog
    assert to_query(opening(catalog), catalog=catalog) == {"date": "1910"}


def test_a_range_has_a_key_of_its_own(tiny_atlas):
    catalog = tiny_atlas.catalog
    selection = Selection("1904/1905", opening(catalog).layers, view="island")
    assert to_query(selection, catalog=catalog) == {"daterange": "1904,1905"}


def test_a_range_may_also_be_written_with_a_slash(tiny_atlas):
    selection, _ = parse_query({"daterange": "1904/1905"}, catalog=tiny_atlas.catalog)
    assert selection.date == "1904/1905"


def test_showing_no_layer_is_not_the_same_as_saying_nothing(tiny_atlas):
    selection, _ = parse_query({"layers": "none"}, catalog=tiny_atlas.catalog)
    assert selection.layers == frozenset()


def test_the_camera_is_read_but_never_written(tiny_atlas):
    catalog = tiny_atlas.catalog
    selection, notices = parse_query({"map": "7.5/53.5/143"}, catalog=catalog)
    assert (selection.camera, notices) == ((7.5, 53.5, 143.0), ())
    assert "map" not in to_query(selection, catalog=catalog)


@pytest.mark.parametrize(
    ("params", "notice"),
    [
        pytest.param({"layers": "lease,leese"}, "did you mean 'lease'", id="a layer"),
        pytest.param({"hidden": "lease/west"}, "is not in this atlas", id="a category"),
        pytest.param({"view": "moon"}, "The link's view 'moon'", id="a view"),
        pytest.param({"language": "xx"}, "The link's language 'xx'", id="a language"),
        pytest.param({"date": "yesterday"}, "'yesterday' is not a date", id="a date"),
        pytest.param({"daterange": "1930,1920"}, "is not a date", id="a range that runs backwards"),
        pytest.param(
            {"map": "7/95/143"}, "is not zoom/latitude/longitude", id="a place off the globe"
        ),
        pytest.param({"map": "nan/nan/nan"}, "is not zoom", id="a place that is no number"),
        pytest.param({"map": "7/53"}, "is not zoom", id="half a place"),
        pytest.param({"search": "x" * 4001}, "search is too long", id="a very long search"),
    ],
)
def test_what_a_link_gets_wrong_is_left_out_with_a_notice(tiny_atlas, params, notice):
    selection, notices = parse_query(params, catalog=tiny_atlas.catalog)
    assert [notice in sentence for sentence in notices] == [True]
    assert selection.date == "1910"


def test_the_known_layers_of_a_link_are_kept(tiny_atlas):
    selection, _ = parse_query({"layers": "lease,leese"}, catalog=tiny_atlas.catalog)
    assert selection.layers == {"lease"}


def test_a_selection_is_a_key():
    assert hash(Selection("1925", frozenset({"a", "b"}))) == hash(
        Selection("1925", frozenset({"b", "a"}))
    )


def test_a_selection_needs_a_date():
    with pytest.raises(InvalidDateError):
        Selection("yesterday")


def test_the_date_of_a_selection_is_a_span():
    assert Selection("1925").when == parse_edtf("1925")
