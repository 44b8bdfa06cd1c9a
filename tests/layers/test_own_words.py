"""The words of the section for visitors' data: all of them there, in all languages."""

import csv
import io
import re
import string
from pathlib import Path

import pytest

from geo.brought import COLORS, SYMBOLS, examine
from geo.doctor import contents, roles
from geo.errors import Problem
from geo.formats.grid import ROW_IS_DATA, ROW_IS_NAMES
from layers.assets import read_asset
from layers.examined import build_listed, detail_of
from layers.page.preview import CHIEF_ROLES, OTHER_ROLES
from layers.saying import say
from layers.wording import LANGUAGES, has_word, own_words, word

ROOT = Path(__file__).parents[2]
ROWS = list(csv.DictReader(io.StringIO(read_asset("own-words.csv"))))
# read as codes of findings, roles, colours, symbols, or put together from parts
PUT_TOGETHER = re.compile(
    r"(finding|repair|reason|part|reliability|kind|format|"
    r"own-(role|color|symbol|verdict|question|delimiter))-"
)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_every_word_is_there_in_every_language_with_the_same_fields(row):
    assert all(row[language].strip() for language in LANGUAGES)
    assert {language: fields(row[language]) for language in LANGUAGES} == dict.fromkeys(
        LANGUAGES, fields(row["en"])
    )


def test_every_choice_has_a_name():
    names = [f"own-color-{k}" for k in range(len(COLORS))]
    names += [f"own-symbol-{symbol}" for symbol in SYMBOLS]
    names += [f"own-role-{role}" for role in (*CHIEF_ROLES, *OTHER_ROLES)]
    names += [f"repair-{repair}" for repair in (*contents.REPAIRS, ROW_IS_DATA, ROW_IS_NAMES)]
    assert [name for name in names if not has_word(name)] == []
    assert set(CHIEF_ROLES) | set(OTHER_ROLES) <= set(roles.ROLES)


def test_every_finding_and_every_repair_of_the_doctor_has_a_name():
    text = "\n".join(
        path.read_text("utf-8")
        for room in ("doctor", "formats")
        for path in (ROOT / "geo" / room).glob("*.py")
    )
    codes = set(re.findall(r'(?:Finding|about)\(\s*"([a-z-]+)"', text))
    codes |= set(re.findall(r'^ {12}"([a-z]+(?:-[a-z0-9]+)+)",$', text, re.MULTILINE))
    assert len(codes) > 30
    assert sorted(code for code in codes if not has_word(f"finding-{code}")) == []


@pytest.mark.parametrize("language", ["ru", "ja", "zh"])
def test_the_usual_reasons_are_said_in_every_language(language):
    raw = (
        b"name,start,end,lon,lat\nA,1925-02-30,,143,52\nB,someday,,143,52\nC,1930,1920,143,52\n"
        b"D,1925,,52,143\nE,1925,,x,52\nF,1925,,143,\nG,1925,,143,52,extra\nH,1925,,4000000,5\n"
        b"I,1925,,190,52\nJ,1925,,200,100\n"
    )
    listed = build_listed(examine(1, "a.csv", raw).diagnosis, language)
    assert len(listed) == 10
    english = re.compile(r"[A-Za-z]{4,}")
    said = [english.findall(reason.replace("someday", "")) for reason in listed["reason"]]
    assert said == [[]] * 10


@pytest.mark.parametrize("language", ["ru", "ja", "zh"])
def test_letters_without_a_font_are_told_in_every_language(language):
    raw = "name,lon,lat,remark\nनगर,143,52,ᚠ\n".encode()
    found = examine(1, "a.csv", raw).diagnosis.findings
    told = [detail_of(x, language) for x in found if x.code == "letters-without-font"]
    assert [("'name'" in one, "U+16A0" in one) for one in told] == [(True, False), (False, True)]
    assert re.findall(r"no font|a sheet|such scripts", " ".join(told)) == []


@pytest.mark.parametrize("language", ["ru", "ja", "zh"])
def test_letters_of_a_data_package_are_told_in_every_language(language):
    warned = Problem(
        "a.csv",
        "x, name",
        "no font of the atlas has 'ᚠ', 2 times in this file; a sheet shows \ufffd",
    )
    said = say(str(warned), language)
    assert said.startswith("a.csv, x, name: 'ᚠ'")
    assert "times" not in said


def test_no_word_is_left_over():
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "layers").rglob("*.py"))
    unused = [
        row["key"]
        for row in ROWS
        if not PUT_TOGETHER.match(row["key"])
        and not row["key"].startswith("column-")
        and not re.search(rf"""['"](?:own-)?{row["key"].removeprefix("own-")}['"]""", text)
    ]
    assert unused == []


def test_the_letters_of_one_language_alone_go_into_its_faces():
    assert "ファイル" in own_words("ja")
    assert "ファイル" not in own_words("en")
    assert word("own-show", "ru") in own_words("ru")
