"""The same few rows in every kind of file that is read, made by the tests themselves."""

import csv
import io
import json
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.doctor import Diagnosis, diagnose

NAMES = ("Оха", "北樺太", "Noglíki")
ROWS = (
    ("a", NAMES[0], "1925-01-20", "1944-03-30", 142.95, 53.58),
    ("b", NAMES[1], "1926", "1941", 143.0, 51.2),
    ("c", NAMES[2], "1930-05", "1931", 142.0, 50.5),
)
HEADER = ("id", "name", "start", "end", "lon", "lat")


def to_csv(rows=ROWS, *, delimiter=",", header=HEADER, comma=False) -> str:
    """Write rows as a table of text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    for row in rows:
        cells = [str(cell) for cell in row]
        writer.writerow([c.replace(".", ",") if comma and _is_degree(c) else c for c in cells])
    return out.getvalue()


def _is_degree(cell: str) -> bool:
    return cell.replace(".", "", 1).isdigit() and "." in cell


def to_frame() -> gpd.GeoDataFrame:
    """Give the rows as a frame."""
    table = pd.DataFrame(ROWS, columns=list(HEADER))
    shapes = shapely.points(table.pop("lon"), table.pop("lat"))
    return gpd.GeoDataFrame(table, geometry=shapes, crs=4326)


def to_geojson() -> str:
    """Write the rows as GeoJSON."""
    return json.dumps({"type": "FeatureCollection", "features": features()}, ensure_ascii=False)


def features() -> list[dict]:
    """Give the rows as GeoJSON features."""
    return [
        {
            "type": "Feature",
            "properties": dict(zip(HEADER[:4], row[:4], strict=True)),
            "geometry": {"type": "Point", "coordinates": list(row[4:])},
        }
        for row in ROWS
    ]


def to_kml() -> str:
    """Write the rows as KML."""
    marks = "".join(
        f'<Placemark id="{i}"><name>{name}</name><TimeSpan><begin>{start}</begin><end>{end}</end>'
        f"</TimeSpan><Point><coordinates>{lon},{lat},0</coordinates></Point></Placemark>"
        for i, name, start, end, lon, lat in ROWS
    )
    space = "http://www.opengis.net/kml/2.2"
    return f'<?xml version="1.0"?><kml xmlns="{space}"><Document>{marks}</Document></kml>'


def to_linked_places() -> str:
    """Write the rows as Linked Places."""
    found = [
        {
            "@id": i,
            "type": "Feature",
            "properties": {"title": name},
            "when": {"timespans": [{"start": {"in": start}, "end": {"in": end}}]},
            "names": [{"toponym": name}],
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        }
        for i, name, start, end, lon, lat in ROWS
    ]
    context = "https://raw.githubusercontent.com/LinkedPasts/linked-places-format"
    return json.dumps({"@context": context, "type": "FeatureCollection", "features": found})


def to_lp_tsv() -> str:
    """Write the rows as LP-TSV."""
    lines = ["id\ttitle\ttitle_source\tfclasses\tstart\tend\tlon\tlat"]
    lines += [
        f"{i}\t{name}\ta book\tP\t{start}\t{end}\t{lon}\t{lat}"
        for i, name, start, end, lon, lat in ROWS
    ]
    return "\n".join(lines) + "\n"


def to_topojson() -> str:
    """Write the rows as TopoJSON."""
    geometries = [
        {
            "type": "Point",
            "coordinates": f["geometry"]["coordinates"],
            "properties": f["properties"],
        }
        for f in features()
    ]
    objects = {"places": {"type": "GeometryCollection", "geometries": geometries}}
    return json.dumps({"type": "Topology", "objects": objects, "arcs": []})


def to_zip(files: dict[str, bytes]) -> bytes:
    """Pack files into an archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def to_xlsx() -> bytes:
    """Write the rows as a workbook, by another's hand."""
    out = io.BytesIO()
    pd.DataFrame(ROWS, columns=list(HEADER)).to_excel(out, index=False)
    return out.getvalue()


def to_ods() -> bytes:
    """Write the rows as an OpenDocument workbook."""
    lines = "".join(
        "<table:table-row>" + "".join(_ods_cell(cell) for cell in row) + "</table:table-row>"
        for row in (HEADER, *ROWS)
    )
    return to_ods_content(lines)


def to_ods_content(lines: str) -> bytes:
    """Put rows written as XML into an OpenDocument workbook."""
    space = 'xmlns:table="t" xmlns:office="o" xmlns:text="x"'
    table = f'<table:table table:name="places">{lines}</table:table>'
    content = (
        f'<?xml version="1.0"?><office:document-content {space}>{table}</office:document-content>'
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return to_zip({"mimetype": kind, "content.xml": content.encode()})


def _ods_cell(cell: object) -> str:
    if isinstance(cell, float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    paragraph = f"<text:p>{cell}</text:p>"
    return f'<table:table-cell office:value-type="string">{paragraph}</table:table-cell>'


def to_native(folder: Path, suffix: str, *, crs: int = 4326) -> bytes:
    """Write the rows with GDAL or pyarrow."""
    path = folder / f"rows.{suffix}"
    frame = to_frame().to_crs(crs)
    if suffix == "parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path)
    return path.read_bytes()


def to_shapefile(folder: Path, *, crs: int = 4326) -> bytes:
    """Write the rows as a zipped shapefile."""
    inner = folder / "shape"
    inner.mkdir()
    to_frame().to_crs(crs).to_file(inner / "rows.shp", encoding="utf-8")
    return to_zip({f"folder/{path.name}": path.read_bytes() for path in inner.iterdir()})


def seen(text: str | bytes, name: str = "rows", **options) -> Diagnosis:
    """Diagnose a file given as text."""
    return diagnose(name, text.encode() if isinstance(text, str) else text, **options)


def codes(diagnosis: Diagnosis) -> set[str]:
    """Give the codes of the findings."""
    return {finding.code for finding in diagnosis.findings}


def finding_of(diagnosis: Diagnosis, code: str):
    """Give the finding of a code."""
    return next(finding for finding in diagnosis.findings if finding.code == code)


def obeys_the_law(diagnosis: Diagnosis) -> bool:
    """Tell whether every row is shown, kept without a position, or listed."""
    parts = diagnosis.shown + diagnosis.unplaced + len(diagnosis.listed)
    return diagnosis.rows_in == parts
