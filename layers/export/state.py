"""How a file was made, written into the file, so that it can be made again.

The state is names and values: those of a link (date, layers, language, view ...), the part of the
map as ``bbox``, the sheet's options, the format and the resolution. It comes back from files that
anybody may have made, so nothing in it is trusted.
"""

import json
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from typing import Final
from urllib.parse import urlencode

from geo.catalog import Catalog
from geo.errors import InvalidDataError
from geo.extent import Extent
from geo.selection import Selection, parse_query, to_query
from layers.citing import OWN_STYLE, STYLES
from layers.render.scene import FURNITURE, PlateOptions
from layers.view import MapView

_FIELDS: Final = {field.name: getattr(PlateOptions(), field.name) for field in fields(PlateOptions)}
_CHOICES: Final = {"orientation": ("portrait", "landscape"), "citation": (OWN_STYLE, *STYLES)}
_LONGEST: Final = 4_000
_WINDOW_PX: Final = (1000.0, 640.0)
_TILE_PX: Final = 256.0
_HIGHEST: Final = 85.0  # degrees of latitude that a web map shows
_MANY_DIGITS: Final = 9
_LARGEST_ZOOM: Final = 18.0


@dataclass(frozen=True, slots=True)
class Remade:
    """What a file says of its making, and what of that was not understood.

    ``series`` are the dates of a series, ``pace`` how many milliseconds a film shows each.
    """

    selection: Selection
    options: PlateOptions
    file_format: str
    dpi: float
    notices: tuple[str, ...]
    series: str = ""
    pace: int = 0


def to_values(
    selection: Selection, options: PlateOptions, file_format: str, dpi: float | None
) -> dict[str, str]:
    """Write all that an export follows from, nothing left to defaults of the atlas."""
    interval = "/" in selection.date
    values = {
        "format": file_format,
        "dpi": "" if dpi is None else f"{dpi:g}",
        "daterange" if interval else "date": selection.date,
        "layers": ",".join(sorted(selection.layers)) or "none",
        "hidden": ",".join(sorted(selection.hidden)),
        "language": selection.language,
        "view": selection.view,
        "possible": "" if selection.possible else "0",
        "bbox": to_bbox(selection.extent) if selection.extent else "",
        "sheet": _to_json(options),
    }
    return {name: value for name, value in values.items() if value}


def to_bbox(extent: Extent) -> str:
    """Write an extent as west, south, east and north.

    Examples
    --------
    >>> to_bbox(Extent(141.5, 49.0, 145.25, 54.5))
    '141.5,49,145.25,54.5'
    """
    edges = (extent.west, extent.south, extent.east, extent.north)
    return ",".join(f"{edge:.7f}".rstrip("0").rstrip(".") for edge in edges)


def parse_bbox(text: str) -> Extent:
    """Read west, south, east and north in degrees.

    Raises
    ------
    InvalidDataError
        If an edge is out of range or south is above north.
    ValueError
        If the text is not four numbers.

    Examples
    --------
    >>> parse_bbox("141.5,49,145.25,54.5").north
    54.5
    """
    west, south, east, north = map(float, text.split(","))
    return Extent(west, south, east, north)


def _to_json(options: PlateOptions) -> str:
    """Write the options that are not as usual; nothing if all are."""
    chosen = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, usual in _FIELDS.items()
        if (value := getattr(options, name)) != usual
    }
    return json.dumps(chosen, sort_keys=True, separators=(",", ":")) if chosen else ""


def to_link(address: str, view: MapView, *, catalog: Catalog) -> str:
    """Write the shortest link to what a view shows: only what is not as the atlas opens.

    Parameters
    ----------
    address
        Of the page, without a query; nothing where it is not known.
    """
    if not address:
        return ""
    query = to_query(view.selection, catalog=catalog)
    if view.extent != view.view.extent:
        query["map"] = to_camera(view.extent)
    return f"{address}?{urlencode(query, safe=',/~:')}"


def to_camera(extent: Extent) -> str:
    """Give zoom, latitude and longitude at which a window of middling size shows an extent.

    Examples
    --------
    >>> to_camera(Extent(141.5, 49.0, 145.25, 54.5))
    '6.6/51.834/143.375'
    """
    north, south = (
        math.asinh(math.tan(math.radians(min(max(lat, -_HIGHEST), _HIGHEST))))
        for lat in (extent.north, extent.south)
    )
    height = max(north - south, 1e-6) / (2 * math.pi)
    width = max(extent.width, 1e-6) / 360
    zoom = math.log2(min(_WINDOW_PX[0] / width, _WINDOW_PX[1] / height) / _TILE_PX)
    zoom = min(max(math.floor(zoom * 10) / 10, 0.0), _LARGEST_ZOOM)
    lon, _ = extent.center
    lat = math.degrees(math.atan(math.sinh((north + south) / 2)))
    figures = max(math.ceil(zoom / 2.5), 0)
    return f"{zoom:g}/{_rounded(lat, figures)}/{_rounded(lon, figures)}"


def _rounded(value: float, figures: int) -> str:
    text = f"{value:.{figures}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _option(name: str, value: object) -> object | None:
    """Let an option pass that has the type it must have."""
    if name == "show":
        words = value if isinstance(value, list) else []
        return frozenset(word for word in words if isinstance(word, str)) & FURNITURE
    if name in _CHOICES:
        return value if value in _CHOICES[name] else None
    if name.endswith("_mm"):
        return float(value) if isinstance(value, int | float) else None
    return value if isinstance(value, str) and len(value) <= _LONGEST else None


def parse_options(text: str) -> tuple[PlateOptions, tuple[str, ...]]:
    """Read a sheet's options.

    Returns
    -------
    options
        Those understood, the others as usual.
    notices
        A sentence for each that was not understood.
    """
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        found = None
    if not isinstance(found, dict):
        return PlateOptions(), ("The sheet's options are not understood and were left out.",)
    understood: dict[str, object] = {}
    notices = []
    for name, value in found.items():
        option = _option(name, value) if name in _FIELDS else None
        if option is None:
            notices.append(f"The sheet's option {name[:40]!r} is not understood and was left out.")
        else:
            understood[name] = option
    return replace(PlateOptions(), **understood), tuple(notices)  # type: ignore[arg-type]  # checked


def _dpi(text: str) -> float:
    """Read a resolution; the press checks its range."""
    with suppress(ValueError):
        return float(text)
    return 300.0


def _pace(text: str) -> int:
    """Read milliseconds; the makers of films check their range."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _MANY_DIGITS else 0


def read_remade(values: Mapping[str, str], *, catalog: Catalog) -> Remade:
    """Read how a file was made.

    Parameters
    ----------
    values
        As :func:`layers.render.metadata.read_state` finds them.
    """
    selection, notices = parse_query(values, catalog=catalog)
    options, more = parse_options(values.get("sheet", ""))
    notices += more
    if bbox := values.get("bbox", ""):
        try:
            selection = replace(selection, extent=parse_bbox(bbox))
        except (ValueError, InvalidDataError):
            notices += (f"The part of the map {bbox[:60]!r} is not one and was left out.",)
    return Remade(
        selection,
        options,
        values.get("format", ""),
        _dpi(values.get("dpi", "")),
        notices,
        values.get("series", ""),
        _pace(values.get("pace", "")),
    )
