"""The atlas's own words in four languages: what a legend, a card and a plate say.

Texts about history come from the data; here are only the few words that the
program itself puts around them.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

from layers.assets import read_asset

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {"en": "English", "ru": "Русский", "ja": "日本語", "zh": "中文"}
)

_WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "legend": ("Legend", "Условные обозначения", "凡例", "图例"),
        "sources": ("Sources", "Источники", "出典", "资料来源"),
        "certain": ("certain", "достоверно", "確実", "确定"),
        "less-certain": ("less certain", "менее достоверно", "やや不確実", "不太确定"),
        "uncertain": ("uncertain", "недостоверно", "不確実", "不确定"),
        "possible": (
            "possibly at this date",
            "возможно на эту дату",
            "この時点では可能性",
            "此时可能",
        ),
        "approximate": ("approximate", "приблизительно", "おおよそ", "大致"),
        "schematic": ("schematic", "схематично", "模式的", "示意"),
        "reconstruction": ("reconstruction", "реконструкция", "復元", "复原"),
        "proxy": ("stands in for an unknown place", "условная точка", "代用位置", "代用位置"),
        "when": ("When", "Когда", "時期", "时间"),
        "julian": ("Old and new style", "Старый и новый стиль", "旧暦(新暦)", "旧历(新历)"),
        "era": ("Japanese era", "Японская эра", "和暦", "日本年号"),
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
        "no-date": ("no date stated", "дата не указана", "時期の記載なし", "未注明日期"),
        "unknown-date": ("date unknown", "дата неизвестна", "時期不明", "日期不详"),
        "scale-at": ("at {latitude}", "на {latitude}", "{latitude}にて", "于{latitude}"),
        "km": ("km", "км", "km", "公里"),
        "versts": ("versts", "вёрст", "露里", "俄里"),
        "projection": ("Projection", "Проекция", "図法", "投影"),
        "on-sheet": ("on {sheet}", "на листе {sheet}", "{sheet}判", "{sheet}纸"),
        "unplaced": ("Position unknown", "Положение неизвестно", "位置不明", "位置不详"),
        "language": ("Language of the map", "Язык карты", "地図の言語", "地图语言"),
        "certain-only": (
            "Only what is certain",
            "Только достоверное",
            "確実なもののみ",
            "仅确定项",
        ),
        "all-dates": ("All dates", "Все даты", "全期間", "所有日期"),
        "rows": ("{n} rows", "строк: {n}", "{n}件", "{n}条"),
        "series": ("Series and film", "Серия и фильм", "連作・動画", "系列与动画"),
        "series-dates": ("Dates", "Даты", "時点", "日期"),
        "series-years": ("years", "годы", "年ごと", "逐年"),
        "series-phases": ("phases", "периоды", "時期ごと", "分期"),
        "series-step": ("Every … years", "Шаг, лет", "年の間隔", "年份间隔"),
        "series-becomes": ("As", "Как", "形式", "形式"),
        "series-atlas-pdf": ("PDF atlas", "Атлас PDF", "PDF地図帳", "PDF地图集"),
        "series-zip": ("ZIP of sheets", "Листы в ZIP", "図葉のZIP", "图幅ZIP"),
        "series-multiples": ("small multiples", "малые карты на листе", "小図一覧", "小图并列"),
        "series-gif": ("GIF", "GIF", "GIF", "GIF"),
        "series-webp": ("WebP film", "фильм WebP", "WebP動画", "WebP动画"),
        "series-apng": ("APNG", "APNG", "APNG", "APNG"),
        "series-mp4": ("MP4", "MP4", "MP4", "MP4"),
        "series-make": (
            "Make {n} maps, about {mb} MB",
            "Сделать карт: {n}, около {mb} МБ",
            "{n}図を作る(約{mb}MB)",
            "制作{n}幅,约{mb} MB",
        ),
        "series-step-done": (
            "{done} of {total}",
            "{done} из {total}",
            "{done}/{total}",
            "{done}/{total}",
        ),
        "missing-letters": (
            "No font of the atlas has these letters; on the sheet \ufffd stands for each: {letters}",
            "В шрифтах атласа нет этих знаков; на листе вместо них стоит \ufffd: {letters}",
            "次の文字は収録書体になく、紙面では\ufffdで示します:{letters}",
            "字体中没有这些字符,图幅上以\ufffd代替:{letters}",
        ),
        "series-left": (
            "{done}, about {seconds} s left",
            "{done}, осталось около {seconds} с",
            "{done}、残り約{seconds}秒",
            "{done},约剩{seconds}秒",
        ),
        "series-stop": ("Stop", "Остановить", "中止", "停止"),
        "series-stopping": ("Stopping …", "Остановка …", "中止しています…", "正在停止…"),
        "series-waiting": (
            "Others are making series; yours waits for its turn.",
            "Идёт работа над другими сериями; ваша ждёт очереди.",
            "他の方の連作を作成中です。順番をお待ちください。",
            "正在制作他人的系列,请等待。",
        ),
        "series-stopped": (
            "Stopped after {done} of {total}; no file was made.",
            "Остановлено на {done} из {total}; файл не создан.",
            "{total}のうち{done}で中止しました。ファイルは作成されていません。",
            "已在{done}/{total}处停止,未生成文件。",
        ),
        "contents": ("Contents", "Содержание", "目次", "目录"),
        "unit": ("Unit", "Единица", "単位", "单位"),
        "view": ("View", "Вид", "範囲", "视图"),
        "sheet": ("Sheet", "Лист", "用紙", "纸张"),
        "sheet-Letter": ("Letter", "Letter", "レター", "Letter"),
        "sheet-Column 85 mm": ("Column 85 mm", "Колонка 85 мм", "1段 85 mm", "单栏85毫米"),
        "sheet-Column 174 mm": ("Column 174 mm", "Колонка 174 мм", "2段 174 mm", "双栏174毫米"),
        "sheet-Slide 16:9": ("Slide 16:9", "Слайд 16:9", "スライド16:9", "幻灯片16:9"),
        "sheet-Square": ("Square", "Квадрат", "正方形", "方形"),
        "orientation": ("Orientation", "Ориентация", "向き", "方向"),
        "portrait": ("Portrait", "Книжная", "縦", "纵向"),
        "landscape": ("Landscape", "Альбомная", "横", "横向"),
        "inks": ("Colours", "Краски", "配色", "配色"),
        "inks-screen": ("screen", "экран", "画面", "屏幕"),
        "inks-print": ("print", "печать", "印刷", "印刷"),
        "inks-colour-blind": ("safe for all eyes", "для всех глаз", "色覚対応", "色盲友好"),
        "inks-black-and-white": ("black and white", "чёрно-белые", "白黒", "黑白"),
        "inks-high-contrast": ("high contrast", "контрастные", "高コントラスト", "高对比"),
        "as-on-map": ("As on the map", "Как на карте", "地図のとおり", "与地图相同"),
        "title": ("Title", "Заголовок", "表題", "标题"),
        "show": ("On the sheet", "На листе", "紙面の要素", "版面内容"),
        "show-title": ("title", "заголовок", "表題", "标题"),
        "show-date": ("date", "дата", "年代", "日期"),
        "show-legend": ("legend", "обозначения", "凡例", "图例"),
        "show-inset": ("inset", "врезка", "位置図", "插图"),
        "show-scale": ("scale", "масштаб", "縮尺", "比例尺"),
        "show-sources": ("sources", "источники", "出典", "来源"),
        "show-credits": ("credits", "авторские права", "クレジット", "版权"),
        "show-graticule": ("graticule", "сетка", "経緯線", "经纬网"),
        "show-code": ("link as a code", "ссылка-код", "リンクのコード", "链接码"),
        "citation": ("Citation style", "Стиль ссылок", "引用形式", "引文格式"),
        "citation-atlas": ("Short", "Краткий", "簡略", "简式"),
        "own-size": ("Own size", "Свой размер", "任意の大きさ", "自定尺寸"),
        "size-unit": ("Unit", "Единица", "単位", "单位"),
        "width": ("Width", "Ширина", "幅", "宽"),
        "height": ("Height", "Высота", "高さ", "高"),
        "pixels": (
            "{width} × {height} mm, {across} × {down} pixels",
            "{width} × {height} мм, {across} × {down} пикселов",
            "{width} × {height} mm、{across} × {down} ピクセル",
            "{width} × {height} 毫米,{across} × {down} 像素",
        ),
        "cite-view": ("Cite this view", "Сослаться на эту карту", "この図を引用", "引用本图"),
        "link": ("Link", "Ссылка", "リンク", "链接"),
        "state": (
            "State as text: saved in a file it makes this sheet again",
            "Состояние текстом: из файла с ним лист строится заново",
            "状態の文字列:ファイルに保存すれば同じ図を再作成",
            "状态文本:存为文件即可重制本图",
        ),
        "read-on": (
            "Fill in the day on which you looked where the brackets are empty.",
            "Впишите день обращения в пустые скобки.",
            "空の括弧には閲覧日を記入。",
            "空括号内请填写访问日期。",
        ),
        "show-north": ("north", "север", "方位", "指北"),
        "dpi": ("Dots per inch", "Точек на дюйм", "解像度 (dpi)", "分辨率 (dpi)"),
        "drawing": ("Drawing the sheet …", "Лист готовится …", "作図中…", "正在绘制…"),
        "sections": ("Under the map", "Под картой", "地図の下", "地图下方"),
        "section-holds": ("What holds now", "Что действует", "この時点の項目", "当时有效"),
        "section-treaty": ("Treaty", "Договор", "条約", "条约"),
        "section-numbers": ("Numbers", "Цифры", "数字", "数据"),
        "section-people": ("People", "Люди", "人物", "人物"),
        "section-disputes": ("Disagreements", "Разногласия", "史料の相違", "分歧"),
        "section-sources": ("Sources", "Источники", "出典", "资料来源"),
        "section-print": ("Print", "Печать", "印刷", "打印"),
        "section-yours": ("Your data", "Ваши данные", "あなたのデータ", "您的数据"),
        "section-data": ("Data", "Данные", "データ", "数据下载"),
        "column-id": ("Id", "Код", "ID", "编号"),
        "column-name": ("Name", "Название", "名称", "名称"),
        "column-layer": ("Layer", "Слой", "レイヤー", "图层"),
        "column-category": ("Category", "Категория", "分類", "类别"),
        "column-when": ("When", "Когда", "時期", "时间"),
        "column-holds": ("At this date", "На эту дату", "この時点", "此时"),
        "column-position": ("Position", "Положение", "位置", "位置"),
        "column-certainty": ("Certainty", "Достоверность", "確実性", "确定性"),
        "column-name_ja": ("In Japanese", "По-японски", "日本語名", "日文名"),
        "column-kind": ("Kind", "Вид", "種別", "种类"),
        "column-country": ("Country", "Страна", "国", "国家"),
        "column-role": ("Role", "Роль", "役割", "角色"),
        "column-topic": ("Topic", "Тема", "論点", "议题"),
        "column-claims": ("Claims", "Утверждения", "諸説", "各说"),
        "column-shown": ("What the atlas shows", "Что показано", "本図の扱い", "本图所示"),
        "column-series": ("Series", "Ряд", "系列", "系列"),
        "column-value": ("Value", "Значение", "値", "数值"),
        "column-unit": ("Unit", "Единица", "単位", "单位"),
        "column-qualifier": ("Meaning", "Пояснение", "説明", "说明"),
        "column-note": ("Note", "Примечание", "注", "注"),
        "column-number": ("No.", "№", "番号", "编号"),
        "column-title": ("Title", "Название", "表題", "标题"),
        "column-reliability": ("Reliability", "Надёжность", "信頼度", "可靠度"),
        "column-language": ("Language", "Язык", "言語", "语言"),
        "column-part_seen": ("Part seen", "Просмотренная часть", "確認した部分", "已阅部分"),
        "column-url": ("Address", "Адрес", "アドレス", "地址"),
        "column-sources": ("Sources", "Источники", "出典", "来源"),
        "basis-text": ("wording seen", "текст виден", "本文確認", "已见原文"),
        "basis-paraphrase": ("seen in paraphrase", "в пересказе", "要約による", "据转述"),
        "basis-outside": (
            "from another source",
            "по другому источнику",
            "別史料による",
            "据其他资料",
        ),
        "basis-general-knowledge": (
            "general knowledge, wording not seen",
            "общеизвестно, текст не виден",
            "一般知識(本文未確認)",
            "常识(未见原文)",
        ),
        "possibly-n": ("possibly {n}", "возможно {n}", "可能性{n}", "可能{n}"),
        "possibly-more": ("possibly {n} more", "возможно ещё {n}", "ほか可能性{n}", "另可能{n}"),
        "nothing": ("nothing dated", "ничего датированного", "年代のある項目なし", "无有日期项目"),
        "undated": ("Date unknown", "Дата неизвестна", "時期不明", "日期不详"),
    }
)

_ORDER: Final = tuple(LANGUAGES)


def in_language(texts: Sequence[str], language: str) -> str:
    """Give the text in a language; an unknown one, or one that lacks it, falls back to English.

    Examples
    --------
    >>> in_language(("Legend", "Условные обозначения"), "ru"), in_language(("Legend",), "ja")
    ('Условные обозначения', 'Legend')
    """
    place = _ORDER.index(language) if language in _ORDER else 0
    return (texts[place] if place < len(texts) else "") or texts[0]


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
    return in_language(_WORDS.get(key) or _own_words()[key], language)


def sheet_word(sheet: str, language: str) -> str:
    """Give the name of a size of sheet; A4 and its like are called so everywhere.

    Examples
    --------
    >>> sheet_word("Square", "ru"), sheet_word("A4", "ru")
    ('Квадрат', 'A4')
    """
    key = f"sheet-{sheet}"
    return word(key, language) if has_word(key) else sheet


def own_words(language: str) -> str:
    """Give all that can be said in the section for visitors' data, in one language."""
    return " ".join(in_language(texts, language) for texts in _own_words().values())


def has_word(key: str) -> bool:
    """Tell whether the atlas has a word of its own for something."""
    return key in _WORDS or key in _own_words()


@cache
def _own_words() -> dict[str, tuple[str, ...]]:
    """Read the words of the section in which visitors bring data; no map and no sheet has them."""
    rows = csv.DictReader(io.StringIO(read_asset("own-words.csv")))
    return {row["key"]: tuple(row.get(code) or "" for code in _ORDER) for row in rows}


def all_words() -> str:
    """Give everything that can be said around the map, for fonts that must be able to write it."""
    return " ".join(text for texts in _WORDS.values() for text in texts)
