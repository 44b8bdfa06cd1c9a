"""Two pictures side by side: how many pixels differ, and where."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

DPI: Final = 72.0
TOLERANCE: Final = 16  # of 255 in any colour: antialiasing may differ from processor to processor
MOST_PIXELS: Final = 24  # of a plate: less than a name of four letters has
_PALE: Final = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """How a picture differs from the one that is kept."""

    pixels: int
    share: float
    picture: Image.Image

    @property
    def is_seen(self) -> bool:
        """Whether it is more than chance."""
        return self.pixels > MOST_PIXELS


def compare(kept: Image.Image, drawn: Image.Image) -> Difference:
    """Compare two pictures; where they differ a pale copy of the new one is crimson.

    Pictures of different sizes differ in every pixel.
    """
    if kept.size != drawn.size:
        return Difference(drawn.width * drawn.height, 1.0, drawn)
    old, new = (np.asarray(picture.convert("RGB")).astype(int) for picture in (kept, drawn))
    differs = np.abs(old - new).max(axis=2) > TOLERANCE
    pale = np.round(255 - (255 - new) * _PALE).astype(np.uint8)
    pale[differs] = (155, 28, 49)
    pixels = int(differs.sum())
    return Difference(pixels, pixels / differs.size, Image.fromarray(pale))


def read(path: Path) -> Image.Image:
    """Open a picture that is kept."""
    with Image.open(path) as picture:
        return picture.convert("RGB")


def keep(picture: Image.Image, path: Path) -> None:
    """Write a picture as one to keep: without loss and small."""
    picture.save(path, "WEBP", lossless=True, quality=100, method=6)
