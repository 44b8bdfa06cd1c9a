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

    from geo.timespan import TimeSpan

EVERY_CERTAINTY: Final = frozenset(CERTAINTIES)


def holds_at(features: gpd.GeoDataFrame, when: TimeSpan) -> pd.Series[str]:
    """Tell how each feature holds in a window.

    Returns
    -------
    holds
        ``certain``, ``possible``, ``no`` or, for what has no date, ``undated``; same index.
    """
    first, last = when.window
    certain = (features["start_latest"] <= last) & (features["end_earliest"] >= first)
    possible = (features["start_earliest"] <= last) & (features["end_latest"] >= first)
    words = np.select(
        [is_undated(features), certain, possible], ["undated", "certain", "possible"], "no"
    )
    return pd.Series(words, index=features.index, dtype="str", name="holds")


def holds_throughout(features: gpd.GeoDataFrame, when: TimeSpan) -> pd.Series[bool]:
    """Tell of each feature whether it certainly holds on every day of a window; same index."""
    first, last = when.window
    begun = features["start_latest"] <= first
    return begun & (features["end_earliest"] >= last) & ~is_undated(features)


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
    wanted = ["certain", "possible"] if possible else ["certain"]
    kept = holds_at(features, when).isin(wanted)
    if layers is not None:
        kept &= features["layer"].isin(layers)
    if hidden:
        kept &= ~(features["layer"] + "/" + features["category"]).isin(hidden)
    if certainties != EVERY_CERTAINTY:
        kept &= features["certainty"].isin(certainties)
    return features[kept]
