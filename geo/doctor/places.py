"""Where each row is: shapes or columns of coordinates, brought into degrees and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.doctor import antimeridian, mending, tangles
from geo.doctor.positions import Placement, find_shapes, numbers_of
from geo.formats.raw import RawTable, about

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
RIGHT_HANDED: Final = ("geojson", "geojson-lines", "geojson-t", "linked-places", "json", "topojson")

TOO_NESTED: Final = "it has too many rings inside one another to be judged here; cut it in parts"
TOO_TANGLED: Final = "its outline crosses itself too often to be mended here; simplify it first"


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
    placement = find_shapes(table, roles)
    numbers = np.array(table.rows, dtype="int64")
    if SWAP in repairs:
        placement.shapes = _swapped(placement.shapes, table.crs)
    _reproject(placement, table, repairs)
    if WRAP in repairs:
        placement.shapes = antimeridian.wrapped(placement.shapes)
    if UNPLACE in repairs:
        placement.shapes[_at_zero(placement.shapes)] = None
    placement.shapes = mending.snapped(placement.shapes)
    _check_range(placement, numbers)
    if CUT in repairs:
        placement.shapes = antimeridian.cut_at_antimeridian(placement.shapes)
    _check_shapes(placement, numbers, table.kind)
    return placement


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
    rows = numbers_of(table, [int(row) for row in np.flatnonzero(there)])
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
    crossing = antimeridian.crosses_antimeridian(placement.shapes)
    placement.refuse(tangles.nested(placement.shapes), TOO_NESTED)
    placement.refuse(tangles.hopeless(placement.shapes), TOO_TANGLED)
    broken = ~shapely.is_missing(placement.shapes) & ~shapely.is_valid(placement.shapes)
    knotted = broken.copy()
    knotted[broken] = tangles.tangled(placement.shapes[broken])
    placement.refuse(knotted, TOO_TANGLED)
    broken &= ~knotted
    placement.shapes = mending.made_valid(placement.shapes, broken)
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
