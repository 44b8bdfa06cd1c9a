"""How far the clock must run for a visitor's dates to come up on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.schema import DAY_COLUMNS, is_undated
from geo.timespan import FAR_FUTURE, FAR_PAST, date_of

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.catalog import Catalog

EARLIEST_YEAR: Final = -9999
LATEST_YEAR: Final = 9999


def years_of(features: gpd.GeoDataFrame) -> tuple[int, int] | None:
    """Find the first and the last year that the dates of features name; None if none does."""
    dated = features[~is_undated(features)]
    days = dated[list(DAY_COLUMNS)].to_numpy()
    days = days[(days > FAR_PAST) & (days < FAR_FUTURE)]
    if not len(days):
        return None
    first, last = date_of(int(days.min()))[0], date_of(int(days.max()))[0]
    return max(first, EARLIEST_YEAR), min(last, LATEST_YEAR)


def widened(catalog: Catalog, features: gpd.GeoDataFrame) -> tuple[int, int]:
    """Find the first and the last year of a clock on which all that is dated comes up."""
    years = years_of(features)
    if years is None:
        return catalog.first_year, catalog.last_year
    return min(catalog.first_year, years[0]), max(catalog.last_year, years[1])
