"""Texts that a file format would choke on, or take for something else than text."""

from __future__ import annotations

import re
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
_SPACE: Final = re.compile(r"\s+")


def to_printable(text: str) -> str:
    r"""Replace characters that XML cannot hold, each by one that says so.

    Examples
    --------
    >>> to_printable("a\x00b") == "a\N{REPLACEMENT CHARACTER}b"
    True
    """
    return _UNPRINTABLE.sub(REPLACEMENT, text)


def to_line(text: str) -> str:
    r"""Put a text on one line, for formats that have a line for each thing.

    Examples
    --------
    >>> to_line("two\tlines,\n one text")
    'two lines, one text'
    """
    return _SPACE.sub(" ", to_printable(text)).strip()
