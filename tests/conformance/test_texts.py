"""Texts that other people collected to break parsers: JSON, tables and naughty strings."""

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest

from geo.doctor import diagnose
from geo.doctor.reading import read
from geo.formats.raw import Budget
from tests.doctor.making import codes, obeys_the_law

MATERIAL = Path(__file__).parent / "material"
JSON_SUITE = json.loads((MATERIAL / "json-test-suite" / "parsing.json").read_text("utf-8"))
NAUGHTY = [
    text
    for text in json.loads((MATERIAL / "naughty-strings" / "blns.json").read_text("utf-8"))
    if text.strip()
]
SPECTRUM = [
    path
    for path in sorted((MATERIAL / "csv-spectrum" / "csvs").iterdir())
    if path.stem != "location_coordinates"  # whose own answer is for another table
]
EXPLAINED = {
    "n_number_NaN.json": "NaN is taken as not known, and said",
    "n_number_infinity.json": "Infinity is taken as not known, and said",
    "n_number_minus_infinity.json": "Infinity is taken as not known, and said",
    "y_string_escaped_noncharacter.json": "a letter that cannot be printed: the row is listed",
    "y_string_nonCharacterInUTF-8_U+FFFF.json": "a letter that cannot be printed: the row is listed",
    "y_string_unescaped_char_delete.json": "a letter that cannot be printed: the row is listed",
    "y_string_unicode_U+FFFE_nonchar.json": "a letter that cannot be printed: the row is listed",
    "y_string_with_del_character.json": "a letter that cannot be printed: the row is listed",
}


@pytest.mark.parametrize("case", JSON_SUITE, ids=lambda case: case["name"])
def test_json_is_read_or_refused_as_the_suite_says(case):
    feature = (
        f'{{"type":"Feature","properties":{{"name":"a","x":{case["input"]}}},"geometry":null}}'
    )
    diagnosis = diagnose(case["name"], feature.encode("utf-8", "surrogatepass"))
    assert obeys_the_law(diagnosis)
    assert "reader-failed" not in codes(diagnosis)
    if not case["name"].startswith("i_"):  # which is for the parser to decide
        wanted = "y_" if diagnosis.verdict != "refuse" else "n_"
        assert case["name"].startswith(wanted) == (case["name"] not in EXPLAINED)


@pytest.mark.parametrize("case", JSON_SUITE, ids=lambda case: case["name"])
def test_json_of_any_content_is_never_a_mistake_of_ours(case):
    diagnosis = diagnose(case["name"], case["input"].encode("utf-8", "surrogatepass"))
    assert obeys_the_law(diagnosis)
    assert "reader-failed" not in codes(diagnosis)


def as_csv(texts: list[str]) -> bytes:
    """Write texts as a column of a table."""
    out = io.StringIO()
    csv.writer(out).writerows(
        [["id", "name", "start"], *([n, t, 1925] for n, t in enumerate(texts))]
    )
    return out.getvalue().encode()


def as_geojson(texts: list[str]) -> bytes:
    """Write texts as properties of features."""
    features = [
        {"type": "Feature", "properties": {"id": n, "name": t, "start": 1925}, "geometry": None}
        for n, t in enumerate(texts)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def as_xlsx(texts: list[str]) -> bytes:
    """Write texts as a column of a workbook, without those that a workbook cannot hold."""
    out = io.BytesIO()
    table = pd.DataFrame({"id": range(len(texts)), "name": texts, "start": 1925})
    with pd.ExcelWriter(out, engine="openpyxl") as book:
        table.to_excel(book, index=False)
    return out.getvalue()


@pytest.mark.parametrize("write", [as_csv, as_geojson, as_xlsx])
def test_naughty_strings_are_texts(write):
    plain = [
        text for text in NAUGHTY if all(letter.isprintable() or letter in "\n\t" for letter in text)
    ]
    texts = [text for text in plain if not text.startswith(("=", "+", "-", "@"))]
    assert len(texts) > 400
    diagnosis = diagnose("naughty", write(texts))
    assert obeys_the_law(diagnosis)
    assert diagnosis.listed == ()
    assert [_spaceless(name) for name in diagnosis.frame["name"]] == [
        _spaceless(text) for text in texts
    ]


def _spaceless(text: str) -> str:
    """Leave spaces out: what is round a name is trimmed, and a workbook writes line ends its own way."""
    return "".join(text.split())


@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.name)
def test_a_table_of_csv_spectrum_holds_what_its_author_says(path):
    wanted = json.loads((path.parents[1] / "json" / f"{path.stem}.json").read_text("utf-8"))
    table = read(path.read_bytes(), repairs=(), budget=Budget())
    rows = [
        dict(zip(table.columns, row, strict=True))
        for row in zip(*map(list, table.cells), strict=True)
    ]
    assert [_plain(row) for row in rows] == [_plain(row) for row in wanted]


def _plain(row: dict[str, str]) -> dict[str, str]:
    """Write the ends of lines in one way."""
    return {key: value.replace("\r\n", "\n") for key, value in row.items()}
