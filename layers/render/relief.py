"""Shaded relief brought from equal degrees to the Mercator projection of the screen."""

import base64
import io
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from geo.extent import Extent

LEVEL: Final = 128 / 255
FADE: Final = 0.05  # of the picture's width, in which it comes out of nothing
SHADOW, LIGHT = 40, 255  # the two greys of a shade
TONES: Final = 64  # steps of either grey: at half opacity the eye needs fewer


def mercator_y(latitude_deg: np.ndarray) -> np.ndarray:
    """Give the Mercator ordinate of latitudes, in radians of the equator."""
    return np.asarray(np.arcsinh(np.tan(np.radians(latitude_deg))))


def to_mercator(picture: Image.Image, extent: Extent) -> Image.Image:
    """Move the rows of a picture in equal degrees to where Mercator has them."""
    pixels = np.asarray(picture)
    rows = pixels.shape[0]
    south, north = mercator_y(np.array([extent.south, extent.north]))
    ordinates = north - (np.arange(rows) + 0.5) / rows * (north - south)
    latitudes = np.degrees(np.arctan(np.sinh(ordinates)))
    wanted = (extent.north - latitudes) / (extent.north - extent.south) * rows
    return Image.fromarray(pixels[np.clip(wanted.astype(int), 0, rows - 1)])


def to_shade(picture: Image.Image) -> Image.Image:
    """Turn brightness into ink: what is darker than level ground darkens, lighter lightens.

    Level is the middle grey that a relief picture has on plains and on water; there the
    result is clear, so that it can lie over any colour of land and sea.
    """
    brightness = np.asarray(picture.convert("L")).astype(float) / 255 - LEVEL
    alpha = np.round(np.clip(np.abs(brightness) * 2, 0, 1) * 255).astype(np.uint8)
    tone = np.where(brightness < 0, SHADOW, LIGHT).astype(np.uint8)
    return Image.fromarray(np.dstack([np.where(alpha > 0, tone, 0).astype(np.uint8), alpha]), "LA")


def fade_edges(shade: Image.Image) -> Image.Image:
    """Let a shade come out of nothing at its edges: the land goes on where the picture ends."""
    pixels = np.asarray(shade).copy()
    rows, columns = pixels.shape[:2]
    band = max(1.0, columns * FADE)
    down, across = ((np.minimum(np.arange(n), np.arange(n)[::-1]) / band) for n in (rows, columns))
    weight = np.clip(np.minimum(down[:, None], across[None, :]), 0, 1)
    pixels[..., -1] = np.round(pixels[..., -1] * weight).astype(np.uint8)
    return Image.fromarray(pixels, "LA")


def to_palette(shade: Image.Image) -> Image.Image:
    """Write a shade as one number a pixel, from full shadow to full light: two thirds of the bytes."""
    pixels = np.asarray(shade).astype(float)
    signed = np.where(pixels[..., 0] == SHADOW, -1, 1) * pixels[..., 1] / 255
    numbers = np.rint(signed * TONES) + TONES
    indexed = Image.fromarray(numbers.astype(np.uint8), "P")
    steps = range(-TONES, TONES + 1)
    indexed.putpalette([grey for k in steps for grey in [SHADOW if k < 0 else LIGHT] * 3])
    indexed.info["transparency"] = bytes(round(abs(k) / TONES * 255) for k in steps)
    return indexed


def to_mercator_url(path: Path, extent: Extent) -> str:
    """Give a relief picture, re-projected, as a data URL."""
    with Image.open(path) as picture:
        moved = fade_edges(to_mercator(to_shade(picture), extent))
    out = io.BytesIO()
    to_palette(moved).save(out, format="PNG", compress_level=6)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode("ascii")
