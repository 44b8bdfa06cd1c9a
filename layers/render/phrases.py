"""What a sheet says in its margins, in four languages: projections, scales, counts."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from layers.wording import in_language

_PHRASES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "projection-tmerc": (
            "Transverse Mercator, central meridian {lon}, WGS\u00a084",
            "поперечная проекция Меркатора, осевой меридиан {lon}, WGS\u00a084",
            "横メルカトル図法、中央経線{lon}、WGS\u00a084",
            "横轴墨卡托投影,中央经线{lon},WGS\u00a084",
        ),
        "projection-lcc": (
            (
                "Lambert conformal conic, standard parallels {lat_1} and {lat_2},"
                " central meridian {lon}, WGS\u00a084"
            ),
            (
                "равноугольная коническая проекция Ламберта, параллели {lat_1} и {lat_2},"
                " средний меридиан {lon}, WGS\u00a084"
            ),
            "ランベルト正角円錐図法、標準緯線{lat_1}・{lat_2}、中央経線{lon}、WGS\u00a084",
            "兰伯特等角圆锥投影,标准纬线{lat_1}、{lat_2},中央经线{lon},WGS\u00a084",
        ),
        "projection-laea": (
            "Lambert azimuthal equal-area, centred at {lat}, {lon}, WGS\u00a084",
            "равновеликая азимутальная проекция Ламберта, центр {lat}, {lon}, WGS\u00a084",
            "ランベルト正積方位図法、中心{lat} {lon}、WGS\u00a084",
            "兰伯特等积方位投影,中心{lat} {lon},WGS\u00a084",
        ),
        "projection-eqearth": (
            "Equal Earth, central meridian {lon}, WGS\u00a084",
            "проекция Equal Earth, средний меридиан {lon}, WGS\u00a084",
            "イコールアース図法、中央経線{lon}、WGS\u00a084",
            "等地球投影,中央经线{lon},WGS\u00a084",
        ),
        "more": (
            "… and {n} more in the file's metadata",
            "… и ещё {n} в метаданных файла",
            "… ほか{n}件はファイルのメタデータに",
            "… 另有{n}条见文件元数据",
        ),
        "more-events": ("… and {n} more", "… и ещё {n}", "… ほか{n}件", "… 另有{n}条"),
        "more-unnumbered": (
            "… and {n} more on the map, without a number",
            "… и ещё {n} на карте без номера",
            "… 地図上のほか{n}件は番号なし",
            "… 图上另有{n}条未编号",
        ),
        "events": ("Numbers on the map", "Номера на карте", "地図上の番号", "图上编号"),
        "event-of-area": ("Event", "Событие", "出来事", "事件"),
        "events-of-area": ("Events", "События", "出来事", "事件"),
        "north": ("N", "С", "北", "北"),
        "possible": (
            "pale, broken line: possibly at this date",
            "бледно, прерывистая линия: возможно на эту дату",
            "淡色・破線:この時点では可能性",
            "浅色、虚线:此时可能",
        ),
        "reconstruction": (
            "hatched, dotted edge: reconstruction",
            "штриховка, пунктирный край: реконструкция",
            "斜線・点線縁:復元",
            "斜线、点线边:复原",
        ),
        "disc": (
            "disc: position known to its radius",
            "круг: положение известно с точностью до радиуса",
            "円:位置の不確かさ",
            "圆:位置误差范围",
        ),
        "reconstruction-note": (
            "Hatched plots with a dotted edge are a reconstruction, not a survey.",
            "Заштрихованные участки с пунктирным краем — реконструкция, а не съёмка.",
            "点線縁の斜線区画は復元であり、測量図ではない。",
            "点线边的斜线地块为复原,并非实测。",
        ),
        "approximate-note": (
            "Some outlines and courses are approximate or schematic.",
            "Некоторые границы и линии проведены приблизительно или схематично.",
            "一部の輪郭と線は概略または模式的である。",
            "部分界线与路线为大致或示意。",
        ),
        "coast-note": (
            "The coast is that of today.",
            "Береговая линия современная.",
            "海岸線は現在のもの。",
            "海岸线为现代状况。",
        ),
        "scale-varies": (
            "Scale varies over the sheet:",
            "Масштаб меняется по листу:",
            "縮尺は図内で変わる:",
            "图内比例尺有变化:",
        ),
        "thinned": (
            "Lesser places left out at this scale:\u00a0{n}.",
            "Не показано мелких пунктов при этом масштабе:\u00a0{n}.",
            "この縮尺で省いた小地名:\u00a0{n}。",
            "此比例尺下略去的小地名:\u00a0{n}。",
        ),
        "partly": (
            "part of the time shown",
            "часть показанного времени",
            "表示期間の一部",
            "所示时段的一部分",
        ),
        "partly-note": (
            "In bands: for a part of the time shown; where two alternate, one followed the other.",
            "Полосами: часть показанного времени; где полосы чередуются, один владелец сменил другого.",
            "帯は表示期間の一部のみ。二色が交互の所では領有者が交代した。",
            "条带:仅所示时段的一部分;两色相间处先后易主。",
        ),
        "unnamed": (
            "Marks without a name for want of room:\u00a0{n}.",
            "Знаков без подписи из-за нехватки места:\u00a0{n}.",
            "余白がなく名を省いた記号:\u00a0{n}。",
            "因空间不足未注名的符号:\u00a0{n}。",
        ),
        "unset": (
            "{sign} stands for what no font of the atlas has: {letters}.",
            "{sign} стоит вместо знаков, которых нет в шрифтах атласа: {letters}.",
            "{sign}は収録書体にない文字: {letters}。",
            "{sign}代替字体中没有的字符: {letters}。",
        ),
        "limits": (
            "{layer}: nothing is shown {where}.",
            "{layer}: ничего не показано {where}.",
            "{layer}: {where}は示していない。",
            "{layer}: {where}未予表示。",
        ),
        "beyond-west": ("west of {at}", "западнее {at}", "{at}以西", "{at}以西"),
        "beyond-south": ("south of {at}", "южнее {at}", "{at}以南", "{at}以南"),
        "beyond-east": ("east of {at}", "восточнее {at}", "{at}以東", "{at}以东"),
        "beyond-north": ("north of {at}", "севернее {at}", "{at}以北", "{at}以北"),
        "sheet-Letter": ("on US Letter", "на листе US Letter", "USレター判", "US Letter纸"),
        "sheet-Column 85 mm": (
            "at a width of 85 mm",
            "при ширине 85 мм",
            "（幅85\u00a0mm）",
            "（宽85毫米）",
        ),
        "sheet-Column 174 mm": (
            "at a width of 174 mm",
            "при ширине 174 мм",
            "（幅174\u00a0mm）",
            "（宽174毫米）",
        ),
        "sheet-Slide 16:9": (
            "at a height of 190.5 mm",
            "при высоте 190,5 мм",
            "（高さ190.5\u00a0mm）",
            "（高190.5毫米）",
        ),
        "sheet-Square": (
            "at 200 × 200 mm",
            "при размере 200 × 200 мм",
            "（200 × 200 mm）",
            "（200 × 200 毫米）",
        ),
        "own-sheet": (
            "{width} × {height} mm",
            "{width} × {height} мм",
            "{width} × {height} mm",
            "{width} × {height} 毫米",
        ),
    }
)

_HEMISPHERES: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = MappingProxyType(
    {
        "en": {"lat": ("{d}° N", "{d}° S"), "lon": ("{d}° E", "{d}° W")},
        "ru": {"lat": ("{d}° с. ш.", "{d}° ю. ш."), "lon": ("{d}° в. д.", "{d}° з. д.")},
        "ja": {"lat": ("北緯{d}°", "南緯{d}°"), "lon": ("東経{d}°", "西経{d}°")},
        "zh": {"lat": ("北纬{d}°", "南纬{d}°"), "lon": ("东经{d}°", "西经{d}°")},
    }
)


def phrase(key: str, language: str = "en") -> str:
    """Give a phrase; an unknown language falls back to English.

    Raises
    ------
    KeyError
        When there is no such phrase.

    Examples
    --------
    >>> phrase("north", "ru")
    'С'
    """
    return in_language(_PHRASES[key], language)


def has_phrase(key: str) -> bool:
    """Tell whether there is such a phrase."""
    return key in _PHRASES


def to_degrees(value: float, axis: Literal["lat", "lon"], language: str = "en") -> str:
    """Write a round coordinate in words.

    Examples
    --------
    >>> to_degrees(-12.5, "lon"), to_degrees(50, "lat", "ja")
    ('12.5° W', '北緯50°')
    """
    words = _HEMISPHERES.get(language, _HEMISPHERES["en"])[axis]
    number = f"{abs(value):.6f}".rstrip("0").rstrip(".")
    return words[1 if value < 0 else 0].format(d=number)
