"""A real Chromium, what it shows and when, and what goes over its wires."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.benchmarks.figures import CHROMIUM

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZE = {"width": 1440, "height": 900}
PROBE = Path(__file__).with_name("probe.js").read_text("utf-8")
PATIENCE_MS = 180_000
QUIET_MS = 500


@dataclass
class Wire:
    """Bytes that went over a page's wires, as the DevTools protocol counts them.

    Attributes
    ----------
    received, sent
        By WebSocket: what carries Streamlit's messages, our component and its data among them.
    fetched
        By HTTP, headers included: by path.
    largest
        The largest message received.
    """

    received: int = 0
    sent: int = 0
    fetched: dict[str, int] = field(default_factory=dict)
    largest: int = 0
    _paths: dict[str, str] = field(default_factory=dict)

    def watch(self, session: CDPSession) -> None:
        """Listen to everything."""
        session.on("Network.webSocketFrameReceived", self._receive)
        session.on("Network.webSocketFrameSent", self._send)
        session.on("Network.requestWillBeSent", self._ask)
        session.on("Network.loadingFinished", self._fetch)
        session.send("Network.enable")

    @property
    def total(self) -> int:
        return self.received + self.sent + sum(self.fetched.values())

    def _receive(self, event: dict[str, Any]) -> None:
        size = _frame_bytes(event)
        self.received += size
        self.largest = max(self.largest, size)

    def _send(self, event: dict[str, Any]) -> None:
        self.sent += _frame_bytes(event)

    def _ask(self, event: dict[str, Any]) -> None:
        self._paths[event["requestId"]] = urlsplit(event["request"]["url"]).path

    def _fetch(self, event: dict[str, Any]) -> None:
        path = self._paths.get(event["requestId"], "")
        self.fetched[path] = self.fetched.get(path, 0) + int(event["encodedDataLength"])


def _frame_bytes(event: dict[str, Any]) -> int:
    """Give the bytes of a WebSocket message; only texts are not in base64."""
    frame = event["response"]
    data = frame["payloadData"]
    return len(data.encode()) if frame["opcode"] == 1 else len(base64.b64decode(data))


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that somebody looks at."""

    page: Page
    wire: Wire

    def open_ms(self, url: str, condition: str, *, settle: int) -> tuple[float, float]:
        """Open an address.

        Returns
        -------
        from_open_ms, at
            How long it took until the condition was on the screen, and when that was (seconds
            since 1970).
        """
        self.page.add_init_script(f"window === top && probe.arm({condition!r}, {settle})")
        self.page.goto(url, wait_until="commit")
        painted = self._painted()
        origin = float(self.page.evaluate("performance.timeOrigin"))
        return painted, (origin + painted) / 1000

    def change_ms(self, act: Callable[[], object], condition: str, *, settle: int = 0) -> float:
        """Do something and give the milliseconds from key or click to pixels."""
        self.page.evaluate("([c, n]) => probe.arm(c, n)", [condition, settle])
        act()
        painted = self._painted()
        return painted - float(self.page.evaluate("probe.input"))

    def rest(self) -> None:
        """Wait until the server has nothing more to say."""
        before = -1
        while before != self.wire.total:
            before = self.wire.total
            self.page.wait_for_timeout(QUIET_MS)
            self.page.wait_for_selector(
                "[data-test-script-state=notRunning]", state="attached", timeout=PATIENCE_MS
            )

    def _painted(self) -> float:
        self.page.wait_for_function("window.probe?.painted", timeout=PATIENCE_MS)
        return float(self.page.evaluate("probe.painted"))


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Run a Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser: Browser) -> Iterator[Visit]:
    """Open a window with an empty cache."""
    context = browser.new_context(viewport=SIZE)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        page.add_init_script(PROBE)
        wire = Wire()
        wire.watch(context.new_cdp_session(page))
        yield Visit(page, wire)
    finally:
        context.close()
