"""What a visitor takes along can be brought again."""

import json
from dataclasses import replace

import pytest

from geo.brought import (
    change,
    examine,
    to_repaired_csv,
    to_repaired_geojson,
    to_sample,
    to_template,
)
from geo.brought.look import COLORS
from geo.doctor import Recipe
from layers.style import LAND, WATER
from tests.brought.conftest import TOWNS

REPAIRS = ("swap-coordinates", "keep-undated", "day-first")


@pytest.fixture(scope="module")
def repaired(towns):
    return change(towns, recipe=Recipe(repairs=REPAIRS))


@pytest.mark.parametrize(
    ("write", "name"), [(to_repaired_csv, "r.csv"), (to_repaired_geojson, "r.json")]
)
def test_a_repaired_file_opens_without_a_complaint(repaired, write, name):
    again = examine(1, name, write(repaired)).diagnosis
    assert again.listed == ()
    assert not [finding for finding in again.findings if finding.grave]
    assert (again.rows_in, again.shown, again.unplaced) == (6, 5, 1)
    assert sorted(again.frame["when"]) == sorted(repaired.diagnosis.frame["when"])


def test_a_recipe_is_replayed_on_the_next_version_of_a_file(repaired):
    more = TOWNS + b"Depot;04/05/1908;52,0;143,0;town;;\n"
    after = change(repaired, name="my towns 2.csv", data=more)
    assert after.recipe.repairs == REPAIRS
    assert after.diagnosis.frame.set_index("name").loc["Depot", "when"] == "1908-05-04"
    assert after.number == repaired.number


@pytest.mark.parametrize("as_workbook", [False, True])
def test_the_template_opens_as_it_is(as_workbook):
    diagnosis = examine(1, "template", to_template(as_workbook=as_workbook)).diagnosis
    assert (diagnosis.verdict, diagnosis.rows_in, diagnosis.shown) == ("open", 2, 2)
    assert {"name", "when", "lon", "lat", "category", "sources"} <= set(diagnosis.roles)


def test_the_sample_is_of_real_rows_with_their_sources(tiny_atlas):
    raw = to_sample(tiny_atlas)
    upload = examine(1, "sample.csv", raw)
    assert upload.diagnosis.verdict == "open"
    events = tiny_atlas.features[tiny_atlas.features["layer"] == "events"]
    assert set(upload.diagnosis.frame["id"]) <= set(events["id"])
    assert len(upload.diagnosis.frame)


def test_the_report_of_a_file_is_plain_json(towns):
    assert json.loads(towns.diagnosis.report_json())["rows_in"] == 6


def luminance(color: str) -> float:
    parts = (int(color[k : k + 2], 16) / 255 for k in (1, 3, 5))
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("color", COLORS)
@pytest.mark.parametrize("ground", [LAND, WATER, "#b9c0a4"])
def test_every_colour_stands_out_from_land_and_water(color, ground):
    light, dark = sorted((luminance(color), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_a_file_that_cannot_be_opened_is_kept_off_the_map(towns):
    broken = change(replace(towns, is_shown=True), data=b"")
    assert broken.diagnosis.verdict == "refuse"
    assert not broken.is_shown
