"""All plates of the grid, for a person to look at: ``python -m tests.golden.contact --out FOLDER``.

Each plate is a file, and for each view and sheet a contact sheet has the years below one another
and the languages side by side.
"""

import argparse
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Final

from PIL import Image

from geo.atlas import Atlas, load_atlas
from tests.golden.plates import (
    GRID,
    LANGUAGES,
    ROOT,
    SHEETS,
    VIEWS,
    YEARS,
    Plate,
    draw,
    to_picture,
)

_GAP: Final = 12
_GROUND: Final = "#808080"


def join(pictures: Sequence[Image.Image], columns: int) -> Image.Image:
    """Set pictures of one size beside and below one another."""
    width, height = pictures[0].size
    rows = -(-len(pictures) // columns)
    size = (columns * (width + _GAP) + _GAP, rows * (height + _GAP) + _GAP)
    whole = Image.new("RGB", size, _GROUND)
    for at, picture in enumerate(pictures):
        row, column = divmod(at, columns)
        whole.paste(picture, (_GAP + column * (width + _GAP), _GAP + row * (height + _GAP)))
    return whole


def write_all(atlas: Atlas, plates: Sequence[Plate], folder: Path, dpi: float) -> None:
    """Write each plate, and the contact sheets of those that are there."""
    pictures: dict[Plate, Image.Image] = {}
    for done, plate in enumerate(plates, 1):
        pictures[plate] = to_picture(draw(atlas, plate), dpi)
        pictures[plate].save(folder / f"{plate.name}.png")
        print(f"{done} of {len(plates)}: {plate.name}", file=sys.stderr)  # noqa: T201
    for view, sheet in product(VIEWS, SHEETS):
        here = [Plate(view, year, language, sheet) for year, language in product(YEARS, LANGUAGES)]
        found = [pictures[plate] for plate in here if plate in pictures]
        if found:
            name = f"contact-{view}-{found[0].width}x{found[0].height}.png"
            join(found, len(LANGUAGES)).save(folder / name)


def main(words: Sequence[str]) -> int:
    """Run the command and give its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden.contact", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="a folder for the pictures")
    parser.add_argument("--dpi", type=float, default=96.0)
    asked = parser.parse_args(words)
    asked.out.mkdir(parents=True, exist_ok=True)
    write_all(load_atlas(ROOT / "data"), GRID, asked.out, asked.dpi)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
