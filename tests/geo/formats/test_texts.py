"""A column of texts in one block says the same as a list of them."""

from hypothesis import given
from hypothesis import strategies as st

from geo.formats.texts import NO_CHARACTER, UNPRINTABLE, Texts

SPACES = " \t\n\x0b\x1c\x85\xa0\u1680\u2000\u200a\u2028\u202f\u205f\u3000"
LETTERS = st.sampled_from(
    [*SPACES, "a", "я", "樺", "\u2080", "\u00a1", "\x00", "\uffff", "😀", "'", ","]
)
COLUMNS = st.lists(st.text(LETTERS, max_size=4), max_size=12)


@given(COLUMNS)
def test_it_is_a_sequence_of_the_same_texts(texts):
    column = Texts.of(texts)
    assert list(column) == texts
    assert [column[place] for place in range(len(column))] == texts
    assert list(column[1:3]) == texts[1:3]


@given(COLUMNS)
def test_space_is_taken_away_as_python_does(texts):
    assert list(Texts.of(texts).stripped()) == [text.strip() for text in texts]
    assert list(Texts.of(["x", *texts])[1:].stripped()) == [text.strip() for text in texts]


@given(COLUMNS)
def test_each_row_has_the_number_of_its_text(texts):
    codes, distinct = Texts.of(texts).coded()
    assert [distinct[code] for code in codes] == texts
    assert distinct == list(dict.fromkeys(texts))
    assert Texts.of(texts).are_distinct() == (len(distinct) == len(texts))


@given(COLUMNS)
def test_the_unprintable_is_found_in_its_rows(texts):
    expected = [row for row, text in enumerate(texts) if UNPRINTABLE.search(text)]
    assert Texts.of(texts).unprintable() == expected


@given(COLUMNS)
def test_what_is_asked_of_distinct_texts_is_told_to_all_rows(texts):
    column = Texts.of(texts)
    assert column.holding(",").tolist() == ["," in text for text in texts]
    assert column.where(str.isalpha).tolist() == [text.isalpha() for text in texts]
    assert list(column.changed(str.upper)) == [text.upper() for text in texts]
    assert list(column.filled("-")) == [text or "-" for text in texts]
    assert column.series().tolist() == texts


def test_half_a_character_becomes_none_and_is_unprintable():
    column = Texts.of(["a", "b\ud800"])
    assert list(column) == ["a", f"b{NO_CHARACTER}"]
    assert column.unprintable() == [1]


@given(COLUMNS)
def test_its_letters_beyond_ascii_are_those_of_its_texts(texts):
    beyond = {character for text in texts for character in text if not character.isascii()}
    assert Texts.of(texts).letters() == beyond
    assert Texts.of(["x", "ж", *texts])[2:].letters() == beyond
