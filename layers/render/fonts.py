"""The atlas's own faces: which one sets a letter, how wide it runs, what it cannot write.

The face follows from the script and the language, never from one chain of fallbacks: Latin,
Cyrillic and Greek are set in Noto Sans or Noto Serif, Japanese in Noto Sans JP, Chinese in
Noto Sans SC. The same character may look different in Japanese and in Chinese, so a text says
which it is. Lengths are measured by HarfBuzz on the files that are also embedded and printed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Final

from geo.letters import STAND_IN, is_mark, is_wide, to_visible
from layers.render.faces import (
    FACES,
    FONT_FOLDER,
    Face,
    Ink,
    characters_of,
    extent,
    ink_of,
    shape,
)
from layers.render.sheet import Family, Run

__all__ = [
    "FACES",
    "FONT_FOLDER",
    "Face",
    "characters_of",
    "han_language",
    "ink_reach",
    "measure",
    "missing_glyphs",
    "split_run",
    "to_printable",
    "to_runs",
    "to_settable",
]

_CACHED_TEXTS: Final = 32_768
_WIDE_PUNCTUATION: Final = frozenset("…—―“”‘’※")
_BREAKS: Final = dict.fromkeys((0x09, 0x0A, 0x0D, 0x2028, 0x2029), " ")

_EUROPEAN: Final = {"sans": "Noto Sans", "serif": "Noto Serif"}
_HAN: Final = {"ja": "Noto Sans JP", "zh": "Noto Sans SC"}
_BY_LOOK: Final = {(face.family, face.bold, face.italic): face for face in FACES}


@lru_cache(maxsize=_CACHED_TEXTS)
def to_printable(text: str) -> str:
    r"""Drop what nothing is to be seen of; line breaks and tabs become spaces.

    Examples
    --------
    >>> to_printable("Okha\x07\u202e\nfield")
    'Okha field'
    """
    return to_visible(text.replace("\r\n", " ").translate(_BREAKS))


@lru_cache(maxsize=_CACHED_TEXTS)
def _is_han(character: str, *, in_han_text: bool) -> bool:
    """Tell whether a character is set in an East Asian face."""
    if in_han_text and character in _WIDE_PUNCTUATION:
        return True
    return is_wide(character)


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
    japanese, chinese = (characters_of(_BY_LOOK[_HAN[x], False, False]) for x in ("ja", "zh"))
    wide = (ord(character) for character in text if is_wide(character))
    return "ja" if all(code in japanese or code not in chinese for code in wide) else "zh"


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
def _face_for(character: str, run: Run, han_family: str) -> Face | None:
    """Choose the face of one character, if any has it.

    ``run`` comes without its text and language: only its look counts.
    """
    han = _is_han(character, in_han_text=run.language in _HAN)
    choices = _candidates(run, han=han, han_family=han_family)
    return next((face for face in choices if ord(character) in characters_of(face)), None)


@lru_cache(maxsize=len(FACES))
def _own_letters(face: Face) -> frozenset[str]:
    """Give what a European face sets in a text of any language, whatever stands round it."""
    letters = map(chr, characters_of(face))
    return frozenset(c for c in letters if not (is_wide(c) or is_mark(c) or c in _WIDE_PUNCTUATION))


def _usual(run: Run) -> Face:
    """Give the face of a run's European letters."""
    return _BY_LOOK[_EUROPEAN[run.family], run.bold, run.italic]


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character of a run, and what is set for it: itself, a stand-in, or nothing more."""

    character: str
    text: str
    face: Face

    @property
    def is_drawn(self) -> bool:
        """Whether it is set itself."""
        return self.text == self.character


def _letters(run: Run) -> Iterator[_Letter]:
    """Yield the characters of a run as they are set.

    For what no face has a stand-in is seen, once for a letter and its marks: the press, which keeps
    to the standards of PDF, would refuse the sheet.
    """
    han_family = _HAN[han_language(run.text, run.language)]
    stated = run.language.split("-", 1)[0]
    look = replace(run, text="", language=stated, fill=None, size_factor=1.0)
    usual = _usual(run)
    last: _Letter | None = None
    for character in run.text:
        if last is not None and is_mark(character):
            has_it = last.is_drawn and ord(character) in characters_of(last.face)
            text = character if has_it else STAND_IN if last.is_drawn else ""
            last = _Letter(character, text, last.face if has_it else usual)
        elif face := _face_for(character, look, han_family):
            last = _Letter(character, character, face)
        else:
            last = _Letter(character, STAND_IN, usual)
        yield last


@lru_cache(maxsize=_CACHED_TEXTS)
def _split(run: Run) -> tuple[tuple[Run, str, Face], ...]:
    """Split a run where its face changes; tell of each part what is set for its text."""
    run = replace(run, text=to_printable(run.text))
    usual = _usual(run)
    if run.text and _own_letters(usual).issuperset(run.text):
        return ((run, run.text, usual),)
    parts = []
    for face, group in groupby(_letters(run), key=lambda letter: letter.face):
        letters = tuple(group)
        text = "".join(letter.character for letter in letters)
        foreign = face.family in _HAN.values() and run.language.split("-", 1)[0] not in _HAN
        language = run.language
        if foreign and any(map(is_wide, text)):
            language = han_language(run.text, run.language)
        part = replace(run, text=text, language=language)
        parts.append((part, "".join(letter.text for letter in letters), face))
    return tuple(parts)


@lru_cache(maxsize=_CACHED_TEXTS)
def split_run(run: Run) -> tuple[tuple[Run, Face], ...]:
    """Split a run where its face changes, as it is set: a stand-in for what no face has.

    East Asian parts of a text in another language are given the language that
    :func:`han_language` finds.
    """
    return tuple(
        (part if text == part.text else replace(part, text=text), face)
        for part, text, face in _split(run)
        if text
    )


def to_settable(text: str, language: str) -> str:
    """Give a text as it is set: with a stand-in for what no face has.

    Examples
    --------
    >>> to_settable("Okha ᚠ", "en")
    'Okha \ufffd'
    """
    return "".join(run.text for run, _ in split_run(Run(text, language)))


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
    return tuple(run for run, _, _ in _split(whole))


@lru_cache(maxsize=_CACHED_TEXTS)
def missing_glyphs(text: str, language: str) -> str:
    """Give the characters of a text that none of the atlas's faces can draw, each once.

    Examples
    --------
    >>> missing_glyphs("Оха, オハ, 奧哈", "en"), missing_glyphs("ᚠ Okha ᚠ", "en")
    ('', 'ᚠ')
    """
    run = Run(to_printable(text), language)
    if _own_letters(_usual(run)).issuperset(run.text):
        return ""
    letters = _letters(run)
    return "".join(dict.fromkeys(x.character for x in letters if not x.is_drawn))


def measure(runs: Iterable[Run], size_mm: float, spacing_em: float = 0.0) -> float:
    """Measure the width in millimetres of a line of lettering.

    Letter-spacing counts between characters, not after the last.
    """
    width_em, letters = 0.0, 0
    for run in runs:
        for part, face in split_run(run):
            part_em, count = extent(face, part.text, part.language, spaced=spacing_em != 0)
            width_em += part_em * part.size_factor
            letters += count
    return (width_em + spacing_em * max(letters - 1, 0)) * size_mm


def ink_reach(runs: Iterable[Run]) -> Ink:
    """Give how far the ink of a line reaches above, below, before and after it, in em."""
    glyphs = [
        (part.size_factor, ink_of(face, glyph.number))
        for run in runs
        for part, face in split_run(run)
        for glyph in shape(face, part.text, part.language, spaced=False).glyphs
    ]
    if not glyphs:
        return Ink()
    (first, begin), (last, end) = glyphs[0], glyphs[-1]
    return Ink(
        max(factor * ink.rise for factor, ink in glyphs),
        max(factor * ink.drop for factor, ink in glyphs),
        max(first * begin.before, 0.0),
        max(last * end.after, 0.0),
    )
