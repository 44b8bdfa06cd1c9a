"""What holds when."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.formats.rows import Rows, to_features
from geo.holding import find_held, holds_at, select
from geo.timespan import TimeSpan, day_of, parse_edtf


def _dated(*texts: str) -> gpd.GeoDataFrame:
    count = len(texts)
    features, problems = to_features(
        Rows(
            file="toy.csv",
            places=[f"row {n}" for n in range(count)],
            columns={
                "id": [f"toy-{n}" for n in range(count)],
                "when": list(texts),
                "category": ["odd" if n % 2 else "even" for n in range(count)],
                "certainty": ["certain" if n % 3 else "uncertain" for n in range(count)],
            },
            details=[()] * count,
            geometry=np.full(count, None, dtype=object),
        ),
        layer="toys",
    )
    assert not problems
    return features


@pytest.mark.parametrize(
    ("when", "asked", "holds"),
    [
        pytest.param("1925", "1925", "certain", id="a year in itself"),
        pytest.param("1925", "1925-05", "possible", id="some time in a year, asked for a month"),
        pytest.param("1925", "1926", "no", id="a year in the next"),
        pytest.param("1920/1925", "1922-03-01", "certain", id="a day within a stretch"),
        pytest.param("1920/1925", "1925-06-01", "possible", id="a day in the year of the end"),
        pytest.param("1920/..", "2026", "certain", id="what goes on still holds today"),
        pytest.param("1920/", "2026", "possible", id="what ended nobody knows when may still hold"),
        pytest.param("1920/", "1919", "no", id="nothing holds before its beginning"),
        pytest.param("../..", "0001", "certain", id="what is timeless holds always"),
        pytest.param("", "1925", "undated", id="what has no date never holds"),
        pytest.param("1924~", "1925-12-31", "possible", id="about a year reaches into the next"),
        pytest.param("1920/1925", "1926/1930", "no", id="a range after the end"),
        pytest.param("1927-05-01", "1926/1930", "certain", id="a day within a range"),
    ],
)
def test_a_feature_holds_at_a_date(when, asked, holds):
    assert holds_at(_dated(when), parse_edtf(asked)).tolist() == [holds]


def test_the_frame_agrees_with_the_span():
    texts = ["1925", "1920/1925", "1920/", "/1930", "../1930", "192X", "1925-12~", "1944-03-30"]
    for asked in ("1925", "1925-06-15", "1930/1944", "1800"):
        window = parse_edtf(asked).window
        expected = [parse_edtf(text).holds(window) for text in texts]
        assert holds_at(_dated(*texts), parse_edtf(asked)).tolist() == expected


def test_what_is_only_possible_can_be_left_out():
    kept = select(_dated("1925", "1925-05-01/.."), when=parse_edtf("1925-07"), possible=False)
    assert kept["id"].tolist() == ["toy-1"]


def test_a_hidden_category_is_left_out():
    kept = select(_dated("1925", "1925"), when=parse_edtf("1925"), hidden=frozenset({"toys/even"}))
    assert kept["id"].tolist() == ["toy-1"]


def test_a_category_of_the_same_name_in_another_layer_stays():
    kept = select(_dated("1925", "1925"), when=parse_edtf("1925"), hidden=frozenset({"boats/even"}))
    assert len(kept) == 2


def test_only_the_layers_asked_for_are_kept():
    features, when = _dated("1925"), parse_edtf("1925")
    assert len(select(features, when=when, layers=frozenset({"boats"}))) == 0


def test_only_the_certainties_asked_for_are_kept():
    kept = select(
        _dated("1925", "1925"), when=parse_edtf("1925"), certainties=frozenset({"certain"})
    )
    assert kept["id"].tolist() == ["toy-1"]


DATES = st.sampled_from(
    ["", "1925", "1920/1925", "1920/", "/1930", "../1930", "1924/..", "192X", "1925-12~", "../.."]
)
FRAMES = st.lists(DATES, min_size=1, max_size=8).map(lambda texts: _dated(*texts))
DAYS = st.integers(day_of(1900, 1, 1), day_of(1950, 1, 1))
SPANS = st.tuples(DAYS, DAYS).map(lambda days: TimeSpan(min(days), min(days), max(days), max(days)))


@given(FRAMES, SPANS, st.integers(0, 5000), st.booleans())
def test_asking_wider_never_loses_a_feature(features, when, more, possible):
    wider = TimeSpan(
        when.start_earliest - more,
        when.start_latest - more,
        when.end_earliest + more,
        when.end_latest + more,
    )
    narrow = select(features, when=when, possible=possible)
    wide = select(features, when=wider, possible=possible)
    assert set(narrow["id"]) <= set(wide["id"])


@given(FRAMES, SPANS, st.booleans())
def test_selecting_twice_changes_nothing(features, when, possible):
    once = select(features, when=when, possible=possible)
    assert select(once, when=when, possible=possible).equals(once)


@given(FRAMES, SPANS)
def test_selecting_keeps_order_columns_and_labels(features, when):
    kept = select(features, when=when)
    assert kept.index.is_monotonic_increasing
    assert kept.equals(features.loc[kept.index, list(features.columns)])


@pytest.mark.parametrize(
    ("when", "asked", "throughout"),
    [
        pytest.param("1920-04/1925-05-15", "1922", True, id="a year well within"),
        pytest.param("1920-04/1925-05-15", "1925", False, id="the year of its end"),
        pytest.param("1920-04/1925-05-15", "1920-04", False, id="the month somewhere in it begins"),
        pytest.param("1920-04/1925-05-15", "1925-05-15", True, id="its last day"),
        pytest.param("1920-04/1925-05-15", "1921/1926", False, id="years of which it misses one"),
        pytest.param("../..", "1855/1951", True, id="always"),
        pytest.param("", "1925", False, id="undated"),
    ],
)
def test_what_holds_throughout_holds_on_every_day_asked(when, asked, throughout):
    held = find_held(_dated(when), when=parse_edtf(asked))
    assert held.throughout.any() == throughout


@pytest.mark.parametrize("possible", [True, False])
def test_what_is_found_to_hold_holds_as_said(possible):
    features = _dated("1925", "1924~", "1926", "", "1925-05/..", "../..")
    when = parse_edtf("1925-06/1925-07")
    said = holds_at(features, when)
    held = find_held(features, when=when, possible=possible)
    assert {"certain", "possible", "no", "undated"} == set(said)
    wanted = {"certain", "possible"} if possible else {"certain"}
    assert held.places.tolist() == [k for k, word in enumerate(said) if word in wanted]
    assert held.holds.tolist() == said.iloc[held.places].tolist()
