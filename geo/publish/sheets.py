"""Tables for spreadsheets: CSV and XLSX, in which every cell stays text."""

from __future__ import annotations

import io
import math
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import shapely
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from geo.formats.rows import LIST_SEPARATOR
from geo.formats.table import CELLS, to_guarded, to_table
from geo.publish.archive import from_zip, to_zip
from geo.publish.cited import select_sources
from geo.publish.flat import name_details
from geo.publish.inert import to_printable
from geo.publish.shapes import to_shapes
from geo.source import to_citation

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import geopandas as gpd
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas

LONGEST_CELL: Final = 32_767  # characters in a cell of Excel
NUMBERS: Final = ("lon", "lat", "precision_km", "rank")
PLACE: Final = ("lon", "lat", "wkt")
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


def to_csv(_atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write features as CSV: points as ``lon`` and ``lat``, anything else as ``wkt``.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    header, rows = _to_rows(features)
    cells = (
        [row[name] if name in NUMBERS else to_guarded(row[name]) for name in header] for row in rows
    )
    return to_table([list(map(to_guarded, header)), *cells]).encode()


def to_xlsx(atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write a workbook of two sheets: the features, and the sources they rest on.

    Numbers and positions are numbers. All else is of the type text, which Excel does not compute;
    what looks like a formula is marked as text, so that it stays so when the cell is edited.
    """
    book = Workbook(write_only=True)
    book.properties.created = SAME_TIME
    _fill(book.create_sheet(SHEETS[0]), *_to_rows(features), numbers=NUMBERS)
    sources = [
        {name: getattr(source, name) for name in SOURCE_COLUMNS} | {"citation": to_citation(source)}
        for source in select_sources(atlas, features)
    ]
    _fill(book.create_sheet(SHEETS[1]), [*SOURCE_COLUMNS, "citation"], sources, numbers=())
    buffer = io.BytesIO()
    book.save(buffer)
    files = from_zip(buffer.getvalue())
    stamp = SAME_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    files[CORE] = _MODIFIED.sub(rb"\g<1>" + stamp, files[CORE])
    return to_zip(files)


def _to_rows(features: gpd.GeoDataFrame) -> tuple[list[str], list[dict[str, str]]]:
    """Write features as rows of texts, with the names of the columns.

    The columns are the layer, those of a canonical table, the details and, if any feature is other
    than a point, ``wkt``.
    """
    details = name_details(features)
    rows = []
    for row, shape in zip(features.to_dict("records"), to_shapes(features), strict=True):
        texts = {name: _text(row[name]) for name in ("layer", *CELLS) if name not in PLACE}
        found = dict(row["details"])
        texts |= {name: found.get(key, "") for key, name in details.items()}
        rows.append(texts | dict(zip(PLACE, _place(shape), strict=True)))
    header = ["layer", *CELLS, *details.values()]
    return [*header, "wkt"] if any(row["wkt"] for row in rows) else header, rows


def _text(value: object) -> str:
    """Write one value as text."""
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(value)
    if isinstance(value, float):
        return "" if math.isnan(value) else repr(value).removesuffix(".0")
    return str(value)


def _place(shape: BaseGeometry | None) -> tuple[str, str, str]:
    """Write where something is: longitude and latitude of a point, any other shape as text."""
    if shape is None:
        return "", "", ""
    if isinstance(shape, shapely.Point):
        return _text(shape.x), _text(shape.y), ""
    return "", "", shapely.to_wkt(shape, rounding_precision=-1)


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
