"""Files are examined apart from the server: what they do there stays there, and what was found comes back."""

import io
import os
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from geopandas.testing import assert_geodataframe_equal

from geo.apart import Cap
from geo.brought import BUDGET, Surgery, examine, open_project, read_project, to_project_file
from geo.brought.shelf import Shelf
from geo.brought.surgery import CREW
from geo.crew import NoAnswerError
from geo.doctor import Recipe, diagnose
from geo.errors import InvalidDataError
from geo.publish.package import to_package
from tests.brought.conftest import TOWNS
from tests.doctor import making

ROOMY = Cap(memory=2_500_000_000, working_s=30, waiting_s=120, file=100_000_000)
LONG = b"name,lon,lat,when\n" + b"".join(b"a%d,%d,5,1925\n" % (i, i % 90) for i in range(99_000))


@pytest.fixture(scope="module")
def surgery():
    with Surgery(replace(CREW, workers=2)) as surgery:
        yield surgery


def code_of(diagnosis) -> str:
    assert diagnosis.verdict == "refuse"
    return diagnosis.findings[0].code


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TOWNS, id="a table"),
        pytest.param(making.to_geojson().encode(), id="shapes"),
        pytest.param(making.to_xlsx(), id="a workbook"),
        pytest.param(b"\x89PNG", id="a picture"),
        pytest.param(b"[" * 100_000, id="a hostile file"),
    ],
)
def test_what_is_found_there_is_what_is_found_here(surgery: Surgery, data):
    recipe = Recipe(repairs=("day-first",))
    there, here = surgery.diagnose("a", data, recipe), diagnose("a", data, recipe, budget=BUDGET)
    assert there.report() == here.report()
    assert there.recipe is recipe
    assert_geodataframe_equal(there.frame, here.frame)


@pytest.mark.parametrize("suffix", ["gpkg", "fgb", "parquet"])
def test_binary_files_are_read_there_too(surgery: Surgery, tmp_path, suffix):
    assert surgery.diagnose("a", making.to_native(tmp_path, suffix)).shown == 3


def test_a_data_package_comes_back_as_an_atlas(surgery: Surgery, tiny_atlas):
    raw = to_package(tiny_atlas, tiny_atlas.features)
    here, there = examine(1, "a.zip", raw), examine(1, "a.zip", raw, examiner=surgery.diagnose)
    assert_geodataframe_equal(there.package.features, here.package.features)
    for name in ("catalog", "sources", "articles", "people", "statistics", "related", "positions"):
        assert getattr(there.package, name) == getattr(here.package, name)


def test_a_project_is_unpacked_and_examined_there(surgery: Surgery, tiny_atlas, towns):
    saved = to_project_file(tiny_atlas, Shelf().with_upload(towns), {})
    contents = surgery.read_project(saved)
    here = read_project(saved)
    assert (contents.content, contents.files) == (here.content, here.files)
    opened = open_project(contents, onto=Shelf(), examiner=surgery.diagnose).shelf.uploads[0]
    assert opened.diagnosis.report() == towns.diagnosis.report()


def test_an_archive_that_is_no_project_is_told_as_that(surgery: Surgery):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("project.json", "[]")
    assert surgery.read_project(out.getvalue()) is None


def test_a_file_that_wants_too_much_memory_is_refused_and_the_next_one_read():
    with Surgery(cap=replace(ROOMY, memory=450_000_000)) as surgery:
        assert code_of(surgery.diagnose("long.csv", LONG)) in {"took-memory", "reader-broke"}
        assert surgery.diagnose("short.csv", TOWNS).shown == 3
        assert len(surgery.worker_pids()) == 1


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_read():
    with Surgery(cap=replace(ROOMY, working_s=1)) as surgery:
        rows = b"".join(b"a%d,%d,5,c. %d?\n" % (i, i % 90, i) for i in range(99_000))
        assert code_of(surgery.diagnose("long.csv", b"name,lon,lat,when\n" + rows)) == "took-time"
        pids = surgery.worker_pids()
        assert surgery.diagnose("short.csv", TOWNS).shown == 3
        assert surgery.worker_pids() == pids


def test_a_process_that_dies_costs_one_file_its_answer(surgery: Surgery):
    surgery.diagnose("a.csv", TOWNS)
    (pid,) = surgery.worker_pids()

    def kill() -> None:
        while not Path(f"/proc/{pid}/task/{pid}/children").read_text().strip():
            time.sleep(0.01)
        os.kill(pid, 9)

    killer = threading.Thread(target=kill)
    killer.start()
    assert code_of(surgery.diagnose("long.csv", LONG)) == "reader-broke"
    killer.join()
    assert surgery.diagnose("a.csv", TOWNS).shown == 3


def test_who_does_not_want_it_any_more_is_not_kept_waiting(surgery: Surgery):
    with pytest.raises(NoAnswerError, match="stopped"):
        surgery.diagnose("long.csv", LONG, is_unwanted=lambda: True)
    assert surgery.diagnose("a.csv", TOWNS).shown == 3


def test_a_project_that_takes_too_long_is_told_in_a_sentence(tiny_atlas, towns, monkeypatch):
    saved = to_project_file(tiny_atlas, Shelf().with_upload(towns), {})
    with Surgery(cap=ROOMY) as surgery:
        monkeypatch.setattr(surgery, "ask", lambda *_, **__: (b"-", b"time"))
        with pytest.raises(InvalidDataError, match="longer than the 30 seconds"):
            surgery.read_project(saved)


def test_while_a_slow_file_is_read_others_get_theirs(surgery: Surgery):
    slow = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(surgery.diagnose, "long.csv", LONG, is_unwanted=slow.is_set)
        assert surgery.diagnose("a.csv", TOWNS).shown == 3
        slow.set()
        waiting.exception()


def test_each_of_many_gets_what_is_in_its_own_file(surgery: Surgery):
    def read(number: int) -> list[str]:
        data = f"name,when\nX{number},1905\n".encode()
        return surgery.diagnose("a.csv", data).frame["name"].to_list()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read, range(24))) == [[f"X{number}"] for number in range(24)]


def test_the_answer_is_checked_before_it_is_believed(surgery: Surgery, monkeypatch):
    monkeypatch.setattr(surgery, "ask", lambda *_, **__: (b"+", b"\x80\x04cos\nsystem\n."))
    assert code_of(surgery.diagnose("a.csv", TOWNS)) == "reader-broke"


def test_no_file_is_left_behind(tmp_path, tmp_path_factory, monkeypatch):
    raw = making.to_native(tmp_path_factory.mktemp("made"), "gpkg")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Surgery() as fresh:
        fresh.diagnose("a.gpkg", raw)
        with pytest.raises(NoAnswerError):
            fresh.diagnose("long.csv", LONG, is_unwanted=lambda: True)
    assert list(tmp_path.iterdir()) == []
