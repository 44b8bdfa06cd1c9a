"""JSON of unknown origin, parsed within a budget; what JSON does not have is found, not hidden."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

import numpy as np

from geo.formats.raw import Finding, RefusedFileError
from geo.limits import check_count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.formats.raw import Budget

    Take = Callable[[Iterator[Any]], None]

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_LONGEST_NUMBER: Final = 40
_CHUNK: Final = 2_000_000
_SHORT: Final = 2_000  # characters: in what is shorter, signs are counted in texts, too
MOST_OBJECTS: Final = 4_000_000  # held at a time: some 300 bytes each
_TURNS: Final = np.zeros(256, dtype="int8")  # what each byte adds to the depth of nesting
_TURNS[list(b"[{")], _TURNS[list(b"]}")] = 1, -1


@dataclass(frozen=True, slots=True)
class Parsed:
    """A JSON document and what was odd about it."""

    value: Any
    findings: tuple[Finding, ...] = ()


def parse_json(text: str, *, budget: Budget, take: Take | None = None) -> Parsed:
    """Parse a JSON document.

    Parameters
    ----------
    take
        Is handed the list of ``features`` of the outermost object, or the outermost list, one by one,
        so that they are nowhere held all at once; the document has an empty list in their place.

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
        if take is None:
            value = decoder.decode(text.strip("\ufeff \t\r\n"))
        else:
            value = _Stream(text, decoder, oddities).value(take)
    except RecursionError as error:
        message = "its brackets nest too deep"
        raise RefusedFileError(message) from error
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg} in line {error.lineno}, column {error.colno}"
        raise RefusedFileError(message) from error
    return Parsed(value, oddities.findings())


def check_tokens(text: str, budget: Budget) -> int:
    """Refuse JSON that nests too deep or holds too many values, without parsing it.

    Returns
    -------
    tokens
        How many brackets and commas it has outside of texts, or a few more.

    Raises
    ------
    LimitError
        If one of the limits is passed.
    """
    if len(text) <= _SHORT:
        brackets = text.count("[") + text.count("{")
        if brackets <= budget.nesting:
            return brackets + text.count(",")
    depth = tokens = start = quoted = 0
    while start < len(text):
        end = _piece_end(text, start)
        piece = text[start:end].encode("utf-8", errors="replace")
        if b"\\" in piece:
            piece = piece.replace(b"\\\\", b"__").replace(b'\\"', b"__")
        signs = np.frombuffer(piece, dtype="uint8")
        inside = np.bitwise_xor.accumulate((signs == ord('"')).view("uint8")) ^ quoted
        quoted = int(inside[-1])
        outside = inside == 0
        turns = _TURNS[signs] * outside
        tokens += int((turns > 0).sum()) + int(((signs == ord(",")) & outside).sum())
        steps = np.cumsum(turns, dtype="int32")
        check_count(depth + int(steps.max(initial=0)), budget.nesting, "levels of nesting")
        check_count(tokens, budget.tokens, "values in JSON")
        depth += int(steps[-1])
        start = end
    return tokens


def _piece_end(text: str, start: int) -> int:
    """Find where a piece of a text may end: not between a backslash and what it stands before."""
    end = min(start + _CHUNK, len(text))
    piece = text[start:end]
    escapes = len(piece) - len(piece.rstrip("\\"))
    return min(end + escapes % 2, len(text))


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
    if type(value) in {int, float}:
        return repr(value)
    return json.dumps(value, ensure_ascii=False)


def _to_integer(digits: str) -> int | str:
    """Read a whole number; one that is far too long stays a text."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


class _Stream:
    """Parses the outermost object key by key, and the list of its features one by one."""

    def __init__(self, text: str, decoder: json.JSONDecoder, oddities: _Oddities) -> None:
        self._text = text
        self._decoder = decoder
        self._oddities = oddities
        self._place = 0

    def value(self, take: Take) -> Any:  # noqa: ANN401 -- JSON may be anything
        """Give the document, its features handed out."""
        self._place = 1 if self._text.startswith("\ufeff") else 0
        if self._next() == "[":
            members = self._members()
            take(members)
            self._end()
            return [*members]
        if self._next() != "{":
            value = self._any()
            self._end()
            return value
        pairs: list[tuple[str, Any]] = []
        for key in self._keys():
            if key == "features" and self._next() == "[":
                if any(known == key for known, _ in pairs):
                    message = "it has the list 'features' twice"
                    raise RefusedFileError(message)
                members = self._members()
                take(members)
                pairs.append((key, [*members]))
            else:
                pairs.append((key, self._any()))
        self._end()
        return self._oddities.to_object(pairs)

    def _refuse(self, message: str) -> NoReturn:
        """Say as the library does what is wrong at this place."""
        raise json.JSONDecodeError(message, self._text, self._place)

    def _next(self) -> str:
        """Pass over space and give the next character; empty at the end."""
        self._place = self._past_space()
        return self._text[self._place : self._place + 1]

    def _past_space(self) -> int:
        """Find the next place that is no space."""
        match = _SPACE.match(self._text, self._place)
        return match.end() if match else self._place

    def _any(self) -> Any:  # noqa: ANN401 -- JSON may be anything
        """Parse the value that comes next."""
        value, self._place = self._decoder.raw_decode(self._text, self._past_space())
        return value

    def _items(self, last: str) -> Iterator[None]:
        """Go from item to item of an object or list to its last bracket."""
        self._place += 1
        if self._next() == last:
            self._place += 1
            return
        while True:
            yield
            sign = self._next()
            if sign not in {last, ","} or not sign:
                self._refuse("Expecting ',' delimiter")
            self._place += 1
            if sign == last:
                return

    def _keys(self) -> Iterator[str]:
        """Go from key to key of the outermost object."""
        for _ in self._items("}"):
            if self._next() != '"':
                self._refuse("Expecting property name enclosed in double quotes")
            key = self._any()
            if self._next() != ":":
                self._refuse("Expecting ':' delimiter")
            self._place += 1
            yield key

    def _members(self) -> Iterator[Any]:
        """Go from feature to feature."""
        for _ in self._items("]"):
            self._oddities.objects = 0
            yield self._any()

    def _end(self) -> None:
        """Refuse what stands after the document."""
        if self._next() not in {"", "\ufeff"}:
            self._refuse("Extra data")


class _Oddities:
    """Notes what JSON should not hold while it is parsed."""

    def __init__(self) -> None:
        self._twice: dict[str, int] = {}
        self._constants = 0
        self.objects = 0

    def to_object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Make an object, noting keys that come twice."""
        self.objects += 1
        if self.objects > MOST_OBJECTS:
            check_count(self.objects, MOST_OBJECTS, "objects of JSON in one value")
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
