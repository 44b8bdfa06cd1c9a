"""The reader's question, and the link that carries it.

A :class:`Selection` is written into the query of a link and read from it again.
Layers are listed, or after a ``~`` those that differ from the opening.
Keys are ``date`` (or ``daterange=first,last``), ``layers``, ``hidden``, ``language``, ``view``,
``possible`` and ``search``; ``map=zoom/latitude/longitude`` belongs to the browser and is only
read. A link says nothing about what is as the atlas opens, except the date. Links come from
anywhere, so nothing in one is an error: what is not understood is left out with a notice.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.document import did_you_mean
from geo.errors import InvalidDateError
from geo.holding import EVERY_CERTAINTY, holds_at, select
from geo.timespan import TimeSpan, parse_edtf

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geo.catalog import Catalog
    from geo.extent import Extent

__all__ = [
    "EVERY_CERTAINTY",
    "Selection",
    "holds_at",
    "opening",
    "parse_query",
    "select",
    "to_query",
]

NO_LAYERS: Final = "none"
CHANGED: Final = "~"  # before the layers that are switched on or off since the opening
NOT_POSSIBLE: Final = "0"
LONGEST_VALUE: Final = 4_000  # characters; browsers and servers cut links at about 8,000
LONGEST_SHOWN: Final = 40
LARGEST_ZOOM: Final = 24.0
KEYS: Final = (
    "date",
    "daterange",
    "layers",
    "hidden",
    "language",
    "view",
    "possible",
    "search",
    "map",
)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader asks: when, what, where and in which words.

    Attributes
    ----------
    date
        An EDTF date; whatever may lie in it counts as asked: a year, a day, a range.
    layers
        Ids of the layers shown.
    hidden
        Categories hidden in them, as ``layer/category``.
    view
        Id of a preset view.
    extent
        A part of the map the reader moved to, which then stands for the view's own.
    possible
        Whether to show what holds only possibly.
    search
        Words looked for in the table; they do not change the map.
    camera
        Zoom, latitude and longitude of the screen map, from a link. The browser keeps it.

    Raises
    ------
    InvalidDateError
        If the date is none.
    """

    date: str
    layers: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    language: str = "en"
    view: str = ""
    extent: Extent | None = None
    possible: bool = True
    search: str = ""
    camera: tuple[float, float, float] | None = None

    def __post_init__(self) -> None:
        parse_edtf(self.date)

    @property
    def when(self) -> TimeSpan:
        """The date as bounds; its ``window`` is what is asked."""
        return parse_edtf(self.date)


def opening(catalog: Catalog) -> Selection:
    """Give the selection with which an atlas opens."""
    return Selection(
        date=catalog.date,
        layers=frozenset(spec.id for spec in catalog.layers if spec.visible),
        language=catalog.languages[0],
        view=catalog.view,
    )


def to_query(selection: Selection, *, catalog: Catalog) -> dict[str, str]:
    """Write a selection as keys and values of a query, always in the same order.

    The camera is not written, nor is the extent: on screen both follow from ``map``.
    """
    usual = opening(catalog)
    query = _to_date(selection.date)
    if selection.layers != usual.layers:
        query["layers"] = _to_layers(selection.layers, usual.layers)
    if selection.hidden:
        query["hidden"] = ",".join(sorted(selection.hidden))
    if selection.language != usual.language:
        query["language"] = selection.language
    if selection.view != usual.view:
        query["view"] = selection.view
    if not selection.possible:
        query["possible"] = NOT_POSSIBLE
    if selection.search:
        query["search"] = selection.search
    return query


def parse_query(
    params: Mapping[str, str], *, catalog: Catalog
) -> tuple[Selection, tuple[str, ...]]:
    """Read a selection from the keys and values of a query.

    Keys that are not ours are left alone: the page or its host may use them.

    Returns
    -------
    selection
        As the link asks; where it is silent or not understood, as the atlas opens.
    notices
        A sentence for each thing that was not understood.
    """
    notices: list[str] = []
    known = {key: params[key] for key in KEYS if key in params}
    for key in [key for key, value in known.items() if len(value) > LONGEST_VALUE]:
        del known[key]
        notices.append(f"The link's {key} is too long and was left out.")
    selection = replace(
        opening(catalog),
        hidden=_parse_hidden(known.get("hidden", ""), catalog, notices),
        possible=known.get("possible") != NOT_POSSIBLE,
        search=known.get("search", ""),
        camera=_parse_camera(known.get("map", ""), notices),
    )
    words = _parse_words(known, catalog, notices)
    selection = replace(
        selection,
        date=words.get("date", selection.date),
        language=words.get("language", selection.language),
        view=words.get("view", selection.view),
    )
    if "layers" in known:
        selection = replace(selection, layers=_parse_layers(known["layers"], catalog, notices))
    return selection, tuple(notices)


def _to_layers(layers: frozenset[str], usual: frozenset[str]) -> str:
    """Write the layers, or what differs from the opening: whichever is shorter to type."""
    listed = ",".join(sorted(layers)) or NO_LAYERS
    changed = CHANGED + ",".join(sorted(layers ^ usual))
    return min(listed, changed, key=len)


def _to_date(date: str) -> dict[str, str]:
    """Write a date, or a range of two."""
    return {"daterange": date.replace("/", ",")} if "/" in date else {"date": date}


def _parse_words(known: Mapping[str, str], catalog: Catalog, notices: list[str]) -> dict[str, str]:
    """Read date, language and view: those of them that are there and understood."""
    words = {}
    date = known.get("date", "")
    if "daterange" in known:
        date = _to_interval(known["daterange"])
    if date and _is_date(date, notices):
        words["date"] = date
    views = [view.id for view in catalog.views]
    for key, options in (("language", catalog.languages), ("view", views)):
        value = known.get(key, "")
        if value and _is_known(key, value, options, notices):
            words[key] = value
    return words


def _to_interval(text: str) -> str:
    """Read ``first,last`` as an EDTF interval."""
    return text if "/" in text else text.replace(",", "/", 1)


def _is_date(text: str, notices: list[str]) -> bool:
    """Tell whether a text is a date, and note it if not."""
    try:
        parse_edtf(text)
    except InvalidDateError:
        notices.append(f"The link's date {_shown(text)} is not a date and was left out.")
        return False
    return True


def _is_known(key: str, value: str, options: Collection[str], notices: list[str]) -> bool:
    """Tell whether a value is among those there are, and note it if not."""
    if value in options:
        return True
    hint = did_you_mean(value[:LONGEST_SHOWN], options)
    notices.append(
        f"The link's {key} {_shown(value)} is not in this atlas and was left out; {hint}"
    )
    return False


def _parse_layers(text: str, catalog: Catalog, notices: list[str]) -> frozenset[str]:
    """Read a list of layers, or of what differs, leaving out those that there are not."""
    options = [spec.id for spec in catalog.layers]
    changed = text.startswith(CHANGED)
    names = [n for n in text.removeprefix(CHANGED).split(",") if n and text != NO_LAYERS]
    known = frozenset(n for n in names if _is_known("layer", n, options, notices))
    return known ^ opening(catalog).layers if changed else known


def _parse_hidden(text: str, catalog: Catalog, notices: list[str]) -> frozenset[str]:
    """Read a list of hidden categories, leaving out those that there are not."""
    options = [
        f"{spec.id}/{category.id}" for spec in catalog.layers for category in spec.categories
    ]
    names = [name for name in text.split(",") if name]
    return frozenset(name for name in names if _is_known("category", name, options, notices))


def _parse_camera(text: str, notices: list[str]) -> tuple[float, float, float] | None:
    """Read zoom, latitude and longitude."""
    if not text:
        return None
    parts = text.split("/")
    try:
        zoom, lat, lon = map(float, parts)
    except ValueError:
        zoom = lat = lon = math.nan
    if 0 <= zoom <= LARGEST_ZOOM and abs(lat) <= 90 and abs(lon) <= 180:  # noqa: PLR2004 - degrees
        return zoom, lat, lon
    notices.append(
        f"The link's map {_shown(text)} is not zoom/latitude/longitude; it was left out."
    )
    return None


def _shown(text: str) -> str:
    """Show a text from a link, cut short if it is long."""
    return repr(text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…")
