"""Geometry from the coordinates of GeoJSON or of a table, checked; never handed to GDAL.

Heights are accepted and left out. Longitudes lie in [-180, 180], latitudes in [-90, 90]; polygons
that cross the antimeridian are expected to be cut there, as RFC 7946 asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

Faults: TypeAlias = "list[tuple[int, str]]"
"""Row positions, each with what is wrong there."""

Positions: TypeAlias = "NDArray[np.float64]"
"""Positions of shape (n, 2): longitude and latitude."""

HALF_TURN: Final = 180.0
POLE: Final = 90.0
PAIR: Final = 2
FARTHEST: Final = 1e9  # no number of degrees or metres on Earth is larger
SHORTEST_LINE: Final = 2
SHORTEST_RING: Final = 4  # three corners and the first again


class _CoordinateError(Exception):
    """Coordinates that make no geometry; never leaves this module."""


def build_geometries(members: Sequence[object]) -> tuple[NDArray[np.object_], Faults]:
    """Build geometry from GeoJSON geometry objects.

    Returns
    -------
    geometries
        As many as members; None where the member is null or at fault.
    faults
        One for each member at fault.
    """
    geometries = np.full(len(members), None, dtype=object)
    faults: Faults = []
    points = _plain_points(members)
    if points:
        geometries[list(points)] = shapely.points(np.array(list(points.values())))
    for row, member in enumerate(members):
        if member is None or row in points:
            continue
        try:
            geometries[row] = _geometry(member)
        except _CoordinateError as error:
            faults.append((row, str(error)))
    return geometries, faults + check_geometries(geometries)


def _plain_points(members: Sequence[object]) -> dict[int, list[float]]:
    """Find the simple points, of which most large files are full; they are built at once."""
    found = {}
    for row, member in enumerate(members):
        if isinstance(member, dict) and member.get("type") == "Point":
            position = member.get("coordinates")
            if type(position) is list and len(position) == PAIR and _is_pair(position):
                found[row] = position
    return found


def _is_pair(position: list[object]) -> bool:
    """Tell whether two values are numbers that may be degrees."""
    return all(type(value) in {int, float} and abs(value) <= FARTHEST for value in position)  # type: ignore[arg-type] # a number by the first test


def build_points(
    lons: NDArray[np.float64], lats: NDArray[np.float64]
) -> tuple[NDArray[np.object_], Faults]:
    """Build points from two columns of degrees; a row with two NaN has no position."""
    placed = np.isfinite(lons) & np.isfinite(lats)
    geometries = np.full(len(lons), None, dtype=object)
    geometries[placed] = shapely.points(lons[placed], lats[placed])
    half = np.isfinite(lons) != np.isfinite(lats)
    faults = [
        (int(row), "only one of lon and lat is given; expected both, or neither if unknown")
        for row in np.flatnonzero(half)
    ]
    return geometries, faults + check_geometries(geometries)


def check_geometries(geometries: NDArray[np.object_]) -> Faults:
    """List geometries that leave the globe or cross themselves."""
    west, south, east, north = shapely.bounds(geometries).T
    outside = (west < -HALF_TURN) | (east > HALF_TURN) | (south < -POLE) | (north > POLE)
    faults = [
        (int(row), _outside(west[row], south[row], east[row], north[row]))
        for row in np.flatnonzero(outside)
    ]
    broken = ~shapely.is_missing(geometries) & ~shapely.is_valid(geometries)
    for row in np.flatnonzero(broken & ~outside):
        reason = shapely.is_valid_reason(geometries[row])
        faults.append((int(row), f"the geometry is not valid: {reason} (longitude latitude)"))
    return faults


def _outside(west: float, south: float, east: float, north: float) -> str:
    """Say where geometry leaves the globe, and guess why."""
    message = (
        f"it reaches from {west:g} to {east:g} in longitude and {south:g} to {north:g} in latitude; "
        "expected -180 to 180 and -90 to 90"
    )
    if max(abs(west), abs(east)) <= POLE and max(abs(south), abs(north)) <= HALF_TURN:
        return f"{message}; are longitude and latitude swapped?"
    return message


def _geometry(member: object) -> shapely.Geometry:
    """Build one geometry from a GeoJSON geometry object."""
    if not isinstance(member, dict):
        message = f"the geometry is {_shown(member)}; expected an object with type and coordinates"
        raise _CoordinateError(message)
    build = _BUILDERS.get(str(member.get("type")))
    if build is None:
        message = (
            f"the geometry type is {_shown(member.get('type'))}; expected one of "
            f"{', '.join(_BUILDERS)}"
        )
        raise _CoordinateError(message)
    coordinates = member.get("coordinates")
    if not isinstance(coordinates, list) or not coordinates:
        message = "the geometry has no coordinates; write null if the position is unknown"
        raise _CoordinateError(message)
    return build(coordinates)


def _position(value: object) -> tuple[float, float]:
    """Read one position: longitude, latitude and perhaps a height."""
    if (
        isinstance(value, list)
        and len(value) in {2, 3}
        and all(isinstance(v, int | float) and not isinstance(v, bool) for v in value)
    ):
        try:
            lon, lat = float(value[0]), float(value[1])
        except OverflowError:
            lon = lat = np.inf
        if np.isfinite(lon) and np.isfinite(lat):
            return lon, lat
    message = f"a position is {_shown(value)}; expected [longitude, latitude] in degrees"
    raise _CoordinateError(message)


def _positions(value: object, least: int) -> Positions:
    """Read a line of positions."""
    if not isinstance(value, list):
        message = f"a line of positions is {_shown(value)}; expected a list"
        raise _CoordinateError(message)
    if len(value) < least:
        message = f"a line or ring has {len(value)} positions; it needs at least {least}"
        raise _CoordinateError(message)
    quick = _plain_positions(value) if all(isinstance(item, list) for item in value) else None
    return np.array([_position(item) for item in value]) if quick is None else quick


def _plain_positions(value: list[list[object]]) -> Positions | None:
    """Read a line of positions at once, if all are pairs of finite numbers; else give nothing.

    What is not so plain is read one by one, to tell which position is at fault.
    """
    if {len(item) for item in value} != {2}:
        return None
    if not {type(number) for item in value for number in item} <= {int, float}:
        return None
    try:
        positions = np.array(value, dtype=np.float64)
    except OverflowError:
        return None
    return positions if np.isfinite(positions).all() else None


def _parts(value: list[object]) -> list[list[object]]:
    """Read the parts of a geometry of several parts."""
    parts = [part for part in value if isinstance(part, list)]
    if len(parts) != len(value):
        message = "a part of the geometry is not a list of positions"
        raise _CoordinateError(message)
    return parts


def _ring(value: object) -> Positions:
    """Read a ring, which ends where it starts."""
    positions = _positions(value, SHORTEST_RING)
    first, last = tuple(positions[0].tolist()), tuple(positions[-1].tolist())
    if first != last:
        message = (
            f"a ring starts at {first} and ends at {last}; its last position must repeat the first"
        )
        raise _CoordinateError(message)
    return positions


def _point(value: list[object]) -> shapely.Geometry:
    return shapely.Point(_position(value))


def _multi_point(value: list[object]) -> shapely.Geometry:
    return shapely.MultiPoint(_positions(value, 1))


def _line(value: list[object]) -> shapely.Geometry:
    return shapely.LineString(_positions(value, SHORTEST_LINE))


def _multi_line(value: list[object]) -> shapely.Geometry:
    return shapely.MultiLineString([_positions(part, SHORTEST_LINE) for part in value])


def _polygon(value: list[object]) -> shapely.Polygon:
    rings = [_ring(part) for part in value]
    return shapely.Polygon(rings[0], rings[1:])


def _multi_polygon(value: list[object]) -> shapely.Geometry:
    return shapely.MultiPolygon([_polygon(part) for part in _parts(value)])


def _shown(value: object) -> str:
    """Show a value in a message, cut short if it is long."""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


_LONGEST_SHOWN: Final = 60

_BUILDERS: Final[dict[str, Callable[[list[object]], shapely.Geometry]]] = {
    "Point": _point,
    "MultiPoint": _multi_point,
    "LineString": _line,
    "MultiLineString": _multi_line,
    "Polygon": _polygon,
    "MultiPolygon": _multi_polygon,
}
