"""Features and records of JSON made into a table, some at a time: the text is held, the objects are not."""

from __future__ import annotations

import json
from array import array
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.formats.jsontext import to_text
from geo.formats.linkedplaces import is_linked_place, linked_place, read_when
from geo.formats.notices import Notices
from geo.formats.raw import Columns, Finding, Listed, RawTable, RefusedFileError, no_shapes
from geo.formats.shapes import SHAPE_TYPES, build_shapes
from geo.limits import check_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.formats.raw import Budget

GEOMETRIES: Final = frozenset({*SHAPE_TYPES, "GeometryCollection"})
TIMES: Final = ("times", "datetimes", "coordTimes", "timestamps")
KNOWN_MEMBERS: Final = frozenset({"type", "properties", "geometry", "bbox", "id", "when"})
TELLING: Final = 100  # members that tell what kind of document this is
CHUNK: Final = 5_000


class Members:
    """The rows of a document, taken in one after the other."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._columns = Columns(budget)
        self._numbers = array("q")
        self._shapes = [no_shapes(0)]
        self._faults: dict[int, str] = {}
        self._notices = Notices()
        self._first: list[dict[str, Any]] = []
        self._has_shapes = False
        self._positions = 0
        self.listed: list[Listed] = []

    def __len__(self) -> int:
        return len(self._numbers) + len(self.listed)

    def take(self, members: Iterable[tuple[int, Any]]) -> None:
        """Take numbered members in.

        Raises
        ------
        LimitError
            If there are too many rows or positions.
        """
        stream = iter(members)
        while chunk := list(islice(stream, CHUNK)):
            self._add([(n, member) for n, member in chunk if self._is_object(n, member)])

    def _is_object(self, number: int, member: object) -> bool:
        """Tell whether a member is an object; list it if it is none."""
        if not isinstance(member, dict):
            reason = "it is not an object; expected a feature or a record"
            self.listed.append(Listed(number, reason))
        return isinstance(member, dict)

    def _add(self, chunk: list[tuple[int, dict[str, Any]]]) -> None:
        """Take some objects in."""
        start = len(self._numbers)
        self._numbers.extend(number for number, _ in chunk)
        check_count(len(self._numbers) + len(self.listed), self._budget.rows, "rows")
        self._first += [member for _, member in chunk[: TELLING - len(self._first)]]
        self._columns.add([_cells(member) for _, member in chunk])
        shapes = build_shapes([_geometry(member) for _, member in chunk])
        self._positions += int(np.sum(shapely.get_num_coordinates(shapes.geometry)))
        check_count(self._positions, self._budget.vertices, "positions")
        self._shapes.append(shapes.geometry)
        self._faults |= {start + row: reason for row, reason in shapes.faults}
        self._notices.add(shapes.notices, start=start)
        self._has_shapes = self._has_shapes or any(
            "geometry" in member or is_geometry(member) for _, member in chunk
        )

    def table(self, kind: str, *, crs: str, findings: tuple[Finding, ...]) -> RawTable:
        """Give the table of all that was taken in.

        Raises
        ------
        RefusedFileError
            If there is nothing.
        """
        numbers = self._numbers
        if not numbers:
            message = "it holds no features and no records"
            raise RefusedFileError(message)
        whole = [row for row in range(len(numbers)) if row not in self._faults]
        columns, cells = self._columns.all()
        shapes = np.concatenate(self._shapes)
        return RawTable(
            _kind(kind, self._first),
            columns,
            tuple(column.at(whole) for column in cells) if self._faults else cells,
            [numbers[row] for row in whole] if self._faults else numbers,
            shapes[whole] if self._has_shapes else None,
            crs,
            (*self.listed, *(Listed(numbers[row], said) for row, said in self._faults.items())),
            findings + self._notices.findings(numbers),
        )


def is_geometry(member: Mapping[str, Any]) -> bool:
    """Tell whether an object is a GeoJSON geometry, by its type, which may be anything in a stranger's file."""
    kind = member.get("type")
    return isinstance(kind, str) and kind in GEOMETRIES


def _kind(kind: str, members: list[dict[str, Any]]) -> str:
    """Tell Linked Places and GeoJSON-T from GeoJSON, and features from records."""
    if any(is_linked_place(member) and "geometry" in member for member in members):
        return "linked-places"
    if any(member.get("when") and member.get("type") == "Feature" for member in members):
        return "geojson-t"
    if kind in {"json", "geojson-lines"}:
        features = all(member.get("type") == "Feature" for member in members)
        lines = kind == "geojson-lines"
        return (
            ("geojson-lines" if lines else "geojson")
            if features
            else "json-lines"
            if lines
            else "json"
        )
    return kind


def _geometry(member: Mapping[str, Any]) -> object:
    """Give the geometry object of a feature; a bare geometry is its own."""
    if is_geometry(member) and "geometry" not in member:
        return member
    return member.get("geometry")


def _cells(member: Mapping[str, Any]) -> dict[str, str]:
    """Give the cells of a feature or a record."""
    if is_geometry(member) and "geometry" not in member:
        return {}
    if member.get("type") != "Feature" and not isinstance(member.get("properties"), dict):
        return {key: to_text(value) for key, value in member.items() if key != "geometry"}
    properties = member.get("properties")
    cells = linked_place(member) if is_linked_place(member) else {}
    done = {"title"} if cells else set()
    stated = properties if isinstance(properties, dict) else {}
    cells |= {key: _property(key, value) for key, value in stated.items() if key not in done}
    if "id" not in cells and member.get("id") is not None:
        cells["id"] = to_text(member["id"])
    if "when" in member and not cells.get("when"):
        cells["when"] = read_when(member["when"])
    for key, value in member.items():
        if key not in KNOWN_MEMBERS and not (cells and key == "@id"):
            # The links of a gazetteer lead out of it; ours lead to other features.
            cells.setdefault("linked to" if key == "links" else key, to_text(value))
    return _with_times(cells, properties)


def _property(key: str, value: object) -> str:
    """Give one property as text; a ``when`` object as the date it says."""
    return read_when(value) if key == "when" and isinstance(value, dict) else to_text(value)


def _with_times(cells: dict[str, str], properties: object) -> dict[str, str]:
    """Date a feature by the list of times of its positions, if it has no other date."""
    if not isinstance(properties, dict) or cells.get("when"):
        return cells
    for key in TIMES:
        values = properties.get(key)
        if isinstance(values, list) and values:
            flat = [v for item in values for v in (item if isinstance(item, list) else [item])]
            ends = [to_text(flat[0]), to_text(flat[-1])] if flat else ["", ""]
            cells[key] = json.dumps(values, ensure_ascii=False)
            if len(set(ends)) == 1:
                cells["when"] = ends[0]
            else:
                cells["start"], cells["end"] = ends
            break
    return cells
