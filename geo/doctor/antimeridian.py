"""Shapes over longitude 180 cut into parts on either side of it, as RFC 7946 asks.

The longitudes of a ring are followed from corner to corner, each by the shorter way round the globe. A
ring that comes back a whole turn away runs round a pole: its area reaches up, or down, to the pole of
the smaller side. A band from one edge of the map to the other, along two parallels, is as drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Positions = NDArray[np.float64]

HALF_TURN: Final = 180.0
FULL_TURN: Final = 360.0
POLE: Final = 90.0
LINE, POLYGON = 1, 3  # shapely's numbers for them
LEAST_AREA: Final = 1e-10  # square degrees: a square metre; what rounding leaves over is less


def crosses_antimeridian(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell of each shape whether one of its lines jumps by more than half a turn."""
    west, _, east, _ = shapely.bounds(shapes).T
    found = np.zeros(len(shapes), dtype=bool)
    for row in np.flatnonzero(east - west > HALF_TURN):
        found[row] = any(_jumps(line) for line in _lines(shapes[row]))
    return found


def cut_at_antimeridian(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Cut shapes that run over longitude 180 into parts on either side of it."""
    changed = shapes.copy()
    for row in np.flatnonzero(crosses_antimeridian(shapes)):
        changed[row] = _joined([_followed(part) for part in shapely.get_parts(shapes[row])])
    return changed


def wrapped(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Bring longitudes beyond 180 degrees back, cutting what crosses the antimeridian."""
    west, _, east, _ = shapely.bounds(shapes).T
    changed = shapes.copy()
    for row in np.flatnonzero((west < -HALF_TURN) | (east > HALF_TURN)):
        changed[row] = _cut(shapes[row])
    return changed


def _followed(part: shapely.Geometry) -> shapely.Geometry:
    """Cut a line or a polygon, its longitudes followed from corner to corner."""
    kind = shapely.get_type_id(part)
    if kind == POLYGON:
        outer, *holes = [_area(ring) for ring in shapely.get_rings(part)]
        return shapely.difference(outer, shapely.union_all(holes)) if holes else outer
    return _cut(shapely.transform(part, _unrolled)) if kind == LINE else part


def _area(ring: shapely.Geometry) -> shapely.Geometry:
    """Cut what a ring encloses."""
    positions = _unrolled(shapely.get_coordinates(ring))
    turn = positions[-1, 0] - positions[0, 0]
    if abs(turn) > HALF_TURN:
        pole = _pole_of(positions)
        edge = [[positions[-1, 0], pole], [positions[0, 0], pole], positions[0]]
        positions = np.vstack([positions, edge])
    return _cut(shapely.Polygon(positions))


def _pole_of(positions: Positions) -> float:
    """Tell which pole a ring runs round: the one on the smaller side of it."""
    steps = np.diff(positions[:, 0])
    heights = np.sin(np.radians(positions[:, 1]))
    leaning = float(np.sum(steps * (heights[1:] + heights[:-1]))) / float(np.sum(steps))
    return POLE if leaning > 0 else -POLE


def _unrolled(positions: Positions) -> Positions:
    """Follow longitudes from corner to corner by the shorter way, beyond 180 if need be."""
    longitudes = positions[:, 0]
    steps = np.diff(longitudes)
    turns = np.where(_long_steps(positions), np.round(steps / FULL_TURN), 0.0)
    followed = longitudes - FULL_TURN * np.concatenate([[0.0], np.cumsum(turns)])
    return np.column_stack([followed, positions[:, 1]])


def _long_steps(positions: Positions) -> NDArray[np.bool_]:
    """Tell which steps of a line go the long way round the globe, when the short way must be meant."""
    east, north = np.diff(positions, axis=0).T
    long: NDArray[np.bool_] = np.abs(east) > HALF_TURN
    is_band = bool(((np.abs(east[long]) == FULL_TURN) & (north[long] == 0)).all())
    return np.zeros_like(long) if is_band else long


def _cut(shape: shapely.Geometry) -> shapely.Geometry:
    """Cut a shape at each odd half turn and bring the parts into -180 to 180."""
    if shapely.get_dimensions(shape) == 0:
        return shapely.transform(shape, _rolled)
    valid = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    west, _, east, _ = shapely.bounds(valid)
    parts = []
    for turn in range(*_turns(west, east)):
        middle = turn * FULL_TURN
        strip = shapely.box(middle - HALF_TURN, -FULL_TURN, middle + HALF_TURN, FULL_TURN)
        parts.append(_moved(shapely.intersection(valid, strip), -middle))
    return _joined(_of_dimension(parts, int(shapely.get_dimensions(shape))))


def _turns(west: float, east: float) -> tuple[int, int]:
    """Find the first whole turn that a shape reaches into, and the one after the last."""
    first, last = (np.floor((edge + HALF_TURN) / FULL_TURN) for edge in (west, east))
    return int(first), int(last) + 1


def _of_dimension(shapes: Sequence[shapely.Geometry], dimension: int) -> list[shapely.Geometry]:
    """Keep the parts of one dimension: a cut may leave a point, an edge or a rounding error over."""
    parts = shapely.get_parts(np.array(shapes, dtype=object))
    same = shapely.get_dimensions(parts) == dimension
    slivers = (dimension == 2) & (shapely.area(parts) < LEAST_AREA)  # noqa: PLR2004 -- areas
    return list(parts[same & ~slivers])


def _joined(shapes: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """Make one shape of parts that do not share an area."""
    return shapely.union_all(np.array(shapes, dtype=object))


def _moved(shape: shapely.Geometry, degrees: float) -> shapely.Geometry:
    """Move a shape eastwards."""
    return shapely.transform(shape, lambda positions: positions + np.array([degrees, 0.0]))


def _rolled(positions: Positions) -> Positions:
    """Bring longitudes into -180 to 180."""
    longitudes = (positions[:, 0] + HALF_TURN) % FULL_TURN - HALF_TURN
    return np.column_stack([longitudes, positions[:, 1]])


def _lines(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """List the lines and rings of which a shape is made."""
    parts = shapely.get_parts(shape)
    areas = parts[shapely.get_type_id(parts) == POLYGON]
    return [*shapely.get_rings(areas), *parts[shapely.get_type_id(parts) == LINE]]


def _jumps(line: shapely.Geometry) -> bool:
    """Tell whether a line goes more than half a turn in one step."""
    return bool(_long_steps(shapely.get_coordinates(line)).any())
