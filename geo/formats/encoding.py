"""Bytes as text: which encoding a file is in, by its signature, its zeros, or its letters.

UTF-8 and UTF-16 are recognised for certain. Everything older is a guess: each candidate is asked to
read the lines that are not plain ASCII, and the one wins under which they look most like writing:
Cyrillic words in one case, accents inside Latin words, kana, and Han characters of the half of each
standard that holds the common ones.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.formats.raw import Finding, RefusedFileError

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE_BYTES: Final = 60_000
SAMPLE_LINES: Final = 2_000
SIGNATURES: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
TITLES: Final = {
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8-r": "KOI8-R (Cyrillic)",
    "cp866": "CP866 (Cyrillic, DOS)",
    "cp932": "Shift-JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "cp950": "Big5 (traditional Chinese)",
    "gb18030": "GB18030 (simplified Chinese)",
    "cp1252": "Windows-1252 (Western European, Latin-1)",
    "cp1250": "Windows-1250 (Central European)",
    "latin-1": "Latin-1",
}
ALIASES: Final = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "big5": "cp950",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "iso-8859-1": "latin-1",
}

FEWEST_BAD: Final = 0.02  # UTF-8 with at most this share of broken lines is UTF-8 gone wrong
ZEROS_IN_UTF16: Final = 0.2
MOST_CONTROLS: Final = 0.02
CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
PUNCTUATION: Final = frozenset("«»—–„“”‘’№…·°′″§©±×→\xa0、。「」『』（）：；，・〜～％ー々〇")
WESTERN: Final = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßš žÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝ¿¡ºªð þ")
CENTRAL: Final = frozenset("ąćęłńśźżčďěňřšťůžőűáéíóúýöüäôĺľŕăâîşţĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽŐŰÁÉÍÓÚÖÜ")
CYRILLIC: Final = re.compile(r"[Ѐ-ӿ]")
FREQUENT: Final = frozenset("оеаинтсрвлкмдпуя")
KANA: Final = re.compile(r"[ぁ-ゖァ-ヺ]")
HAN: Final = re.compile(r"[一-鿿]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and what should be said about that."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(raw: bytes, *, wish: str = "") -> Decoded:
    """Read bytes as text.

    Parameters
    ----------
    wish
        An encoding that a person chose; empty to find it out.

    Raises
    ------
    RefusedFileError
        If the bytes are no text in any encoding known here, or not in the one wished for.
    """
    if wish:
        return _as_wished(raw, ALIASES.get(wish.lower(), wish.lower()))
    signed = next((name for signature, name in SIGNATURES if raw.startswith(signature)), "")
    certain = signed or _sixteen_bit(raw[:SAMPLE_BYTES])
    if certain:
        return _marked(raw, certain)
    try:
        return _checked(Decoded(raw.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError:
        return _checked(_damaged(raw) or _guessed(raw))


def _as_wished(raw: bytes, encoding: str) -> Decoded:
    """Read bytes in an encoding that a person chose."""
    if encoding not in {*TITLES, "utf-8", "utf-16", "utf-8-sig"}:
        message = f"{encoding!r} is not an encoding known here; expected one of {', '.join(TITLES)}"
        raise RefusedFileError(message)
    text = raw.decode(encoding, errors="replace")
    return _checked(Decoded(text, encoding, _about_broken(text, encoding)))


def _marked(raw: bytes, encoding: str) -> Decoded:
    """Read bytes whose encoding is certain."""
    text = raw.decode(encoding, errors="replace").removeprefix("\ufeff")
    said: tuple[Finding, ...] = ()
    if not encoding.startswith("utf-8"):
        said = (Finding("encoding", f"it is written in {encoding.upper()}", grave=False),)
    return _checked(Decoded(text, encoding, said + _about_broken(text, encoding)))


def _about_broken(text: str, encoding: str) -> tuple[Finding, ...]:
    """Say that bytes had no meaning in an encoding."""
    broken = text.count("\ufffd")
    if not broken:
        return ()
    message = (
        f"{broken} bytes or groups of bytes mean nothing in {TITLES.get(encoding, encoding.upper())}; "
        "they are shown as \ufffd"
    )
    return (Finding("broken-characters", message, broken),)


def _checked(decoded: Decoded) -> Decoded:
    """Refuse what is not writing but the bytes of a program or a picture."""
    sample = decoded.text[:SAMPLE_BYTES]
    controls = len(CONTROL.findall(sample))
    if controls > max(3, MOST_CONTROLS * len(sample)):
        message = "it is neither a text nor a kind of file that is read here"
        raise RefusedFileError(message)
    return decoded


def _sixteen_bit(sample: bytes) -> str:
    """Recognise UTF-16 without a signature by the zeros of its plain letters."""
    if len(sample) < 4:  # noqa: PLR2004 -- two characters
        return ""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > ZEROS_IN_UTF16 * half and even <= odd // 20:
        return "utf-16-le"
    if even > ZEROS_IN_UTF16 * half and odd <= even // 20:
        return "utf-16-be"
    return ""


def _damaged(raw: bytes) -> Decoded | None:
    """Recognise UTF-8 of which a few bytes were lost, such as at the end of a truncated file."""
    lines = [line for line in raw.split(b"\n") if not line.isascii()][:SAMPLE_LINES]
    broken = sum(1 for line in lines if not _reads(line, "utf-8"))
    if broken > max(1, FEWEST_BAD * len(lines)) or (broken == len(lines) and len(lines) > 1):
        return None
    text = raw.decode("utf-8", errors="replace")
    whole = sum(1 for character in text if ord(character) > 127) - text.count("\ufffd")  # noqa: PLR2004 -- ASCII
    if whole < 3 * text.count("\ufffd"):
        return None
    return Decoded(text, "utf-8", _about_broken(text, "utf-8"))


def _guessed(raw: bytes) -> Decoded:
    """Choose the encoding under which the bytes look most like writing."""
    sample = _sample(raw)
    scores = {
        encoding: score(text)
        for encoding, score in SCORES.items()
        if (text := _beginning(sample, encoding)) is not None
    }
    ranked = sorted(scores, key=lambda encoding: -scores[encoding])
    best = next((encoding for encoding in ranked if _reads(raw, encoding)), "latin-1")
    others = [e for e in scores if e != best and scores[e] > 0.5 * scores[best]]
    message = f"its encoding is not stated; read as {TITLES[best]}, judging by its letters"
    repairs = tuple(f"encoding:{encoding}" for encoding in others)
    found = Finding("encoding-guessed", message, repairs=repairs)
    return Decoded(raw.decode(best), best, (found,))


def _sample(raw: bytes) -> bytes:
    """Take the lines that are not plain ASCII, up to a limit."""
    taken, size = [], 0
    for line in raw.splitlines():
        if not line.isascii():
            taken.append(line)
            size += len(line)
        if size > SAMPLE_BYTES:
            break
    return b"\n".join(taken)[:SAMPLE_BYTES]


def _beginning(sample: bytes, encoding: str) -> str | None:
    """Read a sample, which may end within a character; None if it is not in an encoding."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return None


def _reads(raw: bytes, encoding: str) -> bool:
    """Tell whether bytes can be read in an encoding at all."""
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _mean(text: str, score: Callable[[str, int], float]) -> float:
    """Average a score over the characters that are not plain ASCII."""
    places = [place for place, character in enumerate(text) if ord(character) > 127]  # noqa: PLR2004 -- ASCII
    return sum(score(text, place) for place in places) / max(len(places), 1)


def _cyrillic(text: str, place: int) -> float:
    """Score a character as Cyrillic: words in one case, frequent letters often."""
    character, before = text[place], text[place - 1] if place else " "
    if CYRILLIC.match(character):
        if (character.isupper() and before.islower()) or (before.isascii() and before.isalpha()):
            return 0.0
        after = text[place + 1] if place + 1 < len(text) else " "
        if after.isascii() and after.isalpha():
            return 0.0
        return 1.2 if character in FREQUENT else 0.9
    return 0.9 if character in PUNCTUATION else 0.0


def _latin(letters: frozenset[str]) -> Callable[[str, int], float]:
    """Make a score for accents inside words of plain letters."""

    def score(text: str, place: int) -> float:
        character = text[place]
        if character in letters:
            around = text[max(place - 1, 0) : place + 2]
            plain = sum(1 for c in around if c.isascii() and c.isalpha())
            return 1.0 if plain else 0.4
        return 0.4 if character in PUNCTUATION else 0.0

    return score


def _han(encoding: str, first: int, last: int, *, kana: float) -> Callable[[str, int], float]:
    """Make a score for Han characters, common ones having lead bytes from ``first`` to ``last``."""

    def score(text: str, place: int) -> float:
        character = text[place]
        if KANA.match(character):
            return kana
        if character in PUNCTUATION or "！" <= character <= "～":
            return 0.9
        if not HAN.match(character):
            return 0.0
        coded = character.encode(encoding, errors="ignore")
        return 1.0 if coded and first <= coded[0] <= last else 0.35

    return score


def _scored(score: Callable[[str, int], float], weight: float = 1.0) -> Callable[[str], float]:
    """Make the score of a text from that of its characters."""
    return lambda text: weight * _mean(text, score)


# The better known of two encodings comes first: it wins if both read as well.
SCORES: Final[dict[str, Callable[[str], float]]] = {
    "cp1251": _scored(_cyrillic),
    "koi8-r": _scored(_cyrillic),
    "cp866": _scored(_cyrillic),
    "cp932": _scored(_han("cp932", 0x88, 0x97, kana=1.2)),
    "euc_jp": _scored(_han("euc_jp", 0xB0, 0xCF, kana=1.2), 0.97),
    "cp950": _scored(_han("cp950", 0xA4, 0xC6, kana=0.3)),
    "gb18030": _scored(_han("gb2312", 0xB0, 0xD7, kana=0.3)),
    "cp1252": _scored(_latin(WESTERN)),
    "cp1250": _scored(_latin(CENTRAL), 0.98),
    "latin-1": _scored(_latin(WESTERN), 0.9),
}
