"""The usual way to print a folium map: open it in a browser without a screen and take a picture.

It has coast, features by colour and names, in Web Mercator; no title, legend, graticule, inset,
sources or placed labels. Leaflet is read from our own folder, and the browser is warm: folium's own
way starts one for each picture.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import folium
from playwright.sync_api import Browser, Page

from layers.view import MapView
from tests.benchmarks.matplotlib_plate import COLORS, LAND, LINE, WATER, clipped
from tests.benchmarks.server import ROOT

VENDOR = ROOT / "layers" / "assets" / "vendor"
A4_PX = {"width": 794, "height": 1123}
CSS_DPI = 96
IDLE = "new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"


class LocalMap(folium.Map):
    """A folium map that reads Leaflet from our folder, and nothing else from anywhere."""

    default_js = [("leaflet", (VENDOR / "leaflet.js").as_uri())]  # noqa: RUF012 - folium's own way
    default_css = [("leaflet_css", (VENDOR / "leaflet.css").as_uri())]  # noqa: RUF012


def write_map(view: MapView, path: Path) -> None:
    """Write a view as a folium page."""
    e = view.extent
    drawn = LocalMap(tiles=None, zoom_control=False, zoom_snap=0, prefer_canvas=True)
    for layer in view.base:
        if len(rows := clipped(layer, view)):
            color = LAND if layer.kind.name == "land" else WATER
            _add(drawn, rows[["geometry"]], color, 1.0)
    for layer, color in zip(view.dated, COLORS * len(view.dated), strict=False):
        if len(rows := clipped(layer, view)):
            _add(drawn, rows[["geometry"]], color.removeprefix("tab:"), 0.7)
            for name, at in zip(rows["name"], rows.representative_point(), strict=True):
                words = folium.DivIcon(
                    html=f'<span style="font:8px sans-serif;white-space:nowrap">{name}</span>'
                )
                folium.Marker((at.y, at.x), icon=words).add_to(drawn)
    drawn.fit_bounds([(e.south, e.west), (e.north, e.east)])
    drawn.save(str(path))


def _add(drawn: folium.Map, rows: Any, color: str, opacity: float) -> None:
    """Add the shapes of a layer."""
    look = {"color": LINE, "weight": 0.8, "fillColor": color, "fillOpacity": opacity}
    marker = folium.CircleMarker(radius=3, fill=True)
    folium.GeoJson(rows, style_function=lambda _: look, marker=marker).add_to(drawn)


@contextmanager
def open_pages(browser: Browser) -> Iterator[dict[float, Page]]:
    """Keep a page open for each resolution."""
    contexts = {
        dpi: browser.new_context(viewport=A4_PX, device_scale_factor=dpi / CSS_DPI)
        for dpi in (150.0, 300.0)
    }
    yield {dpi: context.new_page() for dpi, context in contexts.items()}
    for context in contexts.values():
        context.close()


def shoot(page: Page, view: MapView, file_format: str, path: Path) -> bytes:
    """Draw a view and take its picture."""
    write_map(view, path)
    page.goto(path.as_uri())
    page.evaluate(IDLE)
    if file_format == "pdf":
        return page.pdf(width="210mm", height="297mm", print_background=True)
    return page.screenshot()
