"""A sheet made ready to be printed as pixels."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from layers.render.press import to_job, to_png
from layers.render.sheet import Group, Path, Picture, Sheet
from tests.layers.sheets import small_sheet


@pytest.fixture
def shaded() -> Sheet:
    """Give a sheet with a picture that goes from clear to dark."""
    ink = np.linspace(0, 255, 60).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(np.dstack([np.zeros((60, 60), np.uint8), np.tile(ink, (60, 1))]), "LA").save(
        file, "PNG"
    )
    picture = Picture((5.0, 5.0), 30.0, 30.0, file.getvalue())
    return replace(small_sheet(), groups=(Group("relief", "Relief", (picture,)),))


@pytest.mark.parametrize(
    ("file_format", "dpi", "rendering"),
    [("png", 300.0, "optimizeSpeed"), ("png", 96.0, "smooth"), ("pdf", 300.0, "smooth")],
)
def test_only_a_fine_print_has_its_pictures_divided(
    shaded: Sheet, file_format: str, dpi: float, rendering: str
) -> None:
    assert f'image-rendering="{rendering}"' in to_job(shaded, file_format, dpi).svg


def test_a_divided_picture_has_no_steps_that_show(shaded: Sheet) -> None:
    with Image.open(io.BytesIO(to_png(shaded, 300.0))) as printed:
        grey = np.asarray(printed.convert("L"), dtype=int)
    row = grey[round(20 / 25.4 * 300), round(7 / 25.4 * 300) : round(33 / 25.4 * 300)]
    steps = np.diff(row)
    assert row[0] - row[-1] > 150
    assert steps.max() <= 0
    assert steps.min() >= -4


@pytest.mark.parametrize("dpi", [96.0, 150.0, 300.0])
def test_what_runs_out_of_the_frame_is_not_printed_and_what_stands_there_is(dpi: float) -> None:
    frame = ((10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0))
    wide = Path((((-5.0, 15.0), (60.0, 15.0), (60.0, 25.0), (-5.0, 25.0)),), fill="#000000")
    beside = Path((((2.0, 2.0), (6.0, 2.0), (6.0, 6.0), (2.0, 6.0)),), fill="#000000")
    groups = (Group("land", "Land", (wide,), frame), Group("head", "Head", (beside,)))
    sheet = replace(small_sheet(), groups=groups)
    with Image.open(io.BytesIO(to_png(sheet, dpi))) as printed:
        picture = printed.convert("RGB")

    def at(x_mm: float, y_mm: float) -> tuple[int, ...]:
        return tuple(picture.getpixel((round(x_mm / 25.4 * dpi), round(y_mm / 25.4 * dpi))))

    paper = tuple(bytes.fromhex(sheet.background.lstrip("#")))
    assert at(20, 20) == at(4, 4) == (0, 0, 0)
    assert {at(5, 20), at(8.5, 20), at(32, 20), at(20, 12), at(20, 28)} == {paper}
