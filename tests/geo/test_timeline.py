"""Counts for the slider, days to step to, and phases."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.catalog import Phase
from geo.holding import holds_at
from geo.schema import DAY_COLUMNS
from geo.timeline import change_days, count_by_year, phase_at
from geo.timespan import UNDATED, day_of, parse_edtf, year


def _dated(*texts: str) -> gpd.GeoDataFrame:
    spans = [parse_edtf(text) if text else UNDATED for text in texts]
    columns = {name: np.array([getattr(s, name) for s in spans], "int64") for name in DAY_COLUMNS}
    return gpd.GeoDataFrame(
        {"when": pd.Series(texts, dtype="str"), **columns}, geometry=[None] * len(texts)
    )


def test_a_stretch_counts_in_each_of_its_years():
    counts = count_by_year(_dated("1925-05/1927", "1927"), first=1924, last=1928)
    assert counts.to_dict() == {1924: 0, 1925: 1, 1926: 1, 1927: 2, 1928: 0}


def test_what_has_no_date_is_not_counted():
    assert count_by_year(_dated(""), first=1925, last=1925).tolist() == [0]


def test_what_reaches_over_the_ends_of_the_slider_counts_within_them():
    counts = count_by_year(_dated("../1926", "1926/..", "../.."), first=1925, last=1927)
    assert counts.tolist() == [2, 3, 2]


DATES = st.sampled_from(
    [
        "",
        "1925",
        "1920/1925",
        "1920/",
        "/1930",
        "../1930",
        "1924/..",
        "192X",
        "1925-12~",
        "1899",
        "1941",
    ]
)


@given(st.lists(DATES, min_size=1, max_size=6))
def test_the_counts_agree_with_asking_year_by_year(texts):
    features = _dated(*texts)
    counts = count_by_year(features, first=1900, last=1940)
    asked = [
        int(holds_at(features, year(number)).isin(["certain", "possible"]).sum())
        for number in counts.index
    ]
    assert counts.tolist() == asked


def test_only_days_known_to_the_day_are_days_of_change():
    days = change_days(_dated("1925-01-20/1925-05-15", "1925", "1925-05-15/..", ""))
    assert days.tolist() == [day_of(1925, 1, 20), day_of(1925, 5, 15)]


PHASES = [
    Phase(name, {"en": name}, when) for name, when in (("one", "1900/1920"), ("two", "1920/.."))
]


@pytest.mark.parametrize(
    ("asked", "phase"), [("1910", "one"), ("1920-06-01", "one"), ("1925", "two"), ("1800", None)]
)
def test_a_date_lies_in_a_phase(asked, phase):
    found = phase_at(PHASES, when=parse_edtf(asked))
    assert (found.id if found else None) == phase
