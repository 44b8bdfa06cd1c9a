"""The command, as a person or a program calls it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo.doctor.__main__ import main
from tests.conftest import TINY
from tests.doctor import making

ROOT = Path(__file__).parents[2]
KEYS = [
    "file", "kind", "verdict", "rows_in", "shown", "unplaced", "undated", "listed", "findings",
    "start", "end", "bbox", "crs", "columns",
]  # fmt: skip


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Call the doctor."""
    command = [sys.executable, "-m", "geo.doctor", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def write(folder: Path, name: str, content: str) -> str:
    """Write a file and give its name."""
    path = folder / name
    path.write_text(content, "utf-8")
    return str(path)


def test_a_good_file_gives_one_object_with_all_keys_and_status_0(tmp_path):
    name = write(tmp_path, "a.csv", making.to_csv())
    done = run(name, "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert list(report) == KEYS
    assert report["verdict"] == "open"
    assert (report["rows_in"], report["shown"]) == (3, 3)
    assert (report["start"], report["end"]) == ("1925-01-20", "1944-03-30")
    assert report["bbox"] == [142.0, 50.5, 143.0, 53.58]
    assert report["columns"]["lon"] == "lon"


def test_a_file_with_a_bad_row_gives_status_0_and_lists_the_row(tmp_path):
    name = write(tmp_path, "a.csv", "name,lon,lat\na,1,2\nb,east,3\nc,,\n")
    done = run(name, "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["verdict"] == "open-with-warning"
    assert [item["row"] for item in report["listed"]] == [3]
    assert (report["rows_in"], report["shown"], report["unplaced"]) == (3, 1, 1)
    assert list(report["findings"][0]) == ["code", "message", "count", "rows"]


def test_of_several_files_one_that_is_refused_gives_status_1(tmp_path):
    good = write(tmp_path, "a.csv", making.to_csv())
    bad = write(tmp_path, "b.geojson", "{")
    done = run(good, bad, "--json")
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [report["verdict"] for report in reports] == ["open", "refuse"]


@pytest.mark.parametrize("arguments", [(), ("--jsn", "a"), ("no-such-file.csv",), ("/dev/zero",)])
def test_a_wrong_call_gives_status_2_and_no_traceback(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert "usage" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_may_not_be_opened_is_refused_with_a_sentence(tmp_path, monkeypatch, capsys):
    path = tmp_path / "locked.csv"
    path.write_text("id,name\n1,a\n")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert main([str(path), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["verdict"] == "refuse"
    assert "Permission denied" in said["findings"][0]["message"]


def test_a_reader_who_has_read_enough_sees_no_traceback():
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "geo.doctor", "data/people.csv", "--json"]
    done = subprocess.run(
        command, stdout=write, stderr=subprocess.PIPE, check=False, text=True, cwd=ROOT
    )
    os.close(write)
    assert done.stderr == ""
    assert done.returncode == 1


def test_a_good_atlas_folder_gives_status_0():
    report = json.loads(run(str(TINY), "--json").stdout)
    assert (report["kind"], report["verdict"]) == ("atlas", "open")


def test_a_spoilt_atlas_folder_gives_status_1_and_all_its_mistakes(spoil):
    spoil("events.csv", "lon", "lno")
    root = spoil("catalog.toml", 'kind = "area"', 'kind = "aera"')
    done = run(str(root), "--json")
    report = json.loads(done.stdout)
    messages = " ".join(finding["message"] for finding in report["findings"])
    assert done.returncode == 1
    assert "'aera'" in messages
    assert "'lon' is missing" in messages


def test_an_empty_folder_is_refused_with_a_sentence(tmp_path):
    done = run(str(tmp_path))
    assert done.returncode == 1
    assert "catalog.toml" in done.stdout


def test_a_recipe_is_taken_from_a_file(tmp_path):
    name = write(tmp_path, "a.csv", "name,date\na,03/04/1925\n")
    recipe = write(tmp_path, "r.json", '{"version":1,"columns":{},"repairs":["day-first"]}')
    report = json.loads(run(name, "--recipe", recipe, "--json").stdout)
    assert report["start"] == "1925-04-03"


def test_the_words_for_a_person_name_verdict_findings_and_rows(tmp_path):
    name = write(tmp_path, "a.csv", "name,date\na,yesterday\nb,1925\n")
    told = run(name).stdout
    assert "unreadable-dates" in told
    assert "row 2: 'yesterday'" in told
