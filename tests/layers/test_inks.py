"""One sheet, several sets of inks."""

import io

import pytest
from PIL import Image

from geo.errors import UnknownFormatError
from layers.render.inks import (
    INKS,
    luminance,
    to_grey,
    to_inks,
    to_universal,
    to_universal_letter,
    to_universal_line,
)
from layers.render.press import to_png
from layers.render.sheet import Path, Picture, Sheet, Text
from layers.style import CRIMSON, INK, LAND, PAPER, WATER
from tests.layers.sheets import small_sheet


def colours(sheet: Sheet) -> set[str]:
    found = {sheet.background}
    for group in sheet.groups:
        for item in group.items:
            match item:
                case Path():
                    found |= {item.fill, item.stroke}
                case Text():
                    found |= {item.fill, item.halo}
    return {colour for colour in found if colour}


def test_for_the_screen_nothing_changes():
    assert to_inks(small_sheet(), "screen") == small_sheet()


@pytest.mark.parametrize("name", ["print", "black-and-white", "high-contrast"])
def test_paper_is_not_printed(name: str):
    assert to_inks(small_sheet(), name).background == "#ffffff"


def test_black_and_white_has_no_colour():
    found = colours(to_inks(small_sheet(), "black-and-white"))
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in found)


def test_a_black_and_white_picture_has_no_colour():
    picture = Image.open(io.BytesIO(to_png(to_inks(small_sheet(), "black-and-white"), 50)))
    red, green, blue, _ = picture.split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_relief_turns_grey_too():
    def modes(sheet: Sheet) -> list[str]:
        items = [item for group in sheet.groups for item in group.items]
        pictures = [item for item in items if isinstance(item, Picture)]
        return [Image.open(io.BytesIO(picture.png)).mode for picture in pictures]

    assert modes(to_inks(small_sheet(), "black-and-white")) == ["LA"]


@pytest.mark.parametrize("colour", [CRIMSON, INK, LAND, WATER])
def test_a_grey_is_as_bright_as_its_colour(colour: str):
    assert luminance(to_grey(colour)) == pytest.approx(luminance(colour), abs=0.006)


def test_land_and_water_differ_in_grey():
    assert to_grey(LAND) != to_grey(WATER)


@pytest.mark.parametrize("colour", [PAPER, LAND, WATER, INK])
def test_ground_and_ink_stay_for_the_colour_blind(colour: str):
    assert to_universal(colour) == colour


def test_red_and_green_become_colours_that_differ_in_brightness_for_all():
    red, green = to_universal(CRIMSON), to_universal("#3f6b3a")
    assert (red, green) == ("#d55e00", "#009e73")


@pytest.mark.parametrize("colour", [CRIMSON, "#3f6b3a", "#7a5c00", "#2f5d7e", "#6b4f9a"])
def test_letters_for_the_colour_blind_stand_out_from_the_paper(colour: str):
    contrast = (luminance(PAPER) + 0.05) / (luminance(to_universal_letter(colour)) + 0.05)
    assert contrast >= 4.5


@pytest.mark.parametrize("colour", [CRIMSON, "#3f6b3a", "#7a5c00", "#2f5d7e", "#6b4f9a"])
def test_lines_for_the_colour_blind_stand_out_from_the_paper(colour: str):
    contrast = (luminance(PAPER) + 0.05) / (luminance(to_universal_line(colour)) + 0.05)
    assert contrast >= 3


def test_high_contrast_darkens_ink_and_lightens_ground():
    sheet = to_inks(small_sheet(), "high-contrast")
    before, after = small_sheet().groups[0].items[0], sheet.groups[0].items[0]
    assert luminance(after.fill) > luminance(before.fill)
    assert luminance(after.stroke) < luminance(before.stroke)
    assert after.width_mm > before.width_mm


def test_inks_keep_every_shape_and_word():
    for name in INKS:
        before, after = small_sheet(), to_inks(small_sheet(), name)
        kept = [
            [getattr(item, "rings", getattr(item, "words", None)) for item in group.items]
            for sheet in (before, after)
            for group in sheet.groups
        ]
        assert kept[:2] == kept[2:]


def test_unknown_inks_are_refused_with_those_there_are():
    with pytest.raises(UnknownFormatError, match="no inks 'sepia'; there are screen, print"):
        to_inks(small_sheet(), "sepia")
