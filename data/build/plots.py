"""A reconstruction of the plots at Okha: what the rule of Protocol B looks like on the ground.

No plot plan was found. Known are the rule (squares set like a chess-board, alternate ones Japanese,
half of the field by area) and the size of a square, 15 to 40 desyatins. Everything else is assumed
here, and each plot says so: squares of 25 desyatins, rows running north, a field of nine by nine
squares about the town point, cut at the coast of today. Nothing may be read from where a plot lies.
"""

import math

import shapely
from coast import Coast
from feature import Feature, Names
from shapes import local_plane, moved, rounded

OKHA = (142.94917, 53.58889)
DESYATIN_M2 = 10_925.4  # 2,400 square sazhens, by arithmetic
DESYATINS = 25
SIDES = 9
WHEN = "1925-12-14/1944-03-30"
HOLDERS = (
    ("plot-japanese", "Japanese plot", "Японский участок", "日本側区画", "日方地块"),
    ("plot-soviet", "Soviet plot", "Советский участок", "ソ連側区画", "苏方地块"),
)
TEXT = (
    "Reconstruction to the rule of Protocol B: a square of 25 desyatins (27.3 ha), alternate "
    "squares Japanese and Soviet. No plan of the plots was found."
)
NOTE = "Size within 15-40 desyatins, place, direction and number of the squares are assumptions."


def plot_features(coast: Coast) -> list[Feature]:
    """Give the squares, row by row from the north-west; none that lies in the water."""
    into, back = local_plane(*OKHA)
    land = moved(coast.sakhalin_fine.intersection(shapely.Point(OKHA).buffer(0.2)), into)
    side = math.sqrt(DESYATINS * DESYATIN_M2)
    plots = []
    for row in range(SIDES):
        for column in range(SIDES):
            west, north = (column - SIDES / 2) * side, (SIDES / 2 - row) * side
            square = shapely.box(west, north - side, west + side, north).intersection(land)
            if square.area < side * side / 10:
                continue
            plots.append(_plot(row, column, rounded(moved(square, back), 5)))
    return plots


def _plot(row: int, column: int, square: shapely.Geometry) -> Feature:
    category, en, ru, ja, zh = HOLDERS[(row + column) % 2]
    label = f"{'ABCDEFGHI'[row]}{column + 1}"
    return Feature(
        id=f"plot-{label.lower()}",
        names=Names(
            f"{en} {label} (reconstruction)",
            f"{ru} {label} (реконструкция)",
            f"{ja}{label}(復元)",
            f"{zh}{label}（复原）",
        ),
        geometry=square,
        when=WHEN,
        category=category,
        certainty="uncertain",
        depiction="reconstruction",
        precision_km=5.0,
        rank=5,
        text=TEXT,
        note=NOTE,
        sources=("gb84", "n01", "general-knowledge"),
        links=("k01",),
    )
