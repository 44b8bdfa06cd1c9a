"""XML of unknown origin, read as a stream of records; nothing is defined, expanded or fetched.

A document type is refused at its first letter, so there are no entities: neither those that grow
without end nor those that name a file or an address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from geo.formats.encoding import ALIASES, TITLES, decode
from geo.formats.raw import RefusedFileError
from geo.limits import check_count

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from geo.formats.raw import Budget

MOST_ELEMENTS: Final = 8_000_000
MOST_KEPT: Final = 1_000_000  # elements held at a time
_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,80}encoding=["']([A-Za-z0-9._-]+)["']""")


@dataclass(slots=True)
class Element:
    """An element with its name without prefix, its attributes, its own text and its children."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def first(self, tag: str) -> Element | None:
        """Give the first child of a name."""
        return next((child for child in self.children if child.tag == tag), None)

    def text_of(self, tag: str) -> str:
        """Give the text of the first child of a name, without space round it."""
        child = self.first(tag)
        return child.text.strip() if child else ""

    def walk(self, tag: str) -> Iterator[Element]:
        """Give all elements of a name below this one, in order."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.walk(tag)

    def whole_text(self, *, without: Collection[str] = ()) -> str:
        """Give all text in the element and below, leaving some elements out."""
        inner = (c.whole_text(without=without) for c in self.children if c.tag not in without)
        return self.text + "".join(inner)


def read_records(
    raw: bytes,
    names: Collection[str],
    take: Callable[[Element, list[Element]], None],
    *,
    budget: Budget,
) -> Element:
    """Hand out the elements of some names, each with those it lies in, and forget them.

    Returns
    -------
    root
        The outermost element with all that was not handed out.

    Raises
    ------
    RefusedFileError
        If it is not well-formed, or declares a document type.
    LimitError
        If it is too deep or has too many elements.
    """
    reader = _Reader(names, take, budget)
    parser = expat.ParserCreate("utf-8")
    settings = {
        "buffer_text": True,
        "StartElementHandler": reader.start,
        "EndElementHandler": reader.end,
        "CharacterDataHandler": reader.data,
        "StartDoctypeDeclHandler": _refuse,
        "EntityDeclHandler": _refuse,
    }
    for name, value in settings.items():
        setattr(parser, name, value)
    try:
        parser.Parse(_as_utf8(raw), True)  # noqa: FBT003 -- expat's own way to say that this is all
    except expat.ExpatError as error:
        message = f"this is not well-formed XML: {error}"
        raise RefusedFileError(message) from error
    return reader.root


def root_of(raw: bytes) -> str:
    """Find the name of the outermost element, without its prefix; empty if there is none.

    Examples
    --------
    >>> root_of(b'<?xml version="1.0"?><!-- a --><k:kml xmlns:k="x">')
    'kml'
    """
    text = _as_utf8(raw[:20_000]).decode("utf-8", errors="replace")
    bare = re.sub(r"<\?.*?\?>|<!--.*?-->", "", text, flags=re.DOTALL)
    match = re.search(r"<\s*(?:[\w.-]+:)?([A-Za-z_][\w.-]*)", bare)
    return match[1] if match else ""


def _as_utf8(raw: bytes) -> bytes:
    """Bring XML into UTF-8, from the encoding that it declares or shows."""
    declared = _DECLARED.match(raw[:200].lstrip())
    wish = declared[1].decode("ascii").lower() if declared else ""
    wish = wish if ALIASES.get(wish, wish) in TITLES else ""
    return decode(raw, wish=wish).text.encode("utf-8", errors="replace")


def _refuse(*_: object) -> None:
    """Refuse a document type and everything that needs one."""
    message = "it declares a document type or entities, which are not read here"
    raise RefusedFileError(message)


class _Reader:
    """Builds elements from what the parser finds."""

    def __init__(
        self,
        names: Collection[str],
        take: Callable[[Element, list[Element]], None],
        budget: Budget,
    ) -> None:
        self._names = names
        self._take = take
        self._budget = budget
        self._stack: list[Element] = []
        self._count = 0
        self._kept = 0
        self.root = Element("", {})

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._count += 1
        self._kept += 1
        if self._count > MOST_ELEMENTS or self._kept > MOST_KEPT:
            check_count(self._count, MOST_ELEMENTS, "elements of XML")
            check_count(self._kept, MOST_KEPT, "elements of XML beside or in one record")
        check_count(len(self._stack), self._budget.nesting, "levels of nesting")
        self._stack.append(Element(tag.rpartition(":")[2], attributes))

    def end(self, _tag: str) -> None:
        """Finish an element: hand it out, or give it to the one it lies in."""
        element = self._stack.pop()
        in_record = any(outer.tag in self._names for outer in self._stack)
        if element.tag in self._names and not in_record:
            self._take(element, self._stack)
            self._kept = len(self._stack)
        elif self._stack:
            self._stack[-1].children.append(element)
        else:
            self.root = element

    def data(self, text: str) -> None:
        """Add text to the element that is open."""
        if self._stack:
            self._stack[-1].text += text
