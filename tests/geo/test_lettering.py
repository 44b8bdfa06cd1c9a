"""Letters of an atlas that no font has: each is named with its place when the atlas is opened."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.atlas import Atlas, load_atlas
from geo.doctor.__main__ import main
from geo.doctor.folder import check_folder
from geo.lettering import MOST_NAMED, check_letters

Spoil = Callable[[str, str, str], Path]

PLACES = {
    "a name": ("places.csv", "Harbour Town", "places.csv, harbour, name"),
    "a name in Russian": ("places.csv", "Портовый", "places.csv, harbour, name_ru"),
    "a statement": ("places.csv", "The only town.", "places.csv, harbour, text"),
    "a detail": ("places.csv", "The Toys", "places.csv, harbour, owner"),
    "the atlas's title": ("catalog.toml", "Игрушечный остров", "catalog.toml, [atlas], title.ru"),
    "a view's title": ("catalog.toml", "The harbour", "catalog.toml, [[view]] harbour, title.en"),
    "a phase's title": ("catalog.toml", "After the lease", "catalog.toml, [[phase]] after, title.en"),
    "a label of the card": ("catalog.toml", "Владелец", "catalog.toml, [[field]] owner, title.ru"),
    "a layer's title": ("catalog.toml", 'title = { en = "Land', "catalog.toml, [[layer]] land, title.en"),
    "a source": ("sources.toml", "A Survey of the Toy Island", "sources.toml, toy-survey, title"),
    "a person": ("people.csv", "North Company", "people.csv, north-company, name"),
    "a figure": ("statistics.csv", "at least", "statistics.csv, boats-1905, qualifier"),
    "a disagreement": ("conflicts.csv", "Colour of the ink", "conflicts.csv, ink, topic"),
}  # fmt: skip


def told(atlas: Atlas) -> list[str]:
    return [str(warned.problem) for warned in check_letters(atlas)]


def test_an_atlas_with_all_its_letters_is_not_warned_of(tiny_atlas: Atlas):
    assert told(tiny_atlas) == []


@pytest.mark.parametrize(("file", "found", "place"), PLACES.values(), ids=PLACES)
def test_a_letter_without_a_font_is_named_with_its_place(
    spoil: Spoil, file: str, found: str, place: str
):
    (said,) = told(load_atlas(spoil(file, found, f"{found} ᚠ")))
    assert said.startswith(f"{place}: no font of the atlas has 'ᚠ' (U+16A0 RUNIC LETTER")


def test_it_is_counted_over_the_whole_file(spoil: Spoil):
    spoil("places.csv", "The only town.", "ᚠ the only town ᚠ")
    root = spoil("places.csv", "Named once.", "Named once ᚠ.")
    (warned,) = check_letters(load_atlas(root))
    assert warned.count == 3
    assert "3 times in this file" in str(warned.problem)


def test_a_script_that_joins_its_letters_is_told(spoil: Spoil):
    *letters, last = told(load_atlas(spoil("places.csv", "Harbour Town", "ميناء नगर")))
    assert len(letters) == 8
    assert last.startswith("the whole atlas: Arabic, Devanagari: such scripts join")


def test_of_very_many_letters_the_last_are_named_together(spoil: Spoil):
    many = "".join(map(chr, range(0x1400, 0x1400 + MOST_NAMED + 3)))
    *letters, last = told(load_atlas(spoil("places.csv", "Harbour Town", many)))
    assert len(letters) == MOST_NAMED
    assert "3 more characters" in last


def test_the_folder_opens_with_a_warning(spoil: Spoil):
    diagnosis = check_folder(str(spoil("places.csv", "Harbour Town", "ᚠ")))
    (finding,) = diagnosis.findings
    assert diagnosis.verdict == "open-with-warning"
    assert (finding.code, finding.count) == ("letters-without-font", 1)


def test_the_command_tells_it_and_ends_well(spoil: Spoil, capsys: pytest.CaptureFixture[str]):
    assert main([str(spoil("places.csv", "Harbour Town", "ᚠ")), "--json"]) == 0
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert "U+16A0" in finding["message"]
