"""Files near every limit of the page, each made to cost a reader as much as it can."""

import io
import json
import random
import zipfile
from collections.abc import Callable

from tests.doctor.hostile import zipped

SIZE = 39_000_000  # under the page's 40 MB


def _times(piece: bytes, size: int = SIZE) -> bytes:
    return piece * (size // len(piece))


def _rows(head: str, row: Callable[[int], str], count: int = 99_000) -> bytes:
    return (head + "\n" + "\n".join(map(row, range(count))) + "\n").encode()


def _book(sheet: bytes, strings: bytes = b"<sst/>") -> bytes:
    return zipped(
        {
            "xl/workbook.xml": b'<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="r1" Target="s.xml"/></Relationships>',
            "xl/s.xml": b"<s>" + sheet + b"</s>",
            "xl/sharedStrings.xml": strings,
        }
    )


def _ods(rows: bytes) -> bytes:
    content = b"<d><table table:name='a'>" + rows + b"</table></d>"
    return zipped({"mimetype": b"application/ods", "content.xml": content})


def _many(count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for i in range(count):
            archive.writestr(f"{i}", b"")
    return out.getvalue()


def _collection(features: str) -> bytes:
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def _noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)  # noqa: S311 -- the same file each time


def _keys() -> bytes:
    return ("{" + ",".join(f'"k{i}":{i}' for i in range(1_300_000)) + "}").encode()


def _deep_entities() -> bytes:
    names = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "ha"}">' for i in range(30))
    return f"<!DOCTYPE kml [{names}]><kml><Placemark><name>&a29;</name></Placemark></kml>".encode()


def _quadratic() -> bytes:
    return (
        b'<!DOCTYPE kml [<!ENTITY a "'
        + b"x" * 100_000
        + b'">]><kml>'
        + b"&a;" * 100_000
        + b"</kml>"
    )


WORST: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    ("JSON: lines of a bracket", "a.json", lambda: _times(b"{}\n")),
    ("JSON: a million small lines", "a.json", lambda: _times(b'{"name":"a","n":1}\n')),
    ("JSON: 99,000 lines, each with keys of its own", "a.json", lambda: b"\n".join(b'{"a%d":1,"b%d":2}' % (i, i) for i in range(99_000))),
    ("JSON: lists in lists at the limit of depth", "a.json", lambda: b"[" + _times(b"[" * 60 + b"]" * 60 + b",") + b"1]"),
    ("JSON: a list of small numbers", "a.json", lambda: b"[" + _times(b"1,") + b"1]"),
    ("JSON: a list of empty texts", "a.json", lambda: b"[" + _times(b'"",') + b'""]'),
    ("JSON: an object of a million keys", "a.json", _keys),
    ("JSON: numbers of a million figures", "a.json", lambda: b"[" + _times(b"9" * 1_000_000 + b",") + b"1]"),
    ("JSON: floats of a million figures", "a.json", lambda: b"[" + _times(b"0." + b"9" * 1_000_000 + b",") + b"1]"),
    ("JSON: exponents", "a.json", lambda: b"[" + _times(b"1e99999,") + b"1]"),
    ("JSON: nothing but escapes", "a.json", lambda: b'["' + _times(b"\\u0041") + b'"]'),
    ("JSON: halves of characters", "a.json", lambda: b'[{"name":"' + _times(b"\\ud800") + b'"}]'),
    ("JSON: one text of twenty megabytes", "a.json", lambda: b'[{"name":"' + b"x" * SIZE + b'"}]'),
    ("JSON: a text that never ends", "a.json", lambda: b'[{"name":"' + b"x" * SIZE),
    ("JSON: spaces", "a.json", lambda: b"[" + b" " * SIZE + b"1]"),
    ("JSON in UTF-16", "a.json", lambda: (b"[" + _times(b'{"name":"a"},', SIZE // 2) + b"{}]").decode().encode("utf-16")),
    ("GeoJSON: a line of 900,000 places", "a.geojson", lambda: _collection('{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[' + "[1,2]," * 900_000 + "[3,4]]}}")),
    ("GeoJSON: a ring that crosses itself everywhere", "a.geojson", lambda: _collection('{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[' + ",".join(f"[{(i * 7919) % 179}.{i},{(i * 104729) % 89}.{i}]" for i in range(300_000)) + "]]}}")),
    ("GeoJSON: a hundred thousand rings inside one another", "a.geojson", lambda: _collection('{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[' + ",".join(f"[[{-x},{-x}],[{x},{-x}],[{x},{x}],[{-x},{x}],[{-x},{-x}]]" for x in (80 - i / 1500 for i in range(100_000))) + "]}}")),
    ("GeoJSON: polygons that touch themselves", "a.geojson", lambda: _collection(",".join('{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}}' for _ in range(90_000)))),
    ("GeoJSON: shapes over the 180th degree", "a.geojson", lambda: _collection(",".join('{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[179,0],[-179,1],[179,2],[-179,3]]}}' for _ in range(90_000)))),
    ("GeoJSON: empty collections in collections", "a.geojson", lambda: _collection(",".join('{"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[{"type":"MultiPoint","coordinates":[]}]}]}}' for _ in range(90_000)))),
    ("GeoJSON: hundred properties each", "a.geojson", lambda: _collection(",".join('{"type":"Feature","properties":{' + ",".join(f'"p{k}":{i}' for k in range(40)) + '},"geometry":null}' for i in range(40_000)))),
    ("TopoJSON: arcs without end", "a.topojson", lambda: json.dumps({"type": "Topology", "arcs": [[[0, 0], [1, 1]]] * 500_000, "objects": {"a": {"type": "GeometryCollection", "geometries": [{"type": "LineString", "arcs": [i]} for i in range(99_000)]}}}).encode()),
    ("CSV: a cell in each of ten million lines", "a.csv", lambda: _times(b"a\n")),
    ("CSV: one line of twenty megabytes", "a.csv", lambda: b"x" * SIZE),
    ("CSV: a row of ten million cells", "a.csv", lambda: _times(b"a,")),
    ("CSV: a thousand columns", "a.csv", lambda: b"\n".join([b",".join(b"c%d" % i for i in range(1_000))] + [b"," * 999] * 2_900)),
    ("CSV: two thousand columns, wide", "a.csv", lambda: b"\n".join([b",".join(b"c%d" % i for i in range(999))] + [b",".join([b"abcdef"] * 999)] * 2_800)),
    ("CSV: rows of all lengths", "a.csv", lambda: b"a,b,c,d\n" + b"".join(b"x," * (i % 900) + b"\n" for i in range(20_000))),
    ("CSV: quotes in quotes", "a.csv", lambda: b"name\n" + _times(b'"""",\n', 500_000) + b'"' + _times(b'""') + b'"'),
    ("CSV: an open quote before everything", "a.csv", lambda: b'name,when\n"' + _times(b"a,1925\n")),
    ("CSV: a quote in every line, never closed", "a.csv", lambda: b"name,when\n" + _times(b'"a,1925\n', 3_000_000)),
    ("CSV: every delimiter at once", "a.csv", lambda: _times(b"a,b;c\td|e\n", 1_500_000)),
    ("CSV: comments alone", "a.csv", lambda: _times(b"# a\n")),
    ("CSV: long cells", "a.csv", lambda: b"name,text\n" + _times(b"a," + b"x" * 100_000 + b"\n")),
    ("CSV: the same id in each row", "a.csv", lambda: _rows("id,name", lambda _: "a,b")),
    ("CSV: ids that meet those made up", "a.csv", lambda: _rows("id,name", lambda i: ("a" if i % 2 else f"a-row-{i}") + ",b")),
    ("CSV: controls in each cell", "a.csv", lambda: _rows("name,text", lambda i: f"a\x01{i},\x02")),
    ("CSV: 99,000 different odd dates", "a.csv", lambda: _rows("name,when", lambda i: f"a,about the {i}th day before spring {i}")),
    ("CSV: 99,000 dates that work hard", "a.csv", lambda: _rows("name,when", lambda i: f"a,{'c. ' * 30}{i}")),
    ("CSV: 99,000 dates of many ranges", "a.csv", lambda: _rows("name,when", lambda i: f"a,{'1-' * 45}{i}")),
    ("CSV: 99,000 different EDTF dates", "a.csv", lambda: _rows("name,when", lambda i: f"a,{1000 + i % 1000}-{i % 12 + 1:02d}-{i % 28 + 1:02d}?/{2100 + i % 700}~")),
    ("CSV: 99,000 sets of EDTF", "a.csv", lambda: _rows("name,when", lambda i: f'a,"[{1000 + i % 900},{1901 + i % 90}-0{i % 9 + 1},{2000 + i % 999}]"')),
    ("CSV: 99,000 masked dates", "a.csv", lambda: _rows("name,when", lambda i: f"a,{i % 10000:04d}-XX-{i % 28 + 1:02d}")),
    ("CSV: three columns of different dates", "a.csv", lambda: _rows("name,when,start,end", lambda i: f"a,{i}th century,before {i},after {i}?")),
    ("CSV: 99,000 dates in Russian, Japanese, Chinese", "a.csv", lambda: _rows("name,when", lambda i: (f"a,{i % 28 + 1} января {i % 9000 + 100} года до н. э.", f"a,大正{i % 90}年{i % 12 + 1}月{i % 28 + 1}日頃", f"a,民国{i % 90}年{i % 12 + 1}月上旬{i}")[i % 3])),
    ("CSV: long odd dates", "a.csv", lambda: _rows("name,when", lambda i: f"a,{i} " + "between and or to before after " * 6)),
    ("CSV: degrees that work hard", "a.csv", lambda: _rows("name,lon,lat", lambda i: f"a,{'1 ' * 25}{i},{i}° {i}' {i}\" N S E W")),
    ("CSV: degrees in signs", "a.csv", lambda: _rows("name,lon,lat", lambda i: f"a,{i % 180}°{i % 60}′{i % 60}.{i}″E,{i % 90}°{i % 60}′{i}″S")),
    ("CSV: both in one column", "a.csv", lambda: _rows("name,coordinates", lambda i: f'a,"{i % 90}.{i}° N; {i % 180}.{i}° W"')),
    ("CSV: WKT of many kinds", "a.csv", lambda: _rows("name,wkt", lambda i: f'a,"GEOMETRYCOLLECTION(POINT({i} 1),LINESTRING({i} 1,2 3),POLYGON((0 0,1 1,1 0,{i} 0,0 0)))"')),
    ("CSV: WKT that is none", "a.csv", lambda: _rows("name,wkt", lambda i: f'a,"POLYGON(({i} 1,2 3,4 5,6 7"')),
    ("CSV: WKB that is none", "a.csv", lambda: _rows("name,wkb", lambda i: f"a,01030000000100000005{i:010X}" + "00" * 60)),
    ("CSV: metres of no system", "a.csv", lambda: _rows("name,x,y", lambda i: f"a,{500_000 + i},{5_900_000 - i}")),
    ("CSV: lists of sources", "a.csv", lambda: _rows("name,sources", lambda i: f"a,{';'.join(f's{i}-{k}' for k in range(30))}", 40_000)),
    ("CSV: lists in JSON", "a.csv", lambda: _rows("name,sources", lambda i: 'a,"[' + ",".join(f'""s{i}-{k}""' for k in range(20)) + ']"', 60_000)),
    ("CSV: links to every row", "a.csv", lambda: _rows("id,name,links", lambda i: f"i{i},a,{';'.join(f'i{(i + k) % 50_000}' for k in range(30))}", 50_000)),
    ("CSV: right-to-left and wide signs", "a.csv", lambda: _rows("name,when", lambda i: f"\u202e\u200f﷽{'🏴' * 20}{i},１９２５年")),
    ("CSV: no letters of any encoding", "a.csv", lambda: _noise(SIZE).replace(b"\0", b"")),
    ("CSV: letters of all encodings", "a.csv", lambda: _times("Оха;1925\n".encode("cp1251") + "大泊,1905\n".encode("shift_jis") + "庙街,1860\n".encode("gb18030") + "Köln,1\n".encode("latin-1"))),
    ("CSV: cp1251 but for the last letter", "a.csv", lambda: _times("Имя;Оха;на севере Сахалина;1925\n".encode("cp1251")) + b"\x98"),
    ("CSV: high bytes", "a.csv", lambda: _times(bytes(range(128, 256)))),
    ("CSV: UTF-16 without a mark", "a.csv", lambda: ("name,when\n" + "Оха,1925\n" * 1_000_000).encode("utf-16-le")),
    ("CSV: half of UTF-8", "a.csv", lambda: _times("Оха,1925\n".encode()) + b"\xd0"),
    ("CSV: zeros between letters", "a.csv", lambda: _times(b"a\x00,b\x00\n")),
    ("KML: a million empty placemarks", "a.kml", lambda: b"<kml>" + _times(b"<Placemark/>") + b"</kml>"),
    ("KML: 99,000 placemarks in folders", "a.kml", lambda: b"<kml>" + b"<Folder>" * 50 + b"<Placemark><name>a</name><Point><coordinates>1,2</coordinates></Point><TimeSpan><begin>1925</begin></TimeSpan></Placemark>" * 99_000 + b"</Folder>" * 50 + b"</kml>"),
    ("KML: data of a thousand names", "a.kml", lambda: b"<kml>" + b"".join(b"<Placemark><ExtendedData>" + b"".join(b'<Data name="d%d"><value>1</value></Data>' % (i * 10 + k) for k in range(9)) + b"</ExtendedData></Placemark>" for i in range(100)) * 200 + b"</kml>"),
    ("KML: descriptions of tables", "a.kml", lambda: b"<kml>" + b"<Placemark><description>&lt;table&gt;" .ljust(200, b"x") * 90_000 + b"</kml>"),
    ("KML: a line of a million places", "a.kml", lambda: b"<kml><Placemark><LineString><coordinates>" + b"1,2,0 " * 900_000 + b"1,3,0</coordinates></LineString></Placemark></kml>"),
    ("KML: attributes", "a.kml", lambda: b"<kml>" + _times(b'<Placemark id="a" b="" c="" d=""/>') + b"</kml>"),
    ("KML: comments and instructions", "a.kml", lambda: b"<kml>" + _times(b"<!----><?a?>") + b"</kml>"),
    ("KML: texts without end", "a.kml", lambda: b"<kml>" + _times(b"<![CDATA[]]>a") + b"</kml>"),
    ("KML: entities that grow", "a.kml", _deep_entities),
    ("KML: one long entity, named often", "a.kml", _quadratic),
    ("KML: name spaces", "a.kml", lambda: b"<kml " + b"".join(b'xmlns:a%d="u" ' % i for i in range(50_000)) + b"><a1:Placemark/></kml>"),
    ("GPX: a million way points", "a.gpx", lambda: b"<gpx>" + _times(b'<wpt lat="1" lon="2"/>') + b"</gpx>"),
    ("GPX: tracks of no places", "a.gpx", lambda: b"<gpx>" + _times(b"<trk><trkseg/></trk>") + b"</gpx>"),
    ("XLSX: a million empty rows", "a.xlsx", lambda: _book(b'<row r="1"/>' * 1_000_000)),
    ("XLSX: a million cells", "a.xlsx", lambda: _book(b"".join(b'<row><c t="s"><v>0</v></c><c><v>1</v></c></row>' for _ in range(500_000)), b"<sst><si><t>name</t></si></sst>")),
    ("XLSX: a million shared texts", "a.xlsx", lambda: _book(b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>', b"<sst>" + b"<si><t>a</t></si>" * 3_000_000 + b"</sst>")),
    ("XLSX: a shared text in every cell", "a.xlsx", lambda: _book(b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (i, i) for i in range(1, 90_000)), b"<sst><si><t>" + b"y" * 1_000 + b"</t></si></sst>")),
    ("XLSX: runs of rich text", "a.xlsx", lambda: _book(b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>', b"<sst><si>" + b"<r><t>a</t></r>" * 3_000_000 + b"</si></sst>")),
    ("XLSX: rows far apart", "a.xlsx", lambda: _book(b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (i * 10, i * 10) for i in range(1, 90_000)))),
    ("ODS: a million rows", "a.ods", lambda: _ods(b"<table-row><table-cell><p>a</p></table-cell></table-row>" * 900_000)),
    ("ODS: rows repeated", "a.ods", lambda: _ods(b"<table-row table:number-rows-repeated='99000'><table-cell table:number-columns-repeated='29'><p>a</p></table-cell></table-row>")),
    ("ODS: cells repeated without content", "a.ods", lambda: _ods(b"<table-row table:number-rows-repeated='1048576'><table-cell table:number-columns-repeated='16384'/></table-row>" * 10_000)),
    ("ODS: paragraphs in a cell", "a.ods", lambda: _ods(b"<table-row><table-cell>" + b"<p>a</p>" * 3_000_000 + b"</table-cell></table-row>")),
    ("zip: a hundred thousand empty files", "a.zip", lambda: _many(100_000)),
    ("zip: four hundred files that are none", "a.zip", lambda: zipped({f"{i}.csv": b"\x00\x01" * 100_000 for i in range(400)})),
    ("zip: nearly too large", "a.zip", lambda: zipped({"a.csv": b"0" * 90_000_000})),
    ("zip: a hundred megabytes of JSON", "a.zip", lambda: zipped({"a.json": b"[" + b"[]," * 30_000_000 + b"1]"})),
    ("zip: four hundred tables of odd dates", "a.zip", lambda: zipped({f"{i}.xml": b"<a>" + b"<b/>" * 50_000 for i in range(400)})),
    ("zip: a catalog of mistakes", "a.zip", lambda: zipped({"catalog.toml": b"".join(b'[[layer]]\nid = "a%d"\n' % i for i in range(100_000))})),
    ("zip: a catalog that is deep", "a.zip", lambda: zipped({"catalog.toml": b"a = " + b"[" * 100_000})),
    ("zip: a catalog of dotted keys", "a.zip", lambda: zipped({"catalog.toml": b".".join([b"a"] * 200_000) + b" = 1"})),
)  # fmt: skip
