"""The examples of the standard, clause by clause, and what is not in it."""

import contextlib
import io

import edtf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.errors import InvalidDateError
from geo.timespan import FAR_FUTURE, FAR_PAST, date_of, day_of, parse_edtf, to_label


def days(*texts):
    far = {"past": FAR_PAST, "future": FAR_FUTURE}
    return tuple(
        far[text] if text in far else day_of(*map(int, text.rsplit("-", 2))) for text in texts
    )


def case(text, *bounds, note=None):
    """A text with the first and last day it may mean, or with all four bounds."""
    four = bounds * 2 if len(bounds) == 2 else bounds
    return pytest.param(text, days(*four), id=note or text)


LEVEL_0 = [
    case("1985-04-12", "1985-04-12", "1985-04-12"),
    case("1985-04", "1985-04-01", "1985-04-30"),
    case("1985", "1985-01-01", "1985-12-31"),
    case("0000", "0-01-01", "0-12-31", note="the year 0 is a leap year before the year 1"),
    case("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
    case("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
    case("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"),
    case("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
    case("1985-04-12T24:00:00", "1985-04-12", "1985-04-12"),
    case("1964/2008", "1964-01-01", "1964-12-31", "2008-01-01", "2008-12-31"),
    case("2004-06/2006-08", "2004-06-01", "2004-06-30", "2006-08-01", "2006-08-31"),
    case("2004-02-01/2005-02-08", "2004-02-01", "2004-02-01", "2005-02-08", "2005-02-08"),
    case("2004-02-01/2005-02", "2004-02-01", "2004-02-01", "2005-02-01", "2005-02-28"),
    case("2004-02-01/2005", "2004-02-01", "2004-02-01", "2005-01-01", "2005-12-31"),
    case("2005/2006-02", "2005-01-01", "2005-12-31", "2006-02-01", "2006-02-28"),
]
LONG_YEARS = [
    case("Y170000002", "future", "future", note="Y170000002 is beyond our reckoning"),
    case("Y-170000002", "past", "past", note="Y-170000002 is beyond our reckoning"),
    case("Y12000", "12000-01-01", "12000-12-31"),
    case("Y-12000", "-12000-01-01", "-12000-12-31"),
]
SEASONS = [
    case("2001-21", "2001-03-01", "2001-05-31", note="spring"),
    case("2001-22", "2001-06-01", "2001-08-31", note="summer"),
    case("2001-23", "2001-09-01", "2001-11-30", note="autumn"),
    case("2003-24", "2003-12-01", "2004-02-29", note="winter ends in the next year"),
]
QUALIFIED = [
    case("1984?", "1983-01-01", "1985-12-31"),
    case("2004-06~", "2004-05-01", "2004-07-31"),
    case("2004-06-11%", "2004-06-09", "2004-06-13"),
]
UNSPECIFIED = [
    case("201X", "2010-01-01", "2019-12-31"),
    case("20XX", "2000-01-01", "2099-12-31"),
    case("2004-XX", "2004-01-01", "2004-12-31"),
    case("1985-04-XX", "1985-04-01", "1985-04-30"),
    case("1985-XX-XX", "1985-01-01", "1985-12-31"),
]
OPEN_INTERVALS = [
    case("1985-04-12/..", "1985-04-12", "1985-04-12", "future", "future"),
    case("1985-04/..", "1985-04-01", "1985-04-30", "future", "future"),
    case("1985/..", "1985-01-01", "1985-12-31", "future", "future"),
    case("../1985-04-12", "past", "past", "1985-04-12", "1985-04-12"),
    case("../1985-04", "past", "past", "1985-04-01", "1985-04-30"),
    case("../1985", "past", "past", "1985-01-01", "1985-12-31"),
    case("1985-04-12/", "1985-04-12", "1985-04-12", "1985-04-12", "future"),
    case("1985-04/", "1985-04-01", "1985-04-30", "1985-04-01", "future"),
    case("1985/", "1985-01-01", "1985-12-31", "1985-01-01", "future"),
    case("/1985-04-12", "past", "1985-04-12", "1985-04-12", "1985-04-12"),
    case("/1985-04", "past", "1985-04-30", "1985-04-01", "1985-04-30"),
    case("/1985", "past", "1985-12-31", "1985-01-01", "1985-12-31"),
    case("/..", "past", "future", "future", "future", note="start unknown, goes on"),
    case("../", "past", "past", "past", "future", note="always was, end unknown"),
]
QUALIFIED_INTERVALS = [
    case("1984~/2004-06", "1983-01-01", "1985-12-31", "2004-06-01", "2004-06-30"),
    case("1984/2004-06~", "1984-01-01", "1984-12-31", "2004-05-01", "2004-07-31"),
    case("1984?/2004%", "1983-01-01", "1985-12-31", "2002-01-01", "2006-12-31"),
    case("1984-06-02?/2004-08-08~", "1984-06-01", "1984-06-03", "2004-08-07", "2004-08-09"),
    case("1925-22/1926-21", "1925-06-01", "1925-08-31", "1926-03-01", "1926-05-31"),
]
NEGATIVE_YEARS = [
    case("-1985", "-1985-01-01", "-1985-12-31"),
    case("-0044-03-15", "-44-03-15", "-44-03-15"),
    case("-192X", "-1929-01-01", "-1920-12-31", note="digits not stated run away from zero"),
]
EXPONENTS_AND_DIGITS = [
    case("Y-17E7", "past", "past"),
    case("Y17E99999", "future", "future", note="an exponent that no machine could write out"),
    case("Y1E5", "100000-01-01", "100000-12-31"),
    case("1950S2", "1900-01-01", "1999-12-31"),
    case("Y171010S3", "171000-01-01", "171999-12-31"),
    case("Y3388E2S3", "338000-01-01", "338999-12-31"),
    case("-1950S2", "-1999-01-01", "-1900-12-31"),
]
PARTS_OF_A_YEAR = [
    case("2001-25", "2001-03-01", "2001-05-31", note="northern spring"),
    case("2001-29", "2001-09-01", "2001-11-30", note="southern spring"),
    case("2001-30", "2001-12-01", "2002-02-28", note="southern summer"),
    case("2001-32", "2001-06-01", "2001-08-31", note="southern winter"),
    case("2001-33", "2001-01-01", "2001-03-31", note="first quarter"),
    case("2001-34", "2001-04-01", "2001-06-30", note="second quarter"),
    case("2001-36", "2001-10-01", "2001-12-31", note="fourth quarter"),
    case("2001-38", "2001-05-01", "2001-08-31", note="second third"),
    case("2001-40", "2001-01-01", "2001-06-30", note="first half"),
    case("2001-41", "2001-07-01", "2001-12-31", note="second half"),
]
SETS = [
    case("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
    case("[..1760-12-03]", "past", "1760-12-03"),
    case("[1760-12..]", "1760-12-01", "future"),
    case("[1760-01,1760-02,1760-12..]", "1760-01-01", "future"),
    case("[1667,1760-12]", "1667-01-01", "1760-12-31"),
    case("[1760-12,1667]", "1667-01-01", "1760-12-31", note="a set need not be in order"),
    case("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31"),
    case("{1960,1961-12}", "1960-01-01", "1961-12-31"),
    case("{..1984}", "past", "1984-12-31"),
    case("[192X~,1944]", "1910-01-01", "1944-12-31", note="a doubted member"),
]
QUALIFIED_PARTS = [
    case("2004-06~-11", "2004-05-11", "2004-07-11", note="year and month"),
    case("2004?-06-11", "2003-06-11", "2005-06-11", note="year"),
    case("?2004-06-~11", "2003-06-10", "2005-06-12", note="year and, apart from it, day"),
    case("2004-%06-11", "2004-04-11", "2004-08-11", note="month, doubted twice"),
    case("~1925", "1924-01-01", "1926-12-31", note="a mark before a lone year"),
    case("2004-03-~31", "2004-03-30", "2004-04-01", note="day at the end of a month"),
    case("2004-~03-31", "2004-02-29", "2004-04-30", note="a month with fewer days"),
]
UNSPECIFIED_ANYWHERE = [
    case("156X-12-25", "1560-12-25", "1569-12-25"),
    case("15XX-12-25", "1500-12-25", "1599-12-25"),
    case("XXXX-12-XX", "0-12-01", "9999-12-31"),
    case("1XXX-XX", "1000-01-01", "1999-12-31"),
    case("1XXX-12", "1000-12-01", "1999-12-31"),
    case("1984-1X", "1984-10-01", "1984-12-31"),
    case("1984-11-2X", "1984-11-20", "1984-11-29"),
    case("2020-05-1X", "2020-05-10", "2020-05-19"),
    case("1925-12-3X", "1925-12-30", "1925-12-31"),
    case("1X25", "1025-01-01", "1925-12-31"),
    case("192X-02-29", "1920-02-29", "1928-02-29", note="only leap years have the day"),
    case("1925-XX-31", "1925-01-31", "1925-12-31", note="the 31st of some month"),
    case("2004-06-XX/2004-07-03", "2004-06-01", "2004-06-30", "2004-07-03", "2004-07-03"),
    case("2004-06-~01/2004-06-~20", "2004-05-31", "2004-06-02", "2004-06-19", "2004-06-21"),
    case("2003-06-25/2004-X1-03", "2003-06-25", "2003-06-25", "2004-01-03", "2004-11-03"),
]
CLAUSES = {
    "level 0": LEVEL_0,
    "level 1, letter-prefixed year": LONG_YEARS,
    "level 1, seasons": SEASONS,
    "level 1, qualification": QUALIFIED,
    "level 1, unspecified digits": UNSPECIFIED,
    "level 1, extended interval": OPEN_INTERVALS + QUALIFIED_INTERVALS,
    "level 1, negative year": NEGATIVE_YEARS,
    "level 2, exponential year and significant digits": EXPONENTS_AND_DIGITS,
    "level 2, sub-year groupings": PARTS_OF_A_YEAR,
    "level 2, set representation": SETS,
    "level 2, qualification": QUALIFIED_PARTS,
    "level 2, unspecified digits": UNSPECIFIED_ANYWHERE,
}


@pytest.mark.parametrize(
    ("text", "four"),
    [
        pytest.param(*row.values, id=f"{clause}: {row.id}")
        for clause, rows in CLAUSES.items()
        for row in rows
    ],
)
def test_the_standard_is_read_with_our_bounds(text, four):
    span = parse_edtf(text)
    found = span.start_earliest, span.start_latest, span.end_earliest, span.end_latest
    assert found == four


BAD = [
    pytest.param("", "it is empty", id="nothing"),
    pytest.param(" ", "it is empty", id="blank"),
    pytest.param(" 1925 ", "write 1925, without spaces", id="spaces around it"),
    pytest.param("1925\n", "write 1925, without spaces", id="a line break"),
    pytest.param("1925 ~", "take away the spaces", id="a space within"),
    pytest.param("１９２５", "in plain digits", id="full-width digits"),
    pytest.param("١٩٢٥", "expected a date such as", id="other digits"),
    pytest.param("20.01.1925", "write 1925-01-20$", id="day.month.year"),
    pytest.param("1.2.1925", "write 1925-02-01$", id="day.month.year without zeros"),
    pytest.param("01.1925", "write 1925-01$", id="month.year"),
    pytest.param("1925/01/20", "write 1925-01-20$", id="slashes for hyphens"),
    pytest.param("1925-1-5", "write 1925-01-05$", id="single digits"),
    pytest.param("01/20/1925", "write 1925-01-20$", id="American order"),
    pytest.param("20/01/1925", "write 1925-01-20$", id="British order"),
    pytest.param("02/03/1925", "1925-02-03 or 1925-03-02", id="either order"),
    pytest.param("1925年1月20日", "write 1925-01-20$", id="in Japanese or Chinese"),
    pytest.param("大正14年", "expected a date such as", id="a Japanese era"),
    pytest.param("c.1925", "write 1925~", id="circa in words"),
    pytest.param("около 1925", "write 1925~", id="circa in Russian"),
    pytest.param("1925u", "expected a date such as", id="a digit too many"),
    pytest.param("192u", "write 192X", id="draft of 2012, decade"),
    pytest.param("19xx", "write 19XX", id="small x"),
    pytest.param("1920s", "write 192X", id="a decade in words"),
    pytest.param("192", "write 0192 for the year 192, 192X", id="three digits"),
    pytest.param("19", "write 19XX", id="two digits"),
    pytest.param("1925..1926", "write 1925/1926", id="dots without brackets"),
    pytest.param("1925–1944", "write 1925/1944", id="a dash"),
    pytest.param("before 1925", r"write \.\./1925, which includes 1925", id="before in words"),
    pytest.param("after 1925", r"write 1925/\.\., which includes 1925", id="after in words"),
    pytest.param("unknown", "leave it empty", id="unknown in words"),
    pytest.param("open", r"write start/\.\.", id="open in words"),
    pytest.param("Y1925", "Y is for years beyond four digits", id="Y with four digits"),
    pytest.param("-0000", "the year 0 is written 0000", id="minus zero"),
    pytest.param("1925-00", "a month is 01 to 12", id="month 0"),
    pytest.param("1925-13", "a month is 01 to 12", id="month 13"),
    pytest.param("1925-20", "a season 21 to 41", id="between months and seasons"),
    pytest.param("1925-42", "a season 21 to 41", id="beyond the last part of a year"),
    pytest.param("1925-2X", "is not a date", id="a season cannot be half stated"),
    pytest.param("1925-21-05", "a season has no day", id="a day of a season"),
    pytest.param("1925S2-05", "stands alone", id="a month of a rounded year"),
    pytest.param("Y12000-05", "stands alone", id="a month of a long year"),
    pytest.param("1925-02-29", "1925-02 has 28 days", id="not a leap year"),
    pytest.param("1900-02-29", "1900-02 has 28 days", id="not a leap year in our calendar"),
    pytest.param("1925-04-31", "1925-04 has 30 days", id="a short month"),
    pytest.param("1925-01-00", "1925-01 has 31 days", id="day 0"),
    pytest.param("1925-02-3X", "1925-02 has 28 days", id="no day in the thirties"),
    pytest.param("19X5-02-29", "no day of the calendar fits", id="no leap year fits"),
    pytest.param("1925/1926-02-30", "1926-02 has 28 days", id="an end that does not exist"),
    pytest.param("1944/1925", "it ends before it starts", id="an interval backwards"),
    pytest.param("[1944..1925]", "it ends before it starts", id="a range backwards"),
    pytest.param("1925/1926/1927", "is not a date", id="two slashes"),
    pytest.param("/", "is not a date", id="neither start nor end"),
    pytest.param("..", "is not a date", id="dots alone"),
    pytest.param("[]", "is not a date", id="an empty set"),
    pytest.param("[1925,]", "is not a date", id="an empty member"),
    pytest.param("[1925", "is not a date", id="a bracket not closed"),
    pytest.param("[1925}", "is not a date", id="brackets mixed"),
    pytest.param("[1925/1926]", "is not a date", id="an interval in a set"),
    pytest.param("1925?~", "is not a date", id="two marks in one place"),
    pytest.param("1925-21^x", "is not a date", id="a qualified season of the draft"),
    pytest.param("1925-01-20T25:00:00", "is not a date", id="hour 25"),
    pytest.param("1925-02-30T10:00:00", "1925-02 has 28 days", id="a time on no day"),
    pytest.param("9" * 2000, "a date of 2000 characters; expected at most", id="endless"),
    pytest.param("{{7*7}}", "is not a date", id="a template"),
    pytest.param("1925\x00", "is not a date", id="a control character"),
]


@pytest.mark.parametrize(("text", "reason"), BAD)
def test_what_is_not_a_date_is_refused_with_a_reason(text, reason):
    with pytest.raises(InvalidDateError, match=reason):
        parse_edtf(text)


@pytest.mark.parametrize(
    "text", [row.values[0] for row in BAD if row.id not in ("nothing", "endless")]
)
def test_a_refusal_quotes_what_was_found(text):
    with pytest.raises(InvalidDateError) as caught:
        parse_edtf(text)
    assert repr(text) in str(caught.value)


@given(st.text(alphabet="0123456789XYES-/?~%.,[]{}T: ", max_size=14))
@example("1984-1X")
@example("Y-0")
def test_any_other_text_is_read_or_refused_but_never_breaks(text):
    with contextlib.suppress(InvalidDateError):
        parse_edtf(text)


# Any date that the grammar can build

digit = st.sampled_from("0123456789X")
four_digits = st.tuples(digit, digit, digit, digit).map("".join)
months = st.one_of(st.integers(1, 12), st.integers(21, 41)).map("{:02d}".format)
unstated = st.sampled_from(["XX", "0X", "1X", "X1"])
marks = st.sampled_from(["", "", "", "?", "~", "%"])


@st.composite
def single_dates(draw):
    text = draw(st.sampled_from(["", "-"])) + draw(four_digits) + draw(marks)
    month = draw(st.one_of(st.just(""), months, unstated))
    if not month:
        return text
    text += "-" + draw(marks) + month + draw(marks)
    is_season = month.isdigit() and int(month) > 12
    if is_season or draw(st.booleans()):
        return text
    day = draw(st.one_of(st.integers(1, 28).map("{:02d}".format), unstated))
    return text + "-" + draw(marks) + day + draw(marks)


def readable(text):
    """Whether a built text is a date: minus zero and the like are not."""
    try:
        parse_edtf(text)
    except InvalidDateError:
        return False
    return True


dates = single_dates().filter(readable)


@given(dates)
def test_a_date_may_not_end_before_it_starts(text):
    span = parse_edtf(text)
    assert span.start_earliest <= span.start_latest <= span.end_latest
    assert span.start_earliest <= span.end_earliest <= span.end_latest


@given(dates)
def test_a_mark_of_doubt_never_takes_a_day_away(text):
    first, last = parse_edtf(text).window
    sure = text.translate(str.maketrans("", "", "?~%"))
    sure_first, sure_last = parse_edtf(sure).window
    assert first <= sure_first <= sure_last <= last


@given(dates, dates)
def test_a_set_reaches_from_its_first_to_its_last_member(one, other):
    windows = parse_edtf(one).window, parse_edtf(other).window
    hull = min(first for first, _ in windows), max(last for _, last in windows)
    assert parse_edtf(f"[{one},{other}]").window == hull
    assert parse_edtf(f"{{{one},{other}}}").window == hull


@given(dates)
def test_an_open_interval_starts_where_its_date_may_start(text):
    span, start = parse_edtf(f"{text}/.."), parse_edtf(text)
    assert (span.start_earliest, span.start_latest) == start.window


@given(dates, st.sampled_from(["en", "ru", "ja", "zh", "xx"]))
def test_every_date_can_be_said(text, language):
    assert to_label(text, language=language)


@given(dates)
def test_reading_a_date_prints_nothing(text):
    parse_edtf.cache_clear()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        parse_edtf(text)
    assert printed.getvalue() == ""


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_plain_dates_agree_with_the_package(date, length):
    text = date.isoformat()[:length]
    theirs = edtf.parse_edtf(text)
    first, last = parse_edtf(text).window
    assert date_of(first) == tuple(theirs.lower_strict())[:3]
    assert date_of(last) == tuple(theirs.upper_strict())[:3]
