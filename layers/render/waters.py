"""Names of waters, set on the ground by rank and for the scale."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from layers.held import FeatureRow
from layers.render.anchors import Names, names_of
from layers.render.box import Box
from layers.render.fonts import measure
from layers.render.ground import GroundRequest
from layers.render.lettering import (
    FULL,
    INSET_MM,
    LEAST_MM,
    Lettered,
    Room,
    Script,
    runs_of,
    to_script,
    write,
)
from layers.render.linenames import Hand
from layers.render.sheet import Point
from layers.style import WATER_INK, TextStyle
from layers.view import LayerView

_FEW_GROUNDS: Final = 32
_SOONER: Final = 0.6  # zooms: paper resolves a name before the screen does
_RANK_SIZE: Final = {1: 1.35, 2: 1.1, 3: 0.85, 4: 0.68, 5: 0.58}


@dataclass(frozen=True, slots=True, eq=False)
class WaterName:
    """A name of the ground; one that is not of a water may stand on land."""

    script: Script
    is_water: bool


@lru_cache(maxsize=_FEW_GROUNDS)
def find_waters(request: GroundRequest, language: str) -> tuple[WaterName, ...]:
    """Find the names of waters on a ground, the most important first; kept with it."""
    hand = Hand(request.plane, request.unit, language)
    rows = [
        (int(row.rank), str(row.id), row, layer)
        for layer in request.base
        if layer.kind.name == "lettering" and layer.spec.zoom[0] <= hand.plane.zoom + 1
        for row in layer.rows.placed
        if _is_for_zoom(row, hand.plane.zoom)
    ]
    found = (_find(row, layer, hand) for _, _, row, layer in sorted(rows, key=lambda r: r[:2]))
    return tuple(name for name in found if name is not None)


def letter_waters(waters: Iterable[WaterName], room: Room) -> tuple[Lettered, ...]:
    """Set the names of waters where there is room for them."""
    done: list[Lettered] = []
    for name in waters:
        own = room if name.is_water else room.on_land_too()
        lettered = write(name.script, own)
        if lettered is not None:
            done.append(lettered)
            room = room.without(lettered.boxes)
    return tuple(done)


def _is_for_zoom(row: FeatureRow, zoom: float) -> bool:
    """Tell whether a name is meant for a scale; its details may say from which zoom to which."""
    stated = re.findall(r"[\d.]+", dict(row.details).get("zoom", ""))
    if len(stated) != 2:  # noqa: PLR2004  first and last
        return True
    return float(stated[0]) <= zoom + _SOONER and zoom - 1 <= float(stated[1])


def _find(row: FeatureRow, layer: LayerView, hand: Hand) -> WaterName | None:
    """Give the name of one row of a lettering layer its line on the page."""
    plane = hand.plane
    style = layer.drawings[str(row.category)].text
    if style is None:
        return None
    size = max(style.size_mm * hand.unit * _RANK_SIZE.get(int(row.rank), 0.58), LEAST_MM)
    names = names_of(row, hand.language)
    if row.geometry.geom_type == "Point":
        ((lon, lat),) = shapely.get_coordinates(row.geometry)
        at = plane.point(float(lon), float(lat))
        if not plane.frame.grown(-INSET_MM).holds(Box(*at, 0.0, 0.0)):
            return None
        line = _on_point(at, names, style, size, plane.frame)
    else:
        line = plane.place(row.geometry)
    if line.is_empty or not math.isfinite(line.length):
        return None
    script = to_script(line, names, style, size=size, frame=plane.frame)
    return WaterName(script, style.fill == WATER_INK) if script else None


def _on_point(at: Point, names: Names, style: TextStyle, size: float, frame: Box) -> BaseGeometry:
    """Give a level line through a point, long enough for its name."""
    _, text = names[0]
    half = measure(runs_of(text, names[0][0], style), size, style.spacing_em) / 2 / FULL + 1.0
    x = min(max(at[0], frame.left + INSET_MM + half), frame.right - INSET_MM - half)
    return shapely.LineString([(x - half, at[1]), (x + half, at[1])])
