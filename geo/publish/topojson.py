"""TopoJSON: a border that two areas share is written once.

Positions are whole steps of a fixed grid, 1e-7 degrees or about a centimetre, so that two borders
are the same if they look the same at that size. Lines and rings are cut where they part company
(Mike Bostock's method): at a position whose neighbours differ from one line to another.
"""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.publish.geojson import to_credits, to_properties
from geo.publish.shapes import to_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas

STEPS_PER_DEGREE: Final = 10_000_000
SHORTEST_RING: Final = 4

Position = tuple[int, int]
Line = list[Position]


def to_topojson(atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write features as a topology: one object for each layer, in the order of its rows."""
    shapes = to_shapes(features)
    topology = _Topology(line for shape in shapes if shape is not None for line in _lines(shape))
    members: dict[str, list[dict[str, object]]] = {}
    for row, shape in zip(features.to_dict("records"), shapes, strict=True):
        member = {"id": row["id"], "properties": to_properties(row), **topology.to_member(shape)}
        members.setdefault(row["layer"], []).append(member)
    document = {
        "type": "Topology",
        "transform": {"scale": [1 / STEPS_PER_DEGREE] * 2, "translate": [0, 0]},
        **to_credits(atlas, features),
        "objects": {
            layer: {"type": "GeometryCollection", "geometries": geometries}
            for layer, geometries in members.items()
        },
        "arcs": [_to_steps(arc) for arc in topology.arcs],
    }
    return (json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n").encode()


class _Topology:
    """The arcs that lines are made of, and geometry written as arcs.

    Parameters
    ----------
    lines
        All lines and rings there are.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self.arcs: list[Line] = []
        self._numbers: dict[tuple[Position, ...], int] = {}
        self._junctions = _find_junctions(lines)

    def to_member(self, shape: BaseGeometry | None) -> dict[str, object]:
        """Write one geometry."""
        if shape is None:
            return {"type": None}
        kind = shape.geom_type
        if kind == "GeometryCollection":
            return {
                "type": kind,
                "geometries": [self.to_member(part) for part in shapely.get_parts(shape)],
            }
        if kind in {"Point", "MultiPoint"}:
            positions = _to_grid(shapely.get_coordinates(shape))
            return {"type": kind, "coordinates": positions[0] if kind == "Point" else positions}
        parts = [self._part(part) for part in shapely.get_parts(shape)]
        return {"type": kind, "arcs": parts if kind.startswith("Multi") else parts[0]}

    def _part(self, part: BaseGeometry) -> list[int] | list[list[int]]:
        """Write one line as its arcs, one polygon as the arcs of its rings."""
        lines = _lines(part)
        if isinstance(part, shapely.Polygon):
            return [self._split(ring) for ring in lines]
        return self._split(lines[0])

    def _split(self, line: Line) -> list[int]:
        """Cut a line at the junctions and number its arcs; a ring starts at one if it has any."""
        if line[0] == line[-1] and len(line) >= SHORTEST_RING:
            line = _turned(line, self._junctions)
        cuts = [i for i in range(1, len(line) - 1) if line[i] in self._junctions]
        ends = [0, *cuts, len(line) - 1]
        return [self._number(line[first : last + 1]) for first, last in itertools.pairwise(ends)]

    def _number(self, arc: Line) -> int:
        """Give the number of an arc; of one that runs the other way, its complement."""
        forward, backward = tuple(arc), tuple(reversed(arc))
        if forward in self._numbers:
            return self._numbers[forward]
        if backward in self._numbers:
            return ~self._numbers[backward]
        self._numbers[forward] = len(self.arcs)
        self.arcs.append(arc)
        return self._numbers[forward]


def _lines(shape: BaseGeometry) -> list[Line]:
    """Give the lines and rings of a geometry on the grid; points have none."""
    if shape.geom_type in {"Point", "MultiPoint"}:
        return []
    parts = shapely.get_parts(shape)
    if shape.geom_type == "GeometryCollection":
        return [line for part in parts for line in _lines(part)]
    rings = [
        ring
        for part in parts
        for ring in ((part.exterior, *part.interiors) if part.geom_type == "Polygon" else (part,))
    ]
    return [_joined(_to_grid(shapely.get_coordinates(ring))) for ring in rings]


def _to_grid(coordinates: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Line:
    """Round degrees to steps of the grid."""
    steps = np.rint(coordinates * STEPS_PER_DEGREE).astype("int64").tolist()
    return [(x, y) for x, y in steps]


def _joined(line: Line) -> Line:
    """Leave out positions that repeat the one before; two stay in any case."""
    kept = [position for position, _ in itertools.groupby(line)]
    return kept if len(kept) > 1 else [line[0], line[0]]


def _turned(ring: Line, junctions: set[Position]) -> Line:
    """Let a ring begin at its first junction, or else at its smallest position."""
    inner = ring[:-1]
    start = next((i for i, position in enumerate(inner) if position in junctions), None)
    if start is None:
        start = inner.index(min(inner))
    turned = inner[start:] + inner[:start]
    return [*turned, turned[0]]


def _find_junctions(lines: Iterable[Line]) -> set[Position]:
    """Find positions where lines meet, end or part."""
    neighbours: dict[Position, frozenset[Position]] = {}
    junctions: set[Position] = set()
    for line in lines:
        closed = line[0] == line[-1] and len(line) >= SHORTEST_RING
        inner: Sequence[Position] = line[:-1] if closed else line
        if not closed:
            junctions.update((line[0], line[-1]))
        for i, position in enumerate(inner):
            beside = frozenset((inner[i - 1], inner[(i + 1) % len(inner)]))
            if neighbours.setdefault(position, beside) != beside:
                junctions.add(position)
    return junctions


def _to_steps(arc: Line) -> list[Position]:
    """Write an arc as its first position and the steps from each to the next."""
    pairs = itertools.pairwise([(0, 0), *arc])
    return [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairs]
