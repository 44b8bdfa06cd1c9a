"""A page served by a process of its own on a free port."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_S = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers, its process, and when that began (seconds since 1970)."""

    url: str
    began: float
    pid: int


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers."""
    end = time.monotonic() + LONGEST_S
    while time.monotonic() < end:
        if process.poll() is not None:
            message = "the server ended before it answered"
            raise RuntimeError(message)
        try:
            with urllib.request.urlopen(f"{url}_stcore/health", timeout=2):  # noqa: S310 - our own
                return
        except OSError:
            time.sleep(0.01)
    message = f"no answer from {url} in {LONGEST_S} s"
    raise RuntimeError(message)


@contextmanager
def serve(
    page: Path, *words: str, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Serve a page, with words for its own command line; end the server afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(page)]
    command += ["--server.port", str(port), "--server.headless", "true"]
    command += ["--server.enableStaticServing", "true", "--", *words]
    began = time.time()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | (environment or {}),
    )
    try:
        url = f"http://127.0.0.1:{port}/"
        _wait(url, process)
        yield Server(url, began, process.pid)
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def serve_atlas(folder: Path, *, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Serve our page of an atlas folder."""
    page = ROOT / "streamlit_app.py"
    with serve(page, "--data", str(folder), environment=environment) as server:
        yield server
