"""Positions as a file states them: its own shapes, a column of shapes, or columns of coordinates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.doctor import degrees
from geo.formats.raw import Finding, RawTable, about, no_shapes
from geo.formats.shapes import ShapeError, build_shapes, shown
from geo.formats.shapetexts import SHAPE_OBJECT, from_wkt, parse_object
from geo.formats.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

POLE: Final = 90.0


@dataclass(slots=True, eq=False)
class Placement:
    """Where the rows are.

    Attributes
    ----------
    shapes
        In degrees, valid; None where no position is known or the row is at fault.
    faults
        Why a row cannot be placed, by its position in the table.
    findings
        What was noticed.
    extras
        What could not be drawn of a row's shape, as text.
    """

    shapes: NDArray[np.object_]
    faults: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    extras: dict[int, str] = field(default_factory=dict)

    def refuse(self, rows: NDArray[np.bool_] | Sequence[int], reason: str) -> None:
        """Put rows at fault, unless they are already."""
        positions = np.flatnonzero(rows) if isinstance(rows, np.ndarray) else rows
        for position in positions:
            self.faults.setdefault(int(position), reason)
            self.shapes[position] = None


def find_shapes(table: RawTable, roles: Mapping[str, str]) -> Placement:  # noqa: PLR0911 -- one return for each case
    """Take the shapes of a file, or build them from its columns."""
    if table.geometry is not None:
        return Placement(table.geometry.copy())
    if "shape" in roles:
        shapes = _from_shapes(table.column(roles["shape"]), table)
        return _filled(shapes, table, roles) if "lon" in roles else shapes
    if "lon" in roles:
        return _from_columns(table.column(roles["lon"]), table.column(roles["lat"]), table)
    if "latlon" in roles:
        return _from_pairs(table.column(roles["latlon"]), roles["latlon"], table)
    return Placement(no_shapes(len(table)))


def _filled(placement: Placement, table: RawTable, roles: Mapping[str, str]) -> Placement:
    """Place the rows that have no shape by their longitude and latitude."""
    empty = [not cell.strip() for cell in table.column(roles["shape"])]
    lons, lats = (
        Texts.of(
            [c if bare else "" for c, bare in zip(table.column(roles[role]), empty, strict=True)]
        )
        for role in ("lon", "lat")
    )
    points = _from_columns(lons, lats, table)
    placement.shapes = np.where(
        shapely.is_missing(placement.shapes), points.shapes, placement.shapes
    )
    placement.faults |= points.faults
    placement.findings += points.findings
    return placement


def _from_shapes(cells: Sequence[str], table: RawTable) -> Placement:
    """Build shapes from a column of WKT, WKB or GeoJSON."""
    placement = Placement(no_shapes(len(table)))
    objects: dict[int, object] = {}
    for row, cell in enumerate(cells):
        if not cell.strip():
            continue
        try:
            if SHAPE_OBJECT.match(cell):
                objects[row] = parse_object(cell)
            else:
                placement.shapes[row] = from_wkt(cell)
        except ShapeError as error:
            placement.faults[row] = str(error)
    built = build_shapes(list(objects.values()))
    for place_, row in enumerate(objects):
        placement.shapes[row] = built.geometry[place_]
    rows = list(objects)
    placement.faults |= {rows[place_]: reason for place_, reason in built.faults}
    placement.findings += built.notices.findings(numbers_of(table, rows))
    return placement


def _from_columns(lons: Texts, lats: Texts, table: RawTable) -> Placement:
    """Build points from two columns."""
    placement = Placement(no_shapes(len(table)))
    east, east_unread = degrees.read_column(lons)
    north, north_unread = degrees.read_column(lats)
    for name, cells, unread in (("longitude", lons, east_unread), ("latitude", lats, north_unread)):
        for row in unread:
            placement.faults.setdefault(row, f"the {name} is {shown(cells[row])}; expected degrees")
    placed = np.isfinite(east) & np.isfinite(north)
    placement.shapes[placed] = shapely.points(east[placed], north[placed])
    half = np.isfinite(east) != np.isfinite(north)
    placement.refuse(half, "only one of longitude and latitude is given; expected both or neither")
    commas = np.flatnonzero(lons.holding(",") & placed).tolist()
    if commas:
        found = about(
            "decimal-comma",
            "their coordinates have decimal commas",
            numbers_of(table, commas),
            grave=False,
        )
        placement.findings.append(found)
    return placement


def _from_pairs(cells: Sequence[str], column: str, table: RawTable) -> Placement:
    """Build points from one column that holds both coordinates."""
    pairs = [degrees.split_pair(cell) if cell.strip() else ("", "") for cell in cells]
    first = Texts.of([pair[0] if pair else "" for pair in pairs])
    second = Texts.of([pair[1] if pair else "" for pair in pairs])
    lon_first = _lon_first(first, second, column)
    placement = (
        _from_columns(first, second, table) if lon_first else _from_columns(second, first, table)
    )
    unread = [row for row, pair in enumerate(pairs) if pair is None]
    for row in unread:
        placement.refuse(
            [row], f"the position is {shown(cells[row])}; expected latitude, longitude"
        )
    order = "longitude, latitude" if lon_first else "latitude, longitude"
    message = f"the column {column!r} holds both coordinates; read as {order}"
    placement.findings.append(Finding("one-column-position", message, len(cells), grave=False))
    return placement


def _lon_first(first: Texts, second: Texts, column: str) -> bool:
    """Decide which of two coordinates is the longitude: by their letters, their size, or the name."""
    if any(degrees.is_east(cell) for cell in first):
        return True
    if any(degrees.is_east(cell) for cell in second):
        return False
    one, _ = degrees.read_column(first)
    other, _ = degrees.read_column(second)
    if np.nanmax(np.abs(one), initial=0) > POLE >= np.nanmax(np.abs(other), initial=0):
        return True
    return column.lower().replace("_", "").startswith(("lon", "lng"))


def numbers_of(table: RawTable, positions: Sequence[int]) -> list[int]:
    """Give the numbers of rows."""
    return [table.rows[position] for position in positions]
