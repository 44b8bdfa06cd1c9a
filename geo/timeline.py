"""Where in time something changes: counts for the slider, days to step to, phases of the story."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.schema import is_undated
from geo.timespan import FAR_FUTURE, FAR_PAST, parse_edtf, year

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

    from geo.catalog import Phase
    from geo.timespan import TimeSpan


def count_by_year(features: gpd.GeoDataFrame, *, first: int, last: int) -> pd.Series[int]:
    """Count for each year the features that hold at least possibly in it.

    What has no date is not counted.

    Returns
    -------
    counts
        Indexed by year from ``first`` to ``last``, both inclusive.
    """
    dated = features[~is_undated(features)]
    new_years = np.array([year(number).start_earliest for number in range(first, last + 1)])
    count = len(new_years)
    starts = np.searchsorted(new_years, dated["start_earliest"].to_numpy(), side="right") - 1
    ends = np.searchsorted(new_years, dated["end_latest"].to_numpy(), side="right") - 1
    touched = (ends >= 0) & (dated["start_earliest"].to_numpy() <= year(last).end_latest)
    steps = np.zeros(count + 1, dtype="int64")
    np.add.at(steps, np.maximum(starts[touched], 0), 1)
    np.add.at(steps, ends[touched] + 1, -1)
    return pd.Series(
        np.cumsum(steps[:count]),
        index=pd.RangeIndex(first, last + 1, name="year"),
        name="count",
    )


def change_days(features: gpd.GeoDataFrame) -> pd.Series[int]:
    """List the days on which something is known, to the day, to begin or to end.

    A beginning is its first day, an end its last day.

    Returns
    -------
    days
        Sorted, each once, with a ``RangeIndex``; without those that stand for "always".
    """
    begun = features.loc[features["start_earliest"] == features["start_latest"], "start_earliest"]
    ended = features.loc[features["end_earliest"] == features["end_latest"], "end_latest"]
    days = np.union1d(begun.to_numpy(dtype="int64"), ended.to_numpy(dtype="int64"))
    return pd.Series(days[(days > FAR_PAST) & (days < FAR_FUTURE)], name="day")


def phase_at(phases: Iterable[Phase], *, when: TimeSpan) -> Phase | None:
    """Give the phase in which a window lies: the first that certainly holds, or else possibly.

    Parameters
    ----------
    when
        Only its first day is asked, so that a year belongs to the phase in which it opens.
    """
    first = when.window[0]
    possible = None
    for phase in phases:
        holds = parse_edtf(phase.when).holds((first, first))
        if holds == "certain":
            return phase
        if holds == "possible" and possible is None:
            possible = phase
    return possible
