"""What a server gives back: the sessions of visitors who left, what was drawn for them, idle workers.

Streamlit holds a visitor whose line broke for a while, and lets go of him when the next one leaves;
after the last one nobody would. And what Python frees, the system's allocator keeps for later:
a class of fifty would leave a server twice its size until it ends.
"""

import asyncio
import ctypes
import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, Final

from streamlit import get_option, runtime
from streamlit.runtime.state import SessionState

LOOK_S: Final = 10.0
PATIENCE: Final = 2 / 3  # of the time for which Streamlit holds who lost the line
REST_S: Final = 60.0  # after which a worker of the press that has nothing to print ends
LARGE_MB: Final = 1000  # of the server's own process: then nothing is kept for the next drawing
ARENAS: Final = 2  # one for each core of a small machine; by default there are eight for each
LARGE_BLOCK: Final = 262_144  # bytes: blocks from this size on go back to the system when freed

_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8
_DRAWING: Final = ("layers.render.", "layers.view")  # whose caches may hold what a visitor brought
_STATM: Final = Path("/proc/self/statm")
_PAGES_PER_MB: Final = 256


def _libc() -> Any:  # noqa: ANN401 -- a C library
    """Give the C library, if it is the one whose allocator can be told something."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None


def hold_together() -> None:
    """Let all threads share a few pools of memory: what one frees the others can use."""
    if (library := _libc()) is not None:
        library.mallopt(_M_ARENA_MAX, ARENAS)
        library.mallopt(_M_MMAP_THRESHOLD, LARGE_BLOCK)


def give_back() -> None:
    """Give the memory that is free back to the system."""
    if (library := _libc()) is not None:
        library.malloc_trim(0)


def forget_drawings() -> int:
    """Empty all that is kept for the next drawing; give how many things that were.

    What is kept is bounded by number, and a visitor's own areas may be large.
    """
    forgotten = 0
    for name, module in list(sys.modules.items()):
        if name.startswith(_DRAWING):
            for value in vars(module).values():
                if hasattr(value, "cache_clear") and value.__module__ == name:
                    forgotten += value.cache_info().currsize
                    value.cache_clear()
    return forgotten


@dataclass(frozen=True, slots=True)
class Guests:
    """How many visitors a server holds, and how many of them have had a shelf for files of their own."""

    all: int = 0
    bringing: int = 0


def _empty(state: SessionState) -> None:
    """Empty a session that was closed: the server's loop may hold the last one it served.

    So may the collector, which never looks again at what was there when the server had warmed up.
    """
    state.clear()
    state._new_widget_state.widget_metadata.clear()  # noqa: SLF001 -- what buttons would be told


def _resident_mb() -> int:
    """Give this process's resident memory; zero where the system does not say."""
    try:
        return int(_STATM.read_text(encoding="ascii").split()[1]) // _PAGES_PER_MB
    except OSError:
        return 0


@dataclass(slots=True)
class House:
    """Who is in the house, and what is done when somebody has gone.

    Attributes
    ----------
    rest
        Ends the workers of the press that have had nothing to do for so many seconds.
    patience_s
        How long a visitor who lost the line may come back to what he had.
    guests
        Who was there at the last look.
    """

    rest: Callable[[float], int]
    patience_s: float
    guests: Guests = field(default_factory=Guests)
    _away: dict[str, float] = field(default_factory=dict)

    def look(self) -> Guests:
        """Look once what can be given back; give who is there now."""
        self.rest(REST_S)
        before, self.guests = self.guests, self._let_go() if runtime.exists() else Guests()
        is_large = _resident_mb() > LARGE_MB
        if self.guests.bringing < before.bringing or is_large:
            forget_drawings()
        if before.all or self.guests.all:
            gc.collect()  # here, and not after each run of the page: what is alive is looked through
        if self.guests.all < before.all or is_large:
            give_back()
        return self.guests

    def _let_go(self) -> Guests:
        """Close the sessions of those who did not come back; count the others."""
        server, now = runtime.get_instance(), monotonic()
        manager = server._session_mgr  # noqa: SLF001 -- no public way; a test watches it
        states = {info.session.id: info.session.session_state for info in manager.list_sessions()}
        gone = [name for name in states if not server.is_active_session(name)]
        self._away = {name: self._away.get(name, now) for name in gone}
        for name, since in self._away.items():
            if now - since >= self.patience_s:
                server.close_session(name)
                _empty(states.pop(name))
        return Guests(len(states), sum("own" in state for state in states.values()))


async def keep_house(rest: Callable[[float], int]) -> None:
    """Look again and again, in the loop that also lets visitors in and out.

    Streamlit holds who lost the line for so long, and from then on without a way to reach him: he
    is let go before.
    """
    longest = float(get_option("server.disconnectedSessionTTL"))
    house = House(rest, longest * PATIENCE)
    while True:
        await asyncio.sleep(min(LOOK_S, longest * (1 - PATIENCE) / 2))
        house.look()
