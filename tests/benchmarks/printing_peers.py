"""The usual ways to print a map of the same year, at the same size, each beside the atlas."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser

from layers.view import MapView, build_view
from tests.benchmarks import cartopy_plate, matplotlib_plate
from tests.benchmarks.figures import Figure
from tests.benchmarks.folium_shot import open_pages, shoot
from tests.benchmarks.plate import VIEW, open_plates, repeat_ms

FORMATS = (("PDF", "pdf", 300.0), ("PNG 150 dpi", "png", 150.0), ("PNG 300 dpi", "png", 300.0))
FIRST_YEARS = (1910, 1920, 1930)  # no year is drawn in two formats: typst would remember it
PLAIN = "no scale bar, inset, sources or placed labels; ours has them"
BARE = "a warm browser; no title, legend, graticule, inset, sources or placed labels; ours has them"

Draw = Callable[[MapView, str, float], bytes]


def measure_plates(browser: Browser, times: int) -> Iterator[Figure]:
    """Measure ours, then each tool on the same years."""
    plates = open_plates()
    ours = [
        sorted(repeat_ms(plates.of(first, kind, dpi), times))[times // 2]
        for first, (_, kind, dpi) in zip(FIRST_YEARS, FORMATS, strict=True)
    ]
    with open_pages(browser) as pages, tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "map.html")
        tools: dict[str, tuple[Draw, str]] = {
            "geopandas.plot and matplotlib": (matplotlib_plate.plot, PLAIN),
            "cartopy": (cartopy_plate.plot, PLAIN),
            "a screenshot of folium": (lambda v, f, d: shoot(pages[d], v, f, path), BARE),
        }
        for tool, (draw, note) in tools.items():
            for middle, first, (name, kind, dpi) in zip(ours, FIRST_YEARS, FORMATS, strict=True):

                def once(place: int, draw=draw, first=first, kind=kind, dpi=dpi) -> bytes:
                    selection = replace(plates.selection, date=str(first + place), view=VIEW)
                    return draw(build_view(plates.atlas, selection), kind, dpi)

                part = f"Peers: {tool}, A4"
                yield Figure(part, name, "ms", repeat_ms(once, times), ours=middle, note=note)
