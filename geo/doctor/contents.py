"""What each column of a table without names is for, judged by what it holds.

Nothing of this is done unasked: a finding offers it, and a person takes it up with one click, sees the
columns and can change them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from geo.doctor.datefigures import Style
from geo.doctor.dates import understand
from geo.doctor.degrees import is_east, read_degrees
from geo.doctor.roles import SHAPE_OBJECT, WKT
from geo.formats.grid import NO_HEADER
from geo.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.formats.raw import RawTable

BY_CONTENT: Final = "columns-by-content"
LAT_FIRST: Final = "columns-latitude-first"
LON_FIRST: Final = "columns-longitude-first"
REPAIRS: Final = (BY_CONTENT, LAT_FIRST, LON_FIRST)

SAMPLE: Final = 200
MOSTLY: Final = 0.5  # a small table with a few mistakes is understood all the same
POLE: Final = 90.0
HALF_TURN: Final = 180.0
LONG_TEXT: Final = 40  # characters on average: a sentence
MOST_KINDS: Final = 12  # different words of a category
YEARS: Final = Style(numbers="years")
UNDERSTOOD: Final = frozenset({"edtf", "read", "ambiguous", "coarser", "season"})
FIGURES: Final = re.compile(r"\d{3}|[\u3400-\u9fff]")  # of a year, or the era of one

Columns = dict[int, list[str]]
"""Columns that have no role yet, by their place, each with the first cells that are not empty."""


def roles_by_content(table: RawTable, repairs: Sequence[str]) -> dict[str, str]:
    """Give the columns their roles, if a person chose that; none otherwise."""
    chosen = next((repair for repair in repairs if repair in REPAIRS), "")
    return _guessed(table, chosen)[0] if chosen and _is_nameless(table) else {}


def with_offers(table: RawTable) -> RawTable:
    """Offer, with the finding that there are no names, to take the columns by what they hold.

    Where longitude and latitude cannot be told apart, both orders are offered.
    """
    if not _is_nameless(table):
        return table
    roles, is_decided = _guessed(table, BY_CONTENT)
    offers = ((BY_CONTENT,) if is_decided else (LAT_FIRST, LON_FIRST)) if roles else ()
    findings = (
        replace(finding, repairs=(*offers, *finding.repairs))
        if finding.code == NO_HEADER
        else finding
        for finding in table.findings
    )
    return replace(table, findings=tuple(findings))


def _is_nameless(table: RawTable) -> bool:
    """Tell whether a table has no names of columns."""
    return any(finding.code == NO_HEADER for finding in table.findings)


def _guessed(table: RawTable, chosen: str) -> tuple[dict[str, str], bool]:
    """Guess the column of each role; also tell whether the order of coordinates is certain."""
    free: Columns = {}
    for place, cells in enumerate(table.cells):
        stated = list(islice((cell.strip() for cell in cells if cell.strip()), SAMPLE))
        if stated:
            free[place] = stated
    places: dict[str, int] = {}
    is_decided = True
    shape = _first(free, _is_shape)
    if shape is not None:
        places["shape"] = shape
    else:
        pair = _coordinates(free)
        if pair:
            lon_first = _is_lon_first(free[pair[0]], free[pair[1]])
            is_decided = lon_first is not None
            east_first = chosen == LON_FIRST if lon_first is None else lon_first
            places |= dict(zip(("lon", "lat") if east_first else ("lat", "lon"), pair, strict=True))
    _leave_out(free, places)
    places |= _dates(free)
    _leave_out(free, places)
    places |= _texts(free)
    return {role: table.columns[place] for role, place in places.items()}, is_decided


def _leave_out(free: Columns, places: dict[str, int]) -> None:
    """Take away the columns that have a role."""
    for place in places.values():
        free.pop(place, None)


def _first(free: Columns, holds: Callable[[str], bool]) -> int | None:
    """Find the first column of whose cells something mostly holds."""
    return next((place for place, cells in free.items() if _mostly(cells, holds)), None)


def _mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    """Tell whether something holds of most cells."""
    return sum(map(holds, cells)) >= MOSTLY * len(cells)


def _is_shape(cell: str) -> bool:
    """Tell whether a cell is a shape."""
    return bool(WKT.match(cell) or SHAPE_OBJECT.match(cell))


def _is_coordinate(cell: str) -> bool:
    """Tell whether a cell may be a coordinate."""
    number = read_degrees(cell)
    return number is not None and abs(number) <= HALF_TURN and not _is_date(cell)


def _are_coordinates(cells: Sequence[str]) -> bool:
    """Tell whether cells are coordinates: at least half of them have decimals or signs, as years have none."""
    exact = sum(1 for cell in cells if not cell.lstrip("+-").isdigit())
    return 2 * exact >= len(cells) and _mostly(cells, _is_coordinate)


def _is_date(cell: str) -> bool:
    """Tell whether a cell is a date, with its year."""
    return FIGURES.search(cell) is not None and understand(cell, YEARS).how in UNDERSTOOD


def _coordinates(free: Columns) -> tuple[int, int] | None:
    """Find the first two neighbours that hold coordinates."""
    holding = [place for place, cells in free.items() if _are_coordinates(cells)]
    return next(((a, b) for a, b in pairwise(holding) if b == a + 1), None)


def _is_lon_first(first: Sequence[str], second: Sequence[str]) -> bool | None:
    """Decide which of two columns is the longitude, by size or letters; None if nothing tells."""
    for cells, answer in ((first, True), (second, False)):
        degrees = [read_degrees(cell) or 0.0 for cell in cells]
        if any(map(is_east, cells)) or max(map(abs, degrees)) > POLE:
            return answer
    return None


def _dates(free: Columns) -> dict[str, int]:
    """Find the date, or beginning and end where two neighbours never run backwards."""
    found = [place for place, cells in free.items() if _mostly(cells, _is_date)]
    if not found:
        return {}
    neighbours = len(found) > 1 and found[1] == found[0] + 1
    if neighbours and not _run_backwards(free[found[0]], free[found[1]]):
        return {"start": found[0], "end": found[1]}
    return {"when": found[0]}


def _run_backwards(starts: Sequence[str], ends: Sequence[str]) -> bool:
    """Tell whether the first of one column is later than the last of another."""
    spans = Spans()
    days = [
        sorted(
            spans.of(understand(cell, YEARS).edtf).start_earliest
            for cell in cells
            if _is_date(cell)
        )
        for cells in (starts, ends)
    ]
    return days[0][0] > days[1][0] or days[0][-1] > days[1][-1]


def _texts(free: Columns) -> dict[str, int]:
    """Find a name, what is said of it, and its category among the columns of words."""
    words = {place: cells for place, cells in free.items() if _mostly(cells, _is_word)}
    found: dict[str, int] = {}
    for place, cells in words.items():
        long = sum(map(len, cells)) > LONG_TEXT * len(cells)
        different = len(set(cells))
        is_kind = different < len(cells) and different <= max(MOST_KINDS, len(cells) // 5)
        role = "text" if long else "category" if is_kind and len(cells) > 1 else "name"
        found.setdefault(role, place)
    if "name" not in found and "category" in found and len(words) == 1:
        found["name"] = found.pop("category")
    return found


def _is_word(cell: str) -> bool:
    """Tell whether a cell is a text and no number."""
    return any(map(str.isalpha, cell)) and read_degrees(cell) is None
