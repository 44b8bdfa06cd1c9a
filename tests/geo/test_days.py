import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.days import FAR_FUTURE, FAR_PAST, date_of, day_of, is_leap, julian_date_of, shift_months
from geo.errors import InvalidDateError

reachable_days = st.integers(FAR_PAST, FAR_FUTURE)
EPOCH = dt.date(1970, 1, 1)


def test_the_first_day_of_1970_is_day_zero():
    assert day_of(1970, 1, 1) == 0


@given(st.dates())
def test_days_agree_with_the_standard_library_where_it_counts(date):
    assert day_of(date.year, date.month, date.day) == (date - EPOCH).days


@given(reachable_days)
def test_a_day_found_is_the_day_numbered(day):
    assert day_of(*date_of(day)) == day


@given(reachable_days)
def test_the_day_after_is_later_in_the_calendar(day):
    assert date_of(day) < date_of(day + 1)


def test_the_year_after_1_bce_is_1_ce():
    assert date_of(day_of(0, 12, 31) + 1) == (1, 1, 1)


@pytest.mark.parametrize("year", [2000, 1924, 1600, 0, -4, -400])
def test_these_years_have_a_29_february(year):
    assert is_leap(year)
    assert date_of(day_of(year, 2, 29)) == (year, 2, 29)


@pytest.mark.parametrize("year", [1925, 1900, 2100, -1, -100])
def test_these_years_have_no_29_february(year):
    with pytest.raises(InvalidDateError, match="has 28 days; found day 29"):
        day_of(year, 2, 29)


@pytest.mark.parametrize("month", [0, 13, 21])
def test_a_year_has_twelve_months(month):
    with pytest.raises(InvalidDateError, match="is not a month"):
        day_of(1925, month, 1)


@pytest.mark.parametrize(
    ("gregorian", "julian"),
    [
        pytest.param((1582, 10, 15), (1582, 10, 5), id="the reform of Pope Gregory"),
        pytest.param((1900, 2, 28), (1900, 2, 16), id="twelve days apart in the 19th century"),
        pytest.param((1900, 3, 13), (1900, 2, 29), id="1900 was a leap year in Russia"),
        pytest.param((1900, 3, 14), (1900, 3, 1), id="thirteen days apart from then on"),
        pytest.param((1909, 6, 30), (1909, 6, 17), id="the law on the Sakhalin Region"),
        pytest.param((1918, 2, 14), (1918, 2, 1), id="the reform in Russia"),
        pytest.param((-43, 3, 13), (-43, 3, 15), id="the ides of March"),
    ],
)
def test_the_julian_calendar_lags_behind(gregorian, julian):
    assert julian_date_of(day_of(*gregorian)) == julian


@given(reachable_days)
def test_julian_dates_run_on_without_a_gap(day):
    assert julian_date_of(day) < julian_date_of(day + 1)


def test_a_month_after_31_january_is_the_end_of_february():
    assert date_of(shift_months(day_of(1925, 1, 31), 1)) == (1925, 2, 28)


def test_thirteen_months_before_january_is_december():
    assert date_of(shift_months(day_of(1925, 1, 15), -13)) == (1923, 12, 15)
