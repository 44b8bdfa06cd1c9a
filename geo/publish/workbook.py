"""XLSX: a sheet of features and a sheet of sources, in which every cell stays text."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from geo.formats.table import to_guarded
from geo.publish.archive import from_zip, to_zip
from geo.publish.cited import select_sources
from geo.publish.inert import to_printable
from geo.publish.sheets import NUMBERS, to_rows
from geo.source import to_citation

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import geopandas as gpd
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from geo.atlas import Atlas

LONGEST_CELL: Final = 32_767  # characters in a cell of Excel
SHEETS: Final = ("features", "sources")
SOURCE_COLUMNS: Final = (
    "id",
    "title",
    "author",
    "publisher",
    "published",
    "url",
    "language",
    "kind",
    "reliability",
    "part_seen",
    "license",
    "accessed",
    "note",
)
SAME_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # openpyxl takes no zone
CORE: Final = "docProps/core.xml"

_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def to_xlsx(atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write a workbook of two sheets: the features, and the sources they rest on.

    Numbers and positions are numbers. All else is of the type text, which Excel does not compute;
    what looks like a formula is marked as text, so that it stays so when the cell is edited.
    """
    book = Workbook(write_only=True)
    book.properties.created = SAME_TIME
    _fill(book.create_sheet(SHEETS[0]), *to_rows(features), numbers=NUMBERS)
    sources = [
        {name: getattr(source, name) for name in SOURCE_COLUMNS} | {"citation": to_citation(source)}
        for source in select_sources(atlas, features)
    ]
    _fill(book.create_sheet(SHEETS[1]), [*SOURCE_COLUMNS, "citation"], sources, numbers=())
    return _saved(book)


def to_text_sheet(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Write one sheet of texts as a workbook, under its first row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_to_cell(sheet, text) for text in row])
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    """Give the bytes of a workbook, which do not tell when they were written."""
    buffer = io.BytesIO()
    book.save(buffer)
    files = from_zip(buffer.getvalue())
    stamp = SAME_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    files[CORE] = _MODIFIED.sub(rb"\g<1>" + stamp, files[CORE])
    return to_zip(files)


def _fill(
    sheet: WriteOnlyWorksheet,
    header: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    *,
    numbers: Collection[str],
) -> None:
    """Fill a sheet with texts, some columns of it with numbers."""
    sheet.freeze_panes = "A2"
    sheet.append([_to_cell(sheet, name) for name in header])
    for row in rows:
        sheet.append(
            [
                float(row[name]) if name in numbers and row[name] else _to_cell(sheet, row[name])
                for name in header
            ]
        )


def _to_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell | None:
    """Give a cell of the type text; a text too long for a cell is named, not cut."""
    if not text:
        return None
    if len(text) > LONGEST_CELL:
        text = f"({len(text):,} characters, too long for a cell: see the GeoJSON or the CSV)"
    cell = WriteOnlyCell(sheet, to_printable(text))
    cell.data_type = "s"
    cell.quotePrefix = to_guarded(text) != text
    return cell
