"""Shapes from the coordinates of other people's files: built leniently, faults told one by one.

What a person can mend is built all the same (a ring that does not close is closed, clockwise rings
are turned) and reported; what is no shape at all is a fault of its row. Heights are left out.
"""

from __future__ import annotations

import reprlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
import shapely

from geo.formats.notices import Notices
from geo.formats.raw import no_shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

_Part = TypeVar("_Part")

LONGEST_SHOWN: Final = 60
MOST_PARTS: Final = 16  # how deep collections may hold collections
SHORTEST_LINE: Final = 2
SHORTEST_RING: Final = 4
_NO_AREA: Final = "none of its rings has three corners"


class ShapeError(ValueError):
    """Coordinates that make no shape."""


class CollapsedError(ShapeError):
    """A ring of too few corners: an island or a lake that simplifying has left without area."""


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Shapes row by row, the rows at fault with the reason, and what was mended."""

    geometry: NDArray[np.object_]
    faults: list[tuple[int, str]]
    notices: Notices


def build_shapes(members: Sequence[object]) -> Shapes:
    """Build shapes from GeoJSON geometry objects; a null or an empty one gives None."""
    geometry = no_shapes(len(members))
    faults: list[tuple[int, str]] = []
    notices = Notices()
    points = _plain_points(members, geometry)
    for row, member in enumerate(members):
        if member is None or row in points:
            continue
        try:
            geometry[row] = _build(member, row, notices, 0)
        except ShapeError as error:
            faults.append((row, str(error)))
    return Shapes(geometry, faults, notices)


def _plain_points(members: Sequence[object], geometry: NDArray[np.object_]) -> set[int]:
    """Build all simple points at once, which is most of what tables hold."""
    rows, pairs = [], []
    for row, member in enumerate(members):
        if isinstance(member, dict) and member.get("type") == "Point":
            position = member.get("coordinates")
            if (
                isinstance(position, list)
                and len(position) == 2  # noqa: PLR2004 -- longitude and latitude
                and type(position[0]) in {int, float}
                and type(position[1]) in {int, float}
                and abs(position[0]) < 1e15  # noqa: PLR2004 -- no number of a place, and no NaN
                and abs(position[1]) < 1e15  # noqa: PLR2004
            ):
                rows.append(row)
                pairs.append(position)
    if rows:
        geometry[rows] = shapely.points(np.array(pairs, dtype="float64"))
    return set(rows)


def checked(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """Give a flat shape of finite numbers; None for an empty one.

    Raises
    ------
    ShapeError
        If a coordinate is not a number.
    """
    if shape is None or bool(shapely.is_empty(shape)):
        return None
    flat = shapely.force_2d(shape)
    if not np.isfinite(shapely.get_coordinates(flat)).all():
        message = "a coordinate is not a finite number"
        raise ShapeError(message)
    return flat


def _build(member: object, row: int, notices: Notices, depth: int) -> shapely.Geometry | None:
    """Build one shape."""
    if not isinstance(member, dict):
        message = f"the geometry is {shown(member)}; expected an object with type and coordinates"
        raise ShapeError(message)
    kind = str(member.get("type"))
    if kind == "GeometryCollection":
        return _collection(member, row, notices, depth)
    builder = _BUILDERS.get(kind)
    if builder is None:
        message = f"the geometry type is {shown(member.get('type'))}; expected one of GeoJSON's"
        raise ShapeError(message)
    coordinates = member.get("coordinates")
    if coordinates is None or coordinates == []:
        return None
    if not isinstance(coordinates, list):
        message = f"the coordinates are {shown(coordinates)}; expected a list"
        raise ShapeError(message)
    return builder(coordinates, row, notices)


def _collection(
    member: dict[str, Any], row: int, notices: Notices, depth: int
) -> shapely.Geometry | None:
    """Build a collection of shapes."""
    parts = member.get("geometries")
    if not isinstance(parts, list) or depth > MOST_PARTS:
        message = (
            "the collection has no list of geometries"
            if depth <= MOST_PARTS
            else (f"collections lie in one another {depth} deep")
        )
        raise ShapeError(message)
    built = [_build(part, row, notices, depth + 1) for part in parts if part is not None]
    return (
        shapely.GeometryCollection([shape for shape in built if shape is not None])
        if built
        else None
    )


def _positions(value: object, row: int, notices: Notices) -> NDArray[np.float64]:
    """Read a list of positions."""
    if not isinstance(value, list) or not value:
        message = f"a list of positions is {shown(value)}; expected [[longitude, latitude], ...]"
        raise ShapeError(message)
    flat = value
    try:
        sizes = set(map(len, flat))
        kinds = {type(number) for position in flat for number in position}
    except TypeError:
        sizes, kinds = set(), set()
    if not kinds or not kinds <= {int, float} or not sizes <= {2, 3, 4}:
        wrong = next((p for p in flat if not _is_position(p)), value)
        message = f"a position is {shown(wrong)}; expected [longitude, latitude] in numbers"
        raise ShapeError(message)
    if max(sizes) > 2:  # noqa: PLR2004 -- longitude and latitude
        notices.heights.append(row)
    try:
        array = np.array([position[:2] for position in flat], dtype="float64")
    except OverflowError:
        array = np.array([[np.inf, np.inf]])
    if not np.isfinite(array).all():
        message = "a coordinate is not a finite number"
        raise ShapeError(message)
    return array


def _is_position(value: object) -> bool:
    """Tell whether a value is a position."""
    return (
        isinstance(value, list)
        and len(value) in {2, 3, 4}
        and all(type(number) in {int, float} for number in value)
    )


def _line_of(value: object, row: int, notices: Notices) -> NDArray[np.float64]:
    """Read the positions of a line."""
    array = _positions(value, row, notices)
    if len(array) < SHORTEST_LINE:
        message = f"a line has {len(array)} position; it needs at least {SHORTEST_LINE}"
        raise ShapeError(message)
    return array


def _ring_of(value: object, row: int, notices: Notices) -> NDArray[np.float64]:
    """Read the positions of a ring, closing it if it is open."""
    array = _positions(value, row, notices)
    if not np.array_equal(array[0], array[-1]):
        array = np.vstack([array, array[:1]])
        notices.unclosed.append(row)
    if len(array) < SHORTEST_RING:
        message = f"a ring has {len(array) - 1} corners; it needs at least {SHORTEST_RING - 1}"
        raise CollapsedError(message)
    return array


def _listed(value: object) -> list[object]:
    """Read a list of parts."""
    if not isinstance(value, list):
        message = f"a part of the geometry is {shown(value)}; expected a list"
        raise ShapeError(message)
    return value


def _point(value: list[object], row: int, notices: Notices) -> shapely.Geometry:
    return shapely.Point(_positions([value], row, notices)[0])


def _points(value: list[object], row: int, notices: Notices) -> shapely.Geometry:
    return shapely.MultiPoint(_positions(value, row, notices))


def _line(value: list[object], row: int, notices: Notices) -> shapely.Geometry:
    return shapely.LineString(_line_of(value, row, notices))


def _lines(value: list[object], row: int, notices: Notices) -> shapely.Geometry:
    return shapely.MultiLineString([_line_of(part, row, notices) for part in value])


def _polygon(value: list[object], row: int, notices: Notices) -> shapely.Polygon:
    outer = _ring_of(value[0], row, notices)
    return shapely.Polygon(outer, _whole(_ring_of, value[1:], row, notices))


def _polygons(value: list[object], row: int, notices: Notices) -> shapely.Geometry:
    parts = [_listed(part) for part in value if part]
    whole = _whole(_polygon, parts, row, notices)
    if parts and not whole:
        raise CollapsedError(_NO_AREA)
    return shapely.MultiPolygon(whole)


def _whole(
    build: Callable[[Any, int, Notices], _Part], parts: Sequence[Any], row: int, notices: Notices
) -> list[_Part]:
    """Build the parts of a shape without those that simplifying left with no area."""
    built = []
    for part in parts:
        try:
            built.append(build(part, row, notices))
        except CollapsedError:
            notices.collapsed.append(row)
    return built


_BUILDERS: Final[dict[str, Callable[[list[object], int, Notices], shapely.Geometry]]] = {
    "Point": _point,
    "MultiPoint": _points,
    "LineString": _line,
    "MultiLineString": _lines,
    "Polygon": _polygon,
    "MultiPolygon": _polygons,
}


def shown(value: object) -> str:
    """Show a value in a message, cut short if it is long.

    Examples
    --------
    >>> shown([142.95, "north"])
    "[142.95, 'north']"
    """
    text = reprlib.repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


SHAPE_TYPES: Final = tuple(_BUILDERS)
