"""Watching a long work: how far it is, and whether anybody still wants it."""

from collections.abc import Callable
from dataclasses import dataclass

from geo.errors import PressError


class StoppedError(PressError):
    """The reader stopped the work; the message says how far it was."""


def _unheard(_done: int, _total: int) -> None:
    """Tell nobody."""


def _wanted() -> bool:
    """Go on to the end."""
    return False


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told how far a work is, and who may stop it.

    Attributes
    ----------
    progress
        Called with the steps done and the steps there are, from nought to all of them.
    cancelled
        Asked between any two steps; true ends the work.
    """

    progress: Callable[[int, int], None] = _unheard
    cancelled: Callable[[], bool] = _wanted

    def check(self, done: int, total: int) -> None:
        """Stop the work if nobody wants it any more.

        Raises
        ------
        StoppedError
            With how far it was.
        """
        if self.cancelled():
            message = f"Stopped as asked, after {done} of {total} steps; no file was made."
            raise StoppedError(message)

    def step(self, done: int, total: int) -> None:
        """Say how far the work is.

        Raises
        ------
        StoppedError
            When nobody wants it any more.
        """
        self.check(done, total)
        self.progress(done, total)
