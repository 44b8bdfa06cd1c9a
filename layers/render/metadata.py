"""What a file says about itself, in each format's own way, and how a sheet is found again from it.

Every format carries the same names and values: SVG as RDF, PDF as document information and XMP,
PNG as text chunks, TIFF, JPEG and WebP as XMP. The one called ``state`` holds all that is needed
to make the sheet again; it is plain ASCII without quotes or angle brackets and with an end of its
own, so that it stands readable, and unaltered, in all of them.
"""

import html
import re
import struct
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, quote

from geo.errors import UnknownFormatError
from layers.render.fonts import to_printable
from layers.render.sheet import Sheet

STATE_MARK: Final = "atlas-state:"
PROGRAM: Final = "The Convention Atlas 1.0.0"
ISSUED: Final = (2026, 11, 25)  # the release date: files must not know what time it is

_DUBLIN_CORE: Final = frozenset(
    {
        "contributor",
        "coverage",
        "creator",
        "date",
        "identifier",
        "publisher",
        "relation",
        "rights",
        "source",
        "subject",
        "type",
    }
)
_MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "credits": "rights",
        "date": "coverage",  # what the map shows; Dublin Core's own date would be the file's
        "extent": "coverage",
        "link": "identifier",
        "sources": "source",
    }
)
_STATE: Final = re.compile(re.escape(STATE_MARK.encode()) + rb"([A-Za-z0-9_.~%=;-]*)!")
_NOT_A_NAME: Final = re.compile(r"[^A-Za-z0-9]+")
_GIF_COMMENT: Final = b"!\xfe"
_MOST_STATE_CHARACTERS: Final = 20_000

_INCH_M: Final = 0.0254
_PNG_HEADER_BYTES: Final = 33  # signature and IHDR


def to_state(values: Mapping[str, str]) -> str:
    """Write names and values as one word of plain ASCII.

    Examples
    --------
    >>> to_state({"date": "1925-05", "title": "Оха & <co>"})
    'atlas-state:date=1925-05;title=%D0%9E%D1%85%D0%B0%20%26%20%3Cco%3E!'
    """
    pairs = (f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in values.items())
    return f"{STATE_MARK}{';'.join(pairs)}!"


def read_state(file: bytes) -> dict[str, str]:
    """Read the state out of an exported file of any format.

    Raises
    ------
    UnknownFormatError
        When the file holds no state.

    Examples
    --------
    >>> read_state(b"<x>atlas-state:date=1925;title=A%3B%20B!</x>")
    {'date': '1925', 'title': 'A; B'}
    """
    found = _STATE.search(_gif_comment(file) if file.startswith(b"GIF8") else file)
    if found is None or len(found[1]) > _MOST_STATE_CHARACTERS:
        message = "This file does not say how it was made; choose one exported by this atlas."
        raise UnknownFormatError(message)
    return dict(parse_qsl(found[1].decode("ascii"), separator=";", keep_blank_values=True))


def _gif_comment(file: bytes) -> bytes:
    """Join the pieces of the first comment of a GIF; each says before it how long it is."""
    at, pieces = file.find(_GIF_COMMENT) + len(_GIF_COMMENT), []
    while at < len(file) and file[at]:
        pieces.append(file[at + 1 : at + 1 + file[at]])
        at += 1 + file[at]
    return b"".join(pieces)


def escape(text: str) -> str:
    """Make a text safe inside XML, in elements and in attributes alike.

    Examples
    --------
    >>> escape('<b a="1">&')
    '&lt;b a=&quot;1&quot;&gt;&amp;'
    """
    return html.escape(to_printable(text), quote=True)


def _element_name(name: str) -> str:
    """Give the RDF element for a name: Dublin Core where it has one, else the atlas's own."""
    name = _MEANINGS.get(name, name)
    plain = _NOT_A_NAME.sub("-", name).strip("-0123456789").lower() or "value"
    return f"dc:{plain}" if plain in _DUBLIN_CORE else f"atlas:{plain}"


def to_rdf(sheet: Sheet) -> str:
    """Write a sheet's metadata as RDF."""
    language = escape(sheet.language)
    rows = [
        f"<atlas:program>{escape(PROGRAM)}</atlas:program>",
        f'<dc:title xml:lang="{language}">{escape(sheet.title)}</dc:title>',
        f'<dc:description xml:lang="{language}">{escape(sheet.description)}</dc:description>',
        f"<dc:language>{language}</dc:language>",
    ]
    for name, value in sheet.metadata:
        element = _element_name(name)
        rows.append(f"<{element}>{escape(value)}</{element}>")
    body = "\n".join(rows)
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atlas="urn:atlas:plate">\n'
        f'<rdf:Description rdf:about="">\n{body}\n</rdf:Description>\n</rdf:RDF>'
    )


def to_xmp(sheet: Sheet) -> bytes:
    """Write a sheet's metadata as an XMP packet, for pictures."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/">\n{to_rdf(sheet)}\n</x:xmpmeta>\n'
        '<?xpacket end="r"?>'
    ).encode()


def values_of(sheet: Sheet, meaning: str) -> str:
    """Give the values a sheet has in one of Dublin Core's meanings, joined by semicolons."""
    return "; ".join(
        value for name, value in sheet.metadata if _MEANINGS.get(name, name) == meaning
    )


def to_keywords(sheet: Sheet) -> list[str]:
    """Give what PDF has no field for as keywords; the state stands alone."""
    told = [(name, value) for name, value in sheet.metadata if name not in {"creator", "state"}]
    states = [value for name, value in sheet.metadata if name == "state"]
    return [PROGRAM, *(f"{name}: {value}" for name, value in told), *states]


def _chunk(kind: bytes, data: bytes) -> bytes:
    """Write one chunk of a PNG."""
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def _png_keyword(name: str) -> str:
    """Give a metadata name as PNG writes it: the standard's own keywords where they exist."""
    meaning = _MEANINGS.get(name, name)
    return {"creator": "Author", "rights": "Copyright"}.get(meaning, name[:79].capitalize())


def to_png_chunks(sheet: Sheet, dpi: float) -> bytes:
    """Write resolution, texts and XMP as PNG chunks."""
    per_metre = round(dpi / _INCH_M)
    texts = [("Title", sheet.title), ("Description", sheet.description), ("Software", PROGRAM)]
    texts += [(_png_keyword(name), value) for name, value in sheet.metadata]
    chunks = [_chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))]
    for name, value in texts:
        keyword = name.encode("latin-1", "replace")
        chunks.append(_chunk(b"iTXt", keyword + b"\0\0\0\0\0" + to_printable(value).encode()))
    chunks.append(_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + to_xmp(sheet)))
    return b"".join(chunks)


def add_png_chunks(png: bytes, chunks: bytes) -> bytes:
    """Put chunks into a PNG behind its header; the picture is not touched."""
    return png[:_PNG_HEADER_BYTES] + chunks + png[_PNG_HEADER_BYTES:]
