"""Series and films: the same map at several dates, as one file.

:func:`frames_of` answers a selection once for each date; :func:`make_series` draws, prints and
joins. The one list of kinds of file is :data:`SERIES_KINDS`.
"""

from layers.series.errand import Errand, Progress
from layers.series.kinds import SERIES_KINDS, SeriesKind, estimate_bytes, make_series
from layers.series.moments import PHASES, Moment, frames_of, parse_moments, phases, years
from layers.series.series import Series
from layers.series.watch import StoppedError, Watch

__all__ = [
    "PHASES",
    "SERIES_KINDS",
    "Errand",
    "Moment",
    "Progress",
    "Series",
    "SeriesKind",
    "StoppedError",
    "Watch",
    "estimate_bytes",
    "frames_of",
    "make_series",
    "parse_moments",
    "phases",
    "years",
]
