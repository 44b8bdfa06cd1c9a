"""Coordinates as people write them: decimal degrees, decimal commas, degrees with minutes."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.formats.texts import Texts

EMPTY: Final = frozenset(
    {"", "-", "--", "?", "nan", "null", "none", "na", "n/a", "—", "–", "#n/a", "unknown"}
)
_SIGNS: Final = {
    "n": 1, "s": -1, "e": 1, "w": -1, "o": 1, "с": 1, "ю": -1, "в": 1, "з": -1,
    "север": 1, "юг": -1, "восток": 1, "запад": -1,
    "с.ш.": 1, "ю.ш.": -1, "в.д.": 1, "з.д.": -1, "сш": 1, "юш": -1, "вд": 1, "зд": -1,
    "北緯": 1, "南緯": -1, "東経": 1, "西経": -1, "北纬": 1, "南纬": -1, "东经": 1, "西经": -1, "東經": 1, "西經": -1,
    "北": 1, "南": -1, "東": 1, "西": -1, "东": 1,
    "north": 1, "south": -1, "east": 1, "west": -1,
}  # fmt: skip
_SIGN: Final = "|".join(re.escape(word) for word in sorted(_SIGNS, key=len, reverse=True))
_NUMBER: Final = r"\d+(?:[.,]\d+)?"
_DEGREES: Final = re.compile(
    rf"(?P<before>{_SIGN})?\s*(?P<minus>[+-]?)\s*(?P<d>{_NUMBER})\s*(?:°|deg|度|\s|-|$)?\s*"
    rf"(?:(?P<m>{_NUMBER})\s*(?:'|分|min|м|\s|-|$)?\s*)?(?:(?P<s>{_NUMBER})\s*(?:\"|''|秒|sec|с(?!\.)|$)?\s*)?"
    rf"(?P<after>{_SIGN})?\.?"
)
_PLAIN: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_COMMA: Final = re.compile(r"[+-]?\d+,\d+")
_MINUTES: Final = 60
_LONGEST: Final = 60
_DASHES: Final = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "’": "'",
        "‘": "'",
        "′": "'",
        "´": "'",
        "`": "'",
        "”": '"',
        "“": '"',
        "″": '"',
        "º": "°",
        "˚": "°",
    }
)


def read_degrees(cell: str) -> float | None:
    r"""Read one coordinate; NaN if the cell is empty, None if it is none.

    Examples
    --------
    >>> (
    ...     read_degrees("142,95"),
    ...     read_degrees("53°35'06\"N"),
    ...     read_degrees("12.5 W"),
    ...     read_degrees("?"),
    ... )
    (142.95, 53.585, -12.5, nan)
    """
    text = cell.strip()
    if _PLAIN.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else None
    if _COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    text = unicodedata.normalize("NFKC", text.translate(_DASHES)).lower().translate(_DASHES).strip()
    if text in EMPTY:
        return math.nan
    match = _DEGREES.fullmatch(text) if len(text) <= _LONGEST else None
    return _composed(match) if match else None


def _composed(match: re.Match[str]) -> float | None:
    """Add degrees, minutes and seconds up."""
    parts = [float(part.replace(",", ".")) if part else 0.0 for part in match.group("d", "m", "s")]
    if max(parts[1:]) >= _MINUTES or (match["before"] and match["after"]):
        return None
    sign = _SIGNS[match["before"] or match["after"] or "n"]
    size = parts[0] + parts[1] / _MINUTES + parts[2] / _MINUTES**2
    return -size * sign if match["minus"] == "-" else size * sign


def read_column(cells: Texts) -> tuple[NDArray[np.float64], list[int]]:
    """Read a column of coordinates.

    Returns
    -------
    degrees
        NaN where a cell is empty or cannot be read.
    unread
        The positions of the cells that cannot be read.
    """
    codes, distinct = cells.coded()
    degrees = pd.to_numeric(pd.Series(distinct, dtype="object"), errors="coerce").to_numpy(
        "float64"
    )
    degrees = np.where(np.isinf(degrees), np.nan, degrees)
    unread = np.zeros(len(distinct), dtype=bool)
    for place in np.flatnonzero(np.isnan(degrees)).tolist():
        number = read_degrees(distinct[place]) if distinct[place] else math.nan
        if number is None:
            unread[place] = True
        else:
            degrees[place] = number
    return degrees[codes], np.flatnonzero(unread[codes]).tolist()


def split_pair(cell: str) -> tuple[str, str] | None:
    """Split a cell that holds both coordinates.

    Examples
    --------
    >>> split_pair("53.58, 142.95"), split_pair("53,58; 142,95"), split_pair("53°35'N 142°57'E")
    (('53.58', '142.95'), ('53,58', '142,95'), ("53°35'N", "142°57'E"))
    """
    text = cell.strip().strip("()[]").strip()
    text = re.sub(r"^point\s*\(?", "", text, flags=re.IGNORECASE)
    for separator in (r"\s*[;|]\s*", r",\s+", r"\s*,\s*", r"(?<=[a-zA-Zа-яА-Я.])\s+(?=\d)", r"\s+"):
        parts = re.split(separator, text)
        if len(parts) == 2 and all(parts):  # noqa: PLR2004 -- a pair
            return parts[0], parts[1]
    return None


def is_east(cell: str) -> bool:
    """Tell whether a coordinate says itself that it is a longitude."""
    return (
        re.search(r"[ewo]\.?$|^[ew]|в\.?\s?д|з\.?\s?д|[東东西][経經经]", cell.strip().lower())
        is not None
    )
