"""How large an input may be, decided before any work is done on it.

The numbers are for an atlas that a reader waits for: beyond them a page would no longer answer,
and a file is more likely a mistake, or an attack, than history.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.errors import LimitError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES: Final = (
    350_000_000  # a million rows of text or of GeoJSON; their page is some 30 MB packed
)
MAX_ROWS: Final = 1_000_000  # the map is smooth to 100,000 features; beyond, a date takes its time
MAX_VERTICES: Final = 2_000_000  # the whole world's coast at 1:250,000
MAX_NESTING: Final = 32  # GeoJSON needs eight levels; Python's own limit is about a thousand

_TEXT_IN_JSON: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_BRACKET: Final = re.compile(rb"[\[\]{}]")
_POSITION: Final = re.compile(rb"\[\s*-?\d")


def check_count(found: int, limit: int, what: str) -> None:
    """Refuse more of something than is accepted.

    Raises
    ------
    LimitError
        If ``found`` is above ``limit``; the message says both.
    """
    if found > limit:
        message = f"{found:,} {what}; at most {limit:,} are accepted"
        raise LimitError(message)


def read_bytes(path: Path) -> bytes:
    """Read a file that is not too large.

    Raises
    ------
    LimitError
        If it has more than ``MAX_BYTES`` bytes; nothing is read then.
    OSError
        If there is no such file or it cannot be read.
    """
    check_count(path.stat().st_size, MAX_BYTES, "bytes")
    return path.read_bytes()


def check_json(raw: bytes) -> None:
    """Refuse JSON that is too large, too deep or has too many positions, without parsing it.

    Raises
    ------
    LimitError
        If one of the limits is passed.
    """
    check_count(len(raw), MAX_BYTES, "bytes")
    bare = _TEXT_IN_JSON.sub(b"", raw)
    check_count(_depth(bare), MAX_NESTING, "levels of nesting")
    positions = sum(1 for _ in _POSITION.finditer(bare))
    check_count(positions, MAX_VERTICES, "positions")


def _depth(bare: bytes) -> int:
    """Find how deep brackets nest in JSON from which the texts are taken out."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(bare):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest
