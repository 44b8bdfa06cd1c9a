"""Rows from JSON in the forms in which people have it: GeoJSON in all its kinds, or plain records."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from geo.formats.encoding import decode
from geo.formats.jsonfeatures import Members, is_geometry
from geo.formats.jsontext import check_tokens, parse_json, to_text
from geo.formats.raw import Listed, RawTable, RefusedFileError
from geo.formats.topojson import read_topology
from geo.limits import check_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.formats.raw import Budget

SIGNED: Final = 10  # characters at the beginning, one of which separates records
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
        table = _document(decoded.text, budget)
    except RefusedFileError:
        lines = _lines(decoded.text, budget)
        if lines is None:
            raise
        table = lines
    findings = decoded.findings + table.findings
    return replace(table, findings=findings, encoding=decoded.encoding)


def _lines(text: str, budget: Budget) -> RawTable | None:
    """Read a document on each line, or between record separators; None if the first is not one."""
    members = Members(budget)
    tokens = 0

    def parsed() -> Iterator[tuple[int, Any]]:
        nonlocal tokens
        for number, piece in _pieces(text):
            tokens += check_tokens(piece, budget)
            check_count(tokens, budget.tokens, "values in JSON")
            try:
                yield number, parse_json(piece, budget=budget).value
            except RefusedFileError as error:
                if number == first:
                    raise
                members.listed.append(Listed(number, str(error)))

    first, *more = [number for number, _ in islice(_pieces(text), 2)] or [0]
    if not more:
        return None
    try:
        members.take(parsed())
    except RefusedFileError:
        return None
    return members.table("geojson-lines", crs="", findings=()) if len(members) > 1 else None


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines of a text that are not blank; or its records (RFC 8142), which may have several."""
    sign = "\x1e" if "\x1e" in text[:SIGNED] else "\n"
    number, start = int(sign == "\n"), 0
    while start < len(text):
        end = text.find(sign, start)
        end = len(text) if end < 0 else end
        piece = text[start:end].strip("\ufeff \t\r\n")
        if piece:
            yield number, piece
        number, start = number + 1, end + 1


def _document(text: str, budget: Budget) -> RawTable:
    """Find the rows of a document."""
    members = Members(budget)
    streamed: list[bool] = []

    def take(features: Iterator[Any]) -> None:
        streamed.append(True)
        members.take(enumerate(features, start=1))

    parsed = parse_json(text, budget=budget, take=take)
    value = parsed.value
    if isinstance(value, list):
        found, kind, value = value, "json", {}
    elif not isinstance(value, dict):
        message = "it is a single JSON value; expected GeoJSON or a list of records"
        raise RefusedFileError(message)
    elif value.get("type") == "Topology":
        found, kind = read_topology(value), "topojson"
    else:
        found, kind = _members(value)
    if not streamed or found:
        members = Members(budget)
        check_count(len(found), budget.rows, "rows")
        members.take(enumerate(found, start=1))
    return members.table(kind, crs=_crs(value.get("crs")), findings=parsed.findings)


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
    if is_geometry(value):
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
