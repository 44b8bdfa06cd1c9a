"""All the names of a map, in the order in which they claim their ground.

Waters come first, then the main places, whose names must not be lost, then areas, lines and all
other places. A water makes room for a main place that finds none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import shapely

from layers.render.anchors import Anchor
from layers.render.areanames import Ground as AreaGround
from layers.render.areanames import letter_areas
from layers.render.footing import Footing
from layers.render.ground import Ground
from layers.render.ink import ink_of_areas, ink_of_lines
from layers.render.judging import Surface
from layers.render.labels import Placed, count_unnamed, draw_label, ground_of, place_labels
from layers.render.layout import Plan
from layers.render.lettering import Floor, Lettered, Room
from layers.render.linenames import Hand, letter_lines
from layers.render.marks import Marks, find_busy
from layers.render.projection import Array
from layers.render.sheet import Path, Text
from layers.render.thinning import apart, distinct
from layers.render.waters import WaterName, letter_waters

_MAIN_RANK: Final = 2
_FEW_GROUNDS: Final = 32


@dataclass(frozen=True, slots=True)
class Names:
    """The finished lettering of a map; ``waters`` have the names of lines with them."""

    waters: tuple[Text, ...]
    areas: tuple[Text, ...]
    labels: tuple[Text, ...]
    leaders: tuple[Path, ...]


def _water_room(ground: Ground) -> Room:
    """Give the room for the names of waters that a ground leaves."""
    return Room(Floor(ground.coast_line.frame, ground.coast_line, ground.land_ink))


@lru_cache(maxsize=_FEW_GROUNDS)
def lettered_waters(ground: Ground, waters: tuple[WaterName, ...]) -> frozenset[str]:
    """Tell which waters have room for their names on a ground; kept with it."""
    done = letter_waters(waters, _water_room(ground))
    return frozenset(lettered.texts[0].words for lettered in done)


@lru_cache(maxsize=_FEW_GROUNDS)
def footing_of(ground: Ground) -> Footing:
    """Give a ground as labels find it; one for each, since what labels find there is kept."""
    return Footing(
        ground.coast_line.frame, ground.land_ink, ground.coast_line, ground.coast_courses
    )


def _surface(marks: Marks, ground: Ground) -> Surface:
    """Give what labels must know of the map before anything is lettered."""
    frame = ground.coast_line.frame
    return Surface(
        footing=footing_of(ground),
        lines=ink_of_lines(frame, shapely.GeometryCollection(marks.barred)),
        strokes=ink_of_lines(frame, shapely.GeometryCollection(marks.strokes)),
        symbols=np.array(marks.boxes).reshape(-1, 4),
        taken=np.empty((0, 4)),
    )


def _boxes(lettered: Sequence[Lettered]) -> Array:
    """Give the boxes that lettering takes."""
    return np.concatenate([np.empty((0, 4)), *(done.boxes for done in lettered)])


def _hold_main(
    main: Sequence[Anchor], waters: Sequence[WaterName], room: Room, surface: Surface, unit: float
) -> tuple[tuple[Lettered, ...], tuple[Placed, ...]]:
    """Set the names of waters, and find places for the main ones beside them.

    Where a main place finds none, waters are set anew round it; no water is lost for a place of
    the second rank.
    """
    lettered = letter_waters(waters, room)
    held = place_labels(main, replace(surface, taken=_boxes(lettered)), unit=unit)
    found = {one.anchor.feature for one in held}
    missing = [anchor for anchor in main if anchor.feature not in found]
    freed = place_labels(missing, replace(surface, taken=ground_of(held)), unit=unit)
    if not freed:
        return lettered, held
    moved = letter_waters(waters, room.without(ground_of((*held, *freed))))
    if len(moved) < len(lettered) and all(one.anchor.rank > 1 for one in freed):
        return lettered, held
    return moved, (*held, *freed)


def name_map(
    marks: Marks, ground: Ground, waters: Sequence[WaterName], plan: Plan, language: str
) -> Names:
    """Set all names of a map; what found no room is counted in its marks."""
    unit, frame = plan.unit, plan.plane.frame
    surface = _surface(marks, ground)
    hatched = ink_of_areas(frame, shapely.union_all(marks.hatched)) if marks.hatched else None
    room = replace(_water_room(ground), taken=surface.symbols, hatched=hatched)
    anchors = apart(distinct(marks.anchors, set()), plan.plane, unit=unit)
    main = [a for a in anchors if a.rank <= _MAIN_RANK and a.mode == "beside"]
    on_water, held = _hold_main(main, waters, room, surface, unit)
    room = replace(room.on_land_too(), hatched=None)
    room = room.without(_boxes(on_water)).without(ground_of(held))
    area_ground = AreaGround(
        frame,
        find_busy(marks, frame),
        surface.lines,
        ground.coast_line,
        ground.land_ink,
        room.taken,
    )
    across = letter_areas(marks.area_names, area_ground, unit=unit)
    hand = Hand(plan.plane, unit, language)
    along = letter_lines(marks.named_lines, hand, room.without(_boxes(across)))
    lettered = (*on_water, *across, *along)
    placed = _label(marks, replace(surface, taken=_boxes(lettered)), (lettered, across), plan)
    drawn = [draw_label(one) for one in placed]
    return Names(
        tuple(text for done in (*on_water, *along) for text in done.texts),
        tuple(text for done in across for text in done.texts),
        tuple(text for texts, _ in drawn for text in texts),
        tuple(line for _, lines in drawn for line in lines),
    )


def _label(
    marks: Marks,
    surface: Surface,
    lettered: tuple[Sequence[Lettered], Sequence[Lettered]],
    plan: Plan,
) -> tuple[Placed, ...]:
    """Place the labels on what the ground, the marks and the lettering leave free."""
    everything, across = lettered
    lettered_areas = {done.texts[0].feature for done in across}
    said = {done.texts[0].words for done in everything}
    said |= {a.names[0][1] for a in marks.area_names if a.feature in lettered_areas}
    wanted = distinct(marks.anchors, said)
    placed = place_labels(apart(wanted, plan.plane, unit=plan.unit), surface, unit=plan.unit)
    nameless = {a.names[0][1] for a in marks.area_names} - said
    marks.unnamed = count_unnamed(wanted, placed) + len(nameless)
    return placed
