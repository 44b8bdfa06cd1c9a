"""The hard limits under which a file is examined, and what is said of one that passes them.

A reader counts what it reads and refuses early (:class:`geo.formats.raw.Budget`). These limits are
what holds when it does not: the process that reads is ended by the system (:mod:`geo.apart`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.apart import Cap
from geo.doctor.diagnosis import Diagnosis
from geo.doctor.recipe import Recipe
from geo.formats.raw import Finding

if TYPE_CHECKING:
    from geo.apart import Reason
    from geo.formats.raw import Budget

# Address space, of which libraries take up to 1.4 GB before anything is read. A million rows of CSV
# peak at 2.1 GB of it, a hundred thousand at 1.6; a folder with a million features of GeoJSON at 6.6.
MEMORY: Final = 4_000_000_000
FOLDER_MEMORY: Final = 8_000_000_000
AT_LEAST_S: Final = 10
BYTES_A_SECOND: Final = 1_000_000  # honest text is read six to ten times as fast, packed kinds half
CLOCK: Final = 4  # seconds by the clock for each of the processor, on a machine with much to do
FOLDER_S: Final = 900

SENTENCES: Final = {
    "memory": "reading it needs more memory than the {megabytes:,} MB that one file may use, so it was stopped; split the file or leave columns out",
    "time": "reading it takes longer than the {seconds:,} seconds that one file may use, so it was stopped; split the file or save it as CSV",
    "stopped": "the examination was stopped as asked; bring the file again to begin anew",
    "broken": "the reader broke down on this file and was ended; save it anew or in another format, such as CSV, and please report it",
}  # fmt: skip
CODES: Final = {
    "memory": "took-memory",
    "time": "took-time",
    "stopped": "stopped",
    "broken": "reader-broke",
}


def cap_of(size: int, budget: Budget, *, memory: int = MEMORY) -> Cap:
    """Give the limits for a file of so many bytes."""
    working = AT_LEAST_S + min(size, budget.bytes) // BYTES_A_SECOND
    return Cap(
        memory=memory,
        working_s=working,
        waiting_s=float(working * CLOCK),
        file=budget.unpacked,
    )


def cap_of_folder() -> Cap:
    """Give the limits for an atlas folder."""
    return Cap(memory=FOLDER_MEMORY, working_s=FOLDER_S, waiting_s=float(FOLDER_S * CLOCK))


def cut_short(name: str, reason: Reason, cap: Cap, recipe: Recipe | None = None) -> Diagnosis:
    """Make the diagnosis of a file whose reader was ended."""
    said = SENTENCES[reason].format(megabytes=cap.memory // 1_000_000, seconds=cap.working_s)
    return Diagnosis(
        file=name,
        kind="",
        verdict="refuse",
        findings=(Finding(CODES[reason], said, 1),),
        recipe=recipe or Recipe(),
    )
