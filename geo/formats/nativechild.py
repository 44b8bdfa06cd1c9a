"""The process in which files that only large libraries read are opened; see :mod:`geo.formats.native`.

It takes the path, the kind, the layer, three limits and the seconds that it may work, and writes one answer to its standard
output: the length of a JSON text, the text, and an Arrow stream of the cells with the shapes as WKB.
"""

from __future__ import annotations

import json
import math
import resource
import sqlite3
import struct
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from geo.sealing import end_with_parent, lower_limits

MEMORY: Final = (
    4_000_000_000  # bytes of address space, of which libraries take a part at their start
)
LARGEST_FILE: Final = 0  # it writes none
_LENGTH: Final = struct.Struct(">Q")
# The encodings that GeoParquet 1.1 takes from GeoArrow: what shapely calls each, and how many lists deep it is.
NATIVE_ENCODINGS: Final = {
    "point": ("POINT", 0),
    "linestring": ("LINESTRING", 1),
    "polygon": ("POLYGON", 2),
    "multipoint": ("MULTIPOINT", 1),
    "multilinestring": ("MULTILINESTRING", 2),
    "multipolygon": ("MULTIPOLYGON", 3),
}
_EXACT: Final = 1e15  # larger numbers are not whole in a float


class _Limit(Exception):  # noqa: N818 -- an event inside this module, not an error for readers
    """More of something than is accepted: found, accepted, what."""


def main(arguments: list[str]) -> None:
    """Read one file and answer."""
    end_with_parent()
    lower_limits(
        {
            resource.RLIMIT_AS: MEMORY,
            resource.RLIMIT_CPU: int(arguments[6]),
            resource.RLIMIT_FSIZE: LARGEST_FILE,
            resource.RLIMIT_CORE: 0,
        }
    )
    path, kind, part = arguments[:3]
    limits = tuple(int(number) for number in arguments[3:6])
    reader = _read_parquet if kind == "geoparquet" else _read_layer
    table = None
    try:
        said, table = reader(path, part, limits)
        if table.nbytes > limits[2]:
            raise _Limit(table.nbytes, limits[2], "bytes in cells and shapes")  # noqa: TRY301 -- told as the others are
    except _Limit as event:
        said, table = {"limit": list(event.args)}, None
    except (ArithmeticError, AttributeError, LookupError, MemoryError, OSError, RuntimeError, TypeError, ValueError, sqlite3.Error) as error:  # fmt: skip
        # Libraries raise what they like on a broken file; each is the same news.
        said = {"refused": f"it could not be read: {_without_paths(error, path)}"}
    _answer(said, table)


def _without_paths(error: BaseException, path: str) -> str:
    """Give what an error says, without the name of the folder of ours that it happened in."""
    return str(error).replace(path, "the file").replace(f"{Path(path).parent}/", "")[:200]


def _answer(said: dict[str, Any], table: Any) -> None:  # noqa: ANN401 -- pyarrow has no types of its own
    """Write the answer."""
    text = json.dumps(said).encode("ascii")
    out = sys.stdout.buffer
    out.write(_LENGTH.pack(len(text)) + text)
    if table is not None:
        from pyarrow import ipc  # noqa: PLC0415 -- only after the limits are set

        with ipc.new_stream(out, table.schema) as stream:
            stream.write_table(table)
    out.flush()


def _table(cells: list[Any], shapes: Any) -> Any:  # noqa: ANN401 -- pyarrow has no types of its own
    """Put columns of texts, and the shapes if there are any, into one table; names are not in it."""
    import pyarrow as pa  # noqa: PLC0415 -- only after the limits are set

    columns = [pa.chunked_array([c]) if isinstance(c, pa.Array) else c for c in cells]
    if shapes is not None:
        columns.append(shapes)
    return pa.table(columns, names=[str(place) for place in range(len(columns))])


def _texts(values: list[str]) -> Any:  # noqa: ANN401 -- pyarrow has no types of its own
    """Make a column of texts; halves of characters become none."""
    from geo.formats.texts import Texts  # noqa: PLC0415 -- only after the limits are set

    return Texts.of(values).array


def _read_layer(path: str, part: str, limits: tuple[int, ...]) -> tuple[dict[str, Any], Any]:
    """Read one layer with GDAL."""
    import pyogrio  # noqa: PLC0415 -- only after the limits are set
    from pyogrio import raw  # noqa: PLC0415

    if path.endswith(".gpkg"):
        _refuse_recursion(path)
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
        "shaped": shapes is not None,
        "count": len(ids),
        "crs": meta["crs"] or "",
        "part": chosen,
        "parts": layers,
    }
    import pyarrow as pa  # noqa: PLC0415 -- only after the limits are set

    cells = [_texts([_text(value) for value in column.tolist()]) for column in columns]
    return said, _table(cells, None if shapes is None else pa.array(shapes, pa.large_binary()))


def _refuse_recursion(path: str) -> None:
    """Refuse a database with a view that calls itself: counting its rows may never end."""
    with closing(sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True)) as book:
        said = "SELECT name FROM sqlite_master WHERE type = 'view' AND sql LIKE '%recursive%'"
        found = book.execute(said).fetchone()
    if found:
        message = f"its view {str(found[0])[:40]!r} calls itself; save what it shows as a table"
        raise ValueError(message)


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


def _read_parquet(path: str, _part: str, limits: tuple[int, ...]) -> tuple[dict[str, Any], Any]:
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
        geo = json.loads((meta.metadata or {}).get(b"geo", b"null")) or _typed(file)
        table = file.read(use_threads=False)
    primary, described = _described(geo)
    shapes = None
    if primary in table.column_names:
        shapes = _wkb(table.column(primary), str(described.get("encoding", "")))
        table = table.drop_columns([primary])
    said = {
        "columns": table.column_names,
        "shaped": shapes is not None,
        "count": table.num_rows,
        "crs": _crs(described),
        "part": "",
        "parts": [],
    }
    return said, _table([_cells(column) for column in table.columns], shapes)


def _wkb(column: Any, encoding: str) -> Any:  # noqa: ANN401 -- pyarrow has no types of its own
    """Give a column of shapes as WKB, from whichever encoding of GeoParquet it is in."""
    import pyarrow as pa  # noqa: PLC0415 -- only after the limits are set

    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return column.cast(pa.large_binary())
    if encoding not in NATIVE_ENCODINGS:
        message = f"its shapes are in the encoding {encoding!r}; expected WKB or one of GeoArrow's"
        raise ValueError(message)
    return pa.array(_from_arrow(column, encoding), pa.large_binary())


def _from_arrow(column: Any, encoding: str) -> Any:  # noqa: ANN401 -- pyarrow has no types of its own
    """Build shapes from nested lists of positions, one for each row, as WKB."""
    import numpy as np  # noqa: PLC0415 -- only after the limits are set
    import shapely  # noqa: PLC0415

    array = column.combine_chunks()
    missing = array.is_null().to_numpy(zero_copy_only=False)
    offsets = []
    for _ in range(NATIVE_ENCODINGS[encoding][1]):
        offsets.append(np.asarray(array.offsets, dtype="int64"))
        array = array.values
    fields = [array.field(axis).to_numpy(zero_copy_only=False) for axis in ("x", "y")]
    kind = getattr(shapely.GeometryType, NATIVE_ENCODINGS[encoding][0])
    shapes = shapely.from_ragged_array(kind, np.column_stack(fields), tuple(offsets[::-1]) or None)
    shapes[missing] = None
    return shapely.to_wkb(shapes)


def _typed(file: Any) -> dict[str, Any] | None:  # noqa: ANN401 -- pyarrow has no types of its own
    """Describe the first column whose type is Parquet's own for shapes, as GeoParquet would."""
    for place in range(len(file.schema)):
        column = file.schema.column(place)
        if column.logical_type.type not in {"GEOMETRY", "GEOGRAPHY"} or "." in column.path:
            continue
        stated = str(json.loads(column.logical_type.to_json()).get("crs", ""))
        crs = _typed_crs(stated, file.metadata.metadata or {})
        described = {"encoding": "WKB", "crs": crs} if crs else {"encoding": "WKB"}
        return {"primary_column": column.path, "columns": {column.path: described}}
    return None


def _typed_crs(stated: str, metadata: dict[bytes, bytes]) -> Any:  # noqa: ANN401 -- what a JSON says
    """Give the coordinate system of such a type as PROJJSON: stated, kept elsewhere in the file, or a number."""
    if stated.startswith("{"):
        return json.loads(stated)
    kind, _, key = stated.partition(":")
    if kind == "projjson":
        return json.loads(metadata.get(key.encode(), b"null"))
    authority = "EPSG" if kind == "srid" else kind
    return {"id": {"authority": authority, "code": key}} if key else None


def _described(geo: object) -> tuple[str, dict[str, Any]]:
    """Find the column of shapes and what is said of it."""
    if not isinstance(geo, dict):
        return "", {}
    primary = str(geo.get("primary_column", "geometry"))
    columns = geo.get("columns")
    described = columns.get(primary) if isinstance(columns, dict) else None
    return primary, described if isinstance(described, dict) else {}


def _cells(column: Any) -> Any:  # noqa: ANN401 -- pyarrow has no types of its own
    """Write a column as texts; dates beyond what Python can hold too."""
    from pyarrow import compute, large_string, string, types  # noqa: PLC0415 -- only after the limits are set

    if types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if types.is_temporal(column.type) and not types.is_duration(column.type):
        column = compute.cast(column, string())
    if types.is_string(column.type) or types.is_large_string(column.type):
        return compute.fill_null(column, "").cast(large_string())
    if types.is_integer(column.type):
        return compute.fill_null(column.cast(large_string()), "")
    return _texts([_text(value) for value in column.to_pylist()])


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
