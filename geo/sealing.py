"""Rights given up for good by a process that handles files of strangers.

What the system offers is taken: on Linux a process can be bound to end with the one that started
it, and, since Landlock (kernel 5.13; calls over the network since 6.7), lose the right to change
any file outside a folder and to call another computer. Where there is none of it, the caps of memory
and time are what remains.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Numbers of the kernel's own headers: linux/prctl.h, asm/unistd.h, linux/landlock.h.
_END_WITH_PARENT: Final = 1
_NO_NEW_RIGHTS: Final = 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_WRITE_FILE: Final = 1 << 1
_CHANGE_FOLDER: Final = sum(1 << bit for bit in range(4, 13))  # remove, make of any kind
_TRUNCATE: Final = 1 << 14
_CALL: Final = 0b11  # bind and connect TCP
_TRUNCATE_SINCE, _CALL_SINCE = 3, 4  # versions of Landlock


def lower_limits(limits: Mapping[int, int]) -> None:
    """Lower limits of this process for good; one that is lower already stays."""
    for limit, value in limits.items():
        hardest = resource.getrlimit(limit)[1]
        lowest = value if hardest == resource.RLIM_INFINITY else min(value, hardest)
        resource.setrlimit(limit, (lowest, lowest))


def end_with_parent() -> None:
    """Let the system end this process when the one that started it ends."""
    if (library := _libc()) is not None:
        library.prctl(_END_WITH_PARENT, int(signal.SIGKILL), 0, 0, 0)


def confine(folder: Path) -> bool:
    """Give up the right to change files outside a folder, and to call others; tell if it was done."""
    library = _libc()
    version = library.syscall(_CREATE_RULESET, None, 0, _ASK_VERSION) if library else -1
    if library is None or version < 1:
        return False
    truncate = _TRUNCATE if version >= _TRUNCATE_SINCE else 0
    handled = _WRITE_FILE | _CHANGE_FOLDER | truncate
    asked = struct.pack("=QQ", handled, _CALL)[: 16 if version >= _CALL_SINCE else 8]
    rules = library.syscall(_CREATE_RULESET, asked, len(asked), 0)
    if rules < 0:
        return False
    for path, rights in ((str(folder), handled), (os.devnull, _WRITE_FILE | truncate)):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        library.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
        os.close(place)
    library.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0)
    done = bool(library.syscall(_RESTRICT_SELF, rules, 0) == 0)
    os.close(rules)
    return done


def _libc() -> Any:  # noqa: ANN401 -- a C library
    """Give the C library, where it can be asked for such things."""
    return ctypes.CDLL(None) if sys.platform == "linux" else None
