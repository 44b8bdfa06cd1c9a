"""The benchmarks measure and never judge; these tests only see that they can measure at all."""

import json
import time
from pathlib import Path

import pytest

from geo.atlas import load_atlas
from geo.selection import holds_at
from geo.timespan import year
from tests.benchmarks.brought import (
    LEFT_OUT,
    Deadline,
    _of_file,
    alone,
    write_folder,
    write_ours,
    write_points,
)
from tests.benchmarks.figures import Figure, to_json, to_table
from tests.benchmarks.synthetic import to_points, write_atlas


@pytest.mark.parametrize("count", [7, 250])
def test_a_synthetic_atlas_loads_with_as_many_dated_features_as_asked(tmp_path: Path, count: int):
    atlas = load_atlas(write_atlas(tmp_path / "atlas", count))
    assert (atlas.features["layer"] != "land").sum() == count


def test_of_a_synthetic_atlas_about_a_quarter_holds_in_any_year(tmp_path: Path):
    features = load_atlas(write_atlas(tmp_path / "atlas", 1000)).features
    dated = features[features["layer"] != "land"]
    assert 0.2 < (holds_at(dated, year(1900)) != "no").mean() < 0.4


def test_synthetic_geojson_has_as_many_points_as_asked():
    assert len(json.loads(to_points(range(12)))["features"]) == 12


def test_the_table_prints_each_figure_with_its_median_range_budget_and_ratio():
    figure = Figure("Toys", "wind the toy", "ms", (30.0, 10.0, 20.0), budget=25, ours=5.0)
    table = to_table([figure], {"cores": "2"})
    line = next(line for line in table.splitlines() if line.startswith("wind the toy"))
    assert " ".join(line.split()) == "wind the toy ms 20 10 - 30 3 25 4.0 x (5)"


def test_the_file_tells_the_machine_and_every_value():
    document = json.loads(to_json([Figure("Toys", "wind", "ms", (3.0, 1.0))], {"cores": "2"}))
    assert (document["machine"], document["figures"][0]["values"]) == ({"cores": "2"}, [3.0, 1.0])


@pytest.mark.parametrize("kind", ["csv", "geojson"])
def test_a_folder_with_a_file_of_points_is_an_atlas(tmp_path: Path, kind: str):
    path = write_points(tmp_path, kind, 30)
    (tmp_path / "atlas").mkdir()
    atlas = load_atlas(write_folder(tmp_path / "atlas", path))
    assert (atlas.features["layer"] == "points").sum() == 30


def _never(_: Path, __: Path) -> None:
    time.sleep(60)


def test_what_takes_too_long_is_stopped_and_told(tmp_path: Path):
    outcome = alone(_never, tmp_path, tmp_path / "none.html", longest_s=4)
    assert outcome.refusal == "stopped after 4 s"


def test_what_was_not_measured_is_told_without_a_number():
    figure = Figure("Toys", "wind", "s", (), note="left out")
    assert figure.to_cells()[2:5] == ("-", "", "0")
    document = json.loads(to_json([figure], {}))
    assert (document["figures"][0]["median"], document["figures"][0]["note"]) == (None, "left out")


def test_after_the_deadline_nothing_is_begun():
    figures = list(_of_file(None, "csv", 10, Deadline(longest_s=-1)))
    assert [(figure.values, figure.note) for figure in figures] == [((), LEFT_OUT)]


def test_a_file_becomes_a_page_in_a_process_of_its_own(tmp_path: Path):
    path = write_points(tmp_path, "parquet", 30)
    outcome = alone(write_ours, path, tmp_path / "page.html")
    assert not outcome.refusal
    assert "Feature 29" in (tmp_path / "page.html").read_text("utf-8")
    assert outcome.size == (tmp_path / "page.html").stat().st_size
