import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InvalidDateError
from geo.timespan import (
    FAR_FUTURE,
    FAR_PAST,
    TIMELESS,
    UNDATED,
    TimeSpan,
    date_of,
    day_of,
    parse_edtf,
    year,
)

days = st.integers(-400_000, 400_000)
windows = st.tuples(days, days).map(lambda pair: tuple(sorted(pair)))
years = st.integers(1000, 9000)


def iso(day):
    if day == FAR_PAST:
        return "far past"
    if day == FAR_FUTURE:
        return "far future"
    return "{:04d}-{:02d}-{:02d}".format(*date_of(day))


def bounds(text):
    span = parse_edtf(text)
    return tuple(
        iso(day)
        for day in (span.start_earliest, span.start_latest, span.end_earliest, span.end_latest)
    )


@st.composite
def spans(draw):
    first, second, third, fourth = sorted(draw(st.tuples(days, days, days, days)))
    inner = draw(st.permutations((second, third)))
    return TimeSpan(first, inner[0], inner[1], fourth)


# What certain and possible mean


def test_an_event_some_time_in_a_year_certainly_falls_in_that_year():
    assert parse_edtf("1925").holds(year(1925).window) == "certain"


def test_an_event_some_time_in_a_year_possibly_falls_in_its_may():
    assert parse_edtf("1925").holds(parse_edtf("1925-05").window) == "possible"


def test_an_event_of_a_year_does_not_fall_in_the_next():
    assert parse_edtf("1925").holds(year(1926).window) == "no"


@pytest.mark.parametrize(
    ("text", "day", "holding"),
    [
        pytest.param("1925-12-14/1944-03-30", "1925-12-13", "no", id="the day before"),
        pytest.param("1925-12-14/1944-03-30", "1925-12-14", "certain", id="the first day"),
        pytest.param("1925-12-14/1944-03-30", "1944-03-30", "certain", id="the last day"),
        pytest.param("1925-12-14/1944-03-30", "1944-03-31", "no", id="the day after"),
        pytest.param("1925/1944", "1925-06-01", "possible", id="begun that year, perhaps later"),
        pytest.param("1925/1944", "1930-06-01", "certain", id="between the two years"),
        pytest.param("1925/1944", "1944-06-01", "possible", id="perhaps ended already"),
        pytest.param("1925/..", "1999-01-01", "certain", id="goes on"),
        pytest.param("1925/", "1999-01-01", "possible", id="end unknown"),
        pytest.param("1925/", "1924-12-31", "no", id="end unknown, not begun"),
        pytest.param("../1925", "0001-01-01", "certain", id="always so until then"),
        pytest.param("/1925", "0001-01-01", "possible", id="start unknown"),
        pytest.param("/1925", "1926-01-01", "no", id="start unknown, ended"),
        pytest.param("../..", "1925-01-01", "certain", id="timeless"),
        pytest.param("[1925,1930]", "1927-01-01", "possible", id="one of two years"),
        pytest.param("{1925,1930}", "1927-01-01", "possible", id="both years, perhaps not between"),
    ],
)
def test_what_holds_on_a_day(text, day, holding):
    assert parse_edtf(text).holds(parse_edtf(day).window) == holding


def test_the_undated_is_possible_at_any_time():
    assert UNDATED.holds(year(1925).window) == "possible"


def test_the_timeless_is_what_the_open_interval_says():
    assert parse_edtf("../..") == TIMELESS


def test_the_far_ends_fit_a_32_bit_column():
    assert -(2**31) <= FAR_PAST < FAR_FUTURE < 2**31


@given(spans(), windows, st.integers(0, 1000), st.integers(0, 1000))
def test_asking_about_a_longer_time_never_loses_anything(span, window, before, after):
    order = ("no", "possible", "certain")
    wider = window[0] - before, window[1] + after
    assert order.index(span.holds(wider)) >= order.index(span.holds(window))


@given(spans(), windows)
def test_what_certainly_holds_has_a_day_in_common_with_the_window(span, window):
    first, last = span.window
    if span.holds(window) == "certain":
        assert first <= window[1]
        assert last >= window[0]


@pytest.mark.parametrize(
    "four",
    [
        pytest.param((2, 1, 2, 2), id="start latest before earliest"),
        pytest.param((1, 1, 3, 2), id="end latest before earliest"),
        pytest.param((3, 3, 1, 4), id="ends before it starts"),
        pytest.param((1, 5, 2, 4), id="may start after it must have ended"),
    ],
)
def test_a_span_that_runs_backwards_is_refused(four):
    with pytest.raises(InvalidDateError, match="runs backwards"):
        TimeSpan(*four)


# Years and days


@given(years)
def test_a_year_by_number_is_the_year_by_text(number):
    assert year(number) == parse_edtf(f"{number}")


def test_the_year_minus_44_is_the_year_of_the_ides_of_march():
    assert year(-44).holds(parse_edtf("-0044-03-13").window) == "possible"


@given(st.dates())
def test_a_day_by_text_is_the_day_by_number(date):
    day = day_of(date.year, date.month, date.day)
    assert parse_edtf(date.isoformat()) == TimeSpan(day, day, day, day)


@given(st.integers(-9999, 9999), st.integers(1, 12))
def test_a_month_runs_from_its_first_day_to_the_day_before_the_next(number, month):
    sign = "-" if number < 0 else ""
    span = parse_edtf(f"{sign}{abs(number):04d}-{month:02d}")
    after = day_of(number + month // 12, month % 12 + 1, 1)
    assert span.window == (day_of(number, month, 1), after - 1)


# Doubt


@given(st.dates(), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]), st.sampled_from("?~%"))
def test_a_doubted_date_may_lie_on_either_side(date, form, sign):
    text = f"{date.year:04d}" + date.strftime(form).removeprefix(date.strftime("%Y"))
    sure, doubted = parse_edtf(text), parse_edtf(text + sign)
    assert doubted.start_earliest < sure.start_earliest
    assert doubted.end_latest > sure.end_latest


@given(spans(), windows)
def test_holding_is_one_of_three_answers(span, window):
    assert span.holds(window) in ("certain", "possible", "no")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("1925-12-14~", "1925-12-13", "1925-12-15", id="about a day: a day"),
        pytest.param("1925-12-14%", "1925-12-12", "1925-12-16", id="doubted twice: two days"),
        pytest.param("1925-11~", "1925-10-01", "1925-12-31", id="about a month: whole months"),
        pytest.param("1924-02?", "1924-01-01", "1924-03-31", id="around a leap month"),
        pytest.param("1925?", "1924-01-01", "1926-12-31", id="about a year"),
        pytest.param("1925%", "1923-01-01", "1927-12-31", id="about a year, doubted twice"),
        pytest.param("192X~", "1910-01-01", "1939-12-31", id="about a decade: a decade"),
        pytest.param("19XX?", "1800-01-01", "2099-12-31", id="about a century"),
        pytest.param("1925-21~", "1924-12-01", "1925-08-31", id="about a season: three months"),
        pytest.param("1925-12-XX~", "1925-11-01", "1926-01-31", id="a day not stated: its month"),
        pytest.param("1925-XX-XX~", "1924-01-01", "1926-12-31", id="no month stated: its year"),
        pytest.param("1924-02-29~", "1924-02-28", "1924-03-01", id="about the leap day"),
    ],
)
def test_a_mark_of_doubt_widens_by_one_unit_of_what_is_stated(text, first, last):
    span = parse_edtf(text)
    assert (iso(span.start_earliest), iso(span.end_latest)) == (first, last)


# Intervals


def test_an_interval_takes_its_start_from_one_date_and_its_end_from_the_other():
    assert bounds("1925-12/1944") == ("1925-12-01", "1925-12-31", "1944-01-01", "1944-12-31")


def test_doubt_at_one_end_leaves_the_other_alone():
    assert bounds("1917~/1921") == ("1916-01-01", "1918-12-31", "1921-01-01", "1921-12-31")


def test_what_goes_on_has_no_end():
    assert bounds("1924/..")[2:] == ("far future", "far future")


def test_an_unknown_end_may_have_come_at_once_or_never():
    assert bounds("1924/")[2:] == ("1924-01-01", "far future")


def test_an_unknown_start_may_be_as_late_as_the_end():
    assert bounds("/1924")[:2] == ("far past", "1924-12-31")


def test_what_ends_in_march_had_begun_by_march():
    assert bounds("1925/1925-03") == ("1925-01-01", "1925-03-31", "1925-03-01", "1925-03-31")


def test_what_began_in_november_had_not_ended_before():
    assert bounds("1925-11-06/1925")[2] == "1925-11-06"


@given(years, st.integers(0, 100))
def test_an_interval_spans_both_its_years(start, length):
    end = start + length
    span = parse_edtf(f"{start}/{end}")
    assert span.window == (day_of(start, 1, 1), day_of(end, 12, 31))


@given(years, st.integers(1, 100))
def test_an_interval_of_years_does_not_run_backwards(end, length):
    with pytest.raises(InvalidDateError, match="it ends before it starts"):
        parse_edtf(f"{end + length}/{end}")


# Weight


def test_dates_bring_no_map_and_no_table_with_them():
    code = "import sys, geo.timespan; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    ).stdout.split()
    assert not {"folium", "streamlit", "geopandas", "pandas", "typst"} & set(loaded)
