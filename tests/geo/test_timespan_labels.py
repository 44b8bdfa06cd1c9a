import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dateforms import WORDINGS
from geo.errors import InvalidDateError
from geo.timespan import day_of, to_era_label, to_julian_label, to_label

ENGLISH = [
    ("1925", "1925"),
    ("1925-12", "December 1925"),
    ("1925-12-14", "14 December 1925"),
    ("1925-12-14T10:00:00Z", "14 December 1925"),
    ("0192", "192 CE"),
    ("0000", "1 BCE"),
    ("-0044-03-15", "15 March 45 BCE"),
    ("Y12000", "12000"),
    ("Y-17E7", "170000001 BCE"),
    ("Y17E20", "17 × 10^20"),
    ("1950S2", "1950 (rounded)"),
    ("1925~", "c. 1925"),
    ("~1925", "c. 1925"),
    ("1925-12~", "c. December 1925"),
    ("1925?", "1925 (uncertain)"),
    ("1925%", "c. 1925 (uncertain)"),
    ("2004-06~-11", "11 June 2004 (year and month approximate)"),
    ("?2004-06-~11", "11 June 2004 (year uncertain, day approximate)"),
    ("2004-06-~11", "11 June 2004 (day approximate)"),
    ("192X", "1920s"),
    ("192X~", "c. 1920s"),
    ("19XX", "between 1900 and 1999"),
    ("1925-XX", "1925, month unknown"),
    ("1925-XX-XX", "1925, month unknown"),
    ("1925-12-XX", "December 1925, day unknown"),
    ("1984-1X", "between 1 October 1984 and 31 December 1984"),
    ("1925-21", "spring 1925"),
    ("1925-24", "winter 1925–26"),
    ("1925-33", "first quarter of 1925"),
    ("1925-30", "southern summer 1925–26"),
    ("1926/..", "from 1926"),
    ("../1925-05-15", "until 15 May 1925"),
    ("1924/", "from 1924, end unknown"),
    ("/1924", "until 1924, start unknown"),
    ("../..", "always"),
    ("/..", "start unknown, no end"),
    ("../", "no start, end unknown"),
    ("1926/1944", "1926–44"),
    ("1901/1905", "1901–05"),
    ("1899/1901", "1899–1901"),
    ("1925/1925", "1925"),
    ("-0050/-0044", "51 BCE – 45 BCE"),
    ("1925-05/1925-07", "May–July 1925"),
    ("1925-05/1925", "May 1925 – 1925"),
    ("1925-01-14/1925-01-20", "14–20 January 1925"),
    ("1925-01-20/1925-02-26", "20 January – 26 February 1925"),
    ("1925-12-14/1944-03-30", "14 December 1925 – 30 March 1944"),
    ("1917~/1921", "c. 1917 – 1921"),
    ("1925-01/1926", "January 1925 – 1926"),
    ("1925-21/1926-22", "spring 1925 – summer 1926"),
    ("[1925,1926]", "one of: 1925 or 1926"),
    ("[1667,1668,1670..1672]", "one of: 1667, 1668 or 1670–72"),
    ("{1960,1961-12}", "all of: 1960 and December 1961"),
    ("[1760-12..]", "December 1760 or later"),
    ("[..1760-12-03]", "3 December 1760 or earlier"),
    ("[1760,1762..]", "one of: 1760 or 1762 or later"),
    ("", ""),
]
OTHERS = {
    "ru": [
        ("1925", "1925 г."),
        ("1925-12", "декабрь 1925 г."),
        ("1925-12-14", "14 декабря 1925 г."),
        ("1925-12~", "ок. декабря 1925 г."),
        ("1926-05/..", "с мая 1926 г."),
        ("192X/..", "с 1920-х гг."),
        ("../1937", "до 1937 г. включительно"),
        ("1926/1944", "1926–1944 гг."),
        ("1925-05/1925-07", "май – июль 1925 г."),
        ("1925-21~", "ок. весны 1925 г."),
        ("-0044", "45 г. до н. э."),
        ("[1925,1926]", "одно из: 1925 г. или 1926 г."),
    ],
    "ja": [
        ("1925", "1925年"),
        ("1925-12-14", "1925年12月14日"),
        ("1925-12~", "1925年12月頃"),
        ("1926/..", "1926年から"),
        ("../1937", "1937年まで"),
        ("1926/1944", "1926～1944年"),
        ("192X", "1920年代"),
        ("-0044", "紀元前45年"),
        ("[1925,1926]", "次のいずれか：1925年または1926年"),
    ],
    "zh": [
        ("1925", "1925年"),
        ("1925-12-14", "1925年12月14日"),
        ("1925-12~", "约1925年12月"),
        ("1926/..", "1926年起"),
        ("../1937", "至1937年为止"),
        ("1926/1944", "1926–1944年"),
        ("-0044", "公元前45年"),
        ("[1925,1926]", "以下之一：1925年或1926年"),
    ],
}


@pytest.mark.parametrize(("text", "label"), ENGLISH)
def test_a_date_is_said_in_english(text, label):
    assert to_label(text) == label


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [(language, *row) for language, rows in OTHERS.items() for row in rows],
)
def test_a_date_is_said_in_the_language_of_the_reader(language, text, label):
    assert to_label(text, language=language) == label


def test_a_reader_of_another_language_gets_english():
    assert to_label("1925-12~", language="fr") == "c. December 1925"


def test_what_is_not_a_date_has_no_label():
    with pytest.raises(InvalidDateError, match="has 28 days"):
        to_label("1925-02-29")


@pytest.mark.parametrize("language", WORDINGS)
def test_a_year_has_twelve_months_and_21_parts_in_every_language(language):
    wording = WORDINGS[language]
    for names in (wording.named, wording.after_preposition):
        assert (len(names.months), len(names.seasons)) == (12, 21)


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "2 (15) July 1917"),
        ("ru", "2 (15) июля 1917 г."),
        ("ja", "1917年7月15日（ユリウス暦7月2日）"),
        ("zh", "1917年7月15日（儒略历7月2日）"),
    ],
)
def test_a_day_of_old_russia_has_two_dates(language, label):
    assert to_julian_label(day_of(1917, 7, 15), language=language) == label


def test_two_months_are_named_where_the_calendars_differ_in_it():
    assert to_julian_label(day_of(1918, 2, 1)) == "19 January (1 February) 1918"


def test_two_years_are_named_where_the_calendars_differ_in_it():
    assert to_julian_label(day_of(1918, 1, 2)) == "20 December 1917 (2 January 1918)"


@pytest.mark.parametrize(
    ("date", "english", "japanese"),
    [
        ((1873, 1, 1), "Meiji 6, 1 January", "明治6年1月1日"),
        ((1905, 9, 5), "Meiji 38, 5 September", "明治38年9月5日"),
        ((1912, 7, 29), "Meiji 45, 29 July", "明治45年7月29日"),
        ((1912, 7, 30), "Taisho 1, 30 July", "大正元年7月30日"),
        ((1925, 1, 20), "Taisho 14, 20 January", "大正14年1月20日"),
        ((1926, 12, 24), "Taisho 15, 24 December", "大正15年12月24日"),
        ((1926, 12, 25), "Showa 1, 25 December", "昭和元年12月25日"),
        ((1944, 3, 30), "Showa 19, 30 March", "昭和19年3月30日"),
        ((1989, 1, 8), "Heisei 1, 8 January", "平成元年1月8日"),
        ((2019, 5, 1), "Reiwa 1, 1 May", "令和元年5月1日"),
    ],
)
def test_a_day_is_said_by_the_era_of_the_emperor(date, english, japanese):
    day = day_of(*date)
    assert (to_era_label(day), to_era_label(day, language="ja")) == (english, japanese)


def test_the_era_is_said_in_russian_and_chinese_too():
    day = day_of(1925, 1, 20)
    assert to_era_label(day, language="ru") == "20 января 14-го года Тайсё"
    assert to_era_label(day, language="zh") == "大正14年1月20日"


@given(st.integers(max_value=day_of(1872, 12, 31)))
def test_before_the_reform_of_1873_japan_reckoned_otherwise(day):
    assert to_era_label(day) is None
