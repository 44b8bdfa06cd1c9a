"""Cut, thin and round geometry so that neighbours stay neighbours.

A coast is thinned as lines between fixed nodes, so that a coast thinned at 25 m here and at 150 m
there is still one line; it may cross neither itself nor another. No vertex left out lies farther
from the new line than the tolerance.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from pyproj import Geod, Transformer

Box = tuple[float, float, float, float]

GEOD = Geod(ellps="WGS84")
KM_PER_DEGREE = 111.2
FINEST = 1e-7  # degrees; cuts are snapped to it so that both sides get the same nodes


def polygons(shape: shapely.Geometry) -> list[shapely.Polygon]:
    """List the polygons of a geometry, whatever else is in it."""
    parts = shapely.get_parts(shapely.get_parts([shape]))
    return [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]


def merged(shapes: Iterable[shapely.Geometry]) -> shapely.MultiPolygon:
    """Unite areas into one MultiPolygon."""
    return shapely.MultiPolygon(polygons(shapely.union_all(list(shapes))))


def area_km2(shape: shapely.Geometry) -> float:
    """Measure an area on the ellipsoid."""
    whole = shapely.Polygon(shape) if shape.geom_type == "LinearRing" else shape
    area, _ = GEOD.geometry_area_perimeter(shapely.orient_polygons(whole))
    return float(abs(area)) / 1e6


def without_specks(shape: shapely.Geometry, least_km2: float) -> shapely.MultiPolygon:
    """Leave out parts that are too small."""
    return shapely.MultiPolygon([p for p in polygons(shape) if area_km2(p) >= least_km2])


def inside(shape: shapely.Geometry, area: shapely.Geometry) -> shapely.MultiPolygon:
    """Give the part of a shape inside an area."""
    return merged([shapely.intersection(shape, area, grid_size=FINEST)])


def outside(shape: shapely.Geometry, area: shapely.Geometry) -> shapely.MultiPolygon:
    """Give the part of a shape outside an area."""
    return merged([shapely.difference(shape, area, grid_size=FINEST)])


def thinned(
    land: shapely.Geometry, zones: Sequence[tuple[shapely.Geometry, float]], *, latitude: float
) -> shapely.MultiPolygon:
    """Thin a coast, in each zone at its own tolerance, as one line that crosses nothing.

    The coast is cut into lines at the limits of the zones; the ends of a line stay where they are,
    so the zones fit together. Lines on the limits of all zones (a cut through the land) stay too.

    Parameters
    ----------
    zones
        Areas that do not overlap, with tolerances in km (Douglas and Peucker).
    latitude
        Where lengths along and across are to count the same.
    """
    squeeze = np.array([np.cos(np.radians(latitude)), 1.0])
    limits = shapely.union_all([area for area, _ in zones]).boundary
    rings = shapely.set_precision(land, FINEST).boundary
    lines = [shapely.intersection(rings, limits, grid_size=FINEST)]
    coast = shapely.difference(rings, limits, grid_size=FINEST)
    for area, tolerance in zones:
        part = shapely.line_merge(_lines(shapely.intersection(coast, area, grid_size=FINEST)))
        flat = shapely.transform(part, lambda c: c * squeeze).simplify(tolerance / KM_PER_DEGREE)
        lines.append(shapely.transform(flat, lambda c: c / squeeze))
    net = shapely.union_all([_lines(x) for x in lines], grid_size=FINEST)
    faces = shapely.get_parts(shapely.polygonize([net]))
    shapely.prepare(land)
    kept = [f for f in faces if shapely.intersection(f, land).area > f.area / 2]
    return merged(kept)


def _lines(shape: shapely.Geometry) -> shapely.MultiLineString:
    """Keep the lines of a geometry."""
    parts = shapely.get_parts(shapely.get_parts([shape]))
    kept = [p for p in parts if p.geom_type in {"LineString", "LinearRing"} and not p.is_empty]
    return shapely.MultiLineString(kept)


def rounded(shape: shapely.Geometry, decimals: int) -> shapely.Geometry:
    """Round to a grid, keeping the geometry valid, and give it its one canonical form."""
    snapped = shapely.set_precision(shape, 10.0**-decimals)
    exact = shapely.transform(snapped, lambda c: np.round(c, decimals))
    return shapely.normalize(exact)


def densified(shape: shapely.Geometry, step: float) -> shapely.Geometry:
    """Add vertices so that no edge is longer than a step in degrees."""
    return shapely.segmentize(shape, step)


def local_plane(lon: float, lat: float) -> tuple[Transformer, Transformer]:
    """Give the ways into and out of a plane in metres that is true around a point."""
    plane = f"+proj=tmerc +lon_0={lon} +lat_0={lat} +k=1 +ellps=WGS84 +units=m"
    into = Transformer.from_crs("EPSG:4326", plane, always_xy=True)
    back = Transformer.from_crs(plane, "EPSG:4326", always_xy=True)
    return into, back


def moved(shape: shapely.Geometry, way: Transformer) -> shapely.Geometry:
    """Carry a shape from one plane to another."""
    return shapely.transform(shape, lambda c: np.column_stack(way.transform(c[:, 0], c[:, 1])))
