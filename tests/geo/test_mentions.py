"""Sources that a note names in brackets."""

import pytest

from geo.mentions import read_note, read_notes, rename_in_note

LISTED = ("kato", "reph", "e-2_b")


@pytest.mark.parametrize(
    ("note", "told"),
    [
        pytest.param("One text says 1909 [reph].", "One text says 1909 [2].", id="one source"),
        pytest.param("[kato, e-2_b]", "[1, 3]", id="two with a comma"),
        pytest.param("[kato;reph]", "[1;2]", id="two with a semicolon"),
        pytest.param("[ kato ]", "[ 1 ]", id="spaces stay"),
        pytest.param("[kato; p. 5]", "[1; p. 5]", id="a page after the source"),
        pytest.param("[kato, reph: 92 m deep]", "[1, 2: 92 m deep]", id="words after a colon"),
        pytest.param("[kato: reph, p. 5]", "[1: reph, p. 5]", id="after a colon all is words"),
        pytest.param("[kato] or [kato]", "[1] or [1]", id="the same twice"),
        pytest.param("[x9]", "[x9]", id="no source of that name"),
        pytest.param("[kato, x9]", "[1, x9]", id="a source beside a word"),
        pytest.param("[x9, kato]", "[x9, 1]", id="a word beside a source"),
        pytest.param("[Kato]", "[Kato]", id="ids are in small letters"),
        pytest.param("[kato reph]", "[kato reph]", id="nothing between two ids"),
        pytest.param("[kato", "[kato", id="a bracket that does not end"),
        pytest.param("kato]", "kato]", id="a bracket that does not begin"),
        pytest.param("[[kato]]", "[[1]]", id="brackets in brackets"),
        pytest.param("[]", "[]", id="an empty bracket"),
        pytest.param("[,;: ]", "[,;: ]", id="a bracket of marks alone"),
        pytest.param("(kato)", "(kato)", id="other brackets mean nothing"),
        pytest.param("kato says so", "kato says so", id="an id without brackets is a word"),
        pytest.param("", "", id="no note"),
    ],
)
def test_a_source_is_told_by_its_place_in_the_list(note: str, told: str) -> None:
    noted = read_note(note, LISTED, known=())
    assert noted.numbered() == told
    assert "".join(noted.parts) == note
    assert noted.sources == LISTED


def test_a_source_that_the_record_does_not_list_comes_after_those_listed() -> None:
    noted = read_note("[web, kato, seed, web]", ("kato",), known={"seed", "web"})
    assert noted.sources == ("kato", "web", "seed")
    assert noted.numbered() == "[2, 1, 3, 2]"


def test_a_long_note_of_brackets_is_read_in_one_go() -> None:
    assert read_note("[" * 200_000, LISTED, known=()).parts == ("[" * 200_000,)
    assert read_note("[" + "a " * 200_000, LISTED, known=()).sources == LISTED
    assert len(read_note("[kato]" * 20_000, LISTED, known=()).parts) == 40_001


def test_a_name_with_commas_is_renamed_whole() -> None:
    names = {"Kato, 1934": "mine-1", "1934": "mine-2"}
    assert rename_in_note("[Kato, 1934] [1934]", names) == "[mine-1] [mine-2]"


def test_notes_that_are_alike_are_read_once(tiny_atlas) -> None:
    rows = tiny_atlas.features.assign(note="[toy-gazette]")
    places, notes = read_notes(tiny_atlas, rows)
    assert len(places) == len(rows)
    assert len(notes) == rows["sources"].nunique()
    assert all("toy-gazette" in note.sources for note in notes)


def test_general_knowledge_may_be_named(tiny_atlas) -> None:
    rows = tiny_atlas.features.assign(note="[general-knowledge]")
    _, notes = read_notes(tiny_atlas, rows)
    assert all("general-knowledge" in note.sources for note in notes)
