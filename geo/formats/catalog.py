"""``catalog.toml``: the title page of an atlas, read key by key."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from geo.catalog import (
    DASHES,
    GEOMETRY_OF_KIND,
    LETTERINGS,
    PATTERNS,
    PLAIN,
    Catalog,
    Category,
    Field,
    Group,
    LayerSpec,
    Phase,
    ViewSpec,
)
from geo.document import did_you_mean, duplicates, read_toml
from geo.errors import InvalidDataError, InvalidDateError
from geo.extent import Extent
from geo.timespan import parse_edtf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.document import Table
    from geo.errors import Problem

COLOR: Final = re.compile(r"#[0-9a-f]{6}")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
EDGES: Final = ("west", "south", "east", "north")
ZOOMS: Final = ("first", "last")
ALL_ZOOMS: Final = (0.0, 24.0)
RESERVED_LAYER: Final = "none"  # a link says layers=none when it shows none
SUFFIXES: Final = (".geojson", ".csv", ".parquet")
PICTURE_SUFFIX: Final = ".png"


def read_catalog(path: Path) -> tuple[Catalog, tuple[Problem, ...]]:
    """Read a catalog, as far as it can be read, together with whatever is wrong with it."""
    document, problems = read_toml(path)
    if problems:
        return _EMPTY, tuple(problems)
    atlas = document.table("atlas")
    languages = _languages(atlas)
    catalog = Catalog(
        id=atlas.slug("id"),
        title=atlas.titles("title", languages),
        languages=languages,
        date=_when(atlas, "date"),
        first_year=atlas.integer("first_year"),
        last_year=atlas.integer("last_year"),
        view=atlas.slug("view"),
        license=atlas.text("license", default=""),
        views=tuple(_view(table, languages) for table in document.tables("view")),
        layers=tuple(_layer(table, languages) for table in document.tables("layer")),
        phases=tuple(_phase(table, languages) for table in document.tables("phase")),
        groups=tuple(_group(table, languages) for table in document.tables("group")),
        fields=tuple(_field(table, languages) for table in document.tables("field")),
    )
    _check_years(catalog, atlas)
    atlas.close()
    _check_names(catalog, document)
    document.close()
    return catalog, tuple(problems)


def load_catalog(path: Path) -> Catalog:
    """Load a catalog.

    Raises
    ------
    InvalidDataError
        With all that is wrong in the file.
    """
    catalog, problems = read_catalog(path)
    if problems:
        raise InvalidDataError(problems)
    return catalog


_EMPTY: Final = Catalog("", PLAIN.title, ("en",), "", 0, 0, "", "", (), ())


def _languages(atlas: Table) -> tuple[str, ...]:
    """Read which languages the atlas speaks."""
    languages = atlas.texts("languages", default=("en",))
    for language in languages:
        if not LANGUAGE.fullmatch(language):
            atlas.refuse(f"'languages' has {language!r}; expected a code such as 'en'")
    if "en" not in languages:
        atlas.refuse("'languages' lacks 'en'; English is the language all others fall back to")
    return languages


def _when(table: Table, key: str) -> str:
    """Read a date."""
    text = table.text(key)
    try:
        if text:
            parse_edtf(text)
    except InvalidDateError as error:
        table.refuse(f"{key!r}: {error}")
    return text


def _extent(table: Table, key: str) -> Extent | None:
    """Read a rectangle of longitudes and latitudes; none if it is absent."""
    if not table.has(key):
        return None
    edges = table.numbers(key, EDGES)
    try:
        return Extent(*edges) if edges else None
    except InvalidDataError as error:
        for problem in error.problems:
            table.refuse(f"{key!r}: {problem.message}; the order is west, south, east, north")
    return None


def _view(table: Table, languages: tuple[str, ...]) -> ViewSpec:
    """Read one ``[[view]]``."""
    if not table.has("extent"):
        table.refuse("'extent' is missing; expected [west, south, east, north], 4 numbers")
    view = ViewSpec(
        id=table.slug("id"),
        title=table.titles("title", languages),
        extent=_extent(table, "extent") or Extent(0, 0, 0, 0),
        lon_0=table.number("lon_0") if table.has("lon_0") else None,
    )
    table.close()
    return view


def _phase(table: Table, languages: tuple[str, ...]) -> Phase:
    """Read one ``[[phase]]``."""
    phase = Phase(table.slug("id"), table.titles("title", languages), _when(table, "when"))
    table.close()
    return phase


def _group(table: Table, languages: tuple[str, ...]) -> Group:
    """Read one ``[[group]]``."""
    group = Group(table.slug("id"), table.titles("title", languages))
    table.close()
    return group


def _field(table: Table, languages: tuple[str, ...]) -> Field:
    """Read one ``[[field]]``; its id is the name of a property, so it may be any text."""
    field = Field(table.text("id"), table.titles("title", languages))
    table.close()
    return field


def _layer(table: Table, languages: tuple[str, ...]) -> LayerSpec:
    """Read one ``[[layer]]``."""
    categories = tuple(_category(child, languages) for child in table.tables("category"))
    zoom = table.numbers("zoom", ZOOMS, default=ALL_ZOOMS)
    spec = LayerSpec(
        id=table.slug("id"),
        title=table.titles("title", languages),
        kind=table.choice("kind", tuple(GEOMETRY_OF_KIND)),
        path=table.text("path"),
        group=table.slug("group", default=""),
        visible=table.flag("visible", default=True),
        sources=table.texts("sources", default=()),
        license=table.text("license", default=""),
        description=table.text("description", default=""),
        extent=_extent(table, "extent"),
        zoom=(zoom[0], zoom[1]) if zoom else ALL_ZOOMS,
        categories=categories or (PLAIN,),
    )
    _check_layer(spec, table)
    table.close()
    return spec


def _category(table: Table, languages: tuple[str, ...]) -> Category:
    """Read one ``[[layer.category]]``."""
    category = Category(
        id=table.slug("id"),
        title=table.titles("title", languages),
        color=table.text("color", default=""),
        pattern=table.choice("pattern", PATTERNS, default="solid"),
        symbol=table.slug("symbol", default=""),
        lettering=table.choice("lettering", LETTERINGS, default="land"),
        dash=table.choice("dash", DASHES, default="solid"),
        tint=table.number("tint", default=0.0),
    )
    if not 0 <= category.tint <= 1:
        table.refuse(f"'tint' is {category.tint:g}; expected a share of the colour, up to 1")
    if category.color and not COLOR.fullmatch(category.color):
        table.refuse(f"'color' is {category.color!r}; expected # and six small hex digits")
    table.close()
    return category


def _check_layer(spec: LayerSpec, table: Table) -> None:
    """Refuse a file outside the folder or of the wrong sort, and categories that come twice."""
    path = PurePosixPath(spec.path)
    if path.is_absolute() or ".." in path.parts or "\\" in spec.path:
        table.refuse(f"'path' is {spec.path!r}; expected a path inside the folder of the atlas")
    suffixes = (PICTURE_SUFFIX,) if spec.kind == "relief" else SUFFIXES
    if spec.path and path.suffix not in suffixes:
        table.refuse(f"'path' is {spec.path!r}; expected a name ending in {' or '.join(suffixes)}")
    if spec.kind == "relief" and spec.extent is None:
        table.refuse("'extent' is missing; a relief picture needs to know where its edges lie")
    if spec.id == RESERVED_LAYER:
        table.refuse(f"'id' is {spec.id!r}, which a link uses for no layers; choose another")
    if spec.zoom[0] > spec.zoom[1]:
        table.refuse(f"'zoom' is {list(spec.zoom)}; expected the smaller number first")
    for name in duplicates(category.id for category in spec.categories):
        table.refuse(f"two categories have the id {name!r}; give each its own")


def _check_years(catalog: Catalog, atlas: Table) -> None:
    """Refuse a slider that runs backwards."""
    if catalog.first_year >= catalog.last_year:
        atlas.refuse(
            f"'first_year' is {catalog.first_year} and 'last_year' {catalog.last_year}; "
            "expected the first to come before the last"
        )


def _check_names(catalog: Catalog, document: Table) -> None:
    """Refuse ids that come twice and names of what does not exist."""
    views = [view.id for view in catalog.views]
    groups = [group.id for group in catalog.groups]
    layers = [layer.id for layer in catalog.layers]
    for key, ids in (
        ("view", views),
        ("group", groups),
        ("layer", layers),
        ("phase", [phase.id for phase in catalog.phases]),
        ("field", [field.id for field in catalog.fields]),
    ):
        _check_twice(key, ids, document)
    if catalog.view and catalog.view not in views:
        document.refuse(f"[atlas] 'view' is {catalog.view!r}; {did_you_mean(catalog.view, views)}")
    for spec in catalog.layers:
        if spec.group and spec.group not in groups:
            hint = did_you_mean(spec.group, groups)
            document.refuse(f"[[layer]] {spec.id}: 'group' is {spec.group!r}; {hint}")
    if not layers:
        document.refuse("there is no [[layer]]; an atlas needs at least one")


def _check_twice(key: str, ids: Iterable[str], document: Table) -> None:
    """Refuse ids that come twice among the tables of one name."""
    for name in duplicates(ids):
        document.refuse(f"two [[{key}]] have the id {name!r}; give each its own")
