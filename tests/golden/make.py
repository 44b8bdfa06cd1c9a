"""Draws the plates that are kept, and those that the front door shows, anew.

``python -m tests.golden.make`` after the look was changed on purpose: look at every picture that
git then calls changed before it is committed.
"""

import io
import sys
from typing import Final

from PIL import Image

from geo.atlas import load_atlas
from tests.golden.comparing import DPI, keep
from tests.golden.plates import FOLDER, KEPT, ROOT, SHOWN, draw, to_picture

PICTURES: Final = FOLDER / "pictures"
MOST_BYTES: Final = 300_000
_COLOURS: Final = 256
_DPIS: Final = (100, 92, 84, 76, 68)


def to_small_png(picture: Image.Image) -> bytes:
    """Write a picture with as many colours as a palette holds, the rare ones among them."""
    reduced = picture.quantize(
        _COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE
    )
    file = io.BytesIO()
    reduced.save(file, "PNG", optimize=True)
    return file.getvalue()


def main() -> int:
    """Draw them all."""
    atlas = load_atlas(ROOT / "data")
    for plate in KEPT:
        keep(to_picture(draw(atlas, plate), DPI), FOLDER / f"{plate.name}.webp")
        print(plate.name)  # noqa: T201 -- this is a command
    for plate in SHOWN:
        sheet = draw(atlas, plate)
        pngs = (to_small_png(to_picture(sheet, dpi)) for dpi in _DPIS)
        small = next(png for png in pngs if len(png) < MOST_BYTES)
        (PICTURES / f"{plate.name}.png").write_bytes(small)
        print(plate.name, len(small))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
