"""Shapes that stand in a cell of a table: WKT, hex WKB or a GeoJSON object."""

from __future__ import annotations

import json
import re
from typing import Final

import shapely

from geo.formats.shapes import ShapeError, checked, shown

SRID: Final = re.compile(r"\s*SRID=(\d+);", re.IGNORECASE)
SHAPE_OBJECT: Final = re.compile(r"\s*\{")


def from_wkt(text: str) -> shapely.Geometry | None:
    """Read a shape from WKT or hex WKB; None if it is empty.

    Raises
    ------
    ShapeError
        If it is neither.
    """
    bare = SRID.sub("", text.strip())
    try:
        if re.fullmatch(r"(?:[0-9A-Fa-f]{2})+", bare):
            shape = shapely.from_wkb(bytes.fromhex(bare))
        else:
            shape = shapely.from_wkt(bare)
    except NotImplementedError as error:
        message = f"{shown(text)} is a curve; only straight lines are read from a text"
        raise ShapeError(message) from error
    except (shapely.errors.GEOSException, UnicodeEncodeError, ValueError) as error:
        message = f"{shown(text)} is not a shape written as WKT"
        raise ShapeError(message) from error
    return checked(shape)


def parse_object(text: str) -> object:
    """Read a GeoJSON geometry object from a cell.

    Raises
    ------
    ShapeError
        If it is no JSON.
    """
    try:
        return json.loads(text)
    except (RecursionError, ValueError) as error:
        message = f"{shown(text)} is not a GeoJSON geometry"
        raise ShapeError(message) from error
