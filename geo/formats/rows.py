"""From rows as a file states them to canonical features, with everything that is wrong on a list.

A row with a problem is left out of the features and has its place in the file in the problem, so
that rows in = features + rows listed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.document import did_you_mean
from geo.errors import InvalidDateError, Problem
from geo.formats.texts import Texts
from geo.schema import (
    CERTAINTIES,
    COLUMNS,
    CRS,
    DAY_COLUMNS,
    DEPICTIONS,
    FIRST_RANK,
    LAST_RANK,
    LIST_COLUMNS,
    TEXT_COLUMNS,
    USUAL_RANK,
)
from geo.spans import Spans
from geo.timespan import UNDATED, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.formats.geometry import Faults

NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
LIST_SEPARATOR: Final = ";"

_CHOICES: Final = {"certainty": CERTAINTIES, "depiction": DEPICTIONS}
_NO_DEFAULTS: Final[Mapping[str, str]] = MappingProxyType({})

Details = tuple[tuple[str, str], ...]
Values: TypeAlias = "Sequence[object] | NDArray[np.object_]"
"""A column as found: texts, whatever values of JSON, or an array of tuples that are lists already."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows of one file, as they were found.

    Attributes
    ----------
    places
        Where each row stands, for the problems: ``row 12 (okha)``.
    columns
        The values of the stated columns, row by row; a column may be absent.
    details, geometry
        The other properties and the geometry, row by row.
    faults
        What was found wrong already.
    printable
        Whether it is known that no text holds what cannot be printed.
    """

    file: str
    places: Sequence[object]
    columns: Mapping[str, Values]
    details: Sequence[Details] | NDArray[np.object_]
    geometry: NDArray[np.object_]
    faults: Faults = field(default_factory=list)
    printable: bool = False


def to_features(
    rows: Rows, *, layer: str, defaults: Mapping[str, str] = _NO_DEFAULTS
) -> tuple[gpd.GeoDataFrame, tuple[Problem, ...]]:
    """Turn the rows of a file into a canonical frame.

    Parameters
    ----------
    layer
        The layer to which all of them belong.
    defaults
        What stands in a text column where a row says nothing; without one it is empty.

    Returns
    -------
    features
        The rows without fault, in file order.
    problems
        Each fault, in file order.
    """
    frame, faults = check_rows(rows, layer=layer, defaults=defaults)
    problems = [Problem(rows.file, str(rows.places[row]), message) for row, message in faults]
    return frame, tuple(problems)


def check_rows(
    rows: Rows, *, layer: str, defaults: Mapping[str, str] = _NO_DEFAULTS
) -> tuple[gpd.GeoDataFrame, Faults]:
    """Turn the rows of a file into a canonical frame, as :func:`to_features` does.

    Returns
    -------
    features
        The rows without fault, in file order.
    faults
        Each fault with the position of its row, in file order.
    """
    faults = list(rows.faults)
    texts = {"layer": Texts.same(layer, len(rows.places))}
    for name in TEXT_COLUMNS:
        if name != "layer":
            texts[name] = _texts(rows, name, defaults.get(name, ""), faults)
    columns: dict[str, object] = {name: column.series() for name, column in texts.items()}
    for name in LIST_COLUMNS:
        columns[name] = _lists(rows, name, faults)
    columns["details"] = _column(rows.details)
    if not rows.printable:
        joined = ["".join(map("".join, pairs)) for pairs in rows.details]
        _check_printable("details", joined, faults)
    columns["rank"] = _ranks(rows, faults)
    columns["precision_km"] = _precisions(rows, faults)
    columns |= _days(texts["when"], faults)
    _check_ids(texts["id"], rows.places, faults)
    frame = gpd.GeoDataFrame(pd.DataFrame(columns), geometry=rows.geometry, crs=CRS)
    frame = frame[list(COLUMNS)]
    if faults:
        kept = np.ones(len(rows.places), dtype=bool)
        kept[[row for row, _ in faults]] = False
        frame = frame[kept].reset_index(drop=True)
    return frame, sorted(faults)


def to_number(value: object) -> float | None:
    """Read a number from a cell or a JSON value; None if it is none, NaN if it is empty.

    Examples
    --------
    >>> to_number(" 143.5 "), to_number("143,5"), to_number("")
    (143.5, None, nan)
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return math.nan
    if isinstance(value, str):
        text = value.strip()
        number = float(text) if NUMBER.fullmatch(text) else math.inf
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
    else:
        return None
    return number if math.isfinite(number) else None


def _column(values: Values) -> NDArray[np.object_]:
    """Keep tuples as values: pandas would unfold a list of them."""
    if isinstance(values, np.ndarray):
        return values
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _texts(rows: Rows, name: str, default: str, faults: Faults) -> Texts:
    """Read a text column; some of them have a choice of words only."""
    found = rows.columns.get(name)
    if found is None or not len(found):
        return Texts.same(default, len(rows.places))
    texts = found if isinstance(found, Texts) else _stated(found, name, faults)
    texts = texts.filled(default)
    unprintable = [] if rows.printable else texts.unprintable()
    if unprintable:
        cells = list(texts)
        for row in unprintable:
            faults.append((row, f"{name!r} is {cells[row]!r}; it holds unprintable characters"))
            cells[row] = ""
        texts = Texts.of(cells)
    if name in _CHOICES:
        _check_choice(name, texts, faults)
    return texts


def _stated(values: Values, name: str, faults: Faults) -> Texts:
    """Take the texts among values, listing what is something else."""
    faults.extend(
        (row, f"{name!r} is {value!r}; expected a text")
        for row, value in enumerate(values)
        if value is not None and not isinstance(value, str)
    )
    return Texts.of([value if isinstance(value, str) else "" for value in values])


def _check_printable(name: str, texts: Sequence[str], faults: Faults) -> None:
    """List rows of which a column of tuples, here joined, holds unprintable characters."""
    for row in Texts.of(texts).unprintable():
        faults.append((row, f"{name!r} holds unprintable characters: {texts[row]!r}"))


def _check_choice(name: str, texts: Texts, faults: Faults) -> None:
    """List words that are not among those allowed."""
    options = _CHOICES[name]
    codes, distinct = texts.coded()
    for code, text in enumerate(distinct):
        if text not in options:
            message = f"{name!r} is {text!r}; {did_you_mean(text, options)}"
            faults.extend((int(row), message) for row in np.flatnonzero(codes == code))


def _lists(rows: Rows, name: str, faults: Faults) -> NDArray[np.object_]:
    """Read a column of lists: a JSON list of texts, or texts joined with semicolons."""
    found = rows.columns.get(name)
    if found is None or not len(found):
        column = np.empty(len(rows.places), dtype=object)
        column.fill(())
        return column
    if isinstance(found, Texts):
        codes, distinct = found.coded()
        found = _column([_split(cell) for cell in distinct])[codes]
    if not isinstance(found, np.ndarray):
        found = _column(_shared(_items(r, value, name, faults) for r, value in enumerate(found)))
    if not rows.printable:
        _check_printable(name, ["".join(items) for items in found], faults)
    return found


def _shared(lists: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Keep lists that are the same but once."""
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    return [known.setdefault(items, items) for items in lists]


def _split(cell: str) -> tuple[str, ...]:
    """Split a cell of several texts."""
    return tuple(item.strip() for item in cell.split(LIST_SEPARATOR) if item.strip())


def _items(row: int, value: object, name: str, faults: Faults) -> tuple[str, ...]:
    """Read one list."""
    items: object = value
    if value is None:
        items = ()
    elif isinstance(value, str):
        items = value.split(LIST_SEPARATOR)
    if not isinstance(items, list | tuple) or not all(isinstance(i, str) for i in items):
        faults.append((row, f"{name!r} is {value!r}; expected a list of ids"))
        items = ()
    return tuple(item.strip() for item in items if item.strip())


def _distinct(rows: Rows, name: str) -> tuple[NDArray[np.intp], Sequence[object]]:
    """Give the distinct values of a column, as far as that is easy, and which of them each row has."""
    found = rows.columns.get(name)
    if found is None or not len(found):
        return np.zeros(len(rows.places), dtype="intp"), [None]
    if isinstance(found, Texts):
        codes, distinct = found.coded()
        return codes.astype("intp"), distinct
    return np.arange(len(found)), list(found)


def _ranks(rows: Rows, faults: Faults) -> NDArray[np.int64]:
    """Read the column of label ranks."""
    codes, values = _distinct(rows, "rank")
    ranks = np.full(len(values), USUAL_RANK, dtype="int64")
    for place, value in enumerate(values):
        number = to_number(value)
        rank = USUAL_RANK if number is None or math.isnan(number) else number
        if number is None or rank != int(rank) or not FIRST_RANK <= rank <= LAST_RANK:
            expected = f"a whole number from {FIRST_RANK} (first) to {LAST_RANK}"
            message = f"'rank' is {value!r}; expected {expected}"
            faults.extend((int(row), message) for row in np.flatnonzero(codes == place))
        else:
            ranks[place] = int(rank)
    return ranks[codes]


def _precisions(rows: Rows, faults: Faults) -> NDArray[np.float64]:
    """Read the column of precisions."""
    codes, values = _distinct(rows, "precision_km")
    precisions = np.full(len(values), math.nan)
    for place, value in enumerate(values):
        number = to_number(value)
        if number is None or number < 0:
            message = f"'precision_km' is {value!r}; expected kilometres, or nothing if unknown"
            faults.extend((int(row), message) for row in np.flatnonzero(codes == place))
        if number is not None:
            precisions[place] = number
    return precisions[codes]


def _days(texts: Texts, faults: Faults) -> dict[str, NDArray[np.int64]]:
    """Read the column of dates into four columns of days, each distinct text once."""
    codes, distinct = texts.coded()
    spans: list[TimeSpan] = []
    known = Spans()
    for code, text in enumerate(distinct):
        try:
            spans.append(known.of(text))
        except InvalidDateError as error:
            spans.append(UNDATED)
            faults.extend((int(row), f"'when': {error}") for row in np.flatnonzero(codes == code))
    return {
        name: np.array([getattr(span, name) for span in spans], dtype="int64")[codes]
        for name in DAY_COLUMNS
    }


def _check_ids(ids: Texts, places: Sequence[object], faults: Faults) -> None:
    """List rows without an id, with one that cannot be listed, or with one used before."""
    odd = ids.is_empty() | ids.holding(LIST_SEPARATOR)
    if ids.are_distinct() and not odd.any() and ids.stripped() is ids:
        return
    first: dict[str, int] = {}
    for row, name in enumerate(ids):
        if not name:
            faults.append((row, "it has no 'id'; give it one of its own"))
        elif name != name.strip() or LIST_SEPARATOR in name:
            faults.append((row, f"'id' is {name!r}; expected no semicolon and no space around it"))
        elif name in first:
            faults.append((row, f"'id' is {name!r}, as in {places[first[name]]}; give it its own"))
        first.setdefault(name, row)
