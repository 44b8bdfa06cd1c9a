"""The filter that answers when: what holds in a window of days.

A feature **holds certainly** in the window asked if it had begun by the window's last day even at
the latest and had not ended before its first day even at the earliest; it **holds possibly** if
that is so of the other two days (:mod:`geo.timespan`). The browser makes the same comparisons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from geo.schema import CERTAINTIES, is_undated

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.timespan import TimeSpan

EVERY_CERTAINTY: Final = frozenset(CERTAINTIES)
_BOUNDS: Final = ("start_earliest", "start_latest", "end_earliest", "end_latest")


class Held(NamedTuple):
    """Rows that hold in a window, in their order, and how each of them does.

    Attributes
    ----------
    holds
        ``certain`` or ``possible``.
    throughout
        Whether it certainly holds on every day.
    """

    places: NDArray[np.intp]
    holds: NDArray[np.object_]
    throughout: NDArray[np.bool_]


class _Answer(NamedTuple):
    """What is so of each feature: it has a date; it holds certainly, at least possibly, throughout."""

    dated: NDArray[np.bool_]
    certain: NDArray[np.bool_]
    possible: NDArray[np.bool_]
    throughout: NDArray[np.bool_]


def _ask(features: gpd.GeoDataFrame, when: TimeSpan) -> _Answer:
    """Compare the bounds of each feature with a window: as plain arrays, since every sheet asks."""
    first, last = when.window
    begins, begun, ending, ended = (features[name].to_numpy() for name in _BOUNDS)
    dated = ~is_undated(features).to_numpy(dtype=bool)
    certain = dated & (begun <= last) & (ending >= first)
    possible = certain | (dated & (begins <= last) & (ended >= first))
    return _Answer(dated, certain, possible, dated & (begun <= first) & (ending >= last))


def holds_at(features: gpd.GeoDataFrame, when: TimeSpan) -> pd.Series[str]:
    """Tell how each feature holds in a window.

    Returns
    -------
    holds
        ``certain``, ``possible``, ``no`` or, for what has no date, ``undated``; same index.
    """
    found = _ask(features, when)
    words = np.select(
        [~found.dated, found.certain, found.possible], ["undated", "certain", "possible"], "no"
    )
    return pd.Series(words, index=features.index, dtype="str", name="holds")


def find_held(
    features: gpd.GeoDataFrame,
    *,
    when: TimeSpan,
    layers: frozenset[str] | None = None,
    hidden: frozenset[str] = frozenset(),
    certainties: frozenset[str] = EVERY_CERTAINTY,
    possible: bool = True,
) -> Held:
    """Find the features that hold in a window; ``select`` says how, and cuts a frame, which is slow."""
    found = _ask(features, when)
    kept = found.possible if possible else found.certain
    if layers is not None:
        kept = kept & features["layer"].isin(layers).to_numpy(dtype=bool)
    if hidden:
        named = features["layer"] + "/" + features["category"]
        kept = kept & ~named.isin(hidden).to_numpy(dtype=bool)
    if certainties != EVERY_CERTAINTY:
        kept = kept & features["certainty"].isin(certainties).to_numpy(dtype=bool)
    places = np.flatnonzero(kept)
    holds = np.where(found.certain[places], "certain", "possible").astype(object)
    return Held(places, holds, found.throughout[places])


def select(
    features: gpd.GeoDataFrame,
    *,
    when: TimeSpan,
    layers: frozenset[str] | None = None,
    hidden: frozenset[str] = frozenset(),
    certainties: frozenset[str] = EVERY_CERTAINTY,
    possible: bool = True,
) -> gpd.GeoDataFrame:
    """Select the features that hold in a window.

    Parameters
    ----------
    when
        Its ``window`` is asked, first and last day included.
    layers
        Ids of layers; all if None.
    hidden
        Categories left out, as ``layer/category``.
    certainties
        How certain the statements must be.
    possible
        Whether what holds only possibly is wanted too.

    Returns
    -------
    features
        Fewer rows in the same order with the same columns and index labels. What has no date never
        holds at one.
    """
    held = find_held(
        features,
        when=when,
        layers=layers,
        hidden=hidden,
        certainties=certainties,
        possible=possible,
    )
    return features.iloc[held.places]
