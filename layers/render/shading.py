"""Shaded relief for the page: a picture in equal degrees, bent into the plane, on land only."""

import io
import math
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image
from shapely.geometry.base import BaseGeometry

from geo.extent import Extent
from layers.render.ink import cells_of_areas
from layers.render.plane import Plane
from layers.render.projection import KM_PER_DEGREE, Array
from layers.render.sheet import Picture

LARGEST_PIXEL_MM: Final = 2.6  # on the page; with larger ones a mountain is a blot
_CELL_MM: Final = (0.32, 0.45)  # finest and coarsest cell of the shade on the page
_CELLS: Final = 2.5  # in a pixel of the picture
_SOFT_MM: Final = 0.6  # larger pixels are divided, so that no edge of one shows
_NODES: Final = 33
_SPREAD: Final = 0.085  # of brightness; a harsher picture is softened to it
_DARK: Final = 0.95
_LIGHT: Final = 0.55
_LEVELS: Final = 40
_FADE_DEG: Final = 2.0  # towards the edge of its picture the shading dies away
_FEW_PICTURES: Final = 4


@lru_cache(maxsize=_FEW_PICTURES)
def _read(path: Path, finer: int) -> npt.NDArray[np.float32]:
    """Read a relief picture as brightness from 0 to 1, with so many soft steps in each pixel."""
    with Image.open(path) as picture:
        grey = picture.convert("L")
        if finer > 1:
            size = (grey.width * finer, grey.height * finer)
            grey = grey.resize(size, Image.Resampling.BICUBIC)
        pixels = np.asarray(grey, dtype=np.float32)
    return pixels / np.float32(255)


def _between(count: int) -> tuple[npt.NDArray[np.intp], Array]:
    """Give for each of so many cells the node before it, and its share of the way to the next."""
    at = (np.arange(count) + 0.5) / count * (_NODES - 1)
    low = np.minimum(at.astype(int), _NODES - 2)
    return low, at - low


def _lonlat(
    plane: Plane, shape: tuple[int, int], cell: float, cells: npt.NDArray[np.intp]
) -> tuple[Array, Array]:
    """Give longitude (counted from the central meridian) and latitude of some cells of a grid.

    A coarse net is looked up and spread between: a projection bends gently.
    """
    frame, (rows, columns) = plane.frame, shape
    x, y = np.meshgrid(
        np.linspace(frame.left, frame.left + columns * cell, _NODES),
        np.linspace(frame.top, frame.top + rows * cell, _NODES),
    )
    nodes = plane.to_lonlat(np.column_stack([x.ravel(), y.ravel()]))
    turn = (nodes[:, 0] - plane.projection.lon_0 + 180) % 360 - 180
    row, column = np.divmod(cells, columns)
    above, down = _between(rows)
    before, across = _between(columns)
    at, share = row * _NODES + before[column], across[column]

    def spread(values: Array) -> Array:
        net, weight = values.reshape(_NODES, _NODES), down[:, None]
        lines = (net[above] * (1 - weight) + net[above + 1] * weight).ravel()
        result: Array = lines[at] * (1 - share) + lines[at + 1] * share
        return result

    return spread(turn), spread(nodes[:, 1])


def _sample(picture: npt.NDArray[np.float32], x: Array, y: Array) -> Array:
    """Look up a picture between its pixels; ``x`` and ``y`` count pixels from its corner."""
    height, width = picture.shape
    x, y = np.clip(x - 0.5, 0, width - 1.001), np.clip(y - 0.5, 0, height - 1.001)
    left, top = x.astype(int), y.astype(int)
    dx, dy = x - left, y - top
    pixels, at = picture.ravel(), top * width + left  # by one number: half the time of two
    upper = pixels[at] * (1 - dx) + pixels[at + 1] * dx
    lower = pixels[at + width] * (1 - dx) + pixels[at + width + 1] * dx
    result: Array = upper * (1 - dy) + lower * dy
    return result


def _to_png(shade: Array, drawn: npt.NDArray[np.bool_], fade: Array) -> bytes:
    """Turn brightness into ink: shadows darken, lights lighten, what is level stays clear.

    ``shade`` and ``fade`` are those of the cells drawn.
    """
    level = float(np.median(shade))
    calm = min(1.0, _SPREAD / max(float(shade.std()), 1e-6))
    dark = np.clip((level - shade) * _DARK * calm, 0, 0.45)
    light = np.clip((shade - level) * _LIGHT * calm, 0, 0.4)
    strength = np.where(shade < level, dark, light) * fade
    alpha = np.round(np.round(strength * _LEVELS) / _LEVELS * 255).astype(np.uint8)
    tone = np.where(shade < level, np.uint8(40), np.uint8(255))
    # Tone and strength of a cell as one number of two bytes: to set pairs takes much longer.
    pairs = np.zeros(drawn.shape, dtype="<u2")
    pairs[drawn] = np.where(alpha > 0, tone, np.uint8(0)) + (alpha.astype("<u2") << 8)
    pixels = pairs.view(np.uint8).reshape(*drawn.shape, 2)
    file = io.BytesIO()
    # By runs alone: as small as with all that the method can do, in half the time. A palette would
    # take a quarter, but is not smoothed where it is enlarged.
    Image.fromarray(pixels, "LA").save(file, "PNG", compress_type=zlib.Z_RLE)
    return file.getvalue()


def _pixel_mm(plane: Plane, path: Path, extent: Extent) -> float:
    """Give the height of a pixel of the picture on the page."""
    with Image.open(path) as picture:
        pixel_km = extent.height / picture.height * KM_PER_DEGREE
    return pixel_km * 1e6 / plane.denominator


def draw_relief(plane: Plane, path: Path, extent: Extent, land: BaseGeometry) -> Picture | None:
    """Shade the land of a plane, or give nothing at a large scale or without a picture."""
    if land.is_empty or not path.is_file():
        return None
    pixel = _pixel_mm(plane, path, extent)
    if pixel > LARGEST_PIXEL_MM:
        return None
    frame = plane.frame
    cell = min(max(pixel / _CELLS, _CELL_MM[0]), _CELL_MM[1])
    drawn = cells_of_areas(frame, land, cell)
    rows, columns = drawn.shape
    cells = np.flatnonzero(drawn)  # land is a small part of most sheets
    lon, lat = _lonlat(plane, (rows, columns), cell, cells)
    east = lon + plane.projection.lon_0 - extent.west
    east = np.where(east < 0, east + 360, east)
    east = np.where(east >= 360, east - 360, east)  # noqa: PLR2004  a turn
    inside = (east <= extent.width) & (lat >= extent.south) & (lat <= extent.north)
    if not inside.any():
        return None
    if not inside.all():
        drawn.flat[cells[~inside]] = False
        east, lat = east[inside], lat[inside]
    edge = np.minimum(
        np.minimum(east, extent.width - east), np.minimum(lat - extent.south, extent.north - lat)
    )
    fade = np.clip(edge / _FADE_DEG, 0.0, 1.0)
    picture = _read(path, math.ceil(pixel / _SOFT_MM))
    x = east / extent.width * picture.shape[1]
    y = (extent.north - lat) / extent.height * picture.shape[0]
    png = _to_png(_sample(picture, x, y), drawn, fade)
    return Picture((frame.left, frame.top), columns * cell, rows * cell, png)
