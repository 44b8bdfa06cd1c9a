"""The process in which files that only large libraries read are opened; see :mod:`geo.formats.native`.

It takes the path, the kind, the layer and three limits, and writes one answer to its standard
output: the length of a JSON text, the text, and the shapes as WKB one after the other.
"""

from __future__ import annotations

import json
import math
import resource
import struct
import sys
from typing import Any, Final

MEMORY: Final = (
    4_000_000_000  # bytes of address space, of which libraries take a part at their start
)
CPU_SECONDS: Final = 120  # the clock that its owner watches stops it earlier
LARGEST_FILE: Final = 0  # it writes none
_LENGTH: Final = struct.Struct(">Q")
_EXACT: Final = 1e15  # larger numbers are not whole in a float


class _Limit(Exception):  # noqa: N818 -- an event inside this module, not an error for readers
    """More of something than is accepted: found, accepted, what."""


def main(arguments: list[str]) -> None:
    """Read one file and answer."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    path, kind, part = arguments[:3]
    limits = tuple(int(number) for number in arguments[3:6])
    reader = _read_parquet if kind == "geoparquet" else _read_layer
    shapes: list[bytes | None] | None = None
    try:
        said, shapes = reader(path, part, limits)
    except _Limit as event:
        said = {"limit": list(event.args)}
    except (ArithmeticError, AttributeError, LookupError, MemoryError, OSError, RuntimeError, TypeError, ValueError) as error:  # fmt: skip
        # Libraries raise what they like on a broken file; each is the same news.
        said = {"refused": f"it could not be read: {str(error)[:200].replace(path, 'the file')}"}
    _answer(said, shapes)


def _answer(said: dict[str, Any], shapes: list[bytes | None] | None) -> None:
    """Write the answer."""
    if "columns" in said:
        said["lengths"] = (
            None if shapes is None else [-1 if shape is None else len(shape) for shape in shapes]
        )
    text = json.dumps(said).encode("ascii")
    out = sys.stdout.buffer
    out.write(_LENGTH.pack(len(text)) + text)
    for shape in shapes or ():
        out.write(shape or b"")
    out.flush()


def _read_layer(
    path: str, part: str, limits: tuple[int, ...]
) -> tuple[dict[str, Any], list[bytes | None] | None]:
    """Read one layer with GDAL."""
    import pyogrio  # noqa: PLC0415 -- only after the limits are set
    from pyogrio import raw  # noqa: PLC0415

    layers = [str(name) for name, *_ in pyogrio.list_layers(path)]
    if not layers:
        message = "it has no layers"
        raise ValueError(message)
    chosen = part if part in layers else layers[0]
    most = limits[0]
    found = int(pyogrio.read_info(path, layer=chosen)["features"])
    if found > most:
        raise _Limit(found, most, "rows")
    meta, ids, shapes, columns = raw.read(
        path,
        layer=chosen,
        force_2d=True,
        datetime_as_string=True,
        max_features=most + 1,
        return_fids=True,
    )
    if len(ids) * max(len(columns), 1) > limits[1]:
        raise _Limit(len(ids) * len(columns), limits[1], "cells")
    said = {
        "columns": [str(name) for name in meta["fields"]],
        "cells": [[_text(value) for value in column.tolist()] for column in columns],
        "count": len(ids),
        "crs": meta["crs"] or "",
        "part": chosen,
        "parts": layers,
    }
    return said, None if shapes is None else list(shapes)


def _text(value: object) -> str:  # noqa: PLR0911 -- one return for each case
    """Write a value as the text of a cell."""
    if value is None or value != value:  # noqa: PLR0124 -- NaN and NaT are not themselves
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        whole = math.isfinite(value) and value.is_integer() and abs(value) < _EXACT
        return str(int(value)) if whole else repr(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _read_parquet(
    path: str, _part: str, limits: tuple[int, ...]
) -> tuple[dict[str, Any], list[bytes | None] | None]:
    """Read a Parquet file with or without shapes."""
    from pyarrow import parquet  # noqa: PLC0415 -- only after the limits are set

    with parquet.ParquetFile(path) as file:
        meta = file.metadata
        if meta.num_rows > limits[0]:
            raise _Limit(meta.num_rows, limits[0], "rows")
        if meta.num_rows * meta.num_columns > limits[1]:
            raise _Limit(meta.num_rows * meta.num_columns, limits[1], "cells")
        size = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
        if size > limits[2]:
            raise _Limit(size, limits[2], "bytes when unpacked")
        geo = json.loads((meta.metadata or {}).get(b"geo", b"null"))
        table = file.read(use_threads=False)
    primary, described = _described(geo)
    shapes = None
    if primary in table.column_names:
        shapes = table.column(primary).to_pylist()
        if not all(isinstance(shape, bytes | None) for shape in shapes):
            message = f"its shapes are in the encoding {described.get('encoding')!r}; expected WKB"
            raise ValueError(message)
        table = table.drop_columns([primary])
    said = {
        "columns": table.column_names,
        "cells": [_cells(column) for column in table.columns],
        "count": table.num_rows,
        "crs": _crs(described),
        "part": "",
        "parts": [],
    }
    return said, shapes


def _described(geo: object) -> tuple[str, dict[str, Any]]:
    """Find the column of shapes and what is said of it."""
    if not isinstance(geo, dict):
        return "", {}
    primary = str(geo.get("primary_column", "geometry"))
    columns = geo.get("columns")
    described = columns.get(primary) if isinstance(columns, dict) else None
    return primary, described if isinstance(described, dict) else {}


def _cells(column: Any) -> list[str]:  # noqa: ANN401 -- pyarrow has no types of its own
    """Write a column as texts; dates beyond what Python can hold too."""
    from pyarrow import compute, string, types  # noqa: PLC0415 -- only after the limits are set

    if types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if types.is_temporal(column.type) and not types.is_duration(column.type):
        column = compute.cast(column, string())
    return [_text(value) for value in column.to_pylist()]


def _crs(described: dict[str, Any]) -> str:
    """Name the coordinate system: without one it is longitude and latitude by the standard."""
    crs = described.get("crs")
    identifier = crs.get("id") if isinstance(crs, dict) else None
    if isinstance(identifier, dict):
        return f"{identifier.get('authority')}:{identifier.get('code')}"
    if isinstance(crs, dict):
        from pyproj import CRS  # noqa: PLC0415 -- seldom needed

        return str(CRS.from_json_dict(crs).to_wkt())
    return ""


if __name__ == "__main__":
    main(sys.argv[1:])
