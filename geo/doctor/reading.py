"""Which reader opens which kind of file; the one place to add a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.doctor.sniff import kind_of
from geo.formats.delimited import read_delimited
from geo.formats.jsonrows import read_json
from geo.formats.raw import RefusedFileError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.formats.raw import Budget, RawTable

PREFIXES: Final = {"encoding": "encoding:", "part": "part:"}

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


def read(name: str, data: bytes, *, repairs: Sequence[str], budget: Budget) -> RawTable:
    """Read a file into a table.

    Parameters
    ----------
    name
        Only looked at where the bytes leave two readings open; never opened.
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
    encoding = _wish("encoding", repairs)
    if kind == "json":
        return read_json(data, budget=budget, encoding=encoding)
    return read_delimited(data, budget=budget, encoding=encoding)


def _wish(what: str, repairs: Sequence[str]) -> str:
    """Find what was chosen among several."""
    prefix = PREFIXES[what]
    return next((r.removeprefix(prefix) for r in repairs if r.startswith(prefix)), "")
