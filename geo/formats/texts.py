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
_BLOCK: Final = 4_000_000
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
        bare = pc.utf8_trim_whitespace(self.array)
        return self if pc.equal(bare, self.array).false_count == 0 else Texts(bare)

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
