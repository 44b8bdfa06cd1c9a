"""A press in processes of its own, for a server that prints for many readers at once.

typst keeps what it has computed and grows; a process that has printed some sheets, or has grown
too large, is therefore replaced. One that crashes or hangs is replaced too, and the reader whose
sheet it was is told. At most a few sheets are printed at a time, the others wait their turn.

Run as a module this file is the worker: it reads jobs from its standard input and writes files to
its standard output, each preceded by its length. A subprocess and not :mod:`multiprocessing`,
which would import the page that started it once more in every worker.
"""

import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import BinaryIO, Final, Self

from geo.errors import AtlasError, LimitError, PressError
from layers.render.press import Job, parse_job, print_job, to_job
from layers.render.sheet import Group, Run, Sheet, Text

_ROOT: Final = Path(__file__).resolve().parents[2]
_HEADER: Final = struct.Struct(">cII")  # outcome, resident megabytes, length of what follows
_LENGTH: Final = struct.Struct(">I")
_DONE: Final = b"+"
_TOO_LARGE: Final = b"L"
_REFUSED: Final = b"R"
_STATM: Final = Path("/proc/self/statm")
_PAGES_PER_MB: Final = 256


class _Broken(Exception):  # noqa: N818 -- an event inside this module, not an error for readers
    """The worker went away."""


class _Worker:
    """One process of the press and the pipe to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "layers.render.worker"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.jobs = 0
        self.megabytes = 0
        self.rests_since = monotonic()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> None:
        """End the process and wait until it is gone."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        self._process.wait()

    def _read(self, count: int) -> bytes:
        if self._process.stdout is None:
            raise _Broken
        data = self._process.stdout.read(count)
        if len(data) < count:
            raise _Broken
        return data

    def print_job(self, text: bytes) -> tuple[bytes, bytes]:
        """Send a job and wait for the outcome and what came of it."""
        if self._process.stdin is None:
            raise _Broken
        try:
            self._process.stdin.write(_LENGTH.pack(len(text)) + text)
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise _Broken from error
        outcome, self.megabytes, length = _HEADER.unpack(self._read(_HEADER.size))
        self.jobs += 1
        return outcome, self._read(length)


@dataclass(frozen=True, slots=True)
class PressLimits:
    """What a press may use.

    Attributes
    ----------
    workers
        Sheets printed at the same time.
    waiting
        Readers that may wait beside them.
    jobs
        Sheets after which a worker is replaced.
    megabytes
        Resident memory after which a worker is replaced.
    seconds
        The longest that one sheet may take, and that a reader may wait for a turn.
    """

    workers: int = 2
    waiting: int = 64
    jobs: int = 50
    megabytes: int = 700
    seconds: float = 60.0


class Press:
    """Workers that print, for use from any thread."""

    def __init__(self, limits: PressLimits | None = None) -> None:
        self.limits = limits or PressLimits()
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(self.limits.workers):
            self._idle.put(None)
        self._turns = threading.BoundedSemaphore(self.limits.workers + self.limits.waiting)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers that are not printing; the press can still be used afterwards."""
        resting = []
        with suppress(queue.Empty):
            while True:
                resting.append(self._idle.get_nowait())
        for worker in resting:
            if worker is not None:
                worker.close()
            self._idle.put(None)

    def rest(self, seconds: float) -> int:
        """End the workers that have had nothing to print for so long; give how many.

        The next sheet then waits for a new worker: about a second, and the memory is free meanwhile.
        """
        now, ended = monotonic(), 0
        with self._idle.mutex:
            for place, worker in enumerate(self._idle.queue):
                if worker is not None and now - worker.rests_since >= seconds:
                    self._idle.queue[place] = None
                    worker.close()
                    ended += 1
        return ended

    def warm(self) -> None:
        """Start all workers now, so that the first reader does not wait for it."""
        waiting = [self._idle.get() for _ in range(self.limits.workers)]
        for worker in waiting:
            self._idle.put(_Worker() if worker is None else self._fit(worker))

    def worker_pids(self) -> tuple[int, ...]:
        """Give the process ids of the workers at rest."""
        with self._idle.mutex:
            return tuple(worker.pid for worker in self._idle.queue if worker is not None)

    def print_job(self, job: Job) -> bytes:
        """Print a job in a worker.

        Raises
        ------
        LimitError
            When the picture is larger than its format can hold.
        PressError
            When typst refuses the sheet, the worker crashes or hangs, or too many are waiting.
        """
        with self._turn() as worker:
            outcome, data = self._run(worker, job.to_json().encode())
        if outcome == _DONE:
            return data
        if outcome == _TOO_LARGE:
            raise LimitError(data.decode())
        raise PressError(data.decode())

    @contextmanager
    def _turn(self) -> Iterator[_Worker]:
        """Wait for a worker, and put it or its successor back."""
        if not self._turns.acquire(blocking=False):
            message = "Too many sheets are being printed at the moment; try again in a minute."
            raise PressError(message)
        try:
            worker = self._idle.get(timeout=self.limits.seconds)
        except queue.Empty:
            self._turns.release()
            message = "The press is busy and no turn came; try again in a minute."
            raise PressError(message) from None
        worker = _Worker() if worker is None else self._fit(worker)
        try:
            yield worker
        finally:
            worker = self._fit(worker)
            worker.rests_since = monotonic()
            self._idle.put(worker)
            self._turns.release()

    def _fit(self, worker: _Worker) -> _Worker:
        """Give a worker fit for the next job: this one or a new one in its place."""
        limits = self.limits
        worn = worker.jobs >= limits.jobs or worker.megabytes >= limits.megabytes
        if worker.alive and not worn:
            return worker
        worker.close()
        return _Worker()

    def _run(self, worker: _Worker, text: bytes) -> tuple[bytes, bytes]:
        """Run a job under a time limit."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            worker.kill()

        timer = threading.Timer(self.limits.seconds, stop)
        timer.start()
        try:
            return worker.print_job(text)
        except _Broken:
            worker.close()
            message = (
                f"This sheet took longer than {self.limits.seconds:g} seconds and was stopped; "
                "choose a smaller sheet or a lower dpi."
                if late.is_set()
                else "The press broke down while printing this sheet and has been started again; "
                "try once more."
            )
            raise PressError(message) from None
        finally:
            timer.cancel()


def _resident_megabytes() -> int:
    """Give this process's resident memory; zero where the system does not say."""
    try:
        return int(_STATM.read_text(encoding="ascii").split()[1]) // _PAGES_PER_MB
    except OSError:
        return 0


def _outcome(text: bytes) -> tuple[bytes, bytes]:
    try:
        return _DONE, print_job(parse_job(text.decode()))
    except LimitError as error:
        return _TOO_LARGE, str(error).encode()
    except AtlasError as error:
        return _REFUSED, str(error).encode()


def _warm_up() -> None:
    """Load fonts and code by printing a stamp."""
    stamp = Text((1.0, 8.0), (Run("Оха Okha"), Run("オハ", "ja"), Run("海", "zh")), 3.0, "#000000")
    sheet = Sheet(20.0, 10.0, "Stamp", "Stamp", "en", "#ffffff", (Group("a", "A", (stamp,)),))
    for file_format in ("pdf", "png"):
        print_job(to_job(sheet, file_format, dpi=72))


def serve(jobs: BinaryIO, files: BinaryIO) -> None:
    """Print the jobs that come in until none comes any more."""
    _warm_up()
    while len(header := jobs.read(_LENGTH.size)) == _LENGTH.size:
        outcome, data = _outcome(jobs.read(_LENGTH.unpack(header)[0]))
        files.write(_HEADER.pack(outcome, _resident_megabytes(), len(data)))
        files.write(data)
        files.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
