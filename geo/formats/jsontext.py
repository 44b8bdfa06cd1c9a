"""JSON of unknown origin, parsed within a budget; what JSON does not have is found, not hidden."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.formats.raw import Finding, RefusedFileError
from geo.limits import check_count

if TYPE_CHECKING:
    from geo.formats.raw import Budget

_TEXTS: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_LONGEST_NUMBER: Final = 40
_CHUNK: Final = 2_000_000
_TURNS: Final = np.zeros(256, dtype="int8")  # what each byte adds to the depth of nesting
_TURNS[list(b"[{")], _TURNS[list(b"]}")] = 1, -1


@dataclass(frozen=True, slots=True)
class Parsed:
    """A JSON document and what was odd about it."""

    value: Any
    findings: tuple[Finding, ...] = ()


def parse_json(text: str, *, budget: Budget) -> Parsed:
    """Parse a JSON document.

    ``NaN`` and ``Infinity`` come out as numbers that are not finite; numbers too long to be numbers
    come out as texts; of a key that comes twice in an object the last counts, and that is told.

    Raises
    ------
    RefusedFileError
        If it is not JSON.
    LimitError
        If it nests too deep or holds too much.
    """
    check_tokens(text, budget)
    oddities = _Oddities()
    decoder = json.JSONDecoder(
        object_pairs_hook=oddities.to_object,
        parse_constant=oddities.to_constant,
        parse_int=_to_integer,
    )
    try:
        value = decoder.decode(text.strip("\ufeff \t\r\n"))
    except RecursionError as error:
        message = "its brackets nest too deep"
        raise RefusedFileError(message) from error
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg} in line {error.lineno}, column {error.colno}"
        raise RefusedFileError(message) from error
    return Parsed(value, oddities.findings())


def check_tokens(text: str, budget: Budget) -> None:
    """Refuse JSON that nests too deep or holds too many values, without parsing it.

    Raises
    ------
    LimitError
        If one of the limits is passed.
    """
    bare = _TEXTS.sub(b"", text.encode("utf-8", errors="replace"))
    depth, tokens = 0, 0
    for start in range(0, len(bare), _CHUNK):
        signs = np.frombuffer(
            bare, dtype="uint8", count=min(_CHUNK, len(bare) - start), offset=start
        )
        turns = _TURNS[signs]
        tokens += int((turns > 0).sum()) + int((signs == ord(",")).sum())
        steps = np.cumsum(turns, dtype="int64")
        deepest = depth + int(steps.max(initial=0))
        check_count(deepest, budget.nesting, "levels of nesting")
        check_count(tokens, budget.tokens, "values in JSON")
        depth += int(steps[-1]) if len(steps) else 0


def to_text(value: object) -> str:
    """Write a JSON value as the text of a cell: plain for a text or number, nothing for null.

    Examples
    --------
    >>> to_text("Okha"), to_text(1925.0), to_text(None), to_text(["a"])
    ('Okha', '1925.0', '', '["a"]')
    """
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    return json.dumps(value, ensure_ascii=False)


def _to_integer(digits: str) -> int | str:
    """Read a whole number; one that is far too long stays a text."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


class _Oddities:
    """Notes what JSON should not hold while it is parsed."""

    def __init__(self) -> None:
        self._twice: dict[str, int] = {}
        self._constants = 0

    def to_object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Make an object, noting keys that come twice."""
        content = dict(pairs)
        if len(content) != len(pairs):
            seen = set[str]()
            for key, _ in pairs:
                if key in seen:
                    self._twice[key] = self._twice.get(key, 0) + 1
                seen.add(key)
        return content

    def to_constant(self, name: str) -> float:
        """Read NaN or Infinity."""
        self._constants += 1
        return float(name)

    def findings(self) -> tuple[Finding, ...]:
        """Say what was odd."""
        found = []
        if self._twice:
            names = ", ".join(repr(key[:40]) for key in list(self._twice)[:5])
            message = f"objects have the same key twice ({names}); the last one counts"
            found.append(Finding("duplicate-keys", message, sum(self._twice.values())))
        if self._constants:
            message = "NaN or Infinity stands for a number; taken as not known"
            found.append(Finding("not-a-number", message, self._constants))
        return tuple(found)
