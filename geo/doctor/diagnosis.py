"""What the doctor has to say about one file."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from geo.doctor.datefigures import year_text
from geo.doctor.recipe import Recipe
from geo.schema import empty_features, is_undated, is_unplaced
from geo.timespan import FAR_FUTURE, FAR_PAST, date_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from geo.doctor.when import DateText
    from geo.formats.raw import Finding, Listed

Verdict = Literal["open", "open-with-warning", "refuse"]
VERDICTS: Final = get_args(Verdict)
OPEN: Final = ".."
DECIMALS: Final = 7


@dataclass(frozen=True, slots=True, eq=False)
class Diagnosis:
    """What is in a file, what can be shown of it, and what cannot and why.

    Always ``rows_in == shown + unplaced + len(listed)``.

    Attributes
    ----------
    file
        Its name as it was given: only ever to be shown, never to be opened.
    verdict
        ``open``, ``open-with-warning`` or ``refuse``, where nothing of it can be shown.
    roles
        The column of each role that is filled; ``columns`` are all there are.
    dates
        How each distinct date was understood.
    frame
        The rows that can be opened, canonical (:mod:`geo.schema`).
    samples
        Some cells of each column, for a person to recognise it.
    parts
        The sheets or layers of the file; ``part`` is the one that was read.
    recipe
        What led to this, to be kept for the next version of the file.
    """

    file: str
    kind: str
    verdict: Verdict
    rows_in: int = 0
    listed: tuple[Listed, ...] = ()
    findings: tuple[Finding, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()
    dates: tuple[DateText, ...] = ()
    frame: gpd.GeoDataFrame = field(default_factory=empty_features)
    crs: str = ""
    encoding: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    part: str = ""
    parts: tuple[str, ...] = ()
    recipe: Recipe = field(default_factory=Recipe)

    @property
    def unplaced(self) -> int:
        """How many rows are kept without a position."""
        return int(is_unplaced(self.frame).sum())

    @property
    def shown(self) -> int:
        """How many rows have a place on the map."""
        return len(self.frame) - self.unplaced

    @property
    def undated(self) -> int:
        """How many rows, of those that can be opened, have no date."""
        return int(is_undated(self.frame).sum())

    @property
    def start(self) -> str | None:
        """The first day on which anything may have begun, ``..`` if it is open, None if undated."""
        days = self.frame.loc[~is_undated(self.frame), "start_earliest"]
        stated = days[days > FAR_PAST]
        if len(stated):
            return _day(int(stated.min()))
        return OPEN if len(days) else None

    @property
    def end(self) -> str | None:
        """The last day on which anything may have ended, ``..`` if it is open, None if undated."""
        days = self.frame.loc[~is_undated(self.frame), "end_latest"]
        if not len(days):
            return None
        last = int(days.max())
        return OPEN if last >= FAR_FUTURE else _day(last)

    @property
    def bbox(self) -> list[float] | None:
        """West, south, east and north of all that is shown, in degrees; None if nothing is."""
        if not self.shown:
            return None
        return [round(float(edge), DECIMALS) for edge in self.frame.total_bounds]

    def report(self) -> dict[str, Any]:
        """Give the report as plain values."""
        return {
            "file": self.file,
            "kind": self.kind,
            "verdict": self.verdict,
            "rows_in": self.rows_in,
            "shown": self.shown,
            "unplaced": self.unplaced,
            "undated": self.undated,
            "listed": [{"row": item.row, "reason": item.reason} for item in self.listed],
            "findings": [
                {"code": f.code, "message": f.message, "count": f.count, "rows": list(f.rows)}
                for f in self.findings
            ],
            "start": self.start,
            "end": self.end,
            "bbox": self.bbox,
            "crs": self.crs or None,
            "columns": dict(self.roles),
        }

    def report_json(self) -> str:
        """Give the report as one line of JSON, in plain ASCII."""
        return json.dumps(self.report())


def _day(number: int) -> str:
    """Write a day."""
    year, month, day = date_of(number)
    return f"{year_text(year)}-{month:02d}-{day:02d}"
