"""A hostile file costs its sender a sentence, and nobody else anything."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.doctor.doctor import NO_RECIPE, USUAL, diagnose, examine
from geo.errors import AtlasError
from geo.formats.raw import RefusedFileError
from tests.doctor import making
from tests.doctor.hostile import CASES
from tests.doctor.making import obeys_the_law, seen

SECONDS = 2.0
SHORTEST_SENTENCE = 10
MEGABYTES = 1_500


@pytest.mark.parametrize(
    ("name", "make", "refused"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_hostile_file_gets_a_sentence_and_no_reader_fails(name, make, refused):
    data = make()
    verdict = "refuse"
    with suppress(AtlasError, RefusedFileError):
        verdict = examine(name, data, NO_RECIPE, budget=USUAL).verdict
    assert (verdict == "refuse") == refused
    assert len(diagnose(name, data).findings[0].message) > SHORTEST_SENTENCE


@pytest.mark.parametrize(
    ("name", "make"), [case[1:3] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_hostile_file_costs_little_time_and_obeys_the_law(name, make):
    data = make()
    start = time.process_time()
    diagnosis = diagnose(name, data)
    assert time.process_time() - start < SECONDS
    assert obeys_the_law(diagnosis)
    assert json.loads(diagnosis.report_json())["file"] == name


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the system does not say")
def test_no_hostile_file_takes_more_memory_than_is_allowed():
    # VmHWM is this program's own peak; ru_maxrss would count that of the process that started it.
    code = (
        "import resource; from pathlib import Path; from tests.doctor.hostile import cases; from geo.doctor import diagnose\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({MEGABYTES * 2}_000_000,) * 2)\n"
        "for title, name, data, _ in cases(): print(title, diagnose(name, data).verdict)\n"
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    quiet = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=quiet
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert 50 < int(done.stdout.split()[-1]) // 1024 < MEGABYTES


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "fgb", "parquet", "csv", "kml"])
def test_a_recipe_of_gdal_opens_nothing_whatever_it_is_called(tmp_path, kind):
    secret = tmp_path / "secret.csv"
    secret.write_text("id,name,lon,lat\n1,SECRET,1,2\n")
    vrt = (
        f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )
    diagnosis = seen(vrt, name=f"a.{kind}")
    assert diagnosis.verdict == "refuse"
    assert "SECRET" not in diagnosis.report_json()


def test_no_address_in_a_file_is_ever_called():
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    calls.append(server.accept()[1])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a"
        for text in (
            f"/vsicurl/{address}.geojson",
            f"<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/vsicurl/{address}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
            f'<!DOCTYPE kml SYSTEM "{address}"><kml/>',
            f"<kml><NetworkLink><Link><href>{address}</href></Link></NetworkLink></kml>",
            f'{{"type":"FeatureCollection","crs":{{"type":"link","properties":{{"href":"{address}"}}}},"features":[]}}',
        ):
            seen(text, name=address)
        stop.set()
        thread.join()
    assert calls == []


@pytest.mark.parametrize(
    "make",
    [making.to_xlsx, making.to_ods, lambda: making.to_zip({"doc.kml": making.to_kml().encode()})],
    ids=["xlsx", "ods", "kmz"],
)
@pytest.mark.parametrize("part", [0.3, 0.7, 0.99])
def test_an_archive_that_breaks_off_is_refused_with_a_sentence(make, part):
    raw = make()
    diagnosis = seen(raw[: int(len(raw) * part)])
    assert diagnosis.verdict == "refuse"
    assert {f.code for f in diagnosis.findings} == {"unreadable"}


@pytest.mark.parametrize("suffix", ["gpkg", "fgb", "parquet"])
@pytest.mark.parametrize("part", [0.2, 0.9])
def test_a_binary_file_that_breaks_off_obeys_the_law(tmp_path, suffix, part):
    raw = making.to_native(tmp_path, suffix)
    diagnosis = seen(raw[: int(len(raw) * part)])
    assert obeys_the_law(diagnosis)
    assert "reader-failed" not in making.codes(diagnosis)


NAUGHTY = (
    "{{7*7}}", "${7*7}", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "'; DROP TABLE x;--", "../../etc/passwd",
    "\u202eabc", "\ufeff", "😀", "ﷺ", "a\u0300" * 50, "NULL", "undefined", "-1", "\\", '"', "`", "%s%s%s",
)  # fmt: skip


@pytest.mark.parametrize("text", NAUGHTY)
def test_a_naughty_text_comes_through_as_it_is(text):
    diagnosis = seen(making.to_csv([("a", text, "1925", "1926", 1.0, 2.0)]), name=text)
    assert obeys_the_law(diagnosis)
    assert list(diagnosis.frame["name"]) == [text.strip()]


def test_a_spreadsheets_error_does_not_hide_rows():
    diagnosis = seen("id,name,lon,lat\n1,#REF!,#N/A,#N/A\n2,b,#REF!,5\n")
    assert (diagnosis.unplaced, [item.row for item in diagnosis.listed]) == (1, [3])


@pytest.mark.parametrize(
    ("made", "verdict"),
    [
        pytest.param("SELECT fid, geom, name FROM real", "open", id="a view that ends"),
        pytest.param(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i AS fid FROM n",
            "refuse",
            id="a view that calls itself",
        ),
    ],
)
def test_a_view_of_a_geopackage_is_read_unless_it_calls_itself(tmp_path, made, verdict):
    path = tmp_path / "a.gpkg"
    points = gpd.GeoDataFrame({"name": ["a"]}, geometry=[shapely.Point(1, 2)], crs=4326)
    points.to_file(path, driver="GPKG", layer="real")
    with closing(sqlite3.connect(path)) as book:
        book.execute(f"CREATE VIEW seen AS {made}")
        book.execute("UPDATE gpkg_contents SET table_name = 'seen', identifier = 'seen'")
        book.execute("UPDATE gpkg_geometry_columns SET table_name = 'seen'")
        book.commit()
    diagnosis = diagnose("a.gpkg", path.read_bytes())
    said = " ".join(finding.message for finding in diagnosis.findings)
    assert ("calls itself" in said) == (verdict == "refuse")
    assert (diagnosis.shown == 1) == (verdict == "open")


@pytest.mark.parametrize("kind", ['["Point"]', '{"a": 1}', "1", "null", "true"])
@pytest.mark.parametrize(
    "text", ['{"type": %s}', '[{"type": %s}]', '{"type": "Feature", "geometry": {"type": %s}}']
)
def test_a_type_that_is_no_word_is_no_mistake_of_ours(text, kind):
    diagnosis = diagnose("a.json", (text % kind).encode())
    assert "reader-failed" not in {finding.code for finding in diagnosis.findings}
