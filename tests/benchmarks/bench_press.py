"""How long a plate takes, and what a server needs that prints for many.

Every sheet measured shows another date, so that nothing is merely remembered. Run it as
``python -m tests.benchmarks.bench_press``; ``--long`` adds five hundred mixed exports by sixteen
readers at once.
"""

import argparse
import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path

from geo.atlas import Atlas, load_atlas
from geo.crew import CrewLimits
from geo.selection import opening
from layers.export import build_sheet, export
from layers.render.press import to_pdf, to_png
from layers.render.svg import to_svg
from layers.render.worker import Press
from layers.view import MapView, build_view

DATA = Path(__file__).resolve().parents[2] / "data"
MIX = (("pdf", 300.0), ("png", 150.0), ("svg", 300.0), ("png", 300.0), ("jpeg", 150.0))


def views(atlas: Atlas, preset: str) -> Iterator[MapView]:
    """Yield the view of another month each time, without end."""
    selection = replace(opening(atlas.catalog), view=preset)
    for number in count():
        date = f"{1904 + number // 12 % 42}-{number % 12 + 1:02}"
        yield build_view(atlas, replace(selection, date=date))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[], object], times: int = 15) -> float:
    """Give the median of some runs, after one to warm up."""
    work()
    return round(statistics.median(seconds(work) for _ in range(times)), 3)


def measure_sheets(atlas: Atlas, preset: str) -> dict[str, float]:
    """Measure each step and the whole way for a preset view."""
    months = views(atlas, preset)
    sheets = [build_sheet(next(months)) for _ in range(70)]
    ready = iter(sheets)
    found = {
        "svg for a new date": median(lambda: to_svg(build_sheet(next(months)))),
        "pdf from a sheet": median(lambda: to_pdf(next(ready))),
        "png 150 dpi from a sheet": median(lambda: to_png(next(ready), 150)),
        "png 300 dpi from a sheet": median(lambda: to_png(next(ready), 300)),
        "pdf from a view": median(lambda: export(next(months), "pdf")),
        "png 300 dpi from a view": median(lambda: export(next(months), "png", dpi=300)),
    }
    return {f"{preset}: {name}, s": value for name, value in found.items()}


def resident_mb(pid: int | str) -> float:
    """Give the resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def measure_server(atlas: Atlas, exports: int = 500, readers: int = 16) -> dict[str, float]:
    """Measure many readers at once: memory before, at most and after, and sheets a second."""
    presets = [view.id for view in atlas.catalog.views]
    streams = [views(atlas, preset) for preset in presets]
    lock, highest, done = threading.Lock(), [0.0], [0]

    with Press(CrewLimits(workers=2)) as press, ThreadPoolExecutor(readers) as pool:
        press.warm()

        def work(number: int) -> None:
            with lock:
                view = next(streams[number % len(streams)])
            file_format, dpi = MIX[number % len(MIX)]
            export(view, file_format, dpi=dpi, press=press)
            with lock:
                workers = sum(map(resident_mb, press.worker_pids()))
                highest[0], done[0] = max(highest[0], workers), done[0] + 1
                if done[0] % 100 == 0:
                    print(f"{done[0]} exports, {resident_mb('self'):.0f} MB here")

        list(pool.map(work, range(40)))
        before = resident_mb("self")
        took = seconds(lambda: list(pool.map(work, range(exports))))
        return {
            "server: exports": float(exports),
            "server: exports a second": round(exports / took, 2),
            "server: resident MB before": round(before),
            "server: resident MB after": round(resident_mb("self")),
            "server: resident MB of resting workers at most": round(highest[0]),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the press.")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    atlas = load_atlas(arguments.data)
    found: dict[str, float] = {}
    for preset in ("northern-sakhalin", "okha", "region"):
        found |= measure_sheets(atlas, preset)
    if arguments.long:
        found |= measure_server(atlas)
    for name, value in found.items():
        print(f"{name:<56} {value:g}")
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
