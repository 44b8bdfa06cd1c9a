"""Rows from JSON in the forms in which people have it: GeoJSON in all its kinds, or plain records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.formats.encoding import decode
from geo.formats.jsontext import Parsed, check_tokens, parse_json, to_text
from geo.formats.linkedplaces import is_linked_place, linked_place, read_when
from geo.formats.raw import Finding, Listed, RawTable, RefusedFileError, about, to_cells
from geo.formats.shapes import SHAPE_TYPES, build_shapes
from geo.formats.topojson import read_topology
from geo.limits import check_count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.formats.raw import Budget

GEOMETRIES: Final = frozenset({*SHAPE_TYPES, "GeometryCollection"})
TIMES: Final = ("times", "datetimes", "coordTimes", "timestamps")
KNOWN_MEMBERS: Final = frozenset({"type", "properties", "geometry", "bbox", "id", "when"})
NOT_GEOJSON: Final = {
    "esriGeometryType": "it is Esri's own JSON; export it as GeoJSON",
    "spatialReference": "it is Esri's own JSON; export it as GeoJSON",
    "$schema": "it is a description of data, not data",
}


def read_json(raw: bytes, *, budget: Budget, encoding: str = "") -> RawTable:
    """Read rows from a JSON document, or from one on each line.

    Raises
    ------
    RefusedFileError
        If it is not JSON, or JSON that holds no rows known here.
    LimitError
        If it is larger than the budget.
    """
    decoded = decode(raw, wish=encoding)
    try:
        parsed = parse_json(decoded.text, budget=budget)
    except RefusedFileError:
        lines = _lines(decoded.text, budget)
        if lines is None:
            raise
        table = _table(lines[0], "geojson-lines", crs="", listed=lines[1], findings=())
    else:
        table = _document(parsed, budget)
    return RawTable(
        table.kind,
        table.columns,
        table.cells,
        table.rows,
        table.geometry,
        table.crs,
        table.listed,
        decoded.findings + table.findings,
        encoding=decoded.encoding,
    )


def _lines(text: str, budget: Budget) -> tuple[list[tuple[int, Any]], list[Listed]] | None:
    """Read a document on each line; None if the first line is not one."""
    check_tokens(text, budget)
    members: list[tuple[int, Any]] = []
    listed: list[Listed] = []
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip("\x1e\ufeff \t\r\n")
        if not bare:
            continue
        try:
            members.append((number, parse_json(bare, budget=budget).value))
        except RefusedFileError as error:
            if not members:
                return None
            listed.append(Listed(number, str(error)))
        check_count(len(members) + len(listed), budget.rows, "rows")
    return (members, listed) if len(members) > 1 else None


def _document(parsed: Parsed, budget: Budget) -> RawTable:
    """Find the rows of a document."""
    value = parsed.value
    if isinstance(value, list):
        return _table(_numbered(value, budget), "json", crs="", listed=[], findings=parsed.findings)
    if not isinstance(value, dict):
        message = "it is a single JSON value; expected GeoJSON or a list of records"
        raise RefusedFileError(message)
    if value.get("type") == "Topology":
        members, kind = read_topology(value), "topojson"
    else:
        members, kind = _members(value)
    crs = _crs(value.get("crs"))
    table = _table(_numbered(members, budget), kind, crs=crs, listed=[], findings=parsed.findings)
    check_count(_count_positions(table), budget.vertices, "positions")
    return table


def _numbered(members: list[Any], budget: Budget) -> list[tuple[int, Any]]:
    """Give rows their numbers, from 1 on."""
    check_count(len(members), budget.rows, "rows")
    return list(enumerate(members, start=1))


def _members(value: Mapping[str, Any]) -> tuple[list[Any], str]:
    """Find the list of rows in an object, and what kind of document it is."""
    features = value.get("features")
    if isinstance(features, list) and not set(NOT_GEOJSON) & set(value):
        return features, "geojson"
    if value.get("type") == "FeatureCollection":
        message = "it is a FeatureCollection without a list of 'features'"
        raise RefusedFileError(message)
    if value.get("type") == "Feature":
        return [value], "geojson"
    if value.get("type") in GEOMETRIES:
        return [{"type": "Feature", "properties": {}, "geometry": value}], "geojson"
    for key, message in NOT_GEOJSON.items():
        if key in value:
            raise RefusedFileError(message)
    lists = [item for item in value.values() if isinstance(item, list) and item]
    records = [item for item in lists if all(isinstance(member, dict) for member in item)]
    if len(records) == 1:
        return records[0], "json"
    message = f"it is JSON of type {to_text(value.get('type'))[:40]!r}; expected GeoJSON or a list of records"
    raise RefusedFileError(message)


def _crs(member: object) -> str:
    """Find the coordinate system that an older GeoJSON names."""
    if not isinstance(member, dict):
        return ""
    properties = member.get("properties")
    if isinstance(properties, dict):
        if isinstance(properties.get("name"), str):
            return str(properties["name"])
        if isinstance(properties.get("code"), int):
            return f"EPSG:{properties['code']}"
    return "unknown"


def _table(
    members: list[tuple[int, Any]],
    kind: str,
    *,
    crs: str,
    listed: list[Listed],
    findings: tuple[Finding, ...],
) -> RawTable:
    """Make a table of features or records."""
    kept: list[tuple[int, dict[str, Any]]] = []
    wrong = list(listed)
    for number, member in members:
        if isinstance(member, dict):
            kept.append((number, member))
        else:
            wrong.append(Listed(number, "it is not an object; expected a feature or a record"))
    if not kept:
        message = "it holds no features and no records"
        raise RefusedFileError(message)
    numbers = [number for number, _ in kept]
    found = _kind(kind, [member for _, member in kept])
    columns, cells = to_cells(_cells(member) for _, member in kept)
    shapes = build_shapes([_geometry(member) for _, member in kept])
    faults = {numbers[row]: reason for row, reason in shapes.faults}
    said = list(findings)
    if shapes.notices.unclosed:
        rows = dict.fromkeys(numbers[row] for row in shapes.notices.unclosed)
        message = "their rings do not end where they start; closed"
        said.append(about("unclosed-rings", message, rows))
    whole = [row for row, number in enumerate(numbers) if number not in faults]
    has_shapes = any("geometry" in member or member.get("type") in GEOMETRIES for _, member in kept)
    return RawTable(
        found,
        columns,
        tuple(column.at(whole) for column in cells) if faults else cells,
        [numbers[row] for row in whole],
        shapes.geometry[whole] if has_shapes else None,
        crs,
        tuple(wrong) + tuple(Listed(number, reason) for number, reason in faults.items()),
        tuple(said),
    )


def _kind(kind: str, members: list[dict[str, Any]]) -> str:
    """Tell Linked Places and GeoJSON-T from GeoJSON, and features from records."""
    first = members[:100]
    if any(is_linked_place(member) and "geometry" in member for member in first):
        return "linked-places"
    if any(member.get("when") and member.get("type") == "Feature" for member in first):
        return "geojson-t"
    if kind in {"json", "geojson-lines"}:
        features = all(member.get("type") == "Feature" for member in first)
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
    if member.get("type") in GEOMETRIES and "geometry" not in member:
        return member
    return member.get("geometry")


def _cells(member: Mapping[str, Any]) -> dict[str, str]:
    """Give the cells of a feature or a record."""
    if member.get("type") in GEOMETRIES and "geometry" not in member:
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
            cells.setdefault(key, to_text(value))
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


def _count_positions(table: RawTable) -> int:
    """Count the positions of all shapes."""
    import shapely  # noqa: PLC0415 -- heavy; also loaded by whoever builds shapes

    return 0 if table.geometry is None else int(np.sum(shapely.get_num_coordinates(table.geometry)))
