"""Files that only large libraries read: GeoPackage, Shapefile, FlatGeobuf and Parquet.

They are opened in a process of its own that may use only so much memory and time, from a file with a
name of ours in a folder of ours, with every driver switched off that is not needed. A file that
brings that process down costs its sender a sentence and nobody else anything.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import shapely

from geo.formats.raw import Listed, RawTable, RefusedFileError
from geo.formats.shapefile import unpack
from geo.formats.texts import Texts
from geo.limits import check_count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo.formats.raw import Budget

SUFFIXES: Final = {
    "geopackage": "gpkg",
    "flatgeobuf": "fgb",
    "geoparquet": "parquet",
    "shapefile": "shp",
}
SECONDS: Final = 30.0  # by the clock, for one that waits; what works is stopped sooner
WORKING: Final = (3, 8)  # seconds of the processor, one of them to start; Parquet is packed
BYTES_A_SECOND: Final = 1_000_000  # larger files may take longer
_ROOT: Final = Path(__file__).resolve().parents[2]
_LENGTH: Final = struct.Struct(">Q")
_SKIPPED: Final = (
    "PCIDSK PDS4 VICAR PDF MBTiles EEDA OGCAPI GDALG MapInfo_File LVBAG S57 DGN OGR_VRT CSV GML GPX LIBKML KML "
    "GeoJSON GeoJSONSeq ESRIJSON TopoJSON OGR_GMT SQLite WAsP OpenFileGDB DXF GeoRSS VFK PGDUMP OSM GPSBabel "
    "OGR_PDS WFS OAPIF EDIGEO Idrisi ODS XLSX Elasticsearch Carto AmigoCloud SXF Selafin JML PLSCENES CSW VDV "
    "MVT NGW MapML GTFS PMTiles JSONFG MiraMonVector ADBC AVCBin AVCE00 AIVector HTTP MEM"
)
ENVIRONMENT: Final = {
    "OGR_SKIP": ",".join(name.replace("_File", " File") for name in _SKIPPED.split()),
    "GDAL_DISABLE_READDIR_ON_OPEN": "TRUE",
    "OGR_SQLITE_JOURNAL": "OFF",
    "PROJ_NETWORK": "OFF",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "ARROW_IO_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


def read_native(raw: bytes, *, kind: str, budget: Budget, part: str = "") -> RawTable:
    """Read one layer of a file: the one chosen, or the first.

    Raises
    ------
    RefusedFileError
        If it is broken, or cannot be read within the limits of memory and time.
    LimitError
        If it is larger than the budget.
    """
    return _read({f"data.{SUFFIXES[kind]}": raw}, kind=kind, budget=budget, part=part)


def read_shapefile(raw: bytes, *, budget: Budget, part: str = "") -> RawTable:
    """Read one shapefile out of an archive.

    Raises
    ------
    RefusedFileError
        If it is broken or incomplete.
    LimitError
        If it is larger than the budget.
    """
    files, findings, name, parts = unpack(raw, budget=budget, part=part)
    table = _read(files, kind="shapefile", budget=budget, part="")
    return replace(table, part=name, parts=parts, findings=table.findings + findings)


def _read(files: Mapping[str, bytes], *, kind: str, budget: Budget, part: str) -> RawTable:
    """Let a process of its own read files, and take its answer."""
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        answer = _ask(Path(folder, f"data.{SUFFIXES[kind]}"), kind, part, budget)
    size = _LENGTH.size
    length = _LENGTH.unpack(answer[:size])[0] if len(answer) > size else 0
    if not length:
        message = f"it could not be read as a {kind}: the file is broken or too complicated"
        raise RefusedFileError(message)
    said: dict[str, Any] = json.loads(answer[size : size + length])
    if "limit" in said:
        check_count(said["limit"][0], said["limit"][1], said["limit"][2])
    if "refused" in said:
        raise RefusedFileError(said["refused"])
    return _table(said, memoryview(answer)[size + length :], kind, budget)


def _ask(path: Path, kind: str, part: str, budget: Budget) -> bytes:
    """Start the process and wait for its answer."""
    command = [sys.executable, "-m", "geo.formats.nativechild", str(path), kind, part]
    size = sum(file.stat().st_size for file in path.parent.iterdir())
    seconds = SECONDS + size / BYTES_A_SECOND
    working = WORKING[kind == "geoparquet"] + size // BYTES_A_SECOND
    command += [str(n) for n in (budget.rows, budget.cells, budget.unpacked, working)]
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, and a path of ours
            command,
            cwd=_ROOT,
            env={**os.environ, **ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        message = f"reading it as a {kind} took longer than {seconds:.0f} seconds"
        raise RefusedFileError(message) from error
    return done.stdout


def _table(said: Mapping[str, Any], content: memoryview, kind: str, budget: Budget) -> RawTable:
    """Make a table of the answer."""
    with pa.ipc.open_stream(pa.py_buffer(content)) as stream:
        answer = stream.read_all()
    columns = tuple(said["columns"])
    cells = tuple(Texts(column.combine_chunks()) for column in answer.columns[: len(columns)])
    table = RawTable(kind, columns, cells, range(1, said["count"] + 1))
    table = replace(table, part=said["part"], parts=tuple(said["parts"]))
    if not said["shaped"]:
        return table
    geometry, broken = _shapes(answer.columns[-1].to_numpy())
    check_count(int(np.sum(shapely.get_num_coordinates(geometry))), budget.vertices, "positions")
    table = replace(table, geometry=geometry, crs=said["crs"])
    if not broken.any():
        return table
    whole = np.flatnonzero(~broken).tolist()
    reason = "its shape cannot be read"
    return replace(
        table,
        cells=tuple(column.at(whole) for column in cells),
        rows=[table.rows[row] for row in whole],
        geometry=geometry[whole],
        listed=tuple(Listed(table.rows[row], reason) for row in np.flatnonzero(broken).tolist()),
    )


def _shapes(content: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """Read shapes from their bytes; also tell which are none."""
    geometry = shapely.force_2d(_straight(content))
    stated = np.array([bool(piece) for piece in content], dtype=bool)
    places, rows = shapely.get_coordinates(geometry, return_index=True)
    broken = stated & shapely.is_missing(geometry)
    broken[rows[~np.isfinite(places).all(axis=1)]] = True
    geometry[shapely.is_empty(geometry)] = None
    return geometry, broken


def _straight(content: NDArray[np.object_]) -> NDArray[np.object_]:
    """Read shapes of straight lines from their bytes; others, which nobody made straight, are none."""
    try:
        return np.asarray(shapely.from_wkb(content, on_invalid="ignore"), dtype=object)
    except NotImplementedError:
        if len(content) == 1:
            return np.array([None], dtype=object)
    half = len(content) // 2
    return np.concatenate([_straight(content[:half]), _straight(content[half:])])
