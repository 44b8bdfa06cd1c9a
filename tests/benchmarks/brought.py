"""From a file to the first pixels of its rows on a map: ours in three ways, and what others write.

Each way runs in a process of its own, so that its peak of memory is its own too.
"""

import os
import resource
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from playwright.sync_api import Browser
from playwright.sync_api import TimeoutError as NotSeenError

from geo.atlas import load_atlas
from geo.brought import Shelf, examine, join
from geo.errors import AtlasError, LimitError
from geo.selection import opening
from layers.render.web import to_html
from layers.view import build_view
from tests.benchmarks.browser import PATIENCE_MS, open_browser, visit
from tests.benchmarks.figures import Figure
from tests.benchmarks.process import cpu_s, holding
from tests.benchmarks.screen import PAINTED, SETTLE
from tests.benchmarks.server import ROOT, serve_atlas
from tests.benchmarks.synthetic import CATALOG, CATEGORY, LAYER, SOURCES, to_points, write_table

PART = "From a file to first pixels"
SIZES = (10_000, 100_000, 1_000_000)
KINDS = ("csv", "geojson", "parquet")
ALL_S = (
    15 * 60
)  # for the whole part: what is not begun by then is left out, and told; the last may take five more
LONGEST_S = 150.0  # for one page that is written
LARGEST_EXPLORED = 100_000
NOT_EXPLORED = "left out: a million rows once took it 3.5 GB of memory and a page of 244 MB"
LEFT_OUT = f"left out: the {ALL_S // 60} minutes for all files were over"
COLUMNS = ("name", "when", "category")
OFFLINE = "its page asks other hosts for its scripts: it does not open here, so only writing counts"
REFUSED = "refused, in words: "
NOT_SEEN = f"not seen within {PATIENCE_MS // 1000} s"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: processor time, the peak of memory, the bytes written or why not."""

    seconds: float
    peak_mb: float
    size: int = 0
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when something may be begun."""

    longest_s: float = ALL_S
    began: float = field(default_factory=monotonic)

    @property
    def is_over(self) -> bool:
        """Whether nothing may be begun any more."""
        return monotonic() - self.began > self.longest_s


def write_points(folder: Path, kind: str, count: int) -> Path:
    """Write dated points in a format."""
    path = folder / f"points.{kind}"
    if kind == "geojson":
        path.write_bytes(to_points(range(count)))
        return path
    table = path if kind == "csv" else folder / "points-for-parquet.csv"
    write_table(table, range(count))
    if kind == "parquet":
        rows = pd.read_csv(table, dtype={"when": str})
        points = gpd.points_from_xy(rows.pop("lon"), rows.pop("lat"), crs="EPSG:4326")
        gpd.GeoDataFrame(rows, geometry=points).to_parquet(path)
    return path


def _worked_s() -> float:
    """Give the processor time of this process and of those it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _measured(work: Callable[[Path, Path], None], path: Path, out: Path) -> Outcome:
    """Do something in this process, which was made for it."""
    start = _worked_s()
    refusal = ""
    try:
        work(path, out)
    except AtlasError as error:
        refusal = str(error)
    seconds = _worked_s() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return Outcome(seconds, peak, out.stat().st_size if out.exists() else 0, refusal)


def _tell(told: Connection, work: Callable[[Path, Path], None], path: Path, out: Path) -> None:
    """Do something in this process, and say what became of it."""
    told.send(_measured(work, path, out))


def alone(
    work: Callable[[Path, Path], None], path: Path, out: Path, *, longest_s: float = LONGEST_S
) -> Outcome:
    """Do something in a process of its own, which is ended if it takes too long."""
    context = get_context("spawn")
    hears, told = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(told, work, path, out))
    process.start()
    told.close()
    try:
        if not hears.poll(longest_s):
            return Outcome(longest_s, 0, refusal=f"stopped after {longest_s:g} s")
        outcome: Outcome = hears.recv()
    except EOFError:
        return Outcome(0, 0, refusal="its process ended without a word")
    else:
        return outcome
    finally:
        process.kill()
        process.join()


def write_ours(path: Path, out: Path) -> None:
    """Read a file as the page does and write the whole atlas with it as one page."""
    base = load_atlas(ROOT / "data")
    upload = replace(examine(1, path.name, path.read_bytes()), is_shown=True)
    if upload.diagnosis.verdict == "refuse":
        raise LimitError("; ".join(finding.message for finding in upload.diagnosis.findings))
    shelf = Shelf.beside(base.catalog).with_upload(upload)
    atlas = join(base, shelf.shown, credit="")
    out.write_text(to_html(build_view(atlas, opening(atlas.catalog)), atlas), "utf-8")


def _read(path: Path) -> gpd.GeoDataFrame:
    """Read a file as its users would with geopandas."""
    if path.suffix == ".parquet":
        return gpd.read_parquet(path)[[*COLUMNS, "geometry"]]
    if path.suffix == ".geojson":
        return gpd.read_file(path)[[*COLUMNS, "geometry"]]
    rows = pd.read_csv(path)
    points = gpd.points_from_xy(rows["lon"], rows["lat"], crs="EPSG:4326")
    return gpd.GeoDataFrame(rows[list(COLUMNS)], geometry=points)


def write_explored(path: Path, out: Path) -> None:
    """Write geopandas' own map."""
    _read(path).explore(tiles=None).save(out)


def write_kepler(path: Path, out: Path) -> None:
    """Write kepler.gl's page."""
    from keplergl import KeplerGl  # noqa: PLC0415 - it is not there unless it is measured

    frame = _read(path)
    places = shapely.get_coordinates(frame.geometry.to_numpy())
    plain: Any = pd.DataFrame(frame.drop(columns="geometry"))
    plain = plain.assign(longitude=places[:, 0], latitude=places[:, 1])
    KeplerGl(data={"points": plain}, show_docs=False).save_to_html(file_name=str(out))


def _figures(
    name: str, outcome: Outcome, ours: Outcome | None = None, note: str = ""
) -> Iterator[Figure]:
    """Tell time, memory and bytes of what was written; or the sentence that refused it."""
    if outcome.refusal:
        note = REFUSED + outcome.refusal
    our_s, our_mb = (ours.seconds, ours.peak_mb) if ours and not ours.refusal else (None, None)
    yield Figure(PART, f"{name}: processor time", "s", (outcome.seconds,), ours=our_s, note=note)
    yield Figure(PART, f"{name}: peak memory", "MB", (outcome.peak_mb,), ours=our_mb)
    if outcome.size:
        our_size = ours.size / 1e6 if ours and ours.size else None
        yield Figure(PART, f"{name}: page written", "MB", (outcome.size / 1e6,), ours=our_size)


def _opened(browser: Browser, page: Path) -> float:
    """Open a page from disk; give the seconds until its map is painted."""
    with visit(browser) as seat:
        taken, _ = seat.open_ms(page.as_uri(), PAINTED, settle=SETTLE)
        return taken / 1000


def _written(browser: Browser, path: Path, count: int, label: str) -> Iterator[Figure]:
    """Measure the pages that we and others write of a file."""
    out = path.with_suffix(".html")
    ours = alone(write_ours, path, out)
    yield from _figures(f"{label}, our page on its own", ours)
    if not ours.refusal:
        name = f"{label}, our page on its own: opened from disk"
        yield Figure(PART, name, "s", (_opened(browser, out),))
    out.unlink(missing_ok=True)
    if count <= LARGEST_EXPLORED:
        explored = alone(write_explored, path, out)
        yield from _figures(f"{label}, geopandas explore()", explored, ours, OFFLINE)
    else:
        yield Figure(PART, f"{label}, geopandas explore()", "s", (), note=NOT_EXPLORED)
    kepler = alone(write_kepler, path, out)
    yield from _figures(f"{label}, kepler.gl's HTML", kepler, ours, OFFLINE)


def write_folder(folder: Path, path: Path) -> Path:
    """Write an atlas folder whose one dated layer is a file."""
    land = '{"type":"FeatureCollection","features":[]}'
    (folder / "layers").mkdir()
    (folder / "layers" / "land.geojson").write_text(land, "utf-8")
    (folder / path.name).write_bytes(path.read_bytes())
    (folder / "sources.toml").write_text(SOURCES, "utf-8")
    shades = (("red", "#8c2d2d"), ("green", "#3f6b3a"), ("blue", "#2f5d7e"))
    categories = "".join(CATEGORY.format(id=i, color=c, symbol="circle") for i, c in shades)
    layer = LAYER.format(kind="point", path=path.name) + categories
    (folder / "catalog.toml").write_text(CATALOG + layer, "utf-8")
    return folder


def _served(browser: Browser, path: Path, label: str) -> Iterator[Figure]:
    """Measure a folder with the file: from the server's start to pixels, or to the reasons why not."""
    name = f"{label}, --data FOLDER"
    with tempfile.TemporaryDirectory() as folder:
        root = write_folder(Path(folder), path)
        with serve_atlas(root) as server, visit(browser) as seat:
            either = f"({PAINTED}) || document.querySelector('[data-testid=stAlert]')"
            guarded = f"(() => {{ try {{ return {either} }} catch {{ return document.querySelector('[data-testid=stAlert]') }} }})()"
            try:
                _, at = seat.open_ms(server.url, guarded, settle=SETTLE)
            except NotSeenError:
                yield Figure(PART, f"{name}: time", "s", (), note=NOT_SEEN)
                return
            said = seat.page.locator("[data-testid=stTable]").all_inner_texts()
            note = REFUSED + " ".join(said)[:200] if said else "the browser waiting"
            held, worked = holding(server.pid), cpu_s(server.pid)
    yield Figure(PART, f"{name}: time", "s", (at - server.began,), note=note)
    yield Figure(PART, f"{name}: server's processor time", "s", (worked,))
    yield Figure(PART, f"{name}: server's memory", "MB", (held.server_mb,))


def _uploaded(browser: Browser, path: Path, label: str) -> Iterator[Figure]:
    """Measure the page: the file dropped, examined, and brought to the map."""
    with serve_atlas(ROOT / "data") as server, visit(browser) as seat:
        page = seat.page
        seat.open_ms(server.url, PAINTED, settle=SETTLE)
        seat.rest()
        page.get_by_text("Your data", exact=True).first.click()
        drop = page.locator("[class*=st-key-own-drop] input[type=file]")
        drop.wait_for(state="attached")
        start = perf_counter()
        drop.set_input_files(path)
        button = page.locator("[class*=st-key-own-1-place] button")
        alert = page.locator("[data-refused], [data-testid=stAlertContentError]")
        try:
            button.or_(alert).first.wait_for(timeout=PATIENCE_MS)
            if not button.count() or button.is_disabled():
                said = page.locator("[data-refused]").evaluate_all(
                    "all => all.map(e => e.dataset.refused)"
                )
                note = REFUSED + " ".join([*said, *alert.all_inner_texts()])[:200]
                yield Figure(
                    PART,
                    f"{label}, on the page: refused",
                    "s",
                    (perf_counter() - start,),
                    note=note,
                )
                return
            examined = perf_counter() - start
            page.wait_for_timeout(300)
            painted = seat.change_ms(
                button.click,
                "atlas.app.payload.layers.some(l => l.id.startsWith('yours-'))",
                settle=SETTLE,
            )
        except NotSeenError:
            yield Figure(PART, f"{label}, on the page", "s", (), note=NOT_SEEN)
            return
        held, worked = holding(server.pid), cpu_s(server.pid)
    yield Figure(
        PART, f"{label}, on the page: examined", "s", (examined,), note="from the drop of the file"
    )
    yield Figure(
        PART,
        f"{label}, on the page: on the map",
        "s",
        (painted / 1000,),
        note="from the press of the button to pixels",
    )
    yield Figure(
        PART,
        f"{label}, on the page: server's processor time",
        "s",
        (worked,),
        note="of the whole visit, its start included",
    )
    yield Figure(PART, f"{label}, on the page: server's memory", "MB", (held.server_mb,))


def _of_file(browser: Browser, kind: str, count: int, deadline: Deadline) -> Iterator[Figure]:
    """Measure a file of a format and a size, as long as there is time."""
    if deadline.is_over:
        yield Figure(PART, f"{kind}, {count:,} rows", "s", (), note=LEFT_OUT)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = write_points(Path(folder), kind, count)
        label = f"{kind}, {count:,} rows ({path.stat().st_size / 1e6:.0f} MB)"
        ways = (
            ("on the page", lambda: _uploaded(browser, path, label)),
            ("--data FOLDER", lambda: _served(browser, path, label)),
            ("pages written", lambda: _written(browser, path, count, label)),
        )
        for way, figures in ways:
            if deadline.is_over:
                yield Figure(PART, f"{label}, {way}", "s", (), note=LEFT_OUT)
            else:
                yield from figures()


def measure(*, quick: bool) -> Iterator[Figure]:
    """Measure files of each format and size."""
    deadline = Deadline()
    with open_browser() as browser:
        for count in SIZES[:1] if quick else SIZES:
            for kind in KINDS:
                yield from _of_file(browser, kind, count, deadline)
