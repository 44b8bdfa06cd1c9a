"""Work done apart: by a copy of this process that may use only so much memory and time.

Whatever a stranger's file does to the copy, this process goes on: a copy that is too slow or wants
too much is ended by the system or from here, and what it made so far is thrown away. It gives back
bytes and nothing else.

A copy (``fork``) has everything loaded already, so that a small file costs some milliseconds more
than in the process itself.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import resource
import selectors
import signal
import struct
import tempfile
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final, Literal, NoReturn

from geo.sealing import confine, end_with_parent, lower_limits

if TYPE_CHECKING:
    from collections.abc import Callable

Reason = Literal["memory", "time", "stopped", "broken"]
"""Why work was cut short: it wanted too much, took too long, was not wanted any more, broke down."""

_HEADER: Final = struct.Struct(">cQ")  # outcome, length of the answer
_DONE, _MEMORY, _BROKEN = b"+", b"M", b"B"
_PIECE: Final = 1 << 20
_LOOK_S: Final = 0.1
_LATE: Final = (signal.SIGXCPU, signal.SIGALRM)


@dataclass(frozen=True, slots=True)
class Cap:
    """The hard limits of one piece of work.

    Attributes
    ----------
    memory
        Bytes of address space. Libraries take about half a gigabyte of it before the work begins,
        1.4 where Arrow has its own allocator.
    working_s
        Seconds of the processor, one at least.
    waiting_s
        Seconds by the clock.
    answer
        Bytes that may be given back.
    file
        Bytes of the largest file that it may write, into a folder of its own that is emptied.
    """

    memory: int = 4_000_000_000
    working_s: int = 60
    waiting_s: float = 180.0
    answer: int = 1_000_000_000
    file: int = 0


class CutShortError(Exception):
    """Work that was ended before it was done."""

    def __init__(self, *, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Done:
    """What work gave back, and what it took.

    Attributes
    ----------
    seconds
        Of the processor.
    megabytes
        The most that it held at once, with what it shares with the process it is a copy of.
    """

    answer: bytes
    seconds: float
    megabytes: float


def wanted() -> bool:
    """Tell that work is never unwanted."""
    return False


def run_apart(
    work: Callable[[], bytes], cap: Cap, *, is_unwanted: Callable[[], bool] = wanted
) -> Done:
    """Do some work in a copy of this process, and take what it gives.

    Parameters
    ----------
    is_unwanted
        Asked ten times a second, whether the work is to be stopped.

    Raises
    ------
    CutShortError
        If it came to no end, with the reason.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        outlet, inlet = os.pipe()
        copy = _fork()
        if not copy:
            os.close(outlet)
            _be_the_copy(work, cap, Path(folder), inlet)
        os.close(inlet)
        try:
            said = _listen(outlet, cap, is_unwanted)
        finally:
            os.close(outlet)
            for whom in (os.killpg, os.kill):  # also what it started itself
                with suppress(ProcessLookupError, PermissionError):
                    whom(copy, signal.SIGKILL)
            _, status, used = os.wait4(copy, 0)
    outcome, length = _HEADER.unpack(said[: _HEADER.size].ljust(_HEADER.size, b"\0"))
    answer = said[_HEADER.size :]
    if outcome != _DONE or len(answer) != length:
        raise CutShortError(reason=_reason(outcome, status))
    return Done(answer, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def _fork() -> int:
    """Make the copy; Python warns of threads, of which those of libraries stand the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _reason(outcome: bytes, status: int) -> Reason:
    """Tell why there is no answer."""
    if outcome == _MEMORY:
        return "memory"
    return "time" if os.WIFSIGNALED(status) and os.WTERMSIG(status) in _LATE else "broken"


def _listen(outlet: int, cap: Cap, is_unwanted: Callable[[], bool]) -> bytes:
    """Take all that comes until the end, the time limit or the wish to stop."""
    end, said = monotonic() + cap.waiting_s, bytearray()
    with selectors.DefaultSelector() as ears:
        ears.register(outlet, selectors.EVENT_READ)
        while True:
            if ears.select(_LOOK_S):
                piece = os.read(outlet, _PIECE)
                if not piece:
                    return bytes(said)
                said += piece
            if len(said) > cap.answer + _HEADER.size:
                raise CutShortError(reason="memory")
            if is_unwanted():
                raise CutShortError(reason="stopped")
            if monotonic() > end:
                raise CutShortError(reason="time")


def _be_the_copy(work: Callable[[], bytes], cap: Cap, folder: Path, inlet: int) -> NoReturn:
    """Do the work with few rights, tell what came of it, and end without looking back."""
    outcome, answer = _BROKEN, b""
    try:
        _give_up_rights(cap, folder)
        gc.disable()  # it soon ends: searching for cycles takes a third of its time
        answer, outcome = work(), _DONE
    except MemoryError:
        outcome = _MEMORY
    except BaseException:  # noqa: BLE001, S110 -- told as broken; nothing of the copy may go on from here
        pass
    finally:
        with suppress(BaseException):
            _write(inlet, _HEADER.pack(outcome, len(answer)))
            _write(inlet, answer)
        os._exit(0)


def _write(inlet: int, answer: bytes) -> None:
    """Write all of an answer."""
    rest = memoryview(answer)
    while rest:
        rest = rest[os.write(inlet, rest[:_PIECE]) :]


def _give_up_rights(cap: Cap, folder: Path) -> None:
    """Lower the limits of this process, for good, and end with the one it is a copy of."""
    end_with_parent()
    os.setpgid(0, 0)
    faulthandler.disable()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(
        3
    ):  # what others send to this process is not for the copy, nor its noise for them
        os.dup2(nowhere, stream)
    for late in _LATE:
        signal.signal(late, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, cap.waiting_s + 1)
    tempfile.tempdir = str(folder)
    confine(folder)
    lower_limits(
        {
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_FSIZE: cap.file,
            resource.RLIMIT_CPU: cap.working_s + 1,
            resource.RLIMIT_AS: cap.memory,
        }
    )
    hardest = resource.getrlimit(resource.RLIMIT_CPU)[
        1
    ]  # at it the system does not say why it ends
    resource.setrlimit(resource.RLIMIT_CPU, (min(cap.working_s, hardest), hardest))
