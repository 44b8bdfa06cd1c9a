"""CSV and XLSX: what a spreadsheet shows is what was written, and nothing is computed."""

import csv
import io
import zipfile

import openpyxl
import pytest
import shapely

from geo.formats.table import read_csv
from geo.publish.sheets import to_csv
from geo.publish.workbook import LONGEST_CELL, to_xlsx


def _csv(atlas, features):
    return list(csv.DictReader(io.StringIO(to_csv(atlas, features).decode(), newline="")))


def _book(atlas, features):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(atlas, features)))


def _sheet(atlas, features):
    header, *rows = _book(atlas, features)["features"].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_no_cell_of_a_csv_is_a_formula(hostile_atlas):
    text = to_csv(hostile_atlas, hostile_atlas.features).decode()
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    cells = [
        cell
        for row in rows
        for name, cell in zip(header, row, strict=True)
        if name not in ("lon", "lat")
    ]
    assert not [cell for cell in [*header, *cells] if cell[:1] in set("=+-@\t\r")]


def test_a_negative_longitude_is_still_a_number(tiny_atlas):
    found = {row["id"]: row["lon"] for row in _csv(tiny_atlas, tiny_atlas.features)}
    assert found["harbour"] == "-30.5"


def test_a_csv_has_every_text_under_its_guard(hostile_atlas):
    found = [row["text"] for row in _csv(hostile_atlas, hostile_atlas.features)]
    bare = [cell[1:] if cell[:2] in ("'=", "'@", "'-") else cell for cell in found]
    assert bare == hostile_atlas.features["text"].to_list()


def test_a_csv_has_every_shape(tiny_atlas):
    found = {row["id"]: row["wkt"] for row in _csv(tiny_atlas, tiny_atlas.features)}
    shape = tiny_atlas.row("north-lease")["geometry"]
    assert shapely.from_wkt(found["north-lease"]).equals(shape)


def test_a_csv_of_points_is_a_canonical_table_but_for_its_layer(tiny_atlas):
    features = tiny_atlas.features[tiny_atlas.features["layer"] == "events"]
    lines = to_csv(tiny_atlas, features).decode().replace("layer,", "layer_of_origin,", 1)
    found, problems = read_csv(lines.encode(), file="x.csv", layer="events")
    assert problems == ()
    same = [name for name in features.columns if name not in ("details", "geometry")]
    assert found[same].equals(features[same].reset_index(drop=True))


@pytest.mark.parametrize("column", ["name", "name_ru", "when", "text", "note", "category"])
def test_a_workbook_reads_back_equal(column, hostile_atlas):
    found = [row[column] or "" for row in _sheet(hostile_atlas, hostile_atlas.features)]
    assert found == hostile_atlas.features[column].to_list()


def test_every_detail_of_a_workbook_reads_back_equal(hostile_atlas):
    for row in _sheet(hostile_atlas, hostile_atlas.features):
        assert row["=cmd"] == row["Owner"] == row["owner_2"] == row["text"]


def test_no_cell_of_a_workbook_is_a_formula(hostile_atlas):
    book = _book(hostile_atlas, hostile_atlas.features)
    types = {c.data_type for sheet in book for line in sheet.iter_rows() for c in line}
    assert "f" not in types


def test_a_text_like_a_formula_is_marked_as_text(hostile_atlas):
    sheet = _book(hostile_atlas, hostile_atlas.features)["features"]
    marked = {cell.value for line in sheet.iter_rows() for cell in line if cell.quotePrefix}
    assert "=1+1" in marked


def test_positions_of_a_workbook_are_numbers(tiny_atlas):
    found = {row["id"]: row for row in _sheet(tiny_atlas, tiny_atlas.features)}
    assert (found["first-boat"]["lon"], found["first-boat"]["lat"]) == (-30.5, 0.001)


def test_a_workbook_has_a_sheet_of_sources(tiny_atlas):
    sheet = _book(tiny_atlas, tiny_atlas.features)["sources"]
    assert [cell.value for cell in sheet["A"]] == ["id", "toy-survey", "toy-gazette"]


def test_a_text_too_long_for_a_cell_is_named(tiny_atlas, rows):
    features = rows(None, text="x" * (LONGEST_CELL + 1))
    (row,) = _sheet(tiny_atlas, features)
    assert row["text"] == "(32,768 characters, too long for a cell: see the GeoJSON or the CSV)"


def test_a_workbook_does_not_tell_when_it_was_written(tiny_atlas):
    raw = to_xlsx(tiny_atlas, tiny_atlas.features)
    properties = openpyxl.load_workbook(io.BytesIO(raw)).properties
    assert properties.created.year == properties.modified.year == 1970
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
