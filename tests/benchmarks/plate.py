"""The printed plate, from a selection to the bytes of a file, in one warm process."""

import gc
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from geo.atlas import Atlas, load_atlas
from geo.extent import Extent
from geo.selection import Selection, opening
from layers.export import export
from layers.view import build_view
from tests.benchmarks.figures import Figure, time_both_ms, time_ms
from tests.benchmarks.server import ROOT

PART = "Plate, A4 portrait"
VIEW = "northern-sakhalin"
VIEWS = (VIEW, "sakhalin", "region", "diplomacy")
FIRST_YEAR = 1860
YEARS_EACH = 10  # no year is drawn in two formats: typst would remember it
FORMATS = (
    ("SVG, new year", "svg", 300, 100),
    ("PDF", "pdf", 300, 300),
    ("PNG 150 dpi", "png", 150, None),
    ("PNG 300 dpi", "png", 300, 800),
)
PAGE_BYTES = 4096
QUIET = 0.5  # processes that want the machine; with more of them the wall's clock says little
STEP_DEG = 0.02
NOTE = "from the selection to the file's bytes, a year not drawn before each time"
SERIES_NOTE = "this process, after all plates above; typst keeps what it has set"


@dataclass(frozen=True, slots=True)
class Plates:
    """Plates of an atlas, each of another year."""

    atlas: Atlas
    selection: Selection

    def draw(self, year: int, file_format: str, dpi: float = 300.0) -> bytes:
        """Draw a year."""
        view = build_view(self.atlas, replace(self.selection, date=str(year)))
        return export(view, file_format, dpi=dpi)

    def of(self, first_year: int, file_format: str, dpi: float) -> Callable[[int], bytes]:
        """Give what draws the n-th year from a first one on."""
        return lambda place: self.draw(first_year + place, file_format, dpi)

    def draw_at(self, place: int) -> bytes:
        """Draw a year at an extent of its own."""
        view = self.atlas.catalog.view_of(self.selection.view).extent
        shift = STEP_DEG * place
        extent = Extent(view.west + shift, view.south + shift, view.east + shift, view.north)
        selection = replace(self.selection, extent=extent, date=str(FIRST_YEAR + place))
        return export(build_view(self.atlas, selection), "svg")


def open_plates() -> Plates:
    """Open our atlas at the view that the budgets speak of."""
    atlas = load_atlas(ROOT / "data")
    gc.freeze()  # as the page does: an atlas is not looked through for rubbish again and again
    return Plates(atlas, replace(opening(atlas.catalog), view=VIEW))


def resident_mb() -> float:
    """Give this process's resident memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE_BYTES / 1e6


def repeat_ms(work: Callable[[int], object], times: int) -> tuple[float, ...]:
    """Do something once for nothing and then so many times; give the milliseconds of each."""
    work(0)
    return tuple(time_ms(lambda place=place: work(place)) for place in range(1, times + 1))


def _figures(
    name: str, work: Callable[[int], object], times: int, budget: float | None
) -> Iterator[Figure]:
    """Measure some work by the clock on the wall and by what the processor spent."""
    work(0)
    both = [time_both_ms(lambda place=place: work(place)) for place in range(1, times + 1)]
    yield Figure(PART, name, "ms", tuple(wall for wall, _ in both), budget, note=NOTE)
    yield Figure(PART, f"{name}, processor", "ms", tuple(cpu for _, cpu in both))


def quiet_check() -> Figure:
    """Say how busy the machine was before anything was measured."""
    load = os.getloadavg()[0]
    said = "quiet" if load <= QUIET else "not quiet: read ratios and processor times"
    return Figure(PART, f"load before, {said}", "", (load,), QUIET)


def measure(*, quick: bool) -> Iterator[Figure]:
    """Measure the plate."""
    times = 3 if quick else 9
    yield quiet_check()
    whole = open_plates()
    first = time_ms(lambda: whole.draw(1857, "png"))
    yield Figure(PART, "first plate of a process, PNG 300 dpi", "ms", (first,))
    for view in VIEWS:
        plates = replace(whole, selection=replace(whole.selection, view=view))
        for place, (name, file_format, dpi, budget) in enumerate(FORMATS):
            work = plates.of(FIRST_YEAR + YEARS_EACH * place, file_format, dpi)
            yield from _figures(f"{view}: {name}", work, times, budget)
        yield from _figures(f"{view}: SVG, new extent", plates.draw_at, times, 500)
    yield Figure(PART, "resident memory after the series", "MB", (resident_mb(),), note=SERIES_NOTE)
