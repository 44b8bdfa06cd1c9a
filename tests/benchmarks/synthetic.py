"""Atlases of any size, made up: an island, areas, places and events with dates of all sorts.

Nothing is random. The n-th place and the n-th date follow from n by multiples of irrational
numbers, which fill a rectangle and a century evenly.
"""

import csv
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

FIRST_YEAR, LAST_YEAR = 1855, 1951
MOST_AREAS = 40
CORNERS = 160
LONGEST = 54  # years; with this in any year some 28 of 100 hold
WEST, SOUTH, EAST, NORTH = 141.0, 46.0, 145.0, 54.0

CATALOG = f"""\
[atlas]
id = "synthetic"
title = {{ en = "A synthetic atlas" }}
date = "1900"
first_year = {FIRST_YEAR}
last_year = {LAST_YEAR}
view = "all"

[[view]]
id = "all"
title = {{ en = "All of it" }}
extent = [{WEST}, {SOUTH}, {EAST}, {NORTH}]

[[layer]]
id = "land"
title = {{ en = "Land" }}
kind = "land"
path = "layers/land.geojson"
"""

LAYER = """
[[layer]]
id = "{kind}s"
title = {{ en = "Layer of kind {kind}" }}
kind = "{kind}"
path = "{path}"
"""

CATEGORY = """
[[layer.category]]
id = "{id}"
title = {{ en = "{id}" }}
color = "{color}"
symbol = "{symbol}"
"""

CATEGORIES = (
    ("red", "#8c2d2d", "derrick"),
    ("green", "#3f6b3a", "tree"),
    ("blue", "#2f5d7e", "anchor"),
)

SOURCES = '[[source]]\nid = "made-up"\ntitle = "Made up for a measurement"\nkind = "invention"\nreliability = "low"\n'

HEADER = (
    "id",
    "name",
    "when",
    "lon",
    "lat",
    "precision_km",
    "category",
    "certainty",
    "rank",
    "text",
    "sources",
)


Values = dict[str, Any]


def _share(number: int, irrational: float) -> float:
    """Give the place of a number between 0 and 1."""
    return (number * irrational) % 1.0


def to_point(number: int) -> tuple[float, float]:
    """Give the longitude and latitude of the n-th point."""
    lon = WEST + 0.4 + (EAST - WEST - 0.8) * _share(number, 0.7548776662466927)
    lat = SOUTH + 0.4 + (NORTH - SOUTH - 0.8) * _share(number, 0.5698402909980532)
    return round(lon, 5), round(lat, 5)


def to_when(number: int) -> str:
    """Give the date of the n-th feature: intervals, open ends, days, doubts."""
    first = FIRST_YEAR + int((LAST_YEAR - FIRST_YEAR) * _share(number, math.sqrt(2)))
    last = first + int(LONGEST * _share(number, math.sqrt(3)))
    month, day = 1 + number % 12, 1 + number % 28
    forms = (
        f"{first}/{last}",
        f"{first}-{month:02}/{last}",
        f"{first}-{month:02}-{day:02}/{last}-{month:02}",
        f"{first}~/{last}~",
    )
    return forms[number % len(forms)]


def _row(number: int) -> tuple[str, ...]:
    lon, lat = to_point(number)
    precision = "" if number % 3 else str(1 + number % 7)
    category = CATEGORIES[number % len(CATEGORIES)][0]
    text = f"What is said of number {number}, in a sentence of the usual length."
    return (
        f"f{number}",
        f"Feature {number}",
        to_when(number),
        str(lon),
        str(lat),
        precision,
        category,
        "certain",
        str(1 + number % 5),
        text,
        "made-up",
    )


def write_table(path: Path, numbers: range) -> None:
    """Write points as a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(_row(number) for number in numbers)


def _ring(number: int) -> list[tuple[float, float]]:
    """Give a wavy ring round the n-th point."""
    lon, lat = to_point(number)
    turns = [2 * math.pi * k / CORNERS for k in range(CORNERS)]
    radii = [0.2 + 0.03 * math.sin(9 * turn + number) for turn in turns]
    ring = [
        (round(lon + r * math.cos(t), 5), round(lat + r * math.sin(t), 5))
        for r, t in zip(radii, turns, strict=True)
    ]
    return [*ring, ring[0]]


def _properties(number: int) -> Values:
    values = dict(zip(HEADER, _row(number), strict=True))
    kept = {key: values[key] for key in ("id", "name", "when", "category", "certainty", "text")}
    return {**kept, "sources": ["made-up"]}


def to_points(numbers: range) -> bytes:
    """Write points as GeoJSON."""
    return _collection(
        (_properties(n), {"type": "Point", "coordinates": to_point(n)}) for n in numbers
    )


def _areas(numbers: range) -> bytes:
    return _collection(
        (_properties(n), {"type": "Polygon", "coordinates": [_ring(n)]}) for n in numbers
    )


def _collection(pairs: Iterable[tuple[Values, Values]]) -> bytes:
    features = [
        {"type": "Feature", "properties": properties, "geometry": geometry}
        for properties, geometry in pairs
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _land() -> bytes:
    box = [(WEST, SOUTH), (EAST, SOUTH), (EAST, NORTH), (WEST, NORTH), (WEST, SOUTH)]
    return _collection(
        [({"id": "land", "when": "../.."}, {"type": "Polygon", "coordinates": [box]})]
    )


def write_atlas(folder: Path, count: int) -> Path:
    """Write a valid atlas of so many dated features; give its folder.

    One in ten is an area, 40 at most; of the rest one half are places, one half events.
    """
    areas = min(count // 10, MOST_AREAS)
    middle = areas + (count - areas) // 2
    (folder / "layers").mkdir(parents=True)
    (folder / "layers" / "land.geojson").write_bytes(_land())
    (folder / "layers" / "areas.geojson").write_bytes(_areas(range(areas)))
    write_table(folder / "places.csv", range(areas, middle))
    write_table(folder / "events.csv", range(middle, count))
    (folder / "sources.toml").write_text(SOURCES, "utf-8")
    categories = "".join(
        CATEGORY.format(id=name, color=color, symbol=symbol) for name, color, symbol in CATEGORIES
    )
    layers = (("area", "layers/areas.geojson"), ("point", "places.csv"), ("event", "events.csv"))
    tables = (LAYER.format(kind=kind, path=path) + categories for kind, path in layers)
    (folder / "catalog.toml").write_text(CATALOG + "".join(tables), "utf-8")
    return folder
