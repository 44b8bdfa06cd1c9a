"""Which layers an atlas has, of which kind, under which titles, and from which sources."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from geo.document import did_you_mean
from geo.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.extent import Extent

Text: TypeAlias = "Mapping[str, str]"
"""A text by language; English is always there."""

_POLYGONS: Final = frozenset({"Polygon", "MultiPolygon"})
_LINES: Final = frozenset({"LineString", "MultiLineString"})
_POINTS: Final = frozenset({"Point"})

GEOMETRY_OF_KIND: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "land": _POLYGONS,
        "water": _POLYGONS,
        "river": _LINES,
        "relief": frozenset(),
        "lettering": _LINES | _POINTS,
        "area": _POLYGONS | _POINTS,
        "line": _LINES | _POINTS,
        "point": _POINTS,
        "event": _POINTS,
        "plot": _POLYGONS,
        "mixed": _POLYGONS | _LINES | _POINTS,
    }
)
"""Which geometries a layer of each kind may hold."""

BASE_KINDS: Final = frozenset({"land", "water", "river", "relief", "lettering"})
"""Kinds that carry the map: unless said otherwise they hold at any date."""

PATTERNS: Final = ("solid", "hatch", "dots", "cross")
DASHES: Final = ("solid", "dash", "dot", "dashdot", "railway")
LETTERINGS: Final = ("land", "water")
OWN_GROUP: Final = "yours"  # of layers that a reader brought, which come after all others


@dataclass(frozen=True, slots=True)
class Category:
    """One of the sorts of thing in a layer, with its look; an empty colour takes the kind's own.

    ``lettering`` says how names are set: those of waters stand in blue italics. ``tint`` is how
    strong the colour of an area is, up to 1; nought leaves it to the kind.
    """

    id: str
    title: Text
    color: str = ""
    pattern: str = "solid"
    symbol: str = ""
    dash: str = "solid"
    lettering: str = "land"
    tint: float = 0.0


PLAIN: Final = Category("", MappingProxyType({"en": ""}))
"""The one category of a layer that has none of its own."""


@dataclass(frozen=True, slots=True)
class LayerSpec:
    """What the catalog says about one layer.

    Attributes
    ----------
    path
        Its file, relative to the folder of the atlas.
    extent
        Where all of it must lie; for a relief picture, where its edges lie.
    zoom
        First and last zoom of the screen at which it is drawn.
    """

    id: str
    title: Text
    kind: str
    path: str
    group: str = ""
    visible: bool = True
    sources: tuple[str, ...] = ()
    license: str = ""
    description: str = ""
    extent: Extent | None = None
    zoom: tuple[float, float] = (0.0, 24.0)
    categories: tuple[Category, ...] = (PLAIN,)


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """A preset part of the map; ``lon_0`` is the meridian that a plate stands upright on."""

    id: str
    title: Text
    extent: Extent
    lon_0: float | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """A named stretch of the story, shown over the slider; ``when`` is an EDTF date."""

    id: str
    title: Text
    when: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading under which layers are listed."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Field:
    """A detail that features may have, with the label under which cards show it."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Catalog:
    """The title page of an atlas: what it is called and what it consists of.

    Attributes
    ----------
    date
        The date on which it opens (EDTF).
    first_year, last_year
        The ends of its slider, both inclusive.
    view
        The id of the view on which it opens.
    layers
        From the bottom of the map to its top.
    """

    id: str
    title: Text
    languages: tuple[str, ...]
    date: str
    first_year: int
    last_year: int
    view: str
    license: str
    views: tuple[ViewSpec, ...]
    layers: tuple[LayerSpec, ...]
    phases: tuple[Phase, ...] = ()
    groups: tuple[Group, ...] = ()
    fields: tuple[Field, ...] = ()

    def layer(self, layer_id: str) -> LayerSpec:
        """Give the layer with an id.

        Raises
        ------
        CatalogError
            If there is none.
        """
        for spec in self.layers:
            if spec.id == layer_id:
                return spec
        hint = did_you_mean(layer_id, [spec.id for spec in self.layers])
        message = f"there is no layer {layer_id!r}; {hint}"
        raise CatalogError(message)

    def view_of(self, view_id: str) -> ViewSpec:
        """Give the preset view with an id.

        Raises
        ------
        CatalogError
            If there is none.
        """
        for view in self.views:
            if view.id == view_id:
                return view
        hint = did_you_mean(view_id, [view.id for view in self.views])
        message = f"there is no view {view_id!r}; {hint}"
        raise CatalogError(message)


def localized(text: Text, language: str) -> str:
    """Give a text in a language, or in English where that is missing.

    Examples
    --------
    >>> localized({"en": "Places", "ru": "Места"}, "ru")
    'Места'
    >>> localized({"en": "Places"}, "ja")
    'Places'
    """
    return text.get(language) or text["en"]
