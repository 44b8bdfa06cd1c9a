"""Which letters can be printed: what the fonts of the house have, known here as a table.

Who checks facts must be able to say that a name cannot be printed, and must not need a font for it.
``letters.txt`` is written from the fonts (``data/build/fonts.py``); a test holds them together.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TABLE: Final = Path(__file__).with_name("letters.txt")
STAND_IN: Final = "\ufffd"
"""What a sheet shows in place of a letter that no font has."""

EUROPEAN: Final = "european"
EASTERN: Final = "eastern"
SCREEN: Final = "screen"

_RANGE: Final = re.compile(r"([0-9A-F]+)(?:-([0-9A-F]+))?")
_MARKS: Final = frozenset({"Mn", "Mc", "Me"})
_BREAKS: Final = "\t\n\r"
_WIDE: Final = frozenset({"W", "F", "H"})
_SEEN_FORMATS: Final = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
_FILLERS: Final = frozenset("\u034f\u115f\u1160\u3164\uffa0")
_SELECTORS: Final = ((0xFE00, 0xFE0F), (0xE0000, 0xE0FFF), (0x180B, 0x180F))
_COMPATIBILITY: Final = re.compile("[\uf900-\ufaff]")
_NAMELESS: Final = {"Co": "PRIVATE USE", "Cn": "UNASSIGNED"}
_SHAPED: Final = (
    (0x0590, 0x10FF),  # Hebrew, Arabic, the scripts of India, Thai, Tibetan, Burmese
    (0x1100, 0x11FF),  # Korean in single strokes
    (0x1700, 0x18AF),  # Khmer, Mongolian
    (0x1A20, 0x1C4F),
    (0xA800, 0xABFF),
    (0xFB1D, 0xFDFF),  # Hebrew and Arabic once more, letter by letter
    (0xFE70, 0xFEFC),
    (0x10800, 0x11FFF),
)
_NOT_SHAPED: Final = (0x10A0, 0x10FF)  # Georgian


@cache
def tables() -> Mapping[str, frozenset[int]]:
    """Give the code points of the European, the East Asian and the screen's own fonts."""
    found: dict[str, set[int]] = {}
    codes: set[int] = set()
    for line in TABLE.read_text("ascii").splitlines():
        if line.startswith("["):
            codes = found.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            for first, last in _RANGE.findall(line):
                codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return {name: frozenset(some) for name, some in found.items()}


@cache
def _sure() -> frozenset[str]:
    """Give what can be printed whatever stands before it."""
    known = tables()[EUROPEAN] | tables()[EASTERN]
    letters = (c for c in map(chr, known) if unicodedata.category(c) not in _MARKS)
    return frozenset((*letters, *_BREAKS))


def is_invisible(character: str) -> bool:
    """Tell whether nothing is to be seen of a character: it is left out, and nothing is missing.

    Control characters, joiners, marks that turn the reading direction, selectors of a variant, halves
    of characters, and what Unicode keeps for itself.
    """
    code, category = ord(character), unicodedata.category(character)
    if category in {"Cc", "Cs"} or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:  # noqa: PLR2004 -- Unicode 23.7
        return True
    if category == "Cf":
        return character not in _SEEN_FORMATS
    return character in _FILLERS or any(first <= code <= last for first, last in _SELECTORS)


def to_visible(text: str) -> str:
    r"""Leave out what nothing is to be seen of, and put letters and their accents together.

    Examples
    --------
    >>> to_visible("Okha\x07\u202e e\u0301")
    'Okha é'
    """
    if text.isascii() and text.isprintable():
        return text
    if not _COMPATIBILITY.search(text):  # characters of their own, which would be unified
        text = unicodedata.normalize("NFC", text)
    hidden = set(filter(is_invisible, set(text)))  # a long text has few different characters
    return "".join(c for c in text if c not in hidden) if hidden else text


def is_wide(character: str) -> bool:
    """Tell whether a character is set in an East Asian font."""
    return unicodedata.east_asian_width(character) in _WIDE


def is_mark(character: str) -> bool:
    """Tell whether a character stands over, under or in the one before it."""
    return unicodedata.category(character) in _MARKS


def _unwritable(text: str) -> Iterator[str]:
    """Yield the characters that cannot be printed; a mark must be in the font of its letter."""
    european, eastern = tables()[EUROPEAN], tables()[EASTERN]
    font = european
    for position, character in enumerate(to_visible(text)):
        code = ord(character)
        if not (position and is_mark(character)):
            order = (eastern, european) if is_wide(character) else (european, eastern)
            font = next((some for some in order if code in some), order[0])
        if code not in font:
            yield character


def unwritable(text: str) -> str:
    """Give the characters of a text that cannot be printed, each once.

    Examples
    --------
    >>> unwritable("Оха, オハ, 奧哈, Việt Nam"), unwritable("ᚠ Okha ᚠ")
    ('', 'ᚠ')
    """
    if text.isascii() or _sure().issuperset(text):
        return ""
    return "".join(dict.fromkeys(_unwritable(text)))


@dataclass(frozen=True, slots=True)
class Missing:
    """A character that cannot be printed, how often it stands in some texts, and in which of them."""

    character: str
    count: int
    places: tuple[int, ...]


def _letters_in(text: str) -> frozenset[str]:
    """Give the characters of a text; of one in ASCII none, since all of these can be printed."""
    if text.isascii():
        return frozenset()
    # Counted as numbers: a set made of a long text looks at its characters one by one.
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return frozenset(map(chr, np.flatnonzero(np.bincount(codes)).tolist()))


def find_unwritable(
    texts: Iterable[str], letters: frozenset[str] | None = None
) -> tuple[Missing, ...]:
    """Find what cannot be printed in texts; the most frequent first.

    Most texts hold nothing of the kind, and that is seen at one glance at all of them.

    Parameters
    ----------
    letters
        The characters that stand in the texts, where they are known.

    Examples
    --------
    >>> [(m.character, m.count, m.places) for m in find_unwritable(["ᚠᚠ", "Okha", "ᚢᚠ"])]
    [('ᚠ', 3, (0, 2)), ('ᚢ', 1, (2,))]
    """
    if letters is None:
        texts = tuple(texts)
        letters = _letters_in("".join(texts))
    suspects = letters - _sure()
    if not suspects:
        return ()
    counts: dict[str, int] = {}
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if suspects.isdisjoint(text):
            continue
        for character in _unwritable(text):
            counts[character] = counts.get(character, 0) + 1
            told = places.setdefault(character, [])
            if not told or told[-1] != place:
                told.append(place)
    found = (Missing(c, count, tuple(places[c])) for c, count in counts.items())
    return tuple(sorted(found, key=lambda m: (-m.count, m.character)))


def name_of(character: str) -> str:
    """Name a character as Unicode does; a mark is shown on a ring.

    Examples
    --------
    >>> name_of("ᚠ"), name_of("\u0e49")
    ("'ᚠ' (U+16A0 RUNIC LETTER FEHU FEOH FE F)", "'◌้' (U+0E49 THAI CHARACTER MAI THO)")
    """
    category = unicodedata.category(character)
    name = unicodedata.name(character, _NAMELESS.get(category, "NO NAME"))
    if category in _NAMELESS:
        return f"U+{ord(character):04X} {name}"
    shown = f"\u25cc{character}" if is_mark(character) else character
    return f"'{shown}' (U+{ord(character):04X} {name})"


def name_all(characters: str, *, most: int = 12) -> str:
    """Name characters one after the other, no more than so many, and count the rest."""
    names = ", ".join(map(name_of, characters[:most]))
    rest = len(characters) - most
    return f"{names} … (+{rest})" if rest > 0 else names


def is_shaped(character: str) -> bool:
    """Tell whether a script joins, stacks or turns its letters round: a font alone is not enough.

    Examples
    --------
    >>> [is_shaped(c) for c in "سนक한ა"]
    [True, True, True, False, False]
    """
    code = ord(character)
    if _NOT_SHAPED[0] <= code <= _NOT_SHAPED[1]:
        return False
    return any(first <= code <= last for first, last in _SHAPED)
