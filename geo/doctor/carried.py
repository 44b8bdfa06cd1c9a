"""A diagnosis as bytes, to be carried from the process that read the file to one that trusts it less.

Bytes that are not code: a JSON text, and tables of Arrow for all that is long. Whoever unpacks them
checks them; what was changed on the way is an error and nothing worse.
"""

from __future__ import annotations

import json
import struct
from dataclasses import astuple
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.doctor.diagnosis import VERDICTS, Diagnosis
from geo.doctor.when import DateText
from geo.formats.raw import Finding, Listed
from geo.formats.texts import Texts
from geo.schema import COLUMNS, CRS, DAY_COLUMNS, LIST_COLUMNS, TEXT_COLUMNS, to_values

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from numpy.typing import NDArray

    from geo.doctor.recipe import Recipe

_LENGTH: Final = struct.Struct(">Q")
_NUMBERS: Final = ("precision_km", "rank", *DAY_COLUMNS)
_PLAIN: Final = ("file", "kind", "verdict", "rows_in", "columns", "samples", "crs", "encoding", "facts", "part", "parts")  # fmt: skip
_DATE: Final = ("column", "text", "edtf", "how", "reason")

WRONG: Final = (
    ArithmeticError, AttributeError, LookupError, MemoryError, OSError, RuntimeError, TypeError, ValueError, struct.error,
    pa.ArrowException, shapely.errors.ShapelyError,
)  # fmt: skip
"""What unpacking raises where the bytes are not those of a diagnosis."""


def pack(diagnosis: Diagnosis) -> bytes:
    """Write a diagnosis; its recipe is known to whoever asked for it, and is left out."""
    frame = diagnosis.frame
    columns: dict[str, Any] = {name: _texts(frame[name]) for name in TEXT_COLUMNS}
    columns |= {name: pa.array(frame[name].to_numpy()) for name in _NUMBERS}
    shapes = shapely.to_wkb(np.asarray(frame.geometry, dtype=object))
    columns["geometry"] = pa.array(shapes, pa.large_binary())
    lists = {}
    for name in LIST_COLUMNS:
        columns[name], lists[name] = _coded(to_values(frame[name]))
    details = to_values(frame["details"])
    columns["details"] = pa.array([len(pairs) for pairs in details], pa.int32())
    members, pairs = _coded(pair for pairs in details for pair in pairs)
    names, fields = _coded(name for name, _ in pairs)
    said = {name: getattr(diagnosis, name) for name in _PLAIN}
    said |= {"roles": dict(diagnosis.roles), "lists": lists, "fields": fields}
    said["findings"] = [astuple(finding) for finding in diagnosis.findings]
    tables = (
        columns,
        {"pair": members},
        {"name": names, "text": Texts.of([text for _, text in pairs]).array},
        {
            "row": pa.array([item.row for item in diagnosis.listed], pa.int64()),
            "reason": Texts.of([item.reason for item in diagnosis.listed]).array,
        },
        {
            **{name: Texts.of([getattr(d, name) for d in diagnosis.dates]).array for name in _DATE},
            "count": pa.array([date.count for date in diagnosis.dates], pa.int64()),
        },
    )
    pieces = [json.dumps(said).encode("ascii"), *map(_stream, tables)]
    return b"".join(_LENGTH.pack(len(piece)) + piece for piece in pieces)


def unpack(content: bytes, recipe: Recipe) -> Diagnosis:
    """Read a diagnosis that was made by a recipe.

    Raises
    ------
    WRONG
        Any of these errors, if it is none.
    """
    pieces = list(_pieces(memoryview(content)))
    said: dict[str, Any] = json.loads(bytes(pieces[0]))
    frame, members, pairs, listed, dates = map(_table, pieces[1:])
    plain = {name: _frozen(said[name]) for name in _PLAIN}
    if plain["verdict"] not in VERDICTS or plain["rows_in"] != len(frame) + len(listed):
        raise ValueError
    return Diagnosis(
        **plain,
        listed=tuple(map(Listed, listed["row"].to_pylist(), listed["reason"].to_pylist())),
        findings=tuple(Finding(*map(_frozen, values)) for values in said["findings"]),
        roles=MappingProxyType(said["roles"]),
        dates=tuple(
            DateText(column, text, edtf, how, count, reason)
            for column, text, edtf, how, reason, count in zip(
                *(dates[name].to_pylist() for name in (*_DATE, "count")), strict=True
            )
        ),
        frame=_frame(frame, _details(frame["details"], members, pairs, said["fields"]), said),
        recipe=recipe,
    )


def _texts(column: pd.Series[Any]) -> Any:  # noqa: ANN401 -- pyarrow has no types of its own
    """Give a column of texts as Arrow has it."""
    return pa.array(column, from_pandas=True).cast(pa.large_string())


def _coded(values: Iterable[Hashable]) -> tuple[Any, list[Any]]:
    """Give each value the number of the first that is the same, and those that differ."""
    known: dict[Hashable, int] = {}
    numbers = [known.setdefault(value, len(known)) for value in values]
    return pa.array(numbers, pa.int32()), list(known)


def _stream(columns: Mapping[str, Any]) -> bytes:
    """Write a table."""
    table, out = pa.table(dict(columns)), pa.BufferOutputStream()
    with pa.ipc.new_stream(out, table.schema) as stream:
        stream.write_table(table)
    return bytes(out.getvalue())


def _pieces(content: memoryview) -> Iterable[memoryview]:
    """Take the pieces apart."""
    while len(content):
        end = _LENGTH.size + _LENGTH.unpack(content[: _LENGTH.size])[0]
        yield content[_LENGTH.size : end]
        content = content[end:]


def _table(content: memoryview) -> Any:  # noqa: ANN401 -- pyarrow has no types of its own
    """Read a table and look whether it is what it says."""
    with pa.ipc.open_stream(pa.py_buffer(content)) as stream:
        table = stream.read_all()
    table.validate(full=True)
    return table.combine_chunks()


def _frozen(value: Any) -> Any:  # noqa: ANN401 -- whatever JSON holds
    """Make tuples of lists."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _objects(values: list[Any]) -> NDArray[np.object_]:
    """Keep tuples as values: numpy would unfold a list of them."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _numbers(column: Any) -> NDArray[np.int64]:  # noqa: ANN401 -- pyarrow has no types of its own
    """Give a column of whole numbers, none of them below nought."""
    numbers: NDArray[np.int64] = column.to_numpy().astype("int64")
    if len(numbers) and numbers.min() < 0:
        raise ValueError
    return numbers


def _details(counts: Any, members: Any, pairs: Any, fields: list[str]) -> NDArray[np.object_]:  # noqa: ANN401 -- pyarrow has no types of its own
    """Give the details of each row; what several rows say alike is kept once."""
    names = [fields[number] for number in _numbers(pairs["name"]).tolist()]
    known = list(zip(names, pairs["text"].to_pylist(), strict=True))
    flat = [known[number] for number in _numbers(members["pair"]).tolist()]
    ends = accumulate(_numbers(counts).tolist(), initial=0)
    return _objects([tuple(flat[start:end]) for start, end in pairwise(ends)])


def _frame(table: Any, details: NDArray[np.object_], said: Mapping[str, Any]) -> gpd.GeoDataFrame:  # noqa: ANN401 -- pyarrow has no types of its own
    """Give the canonical frame of a table."""
    columns: dict[str, Any] = {}
    for name in TEXT_COLUMNS:
        columns[name] = Texts(table[name].combine_chunks().cast(pa.large_string())).series()
    for name in _NUMBERS:
        columns[name] = table[name].to_numpy()
    for name in LIST_COLUMNS:
        known = _objects([_frozen(value) for value in said["lists"][name]])
        columns[name] = pd.Series(known[_numbers(table[name])], dtype="object")
    columns["details"] = pd.Series(details, dtype="object")
    shapes = shapely.from_wkb(table["geometry"].to_numpy())
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, crs=CRS))[list(COLUMNS)]
