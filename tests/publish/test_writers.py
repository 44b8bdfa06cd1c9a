"""What holds for every format."""

import pytest

from geo.publish.writers import WRITERS

MAGIC = {
    "geojson": b"{",
    "gpkg": b"SQLite format 3\x00",
    "geoparquet": b"PAR1",
    "flatgeobuf": b"fgb\x03fgb",
    "csv": b"layer,id,name,",
    "xlsx": b"PK\x03\x04",
    "kml": b"<?xml",
    "lpf": b"{",
    "lp-tsv": b"id\ttitle\t",
    "topojson": b'{"type": "Topology"',
    "csl": b"[",
    "bibtex": b"@",
    "ris": b"TY  - ",
    "package": b"PK\x03\x04",
    "project": b"PK\x03\x04",
}

every_format = pytest.mark.parametrize("name", WRITERS)


@every_format
def test_a_file_begins_as_its_format_does(name, tiny_atlas):
    assert WRITERS[name].write(tiny_atlas, tiny_atlas.features).startswith(MAGIC[name])


@every_format
def test_the_same_features_give_the_same_bytes(name, tiny_atlas):
    first = WRITERS[name].write(tiny_atlas, tiny_atlas.features)
    assert WRITERS[name].write(tiny_atlas, tiny_atlas.features) == first


@every_format
def test_writing_leaves_the_features_as_they_were(name, hostile_atlas):
    before = hostile_atlas.features.copy(deep=True)
    WRITERS[name].write(hostile_atlas, hostile_atlas.features)
    assert hostile_atlas.features.equals(before)


@every_format
def test_nothing_can_be_written(name, tiny_atlas):
    assert isinstance(WRITERS[name].write(tiny_atlas, tiny_atlas.features.iloc[:0]), bytes)


@every_format
def test_a_selection_is_smaller_than_all(name, tiny_atlas):
    one = tiny_atlas.features[tiny_atlas.features["id"] == "somewhere-north"]
    whole = WRITERS[name].write(tiny_atlas, tiny_atlas.features)
    assert len(WRITERS[name].write(tiny_atlas, one)) < len(whole)


def test_no_two_formats_end_alike():
    suffixes = [writer.suffix for writer in WRITERS.values()]
    assert len(set(suffixes)) == len(suffixes)
