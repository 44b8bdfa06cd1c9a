"""The atlas's doctor beside a second reader: for one file, whether and how the two differ."""

import re
import warnings
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyogrio.errors
import shapely
from python_calamine import CalamineError

from geo.doctor import Diagnosis, diagnose
from geo.doctor.reading import read
from geo.errors import AtlasError
from geo.formats.raw import Budget, RawTable, RefusedFileError
from tests.conformance.readers import MAPS, TABLES, Features, packed, read_map, read_rows
from tests.doctor.making import obeys_the_law

NEAR = 1e-7  # degrees: a centimetre
UNREAD = (
    CalamineError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    UnicodeError,
    ValueError,
    pd.errors.ParserError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.DataSourceError,
    shapely.errors.ShapelyError,
)


class Comparison(NamedTuple):
    """What came of a file: how the two readers differ (empty if not at all), and more of it."""

    how: str
    detail: str
    ours: int
    theirs: int


def compare(path: Path) -> Comparison:
    """Read a file with the doctor and with the second reader.

    ``how`` is empty if both find the same rows and shapes, or both refuse the file. Else it is ``we refuse``,
    ``only we read``, ``rows``, ``shapes``, ``texts`` or ``cells``.
    """
    if path.suffix in MAPS:
        return _compare_map(path)
    if path.suffix in TABLES:
        return _compare_table(path)
    message = f"no second reader is known for {path.name}"
    raise ValueError(message)


def _compare_map(path: Path) -> Comparison:
    """Compare rows, shapes and texts of a map file."""
    diagnosis = diagnose(path.name, packed(path))
    assert obeys_the_law(diagnosis), path
    assert all(finding.code != "reader-failed" for finding in diagnosis.findings), path
    theirs, said = _their_map(path)
    count = len(theirs.shapes) if theirs else 0
    if diagnosis.verdict == "refuse":
        reason = diagnosis.listed[0].reason if diagnosis.listed else diagnosis.findings[0].message
        return Comparison("we refuse" if count else "", reason, diagnosis.rows_in, count)
    if theirs is None:
        return Comparison("only we read", said, diagnosis.rows_in, 0)
    return Comparison(*_first_difference(diagnosis, theirs), diagnosis.rows_in, count)


def _their_map(path: Path) -> tuple[Features | None, str]:
    """Read a map file with the second reader, or say why it cannot."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return read_map(path), ""
        except UNREAD as error:
            return None, str(error)


def _first_difference(diagnosis: Diagnosis, theirs: Features) -> tuple[str, str]:
    """Find the first difference between two readings of a map file."""
    if diagnosis.rows_in != len(theirs.shapes):
        return "rows", f"{diagnosis.rows_in} and {len(theirs.shapes)}"
    if diagnosis.listed:
        return "rows", f"row {diagnosis.listed[0].row}: {diagnosis.listed[0].reason}"
    apart = [distance(*pair) for pair in zip(diagnosis.frame.geometry, theirs.shapes, strict=True)]
    if max(apart) > NEAR:
        return "shapes", f"row {apart.index(max(apart)) + 1} by {max(apart):.3g} degrees"
    held = [_held(row) for row in diagnosis.frame.drop(columns="geometry").to_dict("records")]
    lost = [
        f"row {number}: {text[:60]!r}"
        for number, (mine, texts) in enumerate(zip(held, theirs.texts, strict=True), start=1)
        for text in texts
        if _plain(text) not in mine
    ]
    return ("texts", lost[0]) if lost else ("", "")


def _held(row: dict[str, object]) -> str:
    """Give everything that a row of ours says, as one text."""
    details = " ".join(f"{value}" for _, value in row.pop("details"))
    lists = " ".join(" ".join(map(str, cell)) for cell in row.values() if isinstance(cell, tuple))
    return _plain(f"{' '.join(map(str, row.values()))} {lists} {details}")


def _plain(text: str) -> str:
    """Leave out of a text what is only layout, and the marks of XML."""
    return re.sub(r"\W+", "", re.sub(r"<[^>]*>", "", text)).casefold()


def distance(mine: shapely.Geometry | None, other: shapely.Geometry | None) -> float:
    """Measure how far two shapes lie apart, whatever the order of their parts and corners.

    An outline of theirs that crosses itself is cut at the crossings first, as it is by the doctor.
    """
    empty = [shape is None or shape.is_empty for shape in (mine, other)]
    if any(empty):
        return 0.0 if all(empty) else float("inf")
    flat = shapely.force_2d(other)
    if shapely.equals_exact(mine.normalize(), flat.normalize(), NEAR):
        return 0.0
    if not flat.is_valid:
        flat = shapely.make_valid(flat, method="structure", keep_collapsed=False)
        both = mine.symmetric_difference(flat)
        return 0.0 if both.area < NEAR * flat.area else float(mine.hausdorff_distance(flat))
    return float(mine.hausdorff_distance(flat))


def _compare_table(path: Path) -> Comparison:
    """Compare the cells of a table, spaces round them left aside."""
    table, reason = _our_table(path)
    try:
        theirs = read_rows(path, encoding=table.encoding or "utf-8" if table else "utf-8")
    except UNREAD as error:
        theirs, reason = [], reason or str(error)
    if table is None:
        return Comparison("we refuse" if theirs else "", reason, 0, len(theirs))
    count = len(table) + len(table.listed)
    how, detail = _difference_of_rows(table, theirs, reason)
    return Comparison(how, detail, count, len(theirs))


def _difference_of_rows(table: RawTable, theirs: list[list[str]], reason: str) -> tuple[str, str]:
    """Find the first difference between two readings of a table."""
    ours = _rows_of(table)
    if not theirs:
        return ("only we read", reason) if len(ours) > 1 else ("", "")
    if table.listed:
        return "rows", f"row {table.listed[0].row}: {table.listed[0].reason}"
    if len(ours) != len(theirs):
        return "rows", f"{len(ours)} and {len(theirs)}"
    pairs = zip(ours, theirs, strict=True)
    apart = [(m, t) for m, t in pairs if m != t[: len(m)] or any(t[len(m) :])]
    return ("cells", f"{apart[0]}"[:200]) if apart else ("", "")


def _our_table(path: Path) -> tuple[RawTable | None, str]:
    """Read a table as the doctor does, or say why it is refused."""
    try:
        return read(path.read_bytes(), repairs=(), budget=Budget()), ""
    except (AtlasError, RefusedFileError) as error:
        return None, str(error)


def _rows_of(table: RawTable) -> list[list[str]]:
    """Give the rows of a table of ours with its header, unless it was made up."""
    rows = [[cell.strip() for cell in row] for row in zip(*map(list, table.cells), strict=True)]
    made_up = any(finding.code == "no-header" for finding in table.findings)
    header = [] if made_up else [list(table.columns)]
    return [row for row in [*header, *rows] if any(row)]
