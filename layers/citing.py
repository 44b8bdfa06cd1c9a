"""Sources in the reader's citation style.

The short form is the atlas's own. The others follow the styles that come with typst, which reads
and sets them as it would a bibliography; nothing is fetched. A style leaves out what does not
belong to it. When a page was read is the reader's to say: no clock is asked.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from importlib import import_module
from types import MappingProxyType
from typing import Final, TypeAlias

from geo.errors import UnknownFormatError
from geo.publish.bibliography import to_csl_type
from geo.publish.inert import to_printable
from geo.source import Source

OWN_STYLE: Final = "atlas"
STYLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "apa": "apa",
        "chicago": "chicago-notes",
        "harvard": "harvard-cite-them-right",
        "mla": "mla",
        "turabian": "turabian-fullnote-8",
        "vancouver": "springer-vancouver",  # the plain one leaves the authors out
    }
)
STYLE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "apa": "APA",
        "chicago": "Chicago",
        "harvard": "Harvard",
        "mla": "MLA",
        "turabian": "Turabian",
        "vancouver": "Vancouver",
    }
)
READ_ON: Final = "3333-12-31"  # stands for the day on which the reader looked, and is left blank

_BRITISH: Final = frozenset({"harvard"})
_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"book": "book", "thesis": "thesis", "manuscript": "manuscript", "treaty": "legislation"}
)
_SHIELDED: Final = "$\\{}#"  # what means something in the titles of a bibliography
_SHIELD: Final = {ord(c): chr(0xE100 + i) for i, c in enumerate(_SHIELDED)}
_UNSHIELD: Final = {0xE100 + i: c for i, c in enumerate(_SHIELDED)}
_YEAR: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![\dX-])", re.ASCII)
_INITIALS: Final = re.compile(r"((?:\w\.[ -]?)+) ?([^\W\d_][\w’'-]+)\Z")
_NUMBER: Final = re.compile(r"\A\s*(?:\[?\d+[.\]]\s*)")
_ENDS: Final = re.compile(r"[.!?…。]['’”」）)]?\Z")
_OPEN_ENDED: Final = frozenset({"apa", "vancouver"})  # whose entries end with a bare address
_SENTINEL: Final = re.compile(
    r"31 Dec(?:ember|\.)? 3333|Dec(?:ember|\.)? 31, 3333|3333 Dec(?:ember|\.)? 31"
)
# A day that is not told leaves its preposition, a year without a month its comma, and a page that
# is cited and read on the same day would say so twice.
_HANGING: Final = re.compile(r"Retrieved \Z|(\(\d{4}),(?=\))|\. Accessed \[     \]\.?\Z")
_MANY: Final = 64
_LONGEST: Final = 150  # characters of the short form on a sheet; the whole is in the metadata


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a citation in one look."""

    text: str
    italic: bool = False


Citation: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to cite, a source or a view of the atlas; empty if unknown."""

    title: str
    author: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    accessed: str = ""
    kind: str = ""


def to_work(source: Source) -> Work:
    """Take from a source what a citation needs."""
    return Work(
        source.title,
        source.author,
        source.publisher,
        source.published,
        source.url,
        source.accessed,
        to_csl_type(source),
    )


def cite(sources: Sequence[Source], style: str) -> tuple[Citation, ...]:
    """Cite sources in a style, in the order given.

    Raises
    ------
    UnknownFormatError
        When there is no such style.
    """
    if style == OWN_STYLE:
        return tuple(map(_short, sources))
    return cite_works(tuple(map(to_work, sources)), style)


def to_plain(citation: Citation) -> str:
    """Give a citation without its looks."""
    return "".join(piece.text for piece in citation)


def _short(work: Work | Source) -> Citation:
    """Cite by author, title and year, cut where it would run on."""
    text = ", ".join(part for part in (work.author, work.title, work.published) if part)
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return (Piece(text),)


@lru_cache(maxsize=_MANY)
def cite_works(works: tuple[Work, ...], style: str) -> tuple[Citation, ...]:
    """Cite works in one of :data:`STYLES`."""
    if style not in STYLES:
        message = f"There is no citation style {style!r}; there are {', '.join(STYLES)}."
        raise UnknownFormatError(message)
    if not works:
        return ()
    entries = {f"k{i}": _entry(work) for i, work in enumerate(works)}
    region = "gb" if style in _BRITISH else "us"
    cited = "\n".join(f'#par[#cite(label("{key}"), form: "full")]' for key in entries)
    source = (
        f'#set text(lang: "en", region: "{region}")\n{cited}\n'
        f'#bibliography(bytes(sys.inputs.works), style: "{STYLES[style]}", title: none)\n'
    )
    works_json = json.dumps(entries, ensure_ascii=False)
    typst = import_module("typst")  # the first map does not wait for it
    page = typst.compile(source.encode(), format="html", sys_inputs={"works": works_json})
    reader = _Reader()
    reader.feed(bytes(page).decode())
    return tuple(
        _tidy(pieces, style) or _tidy(_short(work), style)
        for pieces, work in zip(reader.paragraphs, works, strict=True)
    )


def _plain(text: str) -> str:
    """Make a text safe for a bibliography: no line breaks, no markup."""
    return " ".join(to_printable(text).split()).translate(_SHIELD)


def _entry(work: Work) -> dict[str, object]:
    """Write a work as an entry of a bibliography."""
    date = _YEAR.match(work.published)
    day = _YEAR.fullmatch(work.accessed)
    kind = _KINDS.get(work.kind, "web" if work.url else "misc")
    entry: dict[str, object] = {
        "type": kind,
        "title": {"value": _plain(work.title), "verbatim": True},
        "author": [_person(name) for name in re.split(r";| and |、", work.author) if name.strip()],
        "publisher": _plain(work.publisher),
        "date": date[0] if date else "",
    }
    if work.url:
        url = _plain(work.url)
        entry["url"] = {"value": url, "date": day[0]} if day else url
    return {name: value for name, value in entry.items() if value}


def _person(name: str) -> str | dict[str, str]:
    """Write a name as family and given name where it shows which is which; else as it stands."""
    name = _plain(name)
    initials = _INITIALS.match(name)
    if initials:
        return f"{initials[2]}, {initials[1].strip()}"
    return name if name.count(",") == 1 else {"name": name}


class _Reader(HTMLParser):
    """Reads paragraphs with their italics."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[list[Piece]] = []
        self._inside = False
        self._italic = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "section":
            self._inside = False
        elif tag == "p":
            self.paragraphs.append([])
            self._inside = True
        elif tag == "em":
            self._italic += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._inside = False
        elif tag == "em":
            self._italic -= 1

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.paragraphs[-1].append(Piece(data.translate(_UNSHIELD), self._italic > 0))


def _tidy(pieces: Sequence[Piece], style: str) -> Citation:
    """Take away number and empty phrases, blank the reader's day, and end with a full stop."""
    texts = [piece.text for piece in pieces]
    if not "".join(texts).strip():
        return ()
    texts[0] = _NUMBER.sub("", texts[0])
    texts = [_SENTINEL.sub("[     ]", text) for text in texts]
    texts = [_HANGING.sub(r"\1", text) for text in texts]
    texts[-1] = texts[-1].rstrip()
    whole = "".join(texts)
    if not _ENDS.search(whole) and not (style in _OPEN_ENDED and "://" in whole.rsplit(" ", 1)[-1]):
        texts.append(".")
        pieces = [*pieces, Piece("")]
    return tuple(
        Piece(text, piece.italic) for text, piece in zip(texts, pieces, strict=True) if text
    )
