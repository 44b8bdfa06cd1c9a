"""Land: one coastline for the world, in three grades that never lie over one another.

* **Sakhalin** is cut from DCW-GMT, unit RU.SAK: it is the only packaged coast with every lagoon and
  spit of the north-east (median 36 m from a coast derived from OpenStreetMap; GSHHG: 142 m, and
  1-2 km wrong in the bay of Aleksandrovsk). It makes two layers that take turns by scale:
  ``sakhalin`` (150 m) and ``sakhalin_fine`` (25-50 m in the three close-ups, 150 m elsewhere).
* **East Asia**, 100-170E 20-65N, is GSHHG without Sakhalin, finer in a box around the island.
* **The rest of the world** is Natural Earth 1:50 million, so that Moscow, Washington and Yalta stand
  on land when the map is panned out; it is cut at exactly that box and joined to East Asia, so
  that no seam shows. Land south of 60S is left out.

``SAKHALIN_FROM_DCW`` is the one switch that puts GSHHG in the place of DCW-GMT, for those who do not
accept what is said of its origin in ``data/LICENSES``.

No land but Sakhalin lies in the box of Sakhalin's edges, so its layers can replace whatever a
coarser layer has in that box.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from feature import Feature, Names
from packages import WORLD_ATLAS, Shelf
from readers import Dcw, read_gshhg, read_topojson
from shapes import (
    Box,
    area_km2,
    inside,
    merged,
    polygons,
    rounded,
    thinned,
    without_specks,
)

SAKHALIN_FROM_DCW = True
SAKHALIN_SOURCE = "dcw-gmt" if SAKHALIN_FROM_DCW else "gshhg"

REGION: Box = (100, 20, 170, 65)
AROUND_SAKHALIN: Box = (134, 43, 150, 56.5)
SAKHALIN_WATERS: Box = (141.6, 45.85, 144.8, 54.45)
CRIMEA: Box = (33, 44, 36, 45.5)  # so that Yalta does not fall into the sea
SOUTHERNMOST = -60.0

OKHA: Box = (142.2, 53.2, 143.4, 54.0)
LAGOONS: Box = (142.6, 51.2, 143.8, 53.7)
DUE: Box = (141.9, 50.6, 142.6, 51.2)

PEKING = shapely.Point(116.4, 39.9)

SAKHALIN_KM = 0.15
CLOSE_KM = 0.025
LAGOONS_KM = 0.05
NEAR_KM = 0.6
REGION_KM = 2.5
WORLD_KM = 15.0
CRIMEA_KM = 4.0
WORLD_LEAST_KM2 = 1500

SAKHALIN_NAMES = Names("Sakhalin", "Сахалин", "樺太", "库页岛")


@dataclass(frozen=True, slots=True)
class Coast:
    """The land of all grades, rounded; what the control of land is cut from.

    Attributes
    ----------
    sakhalin, sakhalin_fine
        The island at 150 m, and with the close-ups set in.
    mainland
        Eurasia and Africa, as one piece with its seams closed.
    islands
        The islands of East Asia but Sakhalin.
    world
        All other land.
    """

    sakhalin: shapely.Geometry
    sakhalin_fine: shapely.Geometry
    mainland: shapely.Geometry
    islands: shapely.Geometry
    world: shapely.Geometry

    @property
    def region(self) -> shapely.Geometry:
        """East Asia's land without Sakhalin, up to the edges of the region."""
        box = shapely.box(*REGION)
        return merged([self.mainland.intersection(box), self.islands.intersection(box)])


def build_coast(shelf: Shelf) -> Coast:
    """Derive the land of all grades."""
    rings = [
        shapely.make_valid(shapely.clip_by_rect(shapely.Polygon(ring), *REGION))
        for level, area, ring in read_gshhg(shelf, "gshhs", "f")
        if level == 1 and area >= 3 and _touches(ring, REGION)
    ]
    whole = _sakhalin(shelf, rings)
    sakhalin, fine = _grades(whole)
    east = _east_asia([ring for ring in rings if not ring.intersects(whole.envelope)])
    (raw,) = shelf.read(WORLD_ATLAS, "package/land-50m.json")
    ((_, world),) = read_topojson(raw, "land")
    rest = _rest_of_world(world)
    every = polygons(rounded(merged([east, rest]), 3))
    mainland = next(part for part in every if part.contains(PEKING))
    box = shapely.box(*REGION)
    islands = [part for part in every if part is not mainland and box.contains(part)]
    others = [part for part in every if part is not mainland and not box.contains(part)]
    return Coast(
        rounded(sakhalin, 4),
        rounded(fine, 4),
        mainland,
        shapely.normalize(shapely.MultiPolygon(islands)),
        shapely.normalize(shapely.MultiPolygon(others)),
    )


def _touches(ring: np.ndarray, box: Box) -> bool:
    """Tell whether the edges of a ring reach into a box."""
    (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
    return bool(west <= box[2] and east >= box[0] and south <= box[3] and north >= box[1])


def _sakhalin(shelf: Shelf, rings: list[shapely.Geometry]) -> shapely.MultiPolygon:
    """Give Sakhalin at full detail with its islets, but neither Moneron nor the Kurils."""
    waters = shapely.box(*SAKHALIN_WATERS)
    parts = polygons(Dcw(shelf).unit("RUSAK")) if SAKHALIN_FROM_DCW else rings
    return without_specks(merged([part for part in parts if waters.contains(part)]), 0.01)


def _grades(whole: shapely.MultiPolygon) -> tuple[shapely.Geometry, shapely.Geometry]:
    """Thin Sakhalin for the whole island, and with the close-ups kept fine."""
    waters = shapely.box(*SAKHALIN_WATERS)
    coarse = thinned(without_specks(whole, 0.2), [(waters, SAKHALIN_KM)], latitude=50)
    close = shapely.union_all([shapely.box(*OKHA), shapely.box(*DUE)])
    lagoons = shapely.box(*LAGOONS).difference(close)
    rest = waters.difference(shapely.union_all([close, lagoons]))
    islets = [
        part for part in polygons(whole) if area_km2(part) >= (0.2 if rest.contains(part) else 0.01)
    ]
    zones = [(close, CLOSE_KM), (lagoons, LAGOONS_KM), (rest, SAKHALIN_KM)]
    return coarse, thinned(merged(islets), zones, latitude=52)


def _east_asia(rings: list[shapely.Geometry]) -> shapely.MultiPolygon:
    """Thin GSHHG, less around Sakhalin than elsewhere."""
    near, region = shapely.box(*AROUND_SAKHALIN), shapely.box(*REGION)
    land = merged([r for r in rings if r.intersects(near) or area_km2(r) >= 20])
    zones = [(near, NEAR_KM), (region.difference(near), REGION_KM)]
    return thinned(land, zones, latitude=46)


def _rest_of_world(world: shapely.Geometry) -> shapely.Geometry:
    """Thin Natural Earth outside the region."""
    globe = shapely.box(-180, SOUTHERNMOST, 180, 90)
    zone = globe.difference(shapely.box(*REGION))
    land = without_specks(inside(world, zone), WORLD_LEAST_KM2)
    crimea = shapely.box(*CRIMEA)
    zones = [(crimea, CRIMEA_KM), (zone.difference(crimea), WORLD_KM)]
    return rounded(thinned(land, zones, latitude=45), 2)


def land_features(coast: Coast) -> list[Feature]:
    """Give the layer ``land``: everything but Sakhalin."""
    gshhg = ("gshhg", "natural-earth")
    return [
        Feature(
            "land-mainland",
            Names("Eurasia and Africa"),
            coast.mainland,
            precision_km=3,
            rank=5,
            note="GSHHG at 100-170E 20-65N, finer around Sakhalin; Natural Earth elsewhere.",
            sources=gshhg,
        ),
        Feature(
            "land-islands",
            Names("Islands of East Asia"),
            coast.islands,
            precision_km=3,
            rank=5,
            note="Islands of at least 20 km2, around Sakhalin of at least 3 km2.",
            sources=("gshhg",),
        ),
        Feature(
            "land-world",
            Names("The rest of the world"),
            coast.world,
            precision_km=15,
            rank=5,
            note=(
                "Much simplified, for orientation only: no islands below 1,500 km2, no land south "
                "of 60S."
            ),
            sources=("natural-earth",),
        ),
    ]


def sakhalin_features(coast: Coast) -> list[Feature]:
    """Give the layer ``sakhalin``: the island for small and medium scales."""
    return [
        Feature(
            "land-sakhalin",
            SAKHALIN_NAMES,
            coast.sakhalin,
            precision_km=0.15,
            rank=5,
            note="Coast of today; spits and inlets have moved since 1925.",
            sources=(SAKHALIN_SOURCE,),
        )
    ]


def fine_features(coast: Coast) -> list[Feature]:
    """Give the layer ``sakhalin_fine``: the island for large scales."""
    return [
        Feature(
            "land-sakhalin-fine",
            SAKHALIN_NAMES,
            coast.sakhalin_fine,
            precision_km=0.05,
            rank=5,
            note=(
                "Coast of today; spits and inlets have moved since 1925. Fine at Okha, along the "
                "lagoons of the north-east and from Due to Aleksandrovsk; as in the layer for "
                "smaller scales elsewhere."
            ),
            sources=(SAKHALIN_SOURCE,),
        )
    ]
