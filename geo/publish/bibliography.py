"""The sources of an atlas as CSL-JSON, BibTeX and RIS, for Zotero, Pandoc and LaTeX."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from geo.datetext import Interval, SingleDate, read_edtf
from geo.errors import InvalidDateError
from geo.publish.cited import select_sources
from geo.publish.inert import to_line, to_printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from geo.atlas import Atlas
    from geo.source import Source

TYPES: Final = (
    ("newspaper|press note|press copy|local press", "article-newspaper", "article", "NEWS"),
    ("magazine", "article-magazine", "article", "MGZN"),
    ("journal|scholarly article|secondary \\(article", "article-journal", "article", "JOUR"),
    ("encyclop|dictionary|gazetteer(?! data)", "entry-encyclopedia", "inreference", "ENCYC"),
    ("thesis|dissertation", "thesis", "thesis", "THES"),
    ("data", "dataset", "dataset", "DATA"),
    ("blog|forum", "post-weblog", "online", "BLOG"),
    ("book|yearbook|directory", "book", "book", "BOOK"),
    ("treaty", "treaty", "legal", "LEGAL"),
    ("map", "map", "misc", "MAP"),
    ("diary|letter|manuscript|archive", "manuscript", "unpublished", "MANSCPT"),
)
"""What a kind of source is called elsewhere: words in it, then CSL, BibLaTeX, RIS."""

PAGE: Final = ("webpage", "online", "ELEC")
OTHER: Final = ("document", "misc", "GEN")
SAFE_IN_URL: Final = ":/?#[]@!$&'()*+,;=%~-._"
LATEX: Final[Mapping[str, str]] = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}

_SPECIAL: Final = re.compile(r"[\\{}$&#%_^~]")
_LEVEL_1: Final = re.compile(
    r"(?:-?\d{4}|\d{3}X|\d{2}XX)(?:-\d\d(?:-\d\d)?)?[?~%]?"
    r"(?:/(?:-?\d{4}(?:-\d\d(?:-\d\d)?)?[?~%]?|\.\.)?)?",
    re.ASCII,
)


def to_csl(atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write the sources of features as CSL-JSON."""
    items = [_csl_item(source) for source in select_sources(atlas, features)]
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode()


def to_bibtex(atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write the sources of features as BibTeX, with the date fields of BibLaTeX."""
    return "\n".join(map(_bibtex_entry, select_sources(atlas, features))).encode()


def to_ris(atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write the sources of features as RIS, lines ending as the format wants."""
    return "".join(map(_ris_record, select_sources(atlas, features))).encode()


def _types(source: Source) -> tuple[str, str, str]:
    """Find what a source is called in CSL, BibLaTeX and RIS."""
    kind = source.kind.casefold()
    for words, csl, bibtex, ris in TYPES:
        if re.search(words, kind):
            return csl, bibtex, ris
    return PAGE if source.url else OTHER


def to_csl_type(source: Source) -> str:
    """Find what a source is called in CSL."""
    return _types(source)[0]


def _csl_item(source: Source) -> dict[str, object]:
    """Write one source; what has no field of its own is custom."""
    custom = {"reliability": source.reliability, "license": source.license}
    item: dict[str, object] = {
        "id": source.id,
        "type": _types(source)[0],
        "title": source.title,
        "author": [{"literal": source.author}] if source.author else None,
        "publisher": source.publisher,
        "issued": _csl_date(source.published),
        "URL": source.url,
        "accessed": _csl_date(source.accessed),
        "language": source.language,
        "genre": source.kind,
        "annote": source.part_seen,
        "note": source.note,
        "custom": {key: value for key, value in custom.items() if value},
    }
    return {key: value for key, value in item.items() if value}


def _csl_date(text: str) -> dict[str, object] | None:
    """Write a date in parts where it is one or runs from one to another; else as it stands."""
    if not text:
        return None
    try:
        stated = read_edtf(text)
    except InvalidDateError:
        return {"literal": text}
    dates = (stated.start, stated.end) if isinstance(stated, Interval) else (stated,)
    parts = [_csl_parts(date) for date in dates if isinstance(date, SingleDate)]
    if len(parts) < len(dates) or not all(parts):
        return {"literal": text}
    doubted = any(isinstance(date, SingleDate) and date.marks for date in dates)
    return {"date-parts": parts} | ({"circa": True} if doubted else {})


def _csl_parts(date: SingleDate) -> list[int]:
    """Give the parts of a date; none of one that is not all digits."""
    texts = [part for part in (date.year, date.month, date.day) if part]
    if date.is_season or date.exponent or date.significant or "X" in "".join(texts):
        return []
    return list(map(int, texts))


def _bibtex_entry(source: Source) -> str:
    """Write one entry; names and titles in double braces are left as they are."""
    is_date = _LEVEL_1.fullmatch(source.published)
    fields = {
        "title": _latex(source.title),
        "author": f"{{{_latex(source.author)}}}" if source.author else "",
        "publisher": _latex(source.publisher),
        "date": source.published if is_date else "",
        "howpublished": "" if is_date else _latex(source.published),
        "url": to_url(source.url),
        "urldate": source.accessed if _LEVEL_1.fullmatch(source.accessed) else "",
        "langid": _latex(source.language),
        "type": _latex(source.kind),
        "annotation": _latex(source.part_seen),
        "note": _latex(source.note),
        "keywords": _latex(f"{source.reliability} reliability" if source.reliability else ""),
        "copyright": _latex(source.license),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{_types(source)[1]}{{{source.id},\n{''.join(lines)}}}\n"


def _latex(text: str) -> str:
    r"""Escape a text for LaTeX and put it on one line.

    Examples
    --------
    >>> print(_latex("50 % of {it}"))
    50 \% of \{it\}
    """
    return _SPECIAL.sub(lambda found: LATEX[found[0]], to_line(text))


def to_url(text: str) -> str:
    """Write an address without characters that end a field or a line.

    Examples
    --------
    >>> to_url("https://example.org/a b{c}")
    'https://example.org/a%20b%7Bc%7D'
    """
    return quote(to_printable(text), safe=SAFE_IN_URL)


def _ris_record(source: Source) -> str:
    """Write one record: its tags in order, the type first and the end last."""
    date = _csl_date(source.published) or {}
    parts = date.get("date-parts")
    first = parts[0] if isinstance(parts, list) else []
    tags = (
        ("TY", _types(source)[2]),
        ("ID", source.id),
        ("TI", source.title),
        ("AU", source.author),
        ("PB", source.publisher),
        ("PY", f"{first[0]:04d}" if first else ""),
        ("DA", "/".join([*(f"{part:02d}" for part in first), "", "", ""][:3]) if first else ""),
        ("UR", to_url(source.url)),
        ("Y2", source.accessed.replace("-", "/")),
        ("LA", source.language),
        ("M3", source.kind),
        ("N1", source.part_seen),
        ("N1", source.note),
        ("N1", "" if first or not source.published else f"Published: {source.published}"),
        ("C1", source.license),
        ("KW", f"{source.reliability} reliability" if source.reliability else ""),
    )
    lines = [f"{tag}  - {to_line(text)}\r\n" for tag, text in tags if text]
    return "".join([*lines, "ER  - \r\n\r\n"])
