"""Each file that other people test their software with, read by the doctor and by a second reader.

Where the two differ, ``explained.csv`` must say why; a reason that no file needs any more is an error too.
"""

import csv
import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from geo.doctor import diagnose
from geo.formats import nativechild
from tests.conformance.compare import Comparison, compare
from tests.conformance.readers import MAPS, TABLES

FOLDER = Path(__file__).parent
MATERIAL = FOLDER / "material"
FIXTURES = Path(importlib.util.find_spec("pyogrio").origin).parent / "tests" / "fixtures"


class Reason(NamedTuple):
    """Why files differ, and how."""

    file: str
    how: str
    reason: str


def reasons() -> list[Reason]:
    """Read the table of reasons."""
    with (FOLDER / "explained.csv").open(encoding="utf-8", newline="") as file:
        return [Reason(**row) for row in csv.DictReader(file)]


REASONS = reasons()
FILES = {
    path.relative_to(root.parent if root is FIXTURES else root).as_posix(): path
    for root in (MATERIAL, FIXTURES)
    for path in sorted(root.rglob("*"))
    if path.suffix in {*MAPS, *TABLES}
}


@cache
def compared(name: str) -> Comparison:
    """Compare the readings of a file once."""
    return compare(FILES[name])


def explains(reason: Reason, name: str) -> bool:
    """Tell whether a reason is one for a file."""
    return reason.how == compared(name).how and re.fullmatch(reason.file, name) is not None


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_the_second_reader_reads_it_or_it_is_explained_why_not(name):
    found = compared(name)
    assert not found.how or any(explains(reason, name) for reason in REASONS), found


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.reason[:50])
def test_each_reason_is_needed(reason):
    candidates = [name for name in FILES if re.fullmatch(reason.file, name)]
    assert any(compared(name).how == reason.how for name in candidates)


@pytest.mark.parametrize("name", ["crs-projjson", "crs-srid"])
def test_shapes_in_metres_of_parquets_own_type_lie_where_wyoming_is(name):
    path = MATERIAL / "geoparquet-io" / f"{name}.parquet"
    diagnosis = diagnose(path.name, path.read_bytes())
    assert diagnosis.crs == "EPSG:5070"
    assert diagnosis.bbox == pytest.approx([-111, 41, -104, 45], abs=0.2)


@pytest.mark.parametrize(
    ("stated", "crs"),
    [
        ('{"type": "ProjectedCRS", "id": {"authority": "EPSG", "code": 5070}}', "EPSG:5070"),
        ("srid:5070", "EPSG:5070"),
        ("projjson:here", "EPSG:5070"),
        ("projjson:nowhere", ""),
        ("OGC:CRS84", "OGC:CRS84"),
        ("", ""),
    ],
)
def test_parquets_own_type_names_its_coordinate_system_in_one_of_four_ways(stated, crs):
    kept = {b"here": b'{"id": {"authority": "EPSG", "code": 5070}}'}
    assert nativechild._crs({"crs": nativechild._typed_crs(stated, kept)}) == crs
