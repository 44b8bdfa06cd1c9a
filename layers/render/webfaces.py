"""The faces that travel to the browser: those of the page, and the letters used of all others.

What the press can print is so drawn alike on every screen; only for what no face has the browser
looks for a font of the reader's.
"""

import base64
import re
from collections.abc import Iterable
from typing import Final

from geo.letters import SCREEN, is_mark, is_wide, tables
from layers.assets import read_faces
from layers.render.faces import FACES, Face, characters_of
from layers.render.subset import to_woff
from layers.wording import LANGUAGES

_ASCII: Final = bytes(range(128))
_MARKED: Final = re.compile("[^\x00-\x1f][\u0300-\u036f]+")
_FAMILIES: Final = ("Atlas Han", "Atlas Han Other")
_RARE: Final = "Atlas Other"
_ORDER: Final = {"zh": ("Noto Sans SC", "Noto Sans JP")}
_JAPANESE_FIRST: Final = ("Noto Sans JP", "Noto Sans SC")


def letters_beyond(text: str) -> frozenset[str]:
    """Give the characters beyond ASCII; a whole atlas is mostly figures and brackets."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return frozenset(rest.decode("utf-8", "surrogatepass"))


def wide_letters(letters: frozenset[str]) -> frozenset[int]:
    """Give the code points that an East Asian face must draw.

    Examples
    --------
    >>> sorted(map(chr, wide_letters(frozenset("Okha オハ"))))
    ['オ', 'ハ']
    """
    return frozenset(ord(letter) for letter in letters if is_wide(letter))


def rare_letters(letters: frozenset[str], text: str) -> frozenset[int]:
    """Give the code points that the faces of the page lack, accents together with their letters.

    Examples
    --------
    >>> text = "Оха q\u0303"
    >>> sorted(map(chr, rare_letters(letters_beyond(text), text)))
    ['q', '\u0303']
    """
    rare = {x for x in letters if ord(x) not in tables()[SCREEN] and not is_wide(x)}
    if any(map(is_mark, rare)):
        rare.update("".join(_MARKED.findall(text)))
    return frozenset(map(ord, rare))


def _regular(family: str) -> Face:
    """Give the regular face of a family."""
    return next(f for f in FACES if f.family == family and not (f.bold or f.italic))


def to_faces(texts: Iterable[str], *, language: str) -> list[dict[str, str]]:
    """Give the faces that a page with these texts needs, as base64 of WOFF2 or WOFF.

    The language decides whether a character is drawn the Japanese or the Chinese way.
    """
    faces = list(read_faces())
    pieces = (*texts, *LANGUAGES.values())
    letters = frozenset[str]().union(*map(letters_beyond, pieces))
    european = _regular("Noto Sans")
    rare = frozenset[int]().union(*(rare_letters(letters, piece) for piece in pieces))
    missing = wide_letters(letters) | (rare - characters_of(european))
    for name, family in zip(_FAMILIES, _ORDER.get(language, _JAPANESE_FIRST), strict=True):
        face = _regular(family)
        faces += _cut(name, face, missing)
        missing -= characters_of(face)
    return faces + _cut(_RARE, european, rare)


def _cut(name: str, face: Face, letters: frozenset[int]) -> list[dict[str, str]]:
    """Give the part of a face that has some letters, if there is one."""
    here = letters & characters_of(face)
    if not here:
        return []
    data = base64.b64encode(to_woff(face, here)).decode("ascii")
    return [{"family": name, "weight": "400", "style": "normal", "format": "woff", "data": data}]
