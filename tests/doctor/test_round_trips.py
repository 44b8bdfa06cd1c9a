"""Whatever features there are, each format gives them back as they were."""

import json

import geopandas as gpd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.doctor import diagnose
from geo.formats.geojson import read_geojson, to_geojson
from geo.publish.writers import WRITERS
from tests.doctor.making import obeys_the_law

QUICK = ("geojson", "csv", "xlsx", "kml", "lpf", "topojson")
SLOW = ("gpkg", "geoparquet", "flatgeobuf")  # read in a process of their own
DATES = (
    "", "1925", "1925-01-20", "1925-05-14/1925-05-15", "1924/", "1924/..", "../1925", "192X", "1910%", "1925~",
    "[1932..1939]", "-0043", "1925-21", "../..", "1925-01/1926~",
)  # fmt: skip
DEGREES = 1e-5  # a metre: some formats round
PLACES = st.tuples(st.integers(-179, 179), st.integers(-89, 89))
WORDS = st.lists(
    st.sampled_from(
        ["=1+1", "-5", "@x", "'quoted", '"', ",", "|", "a;b", "<b>&amp;", "{{7}}", "Оха", "樺太", "😀", "NULL", "1925", "0012", "\\", "$", "#", "sep=,", "x: y"]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)  # fmt: skip


@st.composite
def shapes(draw) -> shapely.Geometry | None:
    """Draw a shape of any kind, or none."""
    x, y = draw(PLACES)
    size = draw(st.integers(1, 10)) / 16
    box = shapely.box(x - size, y - size, x + size, y + size)
    kinds = (
        None,
        shapely.Point(x, y),
        shapely.LineString([(x, y), (x + size, y), (x, y + size)]),
        box,
        box.difference(box.buffer(-size / 2)),
        shapely.MultiPoint([(x, y), (x + size, y)]),
        shapely.MultiPolygon([box, shapely.box(x - size / 4, -90, x + size / 4, -89.99)]),
    )
    shape = draw(st.sampled_from(kinds))
    return shape if shape is None or shape.is_valid else box


@st.composite
def features(draw) -> gpd.GeoDataFrame:
    """Draw canonical features of the toy island's layer of leases."""
    members = []
    for number in range(draw(st.integers(1, 4))):
        details = draw(
            st.dictionaries(st.sampled_from(["owner", "Höhe", "two words"]), WORDS, max_size=2)
        )
        stated = {
            "id": f"f-{number}",
            "name": draw(WORDS),
            "when": draw(st.sampled_from(DATES)),
            "certainty": draw(st.sampled_from(["certain", "less-certain", "uncertain"])),
            "category": draw(st.sampled_from(["oil", "coal"])),
            "text": draw(WORDS),
            "note": draw(WORDS | st.just("")),
            "precision_km": draw(st.none() | st.integers(0, 50)),
        }
        shape = draw(shapes())
        geometry = None if shape is None else shapely.geometry.mapping(shape)
        members.append({"type": "Feature", "properties": stated | details, "geometry": geometry})
    raw = json.dumps({"type": "FeatureCollection", "features": members}).encode()
    found, problems = read_geojson(raw, file="drawn", layer="lease")
    assert not problems
    return found


def assert_comes_back(atlas, drawn: gpd.GeoDataFrame, name: str) -> None:
    """Write features and read them again."""
    diagnosis = diagnose(f"a.{name}", WRITERS[name].write(atlas, drawn))
    assert obeys_the_law(diagnosis)
    assert diagnosis.listed == ()
    theirs = diagnosis.frame.sort_values("id", ignore_index=True)
    ours = drawn.sort_values("id", ignore_index=True)
    for column in (
        "id",
        "name",
        "when",
        "certainty",
        "category",
        "text",
        "start_earliest",
        "end_latest",
    ):
        assert list(theirs[column]) == list(ours[column]), column
    for mine, other in zip(ours.geometry, theirs.geometry, strict=True):
        assert (mine is None) == (other is None)
        assert mine is None or mine.hausdorff_distance(other) < DEGREES


@pytest.mark.parametrize("name", QUICK)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=features())
def test_features_come_back_from_a_text(tiny_atlas, name, drawn):
    assert_comes_back(tiny_atlas, drawn, name)


@pytest.mark.parametrize("name", SLOW)
@settings(
    max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=features())
def test_features_come_back_from_a_file_of_gdal_or_arrow(tiny_atlas, name, drawn):
    assert_comes_back(tiny_atlas, drawn, name)


@settings(max_examples=15, deadline=None)
@given(drawn=features())
def test_the_canonical_geojson_is_its_own_way_back(drawn):
    text = to_geojson(drawn, decimals=None)
    found, problems = read_geojson(text.encode(), file="again", layer="lease")
    assert not problems
    assert to_geojson(found, decimals=None) == text
