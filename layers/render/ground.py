"""The ground: sea with its vignette, land, lakes, rivers, cut to the frame and projected.

It depends on the place and the scale, not on the date, so that it is made once
for an extent and kept while the clock runs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Final, TypeAlias

import shapely
from shapely.geometry.base import BaseGeometry

from geo.extent import Extent
from layers.render.barrier import Barrier, Courses, courses_of, raise_barrier
from layers.render.box import Box
from layers.render.hatch import to_rings, to_strands
from layers.render.ink import InkGrid, ink_of_areas
from layers.render.pen import draw_line, stroke_width
from layers.render.plane import Plane, Shapes
from layers.render.shading import draw_relief
from layers.render.sheet import Group, Path, Picture
from layers.render.shore import Coasts, Shore, find_gained, is_finer
from layers.style import LAND, LAND_EDGE, PAPER, WATER, WATER_SHALLOW, WATER_SHORE, AreaStyle
from layers.view import LayerView

_SHORE_MM: Final = 1.1  # width of each of the two tints of the vignette
_SHORE_DETAIL: Final = 0.14  # of the width of a tint: what may be left out of its coast
_SEAM_MM: Final = 0.03
_FINE_MM: Final = 0.03  # detail that no eye finds on the page
_SPECK_MM2: Final = 0.02  # smaller islets are dust
_FEW_GROUNDS: Final = 16
_LAST_LAND: Final = 83.7  # degrees north: beyond it there is only sea (Kaffeklubben Island)

Prints: TypeAlias = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class GroundRequest:
    """What a ground is kept under: the place on the page, and which data it is made of.

    ``base`` takes no part in the comparison; held here, its geometries stay
    alive, so that the identities in ``prints`` cannot come to mean others.
    """

    plane: Plane
    unit: float
    prints: Prints
    root: FilePath
    base: tuple[LayerView, ...] = field(compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The finished ground: groups to draw, and what labels must know of it, in page millimetres.

    The coast is a group of its own, to be drawn over what is tinted.
    """

    groups: tuple[Group, ...]
    coast: Group
    shore: Shore
    land_ink: InkGrid
    coast_line: Barrier
    coast_courses: Courses


def to_prints(layers: Iterable[LayerView]) -> Prints:
    """Tell data apart by identity: geometries are never changed once loaded."""
    prints = []
    for layer in layers:
        geometry = layer.rows.column("geometry")
        first = id(geometry[0]) if len(geometry) else 0
        prints.append((layer.spec.id, len(geometry), first))
    return tuple(prints)


def request_ground(
    plane: Plane, layers: Sequence[LayerView], *, unit: float, root: FilePath
) -> GroundRequest:
    """Ask for the ground of a plane; ``root`` is the folder of the atlas."""
    return GroundRequest(plane, unit, to_prints(layers), root, tuple(layers))


def _is_near(layer: LayerView, plane: Plane) -> bool:
    """Tell whether a layer reaches into the windows of the frame."""
    extent = layer.spec.extent
    return extent is None or any(
        extent.intersects(Extent(w, max(s, -90.0), e, min(n, 90.0))) for w, s, e, n in plane.windows
    )


def choose_layers(layers: Iterable[LayerView], kind: str, plane: Plane) -> list[LayerView]:
    """Choose the layers of a kind made for the map's scale, from coarse to fine.

    Where none is made for it, the nearest one serves.
    """
    near = [x for x in layers if x.kind.name == kind and _is_near(x, plane)]
    zoom = plane.zoom
    fitting = [x for x in near if x.spec.zoom[0] <= zoom < x.spec.zoom[1]]
    if not fitting and near:

        def distance(layer: LayerView) -> float:
            first, last = layer.spec.zoom
            return max(first - zoom, zoom - last)

        fitting = [min(near, key=distance)]
    return sorted(fitting, key=lambda x: x.spec.zoom[0])


def _extent_on_page(layer: LayerView, plane: Plane) -> BaseGeometry:
    """Give the part of the page that a layer covers."""
    extent = layer.spec.extent
    if extent is None:
        return shapely.box(*_bounds(plane.frame.grown(4.0)))
    extent = replace(extent, north=90.0) if extent.north >= _LAST_LAND else extent
    boxes = [(extent.west, extent.south, extent.east, extent.north)]
    if extent.crosses_antimeridian:
        boxes = [
            (extent.west, extent.south, 180.0, extent.north),
            (-180.0, extent.south, extent.east, extent.north),
        ]
    return shapely.union_all([plane.place(shapely.box(*edges)) for edges in boxes])


def _bounds(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def _unite(shapes: Shapes) -> BaseGeometry:
    """Give many areas as one geometry.

    Those that do not touch, as islands do not, need no overlay: a multipolygon that is valid is
    the union of its parts already.
    """
    parts = shapely.get_parts(shapes)
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    whole = shapely.multipolygons(parts)
    return whole if shapely.is_valid(whole) else shapely.union_all(parts)


def place_all(layer: LayerView, plane: Plane) -> BaseGeometry:
    """Project all polygons of a layer into one geometry, without specks."""
    geometries = [g for g in layer.rows.column("geometry") if g is not None and not g.is_empty]
    merged: BaseGeometry
    if len(plane.windows) > 1:  # data cut at the antimeridian meet again without a seam
        wider = shapely.buffer(_unite(plane.place_each(geometries)), _SEAM_MM, join_style="mitre")
        merged = shapely.buffer(wider, -_SEAM_MM, join_style="mitre")
    else:
        merged = _unite(plane.place_each(shapely.get_parts(geometries).tolist()))
    thin = shapely.simplify(merged, _FINE_MM)
    parts = shapely.get_parts(thin)
    is_area = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    whole: BaseGeometry = shapely.multipolygons(parts[is_area & (shapely.area(parts) > _SPECK_MM2)])
    return whole


def place_land(layers: Iterable[LayerView], plane: Plane) -> tuple[BaseGeometry, BaseGeometry]:
    """Give the land and the part of the page that is known; a finer layer replaces a coarser."""
    land: BaseGeometry = shapely.MultiPolygon()
    known: BaseGeometry = shapely.MultiPolygon()
    for layer in choose_layers(layers, "land", plane):
        reach = _extent_on_page(layer, plane)
        finer = place_all(layer, plane)
        land = shapely.union(shapely.difference(land, reach), finer) if known else finer
        known = shapely.union(known, reach) if known else reach
    return land, known


def _shore(base: Sequence[LayerView], plane: Plane, land: BaseGeometry) -> Shore:
    """Give the land with what it has beyond the grades that are not drawn."""
    lands = tuple(layer for layer in base if layer.kind.name == "land")
    chosen = choose_layers(lands, "land", plane)
    others = [x for x in lands if x not in chosen and _is_near(x, plane)]
    gained = find_gained(chosen, others, lambda layer: place_all(layer, plane))
    coarser = tuple(x for x in others if any(is_finer(own, x) for own in chosen))
    coasts, replaced = (Coasts(to_prints(part), part) for part in (lands, coarser))
    return Shore(land, gained, coasts, replaced)


def _fill(area: BaseGeometry, color: str) -> tuple[Path, ...]:
    rings = to_rings(area)
    return (Path(rings, fill=color),) if rings else ()


def _vignette(coast: BaseGeometry, unit: float) -> tuple[Path, ...]:
    """Lighten the sea towards the coast in two steps: broad strokes, half under the land.

    The broader a stroke, the less of the coast's detail shows at its edge; with all of it a
    picture takes a fifth longer to draw.
    """
    paths: list[Path] = []
    for width, color in ((_SHORE_MM, WATER_SHORE), (2 * _SHORE_MM, WATER_SHALLOW)):
        coast = shapely.simplify(coast, _SHORE_DETAIL * width * unit)
        strands = to_strands(shapely.line_merge(coast))
        if strands:
            paths.append(Path(strands, closed=False, stroke=color, width_mm=2 * width * unit))
    return tuple(reversed(paths))


def _coast(land: BaseGeometry, known: BaseGeometry) -> BaseGeometry:
    """Give the coast: the land's outline without the edge of what is known."""
    if not land or not known:
        return shapely.MultiLineString()
    return shapely.difference(land.boundary, shapely.buffer(known.boundary, 0.06, quad_segs=1))


def _lakes(layers: Iterable[LayerView], plane: Plane, unit: float) -> tuple[Path, ...]:
    """Draw the lakes fit for the scale."""
    paths: list[Path] = []
    for layer in choose_layers(layers, "water", plane):
        style = next(iter(layer.drawings.values())).area or AreaStyle(WATER, 1.0, LAND_EDGE, 0.12)
        rings = to_rings(place_all(layer, plane))
        if rings:
            width = stroke_width(style.width_mm, unit)
            paths.append(Path(rings, fill=style.fill, stroke=style.stroke, width_mm=width))
    return tuple(paths)


def _rivers(layers: Iterable[LayerView], plane: Plane, unit: float) -> tuple[Path, ...]:
    """Draw the rivers fit for the scale."""
    paths: list[Path] = []
    for layer in choose_layers(layers, "river", plane):
        rows = layer.rows.placed
        courses = plane.place_each([row.geometry for row in rows])
        for row, placed in zip(rows, shapely.simplify(courses, _FINE_MM), strict=True):
            line = layer.drawings[str(row.category)].line
            if line is not None:
                paths.extend(draw_line(placed, line, unit=unit, feature=str(row.id)))
    return tuple(paths)


def _fills(layer: LayerView, plane: Plane) -> bool:
    """Tell whether a layer reaches over all that the frame shows."""
    extent = layer.spec.extent
    return extent is not None and all(
        extent.west <= w and extent.south <= s and e <= extent.east and n <= extent.north
        for w, s, e, n in plane.windows
    )


def _relief(request: GroundRequest, land: BaseGeometry) -> tuple[Picture, ...]:
    """Shade the land by the finest picture made for the scale that fills the frame, or else by another."""
    plane = request.plane
    fitting = [
        layer
        for layer in choose_layers(request.base, "relief", plane)
        if layer.spec.zoom[0] <= plane.zoom < layer.spec.zoom[1]
    ]
    for layer in sorted(fitting, key=lambda x: (not _fills(x, plane), -x.spec.zoom[0])):
        extent, path = layer.spec.extent, request.root / layer.spec.path
        if extent is not None and (picture := draw_relief(plane, path, extent, land)):
            return (picture,)
    return ()


@lru_cache(maxsize=_FEW_GROUNDS)
def build_ground(request: GroundRequest) -> Ground:
    """Draw the ground of a plane; kept for the next date on the same extent."""
    plane, unit, base = request.plane, request.unit, request.base
    land, known = place_land(base, plane)
    coast = _coast(land, known)
    clip = plane.frame.ring
    line = Path(
        to_strands(shapely.line_merge(coast)),
        closed=False,
        stroke=LAND_EDGE,
        width_mm=stroke_width(0.18, unit),
    )
    groups = (
        Group(
            "sea",
            "Sea",
            (Path((clip,), fill=PAPER), *_fill(known, WATER), *_vignette(coast, unit)),
            clip,
        ),
        Group("land", "Land", _fill(land, LAND), clip),
        Group("relief", "Relief", _relief(request, land), clip),
        Group(
            "waters",
            "Lakes and rivers",
            (*_rivers(base, plane, unit), *_lakes(base, plane, unit)),
            clip,
        ),
    )
    return Ground(
        groups=groups,
        coast=Group("coast", "Coast", (line,) if line.rings else (), clip),
        shore=_shore(base, plane, land),
        land_ink=ink_of_areas(plane.frame, land),
        coast_line=raise_barrier(plane.frame, coast),
        coast_courses=courses_of(coast),
    )
