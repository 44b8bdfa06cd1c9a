"""Workbooks: XLSX and ODS, read from their XML within limits; formulas are never worked out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from geo.formats.archive import Archive, open_archive
from geo.formats.grid import to_table
from geo.formats.raw import RawTable, RefusedFileError
from geo.formats.sheetcells import DATE_FORMATS, TIME_FORMATS, date_part, to_cell
from geo.formats.xmltext import Element, read_records
from geo.limits import check_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.formats.raw import Budget

CELL: Final = re.compile(r"([A-Z]{1,3})(\d*)")

Lines = list[tuple[int, list[str]]]


@dataclass(slots=True)
class _Grid:
    """Rows of cells, counted while they come in."""

    budget: Budget
    lines: Lines = field(default_factory=list)
    count: int = 0

    def add(self, row: int, cells: list[str]) -> None:
        """Take one row in."""
        while cells and not cells[-1]:
            cells.pop()
        self.count += len(cells)
        check_count(len(cells), self.budget.columns, "columns")
        check_count(self.count, self.budget.cells, "cells")
        check_count(len(self.lines), self.budget.rows, "rows")
        self.lines.append((row, cells))


def read_xlsx(
    raw: bytes, *, budget: Budget, part: str = "", repairs: Sequence[str] = ()
) -> RawTable:
    """Read one sheet of an XLSX workbook: the one chosen, or the first that holds anything.

    Raises
    ------
    RefusedFileError
        If it is broken or empty.
    LimitError
        If it is larger than the budget.
    """
    archive = open_archive(raw, budget=budget)
    book = read_records(archive.read("xl/workbook.xml"), (), _nothing, budget=budget)
    sheets = _sheets(archive, book, budget)
    filled = {name: path for name, path in sheets.items() if _holds_rows(archive, path)}
    if not filled:
        message = "the workbook is empty"
        raise RefusedFileError(message)
    chosen = part if part in filled else next(iter(filled))
    properties = next(book.walk("workbookPr"), Element("", {}))
    reader = _Sheet(
        _Grid(budget),
        _shared_texts(archive, budget),
        _formats(archive, budget),
        properties.attributes.get("date1904") in {"1", "true"},
    )
    read_records(archive.read(filled[chosen]), ("row",), reader.take, budget=budget)
    table = to_table(reader.grid.lines, kind="xlsx", budget=budget, repairs=repairs)
    return replace(table, part=chosen, parts=tuple(filled))


def _nothing(_element: Element, _outer: list[Element]) -> None:
    """Take no records."""


def _sheets(archive: Archive, book: Element, budget: Budget) -> dict[str, str]:
    """Find where each sheet is."""
    relations = read_records(
        archive.optional("xl/_rels/workbook.xml.rels") or b"<none/>", (), _nothing, budget=budget
    )
    targets = {
        item.attributes.get("Id", ""): item.attributes.get("Target", "")
        for item in relations.walk("Relationship")
    }
    found = {}
    for sheet in book.walk("sheet"):
        identifier = next((v for k, v in sheet.attributes.items() if k.endswith(":id")), "")
        target = targets.get(identifier, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.names:
            found[sheet.attributes.get("name", path)] = path
    return found


def _holds_rows(archive: Archive, path: str) -> bool:
    """Tell whether a sheet holds any cell with something in it."""
    return re.search(rb"<(?:\w+:)?(?:v|is)[ >]", archive.read(path)) is not None


def _shared_texts(archive: Archive, budget: Budget) -> list[str]:
    """Read the texts that cells refer to by number; how they are pronounced is no part of them."""
    texts: list[str] = []

    def take(element: Element, _outer: list[Element]) -> None:
        texts.append(_plain_text(element))

    raw = archive.optional("xl/sharedStrings.xml")
    if raw:
        read_records(raw, ("si",), take, budget=budget)
    return texts


def _plain_text(element: Element) -> str:
    """Give the text of a rich text."""
    texts = [child.text for child in element.children if child.tag == "t"]
    texts += [run.text for part in element.children if part.tag == "r" for run in part.walk("t")]
    return "".join(texts)


def _formats(archive: Archive, budget: Budget) -> list[str]:
    """Read which cell formats show a number as a day, a month, a year or a time of day."""
    raw = archive.optional("xl/styles.xml")
    if not raw:
        return []
    styles = read_records(raw, (), _nothing, budget=budget)
    known = dict(DATE_FORMATS) | dict.fromkeys(TIME_FORMATS, "t")
    for item in styles.walk("numFmt"):
        number = item.attributes.get("numFmtId", "")
        if number.isdigit():
            known[int(number)] = date_part(item.attributes.get("formatCode", ""))
    cells = styles.first("cellXfs")
    numbers = [item.attributes.get("numFmtId", "0") for item in cells.children] if cells else []
    return [known.get(int(number), "") if number.isdigit() else "" for number in numbers]


@dataclass(slots=True)
class _Sheet:
    """Reads the rows of one sheet."""

    grid: _Grid
    texts: list[str]
    formats: list[str]
    from_1904: bool

    def take(self, element: Element, _outer: list[Element]) -> None:
        """Read one row."""
        stated = element.attributes.get("r", "")
        row = (
            int(stated)
            if stated.isdigit()
            else (self.grid.lines[-1][0] + 1 if self.grid.lines else 1)
        )
        cells: list[str] = []
        place = -1
        for child in element.children:
            if child.tag != "c":
                continue
            place = _column(child.attributes.get("r", ""), place + 1)
            text = self._cell(child)
            if not text:
                continue  # coloured perhaps, as a thousand others to its right
            check_count(place + 1, self.grid.budget.columns, "columns")
            cells += [""] * (place + 1 - len(cells))
            cells[place] = text
        self.grid.add(row, cells)

    def _cell(self, cell: Element) -> str:  # noqa: PLR0911 -- one return for each case
        """Read one cell as text."""
        kind, value = cell.attributes.get("t", "n"), cell.text_of("v")
        if kind == "s":
            place = int(value) if value.isdigit() else -1
            return self.texts[place] if 0 <= place < len(self.texts) else ""
        if kind == "inlineStr":
            inner = cell.first("is")
            return _plain_text(inner) if inner else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if kind != "n":
            return value
        style = cell.attributes.get("s", "")
        shown = (
            self.formats[int(style)] if style.isdigit() and int(style) < len(self.formats) else ""
        )
        return to_cell(value, shown, from_1904=self.from_1904)


def _column(reference: str, following: int) -> int:
    """Find the place of a cell in its row from its letters."""
    match = CELL.fullmatch(reference)
    if match is None:
        return following
    place = 0
    for letter in match[1]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def read_ods(
    raw: bytes, *, budget: Budget, part: str = "", repairs: Sequence[str] = ()
) -> RawTable:
    """Read one sheet of an ODS workbook: the one chosen, or the first that holds anything.

    Raises
    ------
    RefusedFileError
        If it is broken or empty.
    LimitError
        If it is larger than the budget.
    """
    archive = open_archive(raw, budget=budget)
    grids: dict[str, _Grid] = {}
    numbers: dict[str, int] = {}

    def take(element: Element, outer: list[Element]) -> None:
        table = next((item for item in reversed(outer) if item.tag == "table"), None)
        name = table.attributes.get("table:name", "") if table else ""
        row = numbers.get(name, 0) + 1
        repeated = _count(element.attributes.get("table:number-rows-repeated", "1"))
        cells = _ods_cells(element, budget)
        numbers[name] = row + repeated - 1
        if any(cells):
            check_count(repeated, budget.rows, "rows")
        for number in range(row, row + (repeated if any(cells) else 0)):
            grids.setdefault(name, _Grid(budget)).add(number, list(cells))

    read_records(archive.read("content.xml"), ("table-row",), take, budget=budget)
    if not grids:
        message = "the workbook is empty"
        raise RefusedFileError(message)
    chosen = part if part in grids else next(iter(grids))
    table = to_table(grids[chosen].lines, kind="ods", budget=budget, repairs=repairs)
    return replace(table, part=chosen, parts=tuple(grids))


def _count(text: str) -> int:
    """Read how often something is repeated."""
    return max(int(text), 1) if text.isdigit() and len(text) < 10 else 1  # noqa: PLR2004 -- figures


def _ods_cells(element: Element, budget: Budget) -> list[str]:
    """Read the cells of one row; the empty ones at its end may be repeated thousands of times."""
    cells: list[str] = []
    for child in element.children:
        if child.tag not in {"table-cell", "covered-table-cell"}:
            continue
        repeated = _count(child.attributes.get("table:number-columns-repeated", "1"))
        text = _ods_text(child)
        if text:
            check_count(len(cells) + repeated, budget.columns, "columns")
        cells += [text] * min(repeated, max(budget.columns - len(cells), 0))
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _ods_text(cell: Element) -> str:
    """Read one cell of an ODS sheet as text."""
    kind = cell.attributes.get("office:value-type", "")
    if kind == "date":
        day, _, time = cell.attributes.get("office:date-value", "").partition("T")
        return f"{day}T{time}" if time.strip("0:.,") else day
    if kind == "boolean":  # its text is in the language of whoever wrote it
        return cell.attributes.get("office:boolean-value", "").upper()
    if kind in {"float", "percentage", "currency"}:
        return to_cell(cell.attributes.get("office:value", ""), "")
    paragraphs = [item.whole_text() for item in cell.children if item.tag == "p"]
    return "\n".join(paragraphs)
