"""What is different between two dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.holding import holds_at
from geo.schema import is_undated

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geo.timespan import TimeSpan


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of features by what became of them between two windows, in the order of the frame.

    Attributes
    ----------
    begun
        Did not hold in the first window, holds in the second, at least possibly.
    ended
        Held in the first window, at least possibly, does not hold in the second.
    passed
        Lies wholly between the windows: it had not begun in the first and was over by the second.
    became_certain, became_possible
        Holds in both, but once only possibly.
    lasting
        Holds in both just the same.
    """

    begun: tuple[str, ...]
    ended: tuple[str, ...]
    passed: tuple[str, ...]
    became_certain: tuple[str, ...]
    became_possible: tuple[str, ...]
    lasting: tuple[str, ...]


def changes_between(features: gpd.GeoDataFrame, *, before: TimeSpan, after: TimeSpan) -> Changes:
    """Compare what holds in two windows; what has no date is left out.

    The windows may overlap, and ``before`` may be the later one: then ``begun`` and ``ended`` tell
    of a walk back in time.
    """
    was, is_now = holds_at(features, before), holds_at(features, after)
    (first_start, first_end), (second_start, second_end) = before.window, after.window
    between = (features["start_earliest"] > min(first_end, second_end)) & (
        features["end_latest"] < max(first_start, second_start)
    )
    held, holds = was.isin(["certain", "possible"]), is_now.isin(["certain", "possible"])
    return Changes(
        begun=_ids(features, ~held & holds),
        ended=_ids(features, held & ~holds),
        passed=_ids(features, between),
        became_certain=_ids(features, (was == "possible") & (is_now == "certain")),
        became_possible=_ids(features, (was == "certain") & (is_now == "possible")),
        lasting=_ids(features, held & (was == is_now)),
    )


def _ids(features: gpd.GeoDataFrame, kept: pd.Series[bool]) -> tuple[str, ...]:
    """Give the ids of some rows."""
    return tuple(features.loc[kept & ~is_undated(features), "id"])
