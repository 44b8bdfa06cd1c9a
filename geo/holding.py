"""The filter that answers when: what holds in a window of days.

A feature **holds certainly** in the window asked if it had begun by the window's last day even at
the latest and had not ended before its first day even at the earliest; it **holds possibly** if
that is so of the other two days (:mod:`geo.timespan`). The browser makes the same comparisons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geo.schema import CERTAINTIES, is_undated

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.timespan import TimeSpan

EVERY_CERTAINTY: Final = frozenset(CERTAINTIES)
_BOUNDS: Final = ("start_earliest", "start_latest", "end_earliest", "end_latest")


def _compare(
    features: gpd.GeoDataFrame, when: TimeSpan
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell of each feature whether it holds certainly, and whether it does at least possibly."""
    first, last = when.window
    # As plain arrays: each change of a sheet's date asks.
    begins, begun, ending, ended = (features[name].to_numpy() for name in _BOUNDS)
    dated = ~is_undated(features).to_numpy(dtype=bool)
    certain = (begun <= last) & (ending >= first) & dated
    return certain, certain | ((begins <= last) & (ended >= first) & dated)


def holds_at(features: gpd.GeoDataFrame, when: TimeSpan) -> pd.Series[str]:
    """Tell how each feature holds in a window.

    Returns
    -------
    holds
        ``certain``, ``possible``, ``no`` or, for what has no date, ``undated``; same index.
    """
    certain, possible = _compare(features, when)
    words = np.select(
        [is_undated(features), certain, possible], ["undated", "certain", "possible"], "no"
    )
    return pd.Series(words, index=features.index, dtype="str", name="holds")


def holds_throughout(features: gpd.GeoDataFrame, when: TimeSpan) -> pd.Series[bool]:
    """Tell of each feature whether it certainly holds on every day of a window; same index."""
    first, last = when.window
    begun = features["start_latest"] <= first
    return begun & (features["end_earliest"] >= last) & ~is_undated(features)


def find_held(
    features: gpd.GeoDataFrame,
    *,
    when: TimeSpan,
    layers: frozenset[str] | None = None,
    hidden: frozenset[str] = frozenset(),
    certainties: frozenset[str] = EVERY_CERTAINTY,
    possible: bool = True,
) -> tuple[NDArray[np.intp], NDArray[np.object_]]:
    """Find the features that hold in a window; see ``select``, which takes longer to cut a frame.

    Returns
    -------
    places
        The rows that hold, in their order.
    holds
        Of each of these whether it is ``certain`` or ``possible``.
    """
    certain, maybe = _compare(features, when)
    kept = maybe if possible else certain
    if layers is not None:
        kept = kept & features["layer"].isin(layers).to_numpy(dtype=bool)
    if hidden:
        named = features["layer"] + "/" + features["category"]
        kept = kept & ~named.isin(hidden).to_numpy(dtype=bool)
    if certainties != EVERY_CERTAINTY:
        kept = kept & features["certainty"].isin(certainties).to_numpy(dtype=bool)
    places = np.flatnonzero(kept)
    return places, np.where(certain[places], "certain", "possible").astype(object)


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
    places, _ = find_held(
        features,
        when=when,
        layers=layers,
        hidden=hidden,
        certainties=certainties,
        possible=possible,
    )
    return features.iloc[places]
