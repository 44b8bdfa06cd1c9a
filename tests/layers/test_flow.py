"""Text broken into lines as its script wants it."""

import pytest

from layers.render.flow import Words, wrap


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("対岸大陸への派兵発表(不確か)。", id="ascii brackets"),
        pytest.param(
            "対岸大陸への派兵発表（不確か）。「北樺太」を、オーハーと", id="wide brackets"
        ),
        pytest.param("この縮尺で省いた小地名: 21。余白がなく名を省いた記号: 6。", id="figures"),
    ],
)
def test_no_line_begins_with_what_closes_or_ends_with_what_opens(text: str):
    words = Words(2.0, "ja")
    for tenths in range(80, 400, 5):
        lines = wrap(text, words, tenths / 10)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        for line in lines[1:]:
            assert line[0] not in "、。）」ー：", lines
        for line in lines[:-1]:
            assert line[-1] not in "（「", lines


def test_a_line_of_latin_text_ends_at_a_space_or_after_a_hyphen():
    lines = wrap("Basic Convention, signed at Peking: exchange (1925)", Words(2.0), 20.0)
    assert " ".join(lines) == "Basic Convention, signed at Peking: exchange (1925)"


def test_a_number_stays_with_the_word_before_its_fixed_space():
    words = Words(2.0, "ja")
    for tenths in range(80, 400, 5):
        lines = wrap("余白がなく名を省いた記号:\u00a06。", words, tenths / 10)
        assert all(line.strip("\u00a0")[0] not in "6。" for line in lines), lines


def test_a_dash_between_numbers_ends_no_line_and_one_between_words_may():
    for tenths in range(120, 400, 5):
        lines = wrap("Last units leave, 14–15 May, Okha – Moskalvo", Words(2.0), tenths / 10)
        assert not any(line.endswith("14–") for line in lines), lines
    assert wrap("Okha–Moskalvo", Words(2.0), 12.0) == ["Okha–", "Moskalvo"]
