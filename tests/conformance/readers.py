"""The second readers: what GDAL, pandas, pyarrow and calamine find in a file."""

import csv
import io
import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely

DEGREES = "EPSG:4326"
SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
LAYERED = (".kml", ".kmz", ".gpx", ".topojson")
MAPS = (".json", ".geojson", ".geojsonl", ".shp", ".gpkg", ".fgb", ".parquet", ".seq", *LAYERED)
WORKBOOKS = (".xlsx", ".ods")
TABLES = (".csv", ".tsv", *WORKBOOKS)
EMPTY_LAYERS = ("route_points", "track_points")  # of a GPX file: its lines once more, as points


@dataclass(frozen=True, slots=True)
class Features:
    """What a second reader finds in a map file: a shape in degrees and the texts of each row."""

    shapes: list[shapely.Geometry | None]
    texts: list[list[str]]


def packed(path: Path) -> bytes:
    """Give the bytes of a file; of a shapefile, an archive of all its parts."""
    if path.suffix != ".shp":
        return path.read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in sorted(path.parent.glob(f"{path.stem}.*")):
            if part.suffix in SHAPEFILE:
                archive.write(part, part.name)
    return out.getvalue()


def read_map(path: Path) -> Features:
    """Read a map file with GDAL, or with pyarrow if it is Parquet."""
    if path.suffix == ".parquet":
        return _from_parquet(path)
    with _restoring_index(path):
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        wanted = [name for name in layers if name not in EMPTY_LAYERS]
        found = [_layer(path, name) for name in (wanted if _is_layered(path) else layers[:1])]
    return Features(
        [shape for one in found for shape in one.shapes],
        [row for one in found for row in one.texts],
    )


def _is_layered(path: Path) -> bool:
    """Tell whether the atlas reads all layers of a file."""
    if path.suffix in LAYERED:
        return True
    return path.suffix == ".json" and b'"Topology"' in path.read_bytes()[:200]


@contextmanager
def _restoring_index(path: Path):
    """Let GDAL make the index of a shapefile that has none; it is taken away again."""
    index = path.with_suffix(".shx")
    if path.suffix != ".shp" or index.exists():
        yield
        return
    pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": None})
        index.unlink(missing_ok=True)


def _layer(path: Path, name: str) -> Features:
    """Read one layer, closing the rings that are open."""
    meta, table = _table(path, name)
    column = meta["geometry_name"] or "wkb_geometry"
    texts = _texts(table.drop_columns([column]) if column in table.column_names else table)
    if column not in table.column_names:
        return Features([None] * len(texts), texts)
    raw = table[column].to_pylist()
    try:
        shapes = shapely.from_wkb(raw, on_invalid="fix")
    except NotImplementedError:
        return _frame(path, name)
    return Features(_in_degrees(list(shapes), meta["crs"]), texts)


def _frame(path: Path, name: str) -> Features:
    """Read a layer of curves, which GDAL makes straight on one of its two ways only."""
    frame = pyogrio.read_dataframe(path, layer=name)
    return Features(_in_degrees(list(frame.geometry), frame.crs), [[] for _ in range(len(frame))])


def _table(path: Path, name: str):
    """Read the table of a layer; as Latin-1 if it turns out not to be what it says it is."""
    meta, table = pyogrio.read_arrow(path, layer=name)
    try:
        table.validate(full=True)
    except pa.ArrowInvalid:
        return pyogrio.read_arrow(path, layer=name, encoding="latin-1")
    return meta, table


def _from_parquet(path: Path) -> Features:
    """Read Parquet, with shapes or without."""
    table = pq.read_table(path)
    texts = _texts(table)
    if b"geo" not in (table.schema.metadata or {}):
        return Features(_plain_shapes(table), texts)
    frame = gpd.read_parquet(path)
    return Features(_in_degrees(list(frame.geometry), frame.crs), texts)


def _plain_shapes(table) -> list[shapely.Geometry | None]:
    """Read the shapes of Parquet that is no GeoParquet: its column of that name, if it has one."""
    if "geometry" not in table.column_names:
        return [None] * table.num_rows
    column = table["geometry"].combine_chunks()
    raw = getattr(column, "storage", column).to_pylist()
    return list(shapely.from_wkb(raw))


def _in_degrees(shapes: list, crs: object) -> list[shapely.Geometry | None]:
    """Bring shapes into degrees; without a coordinate system they are taken to be."""
    series = gpd.GeoSeries(shapes, crs=crs or DEGREES)
    return list(series.to_crs(DEGREES))


def _texts(table) -> list[list[str]]:
    """Give the texts of each row, those that hold anything."""
    wanted = [
        name
        for name, kind in zip(table.column_names, table.schema.types, strict=True)
        if str(kind) in {"string", "large_string"}
    ]
    columns = [table[name].to_pylist() for name in wanted]
    if not columns:
        return [[] for _ in range(table.num_rows)]
    return [[text.strip() for text in row if text] for row in zip(*columns, strict=True)]


def read_rows(path: Path, *, encoding: str = "utf-8") -> list[list[str]]:
    """Read the rows of a table, its header among them: with pandas, or calamine if it is a workbook."""
    if path.suffix in WORKBOOKS:
        frame = _first_sheet(path)
    else:
        frame = pd.read_csv(
            path,
            header=None,
            dtype=str,
            keep_default_na=False,
            encoding=encoding,
            sep=_separator(path),
        )
    write = _cell if path.suffix in WORKBOOKS else str.strip
    rows = [[write(cell) for cell in row] for row in frame.to_numpy().tolist()]
    return [row for row in rows if any(row)]


def _cell(cell: str) -> str:
    """Write a cell as the atlas does: midnight is no time of day, and 15 figures are all there are."""
    text = cell.strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", text):
        return text.replace(" ", "T").removesuffix("T00:00:00")
    if text in {"True", "False"}:
        return text.upper()
    return f"{float(text):.15g}" if re.fullmatch(r"-?\d+\.\d{10,}", text) else text


def _first_sheet(path: Path) -> pd.DataFrame:
    """Read the first sheet with anything in it."""
    sheets = pd.read_excel(
        path, sheet_name=None, engine="calamine", dtype=str, keep_default_na=False, header=None
    )
    return next((sheet for sheet in sheets.values() if len(sheet)), pd.DataFrame())


def _separator(path: Path) -> str:
    """Find the separator of a table of text, as Python's own sniffer does."""
    if path.suffix == ".tsv":
        return "\t"
    try:
        return csv.Sniffer().sniff(path.read_bytes().decode("latin-1"), ",;|\t").delimiter
    except csv.Error:
        return ","
