"""A column of texts in one block of memory, with the operations that a long table needs.

A million short texts as Python objects take seventy bytes each before they say anything. Here they
lie end to end; what is asked of each *distinct* text is asked once and told to all rows by number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, overload

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

NO_CHARACTER: Final = "\uffff"
"""Stands for half a character, which UTF-8 cannot hold; as unprintable as that."""

UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HALVES: Final = re.compile("[\ud800-\udfff]")
_CHUNK: Final = 10_000
_CONTROLS: Final = np.zeros(256, dtype=bool)
_CONTROLS[[*range(9), 11, 12, *range(14, 32), 127]] = True
_NO_CHARACTERS: Final = re.compile(rb"\xef\xbf[\xbe\xbf]")
_ROWS: Final = 100_000
_BLOCK: Final = 4_000_000
_ASCII: Final = 128
# Bytes with which a space may begin: the plain ones, and the first of those outside of ASCII.
_SPACES: Final = np.zeros(256, dtype=bool)
_SPACES[[*range(9, 14), *range(28, 33), 0xC2, 0xE1, 0xE2, 0xE3]] = True
# The last two bytes of the spaces outside of ASCII.
_WIDE_SPACES: Final = np.array(
    [0xC285, 0xC2A0, 0x9A80, *range(0x8080, 0x808B), 0x80A8, 0x80A9, 0x80AF, 0x819F], dtype="uint16"
)
_STR: Final = pd.StringDtype("pyarrow", na_value=np.nan)


class Texts(Sequence[str]):
    """Texts in a row, never changed.

    Examples
    --------
    >>> column = Texts.of(["Okha", "", "Okha"])
    >>> len(column), column[0], column.coded()[1]
    (3, 'Okha', ['Okha', ''])
    """

    __slots__ = ("array",)

    def __init__(self, array: Any) -> None:  # noqa: ANN401 -- pyarrow has no types of its own
        """Take an Arrow array of large strings without nulls."""
        self.array = array

    @classmethod
    def of(cls, values: Iterable[str]) -> Texts:
        """Put texts into one block; halves of characters become none."""
        if isinstance(values, Texts):
            return values
        stated = values if isinstance(values, list) else list(values)
        try:
            return cls(pa.array(stated, pa.large_string()))
        except UnicodeEncodeError:
            whole = [_HALVES.sub(NO_CHARACTER, text) for text in stated]
            return cls(pa.array(whole, pa.large_string()))

    @classmethod
    def same(cls, text: str, count: int) -> Texts:
        """Give one text as many times as wanted."""
        return cls(pa.repeat(pa.scalar(text, pa.large_string()), count))

    @classmethod
    def joined(cls, pieces: Sequence[Texts]) -> Texts:
        """Put columns under one another."""
        if not pieces:
            return cls.of([])
        return pieces[0] if len(pieces) == 1 else cls(pa.concat_arrays([p.array for p in pieces]))

    def __len__(self) -> int:
        return len(self.array)

    @overload
    def __getitem__(self, key: int) -> str: ...
    @overload
    def __getitem__(self, key: slice) -> Texts: ...
    def __getitem__(self, key: int | slice) -> str | Texts:
        """Give one text, or a part of the column."""
        if isinstance(key, slice):
            return Texts(self.array[key])
        return str(self.array[int(key)].as_py())

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self.array), _CHUNK):
            yield from self.array[start : start + _CHUNK].to_pylist()

    def at(self, places: NDArray[np.int64] | Sequence[int]) -> Texts:
        """Give the texts at some places."""
        return Texts(self.array.take(pa.array(np.asarray(places, dtype="int64"))))

    def coded(self) -> tuple[NDArray[np.int32], list[str]]:
        """Give each row the number of its text, and the distinct texts in order."""
        coded = self.array.dictionary_encode()
        return coded.indices.to_numpy(zero_copy_only=False), coded.dictionary.to_pylist()

    def changed(self, change: Callable[[str], str]) -> Texts:
        """Change every distinct text."""
        codes, distinct = self.coded()
        return Texts.of([change(text) for text in distinct]).at(codes.astype("int64"))

    def where(self, holds: Callable[[str], bool]) -> NDArray[np.bool_]:
        """Tell of each row whether something holds of its text."""
        codes, distinct = self.coded()
        return np.array([holds(text) for text in distinct], dtype=bool)[codes]

    def stripped(self) -> Texts:
        """Take the space round each text away."""
        if not self._may_have_space():
            return self
        bare = pc.utf8_trim_whitespace(self.array)
        return self if pc.equal(bare, self.array).false_count == 0 else Texts(bare)

    def _may_have_space(self) -> bool:
        """Tell whether any text may begin or end with a space: looks at bytes, not at characters."""
        offsets, content = self._bytes()
        stated = np.flatnonzero(np.diff(offsets))
        if not len(stated):
            return False
        first, last = content[offsets[stated]], content[offsets[stated + 1] - 1]
        if _SPACES[first].any() or (_SPACES[last] & (last < _ASCII)).any():
            return True
        wide = offsets[stated + 1][last >= _ASCII]
        pairs = content[wide - 2].astype("uint16") * 256 + content[wide - 1]
        return bool(np.isin(pairs, _WIDE_SPACES).any())

    def _bytes(self) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """Give where each text begins and ends, and the bytes of all."""
        _, offsets, content = self.array.buffers()
        places = np.frombuffer(offsets, dtype="int64")[
            self.array.offset : self.array.offset + len(self.array) + 1
        ]
        return places, np.frombuffer(content or b"", dtype="uint8")

    def starting(self, sign: str) -> bool:
        """Tell whether any text begins with a sign."""
        return bool(pc.any(pc.starts_with(self.array, sign)).as_py())

    def filled(self, default: str) -> Texts:
        """Put a text where there is none."""
        if not default:
            return self
        empty = pc.equal(self.array, "")
        return Texts(pc.if_else(empty, pa.scalar(default, pa.large_string()), self.array))

    def holding(self, sign: str) -> NDArray[np.bool_]:
        """Tell of each row whether its text holds a sign."""
        held = pc.match_substring(self.array, sign)
        return np.asarray(held.to_numpy(zero_copy_only=False), dtype=bool)

    def are_distinct(self) -> bool:
        """Tell whether no two texts are the same."""
        return bool(pc.count_distinct(self.array).as_py() == len(self))

    def is_empty(self) -> NDArray[np.bool_]:
        """Tell of each row whether its text is empty."""
        return np.asarray(pc.equal(self.array, "").to_numpy(zero_copy_only=False), dtype=bool)

    def unprintable(self) -> list[int]:
        """Find the rows with characters that cannot be printed."""
        content = self.array.buffers()[2]
        if content is None or not _may_be_unprintable(memoryview(content)):
            return []
        return [row for row, text in enumerate(self) if UNPRINTABLE.search(text)]

    def letters(self) -> frozenset[str]:
        """Give the characters beyond ASCII that stand in the texts."""
        offsets, content = self._bytes()
        found: set[str] = set()
        for start in range(0, len(self), _ROWS):
            part = content[offsets[start] : offsets[min(start + _ROWS, len(self))]].tobytes()
            if not part.isascii():
                found.update(part.decode())
        return frozenset(c for c in found if not c.isascii())

    def series(self) -> pd.Series[str]:
        """Give the texts as a column of a frame, without copying them."""
        return pd.Series(pd.array(pa.chunked_array([self.array]), dtype=_STR))


def _may_be_unprintable(content: memoryview) -> bool:
    """Tell whether bytes hold a control character or what is no character."""
    for start in range(0, len(content), _BLOCK):
        signs = np.frombuffer(content[start : start + _BLOCK], dtype="uint8")
        if _CONTROLS[signs].any():
            return True
    return _NO_CHARACTERS.search(content) is not None
