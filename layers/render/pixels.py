"""A sheet made ready to be printed as pixels."""

import io
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from typing import Final

from PIL import Image

from layers.render.sheet import Group, Path, Picture, Sheet

INCH_MM: Final = 25.4
_FEW_PICTURES: Final = 16
_FINE_DPI: Final = 150  # coarser prints are soon made, and smoother if it is left to typst


def to_pixels(sheet: Sheet, dpi: float) -> Sheet:
    """Trim a sheet to whole pixels, by less than one, and make its pictures fine.

    typst draws into as many pixels as it takes to cover the sheet, and then brings the picture to
    size by leaving rows out; a hair below a whole number both are the same.
    """
    per_mm = dpi / INCH_MM
    across = max(round(sheet.width_mm * per_mm), 1)
    down = max(round(sheet.height_mm * per_mm), 1)
    hair = 0.05 * min(1.0, across / down)
    return replace(
        sheet,
        width_mm=(across - hair) / per_mm,
        height_mm=(down - 2 * 0.05) / per_mm,
        groups=tuple(map(_refine, _matted(sheet))) if dpi >= _FINE_DPI else sheet.groups,
    )


def _matted(sheet: Sheet) -> tuple[Group, ...]:
    """Cover what runs out of the frame with the colour of the paper, where it is drawn first of all.

    To cut it typst would draw the map on a page of its own, cut that with another, and lay it down.
    """
    frame = sheet.groups[0].clip if sheet.groups else None
    if frame is None:
        return sheet.groups
    inside = tuple(takewhile(lambda group: group.clip == frame, sheet.groups))
    right, bottom = sheet.width_mm + 1.0, sheet.height_mm + 1.0
    page = ((-1.0, -1.0), (right, -1.0), (right, bottom), (-1.0, bottom))
    mat = Group("mat", "Mat", (Path((page, frame), fill=sheet.background),))
    uncut = (replace(group, clip=None) for group in inside)
    return (*uncut, mat, *sheet.groups[len(inside) :])


@lru_cache(maxsize=_FEW_PICTURES)
def _divide(png: bytes) -> bytes:
    """Divide each pixel of a picture softly in four."""
    with Image.open(io.BytesIO(png)) as picture:
        size = (picture.width * 2, picture.height * 2)
        finer = picture.resize(size, Image.Resampling.BILINEAR)
    file = io.BytesIO()
    finer.save(file, "PNG", compress_level=1)
    return file.getvalue()


def _refine(group: Group) -> Group:
    """Make a group's pictures fine: typst takes long to draw between pixels, at each printing."""
    if not any(isinstance(item, Picture) for item in group.items):
        return group
    items = (
        replace(item, png=_divide(item.png), fine=True) if isinstance(item, Picture) else item
        for item in group.items
    )
    return replace(group, items=tuple(items))
