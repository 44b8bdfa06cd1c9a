"""What would keep a reader busy is counted first: it is told and left, and the rest is read."""

import resource
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.apart import run_apart
from geo.brought import BUDGET
from geo.brought.surgery import MEMORY
from geo.datetext import _package_reads, _pattern_of
from geo.doctor import diagnose, tangles
from geo.doctor.capped import cap_of
from geo.doctor.datecolumns import MOST_STRANGE
from tests.doctor.making import obeys_the_law
from tests.doctor.worst import WORST

CHEAP = ("JSON: lines", "JSON: a list", "CSV: a cell", "CSV: one line", "KML: entities", "XLSX: runs", "zip: ")  # fmt: skip


def rows(texts) -> bytes:
    return ("name,when\n" + "".join(f"a,{text}\n" for text in texts)).encode()


def test_of_a_column_of_texts_that_are_no_dates_not_each_is_looked_at():
    odd = [f"the {k}th day of hope" for k in range(MOST_STRANGE + 500)]
    diagnosis = diagnose("a.csv", rows(odd))
    reasons = [item.reason for item in diagnosis.listed]
    assert obeys_the_law(diagnosis)
    assert len(reasons) == len(odd)
    assert sum("too many of its column" in reason for reason in reasons) == 499


def test_dates_among_them_are_still_found():
    odd = [f"the {k}th day of hope" for k in range(MOST_STRANGE + 500)]
    diagnosis = diagnose("a.csv", rows(["14 May 1925", *odd, "1926-03-04", "15 May 1925"]))
    assert list(diagnosis.frame["when"]) == ["1925-05-14", "1926-03-04", "1925-05-15"]


def test_a_column_in_which_many_are_dates_is_looked_at_to_its_end():
    odd = [f"the {k}th day of hope" for k in range(MOST_STRANGE + 500)]
    good = [f"{k % 28 + 1} May {1000 + k}" for k in range(600)]
    diagnosis = diagnose("a.csv", rows([*good, *odd]))
    assert len(diagnosis.frame) == 600
    assert not any("too many of its column" in item.reason for item in diagnosis.listed)


@pytest.mark.parametrize(
    "text", ["1925-XX-13", "19X5-02-30", "19XX-04-31", "-19XX-XX-XX", "0000-1X-01", "196X-12-29", "Y17E7", "Y-170000002", "1950S2", "1925-23", "1925-40-01"]
)  # fmt: skip
def test_the_package_reads_a_date_as_it_reads_its_pattern(text):
    assert _package_reads(text) == _package_reads(_pattern_of(text))


def test_a_date_over_which_the_package_trips_is_no_date():
    diagnosis = diagnose("a.csv", rows(["1925-X1-32", "1925"]))
    assert [item.row for item in diagnosis.listed] == [2]


def star(corners: int) -> shapely.Polygon:
    """Draw an outline each edge of which crosses nearly all others."""
    turn = 2 * np.pi * np.arange(corners) * (corners // 2) / corners
    return shapely.Polygon(np.column_stack([np.cos(turn), np.sin(turn)]))


def test_an_outline_that_crosses_itself_everywhere_is_listed_and_others_are_mended():
    tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    features = ",".join(
        f'{{"type":"Feature","properties":{{"name":"x"}},"geometry":{shapely.to_geojson(shape)}}}'
        for shape in (tie, star(1_501), tie)
    )
    diagnosis = diagnose(
        "a.geojson", f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()
    )
    assert [(item.row, "crosses itself too often" in item.reason) for item in diagnosis.listed] == [
        (2, True)
    ]
    assert diagnosis.shown == 2


def comb(strokes: int) -> shapely.Polygon:
    """Draw a valid outline whose long edges lie side by side, so that the boxes round them overlap."""
    starts = np.column_stack([np.arange(strokes), -np.arange(strokes)]) * 0.001
    pairs = [
        (start, start + 60) if i % 2 == 0 else (start + 60, start) for i, start in enumerate(starts)
    ]
    return shapely.Polygon(
        [*(end for pair in pairs for end in pair), starts[-1] - 1, starts[0] - 1]
    )


def test_a_large_outline_is_given_up_only_if_edges_are_seen_to_cross():
    shapes = [
        star(tangles.LARGE + 1),
        comb(tangles.LARGE // 2),
        star(tangles.LARGE // 10 + 1),
        None,
    ]
    assert shapely.is_valid(shapes[1])
    array = np.array(shapes, dtype=object)
    assert tangles.tangled(array[:2]).all()
    assert tangles.hopeless(array).tolist() == [True, False, False, False]


def test_rings_inside_one_another_are_counted_and_lakes_in_a_country_are_none_of_them():
    lakes = [shapely.box(i, j, i + 0.5, j + 0.5).exterior for i in range(60) for j in range(60)]
    land = shapely.Polygon(shapely.box(-1, -1, 61, 61).exterior, lakes)
    inside = [shapely.box(-x, -x, x, x).exterior for x in np.linspace(80, 10, 1_000)]
    onion = shapely.Polygon(inside[0], inside[1:])
    assert tangles.nested(np.array([land, onion, None], dtype=object)).tolist() == [
        False,
        True,
        False,
    ]
    assert not tangles.tangled(np.array([land], dtype=object)).any()


@pytest.mark.parametrize(
    ("name", "make"),
    [case[1:] for case in WORST if case[0].startswith(CHEAP)],
    ids=[case[0] for case in WORST if case[0].startswith(CHEAP)],
)
def test_the_worst_files_end_in_a_sentence_under_the_pages_cap(name, make):
    data = make()

    def read() -> bytes:
        diagnosis = diagnose(name, data, budget=BUDGET)
        assert obeys_the_law(diagnosis)
        return diagnosis.findings[0].message.encode()

    # The copy begins with what the suite's own process has by now; the page's copies begin with little.
    grown = Path("/proc/self/statm").read_text().split()[0]
    memory = MEMORY + int(grown) * resource.getpagesize()
    said = run_apart(read, cap_of(len(data), BUDGET, memory=memory)).answer
    assert len(said) > 10
