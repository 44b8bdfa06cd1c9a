"""Settings written by hand, and the mistakes that beginners make in them."""

from pathlib import Path

import pytest

from geo import limits
from geo.document import did_you_mean, duplicates, read_toml


def _written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    return path


def _only_message(tmp_path: Path, content: str, ask) -> str:
    document, problems = read_toml(_written(tmp_path, content.encode()))
    ask(document)
    document.close()
    assert len(problems) == 1, problems
    assert problems[0].file == "settings.toml"
    return problems[0].message


MISTAKES = [
    pytest.param(
        "", lambda t: t.text("id"), "'id' is missing; expected a text", id="a key is missing"
    ),
    pytest.param("id = ''", lambda t: t.text("id"), "'id' is empty", id="a required text is empty"),
    pytest.param(
        "id = 5", lambda t: t.text("id"), "'id' is 5; expected a text", id="a number for a text"
    ),
    pytest.param(
        "id = 'Oil Fields'",
        lambda t: t.slug("id"),
        "expected small Latin letters",
        id="an id with a space",
    ),
    pytest.param(
        "kind = 'aera'",
        lambda t: t.choice("kind", ("area", "line")),
        "'kind' is 'aera'; did you mean 'area'",
        id="a slip in a word",
    ),
    pytest.param(
        "first = '1925'", lambda t: t.integer("first"), "without quotes", id="a year in quotes"
    ),
    pytest.param(
        "first = true", lambda t: t.integer("first"), "whole number", id="true is no number"
    ),
    pytest.param(
        "lon = inf", lambda t: t.number("lon"), "'lon' is inf", id="infinity is no number"
    ),
    pytest.param(
        "shown = 'yes'", lambda t: t.flag("shown", default=True), "true or false", id="yes for true"
    ),
    pytest.param(
        "sources = 'carr'", lambda t: t.texts("sources"), "a list of texts", id="a text for a list"
    ),
    pytest.param(
        "box = [1, 2, 3]",
        lambda t: t.numbers("box", ("west", "south", "east", "north")),
        "[west, south, east, north], 4 numbers",
        id="three edges",
    ),
    pytest.param(
        "box = [1, '2']",
        lambda t: t.numbers("box", ("a", "b")),
        "2 numbers",
        id="a text among numbers",
    ),
    pytest.param(
        "title = 'Control'",
        lambda t: t.titles("title", ("en",)),
        "a text per language",
        id="one plain title",
    ),
    pytest.param(
        "title = { ru = 'К' }",
        lambda t: t.titles("title", ("en", "ru")),
        "has no English text",
        id="a title without English",
    ),
    pytest.param(
        "title = { en = 'C', rus = 'К' }",
        lambda t: t.titles("title", ("en", "ru")),
        "did you mean 'ru'",
        id="a language that the atlas does not speak",
    ),
    pytest.param(
        "[layer]\nid = 'x'",
        lambda t: t.tables("layer"),
        "write [[layer]] for each",
        id="single brackets",
    ),
    pytest.param("", lambda t: t.table("atlas"), "a table that starts with [atlas]", id="no table"),
    pytest.param(
        "visable = true",
        lambda t: t.flag("visible", default=True),
        "'visable' is not a key known here; did you mean 'visible'",
        id="a slip in a key",
    ),
    pytest.param(
        "published = 1.5",
        lambda t: t.stamp("published"),
        "expected a date",
        id="a fraction for a year",
    ),
]


@pytest.mark.parametrize(("content", "ask", "expected"), MISTAKES)
def test_a_mistake_is_named_once_with_what_was_expected(tmp_path, content, ask, expected):
    assert expected in _only_message(tmp_path, content, ask)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"id = control", "this is not TOML", id="quotes forgotten"),
        pytest.param(b"id = 'a'\nid = 'b'", "this is not TOML", id="a key twice"),
        pytest.param(b"id = '\xff'", "line 1 is not written in UTF-8", id="another encoding"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(tmp_path, content, expected):
    _, problems = read_toml(_written(tmp_path, content))
    assert [expected in problem.message for problem in problems] == [True]


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    _, problems = read_toml(tmp_path / "settings.toml")
    assert "there is no such file" in problems[0].message


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 3)
    _, problems = read_toml(_written(tmp_path, b"id = 'x'"))
    assert problems[0].message == "8 bytes; at most 3 are accepted"


def test_a_byte_order_mark_is_no_mistake(tmp_path):
    document, problems = read_toml(_written(tmp_path, b"\xef\xbb\xbfid = 'x'"))
    assert (document.text("id"), problems) == ("x", [])


def test_a_table_of_a_list_is_named_by_its_id_or_its_number(tmp_path):
    document, problems = read_toml(_written(tmp_path, b"[[view]]\nid = 'a'\n[[view]]\n"))
    for table in document.tables("view"):
        table.text("title")
    assert [problem.where for problem in problems] == ["[[view]] a", "[[view]] 2"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("1911", "1911"), ("1911-05-01", "1911-05-01"), ("'c. 1911'", "c. 1911")],
)
def test_a_date_may_be_written_with_or_without_quotes(tmp_path, written, expected):
    document, _ = read_toml(_written(tmp_path, f"published = {written}".encode()))
    assert document.stamp("published") == expected


def test_nothing_to_choose_from_is_said_so():
    assert did_you_mean("x", []) == "there is none to choose from"


def test_each_duplicate_is_told_once():
    assert duplicates(["a", "b", "a", "a", "b"]) == ["a", "b"]
