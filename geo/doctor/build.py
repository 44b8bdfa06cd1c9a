"""From an understood table to the canonical frame, with every row that cannot be one on a list."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.doctor.roles import plain_name
from geo.doctor.when import DATE_ROLES
from geo.formats.raw import Finding, Listed, RawTable, about
from geo.formats.rows import LIST_SEPARATOR, Rows, Values, check_rows
from geo.formats.texts import UNPRINTABLE, Texts
from geo.schema import CERTAINTIES, DAY_COLUMNS, LIST_COLUMNS, RESERVED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.doctor.positions import Placement
    from geo.doctor.when import Dating

PLAIN_ROLES: Final = (
    "name", "name_ru", "name_ja", "name_zh", "category", "text", "note", "depiction", "rank",
    "precision_km",
)  # fmt: skip
CERTAINTY_WORDS: Final[Mapping[str, str]] = {
    word: certainty
    for certainty, words in (
        ("certain", "certain sure high yes true 1 exact known definite достоверно высокая да 確実 確か 确定 sicher hoch certaine élevée alta seguro"),
        ("less-certain", "less-certain less_certain probable probably likely medium moderate вероятно средняя 推定 可能 wahrscheinlich mittel moyenne probable media"),
        ("uncertain", "uncertain unsure low no false 0 ? doubtful possible possibly недостоверно низкая нет 不確か 不确定 不確實 unsicher niedrig gering incertaine faible baja incierto"),
    )
    for word in words.split()
}  # fmt: skip
STRIP_CONTROLS: Final = "strip-controls"


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """The rows that can be opened, those that cannot, and what was noticed on the way."""

    frame: gpd.GeoDataFrame
    listed: tuple[Listed, ...]
    findings: tuple[Finding, ...]


def build(
    table: RawTable,
    roles: Mapping[str, str],
    *,
    placement: Placement,
    dating: Dating,
    layer: str,
) -> Built:
    """Build the canonical frame of a table."""
    findings: list[Finding] = []
    columns: dict[str, Values] = {"id": _ids(table, roles, findings)}
    for role in PLAIN_ROLES:
        if role in roles:
            columns[role] = table.column(roles[role]).stripped()
    for role in LIST_COLUMNS:
        if role in roles:
            codes, distinct = table.column(roles[role]).coded()
            columns[role] = _objects([_items(cell) for cell in distinct])[codes]
    unknown = _certainties(table, roles, columns, findings)
    unprintable = _unprintable(table)
    rows = Rows(
        "",
        table.rows,
        columns,
        _details(table, roles, dating, placement, unknown),
        placement.shapes,
        [*placement.faults.items(), *dating.faults.items()],
        printable=not unprintable,
    )
    findings += unprintable
    frame, faults = check_rows(rows, layer=layer, defaults={"certainty": "certain"})
    reasons: dict[int, list[str]] = {}
    for place, message in faults:
        reasons.setdefault(place, []).append(message)
    listed = tuple(
        Listed(table.rows[place], "; ".join(dict.fromkeys(said))) for place, said in reasons.items()
    )
    kept = np.ones(len(table), dtype=bool)
    kept[list(reasons)] = False
    return Built(_dated(frame, dating, kept), listed, tuple(findings))


def _dated(frame: gpd.GeoDataFrame, dating: Dating, kept: NDArray[np.bool_]) -> gpd.GeoDataFrame:
    """Put the dates of the rows that are kept into a frame that has none yet."""
    days = dict(zip(DAY_COLUMNS, dating.days[:, kept], strict=True))
    edtf = dating.edtf if kept.all() else dating.edtf.at(np.flatnonzero(kept))
    return frame.assign(when=edtf.series(), **days)


def _objects(values: Sequence[object]) -> NDArray[np.object_]:
    """Keep tuples as values: numpy would unfold a list of them."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _ids(table: RawTable, roles: Mapping[str, str], findings: list[Finding]) -> Texts:
    """Give each row an id of its own: the one it has, told apart where several have the same."""
    cells = Texts.same("", len(table))
    if "id" in roles:
        cells = table.column(roles["id"]).stripped()
        if cells.holding(LIST_SEPARATOR).any():
            cells = cells.changed(lambda cell: cell.replace(LIST_SEPARATOR, ","))
    if cells.are_distinct() and not cells.is_empty().any():
        return cells
    return Texts.of(_told_apart(cells, table, findings))


def _told_apart(cells: Texts, table: RawTable, findings: list[Finding]) -> list[str]:
    """Tell the ids of rows apart where several have the same or none."""
    counts = Counter(cells)
    taken = {cell for cell in counts if cell}
    ids, seen, same = [], set[str](), []
    for place, (cell, row) in enumerate(zip(cells, table.rows, strict=True)):
        name = cell or f"row-{row}"
        if (cell and cell in seen) or (not cell and name in taken):
            same.append(place)
            name = f"{name}-row-{row}"
        while name in seen:
            name += "+"
        seen.add(name)
        ids.append(name)
    if same:
        message = "they have the id of an earlier row; told apart by their row number"
        findings.append(about("duplicate-ids", message, [table.rows[place] for place in same]))
    return ids


def _items(cell: str) -> tuple[str, ...]:
    """Split a cell of several texts, which may be a list of JSON."""
    if cell.startswith("["):
        try:
            items = json.loads(cell)
        except (RecursionError, ValueError):
            items = None
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return tuple(item.strip() for item in items if item.strip())
    return tuple(item.strip() for item in cell.split(LIST_SEPARATOR) if item.strip())


def _certainties(
    table: RawTable,
    roles: Mapping[str, str],
    columns: dict[str, Values],
    findings: list[Finding],
) -> bool:
    """Read the column of certainty; tell whether it holds words that are not known."""
    if "certainty" not in roles:
        return False
    cells = table.column(roles["certainty"]).changed(lambda cell: cell.strip().lower())
    columns["certainty"] = cells.changed(lambda cell: CERTAINTY_WORDS.get(cell, ""))
    odd = cells.where(lambda cell: bool(cell) and cell not in CERTAINTY_WORDS)
    strange = [table.rows[place] for place in np.flatnonzero(odd).tolist()]
    if strange:
        message = f"their certainty is none of {', '.join(CERTAINTIES)}; kept as it is written"
        findings.append(about("unknown-certainty", message, strange))
    return bool(strange)


def _details(
    table: RawTable,
    roles: Mapping[str, str],
    dating: Dating,
    placement: Placement,
    strange: bool,  # noqa: FBT001 -- handed on from one function to the next
) -> NDArray[np.object_]:
    """Give what the canonical columns do not hold, with dates as they were written."""
    dated = {roles[role] for role in (*DATE_ROLES, "month", "day") if role in roles}
    used = {column for role, column in roles.items() if role not in {*DATE_ROLES, "month", "day"}}
    if strange:
        used.discard(roles["certainty"])
    names = _detail_names(table)
    first = {column: table.columns.index(column) for column in {*used, *dated}}
    others = [
        (place, name, table.columns[place] in dated and first[table.columns[place]] == place)
        for place, name in enumerate(names)
        if not (table.columns[place] in used and first[table.columns[place]] == place)
    ]
    pairs, gaps = [], False
    for place, name, is_date in others:
        codes, distinct = table.cells[place].coded()
        column = _objects([(name, text) if text else None for text in distinct])[codes]
        gaps = gaps or is_date or "" in distinct
        if is_date:
            column[~dating.rewritten] = None
        pairs.append(column)
    details = np.empty(len(table), dtype=object)
    details.fill(())
    if pairs:
        rows = zip(*pairs, strict=True)
        details[:] = [tuple(filter(None, row)) for row in rows] if gaps else list(rows)
    for row, text in placement.extras.items():
        details[row] += (("geometry (other parts)", text),)
    return details


def _detail_names(table: RawTable) -> list[str]:
    """Name the details: no two alike, none reserved, none empty."""
    names: list[str] = []
    for place, column in enumerate(table.columns, start=1):
        name = " ".join(UNPRINTABLE.sub(" ", column).split()) or f"column {place}"
        if name in RESERVED:
            name = f"{name} (in the file)"
        number = 2
        bare = name
        while name in names:
            name, number = f"{bare} ({number})", number + 1
        names.append(name)
    return names


def _unprintable(table: RawTable) -> list[Finding]:
    """Find rows with characters that no file can hold."""
    rows: set[int] = set()
    for column in table.cells:
        rows.update(column.unprintable())
    if not rows:
        return []
    message = "they hold characters that cannot be printed"
    numbers = [table.rows[place] for place in sorted(rows)]
    return [about("unprintable", message, numbers, repairs=(STRIP_CONTROLS,))]


def layer_of(name: str) -> str:
    """Make the id of a layer of the name of a file.

    Examples
    --------
    >>> layer_of("My Places (2).csv"), layer_of("../../x.geojson"), layer_of("樺太.csv")
    ('my-places-2', 'x', 'upload')
    """
    stem = re.split(r"[/\\]", name)[-1].partition(".")[0]
    return re.sub(r"[^a-z0-9]+", "-", plain_name(stem)).strip("-")[:60] or "upload"
