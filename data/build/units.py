"""The land of East Asia, divided among the units that control is put together from.

Units are those of DCW-GMT, today's, thinned to some 2 km along their land borders. Its coast is not
the atlas's coast, so the units are first grown over the sea, step by step, each taking what lies
nearest, and then cut with the atlas's own land: the edges of control register with the coast, and
no sliver of land is left out or counted twice.

What DCW does not have is drawn by hand from general knowledge, and is no better than stated:

* the east of Inner Mongolia, as far as it went to Manchukuo (40 km), and Jehol (30 km);
* the leased territory of Kwantung (15 km): north of Pulantien and Pitzewo, so that its area comes
  near the 3,367 km2 that are stated.
"""

from collections.abc import Mapping

import numpy as np
import shapely
from coast import REGION, SAKHALIN_WATERS, Coast
from packages import Shelf
from readers import Dcw
from shapes import (
    FINEST,
    KM_PER_DEGREE,
    area_km2,
    densified,
    merged,
    polygons,
    rounded,
    without_specks,
)

FIFTY = 50.0
STEPS = (0.03, 0.08, 0.2)  # degrees; no two coasts differ by more
BORDER_KM = 6.0  # side of a square: a border strays some 2 km
DETAIL = 0.025  # degrees
HAIR_KM2 = 20
LEAST_KM2 = 15  # of an islet; smaller ones fall to what lies nearest

CHINA = [
    "AH",
    "BJ",
    "CQ",
    "FJ",
    "GD",
    "GS",
    "GX",
    "GZ",
    "HA",
    "HB",
    "HI",
    "HK",
    "HN",
    "JS",
    "JX",
    "MO",
    "NX",
    "QH",
    "SC",
    "SD",
    "SH",
    "SN",
    "SX",
    "TJ",
    "XJ",
    "XZ",
    "YN",
    "ZJ",
]

# The groups of DCW units, by name of the part of the land that they make.
GROUPS: dict[str, tuple[str, ...]] = {
    "siberia": ("RUIRK", "RUKYA", "RUSA", "RUMAG", "RUKAM", "RUCHU", "RUTY"),
    "transbaikal": ("RUZAB", "RUBU"),
    "amur-maritime": ("RUAMU", "RUYEV", "RUKHA", "RUPRI"),
    "manchuria": ("CNHL", "CNJL", "CNLN"),
    "inner-mongolia": ("CNNM",),
    "hebei": ("CNHE",),
    "china-proper": tuple(f"CN{key}" for key in CHINA),
    "formosa": ("CNTW",),
    "mongolia": ("MN",),
    "korea": ("KP", "KR"),
    "japan": ("JP",),
    "elsewhere": ("VN", "LA", "MM", "TH", "PH", "KZ"),
}

EASTERN_INNER_MONGOLIA = shapely.Polygon(
    [
        (114.5, 50.5),
        (114.5, 47.2),
        (118.5, 47.2),
        (119.85, 46.75),
        (119.7, 46.2),
        (119.5, 45.6),
        (119.1, 45.2),
        (118.8, 44.95),
        (119.0, 43.0),
        (119.0, 41.0),
        (121.0, 40.8),
        (127.0, 44.0),
        (127.0, 54.0),
        (119.0, 54.0),
    ]
)
CHIFENG = shapely.Polygon(  # the north of Jehol
    [
        (116.4, 42.0),
        (116.15, 42.5),
        (116.4, 43.2),
        (117.0, 43.65),
        (117.6, 44.2),
        (118.2, 44.45),
        (118.8, 44.95),
        (119.4, 45.2),
        (120.1, 44.9),
        (120.7, 44.0),
        (120.9, 43.2),
        (120.3, 42.2),
        (121.0, 41.0),
        (117.0, 41.0),
    ]
)
CHENGTE = shapely.Polygon(  # the south of Jehol, down to the Great Wall
    [
        (115.9, 41.8),
        (116.4, 41.2),
        (116.7, 40.75),
        (117.3, 40.65),
        (118.0, 40.4),
        (118.7, 40.35),
        (119.3, 40.35),
        (119.8, 40.2),
        (120.2, 41.5),
        (119.0, 43.0),
        (116.0, 43.0),
    ]
)
KWANTUNG = shapely.Polygon(
    [
        (120.3, 38.0),
        (120.3, 39.45),
        (121.6, 39.45),
        (121.97, 39.43),
        (122.4, 39.47),
        (122.8, 39.45),
        (123.6, 39.2),
        (123.6, 38.0),
    ]
)


def build_units(shelf: Shelf, coast: Coast) -> dict[str, shapely.Geometry]:
    """Divide the land; the names are those of ``GROUPS`` and of the parts drawn by hand."""
    dcw = Dcw(shelf)
    cover = {name: _group(dcw, keys) for name, keys in GROUPS.items()}
    far = [p for p in polygons(_group(dcw, ("RUSAK",))) if not _in_waters(p)]
    cover["moneron"] = merged([p for p in far if p.bounds[0] < SAKHALIN_WATERS[0]])
    cover["kurils"] = merged([p for p in far if p.bounds[0] > SAKHALIN_WATERS[2]])
    _draw_by_hand(cover)
    names = list(cover)
    whole = _thin(_grow([cover[name] for name in names]))
    parts = _share(coast.region, whole)
    units = {name: rounded(part, 3) for name, part in zip(names, parts, strict=True)}
    north, south = halves(coast)
    units["sakhalin-north"] = north
    units["sakhalin-south"] = rounded(merged([south, units["moneron"]]), 4)
    return units


def halves(coast: Coast) -> tuple[shapely.Geometry, shapely.Geometry]:
    """Cut Sakhalin at exactly 50N; the straight edge has a vertex at least every 0.05 degrees."""
    west, south, east, north = SAKHALIN_WATERS
    above = densified(shapely.box(west, FIFTY, east, north), 0.05)
    below = densified(shapely.box(west, south, east, FIFTY), 0.05)
    return (
        rounded(merged([coast.sakhalin.intersection(above)]), 4),
        rounded(merged([coast.sakhalin.intersection(below)]), 4),
    )


def joined(units: Mapping[str, shapely.Geometry], names: list[str]) -> shapely.Geometry:
    """Unite units into one area, without the hairs that rounding leaves between them."""
    if len(names) == 1:
        return units[names[0]]
    decimals = 4 if any(name.startswith("sakhalin") for name in names) else 3
    parts = polygons(merged([units[name] for name in names]))
    whole = [
        shapely.Polygon(p.exterior, [h for h in p.interiors if area_km2(h) > HAIR_KM2])
        for p in parts
    ]
    return rounded(merged(whole), decimals)


def _share(land: shapely.Geometry, areas: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """Cut the land with the areas; what none of them reaches goes to the nearest."""
    parts = [merged([shapely.intersection(land, area)]) for area in areas]
    left = without_specks(shapely.difference(land, shapely.union_all(areas)), 1)
    for speck in polygons(left):
        nearest = min(range(len(parts)), key=lambda i: parts[i].distance(speck))
        parts[nearest] = merged([parts[nearest], speck])
    return parts


def _group(dcw: Dcw, keys: tuple[str, ...]) -> shapely.Geometry:
    """Unite units of DCW in the region, without more detail than is of use."""
    window = shapely.box(*REGION).buffer(1.0)
    parts = [
        without_specks(merged([dcw.unit(key).intersection(window)]), LEAST_KM2).simplify(DETAIL)
        for key in keys
    ]
    return merged(shapely.make_valid(parts))


def _in_waters(shape: shapely.Geometry) -> bool:
    return bool(shapely.box(*SAKHALIN_WATERS).intersects(shape))


def _draw_by_hand(cover: dict[str, shapely.Geometry]) -> None:
    """Divide what DCW leaves in one piece."""
    inner, hebei = cover.pop("inner-mongolia"), cover.pop("hebei")
    jehol = merged([inner.intersection(CHIFENG), hebei.intersection(CHENGTE)])
    east = inner.intersection(EASTERN_INNER_MONGOLIA).difference(jehol)
    cover["kwantung"] = cover["manchuria"].intersection(KWANTUNG)
    cover["jehol"] = jehol
    kept = cover["manchuria"].difference(KWANTUNG)
    cover["manchuria"] = merged([kept, east])
    rest = [inner.difference(merged([east, jehol])), hebei.difference(jehol)]
    cover["china-proper"] = merged([cover["china-proper"], *rest])


def _grow(areas: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """Make areas meet: each grows into what belongs to none, a step at a time."""
    taken = shapely.Polygon()
    grown = []
    for area in areas:
        grown.append(merged([shapely.difference(area, taken, grid_size=FINEST)]))
        taken = merged([shapely.union(taken, grown[-1], grid_size=FINEST)])
    for step in np.diff((0.0, *STEPS)):
        for i, area in enumerate(grown):
            wider = shapely.buffer(area, step, quad_segs=1)
            gained = merged([shapely.difference(wider, taken, grid_size=FINEST)])
            grown[i] = merged([shapely.union(area, gained, grid_size=FINEST)])
            taken = merged([shapely.union(taken, gained, grid_size=FINEST)])
    return grown


def _thin(areas: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """Thin the borders between areas, the same for both sides."""
    squeeze = np.array([np.cos(np.radians(47)), 1.0])
    flat = shapely.transform(areas, lambda c: c * squeeze)
    thin = shapely.coverage_simplify(flat, BORDER_KM / KM_PER_DEGREE, simplify_boundary=False)
    return list(shapely.transform(thin, lambda c: c / squeeze))
