"""What the doctor says, in every language: no sentence of his is left in English on the page."""

import ast
import base64
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from geo.atlas import load_atlas
from geo.brought import examine
from geo.brought.project import Contents, open_project
from geo.brought.shelf import VISITOR, Shelf
from geo.brought.upload import BUDGET
from geo.errors import AtlasError
from layers.assets import read_asset
from layers.examined import build_dates, build_listed, detail_of
from layers.render.web import to_data
from layers.render.webfaces import wide_letters
from layers.saying import JOINS, LANGUAGES, TABLES, all_said, say, say_error
from layers.view import build_whole
from tests.doctor.hostile import CASES

ROOT = Path(__file__).parents[2]
ROWS = [
    row for name in TABLES for row in csv.DictReader(io.StringIO(read_asset(f"{name}-words.csv")))
]

# Rooms whose sentences reach the page when a file or a link is read. The readers of an atlas's own
# folder speak to the owner of the folder, on the command line.
NOT_FOR_VISITORS = {
    "__main__", "telling", "folder", "vocabulary", "catalog", "records", "table", "texttable", "geojson", "geometry",
    "parquet",
}  # fmt: skip
SPEAKERS = sorted(
    path
    for room in ("geo/doctor", "geo/formats")
    for path in (ROOT / room).glob("*.py")
    if path.stem not in NOT_FOR_VISITORS
) + [
    ROOT / "geo" / name
    for name in (
        "brought/project.py", "brought/shelf.py", "datebounds.py", "datehints.py", "limits.py", "selection.py",
    )
]  # fmt: skip
# Written as sentences are, but never said: spellings, names of things, SQL.
NOT_SAID = re.compile(
    r"SELECT |.* \((?:in the file|as written|other parts)\)|PCIDSK |end of data|\w+\[|"
    r"[^ ]+ \((?:simplified|traditional|Cyrillic|Western|Central)|.*[^\x00-\x7f\ufffd]"
)
NAMES = re.compile(
    r"'[^']*'|EPSG|JSON|GeoJSON|GeoParquet|GeoPackage|GeoArrow|FeatureCollection|OpenStreetMap|BibTeX|Office|Arrow|"
    r"Placemark|NetworkLink|NaN|Infinity|Esri|GDAL|gzip|bzip2|type|coordinates|uXXXX|\.?(?:xlsx|csv|dbf|shx|prj|shp)"
)
LIBRARIES = re.compile(
    r"(it could not be read|the archive is broken): .*", re.DOTALL
)  # their own words
ENGLISH = re.compile(r"[A-Za-z]{4,}")


def forms(path: Path) -> Iterator[str]:
    """Read the sentences of a module, with a figure where something is put in."""
    tree = ast.parse(path.read_text("utf-8"))
    inner = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if part is not node
    }
    said = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    inner |= {id(value) for value in said if isinstance(value, ast.Constant)}
    for node in ast.walk(tree):
        if id(node) in inner:
            continue
        text = ""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = re.sub(r"\{-?\w[^}]*\}", "7", node.value)
        elif isinstance(node, ast.JoinedStr):
            text = "".join(v.value if isinstance(v, ast.Constant) else "7" for v in node.values)
        if text.count(" ") > 1 and ENGLISH.search(text) and not NOT_SAID.match(text):
            yield text


SAID = sorted({form for path in SPEAKERS for form in forms(path)})


def leftovers(said: str) -> list[str]:
    return ENGLISH.findall(NAMES.sub("", said))


def test_there_are_sentences_to_look_at():
    assert len(SAID) > 120


@pytest.mark.parametrize("form", SAID)
def test_every_sentence_of_the_doctor_is_said_in_every_language(form):
    said = {language: say(form, language) for language in LANGUAGES}
    assert [leftovers(text) for text in said.values()] == [[], [], []]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["en"][:60])
def test_every_form_is_there_in_every_language_with_the_same_places(row):
    places = {
        language: set(re.findall(r"\{\d\}", row[language])) for language in ("en", *LANGUAGES)
    }
    assert len({frozenset(found) for found in places.values()}) == 1
    assert all(row[language].strip() for language in LANGUAGES)


def test_what_is_put_into_a_sentence_is_never_taken_for_a_place_in_it():
    assert say("files with '{1} {0}'", "ru") == "файлов вместе с '{1} {0}'"


def test_several_reasons_of_a_row_are_each_said():
    reasons = (
        "the longitude is 'x'; expected degrees; '1905-02-30' is not a date: 1905-02 has 28 days"
    )
    for language in LANGUAGES:
        said = say(reasons, language)
        assert JOINS[language] in said
        assert leftovers(said) == []


def test_a_sentence_without_words_of_its_own_stays_as_it_is():
    assert say("something new happened", "ja") == "something new happened"
    assert say("x" * 5_000, "ja") == "x" * 5_000


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_whatever_a_hostile_file_is_refused_for_is_said_in_every_language(case):
    diagnosis = examine(1, case[1], case[2]()).diagnosis
    found = [finding.message for finding in diagnosis.findings if finding.code != "problem"]
    found += [item.reason for item in diagnosis.listed[:50]]
    found = [LIBRARIES.sub(r"\1: 7", text) for text in found]
    for language in LANGUAGES:
        assert [leftovers(say(text, language)) for text in found] == [[] for _ in found]


def refusals() -> Iterator[AtlasError]:
    """Pass every limit of what one visitor may bring."""
    full = Shelf()
    small = examine(1, "a.csv", b"name\nx\n")
    for number in range(1, VISITOR.files + 1):
        full = full.with_upload(replace(small, number=number))
    for shelf, name, size in ((full, "b.csv", 1), (Shelf(), "b.csv", VISITOR.bytes + 1)):
        try:
            shelf.check_room(name, size)
        except AtlasError as error:
            yield error
    try:
        open_project(Contents({}, {}), onto=Shelf())
    except AtlasError as error:
        yield error


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_limit_of_a_visitor_is_said_in_every_language(language):
    said = [say_error(error, language) for error in refusals()]
    bare = [re.sub(r"project\.json", "", text) for text in said]
    assert len(said) == 3
    assert [leftovers(text) for text in bare] == [[]] * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_with_too_many_rows_is_told_what_to_do(language):
    upload = examine(1, "long.csv", b"name\n" + b"x\n" * (BUDGET.rows + 5))
    assert upload.diagnosis.verdict == "refuse"
    said = detail_of(upload.diagnosis.findings[0], language)
    assert "100,000" in said
    assert "make run DATA=" in said
    assert leftovers(said.replace("make run DATA", "")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_and_rows_that_are_not_understood_say_why(language):
    raw = b"name,date\nA,1925-02-30\nB,someday\nC,01.02.25\nD,1930/1920\nE,12345\nF,taisho 16\n"
    diagnosis = examine(1, "a.csv", raw).diagnosis
    said = [*build_listed(diagnosis, language)["reason"], *build_dates(diagnosis, language)["read"]]
    assert len(diagnosis.listed) > 3
    assert [leftovers(re.sub("someday|taisho", "", text)) for text in said] == [[] for _ in said]


def test_the_faces_of_a_page_can_write_all_of_it():
    atlas = load_atlas(ROOT / "tests" / "tiny_atlas")
    data = json.loads(to_data(build_whole(atlas, language="ja"), atlas))
    wide = wide_letters(all_said("ja"))
    drawn = set()
    for face in data["fonts"]:
        if face["family"].startswith("Atlas Han"):
            drawn |= set(TTFont(io.BytesIO(base64.b64decode(face["data"]))).getBestCmap())
    assert wide - drawn == set()
    assert len(wide) > 200
