"""The view: one selection answered, with nothing left for a renderer to decide.

Screen, plate, table, text and every export read the same ``MapView``, so they
agree by construction. A feature *holds certainly* or *possibly* at the date
asked; those that do not hold are not in the view.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final
from weakref import WeakKeyDictionary

import geopandas as gpd

from geo.atlas import Atlas
from geo.catalog import OWN_GROUP, LayerSpec, ViewSpec, localized
from geo.extent import Extent
from geo.holding import find_held
from geo.selection import Selection
from geo.source import Source
from geo.timespan import to_label
from layers.held import HeldRows, Holding, hold_all
from layers.kinds import KINDS, LayerKind
from layers.legend import LegendEntry, build_legend_entries
from layers.style import INK_SOFT, Drawing, to_possible, to_reconstruction

_BASE_ROWS: Final[WeakKeyDictionary[Atlas, dict[tuple[str, ...], Mapping[str, HeldRows]]]] = (
    WeakKeyDictionary()
)


@dataclass(frozen=True, slots=True, eq=False)
class LayerView:
    """One layer as it is to be drawn.

    Attributes
    ----------
    rows
        Canonical columns plus ``holds`` (``certain`` or ``possible``) and ``throughout`` (whether
        it certainly holds on every day of the date asked), sorted in drawing order; rows without a
        geometry are kept for the tray.
    drawings
        The look by category id; ``drawing_of`` gives the look of one row.
    """

    spec: LayerSpec
    kind: LayerKind
    title: str
    rows: HeldRows
    drawings: Mapping[str, Drawing]

    @property
    def features(self) -> gpd.GeoDataFrame:
        """The rows as a frame."""
        return self.rows.frame

    def drawing_of(self, category: str, *, depiction: str, holds: str) -> Drawing:
        """Give the look of a feature of this category, depiction and hold."""
        drawing = self.drawings[category]
        if depiction == "reconstruction":
            drawing = to_reconstruction(drawing)
        return to_possible(drawing) if holds == "possible" else drawing


@dataclass(frozen=True, slots=True, eq=False)
class MapView:
    """All that a renderer, the page and an export need.

    Attributes
    ----------
    layers
        From the bottom of the map to its top; base layers first.
    sources
        Those cited by what is drawn, in the order of first use: their place
        in the tuple, counted from one, is their number on the sheet.
    credits
        One line per data licence of the layers drawn.
    root
        The folder of the atlas, where pictures such as a relief lie.
    """

    selection: Selection
    title: str
    date_label: str
    view: ViewSpec
    extent: Extent
    language: str
    layers: tuple[LayerView, ...]
    legend: tuple[LegendEntry, ...]
    sources: tuple[Source, ...]
    credits: tuple[str, ...]
    presets: tuple[ViewSpec, ...]
    root: Path

    def at(self, preset_id: str) -> "MapView":
        """Give the same view looked at in a preset extent.

        Raises
        ------
        KeyError
            When the atlas has no such preset.
        """
        preset = next((p for p in self.presets if p.id == preset_id), None)
        if preset is None:
            raise KeyError(preset_id)
        selection = replace(self.selection, view=preset_id, extent=None)
        return replace(self, selection=selection, view=preset, extent=preset.extent)

    @property
    def dated(self) -> tuple[LayerView, ...]:
        """The layers that follow the clock."""
        return tuple(layer for layer in self.layers if not layer.kind.is_base)

    @property
    def base(self) -> tuple[LayerView, ...]:
        """The layers that carry the map."""
        return tuple(layer for layer in self.layers if layer.kind.is_base)


def _drawings(spec: LayerSpec, kind: LayerKind) -> dict[str, Drawing]:
    """Give the look of every category of a layer; a dated one without a colour is drawn in ink."""
    coloured = (
        category if category.color or kind.is_base else replace(category, color=INK_SOFT)
        for category in spec.categories
    )
    return {category.id: kind.draw(category) for category in coloured}


def _layer_view(spec: LayerSpec, rows: HeldRows, language: str) -> LayerView:
    kind = KINDS[spec.kind]
    return LayerView(
        spec=spec,
        kind=kind,
        title=localized(spec.title, language),
        rows=rows,
        drawings=_drawings(spec, kind),
    )


def _cited(atlas: Atlas, layers: tuple[LayerView, ...]) -> tuple[Source, ...]:
    """Give the sources of the dated features drawn, in the order of first use.

    Those of what a reader brought come first: a sheet may not have room for all.
    """
    order: dict[str, None] = {}
    for layer in sorted(layers, key=lambda layer: layer.spec.group != OWN_GROUP):
        if layer.kind.is_base:
            continue
        for ids in layer.rows.column("sources"):
            order.update(dict.fromkeys(ids))
    return tuple(atlas.sources[key] for key in order if key in atlas.sources)


def _credits(atlas: Atlas, layers: tuple[LayerView, ...]) -> tuple[str, ...]:
    """Give one credit line per source of the layers themselves (coast, rivers, names)."""
    order: dict[str, None] = {}
    for layer in layers:
        for source_id in layer.spec.sources:
            source = atlas.sources.get(source_id)
            if source is not None and source.license:
                order[f"{source.title} ({source.license})"] = None
    return tuple(order)


def _base_layers(atlas: Atlas, wanted: tuple[str, ...]) -> Mapping[str, HeldRows]:
    """Give the rows of the base layers, which are the same at every date.

    They are kept as long as the atlas is: each visitor with data of his own has another one.
    """
    kept = _BASE_ROWS.setdefault(atlas, {})
    if wanted not in kept:
        features = atlas.features
        whole = hold_all(features[features["layer"].isin(wanted)])
        kept[wanted] = MappingProxyType({name: whole.of(name) for name in wanted})
    return kept[wanted]


def _select_layers(
    atlas: Atlas, specs: Sequence[LayerSpec], selection: Selection
) -> dict[str, HeldRows]:
    """Select the rows of each layer and say how each holds; all layers in one go."""
    when, features = selection.when, atlas.features
    base = tuple(spec.id for spec in specs if KINDS[spec.kind].is_base)
    dated = [spec.id for spec in specs if not KINDS[spec.kind].is_base]
    held = find_held(features, when=when, hidden=selection.hidden, possible=selection.possible)
    whole = Holding(features, held)
    return {**{name: whole.of(name) for name in dated}, **_base_layers(atlas, base)}


def _by_group(atlas: Atlas, layers: tuple[LayerView, ...]) -> list[LayerView]:
    """Put layers in the order of their groups, as lists of them have it; without one they come last."""
    places = {group.id: place for place, group in enumerate(atlas.catalog.groups)}
    return sorted(layers, key=lambda layer: places.get(layer.spec.group, len(places)))


def build_view(atlas: Atlas, selection: Selection) -> MapView:
    """Answer a selection.

    Base layers are always in the view; dated layers when the selection names
    them. The extent is the selection's own box, or that of its preset view.
    """
    language = selection.language
    specs = [
        spec
        for spec in atlas.catalog.layers
        if KINDS[spec.kind].is_base or spec.id in selection.layers
    ]
    rows = _select_layers(atlas, specs, selection)
    layers = tuple(_layer_view(spec, rows[spec.id], language) for spec in specs)
    preset = atlas.catalog.view_of(selection.view)
    return MapView(
        selection=selection,
        title=localized(atlas.catalog.title, language),
        date_label=to_label(selection.date, language=language),
        view=preset,
        extent=selection.extent or preset.extent,
        language=language,
        layers=layers,
        legend=tuple(
            entry
            for layer in _by_group(atlas, layers)
            if not layer.kind.is_base
            for entry in build_legend_entries(
                layer.spec, layer.rows, layer.drawings, language=language
            )
        ),
        sources=_cited(atlas, layers),
        credits=_credits(atlas, layers),
        presets=atlas.catalog.views,
        root=atlas.root,
    )


def build_whole(atlas: Atlas, *, language: str = "en") -> MapView:
    """Build the view of everything at all dates, from which the screen's clock selects.

    Every dated row is in it, the undated too; ``holds`` is ``certain`` throughout
    since the browser decides it by the same two comparisons.
    """
    whole = hold_all(atlas.features)
    layers = tuple(_layer_view(spec, whole.of(spec.id), language) for spec in atlas.catalog.layers)
    catalog = atlas.catalog
    selection = Selection(
        date="../..",
        layers=frozenset(spec.id for spec in catalog.layers),
        language=language,
        view=catalog.view,
    )
    preset = catalog.view_of(catalog.view)
    return MapView(
        selection=selection,
        title=localized(catalog.title, language),
        date_label="",
        view=preset,
        extent=preset.extent,
        language=language,
        layers=layers,
        legend=(),
        sources=tuple(atlas.sources.values()),
        credits=_credits(atlas, layers),
        presets=atlas.catalog.views,
        root=atlas.root,
    )
