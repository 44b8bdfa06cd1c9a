"""Sources as CSL-JSON, BibTeX and RIS, read back by parsers that others wrote."""

import json
from dataclasses import replace

import bibtexparser
import pytest
import rispy

from geo.publish.bibliography import to_bibtex, to_csl, to_ris
from geo.publish.inert import to_line
from geo.source import Source

CSL_MEMBERS = {"id", "type", "title", "author", "publisher", "issued", "URL", "accessed"}
CSL_MEMBERS |= {"language", "genre", "annote", "note", "custom"}
CSL_TYPES = {"article-newspaper", "article-magazine", "article-journal", "entry-encyclopedia"}
CSL_TYPES |= {"thesis", "dataset", "post-weblog", "book", "treaty", "map", "manuscript"}
CSL_TYPES |= {"webpage", "document"}
UNLATEX = {
    r"\textbackslash{}": "\\",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    **{f"\\{sign}": sign for sign in "{}$&#%_"},
}


@pytest.fixture
def with_source(tiny_atlas):
    """An atlas whose only source is one of these fields."""

    def make(**fields):
        source = Source("one", **{"title": "A Title", **fields})
        return replace(tiny_atlas, sources={"one": source})

    return make


def _csl(atlas):
    return json.loads(to_csl(atlas, atlas.features))


def _bibtex(atlas):
    library = bibtexparser.parse_string(to_bibtex(atlas, atlas.features).decode())
    assert not library.failed_blocks
    return {entry.key: entry for entry in library.entries}


def _ris(atlas):
    return rispy.loads(to_ris(atlas, atlas.features).decode())


def _unlatex(text):
    plain, rest = "", text
    while rest:
        sign = next((sign for sign in UNLATEX if rest.startswith(sign)), rest[0])
        plain, rest = plain + UNLATEX.get(sign, sign), rest[len(sign) :]
    return plain


def test_csl_has_no_member_that_its_schema_does_not_know(hostile_atlas):
    assert {key for item in _csl(hostile_atlas) for key in item} <= CSL_MEMBERS


def test_csl_has_every_title(hostile_atlas):
    titles = [source.title for source in hostile_atlas.sources.values()]
    assert [item["title"] for item in _csl(hostile_atlas)] == titles


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("1911", {"date-parts": [[1911]]}),
        ("1925-01-20", {"date-parts": [[1925, 1, 20]]}),
        ("1925/1930-02", {"date-parts": [[1925], [1930, 2]]}),
        ("1925~", {"date-parts": [[1925]], "circa": True}),
        ("192X", {"literal": "192X"}),
        ("spring 1925", {"literal": "spring 1925"}),
        ("1925/..", {"literal": "1925/.."}),
    ],
)
def test_csl_has_a_date_in_parts_if_it_has_parts(published, issued, with_source):
    assert _csl(with_source(published=published))[0]["issued"] == issued


@pytest.mark.parametrize(
    ("kind", "url", "expected"),
    [
        ("book", "", ("book", "book", "BOOK")),
        ("contemporary newspaper", "", ("article-newspaper", "article", "NEWS")),
        ("encyclopedia copy", "https://x.org", ("entry-encyclopedia", "inreference", "ENCYC")),
        ("gazetteer data", "", ("dataset", "dataset", "DATA")),
        ("museum page", "https://x.org", ("webpage", "online", "ELEC")),
        ("primary (diplomatic)", "", ("document", "misc", "GEN")),
    ],
)
def test_a_kind_of_source_has_its_name_in_each_format(kind, url, expected, with_source):
    atlas = with_source(kind=kind, url=url)
    found = _csl(atlas)[0]["type"], _bibtex(atlas)["one"].entry_type, _ris(atlas)[0]
    assert (found[0], found[1], found[2]["type_of_reference"]) == expected


def test_every_type_is_one_that_csl_knows(hostile_atlas):
    assert {item["type"] for item in _csl(hostile_atlas)} <= CSL_TYPES


def test_bibtex_has_every_entry(hostile_atlas):
    assert list(_bibtex(hostile_atlas)) == list(hostile_atlas.sources)


def test_every_title_of_bibtex_reads_back_equal(hostile_atlas):
    entries = _bibtex(hostile_atlas)
    for source in hostile_atlas.sources.values():
        assert _unlatex(entries[source.id]["title"]) == to_line(source.title)


@pytest.mark.parametrize(
    ("published", "field"),
    [
        ("1911", "date"),
        ("1925~", "date"),
        ("192X", "date"),
        ("1925/1930", "date"),
        ("1925/..", "date"),
        ("before the war", "howpublished"),
        ("{1925,1926}", "howpublished"),
    ],
)
def test_biblatex_dates_are_edtf_of_level_1(published, field, with_source):
    entry = _bibtex(with_source(published=published))["one"]
    assert _unlatex(entry[field]) == published


def test_no_address_ends_its_field(hostile_atlas):
    for entry in _bibtex(hostile_atlas).values():
        if "url" in entry.fields_dict:
            assert not set(entry["url"]) & set('{}\\ \n"')


def test_ris_has_every_record(hostile_atlas):
    found = [record["id"] for record in _ris(hostile_atlas)]
    assert found == list(hostile_atlas.sources)


def test_every_title_of_ris_reads_back_equal(hostile_atlas):
    titles = [to_line(source.title) for source in hostile_atlas.sources.values()]
    assert [record["title"] for record in _ris(hostile_atlas)] == titles


def test_ris_has_the_year(with_source):
    assert _ris(with_source(published="1925-01-20"))[0]["year"] == "1925"


def test_ris_says_a_date_that_is_none_in_a_note(with_source):
    assert _ris(with_source(published="before the war"))[0]["notes"] == [
        "Published: before the war"
    ]


def test_a_selection_has_its_own_sources_alone(tiny_atlas):
    features = tiny_atlas.features[tiny_atlas.features["id"] == "no-place"]
    assert [item["id"] for item in json.loads(to_csl(tiny_atlas, features))] == ["toy-gazette"]
