"""How a visitor's layer looks: its title, its colour and its symbol; and those of its categories.

The colours are those of Okabe and Ito, darkened so that each has a contrast of 3:1 on land and
water; no two neighbours in the order are told apart by hue alone, since symbol, pattern and dash
change along with the colour.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.catalog import DASHES, PATTERNS, Category

if TYPE_CHECKING:
    from collections.abc import Sequence

COLORS: Final = ("#0067a0", "#a84300", "#00734f", "#97356f", "#6b5200", "#3a3a3a")
SYMBOLS: Final = ("circle", "square", "diamond", "triangle", "star", "flag")
MOST_CATEGORIES: Final = 12
OTHERS: Final = "others"
LONGEST_TITLE: Final = 120
_LINES: Final = tuple(dash for dash in DASHES if dash != "railway")
_NOT_IN_SLUG: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Look:
    """What a visitor chose for a layer; an empty title is the name of the file."""

    title: str = ""
    color: str = COLORS[0]
    symbol: str = SYMBOLS[0]


def to_slug(text: str) -> str:
    """Make an identifier of a text, as far as it has letters for one.

    Examples
    --------
    >>> to_slug("Oil field, Ōha"), to_slug("油田")
    ('oil-field-oha', '')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_SLUG.sub("-", plain).strip("-")[:60].strip("-")


def to_categories(values: Sequence[str], look: Look) -> dict[str, Category]:
    """Give each value that rows have a category of its own; the rarest share the last one.

    Parameters
    ----------
    values
        Distinct, the commonest first.

    Returns
    -------
    categories
        By value, in the order given; several values may have the same category.
    """
    room = MOST_CATEGORIES if len(values) <= MOST_CATEGORIES else MOST_CATEGORIES - 1
    categories: dict[str, Category] = {}
    taken = {OTHERS}
    for place, value in enumerate(values[:room]):
        slug = to_slug(value) or f"category-{place + 1}"
        while slug in taken:
            slug += f"-{place + 1}"
        taken.add(slug)
        categories[value] = _category(slug, value, look, place)
    others = _category(OTHERS, "…", look, room)
    return categories | dict.fromkeys(values[room:], others)


def only_category(look: Look) -> Category:
    """Give the one category of a layer that has no others."""
    return Category("all", {"en": ""}, color=look.color, symbol=look.symbol)


def _category(slug: str, value: str, look: Look, place: int) -> Category:
    """Give the category at a place: colour, symbol, pattern and dash follow from the layer's own."""
    color = COLORS.index(look.color) if look.color in COLORS else 0
    symbol = SYMBOLS.index(look.symbol) if look.symbol in SYMBOLS else 0
    return Category(
        slug,
        {"en": value[:LONGEST_TITLE] or "–"},
        color=COLORS[(color + place) % len(COLORS)],
        pattern=PATTERNS[place % len(PATTERNS)],
        symbol=SYMBOLS[(symbol + place) % len(SYMBOLS)],
        dash=_LINES[place % len(_LINES)],
    )
