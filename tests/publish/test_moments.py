"""Dates in the words of other formats: never finer than they are stated, never made up."""

import re
from datetime import date

import pytest

from geo.days import FAR_FUTURE, FAR_PAST, day_of
from geo.publish.moments import to_begin_end, to_date, to_iso, to_when

YEARS = (1855, 1951)
ISO = re.compile(r"(-?\d{1,4})(-(0[1-9]|1[0-2]))?(-([0-2][0-9]|3[01]))?")


@pytest.mark.parametrize(
    ("when", "begin", "end"),
    [
        pytest.param("1925", "1925", "1925", id="a year stays a year"),
        pytest.param("1925-12", "1925-12", "1925-12", id="a month stays a month"),
        pytest.param("1925-12-14", "1925-12-14", "1925-12-14", id="a day stays a day"),
        pytest.param("1926/1944-03-30", "1926", "1944-03-30", id="each end has its own precision"),
        pytest.param("1925-12-XX", "1925-12", "1925-12", id="an unknown day is no day"),
        pytest.param("1925-XX-XX", "1925", "1925", id="an unknown month is no month"),
        pytest.param("192X", "1920", "1929", id="a decade has ten years"),
        pytest.param(
            "1925-12~", "1925-11", "1926-01", id="about a month reaches to its neighbours"
        ),
        pytest.param("1925?", "1924", "1926", id="a doubted year reaches to its neighbours"),
        pytest.param("1925-21", "1925-03", "1925-05", id="a season has three months"),
        pytest.param("1926/..", "1926", "", id="what goes on has no end"),
        pytest.param("1926/", "1926", "", id="an unknown end is none"),
        pytest.param("../1925", "", "1925", id="an open start is none"),
        pytest.param("/1925", "", "1925", id="an unknown start is none"),
        pytest.param("../..", "", "", id="always has neither"),
        pytest.param("", "", "", id="an unknown date has neither"),
        pytest.param("[1925-03, 1926]".replace(" ", ""), "1925", "1926", id="the vaguest counts"),
        pytest.param("Y-17000", "", "", id="more than four digits are left out"),
        pytest.param("-0044-03-15", "-0044-03-15", "-0044-03-15", id="before our era"),
        pytest.param("1925-01-20T12:00:00Z", "1925-01-20", "1925-01-20", id="an hour is its day"),
    ],
)
def test_an_interval_is_written_no_finer_than_it_is_stated(when, begin, end):
    assert to_begin_end(when) == (begin, end)


@pytest.mark.parametrize(
    ("when", "timespans"),
    [
        pytest.param("1925", [{"start": {"in": "1925"}}], id="within its start"),
        pytest.param(
            "1925-12~",
            [{"start": {"earliest": "1925-11-01", "latest": "1926-01-31"}}],
            id="doubts become bounds",
        ),
        pytest.param(
            "1926/1944", [{"start": {"in": "1926"}, "end": {"in": "1944"}}], id="from one to other"
        ),
        pytest.param(
            "1926/..",
            [{"start": {"in": "1926"}, "end": {"earliest": "1951"}}],
            id="what goes on outlasts the atlas",
        ),
        pytest.param(
            "1960/..",
            [{"start": {"in": "1960"}, "end": {"earliest": "1960"}}],
            id="what goes on does not end before it begins",
        ),
        pytest.param(
            "../..",
            [{"start": {"latest": "1855"}, "end": {"earliest": "1951"}}],
            id="always is longer than the atlas",
        ),
        pytest.param(
            "/1925",
            [{"start": {"latest": "1925-12-31"}, "end": {"in": "1925"}}],
            id="an unknown start comes before the end",
        ),
        pytest.param(
            "{1925,1927..1929}",
            [{"start": {"in": "1925"}}, {"start": {"in": "1927"}, "end": {"in": "1929"}}],
            id="all of several are several",
        ),
        pytest.param(
            "[1925,1926]",
            [{"start": {"earliest": "1925-01-01", "latest": "1926-12-31"}}],
            id="one of several lies among them",
        ),
        pytest.param("Y-17000", [], id="more than four digits are left out"),
        pytest.param("", [], id="an unknown date has none"),
    ],
)
def test_a_date_becomes_time_spans(when, timespans):
    assert to_when(when, years=YEARS)["timespans"] == timespans


@pytest.mark.parametrize(
    ("when", "certainty"),
    [
        ("1925", None),
        ("1925~", "less-certain"),
        ("1925?", "uncertain"),
        ("1925%/1930", "uncertain"),
        ("1925~/1930", "less-certain"),
        ("[1925,1926]", "less-certain"),
        ("{1925,1926}", None),
    ],
)
def test_a_mark_of_doubt_becomes_a_certainty(when, certainty):
    assert to_when(when, years=YEARS).get("certainty") == certainty


@pytest.mark.parametrize("when", ["1925", "-0044", "../1925", "1925-21", "Y-17000/1925", "19XX"])
def test_all_moments_are_iso_8601(when):
    spans = to_when(when, years=YEARS)["timespans"]
    texts = [text for span in spans for moment in span.values() for text in moment.values()]
    assert texts
    assert all(ISO.fullmatch(text) for text in texts)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (day_of(1, 1, 1), date(1, 1, 1)),
        (day_of(9999, 12, 31), date(9999, 12, 31)),
        (day_of(0, 12, 31), None),
        (day_of(10000, 1, 1), None),
        (FAR_PAST, None),
        (FAR_FUTURE, None),
    ],
)
def test_a_day_out_of_reach_has_no_date(day, expected):
    assert to_date(day) == expected


def test_the_year_of_a_short_date_has_four_digits():
    assert to_iso(day_of(-43, 3, 13)) == "-0043-03-13"
