"""Sources and how they are cited."""

import pytest

from geo.errors import InvalidDataError
from geo.source import Source, load_sources, to_citation

GOOD = '[[source]]\nid = "toy"\ntitle = "Toys"\nreliability = "high"\n'


def _load(tmp_path, content):
    path = tmp_path / "sources.toml"
    path.write_text(content, "utf-8")
    return load_sources(path)


def test_sources_are_found_by_id_in_file_order(tmp_path):
    sources = _load(tmp_path, GOOD + GOOD.replace('"toy"', '"boy"'))
    assert list(sources) == ["toy", "boy"]


def test_a_full_citation_is_one_plain_sentence():
    source = Source(
        "x",
        "A Survey",
        url="https://example.org",
        author="A. Nobody",
        publisher="Toy Press",
        published="1911",
        accessed="2026-01-02",
    )
    assert to_citation(source) == (
        "A. Nobody, A Survey, Toy Press, 1911. https://example.org (accessed 2026-01-02)"
    )


def test_a_title_that_ends_in_a_question_mark_gets_no_full_stop():
    assert to_citation(Source("x", "Whose island?")) == "Whose island?"


@pytest.mark.parametrize(
    ("found", "new", "expected"),
    [
        pytest.param('"high"', '"hihg"', "did you mean 'high'", id="reliability"),
        pytest.param('title = "Toys"', 'url = "x"', "'title' is missing", id="no title"),
        pytest.param(
            'title = "Toys"',
            'title = "Toys"\nurl = "javascript:alert(1)"',
            "expected a web address",
            id="a link that runs",
        ),
        pytest.param(
            'title = "Toys"', 'title = "Toys"\nlang = "en"', "did you mean 'language'", id="a key"
        ),
    ],
)
def test_a_mistake_in_a_source_is_refused(tmp_path, found, new, expected):
    with pytest.raises(InvalidDataError, match=expected):
        _load(tmp_path, GOOD.replace(found, new))


def test_two_sources_with_one_id_are_refused(tmp_path):
    with pytest.raises(InvalidDataError, match="two sources have this id"):
        _load(tmp_path, GOOD + GOOD)
