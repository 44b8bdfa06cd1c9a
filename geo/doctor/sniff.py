"""What kind of file some bytes are: told by their content, never by a name."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

SIGNATURES: Final = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"SQLite format 3\x00", "geopackage"),
    (b"PAR1", "geoparquet"),
    (b"fgb\x03fgb", "flatgeobuf"),
    (b"\x00\x00\x27\x0a", "shp"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"ARROW1", "arrow"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
)
BLANK: Final = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00\x1e"
HEAD: Final = 4_096
TEXT: Final = "csv"


def kind_of(data: bytes) -> str:
    """Tell what kind of file some bytes are, as far as their beginning says it.

    Examples
    --------
    >>> kind_of(b"id,name"), kind_of(b' {"type": 1}'), kind_of(b"<?xml"), kind_of(b"")
    ('csv', 'json', 'xml', 'empty')
    """
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return _in_zip(data) if kind == "zip" else kind
    head = data[:HEAD].strip(BLANK)
    if not head:
        return "empty" if not data.strip(BLANK) else TEXT
    if head[:1] == b"<":
        return "xml"
    return "json" if _is_json(head) else TEXT


def _is_json(head: bytes) -> bool:
    """Tell JSON from a table whose first cell happens to begin with a bracket."""
    plain = head.replace(b"\x00", b"")
    if plain[:1] == b"{":
        return True
    return re.match(rb'\[\s*(?:[\[{"\]\d-]|null|true|false|$)', plain) is not None


def _in_zip(data: bytes) -> str:  # noqa: PLR0911 -- one return for each case
    """Tell what an archive is by the names in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.lower() for name in archive.namelist()[:2_000]]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return "zip"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    if any(name.endswith(".shp") for name in names):
        return "shapefile"
    if any(name.endswith(".kml") for name in names):
        return "kmz"
    return "zip"
