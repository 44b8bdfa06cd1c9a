"""Where visitors' files are examined: apart from the server, under hard limits of memory and time.

A file that passes the limits, or breaks its reader, is refused in words; the others go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.brought.orders import DONE, Order
from geo.brought.project import ROOM, unpack_project
from geo.brought.upload import BUDGET
from geo.crew import Crew, CrewLimits, NoAnswerError, Program, never
from geo.doctor import Recipe
from geo.doctor.capped import cap_of, cut_short
from geo.doctor.carried import WRONG, unpack
from geo.errors import InvalidDataError, Problem
from geo.formats.native import ENVIRONMENT
from geo.publish.package import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.apart import Cap, Reason
    from geo.brought.project import Contents
    from geo.doctor import Diagnosis
    from geo.formats.raw import Budget

# Of address space. A hundred thousand rows peak at 0.7 GB of it where the system's own allocator is
# used, as it is here; Arrow's would take another gigabyte before anything is read.
MEMORY: Final = 2_500_000_000
CREW: Final = CrewLimits(workers=3, waiting=64, jobs=500, megabytes=500, seconds=120.0)
GRACE_S: Final = 10.0  # for the process that minds the copy, which ends it first
PROGRAM: Final = Program("geo.brought.ward", {**ENVIRONMENT, "ARROW_DEFAULT_MEMORY_POOL": "system"})


class Surgery(Crew):
    """Processes that examine files, for use from any thread.

    Parameters
    ----------
    cap
        The hard limits for each file, if not the usual ones.
    """

    def __init__(self, limits: CrewLimits = CREW, *, cap: Cap | None = None) -> None:
        super().__init__(PROGRAM, limits)
        self._cap = cap

    def diagnose(
        self,
        name: str,
        data: bytes,
        recipe: Recipe | None = None,
        *,
        budget: Budget = BUDGET,
        is_unwanted: Callable[[], bool] = never,
    ) -> Diagnosis:
        """Find out what is in a file, as :func:`geo.doctor.diagnose` does.

        Raises
        ------
        NoAnswerError
            If it is not wanted any more, or there is no room for it now.
        """
        chosen = recipe or Recipe()
        cap = self._cap or cap_of(len(data), budget, memory=MEMORY)
        order = Order("diagnose", name, chosen, budget, cap)
        answer, reason = self._have_done(order, data, is_unwanted)
        if reason is None:
            try:
                return unpack(answer, chosen)
            except WRONG:
                reason = "broken"
        return cut_short(name, reason, cap, chosen)

    def read_project(
        self, data: bytes, *, budget: Budget = ROOM, is_unwanted: Callable[[], bool] = never
    ) -> Contents | None:
        """Look whether an archive is a project, and take the files out of it.

        Raises
        ------
        InvalidDataError
            If it cannot be unpacked within the limits.
        NoAnswerError
            If it is not wanted any more, or there is no room for it now.
        """
        cap = self._cap or cap_of(len(data), budget, memory=MEMORY)
        order = Order("project", "", Recipe(), budget, cap)
        answer, reason = self._have_done(order, data, is_unwanted)
        if reason is None:
            try:
                return unpack_project(answer)
            except WRONG:
                reason = "broken"
        (finding,) = cut_short("", reason, cap).findings
        raise InvalidDataError([Problem(PROJECT, "", finding.message)])

    def _have_done(
        self, order: Order, data: bytes, is_unwanted: Callable[[], bool]
    ) -> tuple[bytes, Reason | None]:
        """Have an order done; give the answer, or why there is none."""
        try:
            outcome, answer = self.ask(
                order.to_bytes(data),
                seconds=order.cap.waiting_s + GRACE_S,
                is_unwanted=is_unwanted,
            )
        except NoAnswerError as error:
            if error.trouble in {"late", "broken"}:
                return b"", "time" if error.trouble == "late" else "broken"
            raise
        if outcome == DONE:
            return answer, None
        return b"", answer.decode()  # type: ignore[return-value] # a reason, as the ward wrote it
