"""The hand-written files of an atlas, written by machine: catalog, sources, articles, tables.

What :mod:`geo.formats` reads from them is exactly what they were written from.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Final

from geo.catalog import PLAIN
from geo.formats.rows import LIST_SEPARATOR
from geo.formats.table import to_guarded, to_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.catalog import Catalog, LayerSpec, ViewSpec
    from geo.extent import Extent
    from geo.record import Article, Conflict, Person, Statistic
    from geo.source import Source

DELETE: Final = "\x7f"  # JSON leaves it as it is, TOML does not allow it


def to_catalog_toml(catalog: Catalog) -> str:
    """Write ``catalog.toml``."""
    atlas = {
        "id": catalog.id,
        "title": catalog.title,
        "languages": catalog.languages,
        "date": catalog.date,
        "first_year": catalog.first_year,
        "last_year": catalog.last_year,
        "view": catalog.view,
        "license": catalog.license,
    }
    tables = [_table("[atlas]", atlas)]
    tables += [_table("[[view]]", _view(view)) for view in catalog.views]
    for heading, items in (
        ("[[phase]]", catalog.phases),
        ("[[group]]", catalog.groups),
        ("[[field]]", catalog.fields),
    ):
        tables += [_table(heading, asdict_shallow(item)) for item in items]
    for spec in catalog.layers:
        tables.append(_table("[[layer]]", _layer(spec)))
        if spec.categories != (PLAIN,):
            tables += [
                _table("[[layer.category]]", asdict_shallow(category))
                for category in spec.categories
            ]
    return "\n".join(tables)


def to_sources_toml(sources: Iterable[Source]) -> str:
    """Write ``sources.toml``."""
    return "\n".join(_table("[[source]]", asdict_shallow(source)) for source in sources)


def to_treaty_toml(articles: Iterable[Article]) -> str:
    """Write ``treaty.toml``; a text that must be there is written though it be empty."""
    return "\n".join(
        _table("[[article]]", asdict_shallow(article), kept=("sources",)) for article in articles
    )


def to_records_csv(records: Iterable[Person | Statistic | Conflict], columns: Iterable[str]) -> str:
    """Write people, statistics or conflicts as a table with these columns."""
    header = list(columns)
    rows = [[_cell(getattr(record, name)) for name in header] for record in records]
    return to_table([header, *rows])


def asdict_shallow(value: Any) -> dict[str, object]:  # noqa: ANN401 -- any of our dataclasses
    """Give the fields of a dataclass by name, their values as they are."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _view(view: ViewSpec) -> dict[str, object]:
    """Give the keys of one view."""
    keys = asdict_shallow(view) | {"extent": _edges(view.extent)}
    return {key: value for key, value in keys.items() if value is not None}


def _layer(spec: LayerSpec) -> dict[str, object]:
    """Give the keys of one layer, without its categories."""
    keys = asdict_shallow(spec) | {"extent": spec.extent and _edges(spec.extent)}
    del keys["categories"]
    return keys


def _edges(extent: Extent) -> tuple[float, ...]:
    """Give the edges of an extent in the order in which they are written."""
    edges = asdict(extent)
    return tuple(float(edges[name]) for name in ("west", "south", "east", "north"))


def _table(heading: str, keys: Mapping[str, object], *, kept: Iterable[str] = ()) -> str:
    """Write one TOML table, without keys that say nothing."""
    always = {"id", *kept}
    lines = [
        f"{key} = {_value(value)}\n"
        for key, value in keys.items()
        if key in always or not (value is None or value in ("", ()))
    ]
    return f"{heading}\n{''.join(lines)}"


def _value(value: object) -> str:
    """Write one TOML value."""
    if isinstance(value, int | float):
        return repr(value).lower()  # true and false are small in TOML
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace(DELETE, "\\u007f")
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    items = dict(value).items()  # type: ignore[call-overload]  # what is left is a text by language
    return f"{{ {', '.join(f'{key} = {_value(text)}' for key, text in items)} }}"


def _cell(value: object) -> str:
    """Write one cell of a table."""
    return to_guarded(LIST_SEPARATOR.join(value) if isinstance(value, tuple) else str(value))
