"""A press in processes of its own, for a server that prints for many readers at once.

typst keeps what it has computed and grows; a process that has printed some sheets, or has grown
too large, is therefore replaced (:mod:`geo.crew`). One that crashes or hangs is replaced too, and
the reader whose sheet it was is told.

Run as a module this file is the worker.
"""

import sys
from typing import Final

from geo.crew import Crew, CrewLimits, NoAnswerError, Program, serve
from geo.errors import AtlasError, LimitError, PressError
from layers.render.press import Job, parse_job, print_job, to_job
from layers.render.sheet import Group, Run, Sheet, Text

_DONE: Final = b"+"
_TOO_LARGE: Final = b"L"
_REFUSED: Final = b"R"
_TROUBLES: Final = {
    "crowded": "Too many sheets are being printed at the moment; try again in a minute.",
    "no-turn": "The press is busy and no turn came; try again in a minute.",
    "late": "This sheet took longer than {seconds:g} seconds and was stopped; "
    "choose a smaller sheet or a lower dpi.",
    "stopped": "The sheet was stopped as asked.",
    "broken": "The press broke down while printing this sheet and has been started again; "
    "try once more.",
}


class Press(Crew):
    """Workers that print, for use from any thread."""

    def __init__(self, limits: CrewLimits | None = None) -> None:
        super().__init__(Program("layers.render.worker"), limits or CrewLimits())

    def print_job(self, job: Job) -> bytes:
        """Print a job in a worker.

        Raises
        ------
        LimitError
            When the picture is larger than its format can hold.
        PressError
            When typst refuses the sheet, the worker crashes or hangs, or too many are waiting.
        """
        try:
            outcome, data = self.ask(job.to_bytes())
        except NoAnswerError as error:
            message = _TROUBLES[error.trouble].format(seconds=self.limits.seconds)
            raise PressError(message) from None
        if outcome == _DONE:
            return data
        if outcome == _TOO_LARGE:
            raise LimitError(data.decode())
        raise PressError(data.decode())


def _outcome(data: bytes) -> tuple[bytes, bytes]:
    try:
        return _DONE, print_job(parse_job(data))
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


if __name__ == "__main__":
    _warm_up()
    serve(_outcome, sys.stdin.buffer, sys.stdout.buffer)
