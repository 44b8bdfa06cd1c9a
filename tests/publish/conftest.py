"""Features to be written: the toy island, and rows that mean harm."""

import json
from collections.abc import Callable
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest

from geo.atlas import Atlas
from geo.formats.geojson import read_geojson

HOSTILE = (
    "=1+1",
    "@SUM(A1:A9)",
    "-2+3+cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]></value><Placemark>",
    "{{7*7}} ${7*7} {% x",
    "'; DROP TABLE events; --",
    '"quoted", and; divided',
    "two\nlines\tand a tab",
    "../../etc/passwd",
    "\u202eright to left\u2028🗺️ 樺太 Сахалин",
    "\\textbf{x} 100 % & #1 _a^b~c $",
    "TY  - BOOK",
    "'tis an apostrophe",
)
KEYS = ("=cmd", "Owner", "owner", "fid", "geom", "NAME", "a b", '"], "x": [', "<b>")

Rows = Callable[..., gpd.GeoDataFrame]


@pytest.fixture
def hostile(tiny_atlas: Atlas) -> gpd.GeoDataFrame:
    """The features of the toy island with a harmful text wherever there is room for one."""
    features = tiny_atlas.features
    count = len(features)
    texts = [HOSTILE[row % len(HOSTILE)] for row in range(count)]
    ids = [text.replace(";", ",").replace("\n", " ") + str(row) for row, text in enumerate(texts)]
    details = [tuple((key, text) for key in KEYS) for text in texts]
    return features.assign(
        id=ids,
        **dict.fromkeys(("name", "name_ru", "name_ja", "text", "note"), texts),
        details=pd.Series(details, dtype=object),
    )


@pytest.fixture
def hostile_atlas(tiny_atlas: Atlas, hostile: gpd.GeoDataFrame) -> Atlas:
    """An atlas that has those features, with sources of the same spirit."""
    sources = {
        f"s-{number}": replace(
            tiny_atlas.sources["toy-survey"],
            id=f"s-{number}",
            **dict.fromkeys(("title", "author", "publisher", "note", "license", "kind"), text),
            url=f"https://example.org/{text}",
        )
        for number, text in enumerate(HOSTILE)
    }
    return replace(tiny_atlas, features=hostile, sources={**tiny_atlas.sources, **sources})


@pytest.fixture(scope="session")
def rows() -> Rows:
    """Make canonical rows of the layer ``lease`` from geometries, and one date for all."""

    def make(*geometries: dict | None, when: str = "1925", **others: object) -> gpd.GeoDataFrame:
        stated = {"name": "A row", "when": when, "certainty": "certain", **others}
        members = [
            {
                "type": "Feature",
                "properties": {"id": f"row-{number}", **stated},
                "geometry": geometry,
            }
            for number, geometry in enumerate(geometries)
        ]
        raw = json.dumps({"type": "FeatureCollection", "features": members}).encode()
        features, problems = read_geojson(raw, file="rows.geojson", layer="lease")
        assert not problems
        return features

    return make


POINT = {"type": "Point", "coordinates": [142.95, 53.5]}


@pytest.fixture(scope="session")
def dated(rows: Rows) -> Callable[[str], gpd.GeoDataFrame]:
    """Make one row that has a date."""
    return lambda when: rows(POINT, when=when)
