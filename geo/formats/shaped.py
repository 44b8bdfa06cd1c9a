"""Records with a GeoJSON geometry each, made into a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.formats.raw import Finding, Listed, RawTable, to_cells
from geo.formats.shapes import build_shapes
from geo.limits import check_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.formats.raw import Budget


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its number, its cells by column, and its GeoJSON geometry."""

    number: int
    cells: dict[str, str]
    geometry: dict[str, Any] | None


def to_shaped_table(
    records: Sequence[Record], *, kind: str, findings: tuple[Finding, ...] = (), budget: Budget
) -> RawTable:
    """Build the shapes of records and list those whose shape is none.

    Raises
    ------
    LimitError
        If there are too many positions.
    """
    shapes = build_shapes([record.geometry for record in records])
    check_count(
        int(np.sum(shapely.get_num_coordinates(shapes.geometry))), budget.vertices, "positions"
    )
    faults = dict(shapes.faults)
    whole = [place for place in range(len(records)) if place not in faults]
    columns, cells = to_cells((records[place].cells for place in whole), budget=budget)
    stated = [
        place
        for place, column in enumerate(cells)
        if columns[place] and not column.is_empty().all()
    ]
    return RawTable(
        kind,
        tuple(columns[place] for place in stated),
        tuple(cells[place] for place in stated),
        [records[place].number for place in whole],
        shapes.geometry[whole],
        listed=tuple(Listed(records[place].number, reason) for place, reason in faults.items()),
        findings=findings + shapes.notices.findings([record.number for record in records]),
    )
