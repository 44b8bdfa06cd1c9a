"""A reader that wants too much is ended: its file is refused with a sentence, and the next one is read."""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from geo.apart import Cap
from geo.doctor import doctor
from geo.doctor.__main__ import main
from geo.doctor.capped import cap_of
from geo.doctor.doctor import USUAL
from tests.doctor import making
from tests.doctor.test_command import KEYS, ROOT

# The suite's own process has gigabytes of address space by now, which its copies begin with.
CAP = Cap(memory=9_000_000_000, working_s=20, waiting_s=60)


def starve(*_, **__):
    return bytes(10_000_000_000)


def sleep(*_, **__):
    while True:
        time.sleep(1)


def count(*_, **__):
    while True:
        pass


def crash(*_, **__):
    os.abort()


@pytest.mark.parametrize(
    ("reader", "cap", "told"),
    [
        pytest.param(
            starve, CAP, ("took-memory", "memory"), id="a reader that wants ten gigabytes"
        ),
        pytest.param(
            sleep, replace(CAP, waiting_s=3), ("took-time", "longer"), id="a reader that sleeps"
        ),
        pytest.param(
            count, replace(CAP, working_s=2), ("took-time", "2 seconds"), id="a reader that counts"
        ),
        pytest.param(crash, CAP, ("reader-broke", "another format"), id="a reader that crashes"),
    ],
)
def test_of_two_files_the_one_that_passes_the_cap_is_refused_and_the_other_read(
    tmp_path, monkeypatch, capfd, reader, cap, told
):
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_text("name\nbad\n")
    good.write_text(making.to_csv())
    usual = doctor.read
    monkeypatch.setattr(
        doctor, "read", lambda data, **o: (reader if b"bad" in data else usual)(data, **o)
    )
    assert main([str(bad), str(good), "--json"], cap=cap) == 1
    out, err = capfd.readouterr()
    first, second = map(json.loads, out.splitlines())
    assert (list(first), first["verdict"], err) == (KEYS, "refuse", "")
    assert [finding["code"] for finding in first["findings"]] == [told[0]]
    assert told[1] in first["findings"][0]["message"]
    assert (first["rows_in"], first["shown"], first["listed"]) == (0, 0, [])
    assert second["verdict"] == "open"


def test_a_person_is_told_in_words_too(tmp_path, monkeypatch, capsys):
    path = tmp_path / "bad.csv"
    path.write_text("name\nbad\n")
    monkeypatch.setattr(doctor, "read", starve)
    assert main([str(path)], cap=CAP) == 1
    assert "needs more memory" in capsys.readouterr().out


@pytest.mark.parametrize("megabytes", [450, 600, 900])
def test_a_file_of_fifteen_megabytes_meets_a_real_cap_without_a_traceback(tmp_path, megabytes):
    path = tmp_path / "long.csv"
    path.write_text(
        "name,lon,lat,when\n" + "".join(f"a{i},{i % 90},5,1925\n" for i in range(700_000))
    )
    code = (
        "import sys; from geo.apart import Cap; from geo.doctor.__main__ import main\n"
        f"sys.exit(main([{str(path)!r}, '--json'], cap=Cap(memory={megabytes}_000_000)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    (report,) = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, report["verdict"]) == (1, "refuse")
    assert report["findings"][0]["code"] in {"took-memory", "reader-broke"}
    assert "Traceback" not in done.stderr


def test_larger_files_may_work_longer_but_not_without_end():
    small, large, huge = (cap_of(size, USUAL) for size in (0, 100_000_000, 10**15))
    assert 0 < small.working_s < large.working_s < huge.working_s < 1_000
    assert large.waiting_s > large.working_s


def test_nothing_is_left_in_the_folder_for_passing_files(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = tmp_path / "a.gpkg"
    path.write_bytes(making.to_native(tmp_path, "gpkg"))
    kept = set(Path(tmp_path).iterdir())
    assert main([str(path)], cap=cap_of(10_000, USUAL, memory=CAP.memory)) == 0
    assert set(tmp_path.iterdir()) == kept
