"""What the atlas writes, read by GDAL and pyarrow and held against published schemas."""

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import geopandas as gpd
import geoparquet_validator
import jsonschema
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from geo.atlas import Atlas, load_atlas
from geo.publish.writers import WRITERS
from geo.schema import DAY_COLUMNS, is_unplaced
from tests.conformance.compare import distance

SCHEMAS = Path(__file__).parent / "schemas"
NEAR = {
    "gpkg": 0.0,
    "flatgeobuf": 0.0,
    "geojson": 1e-7,
    "kml": 1e-7,
    "topojson": 1.5e-7,
    "lpf": 1e-7,
}
"""Degrees within which a shape comes back, by format; TopoJSON lies on a grid of 1e-7."""
UNPLACED_LEFT_OUT = ("topojson",)  # by GDAL: the file has them, with a shape of the type null
WITHOUT_CRS = ("topojson",)  # which has no word for it: it is always in degrees
DAYS = {"gpkg": "OFTDate", "flatgeobuf": "OFTDateTime"}  # FlatGeobuf knows no days
DISTRIBUTION = {"/conf/distribution/geospatial-statistics"}  # a class that is not claimed


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The atlas that this repository is."""
    return load_atlas(Path(__file__).parents[2] / "data")


@pytest.fixture(scope="session")
def written(atlas, tmp_path_factory) -> dict[str, Path]:
    """The whole atlas in each format."""
    folder = tmp_path_factory.mktemp("written")
    found = {}
    for name in (*NEAR, "geoparquet"):
        found[name] = folder / f"atlas{WRITERS[name].suffix}"
        found[name].write_bytes(WRITERS[name].write(atlas, atlas.features))
    return found


def layers_of(path: Path) -> list[str]:
    """List the layers of a file that have shapes."""
    return [str(name) for name, kind in pyogrio.list_layers(path) if kind]


def read_back(path: Path) -> gpd.GeoDataFrame:
    """Read all layers of a file with GDAL."""
    frames = [
        pyogrio.read_dataframe(path, layer=name, datetime_as_string=True)
        for name in layers_of(path)
    ]
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=frames[0].crs)


@pytest.mark.parametrize("name", NEAR)
def test_gdal_reads_each_feature_with_its_shape_in_degrees(written, atlas, name):
    found = read_back(written[name])
    features = atlas.features
    if name in UNPLACED_LEFT_OUT:
        features = features[~is_unplaced(features)]
    assert len(found) == len(features)
    if name not in WITHOUT_CRS:
        assert found.crs.equals("EPSG:4326") or found.crs.equals("OGC:CRS84")
    column = next(c for c in ("id", "@id") if c in found)
    shapes = dict(zip(found[column].str.rpartition(":")[2], found.geometry, strict=True))
    far = {
        identifier: distance(shape, shapes[identifier])
        for identifier, shape in zip(features["id"], features.geometry, strict=True)
    }
    assert max(far.values()) <= NEAR[name]


@pytest.mark.parametrize(("name", "kind"), DAYS.items())
def test_gdal_sees_the_days_as_dates(written, name, kind):
    for layer in layers_of(written[name]):
        info = pyogrio.read_info(written[name], layer=layer)
        types = dict(zip(info["fields"], info["ogr_types"], strict=True))
        assert {types[column] for column in DAY_COLUMNS} == {kind}


def test_arrow_and_geopandas_read_the_geoparquet(written, atlas):
    table = pq.read_table(written["geoparquet"])
    assert {table.schema.field(column).type for column in DAY_COLUMNS} == {pa.date32()}
    frame = gpd.read_parquet(written["geoparquet"])
    assert frame["id"].tolist() == atlas.features["id"].tolist()
    pairs = zip(frame.geometry, atlas.features.geometry, strict=True)
    assert all(distance(mine, other) == 0 for mine, other in pairs)


def test_the_geoparquet_passes_the_abstract_tests_of_the_ogc(written):
    raw = written["geoparquet"].read_bytes()
    report = geoparquet_validator.check_bytes("atlas.parquet", raw)
    assert set(geoparquet_validator.failed(report)) == DISTRIBUTION
    passed = {item["id"] for item in report["outcomes"] if item["status"] == "pass"}
    assert {"/conf/core/wkb", "/conf/core/orientation-rings", "/conf/core/bbox-extent"} <= passed


@pytest.mark.parametrize("name", NEAR)
@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="the machine has no ogrinfo")
def test_ogrinfo_of_another_gdal_counts_the_same(written, atlas, name):
    said = subprocess.run(
        ["ogrinfo", "-so", "-al", str(written[name])], capture_output=True, text=True, check=True
    ).stdout
    counts = {
        layer: int(count)
        for layer, count in re.findall(r"Layer name: (.+)\n(?:.+\n)*?Feature Count: (\d+)", said)
    }
    counts.pop("sources", None)
    left_out = is_unplaced(atlas.features).sum() if name in UNPLACED_LEFT_OUT else 0
    assert sum(counts.values()) == len(atlas.features) - left_out


def faults(schema: str, document: object) -> list[str]:
    """List what a schema finds wrong with a document."""
    rules = json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8"))
    checker = jsonschema.validators.validator_for(rules, default=jsonschema.Draft3Validator)
    return [error.message[:200] for error in checker(rules).iter_errors(document)]


def test_the_geojson_is_valid(written):
    assert faults("geojson", json.loads(written["geojson"].read_text("utf-8"))) == []


def test_linked_places_is_valid_geojson(written):
    document = json.loads(written["lpf"].read_text("utf-8"))
    document["features"] = [  # the schema knows no collections of shapes, which the standard allows
        item for item in document["features"] if item["geometry"]["type"] != "GeometryCollection"
    ]
    assert len(document["features"]) > 300
    assert faults("geojson", document) == []


def test_the_topojson_is_valid(written):
    document = json.loads(written["topojson"].read_text("utf-8"))
    for item in document["objects"].values():  # the schema knows no shape of the type null
        item["geometries"] = [shape for shape in item["geometries"] if shape["type"]]
    assert faults("topojson", document) == []


def test_the_sources_are_valid_csl(atlas):
    items = json.loads(WRITERS["csl"].write(atlas, atlas.features))
    for item in items:
        item.pop("custom", None)  # of a later version of the schema, like this type
        item["type"] = "article" if item["type"] == "document" else item["type"]
    assert len(items) == len(atlas.sources)
    assert faults("csl-data", items) == []


def test_the_schemas_can_find_fault():
    assert faults("geojson", {"type": "FeatureCollection", "features": [{"type": "Feature"}]})
    assert faults("topojson", {"type": "Topology", "objects": {"a": {"type": "Point"}}, "arcs": []})
    assert faults("csl-data", [{"id": "a", "type": "no such type"}])
    raw = io.BytesIO()
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Polygon"]}},
    }
    table = pa.table({"geometry": [shapely.to_wkb(shapely.Point(0, 0))]})
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), raw)
    report = geoparquet_validator.check_bytes("wrong", raw.getvalue())
    assert "/conf/core/geometry-types" in geoparquet_validator.failed(report)
