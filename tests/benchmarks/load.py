"""Reading: the whole atlas, and large files of either format."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from geo.atlas import load_atlas
from geo.formats.geojson import read_geojson
from geo.formats.table import read_csv
from geo.selection import opening
from layers.render.web import to_data
from layers.view import build_view, build_whole
from tests.benchmarks.figures import Figure, time_ms
from tests.benchmarks.server import ROOT
from tests.benchmarks.synthetic import to_points, write_table

PART = "Load"
SIZES = (10_000, 100_000)


def _repeat(work: Callable[[], object], times: int) -> tuple[float, ...]:
    return tuple(time_ms(work) for _ in range(times))


def _our_data(times: int) -> Iterator[Figure]:
    """Measure what the page does with our data before and after the map is there."""
    atlas = load_atlas(ROOT / "data")
    loaded = _repeat(lambda: load_atlas(ROOT / "data"), times)
    yield Figure(PART, "load_atlas, our data", "ms", loaded)
    first = time_ms(lambda: to_data(build_whole(atlas), atlas))
    yield Figure(PART, "map component's data, first time", "ms", (first,))
    again = _repeat(lambda: to_data(build_whole(atlas), atlas), times)
    yield Figure(PART, "map component's data, warm", "ms", again)
    views = _repeat(lambda: build_view(atlas, opening(atlas.catalog)), times)
    yield Figure(PART, "build_view, our data", "ms", views)


def _files(count: int, times: int) -> Iterator[Figure]:
    """Measure files of so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "points.csv"
        write_table(path, range(count))
        table = path.read_bytes()
    points = to_points(range(count))
    for name, read, raw in (
        ("read_csv", read_csv, table),
        ("read_geojson", read_geojson, points),
    ):
        taken = _repeat(lambda r=read, b=raw, f=name: r(b, file=f, layer="points"), times)
        note = f"{len(raw) / 1e6:.1f} MB"
        yield Figure(PART, f"{name}, {count:,} points", "ms", taken, note=note)


def measure(*, quick: bool) -> Iterator[Figure]:
    """Measure reading."""
    yield from _our_data(3 if quick else 7)
    for count in SIZES[:1] if quick else SIZES:
        yield from _files(count, 3)
