"""The atlas's own words in four languages: what a legend, a card and a plate say.

Texts about history come from the data; here are only the few words that the
program itself puts around them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {"en": "English", "ru": "Русский", "ja": "日本語", "zh": "中文"}
)

_WORDS: Final[Mapping[str, tuple[str, str, str, str]]] = MappingProxyType(
    {
        "legend": ("Legend", "Условные обозначения", "凡例", "图例"),
        "sources": ("Sources", "Источники", "出典", "资料来源"),
        "certain": ("certain", "достоверно", "確実", "确定"),
        "less-certain": ("less certain", "менее достоверно", "やや不確実", "不太确定"),
        "uncertain": ("uncertain", "недостоверно", "不確実", "不确定"),
        "possible": ("possibly at this date", "возможно на эту дату", "この時点では可能性", "此时可能"),
        "approximate": ("approximate", "приблизительно", "おおよそ", "大致"),
        "schematic": ("schematic", "схематично", "模式的", "示意"),
        "reconstruction": ("reconstruction", "реконструкция", "復元", "复原"),
        "proxy": ("stands in for an unknown place", "условная точка", "代用位置", "代用位置"),
        "when": ("When", "Когда", "時期", "时间"),
        "position": ("Position", "Положение", "位置", "位置"),
        "position-known": ("known to {km} km", "с точностью {km} км", "精度{km}km", "精度{km}公里"),
        "position-unknown": ("unknown", "неизвестно", "不明", "不详"),
        "certainty": ("Certainty", "Достоверность", "確実性", "确定性"),
        "depiction": ("Drawn as", "Изображено", "描き方", "画法"),
        "note": ("Note", "Примечание", "注", "注"),
        "related": ("Related", "Связано", "関連", "相关"),
        "conflict": ("Sources disagree", "Источники расходятся", "史料の不一致", "史料分歧"),
        "names": ("Names", "Названия", "名称", "名称"),
        "general-knowledge": (
            "general knowledge, no source seen",
            "общеизвестно, источник не проверен",
            "一般知識(史料未確認)",
            "常识(未见史料)",
        ),
        "uncertain-position": (
            "disc: position known to its radius",
            "круг: положение известно с точностью до радиуса",
            "円:位置の不確かさ",
            "圆:位置误差范围",
        ),
        "unknown-date": ("date unknown", "дата неизвестна", "時期不明", "日期不详"),
        "scale-at": ("at {latitude}", "на {latitude}", "{latitude}にて", "于{latitude}"),
        "km": ("km", "км", "km", "公里"),
        "versts": ("versts", "вёрст", "露里", "俄里"),
        "projection": ("Projection", "Проекция", "図法", "投影"),
        "on-sheet": ("on {sheet}", "на листе {sheet}", "{sheet}判", "{sheet}纸"),
        "unplaced": ("Position unknown", "Положение неизвестно", "位置不明", "位置不详"),
        "undated": ("Date unknown", "Дата неизвестна", "時期不明", "日期不详"),
    }
)

_ORDER: Final = ("en", "ru", "ja", "zh")


def word(key: str, language: str = "en") -> str:
    """Give one of the atlas's own words; an unknown language falls back to English.

    Raises
    ------
    KeyError
        When there is no such word.

    Examples
    --------
    >>> word("legend", "ru")
    'Условные обозначения'
    """
    index = _ORDER.index(language) if language in _ORDER else 0
    return _WORDS[key][index]
