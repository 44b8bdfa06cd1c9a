"""Processes kept at hand for work that is better done outside of a server.

A process that has done its share, or has grown too large, is replaced; so is one that crashes or
hangs, and whoever waits for it is told. At most a few work at a time, the others wait their turn,
and those with nothing to do for a while are ended.

They are subprocesses and not :mod:`multiprocessing`, which would import the page that started it
once more in each. They read jobs from their standard input and write answers to their standard
output (:func:`serve`), each preceded by its length; both are bytes and never code.
"""

from __future__ import annotations

import os
import queue
import struct
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Trouble = Literal["crowded", "no-turn", "late", "stopped", "broken"]
"""Why there is no answer: too many wait, no turn came, it took too long, was stopped, broke down."""

_ROOT: Final = Path(__file__).resolve().parents[1]
_HEADER: Final = struct.Struct(">cIQ")  # outcome, resident megabytes, length of what follows
_LENGTH: Final = struct.Struct(">Q")
_STATM: Final = Path("/proc/self/statm")
_PAGES_PER_MB: Final = 256
_LOOK_S: Final = 0.1


class NoAnswerError(Exception):
    """A job that nobody answered."""

    def __init__(self, *, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class _GoneError(Exception):
    """The process went away."""


@dataclass(frozen=True, slots=True)
class CrewLimits:
    """What a crew may use.

    Attributes
    ----------
    workers
        Jobs done at the same time.
    waiting
        Those that may wait beside them.
    jobs
        Jobs after which a process is replaced.
    megabytes
        Resident memory after which a process is replaced.
    seconds
        The longest that one job may take, and that somebody may wait for a turn.
    """

    workers: int = 2
    waiting: int = 64
    jobs: int = 50
    megabytes: int = 700
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Program:
    """The module that a process of the crew runs, and what is set for it."""

    module: str
    environment: Mapping[str, str] = field(default_factory=dict)


class _Hand:
    """One process of the crew, the pipe to it, and the folder for its passing files."""

    def __init__(self, program: Program) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="atlas-")
        passing = {"TMPDIR": self._folder.name}
        self._process = subprocess.Popen(  # noqa: S603 -- a module of ours
            [sys.executable, "-m", program.module],
            cwd=_ROOT,
            env={**os.environ, **program.environment, **passing},
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
        """End the process, wait until it is gone, and empty its folder."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        self._process.wait()
        self._folder.cleanup()

    def _read(self, count: int) -> bytes:
        data = self._process.stdout.read(count) if self._process.stdout else b""
        if len(data) < count:
            raise _GoneError
        return data

    def ask(self, text: bytes) -> tuple[bytes, bytes]:
        """Send a job and wait for the outcome and what came of it."""
        if self._process.stdin is None:
            raise _GoneError
        try:
            self._process.stdin.write(_LENGTH.pack(len(text)))
            self._process.stdin.write(text)
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise _GoneError from error
        outcome, self.megabytes, length = _HEADER.unpack(self._read(_HEADER.size))
        self.jobs += 1
        return outcome, self._read(length)


def never() -> bool:
    """Tell that an answer is always wanted."""
    return False


class Crew:
    """Processes that do jobs, for use from any thread."""

    def __init__(self, program: Program, limits: CrewLimits) -> None:
        self.limits = limits
        self._program = program
        self._idle: queue.LifoQueue[_Hand | None] = queue.LifoQueue()
        for _ in range(limits.workers):
            self._idle.put(None)
        self._turns = threading.BoundedSemaphore(limits.workers + limits.waiting)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes that are not at work; the crew can still be used afterwards."""
        resting = []
        with suppress(queue.Empty):
            while True:
                resting.append(self._idle.get_nowait())
        for hand in resting:
            if hand is not None:
                hand.close()
            self._idle.put(None)

    def rest(self, seconds: float) -> int:
        """End the processes that have had nothing to do for so long; give how many.

        The next job then waits for a new one: about a second, and the memory is free meanwhile.
        """
        now, ended = monotonic(), []
        with self._idle.mutex:
            for place, hand in enumerate(self._idle.queue):
                if hand is not None and now - hand.rests_since >= seconds:
                    self._idle.queue[place] = None
                    ended.append(hand)
        for hand in ended:
            hand.close()
        return len(ended)

    def warm(self) -> None:
        """Start all processes now, so that the first jobs do not wait for it."""
        waiting = [self._idle.get() for _ in range(self.limits.workers)]
        for hand in waiting:
            self._idle.put(_Hand(self._program) if hand is None else self._fit(hand))

    def prepare(self) -> None:
        """Start one process if none is at rest, so that the next job does not wait for it."""
        if self.worker_pids():
            return
        with suppress(queue.Empty):  # all are at work
            hand = self._idle.get_nowait()
            self._idle.put(_Hand(self._program) if hand is None else self._fit(hand))

    def worker_pids(self) -> tuple[int, ...]:
        """Give the process ids of those at rest."""
        with self._idle.mutex:
            return tuple(hand.pid for hand in self._idle.queue if hand is not None)

    def ask(
        self,
        text: bytes,
        *,
        seconds: float | None = None,
        is_unwanted: Callable[[], bool] = never,
    ) -> tuple[bytes, bytes]:
        """Have a job done; give its outcome and what came of it.

        Parameters
        ----------
        seconds
            How long it may take, if not as long as is usual for this crew.
        is_unwanted
            Asked ten times a second, whether the job is to be stopped.

        Raises
        ------
        NoAnswerError
            If too many are waiting, or the process is stopped, crashes or hangs.
        """
        with self._turn(is_unwanted) as hand:
            return _watched(hand, text, seconds or self.limits.seconds, is_unwanted)

    @contextmanager
    def _turn(self, is_unwanted: Callable[[], bool] = never) -> Iterator[_Hand]:
        """Wait for a process, and put it or its successor back."""
        if not self._turns.acquire(blocking=False):
            raise NoAnswerError(trouble="crowded")
        try:
            hand = self._next(is_unwanted)
            hand = _Hand(self._program) if hand is None else self._fit(hand)
            try:
                yield hand
            finally:
                hand = self._fit(hand)
                hand.rests_since = monotonic()
                self._idle.put(hand)
        finally:
            self._turns.release()

    def _next(self, is_unwanted: Callable[[], bool]) -> _Hand | None:
        """Wait for a turn."""
        end = monotonic() + self.limits.seconds
        while monotonic() < end:
            with suppress(queue.Empty):
                return self._idle.get(timeout=min(_LOOK_S, self.limits.seconds))
            if is_unwanted():
                raise NoAnswerError(trouble="stopped")
        raise NoAnswerError(trouble="no-turn")

    def _fit(self, hand: _Hand) -> _Hand:
        """Give a process fit for the next job: this one or a new one in its place."""
        limits = self.limits
        worn = hand.jobs >= limits.jobs or hand.megabytes >= limits.megabytes
        if hand.alive and not worn:
            return hand
        hand.close()
        return _Hand(self._program)


def _watched(
    hand: _Hand, text: bytes, seconds: float, is_unwanted: Callable[[], bool]
) -> tuple[bytes, bytes]:
    """Ask a process, and end it if that takes too long or is not wanted any more."""
    over, why = threading.Event(), list[Trouble]()

    def watch() -> None:
        end = monotonic() + seconds
        while not over.wait(max(0.0, min(_LOOK_S, end - monotonic()))):
            if (late := monotonic() >= end) or is_unwanted():
                why.append("late" if late else "stopped")
                hand.kill()
                return

    watcher = threading.Thread(target=watch, name="watch", daemon=True)
    watcher.start()
    try:
        return hand.ask(text)
    except _GoneError:
        hand.close()
        raise NoAnswerError(trouble=why[0] if why else "broken") from None
    finally:
        over.set()
        watcher.join()


def _resident_megabytes() -> int:
    """Give this process's resident memory; zero where the system does not say."""
    try:
        return int(_STATM.read_text(encoding="ascii").split()[1]) // _PAGES_PER_MB
    except OSError:
        return 0


def serve(answer: Callable[[bytes], tuple[bytes, bytes]], jobs: BinaryIO, files: BinaryIO) -> None:
    """Answer the jobs that come in until none comes any more."""
    while len(header := jobs.read(_LENGTH.size)) == _LENGTH.size:
        outcome, data = answer(jobs.read(_LENGTH.unpack(header)[0]))
        files.write(_HEADER.pack(outcome, _resident_megabytes(), len(data)))
        files.write(data)
        files.flush()
