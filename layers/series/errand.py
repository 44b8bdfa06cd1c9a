"""A series made in the background: how far it is, how long it will take, and a way to stop it.

The work runs in a thread of its own, so that a page can go on being read. It is stopped between
two steps, of which none takes longer than one sheet; the worker that prints that sheet is then free
for others again, and another program that joins the sheets is ended at once.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Final, Generic, TypeVar

from layers.series.watch import StoppedError, Watch

_FIRST_STEPS: Final = 2  # before which nothing can be said of the rest
_LOOK_SECONDS: Final = 0.2

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a work is; ``seconds_left`` is negative while nobody can tell."""

    done: int = 0
    total: int = 0
    seconds_left: float = -1.0

    @property
    def share(self) -> float:
        """The part that is done, from 0 to 1."""
        return self.done / self.total if self.total else 0.0


class Errand(Generic[Made]):
    """One piece of work for one reader.

    Parameters
    ----------
    work
        Makes the file; it is given a watch, and must ask it between its steps.
    turns
        How many errands are run at once; the others wait.
    wanted
        Asked between the steps, whether anybody still waits for the file.
    """

    def __init__(
        self,
        work: Callable[[Watch], Made],
        *,
        turns: threading.Semaphore,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        self._work, self._turns, self._wanted = work, turns, wanted
        self._stop = threading.Event()
        self._progress = Progress()
        self._began = 0.0
        self._made: Made | None = None
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="series", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask for the end; the work ends at its next step."""
        self._stop.set()

    def join(self, seconds: float | None = None) -> None:
        """Wait for the end."""
        self._thread.join(seconds)

    @property
    def is_running(self) -> bool:
        """Whether it goes on or waits for its turn."""
        return self._thread.is_alive()

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for its turn."""
        return self.is_running and not self._began

    @property
    def is_stopped(self) -> bool:
        """Whether somebody stopped it before it was finished."""
        return isinstance(self._failure, StoppedError)

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._progress

    @property
    def made(self) -> Made | None:
        """What was made, once it is finished.

        Raises
        ------
        Exception
            Whatever ended the work, unless it was stopped.
        """
        if self._failure is not None and not self.is_stopped:
            raise self._failure
        return self._made

    def _is_unwanted(self) -> bool:
        return self._stop.is_set() or not self._wanted()

    def _tell(self, done: int, total: int) -> None:
        left = -1.0
        if done >= _FIRST_STEPS:
            left = (monotonic() - self._began) / done * (total - done)
        self._progress = Progress(done, total, left)

    def _run(self) -> None:
        watch = Watch(self._tell, self._is_unwanted)
        try:
            while not self._turns.acquire(timeout=_LOOK_SECONDS):
                watch.check(0, 0)
            try:
                self._began = monotonic()
                self._made = self._work(watch)
            finally:
                self._turns.release()
        except Exception as error:  # noqa: BLE001 -- it is raised again where the file is asked for
            self._failure = error
