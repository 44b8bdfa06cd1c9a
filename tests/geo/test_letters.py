"""Letters that can be printed, known as a table."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.letters import (
    EASTERN,
    EUROPEAN,
    Missing,
    find_unwritable,
    is_invisible,
    name_all,
    name_of,
    tables,
    to_visible,
    unwritable,
)

INVISIBLE = {
    "a joiner": "\u200d",
    "a byte order mark": "\ufeff",
    "a mark that turns the reading direction": "\u202e",
    "a selector of a picture": "\ufe0f",
    "a selector of an ideograph's form": "\U000e0100",
    "a letter of a flag's tag": "\U000e0067",
    "a Korean filler": "\u3164",
    "half a character": "\ud800",
    "what is no character": "\uffff",
}
UNWRITABLE = {
    "Arabic": ("السلام", "السم"),
    "Devanagari with its signs": ("नमस्ते", "नमस्ते"),
    "Thai": ("ไทย", "ไทย"),
    "Korean": ("한국", "한국"),
    "a family of pictures": ("👨\u200d👩\u200d👧", "👨👩👧"),
    "a rare ideograph": ("𠮷野", "𠮷"),
    "an accent that its letter's font lacks": ("か\u309a", "\u309a"),
    "a European accent on a Japanese letter": ("ア\u0304", "\u0304"),
    "a private sign": ("\ue000", "\ue000"),
}


@pytest.mark.parametrize("character", INVISIBLE.values(), ids=INVISIBLE)
def test_what_nothing_is_to_be_seen_of_is_left_out(character: str):
    assert is_invisible(character)
    assert to_visible(f"a{character}b") == "ab"
    assert unwritable(f"a{character}b") == ""


@pytest.mark.parametrize(("text", "expected"), UNWRITABLE.values(), ids=UNWRITABLE)
def test_what_no_font_has_is_found_once(text: str, expected: str):
    assert unwritable(f"Okha {text} Оха {text}") == expected


@pytest.mark.parametrize(
    "text", ["Việt Nam", "Ωμέγα", "Оха\u0301", "q\u0303", "ѣѳѵ", "奥廟瀋", "№ 5 → 7", "\u1160"]
)
def test_what_a_font_has_is_not_found(text: str):
    assert unwritable(text) == ""


def test_an_arabic_sign_that_is_seen_is_not_taken_for_an_invisible_one():
    assert unwritable("\u0600") == "\u0600"


def test_characters_are_counted_with_the_texts_they_stand_in():
    texts = ["ᚠᚢᚠ", "", "Okha", "ᚠ"]
    assert find_unwritable(texts) == (Missing("ᚠ", 3, (0, 3)), Missing("ᚢ", 1, (0,)))


def test_a_name_says_character_code_and_what_unicode_calls_it():
    assert name_of("س") == "'س' (U+0633 ARABIC LETTER SEEN)"


def test_a_private_character_has_no_shape_to_show():
    assert name_of("\ue000") == "U+E000 PRIVATE USE"


def test_of_many_characters_the_first_are_named_and_the_rest_counted():
    assert name_all("ᚠᚢᚦ", most=1) == f"{name_of('ᚠ')} … (+2)"


@given(st.lists(st.text(max_size=8), max_size=6))
def test_looking_at_all_texts_at_once_finds_what_looking_at_each_does(texts: list[str]):
    found = {m.character for m in find_unwritable(texts)}
    assert found == {c for text in texts for c in unwritable(text)}


@given(st.text(st.sampled_from([chr(c) for c in sorted(tables()[EUROPEAN] | tables()[EASTERN])])))
def test_letters_of_the_fonts_are_never_found_unless_they_are_accents(text: str):
    assert all(unicodedata.category(c)[0] == "M" for c in unwritable(text))
