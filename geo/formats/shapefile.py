"""Shapefiles in archives: what is missing beside the shapes is made good and said."""

from __future__ import annotations

import struct
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from geo.formats.archive import open_archive
from geo.formats.encoding import decode
from geo.formats.raw import Finding, RefusedFileError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.formats.raw import Budget

MEMBERS: Final = (".shp", ".dbf", ".shx", ".prj", ".cpg")
SHAPE_HEAD: Final = 100  # bytes of a .shp before its first shape
WORD: Final = 2  # bytes in which its lengths are counted
LANGUAGE: Final = 29  # the byte of a .dbf that names its encoding; 0 if nobody did
HEAD_LENGTH: Final = struct.Struct("<H")  # at byte 8: where its rows begin
HEAD_LENGTH_AT: Final = 8
_SHAPE: Final = struct.Struct(
    ">ii"
)  # the number and the length of a shape; or its place and length
_BLANKS: Final = bytes.maketrans(bytes(range(32)), b" " * 32)


def unpack(
    raw: bytes, *, budget: Budget, part: str
) -> tuple[dict[str, bytes], tuple[Finding, ...], str, tuple[str, ...]]:
    """Take one shapefile out of an archive, under a name of ours.

    Returns
    -------
    files, findings, part, parts
        The files that belong to it, what was missing, its name, and the names of all there are.

    Raises
    ------
    RefusedFileError
        If the archive or a file in it is broken.
    LimitError
        If it is larger than the budget.
    """
    archive = open_archive(raw, budget=budget)
    stems = {name[:-4]: name for name in archive.find(".shp")}
    parts = tuple(PurePosixPath(stem).name for stem in stems)
    chosen = list(stems)[parts.index(part) if part in parts else 0]
    files = {
        f"data{name[-4:].lower()}": archive.read(name)
        for name in archive.names
        if name[:-4] == chosen and name[-4:].lower() in MEMBERS
    }
    findings = [*_about_missing(files), *_encoding(files)]
    if "data.shx" not in files:
        files["data.shx"] = _index_of(files["data.shp"], budget)
    return files, tuple(findings), PurePosixPath(chosen).name, parts


def _about_missing(files: Mapping[str, bytes]) -> list[Finding]:
    """Say which files are not there."""
    found = []
    if "data.prj" not in files:
        message = (
            "there is no .prj that names the coordinate system; taken as longitude and latitude"
        )
        found.append(Finding("no-crs", message))
    if "data.dbf" not in files:
        message = "there is no .dbf; the shapes have no names and no dates"
        found.append(Finding("no-attributes", message))
    if "data.shx" not in files:
        message = "there is no .shx that says where each shape lies; they were counted through"
        found.append(Finding("no-index", message, grave=False))
    return found


def _encoding(files: dict[str, bytes]) -> tuple[Finding, ...]:
    """Tell the encoding of the table by its letters, if nothing states it."""
    table = files.get("data.dbf", b"")
    if "data.cpg" in files or len(table) <= LANGUAGE or table[LANGUAGE]:
        return ()
    body = table[HEAD_LENGTH.unpack_from(table, HEAD_LENGTH_AT)[0] :]
    if body.isascii():
        return ()
    try:
        decoded = decode(body.translate(_BLANKS))
    except RefusedFileError:
        return ()
    files["data.cpg"] = decoded.encoding.encode("ascii")
    return decoded.findings


def _index_of(shapes: bytes, budget: Budget) -> bytes:
    """Make the .shx of a .shp: its head, then the place and the length of each shape."""
    places: list[bytes] = []
    place = SHAPE_HEAD
    while place + _SHAPE.size <= len(shapes) and len(places) <= budget.rows:
        length = _SHAPE.unpack_from(shapes, place)[1]
        if length <= 0:
            break
        places.append(_SHAPE.pack(place // WORD, length))
        place += _SHAPE.size + length * WORD
    size = (SHAPE_HEAD + len(places) * _SHAPE.size) // WORD
    return shapes[:24] + struct.pack(">i", size) + shapes[28:SHAPE_HEAD] + b"".join(places)
