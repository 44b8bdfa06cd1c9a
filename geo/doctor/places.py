"""Where each row is: shapes or columns of coordinates, brought into degrees and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.doctor import degrees, mending
from geo.formats.raw import Finding, RawTable, about, no_shapes
from geo.formats.shapes import SHAPE_OBJECT, ShapeError, build_shapes, from_wkt, parse_object, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

CHOSEN_CRS: Final = "crs:"
SWAP: Final = "swap-coordinates"
WRAP: Final = "wrap-longitudes"
CUT: Final = "cut-antimeridian"
UNPLACE: Final = "unplace-null-island"
REPAIRS: Final = (SWAP, WRAP, CUT, UNPLACE)
WEB_MERCATOR_EDGE: Final = 20_037_509.0
BEYOND_DEGREES: Final = 1_000.0
MOST_MENTIONED: Final = 3
RIGHT_HANDED: Final = ("geojson", "geojson-lines", "geojson-t", "linked-places", "json", "topojson")


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


def place(table: RawTable, roles: Mapping[str, str], *, repairs: Sequence[str]) -> Placement:
    """Place the rows of a table.

    Parameters
    ----------
    repairs
        Those that a person chose.

    Raises
    ------
    RefusedFileError
        If the coordinate system is not known.
    """
    placement = _found(table, roles)
    numbers = np.array(table.rows, dtype="int64")
    if SWAP in repairs:
        placement.shapes = _swapped(placement.shapes, table.crs)
    _reproject(placement, table, repairs)
    if WRAP in repairs:
        placement.shapes = mending.wrapped(placement.shapes)
    if UNPLACE in repairs:
        placement.shapes[_at_zero(placement.shapes)] = None
    _check_range(placement, numbers)
    if CUT in repairs:
        placement.shapes = mending.cut_at_antimeridian(placement.shapes)
    _check_shapes(placement, numbers, table.kind)
    return placement


def _found(table: RawTable, roles: Mapping[str, str]) -> Placement:
    """Take the shapes of a file, or build them from its columns."""
    if table.geometry is not None:
        return Placement(table.geometry.copy())
    if "shape" in roles:
        return _from_shapes(table.column(roles["shape"]), table)
    if "lon" in roles:
        return _from_columns(table.column(roles["lon"]), table.column(roles["lat"]), table)
    if "latlon" in roles:
        return _from_pairs(table.column(roles["latlon"]), roles["latlon"], table)
    return Placement(no_shapes(len(table)))


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
    return placement


def _from_columns(lons: Sequence[str], lats: Sequence[str], table: RawTable) -> Placement:
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
    commas = [row for row, cell in enumerate(lons) if "," in cell and placed[row]]
    if commas:
        found = about(
            "decimal-comma",
            "their coordinates have decimal commas",
            _numbers(table, commas),
            grave=False,
        )
        placement.findings.append(found)
    return placement


def _from_pairs(cells: Sequence[str], column: str, table: RawTable) -> Placement:
    """Build points from one column that holds both coordinates."""
    pairs = [degrees.split_pair(cell) if cell.strip() else ("", "") for cell in cells]
    first = [pair[0] if pair else "" for pair in pairs]
    second = [pair[1] if pair else "" for pair in pairs]
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


def _lon_first(first: Sequence[str], second: Sequence[str], column: str) -> bool:
    """Decide which of two coordinates is the longitude: by their letters, their size, or the name."""
    if any(degrees.is_east(cell) for cell in first):
        return True
    if any(degrees.is_east(cell) for cell in second):
        return False
    one, _ = degrees.read_column(first)
    other, _ = degrees.read_column(second)
    if np.nanmax(np.abs(one), initial=0) > mending.POLE >= np.nanmax(np.abs(other), initial=0):
        return True
    return column.lower().replace("_", "").startswith(("lon", "lng"))


def _numbers(table: RawTable, positions: Sequence[int]) -> list[int]:
    """Give the numbers of rows."""
    return [table.rows[position] for position in positions]


def _fits(shapes: NDArray[np.object_], *, flipped: bool = False) -> NDArray[np.bool_]:
    """Tell of each shape whether it lies on the globe, perhaps with its coordinates exchanged."""
    west, south, east, north = shapely.bounds(shapes).T
    if flipped:
        west, south, east, north = south, west, north, east
    inside: NDArray[np.bool_] = (
        (west >= -mending.HALF_TURN)
        & (east <= mending.HALF_TURN)
        & (south >= -mending.POLE)
        & (north <= mending.POLE)
    )
    return inside


def _swapped(shapes: NDArray[np.object_], crs: str) -> NDArray[np.object_]:
    """Exchange the coordinates of all shapes, or of those off the globe if the others would leave it."""
    there = ~shapely.is_missing(shapes)
    flipped = _fits(shapes, flipped=True)
    every = bool(flipped[there].all()) or not mending.is_degrees(crs)
    return mending.swapped(shapes, there if every else there & flipped & ~_fits(shapes))


def _reproject(placement: Placement, table: RawTable, repairs: Sequence[str]) -> None:
    """Bring the shapes into degrees, if they are in another coordinate system."""
    chosen = next((r.removeprefix(CHOSEN_CRS) for r in repairs if r.startswith(CHOSEN_CRS)), "")
    crs = chosen or table.crs
    if mending.is_degrees(crs):
        return
    there = ~shapely.is_missing(placement.shapes)
    name = mending.name_of(crs)
    placement.shapes = mending.reprojected(placement.shapes, crs)
    lost = there & ~np.isfinite(shapely.bounds(placement.shapes)).all(axis=1)
    placement.refuse(lost, f"its coordinates lie outside of the coordinate system {name}")
    message = f"the coordinates are in {name} and were brought into longitude and latitude"
    rows = _numbers(table, [int(row) for row in np.flatnonzero(there)])
    placement.findings.append(about("reprojected", message, rows, grave=False))


def _check_range(placement: Placement, numbers: NDArray[np.int64]) -> None:
    """Find shapes off the globe, and guess why."""
    shapes = placement.shapes
    bounds = shapely.bounds(shapes)
    outside = ~shapely.is_missing(shapes) & ~_fits(shapes)
    largest = np.nanmax(np.abs(bounds), axis=1, initial=0)
    projected = outside & (largest > BEYOND_DEGREES)
    flipped = outside & ~projected & _fits(shapes, flipped=True)
    beyond = (
        outside & ~projected & ~flipped & (np.abs(bounds[:, [1, 3]]) <= mending.POLE).all(axis=1)
    )
    rest = outside & ~projected & ~flipped & ~beyond
    mercator = bool(projected.any()) and float(largest[projected].max()) < WEB_MERCATOR_EDGE
    cases = (
        ("swapped-coordinates", flipped, "longitude and latitude seem to be swapped", (SWAP,)),
        (
            "projected-coordinates",
            projected,
            "the coordinates are no degrees; they seem to be metres of a projected system",
            (f"{CHOSEN_CRS}EPSG:3857",) if mercator else (),
        ),
        ("longitudes-beyond-180", beyond, "longitudes run beyond 180 degrees", (WRAP,)),
        ("out-of-range", rest, "coordinates lie off the globe", ()),
    )
    for code, rows, message, repairs in cases:
        if rows.any():
            placement.findings.append(about(code, message, numbers[rows], repairs=repairs))
            for row in np.flatnonzero(rows):
                placement.refuse([int(row)], f"{_extent(bounds[row])}; {message}")


def _extent(bounds: NDArray[np.float64]) -> str:
    """Say where a shape lies that is off the globe."""
    west, south, east, north = (f"{edge:.7g}" for edge in bounds)
    if (west, south) == (east, north):
        return f"it lies at longitude {west}, latitude {south}"
    return f"it reaches from {west} to {east} in longitude and {south} to {north} in latitude"


def _at_zero(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which shapes are a point where the equator meets the meridian of Greenwich."""
    bounds = shapely.bounds(shapes)
    zero: NDArray[np.bool_] = (bounds == 0).all(axis=1)
    return zero


def _check_shapes(placement: Placement, numbers: NDArray[np.int64], kind: str) -> None:
    """Find shapes that are doubtful or cannot be drawn as they are."""
    _flatten(placement, numbers)
    zero = _at_zero(placement.shapes)
    crossing = mending.crosses_antimeridian(placement.shapes)
    placement.shapes, broken = mending.made_valid(placement.shapes)
    gone = broken & shapely.is_empty(placement.shapes)
    placement.refuse(gone, "its outline encloses nothing, or its line has no length")
    placement.shapes, clockwise = mending.turned(placement.shapes)
    clockwise &= np.full(len(clockwise), kind in RIGHT_HANDED)
    cases = (
        (
            "null-island",
            zero,
            "they lie at longitude 0, latitude 0; is the position unknown?",
            True,
            (UNPLACE,),
        ),
        (
            "antimeridian",
            crossing,
            "they run over longitude 180 without being cut there",
            True,
            (CUT,),
        ),
        (
            "self-intersection",
            broken & ~gone,
            "their outlines cross themselves; drawn cut at the crossings",
            True,
            (),
        ),
        ("clockwise-rings", clockwise, "their outer rings run clockwise; turned round", False, ()),
    )
    for code, rows, message, grave, repairs in cases:
        if rows.any():
            found = about(code, message, numbers[rows], grave=grave, repairs=repairs)
            placement.findings.append(found)


def _flatten(placement: Placement, numbers: NDArray[np.int64]) -> None:
    """Make single shapes of collections; what cannot be drawn with the rest is kept as text."""
    for row in np.flatnonzero(shapely.get_type_id(placement.shapes) == 7):  # noqa: PLR2004 -- collections
        whole, rest = mending.flattened(placement.shapes[row])
        placement.shapes[row] = whole
        if rest:
            placement.extras[int(row)] = rest
    if placement.extras:
        message = (
            "their shapes are of several kinds; the largest kind is drawn, the rest kept as text"
        )
        rows = numbers[list(placement.extras)]
        placement.findings.append(about("mixed-geometry", message, rows))
