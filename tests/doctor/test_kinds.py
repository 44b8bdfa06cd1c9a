"""Every kind of file opens with the same rows, whoever wrote it."""

import json
import struct
from pathlib import Path

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from tests.doctor import making
from tests.doctor.making import NAMES, codes, obeys_the_law, seen

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
TEXTS = {
    "GeoJSON": (making.to_geojson, "geojson"),
    "KML": (making.to_kml, "kml"),
    "Linked Places": (making.to_linked_places, "linked-places"),
    "LP-TSV": (making.to_lp_tsv, "tsv"),
    "TopoJSON": (making.to_topojson, "topojson"),
}
POINT = shapely.to_wkb(shapely.Point(142.9, 53.5))
CURVE = struct.pack("<BII6d", 1, 8, 3, 0, 0, 1, 1, 2, 0)  # a CIRCULARSTRING
NATIVE = {"gpkg": "geopackage", "fgb": "flatgeobuf", "parquet": "geoparquet"}


def assert_same_rows(diagnosis) -> None:
    """Check that a diagnosis holds the three rows, with names, dates and positions."""
    frame = diagnosis.frame.sort_values("id")
    assert diagnosis.verdict != "refuse", diagnosis.findings
    assert obeys_the_law(diagnosis)
    assert tuple(frame["name"]) == NAMES
    assert list(frame["when"]) == ["1925-01-20/1944-03-30", "1926/1941", "1930-05/1931"]
    assert list(frame.geometry.x.round(3)) == [142.95, 143.0, 142.0]
    assert list(frame.geometry.y.round(3)) == [53.58, 51.2, 50.5]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", DELIMITERS.values(), ids=DELIMITERS)
def test_a_table_opens_in_any_encoding_and_with_any_delimiter(encoding, delimiter):
    assert_same_rows(seen(making.to_csv(delimiter=delimiter).encode(encoding)))


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1251", ("Оха", "Александровск-Сахалинский", "Ноглики")),
        ("koi8-r", ("Оха", "Александровск-Сахалинский", "Ноглики")),
        ("cp866", ("Оха", "Северный Сахалин", "Ноглики")),
        ("shift_jis", ("オハ", "北樺太", "東京")),
        ("euc_jp", ("オハ", "北樺太の石油", "東京")),
        ("big5", ("北京", "庫頁島油田", "臺北")),
        ("gb2312", ("北京", "库页岛", "广州")),
        ("latin-1", ("Besançon", "Köln", "Málaga")),
        ("cp1250", ("Łódź", "Kraków", "Gdańsk")),
    ],
)
def test_an_older_encoding_is_told_by_its_letters_and_said_to_be_a_guess(encoding, names):
    rows = [(i, name, "1925", "1926", 142.5, 50.0) for i, name in enumerate(names)]
    diagnosis = seen(making.to_csv(rows).encode(encoding))
    assert tuple(diagnosis.frame["name"]) == names
    assert "encoding-guessed" in codes(diagnosis)


def test_a_table_with_decimal_commas_opens():
    diagnosis = seen(making.to_csv(delimiter=";", comma=True))
    assert_same_rows(diagnosis)
    assert "decimal-comma" in codes(diagnosis)


@pytest.mark.parametrize(("make", "kind"), TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_of_another_kind_opens(make, kind, encoding):
    diagnosis = seen(make().encode(encoding), name="wrong.csv")
    assert_same_rows(diagnosis)
    assert diagnosis.kind == kind


def test_a_workbook_written_by_another_hand_opens():
    diagnosis = seen(making.to_xlsx())
    assert_same_rows(diagnosis)
    assert diagnosis.kind == "xlsx"


def test_an_opendocument_workbook_opens():
    diagnosis = seen(making.to_ods())
    assert_same_rows(diagnosis)
    assert diagnosis.kind == "ods"


@pytest.mark.parametrize(("suffix", "kind"), NATIVE.items())
@pytest.mark.parametrize("crs", [4326, 32654, 3857])
def test_a_file_written_by_gdal_or_arrow_opens_in_any_coordinate_system(
    tmp_path: Path, suffix, kind, crs
):
    diagnosis = seen(making.to_native(tmp_path, suffix, crs=crs))
    assert_same_rows(diagnosis)
    assert diagnosis.kind == kind
    assert ("reprojected" in codes(diagnosis)) == (crs != 4326)


@pytest.mark.parametrize(
    "wkt",
    [
        "POINT (1 2)", "LINESTRING (0 0, 1 1, 2 3)", "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))",
        "MULTIPOINT ((1 1), (2 2))", "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))",
        "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((3 3, 4 3, 4 4, 3 4, 3 3)))",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["WKB", "geoarrow"])
def test_a_geoparquet_opens_in_any_encoding_of_its_shapes(tmp_path: Path, wkt, encoding):
    shape = shapely.from_wkt(wkt)
    frame = gpd.GeoDataFrame({"name": ["a", "b", "c"]}, geometry=[shape, None, shape], crs=4326)
    path = tmp_path / "shapes.parquet"
    frame.to_crs(3857).to_parquet(path, geometry_encoding=encoding)
    diagnosis = seen(path.read_bytes())
    assert (diagnosis.shown, diagnosis.unplaced, diagnosis.crs) == (2, 1, "EPSG:3857")
    assert shapely.equals_exact(diagnosis.frame.geometry[2], shape, 1e-9, normalize=True)


def test_a_curve_in_a_geoparquet_costs_its_own_row_only(tmp_path: Path):
    path = tmp_path / "rows.parquet"
    table = pa.table({"name": ["a", "b", "c"], "geometry": [POINT, CURVE, POINT]})
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": []}},
    }
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), path)
    diagnosis = seen(path.read_bytes())
    assert (diagnosis.rows_in, diagnosis.shown) == (3, 2)
    assert [item.row for item in diagnosis.listed] == [2]


def test_a_text_sequence_opens_with_its_records_counted():
    """RFC 8142: a record separator before each text, which may run over several lines."""
    features = [json.dumps(feature, indent=1) for feature in making.features()]
    diagnosis = seen("".join(f"\x1e{feature}\n" for feature in [*features, "{broken"]))
    assert (diagnosis.kind, diagnosis.shown) == ("geojson-lines", 3)
    assert [item.row for item in diagnosis.listed] == [4]


def test_a_line_of_json_may_hold_a_line_separator():
    feature = making.features()[0]
    feature["properties"]["name"] = "one\u2028line"
    text = "\n".join(json.dumps(f, ensure_ascii=False) for f in (feature, feature | {"id": "z"}))
    assert list(seen(text).frame["name"]) == ["one\u2028line"] * 2


def test_a_zipped_shapefile_opens(tmp_path: Path):
    diagnosis = seen(making.to_shapefile(tmp_path, crs=32654))
    assert_same_rows(diagnosis)
    assert diagnosis.kind == "shapefile"


def parts_of_a_shapefile(folder: Path, names, *, encoding: str) -> dict[str, bytes]:
    """Write a shapefile and give its files."""
    frame = making.to_frame().assign(name=list(names))
    frame.to_file(folder / "rows.shp", encoding=encoding)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1251", ("Оха", "Северный Сахалин", "Ноглики")),
        ("utf-8", ("Оха", "Северный Сахалин", "Ноглики")),
        ("cp932", ("オハ", "北樺太", "東京")),
        ("cp1252", ("Besançon", "Köln", "Málaga")),
    ],
)
@pytest.mark.parametrize("stated", [True, False])
def test_a_shapefile_is_read_in_its_encoding_stated_or_not(tmp_path, encoding, names, stated):
    files = parts_of_a_shapefile(tmp_path, names, encoding=encoding)
    if not stated:
        del files["rows.cpg"]
    diagnosis = seen(making.to_zip(files))
    assert tuple(diagnosis.frame["name"]) == names
    assert ("encoding-guessed" in codes(diagnosis)) == (not stated and encoding != "utf-8")


def test_a_shapefile_without_its_index_opens(tmp_path):
    files = parts_of_a_shapefile(tmp_path, NAMES, encoding="utf-8")
    del files["rows.shx"]
    diagnosis = seen(making.to_zip(files))
    assert_same_rows(diagnosis)
    assert "no-index" in codes(diagnosis)


def test_no_folder_of_ours_is_named_to_the_sender(tmp_path):
    files = parts_of_a_shapefile(tmp_path, NAMES, encoding="utf-8")
    diagnosis = seen(making.to_zip(files | {"rows.shx": b"", "rows.shp": files["rows.shp"][:50]}))
    assert diagnosis.verdict == "refuse"
    assert not [found.message for found in diagnosis.findings if "atlas-" in found.message]


@pytest.mark.parametrize("inner", [making.to_csv, making.to_geojson, making.to_kml])
def test_a_file_in_an_archive_opens(inner):
    assert_same_rows(seen(making.to_zip({"readme/": b"", "a/b/data.txt": inner().encode()})))


def test_a_kmz_opens():
    diagnosis = seen(making.to_zip({"doc.kml": making.to_kml().encode()}))
    assert_same_rows(diagnosis)
    assert diagnosis.kind == "kmz"


def test_of_several_sheets_one_is_read_and_the_others_are_named():
    book = making.to_xlsx()
    diagnosis = seen(making.to_zip({"a.csv": making.to_csv().encode(), "b.xlsx": book}))
    finding = making.finding_of(diagnosis, "other-parts")
    assert finding.repairs == ("part:b.xlsx",)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param('{"type":"Point","coordinates":[142.9,53.5]}', 1, id="a bare geometry"),
        pytest.param(
            '{"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[1,2]}}',
            1,
            id="a bare feature without properties",
        ),
        pytest.param(
            '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}\n'
            '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,3]}}\n',
            2,
            id="a feature on each line",
        ),
        pytest.param(
            '[{"name":"Okha","lat":53.5,"lon":142.9},{"name":"Nogliki","lat":51,"lon":143}]',
            2,
            id="a list of records",
        ),
        pytest.param(
            '{"events":[{"title":"Okha","latitude":"53.5","longitude":"142.9"}],"n":1}',
            1,
            id="a list of records in an object",
        ),
    ],
)
def test_json_opens_in_the_forms_that_people_have(text, shown):
    assert seen(text).shown == shown


@pytest.mark.parametrize(
    ("when", "edtf"),
    [
        ({"timespans": [{"start": {"in": "1925"}, "end": {"in": "1944"}}]}, "1925/1944"),
        ({"timespans": [{"start": {"in": "1925-01-20"}}]}, "1925-01-20"),
        ({"timespans": [{"start": {"earliest": "1920", "latest": "1925"}}]}, "[1920..1925]"),
        ({"timespans": [{"start": {"in": "-44"}}]}, "-0044"),
        ({"timespan": ["1860-01-01", "", "", "1880", "a label"]}, "1860-01-01/1880"),
        ({"start": {"in": "1925"}, "end": {"in": "1926"}}, "1925/1926"),
        ("1925~", "1925~"),
    ],
)
def test_the_forms_of_when_are_understood(when, edtf):
    feature = {**making.features()[0], "when": when}
    feature["properties"] = {"name": "a"}
    import json  # noqa: PLC0415

    assert list(seen(json.dumps(feature)).frame["when"]) == [edtf]


def test_foreign_members_of_a_feature_are_kept():
    feature = '{"type":"Feature","properties":{},"geometry":null,"depictions":[{"id":"x"}]}'
    assert ("depictions", '[{"id": "x"}]') in seen(feature).frame["details"].iloc[0]


def test_lists_of_times_date_a_feature_from_its_first_to_its_last():
    text = (
        '{"type":"Feature","properties":{"times":[-1420070400000,-1388534400000]},'
        '"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}'
    )
    assert list(seen(text).frame["when"]) == ["1925-01-01/1926-01-01"]


def test_a_gpx_gives_waypoints_routes_and_tracks():
    text = (
        '<gpx><wpt lat="53.5" lon="142.9"><name>Okha</name><time>1925-01-20T00:00:00Z</time></wpt>'
        '<trk><trkseg><trkpt lat="1" lon="2"/><trkpt lat="2" lon="3"/></trkseg></trk>'
        '<rte><rtept lat="1" lon="2"/><rtept lat="5" lon="3"/></rte></gpx>'
    )
    assert list(seen(text).frame.geometry.geom_type) == [
        "Point",
        "MultiLineString",
        "MultiLineString",
    ]
