"""Files examined beside the page: what takes longer than a moment is told, and can be stopped.

A file is read in a process apart (:mod:`geo.brought.surgery`), one of a visitor's at a time, so that
the page goes on for him and for everybody else.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

import streamlit as st

from geo.brought import Surgery
from geo.crew import NoAnswerError
from geo.errors import AtlasError
from layers.page.plain import to_plain
from layers.page.serial import attendance
from layers.series import Errand, Watch
from layers.wording import word

PATIENCE_S: Final = 1.0  # for which a visitor is kept waiting without a word
LOOK_S: Final = 0.7
TROUBLES: Final = {
    "stopped": "the examination was stopped as asked; bring the file again to begin anew",
    "crowded": "too many files are being examined at the moment; bring it again in a minute",
}

Work = Callable[[Surgery, Callable[[], bool]], Any]
"""Reads a file in a surgery; also given what is to be asked whether it is still wanted."""


@dataclass(frozen=True, slots=True, eq=False)
class Commission:
    """One file to be examined.

    Attributes
    ----------
    number
        Of the file that it takes the place of; nought for a new one.
    begin
        Gives the work, when it is its turn; or refuses it.
    accept
        Takes what came of the work.
    """

    name: str
    number: int
    begin: Callable[[], Work]
    accept: Callable[[Any], None]


@dataclass(slots=True, eq=False)
class Desk:
    """What of one visitor's files is still to be examined; the first is being examined.

    Attributes
    ----------
    notices
        What went wrong: which file, and how.
    """

    waiting: list[Commission] = field(default_factory=list)
    errand: Errand[Any] | None = None
    since: float = 0.0
    notices: list[tuple[str, Exception | str]] = field(default_factory=list)

    def is_about(self, number: int) -> bool:
        """Tell whether a file is to be examined anew."""
        return any(commission.number == number for commission in self.waiting)


@st.cache_resource(show_spinner=False)
def open_surgery() -> Surgery:
    """Keep one surgery for all visitors: its processes read one file each at a time."""
    return Surgery()


@st.cache_resource(show_spinner=False)
def _open_turns() -> threading.Semaphore:
    """Keep the turns that all visitors share."""
    return threading.Semaphore(open_surgery().limits.workers)


def proceed(desk: Desk, language: str) -> bool:
    """Go on with what is to be examined; tell whether anything came to its end.

    A file that has just been brought is waited for a moment, since most take no longer; what goes on
    after that is only looked at.
    """
    is_done, patience = False, monotonic() + PATIENCE_S
    while desk.waiting:
        commission = desk.waiting[0]
        if desk.errand is None and not _send(desk, commission):
            is_done = True
            continue
        errand = desk.errand
        if errand is None:
            break
        if desk.since > patience - PATIENCE_S:
            with st.spinner(_told("own-reading", commission, language)):
                errand.join(max(0.0, patience - monotonic()))
        if errand.is_running:
            break
        _close(desk, commission, errand)
        is_done = True
    return is_done


def _send(desk: Desk, commission: Commission) -> bool:
    """Begin with a file; tell whether it could be."""
    try:
        work = commission.begin()
    except AtlasError as error:
        desk.notices.append((f"{commission.name[:80]}:", error))
        desk.waiting.pop(0)
        return False
    surgery = open_surgery()

    def run(watch: Watch) -> object:
        try:
            made = work(surgery, watch.cancelled)
        except NoAnswerError:
            watch.check(0, 1)
            raise
        watch.check(1, 1)  # it may have been done before anybody looked whether it is wanted
        return made

    desk.errand = Errand(run, turns=_open_turns(), wanted=attendance())
    desk.since = monotonic()
    desk.errand.start()
    return True


def _close(desk: Desk, commission: Commission, errand: Errand[Any]) -> None:
    """Take what came of the first file that waits."""
    desk.waiting.pop(0)
    desk.errand = None
    trouble: Exception | str = ""
    try:
        made = errand.made
        if errand.is_stopped:
            trouble = TROUBLES["stopped"]
        else:
            commission.accept(made)
    except AtlasError as error:
        trouble = error
    except NoAnswerError:
        trouble = TROUBLES["crowded"]
    if trouble:
        desk.notices.append((f"{commission.name[:80]}:", trouble))


def show_examining(desk: Desk, language: str) -> None:
    """Place what is being examined, for how long already, and the button that stops it."""
    if desk.errand is not None:
        st.fragment(_follow, run_every=LOOK_S)(desk, language)


def _follow(desk: Desk, language: str) -> None:
    """Place the state again and again until the end."""
    errand = desk.errand
    if errand is None or not errand.is_running:
        st.rerun()
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        key = "own-waiting" if errand.is_waiting else "own-reading"
        seconds = word("own-seconds", language).format(n=int(monotonic() - desk.since))
        st.markdown(f"{_told(key, desk.waiting[0], language)} {seconds}")
        st.button(
            word("series-stop", language),
            key="own stop",
            on_click=_stop,
            args=(desk,),  # and not the errand: what it made would be kept with the button
            type="primary",
        )


def _stop(desk: Desk) -> None:
    """Stop the examination, and wait the moment that it takes."""
    if desk.errand is not None:
        desk.errand.stop()
        desk.errand.join()


def _told(key: str, commission: Commission, language: str) -> str:
    """Say what is done with a file."""
    return to_plain(word(key, language).format(name=f"“{commission.name[:60]}”"))
