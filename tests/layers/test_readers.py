"""Many readers at once: each gets the very file that he would have got alone."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import cycle, islice

import pytest

from geo.atlas import Atlas
from geo.crew import CrewLimits
from layers.export import export
from layers.render.scene import PlateOptions
from layers.render.worker import Press
from layers.view import build_view
from tests.layers.plates import see

READERS = 16
FORMATS = ("pdf", "png", "svg", "jpeg", "svg-outlined", "webp", "tiff")
YEARS = ("1904", "1911", "1916", "1921", "1900/1920")
LANGUAGES = ("en", "ru")
INKS = ("screen", "black-and-white", "print")


def take(atlas: Atlas, number: int, press: Press | None) -> bytes:
    """Export what the reader of a number asks for."""
    date, language = YEARS[number % 5], LANGUAGES[number % 2]
    view = build_view(atlas, replace(see(atlas).selection, date=date, language=language))
    sheet = ("A5", "Column 85 mm")[number // 2 % 2]
    options = PlateOptions(sheet=sheet, inks=INKS[number % 3], title=f"Reader {number}")
    return export(view, FORMATS[number % 7], options=options, dpi=60, press=press)


@pytest.fixture(scope="module")
def alone(tiny_atlas: Atlas) -> list[bytes]:
    """What each reader gets when nobody else is there."""
    return [take(tiny_atlas, number, None) for number in range(READERS)]


def test_no_two_readers_ask_for_the_same_file(alone: list[bytes]):
    assert len(set(alone)) == READERS


def test_sixteen_readers_at_once_get_the_files_they_would_get_alone(
    tiny_atlas: Atlas, alone: list[bytes]
):
    numbers = list(islice(cycle(range(READERS)), 3 * READERS))
    with Press(CrewLimits(workers=2, jobs=7)) as press, ThreadPoolExecutor(READERS) as pool:
        made = list(pool.map(lambda number: take(tiny_atlas, number, press), numbers))
    assert [
        number for number, file in zip(numbers, made, strict=True) if file != alone[number]
    ] == []
