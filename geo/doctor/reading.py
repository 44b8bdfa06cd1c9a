"""Which reader opens which kind of file; the one place to add a kind."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.doctor.sniff import kind_of
from geo.formats.archive import open_archive
from geo.formats.delimited import read_delimited
from geo.formats.gpx import read_gpx
from geo.formats.jsonrows import read_json
from geo.formats.kml import read_kml, read_kmz
from geo.formats.native import read_native, read_shapefile
from geo.formats.raw import RefusedFileError
from geo.formats.sheets import read_ods, read_xlsx
from geo.formats.xmltext import root_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.formats.raw import Budget, RawTable

PREFIXES: Final = {"encoding": "encoding:", "part": "part:"}
NATIVE: Final = ("geopackage", "flatgeobuf", "geoparquet")
ARCHIVES: Final = ("zip", "kmz", "shapefile", "xlsx", "ods")

REFUSALS: Final = {
    "empty": "the file is empty",
    "shp": "a .shp alone lacks its names and dates; put it into a zip with its .dbf, .shx and .prj",
    "xls": "it is a workbook of the old kind (.xls) or another old Office file; save it as .xlsx or .csv",
    "gzip": "it is packed with gzip; unpack it first",
    "7z": "it is a 7z archive; unpack it first",
    "rar": "it is a RAR archive; unpack it first",
    "bzip2": "it is packed with bzip2; unpack it first",
    "xz": "it is packed with xz; unpack it first",
    "pdf": "it is a PDF, a printed page; a table or a map file is needed",
    "picture": "it is a picture; a table or a map file is needed",
    "arrow": "it is an Arrow file; save it as GeoParquet",
    "program": "it is a program, not data",
}
DATA_SUFFIXES: Final = (
    ".geojson",
    ".csv",
    ".tsv",
    ".json",
    ".kml",
    ".gpx",
    ".gpkg",
    ".fgb",
    ".parquet",
)
BIBLIOGRAPHY: Final = re.compile(rb"\s*(?:@\w+\s*\{|TY  - )")
XML_REFUSALS: Final = {
    "OGRVRTDataSource": "it is a recipe for GDAL that leads to other files, which is never followed",
    "html": "it is a web page; a table or a map file is needed",
    "svg": "it is a drawing; a table or a map file is needed",
    "FeatureCollection": "it is GML, which is not read here; save it as GeoJSON or GeoPackage",
    "osm": "it is OpenStreetMap's own XML, which is not read here; save it as GeoJSON",
    "rdf": "it is RDF, which is not read here",
}


def read(data: bytes, *, repairs: Sequence[str], budget: Budget) -> RawTable:
    """Read a file into a table, by what it holds and never by its name.

    Parameters
    ----------
    repairs
        Those that a person chose: some say how to read.

    Raises
    ------
    RefusedFileError
        If nothing of it can be read.
    LimitError
        If it is larger than the budget.
    """
    kind = kind_of(data)
    if kind in REFUSALS:
        raise RefusedFileError(REFUSALS[kind])
    if kind == "zip":
        return _read_zip(data, repairs=repairs, budget=budget)
    if kind in ARCHIVES or kind in NATIVE:
        return _read_binary(data, kind, repairs, budget)
    return _read_text(data, kind, repairs, budget)


def _read_text(data: bytes, kind: str, repairs: Sequence[str], budget: Budget) -> RawTable:
    """Read a kind of file that is text."""
    encoding = _wish("encoding", repairs)
    if kind == "json":
        return read_json(data, budget=budget, encoding=encoding)
    if BIBLIOGRAPHY.match(data):
        message = "it is a list of sources (BibTeX or RIS), not of places or events"
        raise RefusedFileError(message)
    if kind != "xml":
        return read_delimited(data, budget=budget, encoding=encoding, repairs=repairs)
    root = root_of(data)
    if root == "kml":
        return read_kml(data, budget=budget)
    if root == "gpx":
        return read_gpx(data, budget=budget)
    usual = f"it is XML of the kind {root[:40]!r}; expected KML or GPX"
    raise RefusedFileError(XML_REFUSALS.get(root, usual))


def _read_binary(data: bytes, kind: str, repairs: Sequence[str], budget: Budget) -> RawTable:  # noqa: PLR0911 -- one return for each case
    """Read a kind of file that is not text."""
    part = _wish("part", repairs)
    if kind == "kmz":
        return read_kmz(data, budget=budget)
    if kind == "shapefile":
        return read_shapefile(data, budget=budget, part=part)
    if kind == "xlsx":
        return read_xlsx(data, budget=budget, part=part, repairs=repairs)
    if kind == "ods":
        return read_ods(data, budget=budget, part=part, repairs=repairs)
    return read_native(data, kind=kind, budget=budget, part=part)


def _read_zip(data: bytes, *, repairs: Sequence[str], budget: Budget) -> RawTable:
    """Read one file out of an archive: the one chosen, or the first that can be read."""
    archive = open_archive(data, budget=budget)
    if not archive.names:
        message = "the archive is empty"
        raise RefusedFileError(message)
    chosen = _wish("part", repairs)
    likely = sorted(archive.names, key=lambda name: not name.lower().endswith(DATA_SUFFIXES))
    names = [chosen] if chosen in archive.names else likely
    reasons = []
    for name in names:
        content = archive.read(name)
        if kind_of(content) in (*ARCHIVES, *REFUSALS):
            reasons.append(
                f"{name[:60]!r} is {kind_of(content)}, which is not opened in an archive"
            )
            continue
        try:
            table = read(content, repairs=repairs, budget=budget)
        except RefusedFileError as error:
            reasons.append(f"{name[:60]!r}: {error}")
            continue
        return replace(table, part=name, parts=archive.names)
    message = f"nothing in the archive can be read: {'; '.join(reasons[:3])}"
    raise RefusedFileError(message)


def _wish(what: str, repairs: Sequence[str]) -> str:
    """Find what was chosen among several."""
    prefix = PREFIXES[what]
    return next((r.removeprefix(prefix) for r in repairs if r.startswith(prefix)), "")
