"""GeoPackage, FlatGeobuf and GeoParquet, read back by GDAL and by Arrow."""

import io
import json
import sqlite3
from datetime import date

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest

from geo.publish.flat import name_details
from geo.publish.vector import to_flatgeobuf, to_geopackage, to_geoparquet
from geo.schema import DAY_COLUMNS, LIST_COLUMNS

TEXTS = ("layer", "name", "name_ru", "when", "category", "certainty", "depiction", "text", "note")


def _read_geopackage(raw, tmp_path):
    path = tmp_path / "x.gpkg"
    path.write_bytes(raw)
    layers = [name for name, kind in pyogrio.list_layers(path) if kind]
    return pd.concat([pyogrio.read_dataframe(path, layer=layer) for layer in layers])


def _read_flatgeobuf(raw, _):
    return pyogrio.read_dataframe(io.BytesIO(raw))


def _read_geoparquet(raw, _):
    return gpd.read_parquet(io.BytesIO(raw))


FORMATS = [
    pytest.param(to_geopackage, _read_geopackage, id="GeoPackage"),
    pytest.param(to_flatgeobuf, _read_flatgeobuf, id="FlatGeobuf"),
    pytest.param(to_geoparquet, _read_geoparquet, id="GeoParquet"),
]
every_format = pytest.mark.parametrize(("write", "read"), FORMATS)


@every_format
def test_every_text_reads_back_equal(write, read, tiny_atlas, tmp_path):
    features = tiny_atlas.features.set_index("id")
    found = read(write(tiny_atlas, tiny_atlas.features), tmp_path).set_index("id")
    assert found.loc[features.index, list(TEXTS)].equals(features[list(TEXTS)])


@every_format
def test_every_harmful_text_reads_back_equal(write, read, hostile_atlas, tmp_path):
    features = hostile_atlas.features.set_index("id")
    found = read(write(hostile_atlas, hostile_atlas.features), tmp_path).set_index("id")
    assert found.loc[features.index, list(TEXTS)].equals(features[list(TEXTS)])


@every_format
def test_every_detail_reads_back_under_a_name_of_its_own(write, read, hostile_atlas, tmp_path):
    features = hostile_atlas.features.set_index("id")
    found = read(write(hostile_atlas, hostile_atlas.features), tmp_path).set_index("id")
    details = features["details"].map(dict)
    for key, name in name_details(hostile_atlas.features).items():
        expected = details.map(lambda detail, key=key: detail.get(key))
        assert found.loc[features.index, name].to_list() == expected.to_list()


@every_format
def test_every_shape_reads_back_equal(write, read, tiny_atlas, tmp_path):
    features = tiny_atlas.features.set_index("id")
    found = read(write(tiny_atlas, tiny_atlas.features), tmp_path).set_index("id")
    for identifier, shape in features.geometry.items():
        other = found.geometry[identifier]
        assert other is None if shape is None else shape.equals(other)


@every_format
def test_lists_read_back_joined(write, read, tiny_atlas, tmp_path):
    found = read(write(tiny_atlas, tiny_atlas.features), tmp_path).set_index("id")
    signed = found.loc["lease-signed", list(LIST_COLUMNS)]
    assert signed.to_list() == ["toy-survey;toy-gazette", "", "ink"]


@every_format
def test_days_are_real_dates(write, read, dated, tiny_atlas, tmp_path):
    found = read(write(tiny_atlas, dated("1925-12/1944-03-30")), tmp_path)
    days = [pd.Timestamp(found[name].iloc[0]).date() for name in DAY_COLUMNS]
    assert days == [date(1925, 12, 1), date(1925, 12, 31), date(1944, 3, 30), date(1944, 3, 30)]


@every_format
def test_days_out_of_reach_are_null(write, read, dated, tiny_atlas, tmp_path):
    found = read(write(tiny_atlas, dated("-0044/..")), tmp_path)
    assert found[list(DAY_COLUMNS)].isna().all(axis=None)


@every_format
def test_a_day_long_before_pandas_is_a_date(write, read, dated, tiny_atlas, tmp_path):
    found = read(write(tiny_atlas, dated("1066-10-14")), tmp_path)
    assert str(found["start_earliest"].iloc[0])[:10] == "1066-10-14"


@every_format
def test_an_unknown_precision_is_null(write, read, dated, tiny_atlas, tmp_path):
    found = read(write(tiny_atlas, dated("1925")), tmp_path)
    assert found["precision_km"].isna().all()


def test_gdal_sees_date_columns(tiny_atlas, tmp_path):
    path = tmp_path / "x.gpkg"
    path.write_bytes(to_geopackage(tiny_atlas, tiny_atlas.features))
    fields = pyogrio.read_info(path, layer="events")
    types = dict(zip(fields["fields"], fields["ogr_types"], strict=True))
    assert [types[name] for name in DAY_COLUMNS] == ["OFTDate"] * 4
    ends = [name for name in types if name.startswith("end_")]
    assert ends[0] == "end_latest", (
        "QGIS takes the first one for the end of its temporal controller"
    )


def test_a_geopackage_has_a_table_for_each_layer_and_one_of_sources(tiny_atlas, tmp_path):
    path = tmp_path / "x.gpkg"
    path.write_bytes(to_geopackage(tiny_atlas, tiny_atlas.features))
    names = [name for name, _ in pyogrio.list_layers(path)]
    assert names == ["land", "lease", "places", "events", "plots", "sources"]


def test_a_geopackage_cites_its_sources(tiny_atlas, tmp_path):
    path = tmp_path / "x.gpkg"
    path.write_bytes(to_geopackage(tiny_atlas, tiny_atlas.features))
    citations = pyogrio.read_dataframe(path, layer="sources")["citation"].to_list()
    assert citations[1] == "Toy Gazette."


def test_a_geopackage_is_sound_as_a_database(tiny_atlas, tmp_path):
    path = tmp_path / "x.gpkg"
    path.write_bytes(to_geopackage(tiny_atlas, tiny_atlas.features))
    with sqlite3.connect(path) as database:
        answer = database.execute("PRAGMA integrity_check").fetchone()
    database.close()
    assert answer == ("ok",)


def test_a_geopackage_does_not_tell_when_it_was_written(tiny_atlas, tmp_path):
    path = tmp_path / "x.gpkg"
    path.write_bytes(to_geopackage(tiny_atlas, tiny_atlas.features))
    with sqlite3.connect(path) as database:
        stamps = database.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall()
    database.close()
    assert stamps == [("1970-01-01T00:00:00.000Z",)]


def test_flatgeobuf_of_placed_features_has_an_index(tiny_atlas, tmp_path):
    path = tmp_path / "x.fgb"
    path.write_bytes(to_flatgeobuf(tiny_atlas, tiny_atlas.features.iloc[:3]))
    assert pyogrio.read_info(path)["capabilities"]["fast_spatial_filter"]


def test_geoparquet_says_which_version_and_geometry_it_has(tiny_atlas):
    raw = to_geoparquet(tiny_atlas, tiny_atlas.features)
    geo = json.loads(pq.read_metadata(io.BytesIO(raw)).metadata[b"geo"])
    assert geo == {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {
            "geometry": {
                "encoding": "WKB",
                "geometry_types": ["Point", "Polygon"],
                "orientation": "counterclockwise",
                "bbox": [-30.8, -0.8, -29.2, 0.8],
            }
        },
    }


def test_geoparquet_is_in_longitude_and_latitude(tiny_atlas):
    raw = to_geoparquet(tiny_atlas, tiny_atlas.features)
    assert gpd.read_parquet(io.BytesIO(raw)).crs == "OGC:CRS84"
