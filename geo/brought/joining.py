"""A visitor's files joined to an atlas: a new atlas, of which all that reads an atlas can be made.

Ids begin with that of the layer and a slash, which no id of an atlas folder's layers has, so that
they never meet those that are there already.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from geo.brought.clock import widened
from geo.brought.layers import Layer, to_layers
from geo.catalog import OWN_GROUP, Category, Field, Group, LayerSpec, ViewSpec
from geo.extent import Extent, extent_of
from geo.relations import build_related
from geo.schema import is_unplaced, join_features

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import geopandas as gpd

    from geo.atlas import Atlas
    from geo.brought.upload import Upload
    from geo.catalog import Catalog

GROUP: Final = Group(
    OWN_GROUP,
    MappingProxyType(
        {"en": "Your data", "ru": "Ваши данные", "ja": "あなたのデータ", "zh": "您的数据"}
    ),
)
Titled = TypeVar("Titled", Category, Field, Group, LayerSpec)

CREDIT: Final = "Uploaded by you: {name}"
MARGIN_DEG: Final = 0.3  # about half an hour's walk of sheet around a single point


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """The layers that join, and their features under one another."""

    layers: tuple[Layer, ...]
    features: gpd.GeoDataFrame


def credit_of(name: str, template: str = CREDIT) -> str:
    """Say where the rows of a file are from."""
    return template.replace("{name}", name)


def join(atlas: Atlas, uploads: Iterable[Upload], *, credit: str = CREDIT) -> Atlas:
    """Make the atlas that also knows what is in a visitor's files.

    Parameters
    ----------
    uploads
        Those to be shown, from the bottom of the map to its top.
    credit
        How their file is cited, with ``{name}`` for its name.

    Returns
    -------
    atlas
        The one given, if there is nothing to join. It is never changed.
    """
    layers = tuple(
        chain.from_iterable(
            to_layers(upload, known=atlas.sources, credit=credit_of(upload.name, credit))
            for upload in uploads
        )
    )
    if not layers:
        return atlas
    parts = _Parts(layers, join_features(layer.features for layer in layers))
    features = join_features([atlas.features, parts.features])
    sources = dict(atlas.sources)
    for layer in layers:
        sources |= layer.sources
    catalog = _catalog(atlas.catalog, parts)
    return replace(
        atlas,
        catalog=catalog,
        sources=MappingProxyType(sources),
        features=features,
        related=_related(atlas, parts, catalog),
        positions=MappingProxyType({name: row for row, name in enumerate(features["id"])}),
    )


def _catalog(catalog: Catalog, parts: _Parts) -> Catalog:
    """Lay the layers that join over those of the atlas, list them first, widen the clock to them."""
    languages = catalog.languages
    known = {field.id for field in catalog.fields}
    fields = {f.id: _spoken(f, languages) for layer in parts.layers for f in layer.fields}
    first, last = widened(catalog, parts.features)
    return replace(
        catalog,
        layers=(*catalog.layers, *(_layer(layer.spec, languages) for layer in parts.layers)),
        groups=(
            _spoken(GROUP, languages),
            *(group for group in catalog.groups if group.id != GROUP.id),
        ),
        views=(*catalog.views, *_views(parts)),
        fields=(*catalog.fields, *(field for key, field in fields.items() if key not in known)),
        first_year=first,
        last_year=last,
    )


def _layer(spec: LayerSpec, languages: Collection[str]) -> LayerSpec:
    """Title a layer and its categories in the languages of the atlas it joins."""
    categories = tuple(_spoken(category, languages) for category in spec.categories)
    return replace(_spoken(spec, languages), categories=categories)


def _spoken(item: Titled, languages: Collection[str]) -> Titled:
    """Title something in some languages only."""
    return replace(item, title={k: text for k, text in item.title.items() if k in languages})


def _views(parts: _Parts) -> tuple[ViewSpec, ...]:
    """Give a view of each layer that has a place on the map."""
    return tuple(
        ViewSpec(layer.spec.id, layer.spec.title, _around(layer.features))
        for layer in parts.layers
        if not is_unplaced(layer.features).all()
    )


def _around(features: gpd.GeoDataFrame) -> Extent:
    """Give the part of the world that features are in, with a margin."""
    return extent_of(features).buffered(MARGIN_DEG)


def _related(atlas: Atlas, parts: _Parts, catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """Add what the features that join are related to, among themselves and by their links."""
    named = {name for names in parts.features["links"] for name in names}
    linked = atlas.features[atlas.features["id"].isin(named)]
    own = replace(catalog, layers=tuple(layer.spec for layer in parts.layers))
    fresh = build_related(join_features([linked, parts.features]), catalog=own)
    related = dict(atlas.related)
    for name, others in fresh.items():
        related[name] = tuple(dict.fromkeys((*related.get(name, ()), *others)))
    return MappingProxyType(related)
