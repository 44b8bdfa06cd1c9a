"""The usual tools on the same data, measured in the same way, each beside the atlas."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from playwright.sync_api import Browser

from geo.atlas import Atlas, load_atlas
from geo.days import date_of
from layers.view import build_whole
from tests.benchmarks.browser import Visit, open_browser, visit
from tests.benchmarks.figures import Figure
from tests.benchmarks.printing_peers import measure_plates
from tests.benchmarks.screen import DATA, PAINTED, SETTLE, change_years
from tests.benchmarks.server import ROOT, Server, serve, serve_atlas
from tests.benchmarks.synthetic import write_atlas

PART = "Peers: st_folium, a new map each year"
PAGE = Path(__file__).with_name("st_folium_page.py")
VENDOR = ROOT / "layers" / "assets" / "vendor"
YEAR_SHOWN = """(() => {
  for (const frame of document.querySelectorAll("iframe")) {
    const mark = frame.contentDocument.querySelector(".year");
    if (mark) return mark.textContent;
  }
})()"""
MAP_THERE = f"{YEAR_SHOWN} !== undefined"
PEER_SETTLE = 1  # frame: Leaflet's canvas draws in the frame after the marker
COLORS = ("#8c2d2d", "#3f6b3a", "#2f5d7e", "#6b4f9a", "#7a5c00")
NOTE = "Leaflet served from here, no base map, nothing asked back; ours has coast, names, cards"


def _years(days: pd.Series, catalog_years: tuple[int, int]) -> np.ndarray:
    """Give the years of days, kept within the slider's."""
    low, high = catalog_years
    edges = (-1_000_000, 1_000_000)
    return np.clip([date_of(day)[0] for day in days.clip(*edges)], low - 1, high + 1)


def write_features(atlas: Atlas, path: Path) -> Path:
    """Write the dated features that have a place as plain GeoJSON with first and last year."""
    whole = build_whole(atlas)
    rows = gpd.GeoDataFrame(pd.concat([layer.features for layer in whole.dated]), crs="EPSG:4326")
    rows = rows[~(rows.geometry.isna() | rows.geometry.is_empty) & (rows["when"] != "")]
    years = (atlas.catalog.first_year, atlas.catalog.last_year)
    codes = pd.factorize(rows["category"])[0] % len(COLORS)
    plain = rows[["name", "geometry"]].assign(
        first=_years(rows["start_earliest"], years),
        last=_years(rows["end_latest"], years),
        color=[COLORS[code] for code in codes],
    )
    path.write_text(plain.to_json(drop_id=True), "utf-8")
    return path


@contextmanager
def _serve_peer(atlas: Atlas, folder: Path) -> Iterator[Server]:
    """Serve the peer's page with its own copy of the features."""
    page = Path(shutil.copy(PAGE, folder / "page.py"))
    (folder / "static").mkdir()
    for name in ("leaflet.js", "leaflet.css"):
        shutil.copy(VENDOR / name, folder / "static" / name)
    features = write_features(atlas, folder / "features.geojson")
    catalog = atlas.catalog
    years = (catalog.first_year, catalog.last_year, int(catalog.date[:4]))
    edges = astuple(catalog.view_of(catalog.view).extent)
    with serve(page, str(features), *map(str, (*years, *edges))) as server:
        yield server


def _change_peer_years(seat: Visit, times: int) -> list[float]:
    """Press the arrow key at the slider so many times."""
    page = seat.page
    page.locator("[data-testid=stSlider] [role=slider], [data-testid=stSlider] input").first.focus()
    taken = []
    for _ in range(times):
        shown = page.evaluate(YEAR_SHOWN)
        condition = f"{MAP_THERE} && {YEAR_SHOWN} !== {shown!r}"
        taken.append(
            seat.change_ms(lambda: page.keyboard.press("ArrowRight"), condition, settle=PEER_SETTLE)
        )
        seat.rest()
    return taken


def _open_ours(browser: Browser, server: Server, times: int) -> tuple[float, list[float]]:
    """Give our first map in a warm server, in seconds, and our year changes."""
    with visit(browser) as seat:
        taken, _ = seat.open_ms(server.url, PAINTED, settle=SETTLE)
        seat.rest()
        seat.page.evaluate("probe.follow()")
        return taken / 1000, change_years(seat, times + 1)[1:]


def _open_theirs(
    browser: Browser, server: Server, times: int
) -> tuple[float, list[float], list[float]]:
    """Give their first map in a warm server, their year changes, and the kB of each."""
    with visit(browser) as seat:
        taken, _ = seat.open_ms(server.url, MAP_THERE, settle=PEER_SETTLE)
        seat.rest()
        _change_peer_years(seat, 1)
        years, weights = [], []
        for _ in range(times):
            before = seat.wire.total
            years += _change_peer_years(seat, 1)
            weights.append((seat.wire.total - before) / 1000)
        return taken / 1000, years, weights


def _warm(browser: Browser, url: str, condition: str) -> None:
    """Be the first visitor, who waits for what the later ones do not."""
    with visit(browser) as seat:
        seat.open_ms(url, condition, settle=0)


def _screens(browser: Browser, root: Path, name: str, times: int) -> Iterator[Figure]:
    """Measure both on one atlas folder, one after the other."""
    with serve_atlas(root) as server:
        _warm(browser, server.url, PAINTED)
        our_first, ours = _open_ours(browser, server, times)
    with (
        tempfile.TemporaryDirectory() as folder,
        _serve_peer(load_atlas(root), Path(folder)) as server,
    ):
        _warm(browser, server.url, MAP_THERE)
        first, years, weights = _open_theirs(browser, server, times)
    ours_ms = float(np.median(ours))
    yield Figure(PART, f"year change, {name}", "ms", tuple(years), ours=ours_ms, note=NOTE)
    yield Figure(PART, f"data per year change, {name}", "kB", tuple(weights), note="ours: 0")
    yield Figure(PART, f"first map, warm, {name}", "s", (first,), ours=our_first)


def measure(*, quick: bool) -> Iterator[Figure]:
    """Measure the peers."""
    times = 3 if quick else 9
    with open_browser() as browser:
        yield from _screens(browser, DATA, "our data", times)
        for count in (2_000,) if quick else (2_000, 20_000):
            with tempfile.TemporaryDirectory() as folder:
                root = write_atlas(Path(folder) / "atlas", count)
                yield from _screens(browser, root, f"{count:,} features", times)
        yield from measure_plates(browser, times)
