"""Many visitors at once: do all get what they asked for, how long does it take, what does it hold?

Sessions without a screen speak Streamlit's protocol (``visitor``); a few real browsers move their
clocks among them.
"""

import asyncio
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from geo.atlas import Atlas, load_atlas
from tests.benchmarks.browser import open_browser, visit
from tests.benchmarks.figures import Figure
from tests.benchmarks.process import Holding, Watch, cpu_s, holding
from tests.benchmarks.screen import PAINTED, SETTLE, change_years
from tests.benchmarks.server import ROOT, Server, serve_atlas
from tests.benchmarks.tour import Diary, Tour, all_at_once

PART = "Many visitors"
VISITORS, BROWSERS = 47, 3
PAUSE_S = 1.0
EVERY = 3  # of so many visitors one has data of his own
FORGET_S = 10  # Streamlit keeps a visitor who lost the line two minutes: here less, to see it end
SETTLE_S = 3
WORKERS_S = 75  # they end after a minute without a sheet, and are looked after every ten seconds
EXPORTS = "export "


def _tours(atlas: Atlas, diary: Diary, count: int) -> list[Tour]:
    """Give visitors who know what they must be told."""
    tours = [Tour(n, atlas, diary, PAUSE_S, brings=not n % EVERY) for n in range(count)]
    for tour in tours:
        tour.foresee()
    return tours


async def _visit_all(server: Server, tours: list[Tour]) -> None:
    """Send visitors and wait until the last has gone."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(len(tours)))
    await all_at_once([lambda tour=tour: tour.walk(server.url) for tour in tours])


def _look_on(server: Server, changes: int) -> list[float]:
    """Move the clock of a real browser; give the milliseconds from key to pixels."""
    with open_browser() as browser, visit(browser) as seat:
        seat.open_ms(server.url, PAINTED, settle=SETTLE)
        seat.page.evaluate("probe.follow()")
        return change_years(seat, changes)


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _latencies(diary: Diary) -> Iterator[Figure]:
    """Tell how long each thing took: half of all were faster than p50, one in twenty slower than p95."""
    for name, seconds in diary.seconds.items():
        note = f"n = {len(seconds)}, at most {max(seconds):.1f} s"
        yield Figure(PART, f"{name}, p50", "s", (statistics.median(seconds),), note=note)
        yield Figure(PART, f"{name}, p95", "s", (_percentile(seconds, 0.95),))


def _holdings(when: str, held: Holding) -> Iterator[Figure]:
    yield Figure(PART, f"server's memory, {when}", "MB", (held.server_mb,))
    yield Figure(PART, f"print workers' memory, {when}", "MB", (held.workers_mb,))
    yield Figure(PART, f"threads, {when}", "", (held.threads,))
    yield Figure(PART, f"open files, {when}", "", (held.files,))


def _after(server: Server, atlas: Atlas, crowd: str) -> Iterator[Figure]:
    """Let all sessions be forgotten, and wait for the print workers to end.

    One more visitor makes Streamlit look; he prints a sheet, so that the workers rest from then on.
    """
    time.sleep(FORGET_S + SETTLE_S)
    asyncio.run(_visit_all(server, _tours(atlas, Diary(), 1)))
    began = time.monotonic()
    time.sleep(SETTLE_S)
    yield from _holdings(f"after the {crowd} left", holding(server.pid))
    while (held := holding(server.pid)).workers_mb and time.monotonic() - began < WORKERS_S:
        time.sleep(1)
    took = time.monotonic() - began
    note = f"{held.workers_mb:.0f} MB in workers then; waited for up to {WORKERS_S} s"
    yield Figure(PART, f"workers at rest until they end, {crowd}", "s", (took,), note=note)
    yield from _holdings(f"at rest after the {crowd}", held)


def measure(*, quick: bool) -> Iterator[Figure]:
    """Measure many visitors, twice over: what the second crowd adds to the memory would be a leak."""
    count, browsers = (8, 1) if quick else (VISITORS, BROWSERS)
    atlas = load_atlas(ROOT / "data")
    forget = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(FORGET_S)}
    with serve_atlas(ROOT / "data", environment=forget) as server:
        time.sleep(SETTLE_S)
        yield from _holdings("before", holding(server.pid))
        for crowd in ("first crowd", "second crowd"):
            diary = Diary()
            tours = _tours(atlas, diary, count)
            worked = cpu_s(server.pid)
            with Watch(server.pid) as watch, ThreadPoolExecutor(browsers) as pool:
                began = time.monotonic()
                looking: list[Future[list[float]]] = [
                    pool.submit(_look_on, server, 6) for _ in range(browsers)
                ]
                asyncio.run(_visit_all(server, tours))
                took = time.monotonic() - began
                years = [ms for look in looking for ms in look.result()]
            if crowd == "first crowd":
                yield from _latencies(diary)
                name = f"year change in {browsers} browsers meanwhile"
                yield Figure(PART, name, "ms", tuple(years))
            yield from _totals(crowd, diary, took)
            note = "of the server's own process; it has one core's worth at most"
            seconds = cpu_s(server.pid) - worked
            yield Figure(PART, f"processor time, {crowd}", "s", (seconds,), note=note)
            yield from _holdings(f"at most, {crowd}", watch.most)
            yield from _after(server, atlas, crowd)


def _totals(crowd: str, diary: Diary, took: float) -> Iterator[Figure]:
    """Tell what all did together, and what went wrong."""
    exports = sum(len(s) for name, s in diary.seconds.items() if name.startswith(EXPORTS))
    note = " | ".join(diary.wrong[:3])
    checks = f"{diary.checks} answers compared with what was asked"
    yield Figure(PART, f"visitors with an error, {crowd}", "", (len(diary.wrong),), 0, note=note)
    yield Figure(PART, f"answers checked, {crowd}", "", (diary.checks,), note=checks)
    yield Figure(PART, f"exports a minute, {crowd}", "", (exports / took * 60,))
    yield Figure(PART, f"time for all, {crowd}", "s", (took,))
