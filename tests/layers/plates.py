"""Sheets of the toy island, and what can be measured on any sheet."""

from collections.abc import Iterator
from dataclasses import replace

import geopandas as gpd
import numpy as np

from geo.atlas import Atlas
from geo.extent import Extent
from geo.holding import Held
from geo.selection import Selection
from layers.held import HeldRows, Holding
from layers.render.box import Box
from layers.render.fonts import measure
from layers.render.frame import PlateOptions
from layers.render.scene import build_scene
from layers.render.sheet import Item, Path, Picture, Sheet, Text
from layers.view import MapView, build_view


def see(atlas: Atlas, *, extent: Extent | None = None, **choice: object) -> MapView:
    """Look at all layers of an atlas at its opening date, or as chosen."""
    catalog = atlas.catalog
    layers = frozenset(spec.id for spec in catalog.layers)
    selection = Selection(date=catalog.date, layers=layers, view=catalog.view)
    selection = replace(selection, extent=extent, **choice)
    return build_view(atlas, selection)


def to_rows(frame: gpd.GeoDataFrame) -> HeldRows:
    """Take a layer's rows from a frame that says of each how it holds."""
    holds, throughout = frame["holds"].to_numpy(object), frame["throughout"].to_numpy(bool)
    layer = str(frame["layer"].iloc[0])
    return Holding(frame, Held(np.arange(len(frame)), holds, throughout)).of(layer)


def print_sheet(view: MapView, **options: object) -> Sheet:
    return build_scene(view, PlateOptions(**options))


def texts(sheet: Sheet, *groups: str) -> list[Text]:
    """All lettering of a sheet, or of some of its groups."""
    wanted = [g for g in sheet.groups if not groups or g.id in groups]
    return [item for group in wanted for item in group.items if isinstance(item, Text)]


def words(sheet: Sheet, *groups: str) -> list[str]:
    return [text.words for text in texts(sheet, *groups)]


def box_of(text: Text) -> Box:
    """The box of a straight, level line of lettering: its letters, without the halo."""
    width = measure(text.runs, text.size_mm, text.spacing_em)
    left = {"start": 0.0, "middle": -width / 2, "end": -width}[text.anchor] + text.at[0]
    return Box(left, text.at[1] - 0.72 * text.size_mm, width, 0.92 * text.size_mm)


def corners(item: Item) -> Iterator[tuple[float, float]]:
    match item:
        case Path():
            for ring in item.rings:
                yield from ring
        case Picture():
            yield item.at
            yield item.at[0] + item.width_mm, item.at[1] + item.height_mm
        case Text() if item.curve:
            yield from item.curve
        case Text() if item.angle_deg == 0:
            box = box_of(item)
            yield from ((box.left, box.top), (box.right, box.bottom))
        case Text():
            yield item.at


def reach(sheet: Sheet) -> list[tuple[str, float, float]]:
    """Where ink can fall, by group: inside its clip if it has one, else wherever its items lie."""
    found = []
    for group in sheet.groups:
        points = group.clip or [point for item in group.items for point in corners(item)]
        found.extend((group.id, x, y) for x, y in points)
    return found
