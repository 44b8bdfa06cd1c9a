"""The forms of words for dates, one :class:`Wording` a language; nothing is decided here.

In the templates ``{date}`` stands for a date as it is named and ``{date_of}`` for the same after a
preposition, which differs in Russian only.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the months, January first, and of the parts of a year, codes 21 to 41."""

    months: tuple[str, ...]
    seasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """How one language says a date; templates are filled by :mod:`geo.datewords`."""

    named: Names
    after_preposition: Names

    year: str
    year_bce: str
    early_year: str  # years 1 to 999, which alone would not look like years
    decade: str
    decade_of: str
    month: str
    day: str
    season: str

    approximate: str
    uncertain: str
    both: str
    doubted: str
    parts: Mapping[str, str]
    signs: Mapping[str, str]

    rounded: str
    between: str
    no_day: str
    no_month: str

    since: str
    until: str
    end_unknown: str
    start_unknown: str
    always: str
    since_unknown: str
    until_unknown: str
    span: str
    years: str
    months: str
    days: str
    days_of_months: str

    one_of: str
    all_of: str
    comma: str
    last_or: str
    last_and: str
    or_earlier: str
    or_later: str

    julian_same_month: str
    julian_same_year: str
    julian: str
    era: str


def _names(listed: str) -> tuple[str, ...]:
    """Take apart names listed with commas."""
    return tuple(listed.split(", "))


def _seasons(
    four: tuple[str, ...], north: str, south: str, rest: tuple[str, ...]
) -> tuple[str, ...]:
    """Name the 21 codes: four seasons, the same by hemisphere, quarters, thirds, halves."""
    northern = tuple(north.format(season) for season in four)
    southern = tuple(south.format(season) for season in four)
    return four + northern + southern + rest


ENGLISH_NAMES = Names(
    months=_names(
        "January, February, March, April, May, June, "
        "July, August, September, October, November, December"
    ),
    seasons=_seasons(
        ("spring", "summer", "autumn", "winter"),
        "northern {}",
        "southern {}",
        _names(
            "first quarter of, second quarter of, third quarter of, fourth quarter of, "
            "first third of, second third of, last third of, first half of, second half of"
        ),
    ),
)
ENGLISH = Wording(
    named=ENGLISH_NAMES,
    after_preposition=ENGLISH_NAMES,
    year="{year}",
    year_bce="{year} BCE",
    early_year="{year} CE",
    decade="{year}s",
    decade_of="{year}s",
    month="{month} {year}",
    day="{day} {month} {year}",
    season="{season} {year}",
    approximate="c. {date_of}",
    uncertain="{date} (uncertain)",
    both="c. {date_of} (uncertain)",
    doubted="{date} ({doubts})",
    parts={"year": "year", "month": "month", "day": "day"},
    signs={"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"},
    rounded="{date} (rounded)",
    between="between {start_of} and {end_of}",
    no_day="{date}, day unknown",
    no_month="{date}, month unknown",
    since="from {date_of}",
    until="until {date_of}",
    end_unknown="from {date_of}, end unknown",
    start_unknown="until {date_of}, start unknown",
    always="always",
    since_unknown="start unknown, no end",
    until_unknown="no start, end unknown",
    span="{start} – {end}",
    years="{start}–{short_end}",
    months="{start}–{end} {year}",
    days="{start}–{end} {month} {year}",
    days_of_months="{start} {start_month} – {end} {month} {year}",
    one_of="one of: {dates}",
    all_of="all of: {dates}",
    comma=", ",
    last_or=" or ",
    last_and=" and ",
    or_earlier="{date} or earlier",
    or_later="{date} or later",
    julian_same_month="{old_day} ({day}) {month} {year}",
    julian_same_year="{old_day} {old_month} ({day} {month}) {year}",
    julian="{old_date} ({date})",
    era="{era} {year}, {day} {month}",
)

RUSSIAN = Wording(
    named=Names(
        months=_names(
            "январь, февраль, март, апрель, май, июнь, "
            "июль, август, сентябрь, октябрь, ноябрь, декабрь"
        ),
        seasons=_seasons(
            ("весна", "лето", "осень", "зима"),
            "{} (северное полушарие)",
            "{} (южное полушарие)",
            _names(
                "первый квартал, второй квартал, третий квартал, четвёртый квартал, "
                "первая треть, вторая треть, последняя треть, первая половина, вторая половина"
            ),
        ),
    ),
    after_preposition=Names(
        months=_names(
            "января, февраля, марта, апреля, мая, июня, "
            "июля, августа, сентября, октября, ноября, декабря"
        ),
        seasons=_seasons(
            ("весны", "лета", "осени", "зимы"),
            "{} (северное полушарие)",
            "{} (южное полушарие)",
            _names(
                "первого квартала, второго квартала, третьего квартала, четвёртого квартала, "
                "первой трети, второй трети, последней трети, первой половины, второй половины"
            ),
        ),
    ),
    year="{year} г.",
    year_bce="{year} г. до н. э.",
    early_year="{year} г. н. э.",
    decade="{year}-е гг.",
    decade_of="{year}-х гг.",
    month="{month} {year}",
    day="{day} {month} {year}",
    season="{season} {year}",
    approximate="ок. {date_of}",
    uncertain="{date} (предположительно)",
    both="ок. {date_of} (предположительно)",
    doubted="{date} ({doubts})",
    parts={"year": "год", "month": "месяц", "day": "день"},
    signs={
        "?": "предположительно",
        "~": "приблизительно",
        "%": "предположительно и приблизительно",
    },
    rounded="{date} (округлённо)",
    between="между {start} и {end}",
    no_day="{date}, день неизвестен",
    no_month="{date}, месяц неизвестен",
    since="с {date_of}",
    until="до {date_of} включительно",
    end_unknown="с {date_of}, конец неизвестен",
    start_unknown="до {date_of} включительно, начало неизвестно",
    always="всегда",
    since_unknown="начало неизвестно, без конца",
    until_unknown="без начала, конец неизвестен",
    span="{start} – {end}",
    years="{start}–{end} гг.",
    months="{start} – {end} {year}",
    days="{start}–{end} {month} {year}",
    days_of_months="{start} {start_month} – {end} {month} {year}",
    one_of="одно из: {dates}",
    all_of="все из: {dates}",
    comma=", ",
    last_or=" или ",
    last_and=" и ",
    or_earlier="{date} или раньше",
    or_later="{date} или позже",
    julian_same_month="{old_day} ({day}) {month} {year}",
    julian_same_year="{old_day} {old_month} ({day} {month}) {year}",
    julian="{old_date} ({date})",
    era="{day} {month} {year}-го года {era}",
)

EAST_ASIAN_MONTHS = tuple(f"{number}月" for number in range(1, 13))
JAPANESE_NAMES = Names(
    months=EAST_ASIAN_MONTHS,
    seasons=_seasons(
        ("春", "夏", "秋", "冬"),
        "{}（北半球）",
        "{}（南半球）",
        _names(
            "第1四半期, 第2四半期, 第3四半期, 第4四半期, "
            "の1月から4月, の5月から8月, の9月から12月, 上半期, 下半期"
        ),
    ),
)
JAPANESE = Wording(
    named=JAPANESE_NAMES,
    after_preposition=JAPANESE_NAMES,
    year="{year}年",
    year_bce="紀元前{year}年",
    early_year="西暦{year}年",
    decade="{year}年代",
    decade_of="{year}年代",
    month="{year}{month}",
    day="{year}{month}{day}日",
    season="{year}{season}",
    approximate="{date}頃",
    uncertain="{date}（不確か）",
    both="{date}頃（不確か）",
    doubted="{date}（{doubts}）",
    parts={"year": "年", "month": "月", "day": "日"},
    signs={"?": "は不確か", "~": "はおおよそ", "%": "は不確かでおおよそ"},
    rounded="{date}（概数）",
    between="{start}から{end}までの間",
    no_day="{date}（日は不明）",
    no_month="{date}（月は不明）",
    since="{date}から",
    until="{date}まで",
    end_unknown="{date}から（終わりは不明）",
    start_unknown="{date}まで（始まりは不明）",
    always="常に",
    since_unknown="始まりは不明、終わりなし",
    until_unknown="始まりなし、終わりは不明",
    span="{start}～{end}",
    years="{start}～{end}年",
    months="{year}{start}～{end}",
    days="{year}{month}{start}日～{end}日",
    days_of_months="{year}{start_month}{start}日～{month}{end}日",
    one_of="次のいずれか：{dates}",
    all_of="次のすべて：{dates}",
    comma="、",
    last_or="または",
    last_and="および",
    or_earlier="{date}またはそれ以前",
    or_later="{date}またはそれ以後",
    julian_same_month="{date}（ユリウス暦{old_month}{old_day}日）",
    julian_same_year="{date}（ユリウス暦{old_month}{old_day}日）",
    julian="{date}（ユリウス暦{old_date}）",
    era="{era}{year}年{month}{day}日",
)

CHINESE_NAMES = Names(
    months=EAST_ASIAN_MONTHS,
    seasons=_seasons(
        ("春季", "夏季", "秋季", "冬季"),
        "{}（北半球）",
        "{}（南半球）",
        _names(
            "第一季度, 第二季度, 第三季度, 第四季度, 1月至4月, 5月至8月, 9月至12月, 上半年, 下半年"
        ),
    ),
)
CHINESE = Wording(
    named=CHINESE_NAMES,
    after_preposition=CHINESE_NAMES,
    year="{year}年",
    year_bce="公元前{year}年",
    early_year="公元{year}年",
    decade="{year}年代",
    decade_of="{year}年代",
    month="{year}{month}",
    day="{year}{month}{day}日",
    season="{year}{season}",
    approximate="约{date}",
    uncertain="{date}（存疑）",
    both="约{date}（存疑）",
    doubted="{date}（{doubts}）",
    parts={"year": "年", "month": "月", "day": "日"},
    signs={"?": "存疑", "~": "为约数", "%": "存疑且为约数"},
    rounded="{date}（概数）",
    between="{start}至{end}之间",
    no_day="{date}（日不详）",
    no_month="{date}（月不详）",
    since="{date}起",
    until="至{date}为止",
    end_unknown="{date}起（终止时间不详）",
    start_unknown="至{date}为止（起始时间不详）",
    always="始终",
    since_unknown="起始时间不详，无终止",
    until_unknown="无起始，终止时间不详",
    span="{start}至{end}",
    years="{start}–{end}年",
    months="{year}{start}至{end}",
    days="{year}{month}{start}日至{end}日",
    days_of_months="{year}{start_month}{start}日至{month}{end}日",
    one_of="以下之一：{dates}",
    all_of="以下全部：{dates}",
    comma="、",
    last_or="或",
    last_and="和",
    or_earlier="{date}或更早",
    or_later="{date}或更晚",
    julian_same_month="{date}（儒略历{old_month}{old_day}日）",
    julian_same_year="{date}（儒略历{old_month}{old_day}日）",
    julian="{date}（儒略历{old_date}）",
    era="{era}{year}年{month}{day}日",
)

WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {"en": ENGLISH, "ru": RUSSIAN, "ja": JAPANESE, "zh": CHINESE}
)
