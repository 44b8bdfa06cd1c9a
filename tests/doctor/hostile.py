"""Files made to do harm, each with what it tries; the tests and the fuzz read them."""

import io
import json
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

VRT = b"""<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource>
<SrcLayer>passwd</SrcLayer></OGRVRTLayer></OGRVRTDataSource>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><kml><Placemark><name>&c;</name></Placemark></kml>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<kml><Placemark><name>&x;</name></Placemark></kml>"""


def zipped(files: dict[str, bytes]) -> bytes:
    """Pack files into an archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _feature(geometry: str, properties: str = "{}") -> bytes:
    text = f'{{"type":"Feature","properties":{properties},"geometry":{geometry}}}'
    return f'{{"type":"FeatureCollection","features":[{text}]}}'.encode()


def _lying_zip() -> bytes:
    """Give an archive whose member says that it is four gigabytes large."""
    raw = bytearray(zipped({"a.csv": b"id,name\n1,a\n"}))
    place = raw.index(b"PK\x01\x02")
    raw[place + 24 : place + 28] = struct.pack("<I", 0xFFFFFFF0)
    return bytes(raw)


def _bomb() -> bytes:
    return zipped({"a.csv": b"id,name\n" + b"0" * 400_000_000})


def _workbook(sheet: bytes) -> bytes:
    book = b'<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'
    relations = b'<Relationships><Relationship Id="r1" Target="s.xml"/></Relationships>'
    return zipped(
        {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relations, "xl/s.xml": sheet}
    )


def _ods(rows: bytes) -> bytes:
    content = b"<d><table table:name='a'>" + rows + b"</table></d>"
    return zipped({"mimetype": b"application/ods", "content.xml": content})


def _circular_topology() -> bytes:
    arcs = [[[0, 0], [1, 1], [2, 0]] * 1_000]
    many = [[0] * 10_000 for _ in range(100)]
    return json.dumps(
        {
            "type": "Topology",
            "arcs": arcs,
            "objects": {"a": {"type": "MultiLineString", "arcs": many}},
        }
    ).encode()


def _deep(count: int) -> bytes:
    return b"[" * count + b"]" * count


def _shared_text() -> bytes:
    """Give a workbook of which a thousand cells are the same text of a megabyte."""
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (i, i) for i in range(1, 1_000)
    )
    parts = {
        "xl/workbook.xml": b'<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="r1" Target="s.xml"/></Relationships>',
        "xl/s.xml": b"<s>" + rows + b"</s>",
        "xl/sharedStrings.xml": b"<sst><si><t>" + b"y" * 1_000_000 + b"</t></si></sst>",
    }
    return zipped(parts)


def _long_object() -> bytes:
    """Give a topology whose thousand points all lie in an object with a name of a megabyte."""
    points = [{"type": "Point", "coordinates": [1, 2]}] * 1_000
    objects = {"k" * 1_000_000: {"type": "GeometryCollection", "geometries": points}}
    return json.dumps({"type": "Topology", "arcs": [], "objects": objects}).encode()


def _own_keys() -> bytes:
    """Give features each of which has a property of its own: fifty thousand columns."""
    bare = '{"type":"Feature","geometry":null,"properties":{"k%d":1}}'
    features = ",".join(bare % i for i in range(50_000))
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def _repeated_text() -> bytes:
    packed = io.BytesIO()
    same = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), ["x" * 100_000])
    pq.write_table(pa.table({"name": same}), packed)
    return packed.getvalue()


def _endless_view() -> bytes:
    """Give a GeoPackage whose only table counts without end."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        frame = gpd.GeoDataFrame({"name": ["a"]}, geometry=[shapely.Point(1, 2)], crs=4326)
        frame.to_file(path, driver="GPKG", layer="real")
        with closing(sqlite3.connect(path)) as book:
            book.execute(
                "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                "SELECT i AS fid, zeroblob(1000000) AS x FROM n"
            )
            book.execute(
                "UPDATE gpkg_contents SET table_name = 'endless', data_type = 'attributes'"
            )
            book.commit()
        return path.read_bytes()


def _claiming_shapefile() -> bytes:
    """Give a shapefile whose line says that it has two billion positions."""
    with TemporaryDirectory() as folder:
        line = shapely.LineString([(0, 0), (1, 1), (2, 2)])
        gpd.GeoDataFrame({"name": ["a"]}, geometry=[line], crs=4326).to_file(Path(folder, "a.shp"))
        files = {file.name: file.read_bytes() for file in Path(folder).iterdir()}
    shape = bytearray(files["a.shp"])
    shape[148:152] = struct.pack("<i", 2**31 - 1)
    return zipped(files | {"a.shp": bytes(shape)})


def _overlapping() -> bytes:
    """Give an archive whose five hundred files are all the same ten megabytes of it."""
    raw = zipped({"a.csv": b"0" * 10_000_000})
    start, end = raw.index(b"PK\x01\x02"), raw.index(b"PK\x05\x06")
    tail = bytearray(raw[end:])
    tail[8:12] = struct.pack("<HH", 500, 500)
    tail[12:16] = struct.pack("<I", (end - start) * 500)
    return raw[:start] + raw[start:end] * 500 + bytes(tail)


BILLIONS = "0102000000FFFFFF7F" + "00" * 32  # a line in WKB that says it has two billion positions

# name of the case, name of the file, how its bytes are made, whether nothing of it may open
CASES: tuple[tuple[str, str, Callable[[], bytes], bool], ...] = (
    ("an empty file", "a.csv", lambda: b"", True),
    ("nothing but spaces", "a.csv", lambda: b" \r\n\t\n" * 1_000, True),
    ("nothing but zeros", "a.csv", lambda: b"\x00" * 100_000, True),
    ("a recipe for GDAL called GeoJSON", "a.geojson", lambda: VRT, True),
    ("a recipe for GDAL in JSON", "a.geojson", lambda: b'{"type":"gdal_streamed_alg"}', True),
    ("a path of GDAL as the only line", "/vsicurl/http://127.0.0.1/x", lambda: b"/vsicurl/http://127.0.0.1/a.geojson", True),
    ("an address as the only line", "http://127.0.0.1/a.csv", lambda: b"http://127.0.0.1:1/a.geojson\n", True),
    ("a name that climbs out", "../../../etc/passwd", lambda: b"\x89PNG\r\n\x1a\n", True),
    ("a name with a zero", "a\x00b.csv", lambda: b"\x7fELF\x02\x01", True),
    ("entities that grow without end", "a.kml", lambda: LAUGHS, True),
    ("an entity that names a file", "a.kml", lambda: OUTSIDE, True),
    ("an entity in UTF-16", "a.kml", lambda: LAUGHS.decode().encode("utf-16"), True),
    ("XML a hundred thousand deep", "a.kml", lambda: b"<kml>" * 100_000, True),
    ("XML that is one endless name", "a.kml", lambda: b"<" + b"k" * 5_000_000, True),
    ("millions of attributes", "a.kml", lambda: b"<kml " + b"".join(b'a%d="" ' % i for i in range(300_000)) + b"/>", True),
    ("a KML that leads elsewhere", "a.kml", lambda: b"<kml><NetworkLink><Link><href>http://127.0.0.1/</href></Link></NetworkLink></kml>", True),
    ("JSON a hundred thousand deep", "a.json", lambda: _deep(100_000), True),
    ("JSON ten million deep", "a.json", lambda: b"[" * 10_000_000, True),
    ("objects a hundred thousand deep", "a.json", lambda: b'{"a":' * 100_000, True),
    ("JSON of thirty million empty lists", "a.json", lambda: b"[" + b"[]," * 30_000_000 + b"[]]", True),
    ("JSON broken off", "a.geojson", lambda: _feature('{"type":"Point","coordinates":[1,2]}')[:-30], True),
    ("JSON broken off in a letter", "a.geojson", lambda: '{"type":"Feature","properties":{"name":"Оха'.encode()[:-1], True),
    ("a number of a million figures", "a.geojson", lambda: _feature('{"type":"Point","coordinates":[%s,1]}' % ("9" * 1_000_000)), True),
    ("NaN as a coordinate", "a.geojson", lambda: _feature('{"type":"Point","coordinates":[NaN,1]}'), True),
    ("Infinity as a coordinate", "a.geojson", lambda: _feature('{"type":"Point","coordinates":[Infinity,-Infinity]}'), True),
    ("a coordinate beyond all numbers", "a.geojson", lambda: _feature('{"type":"Point","coordinates":[1e999,1]}'), True),
    ("coordinates nested forty deep", "a.geojson", lambda: _feature(f'{{"type":"Polygon","coordinates":{_deep(40).decode()}}}'), True),
    ("collections nested in one another", "a.geojson", lambda: _feature('{"type":"GeometryCollection","geometries":[' * 25 + "]}" * 25), True),
    ("a geometry that is a text", "a.geojson", lambda: _feature('"POINT (1 2)"'), True),
    ("features that are an object", "a.geojson", lambda: b'{"type":"FeatureCollection","features":{"a":1}}', True),
    ("a coordinate system that names a file", "a.geojson", lambda: b'{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"+proj=longlat +nadgrids=/etc/passwd"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}]}', True),
    ("an arc named a million times", "a.topojson", _circular_topology, True),
    ("a topology whose point is nowhere", "a.topojson", lambda: b'{"type":"Topology","arcs":[],"objects":{"a":{"type":"Point"}}}', True),
    ("arcs that are not there", "a.topojson", lambda: b'{"type":"Topology","arcs":[],"objects":{"a":{"type":"LineString","arcs":[5]}}}', True),
    ("an archive that climbs out", "a.zip", lambda: zipped({"../../../tmp/evil.txt": b"\x89PNG"}), True),
    ("an archive that grows a thousandfold", "a.zip", _bomb, True),
    ("an archive that lies about its size", "a.zip", _lying_zip, True),
    ("an archive in an archive", "a.zip", lambda: zipped({"b.zip": zipped({"a.csv": b"id\n1"})}), True),
    ("an archive of ten thousand files", "a.zip", lambda: zipped({f"{i}.csv": b"" for i in range(10_000)}), True),
    ("an archive broken off", "a.zip", lambda: zipped({"a.csv": b"id,name\n1,a\n" * 1_000})[:-60], True),
    ("an archive that is only a beginning", "a.zip", lambda: b"PK\x03\x04" + b"\x00" * 100, True),
    ("a workbook without sheets", "a.xlsx", lambda: zipped({"xl/workbook.xml": b"<workbook/>"}), True),
    ("a workbook with entities", "a.xlsx", lambda: zipped({"xl/workbook.xml": LAUGHS}), True),
    ("a cell in column XFD", "a.xlsx", lambda: _workbook(b'<s><row r="1"><c r="XFD1"><v>1</v></c></row></s>'), True),
    ("a shared text that is not there", "a.xlsx", lambda: _workbook(b'<s><row r="1"><c r="A1" t="s"><v>99</v></c></row></s>'), True),
    ("a row repeated a billion times", "a.ods", lambda: _ods(b"<table-row table:number-rows-repeated='999999999'><table-cell><p>a</p></table-cell></table-row>"), True),
    ("a cell repeated a billion times", "a.ods", lambda: _ods(b"<table-row><table-cell table:number-columns-repeated='999999999'><p>a</p></table-cell></table-row>"), True),
    ("a GeoPackage that is only a beginning", "a.gpkg", lambda: b"SQLite format 3\x00" + b"\x00" * 2_000, True),
    ("a FlatGeobuf that is only a beginning", "a.fgb", lambda: b"fgb\x03fgb\x00" + b"\xff" * 500, True),
    ("a Parquet that is only a beginning", "a.parquet", lambda: b"PAR1" + b"\xff" * 500 + b"PAR1", True),
    ("a shapefile of rubbish", "a.zip", lambda: zipped({"a.shp": b"\x00\x00\x27\x0a" + b"\xff" * 200, "a.shx": b"\x00" * 100, "a.dbf": b"\x03" * 100}), True),
    ("a text said once and meant a thousand times", "a.xlsx", _shared_text, True),
    ("a cell of a megabyte repeated", "a.ods", lambda: _ods(b"<table-row table:number-rows-repeated='50000'><table-cell table:number-columns-repeated='500'><p>" + b"z" * 1_000_000 + b"</p></table-cell></table-row>"), True),
    ("a name that every point repeats", "a.topojson", _long_object, True),
    ("a column for every feature", "a.geojson", _own_keys, True),
    ("a Parquet of one text a hundred thousand times", "a.parquet", _repeated_text, True),
    ("a GeoPackage that counts without end", "a.gpkg", _endless_view, True),
    ("a shapefile that claims billions of positions", "a.zip", _claiming_shapefile, True),
    ("an archive of files that overlap", "a.zip", _overlapping, True),
    ("WKB that claims billions of positions", "a.csv", f"name,wkb\na,{BILLIONS}\n".encode, True),
    ("nothing but backslashes", "a.json", lambda: b'["' + b"\\" * 5_000_001 + b'"]', True),
    ("nothing but commas", "a.csv", lambda: b"," * 5_000_000, True),
    ("nothing but line ends", "a.csv", lambda: b"\n" * 20_000_000, True),
    ("a line of thirty megabytes", "a.csv", lambda: b"id,name\n1," + b"x" * 30_000_000, True),
    ("a quote that never closes", "a.csv", lambda: b'id,name\n1,"a\n' + b"2,b\n" * 100_000, False),
    ("nothing but quotes", "a.csv", lambda: b'"' * 1_000_001, True),
    ("a quote at the start of every line", "a.csv", lambda: b"id,name\n" + b'"1,a\n' * 50_000, False),
    ("a million columns", "a.csv", lambda: b"a," * 1_000_000, True),
    ("a line of ten megabytes", "a.csv", lambda: b"id,name\n1," + b"x" * 10_000_000, True),
    ("dates that are long", "a.csv", lambda: b"name,date\na," + b"1" * 100_000 + b"\n", True),
    ("dates that make patterns work hard", "a.csv", ("name,date\n" + "".join(f"a,{'c. ' * 35}{i}\n" for i in range(200))).encode, True),
    ("a date of many ranges", "a.csv", ("name,date\n" + "".join(f"a,{'1-' * 55}{i}\n" for i in range(200))).encode, True),
    ("degrees that make patterns work hard", "a.csv", ("name,lon,lat\n" + "".join(f"a,{'1 ' * 25}{i},5\n" for i in range(2_000))).encode, True),
    ("WKT that never ends", "a.csv", lambda: b"name,wkt\na,POLYGON((" + b"1 1 " * 20_000 + b"\n", True),
    ("WKT a thousand deep", "a.csv", lambda: b'name,wkt\na,"' + b"GEOMETRYCOLLECTION(" * 5_000 + b'"\n', True),
    ("controls in every cell", "a.csv", lambda: b"id,name\n" + b"1\x01,\x02\n" * 50, True),
)  # fmt: skip


def cases() -> Iterator[tuple[str, str, bytes, bool]]:
    """Give every hostile file."""
    for title, name, make, refused in CASES:
        yield title, name, make(), refused
