"""What holds, as values with typed fields and as frames.

A sheet is drawn from values, a table and a file are written from frames. Each is made when it is
first asked for: to cut a frame takes longer than to draw most of what is in it.
"""

from functools import cached_property
from typing import NamedTuple, TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.holding import Held
from geo.schema import to_values

Places: TypeAlias = npt.NDArray[np.intp]
Column: TypeAlias = npt.NDArray[np.object_]


class FeatureRow(NamedTuple):
    """One feature that holds: the canonical columns a sheet is drawn from."""

    id: str
    name: str
    name_ru: str
    name_ja: str
    name_zh: str
    when: str
    category: str
    depiction: str
    holds: str
    throughout: bool
    precision_km: float
    rank: int
    sources: tuple[str, ...]
    start_earliest: int
    details: tuple[tuple[str, str], ...]
    geometry: BaseGeometry


def _span(places: Places) -> slice | Places:
    """Give rows that lie together as a slice, which is cut without copying."""
    if not len(places) or places[-1] - places[0] >= len(places):
        return places
    return slice(int(places[0]), int(places[-1]) + 1)


class Holding:
    """Those rows of a frame that hold, of all layers together.

    Parameters
    ----------
    features
        Canonical rows; they are never changed.
    held
        Which of them hold, and how.
    """

    def __init__(self, features: gpd.GeoDataFrame, held: Held) -> None:
        self._features, self._held = features, held
        self._columns: dict[str, Column] = {
            "holds": held.holds,
            "throughout": held.throughout.astype(object),
        }

    def column(self, name: str) -> Column:
        """Give the values of a column, read once for all layers."""
        if name not in self._columns:
            values = np.empty(len(self._features), dtype=object)
            values[:] = to_values(self._features[name])
            self._columns[name] = values[self._held.places]
        return self._columns[name]

    @cached_property
    def frame(self) -> gpd.GeoDataFrame:
        """These rows with the columns ``holds`` and ``throughout``."""
        rows = self._features.iloc[self._held.places]
        holds = pd.Series(self._held.holds, index=rows.index, dtype="str")
        frame: gpd.GeoDataFrame = rows.assign(holds=holds, throughout=self._held.throughout)
        return frame

    def of(self, layer: str) -> "HeldRows":
        """Give the rows of one layer."""
        return HeldRows(self, _span(np.flatnonzero(self.column("layer") == layer)))


class HeldRows:
    """The rows of one layer that hold; some may have no place."""

    def __init__(self, whole: Holding, span: slice | Places) -> None:
        self._whole, self._span = whole, span

    def column(self, name: str) -> Column:
        """Give the values of a column."""
        return self._whole.column(name)[self._span]

    @cached_property
    def frame(self) -> gpd.GeoDataFrame:
        """The rows as a frame."""
        return self._whole.frame.iloc[self._span]

    @cached_property
    def placed(self) -> tuple[FeatureRow, ...]:
        """The rows that have a place, as values in drawing order."""
        shapes = self.column("geometry")
        kept = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
        columns = (self.column(name)[kept] for name in FeatureRow._fields)
        return tuple(map(FeatureRow._make, zip(*columns, strict=True)))


def hold_all(features: gpd.GeoDataFrame) -> Holding:
    """Take every row as holding certainly, at whatever date."""
    count = len(features)
    words, all_ = np.full(count, "certain", dtype=object), np.ones(count, dtype=bool)
    return Holding(features, Held(np.arange(count), words, all_))
