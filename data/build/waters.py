"""Lakes and rivers.

* Lakes are GSHHG, full resolution, chosen by hand: those of the region large enough to be seen, and
  the lakes of the lower Amur and of Sakhalin. Reservoirs are left out, because they were not there
  in 1925; so is Tunaicha, the largest lake of Sakhalin, because no packaged coast has it as a lake.
* Tym and Poronai are the river lines of GSHHG; two of its lines that lie in the Piltun lagoon are
  dropped. The rivers of the mainland are Natural Earth 1:10 million, whose letters with diacritics
  are damaged in the package, so every name is written here.

Names are the usual ones of atlases and mark no more than that. A river is cut at the coast.
"""

import numpy as np
import shapely
from coast import REGION, SAKHALIN_WATERS, Coast
from feature import Feature, Names
from packages import MAGICS, Shelf
from readers import read_gshhg, read_shapefile
from shapes import KM_PER_DEGREE, Box, merged, rounded, thinned

LAKE_KM = 0.7
SAKHALIN_LAKE_KM = 0.1
RIVER_KM = 1.8
SAKHALIN_RIVER_KM = 0.1
PILTUN_LATITUDE = 52.8
TYM_LATITUDE = 50.5  # the Tym rises north of it, the Poronai south

LAKES: dict[str, tuple[float, float, int, Names]] = {
    "baikal": (107.5, 53.2, 2, Names("Lake Baikal", "Байкал", "バイカル湖", "贝加尔湖")),
    "khanka": (132.4, 45.0, 3, Names("Lake Khanka", "Ханка", "興凱湖", "兴凯湖")),
    "khovsgol": (100.5, 51.1, 4, Names("Lake Khövsgöl", "Хубсугул", "フブスグル湖", "库苏古尔湖")),
    "hulun": (117.5, 48.95, 4, Names("Hulun Lake", "Далайнор", "フルン湖", "呼伦湖")),
    "buir": (117.7, 47.8, 4, Names("Buir Lake", "Буйр-Нур", "ボイル湖", "贝尔湖")),
    "tai": (120.2, 31.2, 4, Names("Lake Tai", "Тайху", "太湖", "太湖")),
    "hongze": (118.6, 33.3, 5, Names("Lake Hongze", "Хунцзэху", "洪沢湖", "洪泽湖")),
    "chao": (117.5, 31.55, 5, Names("Lake Chao", "Чаоху", "巣湖", "巢湖")),
    "gaoyou": (119.3, 32.85, 5, Names("Lake Gaoyou", "", "高郵湖", "高邮湖")),
    "biwa": (136.1, 35.3, 4, Names("Lake Biwa", "Бива", "琵琶湖", "琵琶湖")),
    "chukchagir": (136.6, 52.0, 5, Names("Lake Chukchagir", "Чукчагирское озеро")),
    "udyl": (139.85, 52.1, 5, Names("Lake Udyl", "Удыль")),
    "orel": (139.8, 53.45, 5, Names("Lake Orel", "Орель")),
    "evoron": (136.5, 51.48, 5, Names("Lake Evoron", "Эворон")),
    "kronotskoye": (160.2, 54.8, 5, Names("Lake Kronotskoye", "Кроноцкое озеро")),
    "ainskoye": (142.07, 48.5, 5, Names("Lake Ainskoye", "Айнское")),
    "vavaiskoye": (143.25, 46.61, 5, Names("Lake Bolshoye Vavaiskoye", "Большое Вавайское")),
}

# Lines are taken by the names that the package gives them, damaged letters and all.
RIVERS: dict[str, tuple[tuple[str, ...], int, Names]] = {
    "amur": (("Amur", "Heilong Jiang (Amur)"), 1, Names("Amur", "Амур", "黒竜江", "黑龙江")),
    "argun": (("Argun? (Ergun)",), 2, Names("Argun", "Аргунь", "アルグン川", "额尔古纳河")),
    "shilka": (("Shilka",), 3, Names("Shilka", "Шилка", "シルカ川", "石勒喀河")),
    "ingoda": (("Ingoda",), 4, Names("Ingoda", "Ингода")),
    "onon": (("Onon",), 4, Names("Onon", "Онон", "オノン川", "鄂嫩河")),
    "zeya": (("Zeya",), 3, Names("Zeya", "Зея", "ゼヤ川", "结雅河")),
    "selemdzha": (("Selemdzha",), 4, Names("Selemdzha", "Селемджа")),
    "amgun": (("Amgun?",), 4, Names("Amgun", "Амгунь", "アムグン川")),
    "bikin": (("Bikin",), 5, Names("Bikin", "Бикин")),
    "tumnin": (("Tumnin",), 4, Names("Tumnin", "Тумнин")),
    "ussuri": (
        ("Ussuri", "Ussuri (Wusuli)"),
        2,
        Names("Ussuri", "Уссури", "ウスリー川", "乌苏里江"),
    ),
    "sungacha": (("Song?acha",), 5, Names("Sungacha", "Сунгача", "", "松阿察河")),
    "sungari": (
        ("Songhua (Sungari)", "Di?er Songhua"),
        2,
        Names("Sungari", "Сунгари", "松花江", "松花江"),
    ),
    "nonni": (("Nen",), 3, Names("Nonni", "Нонни", "嫩江", "嫩江")),
    "hailar": (("Hailar",), 4, Names("Hailar", "Хайлар", "ハイラル川", "海拉尔河")),
    "muling": (("Muling",), 5, Names("Muling", "Мулинхэ", "穆稜河", "穆棱河")),
    "yalu": (("Yalu",), 2, Names("Yalu", "Ялу", "鴨緑江", "鸭绿江")),
    "tumen": (("Tumen",), 2, Names("Tumen", "Тумень-Ула", "豆満江", "图们江")),
    "liao": (("Liao", "Xiliao"), 3, Names("Liao", "Ляохэ", "遼河", "辽河")),
    "luan": (("Luan",), 4, Names("Luan", "Луаньхэ", "灤河", "滦河")),
    "yongding": (("Yongding", "Hai"), 4, Names("Yongding", "Юндинхэ", "永定河", "永定河")),
    "yellow": (("Huang", "Huang (Yellow)"), 2, Names("Yellow River", "Хуанхэ", "黄河", "黄河")),
    "yangtze": (
        ("Yangtze", "Chang Jiang (Yangtze)"),
        2,
        Names("Yangtze", "Янцзы", "揚子江", "长江"),
    ),
    "kerulen": (("Herlen (Kerulen)",), 4, Names("Kerulen", "Керулен", "ヘルレン川", "克鲁伦河")),
    "selenga": (
        ("Selenge (Selenga)",),
        3,
        Names("Selenga", "Селенга", "セレンガ川", "色楞格河"),
    ),
    "angara": (("Angara",), 3, Names("Angara", "Ангара", "アンガラ川", "安加拉河")),
    "lena": (("Lena",), 2, Names("Lena", "Лена", "レナ川", "勒拿河")),
    "vitim": (("Vitim",), 4, Names("Vitim", "Витим", "ヴィティム川", "维季姆河")),
    "olekma": (("Ol?kma",), 4, Names("Olyokma", "Олёкма")),
    "aldan": (("Aldan",), 3, Names("Aldan", "Алдан", "アルダン川", "阿尔丹河")),
    "uda": (("Uda",), 5, Names("Uda", "Уда")),
    "kamchatka": (("Kamchatka",), 4, Names("Kamchatka", "Камчатка", "カムチャツカ川", "堪察加河")),
    "kolyma": (("Kolyma",), 3, Names("Kolyma", "Колыма", "コルィマ川", "科雷马河")),
    "ishikari": (("Ishikari",), 5, Names("Ishikari", "Исикари", "石狩川", "石狩川")),
    "tone": (("Tone",), 5, Names("Tone", "Тоне", "利根川", "利根川")),
}
SAKHALIN_RIVERS = {
    "poronai": Names("Poronai", "Поронай", "幌内川", "波罗奈河"),
    "tym": Names("Tym", "Тымь", "", "特姆河"),
}


def lake_features(shelf: Shelf) -> list[Feature]:
    """Give the layer ``lakes``."""
    water, islands = [], []
    for level, area, ring in read_gshhg(shelf, "gshhs", "f"):
        if level in {2, 3} and area >= 3 and _within(ring, REGION):
            shape = shapely.make_valid(shapely.Polygon(ring))
            (water if level == 2 else islands).append(shape)
    dry = shapely.STRtree(islands)
    features = []
    for name, (lon, lat, rank, names) in LAKES.items():
        at = shapely.Point(lon, lat)
        lake = min(water, key=at.distance)
        holes = [islands[i] for i in dry.query(lake, "contains")]
        features.append(_lake(name, names, rank, lake.difference(merged(holes))))
    return features


def _lake(name: str, names: Names, rank: int, shape: shapely.Geometry) -> Feature:
    """Thin one lake."""
    is_sakhalin = shapely.box(*SAKHALIN_WATERS).contains(shape)
    tolerance, decimals = (SAKHALIN_LAKE_KM, 4) if is_sakhalin else (LAKE_KM, 3)
    zone = shapely.box(*REGION)
    thin = thinned(shape, [(zone, tolerance)], latitude=shape.centroid.y)
    return Feature(
        f"lake-{name}",
        names,
        rounded(thin, decimals),
        precision_km=tolerance,
        rank=rank,
        sources=("gshhg",),
    )


def river_features(shelf: Shelf, coast: Coast) -> list[Feature]:
    """Give the layer ``rivers``."""
    folder = "usr/share/magics/10m/ne_10m_rivers_lake_centerlines"
    shp, dbf = shelf.read(MAGICS, f"{folder}.shp", f"{folder}.dbf")
    named: dict[str, list[shapely.Geometry]] = {}
    region = shapely.box(*REGION)
    for record, line in read_shapefile(shp, dbf):
        if line.intersects(region):
            named.setdefault(record["name"], []).append(line)
    land = coast.region
    features = []
    for name, (wanted, rank, names) in RIVERS.items():
        lines = shapely.union_all([line for key in wanted for line in named[key]])
        features.append(
            Feature(
                f"river-{name}",
                names,
                _river(lines, land, RIVER_KM, 3),
                precision_km=3,
                rank=rank,
                sources=("natural-earth",),
            )
        )
    return features + _sakhalin_rivers(shelf, coast)


def _sakhalin_rivers(shelf: Shelf, coast: Coast) -> list[Feature]:
    """Give the Tym and the Poronai."""
    lines = [
        shapely.LineString(ring)
        for _, _, ring in read_gshhg(shelf, "rivers", "f")
        if _within(ring, SAKHALIN_WATERS) and ring[:, 1].max() < PILTUN_LATITUDE
    ]
    parts = {
        "tym": [line for line in lines if line.bounds[1] > TYM_LATITUDE],
        "poronai": [line for line in lines if line.bounds[1] <= TYM_LATITUDE],
    }
    return [
        Feature(
            f"river-{name}",
            names,
            _river(shapely.union_all(parts[name]), coast.sakhalin, SAKHALIN_RIVER_KM, 4),
            precision_km=2,
            rank=2,
            note="Passes within 2-3 km of the towns on it.",
            sources=("gshhg",),
        )
        for name, names in SAKHALIN_RIVERS.items()
    ]


def _river(
    shape: shapely.Geometry, land: shapely.Geometry, tolerance: float, decimals: int
) -> shapely.Geometry:
    """Join and thin the lines of a river and end them at the coast."""
    joined = shapely.line_merge(shape) if shape.geom_type == "MultiLineString" else shape
    thin = shapely.simplify(joined, tolerance / KM_PER_DEGREE).intersection(land)
    merged_lines = shapely.line_merge(thin) if thin.geom_type == "MultiLineString" else thin
    return rounded(merged_lines, decimals)


def _within(ring: np.ndarray, box: Box) -> bool:
    """Tell whether a ring or line lies in a box."""
    (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
    return bool(west > box[0] and east < box[2] and south > box[1] and north < box[3])
