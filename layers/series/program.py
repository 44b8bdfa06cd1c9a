"""Another program that does a part of the work, and ends when nobody wants it any more."""

import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from geo.errors import PressError
from layers.series.watch import Watch

_ROOT: Final = Path(__file__).resolve().parents[2]
REFUSED: Final = 3  # the status of our own programs that could not do what they were given

_LOOK_SECONDS: Final = 0.2


def run_program(
    command: Sequence[str],
    given: Iterable[bytes],
    watch: Watch,
    *,
    step: tuple[int, int],
    seconds: float,
) -> tuple[int, bytes, str]:
    """Run a program on what it is given.

    Parameters
    ----------
    given
        Piece by piece, so that a film need not be in memory as a whole.
    step
        How far the work is meanwhile: steps done, and steps there are.
    seconds
        After which it is ended.

    Returns
    -------
    status
        Zero if all went well.
    made
        What it wrote.
    said
        What it complained of.

    Raises
    ------
    StoppedError
        When nobody wants it any more.
    PressError
        When it takes too long.
    """
    pipe = subprocess.PIPE
    with tempfile.TemporaryFile() as source:  # a pipe would have to be fed while it is watched
        for piece in given:
            watch.check(*step)
            source.write(piece)
        source.seek(0)
        process = subprocess.Popen(command, cwd=_ROOT, stdin=source, stdout=pipe, stderr=pipe)  # noqa: S603 -- never a shell, and the words are our own
    with process:
        try:
            for _ in range(max(round(seconds / _LOOK_SECONDS), 1)):
                watch.check(*step)
                with suppress(subprocess.TimeoutExpired):
                    made, said = process.communicate(timeout=_LOOK_SECONDS)
                    return process.returncode, made, said.decode(errors="replace")
        finally:
            process.kill()
    message = f"{Path(command[0]).name} took longer than {seconds:g} seconds and was stopped."
    raise PressError(message)
