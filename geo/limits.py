"""How large an input may be, decided before any work is done on it.

The numbers are for an atlas that a reader waits for: beyond them a page would no longer answer,
and a file is more likely a mistake, or an attack, than history.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES: Final = (
    350_000_000  # a million rows of text or of GeoJSON; their page is some 30 MB packed
)
MAX_ROWS: Final = 1_000_000  # the map is smooth to 100,000 features; beyond, a date takes its time
MAX_VERTICES: Final = 2_000_000  # the whole world's coast at 1:250,000
MAX_NESTING: Final = 32  # GeoJSON needs eight levels; Python's own limit is about a thousand

_PIECE: Final = 4_000_000
_QUOTE: Final = ord('"')
_TURNS: Final = np.zeros(256, dtype="int8")
_TURNS[[ord("["), ord("{")]] = 1
_TURNS[[ord("]"), ord("}")]] = -1
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
    depth = positions = 0
    for bare in _without_texts(raw):
        signs = np.frombuffer(bare, dtype="uint8")
        steps = np.cumsum(_TURNS[signs], dtype="int32")
        check_count(depth + int(steps.max(initial=0)), MAX_NESTING, "levels of nesting")
        depth += int(steps[-1]) if len(steps) else 0
        positions += sum(1 for _ in _POSITION.finditer(bare))
        check_count(positions, MAX_VERTICES, "positions")


def _without_texts(raw: bytes) -> Iterator[bytes]:
    """Give JSON without the texts in it, some at a time; a number never goes over from one to the next."""
    start, quoted = 0, False
    rest = b""
    while start < len(raw):
        end = min(start + _PIECE, len(raw))
        piece = raw[start:end]
        if (len(piece) - len(piece.rstrip(b"\\"))) % 2 and end < len(raw):
            end += 1
            piece = raw[start:end]
        if b"\\" in piece:
            piece = piece.replace(b"\\\\", b"__").replace(b'\\"', b"__")
        signs = np.frombuffer(piece, dtype="uint8")
        inside = np.bitwise_xor.accumulate((signs == _QUOTE).view("uint8")) ^ quoted
        quoted = bool(inside[-1])
        bare = rest + signs[inside == 0].tobytes()
        cut = bare.rfind(b",") + 1 if end < len(raw) else len(bare)
        rest = bare[cut:]
        yield bare[:cut]
        start = end
