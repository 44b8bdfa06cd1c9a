"""TopoJSON: shapes whose borders are shared arcs, unfolded into GeoJSON features."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from geo.formats.raw import RefusedFileError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_POSITIONS: Final = 5_000_000

Arc = list[list[float]]


def read_topology(topology: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Unfold the objects of a topology into features; the name of the object is a property.

    Raises
    ------
    RefusedFileError
        If arcs are missing or are none.
    """
    objects = topology.get("objects")
    if not isinstance(objects, dict):
        message = "it is a topology without objects"
        raise RefusedFileError(message)
    unfolding = _Unfolding(_arcs(topology), _transform(topology))
    features = []
    for name, item in objects.items():
        members = (
            item.get("geometries")
            if isinstance(item, dict) and item.get("type") == "GeometryCollection"
            else [item]
        )
        features += [
            _feature(member, name, unfolding)
            for member in (members if isinstance(members, list) else [])
        ]
    return features


def _feature(member: object, name: str, unfolding: _Unfolding) -> dict[str, Any]:
    """Make a feature of one geometry of a topology."""
    if not isinstance(member, dict):
        message = f"the object {name[:40]!r} holds something that is no geometry"
        raise RefusedFileError(message)
    properties = member.get("properties")
    cells = dict(properties) if isinstance(properties, dict) else {}
    cells.setdefault("object", name)
    feature = {"type": "Feature", "properties": cells, "geometry": unfolding.geometry(member, 0)}
    if "id" in member:
        feature["id"] = member["id"]
    return feature


def _arcs(topology: Mapping[str, Any]) -> list[Arc]:
    """Read the arcs, adding up the steps of those that are quantized."""
    arcs = topology.get("arcs")
    transform = _transform(topology)
    try:
        return [_unpacked(arc, transform) for arc in arcs] if isinstance(arcs, list) else []
    except (IndexError, KeyError, TypeError, ValueError) as error:
        message = "an arc of the topology is not a list of positions"
        raise RefusedFileError(message) from error


def _transform(topology: Mapping[str, Any]) -> tuple[list[float], list[float]] | None:
    """Read how whole numbers become degrees."""
    transform = topology.get("transform")
    if not isinstance(transform, dict):
        return None
    try:
        scale = [float(number) for number in transform["scale"]]
        translate = [float(number) for number in transform["translate"]]
    except (KeyError, TypeError, ValueError) as error:
        message = "the transform of the topology is not one"
        raise RefusedFileError(message) from error
    return scale[:2], translate[:2]


def _unpacked(arc: list[list[float]], transform: tuple[list[float], list[float]] | None) -> Arc:
    """Give the positions of an arc."""
    if transform is None:
        return [[float(position[0]), float(position[1])] for position in arc]
    xs = accumulate(float(position[0]) for position in arc)
    ys = accumulate(float(position[1]) for position in arc)
    return [_scaled([x, y], transform) for x, y in zip(xs, ys, strict=True)]


def _scaled(position: list[float], transform: tuple[list[float], list[float]]) -> list[float]:
    """Bring a quantized position into degrees."""
    scale, translate = transform
    return [position[axis] * scale[axis] + translate[axis] for axis in (0, 1)]


class _Unfolding:
    """Puts arcs together, counting positions: a small topology can name a large arc many times."""

    def __init__(self, arcs: list[Arc], transform: tuple[list[float], list[float]] | None) -> None:
        self._arcs = arcs
        self._transform = transform
        self._count = 0

    def geometry(self, member: Mapping[str, Any], depth: int) -> dict[str, Any] | None:
        """Give a GeoJSON geometry of a geometry of the topology."""
        kind = member.get("type")
        if kind is None or depth > 8:  # noqa: PLR2004 -- collections in collections
            return None
        try:
            return self._built(str(kind), member, depth)
        except RefusedFileError:
            raise
        except (LookupError, TypeError, ValueError) as error:
            message = "a geometry of the topology lacks positions or names arcs that are not there"
            raise RefusedFileError(message) from error

    def _built(self, kind: str, member: Mapping[str, Any], depth: int) -> dict[str, Any]:
        """Build a geometry of one kind."""
        if kind == "GeometryCollection":
            parts = [self.geometry(part, depth + 1) for part in member.get("geometries", [])]
            return {"type": kind, "geometries": [part for part in parts if part]}
        if kind == "Point":
            return {"type": kind, "coordinates": self._position(member["coordinates"])}
        if kind == "MultiPoint":
            return {"type": kind, "coordinates": [self._position(p) for p in member["coordinates"]]}
        arcs = member.get("arcs", [])
        builders = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
        return {"type": kind, "coordinates": self._nested(arcs, builders.get(kind, 0))}

    def _nested(self, arcs: list[Any], levels: int) -> list[Any]:
        """Put lines together at some depth of lists."""
        if levels:
            return [self._nested(inner, levels - 1) for inner in arcs]
        return self._line(arcs)

    def _line(self, numbers: list[int]) -> Arc:
        """Join arcs end to end; a negative number is an arc run backwards."""
        line: Arc = []
        for number in numbers:
            arc = self._arcs[number] if number >= 0 else self._arcs[~number][::-1]
            line.extend(arc[1:] if line else arc)
            self._count += len(arc)
            if self._count > MOST_POSITIONS:
                message = f"its arcs unfold into more than {MOST_POSITIONS:,} positions"
                raise RefusedFileError(message)
        return line

    def _position(self, position: list[float]) -> list[float]:
        """Give a point in degrees."""
        plain = [float(position[0]), float(position[1])]
        return _scaled(plain, self._transform) if self._transform else plain
