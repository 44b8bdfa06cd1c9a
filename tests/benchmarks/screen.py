"""The map on the screen, measured in a real Chromium on the real page."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from tests.benchmarks.browser import Visit, open_browser, visit
from tests.benchmarks.figures import Figure
from tests.benchmarks.server import ROOT, serve_atlas
from tests.benchmarks.synthetic import write_atlas

PART = "Screen"
DATA = ROOT / "data"
PAINTED = "atlas.lastDrawMs > 0"
SETTLE = 2  # frames: Leaflet draws the base map in the frame after the marks
SIZES = (2_000, 10_000, 20_000, 100_000)  # 10,000: almost as many names as are ever placed
SMOOTH_UP_TO = 20_000
DRAG_STEPS = 60
STREAMLIT_FILES = "/static/"

KEY_NOTE = "from the key's time stamp to the presentation of the frame that shows the year"
WEIGHT_NOTE = "data, scripts, styles and the page's own messages; without Streamlit's own files"


def year_budget_ms(count: int) -> float:
    """Give how long a year change may take."""
    return 33 if count <= SMOOTH_UP_TO else 100


def change_years(seat: Visit, times: int) -> list[float]:
    """Press the arrow key at the clock so many times; rest between, as Python follows each."""
    page = seat.page
    page.locator("input.slider").focus()
    taken = []
    for _ in range(times):
        shown = page.evaluate("atlas.date()")
        taken.append(
            seat.change_ms(
                lambda: page.keyboard.press("ArrowRight"),
                f"probe.drawn > 0 && atlas.date() !== {shown!r}",
            )
        )
        seat.rest()
    return taken


def _toggle_layers(seat: Visit, times: int) -> list[float]:
    """Switch layers off and on again."""
    switches = seat.page.locator(".layer > label.switch")
    count = switches.count()
    taken = []
    for k in range(times):
        switch = switches.nth(k // 2 % count)
        taken.append(seat.change_ms(switch.click, "probe.drawn > 0"))
        seat.rest()
    return taken


def _drag(seat: Visit) -> tuple[int, int, int]:
    """Drag the clock to and fro; give the changes, their bytes, and the bytes of letting go."""
    page = seat.page
    box = page.locator("input.slider").bounding_box()
    if box is None:
        message = "the clock has no slider on the screen"
        raise RuntimeError(message)
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    seat.rest()
    before, changes, shown = seat.wire.total, 0, page.evaluate("atlas.date()")
    for step in range(DRAG_STEPS):
        page.mouse.move(box["x"] + box["width"] * (0.2 + 0.6 * step / DRAG_STEPS), middle)
        page.wait_for_timeout(20)
        now = page.evaluate("atlas.date()")
        changes, shown = changes + (now != shown), now
    page.wait_for_timeout(500)
    dragged = seat.wire.total - before
    page.mouse.up()
    seat.rest()
    return changes, dragged, seat.wire.total - before - dragged


def _first_maps(browser: Browser, times: int) -> Iterator[Figure]:
    """Measure the first map of a new process, and that of a later visitor."""
    cold, warm = [], []
    for _ in range(times):
        with serve_atlas(DATA) as server:
            for kind in (cold, warm):
                with visit(browser) as seat:
                    taken, at = seat.open_ms(server.url, PAINTED, settle=SETTLE)
                    kind.append(at - server.began if kind is cold else taken / 1000)
    note = "from the start of the server's process to the painted map, the browser waiting"
    yield Figure(PART, "first map, cold", "s", tuple(cold), 4, note=note)
    note = "from opening the page to the painted map, with an empty browser cache"
    yield Figure(PART, "first map, warm server", "s", tuple(warm), 2.5, note=note)


def _weights(seat: Visit) -> Iterator[Figure]:
    """Tell what opening the page brought."""
    wire = seat.wire
    streamlit = sum(n for path, n in wire.fetched.items() if STREAMLIT_FILES in path)
    own = wire.received + sum(wire.fetched.values()) - streamlit
    yield Figure(PART, "map component's message", "kB", (wire.largest / 1000,))
    yield Figure(PART, "page weight, ours", "MB", (own / 1e6,), 1.5, note=WEIGHT_NOTE)
    yield Figure(PART, "page weight, Streamlit's files", "MB", (streamlit / 1e6,))


def _our_data(browser: Browser, times: int) -> Iterator[Figure]:
    """Measure our own atlas once it is open."""
    with serve_atlas(DATA) as server, visit(browser) as seat:
        seat.open_ms(server.url, PAINTED, settle=SETTLE)
        seat.rest()
        yield from _weights(seat)
        seat.page.evaluate("probe.follow()")
        years = change_years(seat, times + 1)[1:]
        name = "year change, our data"
        yield Figure(PART, name, "ms", tuple(years), 33, note=KEY_NOTE)
        changes, dragged, released = _drag(seat)
        name = "bytes per year change, dragging"
        note = f"{dragged} bytes both ways, WebSocket and HTTP, in {changes} changes"
        yield Figure(PART, name, "B", (dragged / max(changes, 1),), 0, note=note)
        note = "both ways; Python answers with sentence and table"
        yield Figure(PART, "bytes on release", "kB", (released / 1000,), note=note)
        toggles = _toggle_layers(seat, times)
        yield Figure(PART, "layer toggle, our data", "ms", tuple(toggles), 100)


def _synthetic(browser: Browser, count: int, times: int) -> Iterator[Figure]:
    """Measure an atlas of so many features."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_atlas(Path(folder) / "atlas", count)
        with serve_atlas(root) as server, visit(browser) as seat:
            _, at = seat.open_ms(server.url, PAINTED, settle=SETTLE)
            seat.rest()
            seat.page.evaluate("probe.follow()")
            years = change_years(seat, times + 1)[1:]
            toggles = _toggle_layers(seat, min(times, 6))
    size = f"{count:,} features"
    yield Figure(
        PART, f"year change, {size}", "ms", tuple(years), year_budget_ms(count), note=KEY_NOTE
    )
    yield Figure(PART, f"layer toggle, {size}", "ms", tuple(toggles), 100)
    yield Figure(PART, f"first map, cold, {size}", "s", (at - server.began,))


def measure(*, quick: bool) -> Iterator[Figure]:
    """Measure the screen."""
    with open_browser() as browser:
        yield from _first_maps(browser, 1 if quick else 5)
        yield from _our_data(browser, 4 if quick else 12)
        for count in SIZES[:1] if quick else SIZES:
            yield from _synthetic(browser, count, 4 if quick else 10)
