"""``python -m geo.doctor FILE... [--json]``: what is in a file, and what of it can be shown.

A folder is checked as an atlas. Each is read by a copy of this process with hard limits of memory and
time, so that a file which passes them costs itself a refusal and the others nothing. The exit status is 0 if everything opens, perhaps with a warning, 1
if anything is refused and 2 if the command is used wrongly.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.apart import CutShortError, run_apart
from geo.doctor.capped import cap_of, cap_of_folder, cut_short
from geo.doctor.doctor import USUAL, diagnose, unopened
from geo.doctor.folder import check_folder
from geo.doctor.recipe import Recipe, parse_recipe
from geo.doctor.telling import to_text
from geo.errors import AtlasError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.apart import Cap
    from geo.doctor.diagnosis import Diagnosis

LETTERS: Final = ("utf-8", "surrogatepass")  # names of files may hold what is no character


def main(arguments: Sequence[str], *, cap: Cap | None = None) -> int:
    """Diagnose the files named on the command line and give the exit status.

    Parameters
    ----------
    cap
        The hard limits for each of them, if not the usual ones.
    """
    parser = argparse.ArgumentParser(
        prog="python -m geo.doctor",
        description="Tell what is in a file, or an atlas folder, and what of it can be shown.",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a file, or the folder of an atlas"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object for each file")
    parser.add_argument("--recipe", metavar="FILE", help="a recipe saved from an earlier diagnosis")
    options = parser.parse_args(arguments)
    missing = [name for name in options.files if not _exists(name)]
    if missing:
        parser.error(f"there is no file {missing[0]!r}")
    try:
        recipe = parse_recipe(Path(options.recipe).read_text("utf-8")) if options.recipe else None
    except (AtlasError, OSError, ValueError) as error:
        parser.error(str(error))
    refused = False
    for name in options.files:
        verdict, text = _told(name, recipe, cap=cap, as_json=options.json)
        refused = refused or verdict == "refuse"
        print(text)  # noqa: T201 -- a command prints
    return int(refused)


def _told(name: str, recipe: Recipe | None, *, cap: Cap | None, as_json: bool) -> tuple[str, str]:
    """Examine one file or folder apart; give the verdict and what is to be printed."""

    def say(diagnosis: Diagnosis) -> tuple[str, str]:
        return diagnosis.verdict, diagnosis.report_json() if as_json else to_text(diagnosis)

    cap = cap or _usual_cap(Path(name))
    try:
        said = run_apart(lambda: "\n".join(say(_diagnosis(name, recipe))).encode(*LETTERS), cap)
    except CutShortError as error:
        return say(cut_short(name, error.reason, cap))
    verdict, _, text = said.answer.decode(*LETTERS).partition("\n")
    return verdict, text


def _usual_cap(path: Path) -> Cap:
    """Give the hard limits for a file or a folder."""
    try:
        return cap_of_folder() if path.is_dir() else cap_of(path.stat().st_size, USUAL)
    except OSError:  # it went away meanwhile; whoever opens it will say so
        return cap_of(0, USUAL)


def _exists(name: str) -> bool:
    """Tell whether a name is that of a file or folder; not of a pipe or a device."""
    try:
        path = Path(name)
        return path.is_file() or path.is_dir()
    except (OSError, ValueError):
        return False


def _diagnosis(name: str, recipe: Recipe | None) -> Diagnosis:
    """Diagnose one file or folder."""
    path = Path(name)
    try:
        if path.is_dir():
            return check_folder(name)
        with path.open("rb") as file:
            data = file.read(USUAL.bytes + 1)
    except OSError as error:
        return unopened(name, f"it cannot be opened: {error.strerror or type(error).__name__}")
    return diagnose(name, data, recipe)


if __name__ == "__main__":
    gc.freeze()  # what is loaded stays, and is shared with the copies that read the files
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr] # a text stream
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the answer has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)
