"""Shapes mended: pure functions from shapes to shapes, all of them leaving None where there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from geo.formats.raw import RefusedFileError

if TYPE_CHECKING:
    from numpy.typing import NDArray

HALF_TURN: Final = 180.0
POLE: Final = 90.0
ROUNDING: Final = 1e-6  # degrees: 0.1 m
COLLECTION: Final = 7  # shapely's number for it
_AUTHORITY: Final = re.compile(
    r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?(EPSG|ESRI|OGC|IGNF)"
    r"(?::[\d.]*:|/[\d.]*/|:|/)([A-Za-z0-9]+)",
    re.IGNORECASE,
)
_DEGREES_NAMES: Final = ("CRS84", "CRS:84", "4326")
_LONGEST_CRS: Final = 20_000


def swapped(shapes: NDArray[np.object_], rows: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Exchange the two coordinates of some shapes."""
    changed = shapes.copy()
    changed[rows] = shapely.transform(shapes[rows], lambda positions: positions[:, ::-1])
    return changed


def snapped(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Bring coordinates that pass the edges of the globe by a rounding error back to the edge."""
    west, south, east, north = shapely.bounds(shapes).T
    beyond = np.fmax(np.fmax(-west, east) - HALF_TURN, np.fmax(-south, north) - POLE)
    rows = (beyond > 0) & (beyond <= ROUNDING)
    changed = shapes.copy()
    edges = np.array([HALF_TURN, POLE])
    changed[rows] = shapely.transform(
        shapes[rows], lambda positions: np.clip(positions, -edges, edges)
    )
    return changed


def turned(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """Turn outer rings counter-clockwise and holes clockwise; also tell which were not so."""
    areas = np.isin(shapely.get_type_id(shapes), (3, 6))
    changed = shapes.copy()
    wrong = np.zeros(len(shapes), dtype=bool)
    if areas.any():
        parts, owners = shapely.get_parts(shapes[areas], return_index=True)
        clockwise = ~shapely.is_ccw(shapely.get_exterior_ring(parts))
        wrong[np.flatnonzero(areas)[owners[clockwise]]] = True
        changed[areas] = shapely.orient_polygons(shapes[areas])
    return changed, wrong


def made_valid(shapes: NDArray[np.object_], broken: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Cut outlines that cross themselves at the crossings."""
    changed = shapes.copy()
    if broken.any():
        mended = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
        changed[broken] = mended
    return changed


def flattened(shape: shapely.Geometry) -> tuple[shapely.Geometry, str]:
    """Make one shape of a collection: its parts of the highest dimension, the others as WKT."""
    parts: list[shapely.Geometry] = [shape]
    while any(shapely.get_type_id(part) == COLLECTION for part in parts):
        parts = [inner for part in parts for inner in shapely.get_parts(part)]
    singles = shapely.get_parts(np.array(parts, dtype=object))
    sizes = shapely.get_dimensions(singles)
    highest = singles[sizes == sizes.max()]
    others = singles[sizes != sizes.max()]
    kinds = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)
    whole = highest[0] if len(highest) == 1 else kinds[sizes.max()](highest)
    rest = shapely.to_wkt(shapely.GeometryCollection(list(others))) if len(others) else ""
    return whole, rest


def reprojected(shapes: NDArray[np.object_], crs: str) -> NDArray[np.object_]:
    """Bring shapes into degrees; what the projection cannot hold gets infinite coordinates.

    Raises
    ------
    RefusedFileError
        If the coordinate system is not known.
    """
    source = _known(crs)
    try:
        transformer = Transformer.from_crs(source, CRS.from_epsg(4326), always_xy=True)
    except ProjError as error:
        message = f"no way is known from the coordinate system {crs[:80]!r} to degrees"
        raise RefusedFileError(message) from error

    def to_degrees(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(positions[:, 0], positions[:, 1]))

    return np.asarray(shapely.transform(shapes, to_degrees), dtype=object)


def name_of(crs: str) -> str:
    """Name a coordinate system for a reader.

    Raises
    ------
    RefusedFileError
        If it is not known.
    """
    return str(_known(crs).name)


def is_degrees(crs: str) -> bool:
    """Tell whether a coordinate system is the usual longitude and latitude.

    Examples
    --------
    >>> (
    ...     is_degrees("urn:ogc:def:crs:OGC:1.3:CRS84"),
    ...     is_degrees("EPSG:4326"),
    ...     is_degrees("EPSG:3857"),
    ... )
    (True, True, False)
    """
    if not crs:
        return True
    match = _AUTHORITY.fullmatch(crs.strip())
    if match:
        return match[2].upper() in _DEGREES_NAMES or crs.upper().endswith(_DEGREES_NAMES)
    return crs.upper().endswith(_DEGREES_NAMES[0])


def _known(crs: str) -> CRS:
    """Look a coordinate system up by its number or its definition; never by the name of a file."""
    text = crs.strip()
    match = _AUTHORITY.fullmatch(text)
    try:
        if match:
            return CRS.from_authority(match[1].upper(), match[2])
        if len(text) <= _LONGEST_CRS and re.match(
            r"(?:PROJ|GEOG|GEOD|BOUND|COMPD|ENG)[A-Z]*\[", text
        ):
            return CRS.from_wkt(text)
    except CRSError as error:
        message = f"the coordinate system {text[:80]!r} is not known"
        raise RefusedFileError(message) from error
    message = (
        f"the coordinate system {text[:80]!r} is not known; expected a number such as EPSG:3857"
    )
    raise RefusedFileError(message)
