"""The small change of SVG: numbers, colours, attributes, path data."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from layers.render.sheet import Point

_COLOUR: Final = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")

_LONG: Final = 200  # points
_MANY_LONG: Final = 160


def number(value: float) -> str:
    """Write a length to a thousandth of a millimetre, without trailing zeros.

    Examples
    --------
    >>> number(12.0), number(-0.0001), number(0.1234)
    ('12', '0', '0.123')
    """
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def opacity(value: float) -> str:
    """Write an opacity; nothing where it is full."""
    return "" if value >= 1 else number(value)


def colour(value: str) -> str:
    """Let a colour pass and nothing else: an attribute of paint could also name an address.

    Raises
    ------
    ValueError
        When it is not ``#rgb`` or ``#rrggbb``.
    """
    if not _COLOUR.match(value):
        message = f"colour is {value!r}; expected #rrggbb"
        raise ValueError(message)
    return value


def attributes(pairs: Iterable[tuple[str, str]]) -> str:
    """Write attributes; those without a value are left out."""
    return "".join(f' {name}="{value}"' for name, value in pairs if value)


def element(name: str, pairs: Iterable[tuple[str, str]], content: str) -> str:
    """Write an element.

    Examples
    --------
    >>> element("g", (("class", "halo"), ("fill", "")), "")
    '<g class="halo"/>'
    """
    start = f"<{name}{attributes(pairs)}"
    return f"{start}>{content}</{name}>" if content else f"{start}/>"


def _data(rings: tuple[tuple[Point, ...], ...], *, closed: bool) -> str:
    """Write rings at one go: a hatched area has hundreds of two points each."""
    end = "Z" if closed else ""
    form = "".join(["M%.2f %.2f" + "L%.2f %.2f" * (len(ring) - 1) + end for ring in rings if ring])
    # What is equal is written alike, -0.0 like 0.0: paths are kept by what they are equal to.
    return form % tuple([value + 0.0 for ring in rings for point in ring for value in point])


def path_data(rings: Iterable[tuple[Point, ...]], *, closed: bool) -> str:
    """Write rings as path data, to a hundredth of a millimetre.

    Examples
    --------
    >>> path_data((((0, 0), (1.5, 2)),), closed=True)
    'M0.00 0.00L1.50 2.00Z'
    """
    rings = tuple(rings)
    if sum(map(len, rings)) > _LONG:
        return _long_data(rings, closed=closed)
    return _data(rings, closed=closed)


@lru_cache(maxsize=_MANY_LONG)
def _long_data(rings: tuple[tuple[Point, ...], ...], *, closed: bool) -> str:
    """Write the rings of a coast or a country once for all dates."""
    return _data(rings, closed=closed)
