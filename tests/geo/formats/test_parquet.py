"""GeoParquet as a layer of a folder: read as a table is, refused in a sentence."""

import io

import geopandas as gpd
import pytest

from geo.formats.parquet import read_parquet
from geo.load import READERS


def packed(crs="EPSG:4326", **changes) -> bytes:
    columns = {
        "id": ["okha", "due"],
        "name": ["Okha", "Due"],
        "when": ["1923/", "1856?"],
        "category": ["oil", "coal"],
        "certainty": ["certain", "certain"],
        "sources": ["a;b", "a"],
        "depth": ["", "12 m"],
    } | changes
    columns = {name: cells for name, cells in columns.items() if cells is not None}
    shapes = gpd.points_from_xy([142.95, 142.1], [53.59, 50.85], crs="EPSG:4326").to_crs(crs)
    out = io.BytesIO()
    gpd.GeoDataFrame(columns, geometry=shapes).to_parquet(out)
    return out.getvalue()


def read(raw: bytes):
    return read_parquet(raw, file="x.parquet", layer="x", defaults={})


def test_rows_become_features_with_shapes_dates_sources_and_details():
    features, problems = read(packed())
    assert not problems
    assert list(features["id"]) == ["okha", "due"]
    assert list(features["sources"]) == [("a", "b"), ("a",)]
    assert features["details"].iloc[1] == (("depth", "12 m"),)
    assert features.geometry.iloc[0].coords[0] == pytest.approx((142.95, 53.59))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(b"PAR1 nothing PAR1", "could not be read", id="broken"),
        pytest.param(packed(when=None), "the column 'when' is missing", id="without dates"),
        pytest.param(packed(crs="EPSG:32654"), "expected degrees", id="in metres"),
    ],
)
def test_a_file_that_is_no_layer_is_refused_in_a_sentence(raw: bytes, said: str):
    features, problems = read(raw)
    assert features.empty
    assert said in problems[0].message


def test_a_row_at_fault_is_listed_and_the_others_stay():
    features, problems = read(packed(when=["1923/", "the day before"]))
    assert list(features["id"]) == ["okha"]
    assert problems[0].where.startswith("row 2")


def test_a_folder_may_name_such_a_file():
    assert READERS[".parquet"] is read_parquet
