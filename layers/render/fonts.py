"""The atlas's own faces: which one sets a letter, how wide it runs, what it cannot write.

The face follows from the script and the language, never from one chain of fallbacks: Latin,
Cyrillic and Greek are set in Noto Sans or Noto Serif, Japanese in Noto Sans JP, Chinese in
Noto Sans SC. The same character may look different in Japanese and in Chinese, so a text says
which it is. Lengths are measured by HarfBuzz on the files that are also embedded and printed.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Final

from layers.render.faces import FACES, FONT_FOLDER, Face, characters_of, shape
from layers.render.sheet import Family, Run

__all__ = [
    "FACES",
    "FONT_FOLDER",
    "Face",
    "characters_of",
    "han_language",
    "measure",
    "missing_glyphs",
    "split_run",
    "to_printable",
    "to_runs",
]

_CACHED_TEXTS: Final = 32_768
_WIDE_PUNCTUATION: Final = frozenset("…—―“”‘’※")
_FORBIDDEN: Final = frozenset({"Cc", "Cs"})
_BREAKS: Final = dict.fromkeys((0x09, 0x0A, 0x0D, 0x2028, 0x2029), " ")
_REORDERING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


_EUROPEAN: Final = {"sans": "Noto Sans", "serif": "Noto Serif"}
_HAN: Final = {"ja": "Noto Sans JP", "zh": "Noto Sans SC"}
_BY_LOOK: Final = {(face.family, face.bold, face.italic): face for face in FACES}


def _is_noncharacter(code: int) -> bool:
    """Tell whether a code point is one of those that Unicode keeps for itself."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 -- Unicode 23.7


@lru_cache(maxsize=_CACHED_TEXTS)
def to_printable(text: str) -> str:
    r"""Drop what no page can show: control characters and marks that turn the reading direction.

    Line breaks and tabs become spaces.

    Examples
    --------
    >>> to_printable("Okha\x07\u202e\nfield")
    'Okha field'
    """
    spaced = text.replace("\r\n", " ").translate(_BREAKS)
    if not any("\uf900" <= character <= "\ufaff" for character in spaced):  # NFC would unify those
        spaced = unicodedata.normalize("NFC", spaced)
    return "".join(
        character
        for character in spaced
        if unicodedata.category(character) not in _FORBIDDEN
        and character not in _REORDERING
        and not _is_noncharacter(ord(character))
    )


@lru_cache(maxsize=_CACHED_TEXTS)
def _is_han(character: str, *, in_han_text: bool) -> bool:
    """Tell whether a character is set in an East Asian face."""
    if in_han_text and character in _WIDE_PUNCTUATION:
        return True
    return unicodedata.east_asian_width(character) in {"W", "F", "H"}


def _is_kana(character: str) -> bool:
    return "\u3041" <= character <= "\u30ff"


def han_language(text: str, language: str) -> str:
    """Tell whether the East Asian characters of a text are Japanese or Chinese.

    The language decides where it is one of the two. Elsewhere kana mean Japanese, and so do
    characters that are all used in Japan; what is left is Chinese.

    Examples
    --------
    >>> (
    ...     han_language("北樺太石油", "en"),
    ...     han_language("萨哈林", "en"),
    ...     han_language("海", "zh-Hant"),
    ... )
    ('ja', 'zh', 'zh')
    """
    stated = language.split("-", 1)[0]
    if stated in _HAN:
        return stated
    if any(map(_is_kana, text)):
        return "ja"
    japanese = characters_of(_BY_LOOK["Noto Sans JP", False, False])
    wide = (character for character in text if _is_han(character, in_han_text=False))
    return "ja" if all(ord(character) in japanese for character in wide) else "zh"


def _candidates(run: Run, *, han: bool, han_family: str) -> Iterator[Face]:
    """Yield the faces that may draw a character of a run, the right one first.

    After it come the regular weight of the same family and the other families, for characters
    that the right face lacks: an arrow, a rare ideograph.
    """
    european = _EUROPEAN[run.family]
    if han:
        yield _BY_LOOK[han_family, run.bold, False]
        yield _BY_LOOK[han_family, False, False]
    else:
        yield _BY_LOOK[european, run.bold, run.italic]
    for family in (*_EUROPEAN.values(), han_family, *_HAN.values()):
        yield _BY_LOOK[family, run.bold, False]
        yield _BY_LOOK[family, False, False]


@lru_cache(maxsize=_CACHED_TEXTS)
def _face_for(character: str, run: Run, han_family: str) -> tuple[Face, bool]:
    """Choose the face of one character, and say whether that face can draw it.

    ``run`` comes without its text and language: only its look counts.
    """
    han = _is_han(character, in_han_text=run.language in _HAN)
    choices = tuple(_candidates(run, han=han, han_family=han_family))
    for face in choices:
        if ord(character) in characters_of(face):
            return face, True
    return choices[0], False


def _is_follower(character: str) -> bool:
    """Tell whether a character belongs to the one before it: accents, joiners, selectors."""
    return unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}


def _faces(run: Run) -> Iterator[tuple[str, Face, bool]]:
    """Yield each character of a run with its face and whether it can be drawn."""
    language = han_language(run.text, run.language)
    stated = run.language.split("-", 1)[0]
    look = replace(run, text="", language=stated, fill=None, size_factor=1.0)
    face: Face | None = None
    for character in run.text:
        if face is not None and _is_follower(character):
            drawn = unicodedata.category(character) == "Cf" or ord(character) in characters_of(face)
        else:
            face, drawn = _face_for(character, look, _HAN[language])
        yield character, face, drawn


@lru_cache(maxsize=_CACHED_TEXTS)
def split_run(run: Run) -> tuple[tuple[Run, Face], ...]:
    """Split a run where its face changes; control characters are dropped.

    East Asian parts of a text in another language are given the language that
    :func:`han_language` finds.
    """
    run = replace(run, text=to_printable(run.text))
    parts = []
    for face, group in groupby(_faces(run), key=lambda item: item[1]):
        text = "".join(character for character, _, _ in group)
        foreign = face.family in _HAN.values() and run.language.split("-", 1)[0] not in _HAN
        has_han = any(_is_han(character, in_han_text=False) for character in text)
        language = han_language(run.text, run.language) if foreign and has_han else run.language
        parts.append((replace(run, text=text, language=language), face))
    return tuple(parts)


@lru_cache(maxsize=_CACHED_TEXTS)
def to_runs(
    text: str,
    language: str,
    *,
    family: Family = "sans",
    bold: bool = False,
    italic: bool = False,
) -> tuple[Run, ...]:
    """Split a text in one language by script, ready to be set.

    Examples
    --------
    >>> [(run.text, run.language) for run in to_runs("Okha オハ", "en")]
    [('Okha ', 'en'), ('オハ', 'ja')]
    """
    whole = Run(text, language, family=family, bold=bold, italic=italic)
    return tuple(run for run, _ in split_run(whole))


def missing_glyphs(text: str, language: str) -> str:
    """Give the characters of a text that none of the atlas's faces can draw, each once.

    Examples
    --------
    >>> missing_glyphs("Оха, オハ, 奧哈", "en"), missing_glyphs("ᚠ Okha ᚠ", "en")
    ('', 'ᚠ')
    """
    run = Run(to_printable(text), language)
    found = dict.fromkeys(character for character, _, drawn in _faces(run) if not drawn)
    return "".join(found)


def measure(runs: Iterable[Run], size_mm: float, spacing_em: float = 0.0) -> float:
    """Measure the width in millimetres of a line of lettering.

    Letter-spacing counts between characters, not after the last.
    """
    width_em, letters = 0.0, 0
    for run in runs:
        for part, face in split_run(run):
            line = shape(face, part.text, part.language, spaced=spacing_em != 0)
            width_em += line.width_em * part.size_factor
            letters += line.letters
    return (width_em + spacing_em * max(letters - 1, 0)) * size_mm
