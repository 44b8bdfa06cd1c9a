"""Citations: published examples in each style, what a style leaves out, hostile words."""

import pytest

from geo.errors import UnknownFormatError
from geo.source import Source
from layers.citing import READ_ON, STYLES, Work, cite, cite_works, to_plain
from tests.layers.sheets import HOSTILE

# The book that style guides and their readers cite as an example, in the form they print.
POLLAN = Work("The Omnivore's Dilemma", "Pollan, Michael", "Penguin", "2006", kind="book")
PAGE = Work("Climate of the coast", "", "", "2011-05-04", "https://example.org/coast", READ_ON)
BOOK = {
    "apa": "Pollan, M. (2006). The Omnivore's Dilemma. Penguin.",
    "chicago": "Pollan, Michael. The Omnivore's Dilemma. Penguin, 2006.",
    "harvard": "Pollan, M. (2006) The Omnivore's Dilemma. Penguin.",
    "mla": "Pollan, Michael. The Omnivore's Dilemma. Penguin, 2006.",
    "turabian": "Pollan, Michael. The Omnivore's Dilemma. Penguin, 2006.",
    "vancouver": "Pollan M. The Omnivore's Dilemma. Penguin; 2006.",
}
WEB = {
    "apa": "Climate of the coast. (2011, May 4). https://example.org/coast",
    "chicago": "“Climate of the Coast.” May 4, 2011. https://example.org/coast.",
    "harvard": (
        "Climate of the coast (2011). Available at: https://example.org/coast (Accessed: [     ])."
    ),
    "mla": "Climate of the Coast. 4 May 2011, https://example.org/coast.",
    "turabian": "“Climate of the Coast.” May 4, 2011. https://example.org/coast.",
    "vancouver": (
        "Climate of the coast [Internet]. 2011 [cited [     ]]. https://example.org/coast"
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_a_book_is_cited_as_the_style_prints_it(style: str) -> None:
    assert to_plain(cite_works((POLLAN,), style)[0]) == BOOK[style]


@pytest.mark.parametrize("style", STYLES)
def test_a_page_is_cited_with_a_blank_for_the_day_where_the_style_wants_one(style: str) -> None:
    assert to_plain(cite_works((PAGE,), style)[0]) == WEB[style]


def test_a_title_is_in_italics_where_the_style_has_it_so() -> None:
    italic = [piece.text for piece in cite_works((POLLAN,), "mla")[0] if piece.italic]
    assert italic == ["The Omnivore's Dilemma"]


@pytest.mark.parametrize("style", STYLES)
def test_several_authors_with_initials_are_told_apart(style: str) -> None:
    work = Work("A shoreline", "P. Wessel and W. H. F. Smith", "", "1996", "https://example.org/")
    text = to_plain(cite_works((work,), style)[0])
    assert text.startswith(("Wessel, P.", "Wessel P"))
    assert "Smith" in text


@pytest.mark.parametrize("style", STYLES)
def test_a_source_of_which_only_the_title_is_known_is_cited(style: str) -> None:
    text = to_plain(cite_works((Work("Old map of Okha"),), style)[0])
    assert "old map of okha" in text.casefold()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("words", [*HOSTILE, '$read("/etc/hosts")$', "{x} $1+1$", "a\nb\x00c"])
def test_the_words_of_a_source_are_never_markup(style: str, words: str) -> None:
    source = Source("x", f"Q {words} Q", author=f"{words}", url="https://example.org/")
    text = to_plain(cite([source], style)[0])
    assert "localhost" not in text
    wanted = "".join(c for c in words if c.isprintable() and not c.isspace()).casefold()
    assert wanted in "".join(text.split()).casefold().replace("\ufffd", "")


def test_the_order_is_that_of_the_sources() -> None:
    sources = [Source(name, name) for name in ("Zeta", "Alpha", "Midway")]
    for style in STYLES:
        texts = [to_plain(c) for c in cite(sources, style)]
        assert [s.id in t for s, t in zip(sources, texts, strict=True)] == [True] * 3


def test_the_short_form_is_the_atlass_own() -> None:
    source = Source("x", "A Toy Island", author="A. Nobody", published="1950")
    assert to_plain(cite([source], "atlas")[0]) == "A. Nobody, A Toy Island, 1950"


def test_a_style_that_there_is_not_is_refused() -> None:
    with pytest.raises(UnknownFormatError, match="no citation style 'oxford'"):
        cite([], "oxford")
