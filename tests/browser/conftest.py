"""The real page on a free port, and a real Chromium that must not leave this machine."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOCAL = frozenset({"127.0.0.1", ""})  # data: and blob: addresses have no host
START_S = 40


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(START_S * 10):
        assert process.poll() is None, "the server ended before it answered"
        try:
            with urllib.request.urlopen(f"{url}_stcore/health", timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"no answer from {url} in {START_S} s")


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Serve a page of a data folder; give its address. Servers end with the session."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(*, data: Path = ROOT / "data", page: str = "streamlit_app.py", base: str = "") -> str:
        port = _free_port()
        command = [sys.executable, "-m", "streamlit", "run", page, "--server.port", str(port)]
        command += ["--server.baseUrlPath", base, "--", "--data", str(data)]
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        processes.append(process)
        url = f"http://127.0.0.1:{port}/{base + '/' if base else ''}"
        _wait(url, process)
        return url

    yield start
    for process in processes:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def url(serve: Callable[..., str]) -> str:
    """The address of the embedded atlas."""
    return serve()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Traffic:
    """What a page asked for, and what went wrong."""

    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    sent: int = 0
    received: int = 0

    def watch(self, page: Page) -> None:
        """Listen to everything the page does."""
        page.on("request", lambda r: self._ask(r.url))
        page.on("response", lambda r: self._answer(r.url, r.status))
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("websocket", self._socket)

    def _ask(self, address: str) -> None:
        if urlsplit(address).hostname not in {*LOCAL, None}:
            self.outside.append(address)

    def _answer(self, address: str, status: int) -> None:
        if status >= 400:
            self.failed.append(f"{status} {address}")

    def _socket(self, socket_: object) -> None:
        socket_.on("framesent", lambda f: self._count("sent", f))  # type: ignore[attr-defined]
        socket_.on("framereceived", lambda f: self._count("received", f))  # type: ignore[attr-defined]

    def _count(self, way: str, frame: str | bytes) -> None:
        setattr(self, way, getattr(self, way) + len(frame))


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., tuple[Page, Traffic]]]:
    """Open an address and wait for the map; after the test nothing may have gone wrong."""
    opened: list[tuple[Page, Traffic]] = []

    def visit(
        address: str,
        *,
        size: tuple[int, int] = (1280, 800),
        scheme: str = "light",
        motion: str = "no-preference",
        wait: bool = True,
    ) -> tuple[Page, Traffic]:
        page = chromium.new_page(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion=motion,  # type: ignore[arg-type]
        )
        traffic = Traffic()
        traffic.watch(page)
        opened.append((page, traffic))
        page.goto(address)
        if wait:
            wait_for_map(page)
        return page, traffic

    yield visit
    for page, _ in opened:
        page.close()
    for _, traffic in opened:
        assert not traffic.outside
        assert not traffic.failed
        assert not traffic.errors


def wait_for_map(page: Page) -> None:
    """Wait until the map is drawn and Streamlit has nothing left to do."""
    page.wait_for_function("window.atlas && atlas.lastDrawMs > 0", timeout=30_000)
    page.wait_for_function(
        "!document.querySelector('[data-testid=stStatusWidget]')", timeout=30_000
    )
    page.wait_for_timeout(350)


@pytest.fixture(scope="module")
def desk(url: str, chromium: Browser) -> Iterator[Page]:
    """One page of the embedded atlas that the tests of a file share."""
    page, traffic = chromium.new_page(viewport={"width": 1280, "height": 800}), Traffic()
    traffic.watch(page)
    page.goto(url)
    wait_for_map(page)
    yield page
    page.close()
    assert not traffic.outside
    assert not traffic.failed
    assert not traffic.errors


@pytest.fixture
def at(desk: Page) -> Callable[..., Page]:
    """Bring the shared page to a date and a view, with everything shown that is shown at first."""

    def go(date: str, view: str = "sakhalin") -> Page:
        desk.evaluate(
            """([date, view]) => { const {app} = atlas, usual = app.payload.layers.filter(l => l.visible);
            app.card.hide();
            app.obey({date, view, layers: usual.map(l => l.id), hidden: [], possible: true});
            app.map.stop(); app.goToView(view, false); }""",
            [date, view],
        )
        desk.wait_for_timeout(120)
        return desk

    return go
