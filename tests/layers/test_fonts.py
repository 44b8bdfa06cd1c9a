"""Faces by script and language, widths, and characters nobody can draw."""

import hashlib
import re

import pytest
from fontTools.ttLib import TTFont

from layers.render.faces import extent, shape
from layers.render.fonts import (
    FACES,
    FONT_FOLDER,
    Face,
    characters_of,
    measure,
    missing_glyphs,
    split_run,
    to_printable,
    to_runs,
)
from layers.render.sheet import Run

PRE_REFORM = "ѢѣІіѲѳѴѵ"
FIRST_FACE = FACES[0]


def families(text: str, language: str) -> list[str]:
    return [face.family for _, face in split_run(Run(text, language))]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_every_face_has_the_name_and_style_it_is_chosen_by(face: Face):
    font = TTFont(face.path)
    assert font["name"].getDebugName(16) or font["name"].getDebugName(1) == face.family
    assert (font["OS/2"].usWeightClass == 700) == face.bold


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_every_face_has_truetype_outlines(face: Face):
    assert "glyf" in TTFont(face.path)


def test_the_readme_lists_every_font_file_with_its_checksum():
    readme = (FONT_FOLDER / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"\| `([^`]+\.(?:ttf|woff2))` .*`([0-9a-f]{64})`", readme))
    files = sorted((*FONT_FOLDER.rglob("*.ttf"), *FONT_FOLDER.rglob("*.woff2")))
    found = {
        str(file.relative_to(FONT_FOLDER)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
    }
    assert listed == found


def test_all_fonts_together_stay_below_twelve_megabytes():
    assert sum(file.stat().st_size for file in FONT_FOLDER.rglob("*.*")) < 12_000_000


def test_a_font_for_the_screen_stays_below_forty_kilobytes():
    assert max(file.stat().st_size for file in (FONT_FOLDER / "web").iterdir()) <= 40_000


@pytest.mark.parametrize("face", FACES[:8], ids=lambda face: face.file)
def test_european_faces_have_the_letters_of_old_russian_print(face: Face):
    assert {ord(letter) for letter in PRE_REFORM} <= characters_of(face)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param("Okha", "en", ["Noto Sans"], id="Latin is set in Noto Sans"),
        pytest.param("Оха", "ru", ["Noto Sans"], id="Cyrillic is set in Noto Sans"),
        pytest.param("北樺太", "ja", ["Noto Sans JP"], id="Japanese has its own face"),
        pytest.param("鄂霍次克海", "zh", ["Noto Sans SC"], id="Chinese has its own face"),
        pytest.param("海", "zh-Hans", ["Noto Sans SC"], id="a script subtag changes nothing"),
        pytest.param("オハ", "en", ["Noto Sans JP"], id="kana are Japanese in any language"),
        pytest.param(
            "1925年", "ja", ["Noto Sans", "Noto Sans JP"], id="digits stay in the Latin face"
        ),
        pytest.param("50°N–51°10′", "ja", ["Noto Sans"], id="degrees and primes are Latin"),
    ],
)
def test_the_face_follows_script_and_language(text: str, language: str, expected: list[str]):
    assert families(text, language) == expected


def test_serif_is_for_european_scripts_only():
    runs = split_run(Run("Sea 海", "ja", family="serif", italic=True))
    assert [face.file for _, face in runs] == ["NotoSerif-Italic.ttf", "NotoSansJP-Regular.ttf"]


def test_a_letter_missing_in_bold_falls_back_to_regular():
    rare = "髙"  # in the vendors' additions to the Japanese standard only
    assert [face.file for _, face in split_run(Run(rare, "ja", bold=True))] == [
        "NotoSansJP-Regular.ttf"
    ]


def test_an_arrow_is_found_in_another_face():
    assert missing_glyphs("Okha → Moskalvo", "en") == ""


def test_splitting_loses_no_character():
    text = "Okha (Оха, オハ; 奧哈) 1925 → 奥廟瀋"
    assert "".join(run.text for run in to_runs(text, "en")) == text


def test_splitting_keeps_the_language_of_european_text():
    assert {run.language for run in to_runs("Оха オハ", "ru")} == {"ru", "ja"}


def test_a_missing_glyph_is_named_once():
    assert missing_glyphs("ᚠᚢᚠ", "en") == "ᚠᚢ"


def test_invisible_joiners_are_not_missing():
    assert missing_glyphs("a\u200db\u2060", "en") == ""


def test_an_accent_stays_in_the_face_of_its_letter():
    assert families("q\u0301", "en") == ["Noto Sans"]


def test_control_characters_are_dropped():
    assert to_printable("a\x00\x08b\x1b\x7f\ufffe\ud800") == "ab"


def test_marks_that_turn_the_reading_direction_are_dropped():
    assert to_printable("abc\u202edef\u2067") == "abcdef"


def test_a_japanese_form_of_a_name_is_not_replaced_by_its_modern_one():
    assert to_printable("\ufa19") == "\ufa19"


def test_width_grows_in_proportion_to_the_size():
    runs = to_runs("Katangli", "en")
    assert measure(runs, 6.0) == pytest.approx(2 * measure(runs, 3.0))


def test_a_japanese_character_is_one_em_wide():
    assert measure(to_runs("樺太", "ja"), 3.0) == pytest.approx(6.0)


def test_letter_spacing_counts_between_letters_only():
    plain = measure(to_runs("Okha", "en"), 2.0)
    assert measure(to_runs("Okha", "en"), 2.0, 0.5) == pytest.approx(plain + 3 * 0.5 * 2.0)


@pytest.mark.parametrize("text", ["Office affi e\u0301x", "Оха", "オハ"])
@pytest.mark.parametrize("spaced", [False, True])
def test_a_text_is_as_wide_as_its_glyphs(text: str, *, spaced: bool):
    line = shape(FIRST_FACE, text, "en", spaced=spaced)
    assert extent(FIRST_FACE, text, "en", spaced=spaced) == (line.width_em, line.letters)


def test_a_run_of_double_size_is_twice_as_wide():
    plain, double = Run("Okha", "en"), Run("Okha", "en", size_factor=2.0)
    assert measure([double], 3.0) == pytest.approx(2 * measure([plain], 3.0))


def test_nothing_has_no_width():
    assert measure((), 3.0, 0.2) == 0


def test_the_measured_width_is_that_of_the_font_file():
    font = TTFont(FIRST_FACE.path)
    advance = font["hmtx"][font.getBestCmap()[ord("H")]][0] / font["head"].unitsPerEm
    assert measure([Run("H")], 10.0) == pytest.approx(10.0 * advance)
