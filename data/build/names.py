"""Names of seas, straits, bays and lagoons, each with the line along which it is lettered.

The lines say where a name looks well, no more: they are drawn by eye through the middle of the
water, as smooth curves through two or three points. ``zoom`` is the first and last zoom of the
screen at which the name is of use.
"""

import numpy as np
import shapely
from feature import Feature, Names
from shapes import rounded

STEPS = 8

Point = tuple[float, float]

# id: (names, rank, zooms, the points of a curve)
WATERS: dict[str, tuple[Names, int, tuple[int, int], tuple[Point, ...]]] = {
    "pacific": (
        Names("Pacific Ocean", "Тихий океан", "太平洋", "太平洋"),
        1,
        (0, 7),
        ((147.0, 34.5), (154.5, 37.5), (163.0, 42.5)),
    ),
    "okhotsk": (
        Names("Sea of Okhotsk", "Охотское море", "オホーツク海", "鄂霍次克海"),
        1,
        (3, 8),
        ((145.2, 51.8), (149.0, 54.4), (153.5, 56.4)),
    ),
    "japan-sea": (
        Names("Sea of Japan", "Японское море", "日本海", "日本海"),
        1,
        (3, 8),
        ((131.6, 38.6), (134.6, 40.6), (137.8, 43.4)),
    ),
    "yellow-sea": (
        Names("Yellow Sea", "Жёлтое море", "黄海", "黄海"),
        2,
        (4, 8),
        ((122.2, 34.2), (123.2, 36.0), (123.6, 38.0)),
    ),
    "east-china-sea": (
        Names("East China Sea", "Восточно-Китайское море", "東シナ海", "东海"),
        2,
        (3, 8),
        ((122.6, 27.6), (125.0, 29.4), (127.6, 31.8)),
    ),
    "bohai": (
        Names("Gulf of Chihli", "Бохайский залив", "渤海", "渤海"),
        3,
        (5, 9),
        ((118.3, 38.2), (119.4, 38.7), (120.6, 39.3)),
    ),
    "liaotung-gulf": (
        Names("Gulf of Liaotung", "Ляодунский залив", "遼東湾", "辽东湾"),
        4,
        (6, 10),
        ((120.5, 39.7), (121.0, 40.2), (121.5, 40.6)),
    ),
    "korea-bay": (
        Names("Korea Bay", "Западно-Корейский залив", "西朝鮮湾", "西朝鲜湾"),
        4,
        (6, 10),
        ((123.2, 38.9), (123.8, 39.2), (124.4, 39.4)),
    ),
    "korea-strait": (
        Names("Korea Strait", "Корейский пролив", "朝鮮海峡", "朝鲜海峡"),
        4,
        (6, 10),
        ((128.0, 34.0), (128.7, 34.6), (129.6, 35.2)),
    ),
    "peter-the-great": (
        Names("Peter the Great Bay", "залив Петра Великого", "ピョートル大帝湾", "彼得大帝湾"),
        4,
        (6, 11),
        ((131.3, 42.55), (132.0, 42.68), (132.8, 42.55)),
    ),
    "tatar-strait": (
        Names("Tatar Strait", "Татарский пролив", "間宮海峡", "鞑靼海峡"),
        2,
        (4, 10),
        ((140.55, 47.6), (141.1, 49.3), (141.45, 51.2)),
    ),
    "la-perouse": (
        Names("La Pérouse Strait", "пролив Лаперуза", "宗谷海峡", "宗谷海峡"),
        3,
        (5, 11),
        ((141.35, 45.75), (142.0, 45.72), (142.75, 45.85)),
    ),
    "tsugaru": (
        Names("Tsugaru Strait", "Сангарский пролив", "津軽海峡", "津轻海峡"),
        4,
        (6, 11),
        ((140.05, 41.25), (140.6, 41.42), (141.2, 41.62)),
    ),
    "aniva": (
        Names("Aniva Bay", "залив Анива", "亜庭湾", "阿尼瓦湾"),
        3,
        (6, 11),
        ((142.35, 46.2), (142.8, 46.36), (143.25, 46.3)),
    ),
    "patience": (
        Names("Gulf of Patience", "залив Терпения", "多来加湾"),
        2,
        (5, 10),
        ((143.15, 48.3), (143.65, 48.75), (144.3, 48.85)),
    ),
    "sakhalin-bay": (
        Names("Sakhalin Bay", "Сахалинский залив", "サハリン湾", "萨哈林湾"),
        2,
        (5, 10),
        ((140.7, 53.9), (141.4, 54.02), (142.15, 53.95)),
    ),
    "amur-liman": (
        Names("Amur Liman", "Амурский лиман"),
        3,
        (6, 11),
        ((141.5, 52.45), (141.43, 52.75), (141.42, 53.1)),
    ),
    "nevelskoy-strait": (
        Names("Nevelskoy Strait", "пролив Невельского"),
        4,
        (8, 13),
        ((141.5, 51.85), (141.58, 52.05), (141.57, 52.25)),
    ),
    "de-kastri-bay": (
        Names("De-Kastri Bay", "залив Де-Кастри"),
        5,
        (9, 14),
        ((140.79, 51.455), (140.83, 51.462), (140.87, 51.465)),
    ),
    "aleksandrovsk-bay": (
        Names("Aleksandrovsk Bay", "Александровский залив"),
        4,
        (9, 14),
        ((142.02, 50.92), (142.07, 50.94), (142.12, 50.955)),
    ),
    "baikal-bay": (
        Names("Baikal Bay", "залив Байкал"),
        4,
        (8, 14),
        ((142.36, 53.42), (142.45, 53.465), (142.58, 53.495)),
    ),
    "pomr-bay": (
        Names("Pomr Bay", "залив Помрь"),
        5,
        (9, 14),
        ((142.69, 53.63), (142.71, 53.68), (142.73, 53.75)),
    ),
    "urkt": (
        Names("Urkt Bay", "залив Уркт"),
        4,
        (9, 15),
        ((142.965, 53.615), (142.985, 53.618), (143.005, 53.62)),
    ),
    "piltun": (
        Names("Piltun Bay", "залив Пильтун"),
        3,
        (8, 14),
        ((143.1, 53.27), (143.17, 53.08), (143.245, 52.92)),
    ),
    "chaivo": (
        Names("Chaivo Bay", "залив Чайво"),
        3,
        (8, 14),
        ((143.138, 52.32), (143.165, 52.39), (143.21, 52.5)),
    ),
    "nyisky": (
        Names("Nyisky Bay", "Ныйский залив"),
        3,
        (8, 14),
        ((143.117, 52.12), (143.145, 52.0), (143.175, 51.89)),
    ),
    "nabil": (
        Names("Nabil Bay", "Набильский залив"),
        3,
        (8, 14),
        ((143.28, 51.67), (143.29, 51.6), (143.28, 51.52)),
    ),
    "lunsky": (
        Names("Lunsky Bay", "Лунский залив"),
        5,
        (9, 14),
        ((143.481, 51.285), (143.482, 51.255), (143.482, 51.225)),
    ),
}


def water_name_features() -> list[Feature]:
    """Give the layer ``water_names``."""
    return [
        Feature(
            f"water-{name}",
            names,
            rounded(_curve(points), 3),
            certainty="uncertain",
            depiction="schematic",
            rank=rank,
            sources=("general-knowledge",),
            details={"zoom": f"[{zooms[0]}, {zooms[1]}]"},
        )
        for name, (names, rank, zooms, points) in WATERS.items()
    ]


def _curve(points: tuple[Point, ...]) -> shapely.LineString:
    """Draw the parabola through three points."""
    start, middle, end = np.array(points)
    control = 2 * middle - (start + end) / 2
    t = np.linspace(0, 1, STEPS + 1)[:, np.newaxis]
    return shapely.LineString((1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end)
