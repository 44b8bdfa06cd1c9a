"""GPX: waypoints, routes and tracks of a receiver, each a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.formats.raw import RefusedFileError
from geo.formats.shaped import Record, to_shaped_table
from geo.formats.xmltext import Element, read_records
from geo.limits import check_count

if TYPE_CHECKING:
    from geo.formats.raw import Budget, RawTable

CELLS: Final = {
    "name": "name",
    "desc": "description",
    "cmt": "note",
    "type": "type",
    "src": "source",
}
SPARE: Final = {"sym": "symbol", "ele": "elevation", "number": "number"}
POINTS: Final = frozenset({"rtept", "trkseg"})
OTHERS_CELLS: Final = 20
"""How many cells of other programs' making a row may have: a device adds a few, a hostile file many."""


def read_gpx(raw: bytes, *, budget: Budget) -> RawTable:
    """Read the waypoints, routes and tracks of a GPX file.

    Raises
    ------
    RefusedFileError
        If it is no XML or has none of them.
    LimitError
        If it is larger than the budget.
    """
    records: list[Record] = []

    def take(element: Element, _outer: list[Element]) -> None:
        check_count(len(records), budget.rows, "rows")
        records.append(_record(element, len(records) + 1))

    read_records(raw, ("wpt", "rte", "trk"), take, budget=budget)
    if not records:
        message = "it has no waypoints, routes or tracks"
        raise RefusedFileError(message)
    return to_shaped_table(records, kind="gpx", budget=budget)


def _record(element: Element, number: int) -> Record:
    """Read one waypoint, route or track."""
    cells = {column: element.text_of(tag) for tag, column in (CELLS | SPARE).items()}
    cells["element"] = element.tag
    cells |= _other_cells(element)
    if element.tag == "wpt":
        cells["when"] = element.text_of("time")
        return Record(number, cells, {"type": "Point", "coordinates": _position(element)})
    names = ("rtept",) if element.tag == "rte" else ("trkpt",)
    parts = [element] if element.tag == "rte" else list(element.walk("trkseg"))
    lines = [[_position(p) for name in names for p in part.walk(name)] for part in parts]
    times = [p.text_of("time") for part in parts for name in names for p in part.walk(name)]
    stated = [time for time in times if time]
    if stated:
        cells |= {"start": stated[0], "end": stated[-1]}
    return Record(number, cells, _lines([line for line in lines if line]))


def _other_cells(element: Element) -> dict[str, str]:
    """Read what else is said of a point or line: links, accuracy, and what programs add of their own."""
    found: dict[str, str] = {}
    known = POINTS | CELLS.keys() | SPARE.keys() | {"time"}
    for child in element.children:
        if child.tag == "link":
            found.setdefault("link", child.attributes.get("href", ""))
        elif child.tag == "extensions":
            for inner in child.children:
                text = " ".join(inner.whole_text().split())
                found.setdefault(inner.tag, text)
        elif child.tag not in known:
            found.setdefault(child.tag, child.text.strip())
    stated = [(tag, text) for tag, text in found.items() if text and tag not in CELLS.values()]
    return dict(stated[:OTHERS_CELLS])


def _lines(lines: list[list[list[float | str]]]) -> dict[str, Any] | None:
    """Give a GeoJSON geometry of the segments of a track; one position alone is a point."""
    if not lines:
        return None
    long = [line for line in lines if len(line) > 1]
    if not long:
        return {"type": "MultiPoint", "coordinates": [line[0] for line in lines]}
    if len(long) == len(lines):
        return {"type": "MultiLineString", "coordinates": long}
    points = {"type": "MultiPoint", "coordinates": [line[0] for line in lines if len(line) == 1]}
    several = {"type": "MultiLineString", "coordinates": long}
    return {"type": "GeometryCollection", "geometries": [several, points]}


def _position(element: Element) -> list[float | str]:
    """Read the position of a point; what is no number stays a text, and its row is listed."""
    texts = (element.attributes.get("lon", ""), element.attributes.get("lat", ""))
    try:
        return [float(text) for text in texts]
    except ValueError:
        return list(texts)
