"""What the atlas gives away comes back through the doctor as it was."""

from pathlib import Path

import pandas as pd
import pytest
import shapely

from geo.doctor import diagnose, open_package
from geo.errors import InvalidDataError
from geo.formats.raw import Budget, RefusedFileError
from geo.publish.writers import WRITERS
from tests.doctor import making
from tests.doctor.making import obeys_the_law

WHOLE = (
    "geojson",
    "geoparquet",
    "flatgeobuf",
    "csv",
    "xlsx",
    "kml",
    "lpf",
    "topojson",
    "package",
    "project",
)
DEGREES = 1e-5  # a metre: some formats round
COLUMNS = [
    "id",
    "name",
    "when",
    "category",
    "certainty",
    "sources",
    "text",
    "start_earliest",
    "end_latest",
]


@pytest.mark.parametrize("name", WHOLE)
def test_an_export_opens_again_with_all_its_facts(tiny_atlas, name):
    raw = WRITERS[name].write(tiny_atlas, tiny_atlas.features)
    diagnosis = diagnose(f"a.{name}", raw)
    assert obeys_the_law(diagnosis)
    assert diagnosis.listed == ()
    ours = tiny_atlas.features.sort_values("id", ignore_index=True)
    theirs = diagnosis.frame.sort_values("id", ignore_index=True)
    nameless = ours["name"] == ""  # some formats ask for a name and a type, and are given others
    theirs.loc[nameless, ["name", "category"]] = ""
    pd.testing.assert_frame_equal(theirs[COLUMNS], ours[COLUMNS], check_dtype=False)
    assert (shapely.is_missing(theirs.geometry) == shapely.is_missing(ours.geometry)).all()
    placed = ours.geometry.notna()
    distances = shapely.distance(theirs.geometry[placed].array, ours.geometry[placed].array)
    assert distances.max() < DEGREES


def test_a_package_opens_as_an_atlas(tiny_atlas, tmp_path):
    raw = WRITERS["package"].write(tiny_atlas, tiny_atlas.features)
    again = open_package(raw, tmp_path, budget=Budget())
    assert list(again.features["id"]) == list(tiny_atlas.features["id"])


def test_a_package_from_elsewhere_writes_nothing_outside_of_its_folder(tmp_path: Path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    files = {
        "catalog.toml": b"",
        "../../evil.csv": b"x",
        "/evil.csv": b"x",
        "..\\evil.csv": b"x",
    }
    with pytest.raises(InvalidDataError):
        open_package(making.to_zip(files), inner, budget=Budget())
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["catalog.toml"]


def test_an_archive_without_an_atlas_is_no_package(tmp_path: Path):
    with pytest.raises(RefusedFileError, match=r"catalog\.toml"):
        open_package(making.to_zip({"a.csv": b"id,name\n1,a\n"}), tmp_path, budget=Budget())


def test_a_spoilt_package_is_refused_with_all_its_mistakes():
    raw = making.to_zip({"x/catalog.toml": b"[atlas]\n", "x/events.csv": b"id\n"})
    diagnosis = diagnose("a.zip", raw)
    assert (diagnosis.kind, diagnosis.verdict) == ("atlas-package", "refuse")
    assert len(diagnosis.findings) > 1
