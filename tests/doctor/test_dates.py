"""Dates as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.doctor.calendars import from_julian
from geo.doctor.datecolumns import joined, read_column
from geo.doctor.datefigures import Style
from geo.doctor.dates import Reading, understand
from geo.doctor.when import date_rows
from geo.formats.raw import RawTable
from geo.formats.texts import Texts
from geo.schema import DAY_COLUMNS
from geo.timespan import UNDATED, parse_edtf

UNDERSTOOD = {
    "as the standard has it": {"1925": "1925", "1925-01-20": "1925-01-20", "192X": "192X", "1925/1944": "1925/1944"},
    "in English": {
        "April 6, 1789": "1789-04-06", "6 April 1789": "1789-04-06", "6th of April, 1789": "1789-04-06",
        "Apr. 1789": "1789-04", "Mon, 20 January 1925": "1925-01-20", "c. 1925": "1925~", "ca.1925": "1925~",
        "probably 1925": "1925?", "1925(?)": "1925?", "before 1925": "[..1924]", "after 20 January 1925": "[1925-01-21..]",
        "since 1925": "1925/..", "until 1944": "../1944", "from 1925 to 1944": "1925/1944",
        "between 1925 and 1930": "[1925..1930]", "1925 or 1926": "[1925,1926]", "the 1920s": "192X",
        "19th century": "18XX", "spring 1925": "1925-21", "winter 1925": "[1924-12..1926-02]",
        "winter 1925/26": "1925-24", "Q1 1925": "1925-33", "early 1925": "1925", "1925-present": "1925/..",
    },
    "in Russian": {
        "6 апреля 1789 г.": "1789-04-06", "в апреле 1789 года": "1789-04", "ок. 1925": "1925~",
        "около 1920-х гг.": "192X~", "с 1925 по 1944": "1925/1944", "1904–1905 гг.": "1904/1905", "XIX век": "18XX",
        "до 1925": "../1925", "весна 1925": "1925-21", "конец 1925": "1925", "44 до н. э.": "-0043",
    },
    "in Japanese and Chinese": {
        "1925年1月20日": "1925-01-20", "大正14年1月20日": "1925-01-20", "昭和二十年八月十五日": "1945-08-15",
        "明治元年": "1868", "M37.2.8": "1904-02-08", "Taisho 14, 20 January": "1925-01-20", "民國14年": "1925",
        "１９２５年": "1925", "1925年頃": "1925~", "1925年から1944年まで": "1925/1944", "1920年代": "192X",
        "19世紀": "18XX", "紀元前44年": "-0043", "1925年春": "1925-21", "一九二五年": "1925",
    },
    "in German, French and Spanish": {
        "6. April 1789": "1789-04-06", "1er avril 1789": "1789-04-01", "6 de abril de 1789": "1789-04-06",
        "um 1925": "1925~", "vers 1925": "1925~", "1920er Jahre": "192X", "von 1925 bis 1944": "1925/1944",
        "de 1925 à 1944": "1925/1944", "siglo XIX": "18XX", "44 v. Chr.": "-0043", "79 n. Chr.": "0079",
    },
    "in figures": {
        "20.01.1925": "1925-01-20", "20/01/1925": "1925-01-20", "1/20/1925": "1925-01-20", "1925/1/5": "1925-01-05",
        "20.I.1925": "1925-01-20", "01.1925": "1925-01", "19250120": "1925-01-20", "1925.0": "1925", "1925-00-00": "1925",
        "+1925-00-00T00:00:00Z": "1925", "1925-01-20 13:00": "1925-01-20", "987": "0987", "05/05/1925": "1925-05-05",
    },
    "as spans": {
        "1925–44": "1925/1944", "1925-26": "1925/1926", "January–March 1925": "1925-01/1925-03",
        "20-25 January 1925": "1925-01-20/1925-01-25", "January 20-25, 1925": "1925-01-20/1925-01-25",
        "28 December 1925 - 3 January 1926": "1925-12-28/1926-01-03", "50-44 BC": "-0049/-0043", "1925–": "1925/",
    },
    "before our era": {"44 BC": "-0043", "15 March 44 BC": "-0043-03-15", "5th century BC": "-04XX", "AD 79": "0079"},
    "with hyphens": {
        "20-Jan-1925": "1925-01-20", "Jan-1925": "1925-01", "1925-Jan-20": "1925-01-20", "5/Mar/1925": "1925-03-05",
    },
    "with doubtful bounds": {
        "after about 1925": "[1925~..]", "before approx January 1928": "[..1928-01~]", "до около 1925": "../1925~",
        "later than 1925": "[1926..]", "earlier than 1925": "[..1924]", "1862 maybe": "1862?", "uncertain: 1862": "1862?",
    },
    "as sets with spaces": {"[1667, 1760-12]": "[1667,1760-12]", "{ 1667, 1668 .. 1672 }": "{1667,1668..1672}"},
    "as centuries": {"2nd century AD": "01XX", "19c.": "18XX", "c. 19c?": "18XX%"},
    "with bounds": {
        "no later than 1925": "[..1925]", "not before 1925": "[1925..]", "1925 or later": "[1925..]",
        "не позднее 1925 г.": "[..1925]", "spätestens 1925": "[..1925]",
    },
    "as halves and shared words": {
        "1856-ca. 1865": "1856/1865~", "ca. 1856-1865": "1856~/1865~", "the 1900s": "19XX",
        "first half of 1925": "1925", "19th-20th centuries": "18XX/19XX", "XIX–XX вв.": "18XX/19XX",
        "1920s–30s": "192X/193X",
    },
    "in years of many figures": {"12000 BC": "Y-11999", "10,000 BC": "-9999"},
    "in more languages": {
        "6 kwietnia 1789": "1789-04-06", "6 квітня 1789": "1789-04-06", "12 maart 1925": "1925-03-12",
        "12. září 1925": "1925-09-12", "12 Eylül 1925": "1925-09-12", "1925년 1월 20일": "1925-01-20",
    },
    "by era and year": {
        "1925年(大正14年)": "1925", "大正14(1925)年": "1925", "1925（大正14）年1月20日": "1925-01-20", "1925 (Taisho 14)": "1925",
    },
    "by the old calendar": {
        "25 October 1917 O.S.": "1917-11-07", "6 (19) апреля 1904": "1904-04-19",
        "7 November (25 October) 1917": "1917-11-07", "25 октября (7 ноября) 1917": "1917-11-07",
        "20 December 1917 (2 January 1918)": "1918-01-02",
    },
}  # fmt: skip
CASES = [
    pytest.param(text, edtf, id=f"{group}: {text}")
    for group, pairs in UNDERSTOOD.items()
    for text, edtf in pairs.items()
]
REFUSED = {
    "20.01.25": "two digits",
    "1925-02-30": "28 days",
    "30 Feb 1925": "28 days",
    "1944-1925": "backwards",
    "大正16年": "no year 16",
    "sometime": "not a date",
    "1925-13-01": "month",
    "44": "not a date",
    "Okha": "not a date",
    "x" * 500: "500 characters",
}


@pytest.mark.parametrize(("text", "edtf"), CASES)
def test_a_date_is_understood(text, edtf):
    assert understand(text, Style()).edtf == edtf


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_what_is_no_date_is_refused_with_a_reason(text, reason):
    found = understand(text, Style())
    assert (found.edtf, found.how) == ("", "bad")
    assert reason in found.reason


@pytest.mark.parametrize(
    "text", ["", " ", "unknown", "n.d.", "б.д.", "不明", "?", "-", "NULL", "nan"]
)
def test_words_for_no_date_are_no_mistake(text):
    assert understand(text, Style()).how == "none"


def test_a_date_that_may_be_read_in_two_ways_is_one_of_two_days():
    assert understand("03/04/1925", Style()).edtf == "[1925-03-04,1925-04-03]"


@pytest.mark.parametrize(
    ("evidence", "edtf"),
    [
        ("13/04/1925", "1925-04-03"),
        ("04/13/1925", "1925-03-04"),
        ("1925", "[1925-03-04,1925-04-03]"),
    ],
)
def test_another_row_of_the_column_decides_whether_the_day_comes_first(evidence, edtf):
    column = read_column("date", ["03/04/1925", evidence])
    assert column.readings["03/04/1925"].edtf == edtf


def test_rows_that_contradict_each_other_decide_nothing():
    column = read_column("date", ["03/04/1925", "13/04/1925", "04/13/1925"])
    assert column.contradictory
    assert column.readings["03/04/1925"].how == "ambiguous"


def test_a_season_among_spans_of_years_is_a_span():
    assert read_column("date", ["1921-24", "1925-26"]).readings["1921-24"].edtf == "1921/1924"


def test_small_numbers_are_years_only_among_years():
    assert read_column("year", ["44", "1925"]).readings["44"].edtf == "0044"
    assert read_column("year", ["44", "1925-01"]).readings["44"].how == "bad"


@pytest.mark.parametrize(
    ("cells", "edtf"),
    [
        pytest.param(["-1420070400", "-1388534400"], "1925-01-01", id="seconds"),
        pytest.param(["-1420070400000", "-1388534400000"], "1925-01-01", id="milliseconds"),
        pytest.param(["1925.25", "1926.75"], "1925", id="parts of years"),
        pytest.param(["1925.05", "1926.11"], "1925-05", id="months"),
    ],
)
def test_numbers_are_dates_only_if_the_whole_column_says_so(cells, edtf):
    assert read_column("date", cells).readings[cells[0]].edtf == edtf


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        ("1925", "1944", "1925/1944"),
        ("1925", "", "1925/"),
        ("", "1944", "/1944"),
        ("1925", "present", "1925/.."),
        ("from 1925", "until 1944", "1925/1944"),
        ("03/04/1925", "1944", "1925/1944"),
        ("c. 1925", "1944?", "1925~/1944?"),
    ],
)
def test_a_beginning_and_an_end_make_one_date(start, end, edtf):
    assert joined(understand(start, Style()), understand(end, Style())).edtf == edtf


def test_a_beginning_that_is_a_span_of_several_years_is_refused():
    assert joined(Reading("1900/1905", "edtf"), Reading("1944", "edtf")).how == "bad"


EDGES = st.sampled_from(
    ["", "1925", "1925-01-20", "1926~", "192X", "..", "now", "c. 1930", "03/04/1925", "Okha", "1924-12", "[1925,1926]",
     "1920/1930", "unknown", "44 BC", "1925-02-30", "spring 1925"]
)  # fmt: skip


@given(st.lists(st.tuples(EDGES, EDGES), min_size=1, max_size=12))
def test_dates_read_in_bulk_are_those_read_one_by_one(pairs):
    table = RawTable(
        "csv", ("start", "end"), tuple(map(Texts.of, zip(*pairs, strict=True))), range(len(pairs))
    )
    dating = date_rows(table, {"start": "start", "end": "end"})
    columns = [read_column("start", [pair[end] for pair in pairs]).readings for end in (0, 1)]
    for row, (start, end) in enumerate(pairs):
        alone = joined(columns[0][start], columns[1][end])
        if row in dating.faults:
            assert alone.how == "bad" or "/" in alone.edtf
            continue
        span = parse_edtf(alone.edtf) if alone.edtf else UNDATED
        assert dating.edtf[row] == alone.edtf
        assert tuple(dating.days[:, row]) == tuple(getattr(span, name) for name in DAY_COLUMNS)


def test_a_day_that_the_julian_calendar_lacks_is_none():
    assert from_julian(1917, 2, 29) is None
