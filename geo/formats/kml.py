"""KML and KMZ: placemarks with their shapes, time spans, folders and extra data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from geo.formats.archive import open_archive
from geo.formats.raw import Finding, RawTable, RefusedFileError
from geo.formats.shaped import Record, to_shaped_table
from geo.formats.xmltext import Element, read_records
from geo.limits import check_count

if TYPE_CHECKING:
    from geo.formats.raw import Budget

TUPLE: Final = re.compile(r"[^\s,]+(?:\s*,\s*[^\s,]+)+")
LONGEST_PATH: Final = (
    500  # characters of the names of folders, which each of their placemarks repeats
)
SHAPES: Final = (
    "Point",
    "LineString",
    "LinearRing",
    "Polygon",
    "MultiGeometry",
    "Track",
    "MultiTrack",
)
NOT_READ: Final = ("NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Tour")


def read_kml(raw: bytes, *, budget: Budget) -> RawTable:
    """Read the placemarks of a KML file.

    Links to other files are not followed.

    Raises
    ------
    RefusedFileError
        If it is no XML or has no placemarks.
    LimitError
        If it is larger than the budget.
    """
    records: list[Record] = []

    def take(element: Element, outer: list[Element]) -> None:
        check_count(len(records), budget.rows, "rows")
        records.append(_record(element, outer, len(records) + 1))

    root = read_records(raw, ("Placemark",), take, budget=budget)
    left = [item for name in NOT_READ for item in root.walk(name)]
    if not records:
        message = "it has no placemarks"
        if left:
            message = f"it has no placemarks, only a {left[0].tag}, which leads elsewhere or shows a picture"
        raise RefusedFileError(message)
    findings: tuple[Finding, ...] = ()
    if left:
        kinds = ", ".join(dict.fromkeys(item.tag for item in left))
        message = f"links and pictures are not followed or read ({kinds})"
        findings = (Finding("not-read", message, len(left)),)
    return to_shaped_table(records, kind="kml", findings=findings, budget=budget)


def read_kmz(raw: bytes, *, budget: Budget) -> RawTable:
    """Read the placemarks of a KMZ file, which is a KML in an archive.

    Raises
    ------
    RefusedFileError
        If it is broken or has no placemarks.
    LimitError
        If it is larger than the budget.
    """
    archive = open_archive(raw, budget=budget)
    names = archive.find(".kml")
    if not names:
        message = "there is no KML in the archive"
        raise RefusedFileError(message)
    main = min(names, key=lambda name: (name.lower() != "doc.kml", names.index(name)))
    table = read_kml(archive.read(main), budget=budget)
    return RawTable(
        "kmz", table.columns, table.cells, table.rows, table.geometry, table.crs, table.listed,
        table.findings, part=main, parts=names,
    )  # fmt: skip


def _record(element: Element, outer: list[Element], number: int) -> Record:
    """Read one placemark."""
    cells = {"id": element.attributes.get("id", "")}
    cells["name"] = element.text_of("name")
    cells["description"] = element.text_of("description") or element.text_of("Snippet")
    cells |= _time(element) or next((_time(e) for e in reversed(outer) if _time(e)), {})
    folders = (item.text_of("name") for item in outer if item.tag == "Folder")
    cells["folder"] = " / ".join(name[:LONGEST_PATH] for name in folders if name)[:LONGEST_PATH]
    extra = [
        (data.attributes.get("name", ""), data.text_of("value")) for data in element.walk("Data")
    ]
    extra += [(d.attributes.get("name", ""), d.text.strip()) for d in element.walk("SimpleData")]
    for key, value in extra:
        cells[key] = value if key == "id" and value else cells.get(key) or value
    shapes = [child for child in element.children if child.tag in SHAPES]
    for track in element.walk("Track"):
        times = [when.text.strip() for when in track.walk("when")]
        if times and not {"when", "start", "end"} & set(cells):
            cells |= {"start": times[0], "end": times[-1]}
    members = [_shape(shape) for shape in shapes]
    geometry = {"type": "GeometryCollection", "geometries": members} if len(members) > 1 else None
    return Record(number, cells, geometry or (members[0] if members else None))


def _time(element: Element) -> dict[str, str]:
    """Read when a placemark or folder was."""
    span = element.first("TimeSpan")
    if span is not None:
        begin, end = span.text_of("begin"), span.text_of("end")
        if begin and begin == end:
            return {"when": begin}
        return {"start": begin or "..", "end": end or ".."} if begin or end else {}
    stamp = element.first("TimeStamp")
    when = stamp.text_of("when") if stamp is not None else ""
    return {"when": when} if when else {}


def _shape(element: Element) -> dict[str, Any] | None:  # noqa: PLR0911 -- one return for each case
    """Give a GeoJSON geometry of a shape of KML."""
    if element.tag in {"MultiGeometry", "MultiTrack"}:
        parts = [_shape(child) for child in element.children if child.tag in SHAPES]
        return {"type": "GeometryCollection", "geometries": parts}
    if element.tag == "Polygon":
        rings = [
            _positions(ring.text_of("coordinates"))
            for name in ("outerBoundaryIs", "innerBoundaryIs")
            for boundary in element.walk(name)
            for ring in boundary.walk("LinearRing")
        ]
        return {"type": "Polygon", "coordinates": rings}
    if element.tag == "Track":
        texts = [coord.text.split() for coord in element.walk("coord")]
        positions = [[_number(text) for text in parts] for parts in texts]
        if len(positions) == 1:
            return {"type": "Point", "coordinates": positions[0]}
        return {"type": "LineString", "coordinates": positions}
    positions = _positions(element.text_of("coordinates"))
    if element.tag == "Point":
        return {"type": "Point", "coordinates": positions[0] if positions else []}
    return {"type": "LineString", "coordinates": positions}


def _positions(text: str) -> list[list[float | str]]:
    """Read a list of positions."""
    return [[_number(part.strip()) for part in match.split(",")] for match in TUPLE.findall(text)]


def _number(text: str) -> float | str:
    """Read a number; what is none stays a text, and its row is listed."""
    try:
        return float(text)
    except ValueError:
        return text
