"""From rows as a file states them to canonical features, with everything that is wrong on a list.

A row with a problem is left out of the features and has its place in the file in the problem, so
that rows in = features + rows listed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.document import did_you_mean
from geo.errors import InvalidDateError, Problem
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
from geo.timespan import UNDATED, TimeSpan, parse_edtf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geo.formats.geometry import Faults

UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
LIST_SEPARATOR: Final = ";"

_CHOICES: Final = {"certainty": CERTAINTIES, "depiction": DEPICTIONS}
_NO_DEFAULTS: Final[Mapping[str, str]] = MappingProxyType({})

Details = tuple[tuple[str, str], ...]


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
    """

    file: str
    places: Sequence[str]
    columns: Mapping[str, Sequence[object]]
    details: Sequence[Details]
    geometry: NDArray[np.object_]
    faults: Faults = field(default_factory=list)


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
    count = len(rows.places)
    faults = list(rows.faults)
    columns: dict[str, object] = {"layer": [layer] * count}
    for name in TEXT_COLUMNS:
        if name != "layer":
            columns[name] = _texts(rows, name, defaults.get(name, ""), faults)
    for name in LIST_COLUMNS:
        lists = _lists(_found(rows, name), name, faults)
        _check_printable(name, ["".join(items) for items in lists], faults)
        columns[name] = _column(lists)
    details = ["".join(map("".join, pairs)) for pairs in rows.details]
    _check_printable("details", details, faults)
    columns["details"] = _column(rows.details)
    columns["rank"] = _ranks(_found(rows, "rank"), faults)
    columns["precision_km"] = _precisions(_found(rows, "precision_km"), faults)
    columns |= _days(columns["when"], faults)
    _check_ids(columns["id"], rows.places, faults)
    frame = gpd.GeoDataFrame(pd.DataFrame(columns), geometry=rows.geometry, crs=CRS)
    kept = np.ones(count, dtype=bool)
    kept[[row for row, _ in faults]] = False
    problems = [Problem(rows.file, rows.places[row], message) for row, message in sorted(faults)]
    return _typed(frame[kept]), tuple(problems)


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


def _typed(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give a frame its canonical columns, types and index."""
    dtypes = dict.fromkeys(TEXT_COLUMNS, "str") | dict.fromkeys(DAY_COLUMNS, "int64")
    dtypes |= {"rank": "int64", "precision_km": "float64"}
    return frame[list(COLUMNS)].astype(dtypes).reset_index(drop=True)


def _found(rows: Rows, name: str) -> Sequence[object]:
    """Give a column as found; None in every row if it is absent."""
    return rows.columns.get(name) or [None] * len(rows.places)


def _column(values: Sequence[object]) -> NDArray[np.object_]:
    """Keep tuples as values: pandas would unfold a list of them."""
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _texts(rows: Rows, name: str, default: str, faults: Faults) -> list[str]:
    """Read a text column; some of them have a choice of words only."""
    texts = []
    for row, value in enumerate(_found(rows, name)):
        text = value if isinstance(value, str) else ""
        if value is not None and not isinstance(value, str):
            faults.append((row, f"{name!r} is {value!r}; expected a text"))
        texts.append(text or default)
    for row in _unprintable(texts):
        faults.append((row, f"{name!r} is {texts[row]!r}; it holds unprintable characters"))
        texts[row] = ""
    if name in _CHOICES:
        _check_choice(name, texts, faults)
    return texts


def _unprintable(texts: Sequence[str]) -> list[int]:
    """Find texts with control characters or halves of characters, which no file can hold."""
    if not UNPRINTABLE.search("".join(texts)):
        return []
    return [row for row, text in enumerate(texts) if UNPRINTABLE.search(text)]


def _check_printable(name: str, texts: Sequence[str], faults: Faults) -> None:
    """List rows of which a column of tuples, here joined, holds unprintable characters."""
    for row in _unprintable(texts):
        faults.append((row, f"{name!r} holds unprintable characters: {texts[row]!r}"))


def _check_choice(name: str, texts: Sequence[str], faults: Faults) -> None:
    """List words that are not among those allowed."""
    options = _CHOICES[name]
    wrong = set(texts) - set(options)
    for row, text in enumerate(texts) if wrong else ():
        if text in wrong:
            faults.append((row, f"{name!r} is {text!r}; {did_you_mean(text, options)}"))


def _lists(values: Sequence[object], name: str, faults: Faults) -> list[tuple[str, ...]]:
    """Read a column of lists: a JSON list of texts, or texts joined with semicolons."""
    lists: list[tuple[str, ...]] = []
    for row, value in enumerate(values):
        items: object = value
        if value is None:
            items = ()
        elif isinstance(value, str):
            items = value.split(LIST_SEPARATOR)
        if not isinstance(items, list | tuple) or not all(isinstance(i, str) for i in items):
            faults.append((row, f"{name!r} is {value!r}; expected a list of ids"))
            items = ()
        lists.append(tuple(item.strip() for item in items if item.strip()))
    return lists


def _ranks(values: Sequence[object], faults: Faults) -> list[int]:
    """Read the column of label ranks."""
    ranks = []
    for row, value in enumerate(values):
        number = to_number(value)
        rank = USUAL_RANK if number is None or math.isnan(number) else number
        if number is None or rank != int(rank) or not FIRST_RANK <= rank <= LAST_RANK:
            expected = f"a whole number from {FIRST_RANK} (first) to {LAST_RANK}"
            faults.append((row, f"'rank' is {value!r}; expected {expected}"))
            rank = USUAL_RANK
        ranks.append(int(rank))
    return ranks


def _precisions(values: Sequence[object], faults: Faults) -> list[float]:
    """Read the column of precisions."""
    precisions = []
    for row, value in enumerate(values):
        number = to_number(value)
        if number is None or number < 0:
            message = f"'precision_km' is {value!r}; expected kilometres, or nothing if unknown"
            faults.append((row, message))
        precisions.append(math.nan if number is None else number)
    return precisions


def _days(texts: object, faults: Faults) -> dict[str, NDArray[np.int64]]:
    """Read the column of dates into four columns of days, each distinct text once."""
    codes, distinct = pd.factorize(pd.Series(texts, dtype="object"))
    spans: list[TimeSpan] = []
    for code, text in enumerate(distinct):
        try:
            spans.append(parse_edtf(text) if text else UNDATED)
        except InvalidDateError as error:
            spans.append(UNDATED)
            faults.extend((int(row), f"'when': {error}") for row in np.flatnonzero(codes == code))
    return {
        name: np.array([getattr(span, name) for span in spans], dtype="int64")[codes]
        for name in DAY_COLUMNS
    }


def _check_ids(ids: object, places: Sequence[str], faults: Faults) -> None:
    """List rows without an id, with one that cannot be listed, or with one used before."""
    first: dict[str, int] = {}
    for row, name in enumerate(pd.Series(ids, dtype="object")):
        if not name:
            faults.append((row, "it has no 'id'; give it one of its own"))
        elif name != name.strip() or LIST_SEPARATOR in name:
            faults.append((row, f"'id' is {name!r}; expected no semicolon and no space around it"))
        elif name in first:
            faults.append((row, f"'id' is {name!r}, as in {places[first[name]]}; give it its own"))
        first.setdefault(name, row)
