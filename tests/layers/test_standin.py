"""Letters that no font has: a sign stands for them, the sheet says so, and every file is made."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from geo.atlas import Atlas, load_atlas
from geo.letters import EASTERN, EUROPEAN, SCREEN, STAND_IN, tables, unwritable
from geo.selection import opening
from layers.export import build_sheet, export, missing_from_view, missing_letters
from layers.render.fonts import (
    FACES,
    FONT_FOLDER,
    characters_of,
    missing_glyphs,
    split_run,
    to_settable,
)
from layers.render.frame import PlateOptions
from layers.render.sheet import Run
from layers.render.standin import tell_missing
from layers.series import Series, frames_of, make_series, years
from layers.view import MapView, build_view
from layers.wording import LANGUAGES
from tests.layers.plates import words

STRANGE = {
    "an Arabic name": "السلام",
    "an Indian name": "नमस्ते",
    "a Thai name": "ภาษาไทย",
    "a Korean name": "한국어",
    "a picture": "👨\u200d👩\u200d👧 ☎\ufe0f",
    "a rune": "ᚠ",
    "an accent of its own": "Оха\u0301 q\u0303",
    "a rare ideograph": "𠮷野家",
    "a chosen form of an ideograph": "葛\U000e0100",
    "a private sign": "\ue000",
    "a byte order mark": "\ufeffOkha",
}


@pytest.fixture(scope="module")
def view(tiny_atlas: Atlas) -> MapView:
    return build_view(tiny_atlas, opening(tiny_atlas.catalog))


def test_the_table_of_letters_is_that_of_the_fonts():
    found = {EUROPEAN: set(), EASTERN: set()}
    for face in FACES:
        found[EASTERN if face.family.endswith(("JP", "SC")) else EUROPEAN] |= characters_of(face)
    screen = [set(TTFont(path).getBestCmap()) for path in FONT_FOLDER.glob("web/*.woff2")]
    assert dict(tables()) == {**found, SCREEN: set.intersection(*screen)}


@given(st.text(max_size=6), st.sampled_from(sorted(LANGUAGES)))
def test_fonts_and_table_agree_on_what_is_missing(text: str, language: str):
    assert set(missing_glyphs(text, language)) == set(unwritable(text.replace("\n", " ")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ᚠᚢ Okha", f"{STAND_IN}{STAND_IN} Okha"),
        ("नमस्ते", STAND_IN * 4),
        ("か\u309a", f"か{STAND_IN}"),
        ("👨\u200d👩", STAND_IN * 2),
    ],
    ids=["each letter", "a letter with its signs once", "an accent alone", "nothing for a joiner"],
)
def test_a_sign_stands_for_what_no_font_has(text: str, expected: str):
    assert to_settable(text, "en") == expected


def test_a_sign_is_set_in_the_face_of_the_words_around_it():
    assert len(split_run(Run("Okha 한국 town", "en", family="serif", italic=True))) == 1


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("file_format", ["pdf", "png", "svg", "svg-outlined"])
def test_every_sheet_is_made_whatever_its_letters(view: MapView, file_format: str, text: str):
    options = PlateOptions(sheet="A5", title=text, note=text)
    assert export(view, file_format, options=options, dpi=40)


def test_a_pdf_has_the_words_of_a_line_with_accents_of_its_own(view: MapView):
    made = export(view, "pdf", options=PlateOptions(sheet="A5", title="Оха\u0301 нефть"))
    assert "Оха нефть" in PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_a_sheet_says_what_the_sign_stands_for(view: MapView):
    sheet = build_sheet(view, PlateOptions(title="Runes ᚠᚢ"))
    said = " ".join(words(sheet, "imprint"))
    assert f"{STAND_IN} stands for what no font of the atlas has: U+16A0, U+16A2." in said
    assert missing_letters(sheet.groups) == "ᚠᚢ"


def test_a_sheet_with_all_its_letters_says_nothing_of_them(view: MapView):
    assert STAND_IN not in "".join(words(build_sheet(view)))


def test_a_name_of_a_place_is_found_before_the_sheet_is_drawn(
    spoil: Callable[[str, str, str], Path],
):
    atlas = load_atlas(spoil("places.csv", "Harbour Town", "Harbour ᚠ Town"))
    view = build_view(atlas, opening(atlas.catalog))
    assert missing_from_view(view, PlateOptions()) == "ᚠ"
    assert missing_letters(build_sheet(view).groups) == "ᚠ"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_tells_it_in_each_language(language: str):
    said = tell_missing("ᚠ" * 9, language)
    assert said.startswith(STAND_IN)
    assert said.count("U+16A0") == 8
    assert "(9)" in said
    assert missing_glyphs(said, language) == ""


@pytest.mark.parametrize("kind", ["atlas-pdf", "multiples"])
def test_a_series_is_made_whatever_its_letters(tiny_atlas: Atlas, kind: str):
    views = frames_of(tiny_atlas, opening(tiny_atlas.catalog), years(1905, 1906))
    title = "Оха\u0301 ᚠ السلام"
    views = tuple(replace(view, title=title) for view in views)
    made = make_series(Series(views, title, PlateOptions(sheet="A5")), kind)
    pages = PdfReader(io.BytesIO(made)).pages
    assert STAND_IN in "".join(page.extract_text() for page in pages)


def test_small_multiples_say_what_the_sign_stands_for(tiny_atlas: Atlas):
    views = frames_of(tiny_atlas, opening(tiny_atlas.catalog), years(1905, 1906))
    made = make_series(Series(views, "Runes ᚠ", PlateOptions(sheet="A4")), "multiples")
    assert "U+16A0" in PdfReader(io.BytesIO(made)).pages[0].extract_text()
