"""Nothing of a visitor is left when he has gone, and what a server keeps is bounded."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from layers.page import housekeeping
from layers.page.housekeeping import Guests, House, forget_drawings
from layers.render.inks import to_grey

ROOT = Path(__file__).parents[2]
VISITORS = 3


@pytest.fixture(scope="module")
def counted() -> dict[str, dict[str, int]]:
    """Let visitors with areas of their own come, print and go; see leaving.py."""
    command = [sys.executable, "-m", "tests.page.leaving", "--data", "tests/tiny_atlas"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    line = next(line for line in done.stdout.splitlines() if line.startswith(b'{"there"'))
    told: dict[str, dict[str, int]] = json.loads(line)
    return told


def test_while_visitors_are_there_what_they_brought_is_there(counted: dict[str, dict[str, int]]):
    there = counted["there"]
    assert (there["guests"], there["bringing"]) == (VISITORS, VISITORS)
    assert (there["Own"], there["Upload"], there["_Parcel"]) == (VISITORS, VISITORS, VISITORS)
    assert there["Held"] > 0
    assert there["drawings"] > 0


@pytest.mark.parametrize("what", ["Own", "Upload", "Atlas", "MapView", "_Parcel", "Held"])
def test_when_all_have_left_nothing_of_theirs_is(counted: dict[str, dict[str, int]], what: str):
    assert counted["left"][what] == 0


def test_when_all_have_left_no_drawing_is_kept(counted: dict[str, dict[str, int]]):
    assert counted["left"]["drawings"] == 0


def test_what_is_drawn_is_forgotten_when_the_server_is_large(monkeypatch: pytest.MonkeyPatch):
    forget_drawings()
    to_grey("#804020")
    house = House(lambda _: 0, patience_s=0.0)
    monkeypatch.setattr(housekeeping, "LARGE_MB", 1_000_000)  # whatever other tests have taken
    house.look()
    assert to_grey.cache_info().currsize == 1
    monkeypatch.setattr(housekeeping, "LARGE_MB", 0)
    house.look()
    assert to_grey.cache_info().currsize == 0


def test_workers_are_asked_to_rest_at_each_look_whoever_is_there():
    asked: list[float] = []
    house = House(lambda seconds: len(asked.append(seconds) or asked), patience_s=0.0)
    assert [house.look(), house.look()] == [Guests(), Guests()]
    assert asked == [housekeeping.REST_S] * 2
