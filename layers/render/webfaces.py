"""The faces that travel to the browser: ours, and of the East Asian ones the letters used."""

import base64
import re
import unicodedata
from typing import Final

from layers.assets import read_faces
from layers.render.faces import FACES, Face, characters_of
from layers.render.subset import to_woff
from layers.wording import LANGUAGES

_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_WIDE: Final = frozenset({"W", "F", "H"})
_FAMILIES: Final = ("Atlas Han", "Atlas Han Other")
_ORDER: Final = {"zh": ("Noto Sans SC", "Noto Sans JP")}
_JAPANESE_FIRST: Final = ("Noto Sans JP", "Noto Sans SC")


def wide_letters(text: str) -> frozenset[int]:
    """Give the code points of a text that an East Asian face must draw.

    Examples
    --------
    >>> sorted(map(chr, wide_letters("Okha オハ")))
    ['オ', 'ハ']
    """
    beyond = "".join(_BEYOND_ASCII.findall(text))  # a whole atlas is mostly figures and brackets
    return frozenset(ord(c) for c in set(beyond) if unicodedata.east_asian_width(c) in _WIDE)


def _regular(family: str) -> Face:
    """Give the regular face of a family."""
    return next(f for f in FACES if f.family == family and not (f.bold or f.italic))


def to_faces(text: str, *, language: str) -> list[dict[str, str]]:
    """Give the faces that a page with this text needs, as base64 of WOFF2 or WOFF.

    The language decides whether a character is drawn the Japanese or the Chinese way.
    """
    faces = list(read_faces())
    missing = wide_letters(text + "".join(LANGUAGES.values()))
    for name, family in zip(_FAMILIES, _ORDER.get(language, _JAPANESE_FIRST), strict=True):
        face = _regular(family)
        here = missing & characters_of(face)
        missing -= here
        if here:
            data = base64.b64encode(to_woff(face, here)).decode("ascii")
            faces.append(
                {
                    "family": name,
                    "weight": "400",
                    "style": "normal",
                    "format": "woff",
                    "data": data,
                }
            )
    return faces
