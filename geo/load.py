"""One layer of an atlas: its file read, its features checked against what the catalog says."""

from __future__ import annotations

from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.catalog import BASE_KINDS, GEOMETRY_OF_KIND
from geo.document import did_you_mean
from geo.errors import InvalidDataError, LimitError, Problem, UnknownFormatError
from geo.formats.geojson import read_geojson
from geo.formats.parquet import read_parquet
from geo.formats.table import read_csv
from geo.limits import read_bytes
from geo.schema import TIMELESS_DATE, empty_features, is_unplaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import geopandas as gpd

    from geo.catalog import LayerSpec

PICTURE_KIND: Final = "relief"
PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
BASE_DEFAULTS: Final[Mapping[str, str]] = MappingProxyType(
    {"when": TIMELESS_DATE, "certainty": "certain"}
)
NO_DEFAULTS: Final[Mapping[str, str]] = MappingProxyType({})

READERS: Final = MappingProxyType(
    {
        ".geojson": read_geojson,
        ".json": read_geojson,
        ".csv": read_csv,
        ".parquet": read_parquet,
    }
)
"""The one place to add a file format, by the end of the file's name."""


def read_features(
    raw: bytes, *, file: str, layer: str, defaults: Mapping[str, str] = NO_DEFAULTS
) -> tuple[gpd.GeoDataFrame, tuple[Problem, ...]]:
    """Read features from the bytes of a file, its format told by the end of its name.

    The name is never opened as a path. Rows in = features + rows with a problem.

    Parameters
    ----------
    file
        The name of the file, for its ending and for the problems.
    layer
        The layer to which the features belong.
    defaults
        What stands in a text column where a row says nothing.

    Raises
    ------
    UnknownFormatError
        If nobody here reads such a file.
    LimitError
        If the file is too large.
    """
    suffix = PurePosixPath(file).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        message = f"{file!r} ends in {suffix!r}; {did_you_mean(suffix, tuple(READERS))}"
        raise UnknownFormatError(message)
    return reader(raw, file=file, layer=layer, defaults=defaults)


def is_readable(spec: LayerSpec) -> bool:
    """Tell whether a layer is of a known kind and its file lies in the folder of the atlas."""
    path = PurePosixPath(spec.path)
    return (
        spec.kind in GEOMETRY_OF_KIND
        and bool(spec.path)
        and not path.is_absolute()
        and ".." not in path.parts
    )


def read_layer(spec: LayerSpec, *, root: Path) -> tuple[gpd.GeoDataFrame, tuple[Problem, ...]]:
    """Read one layer, without the features at fault, and list whatever is wrong with it.

    A relief picture has no features; its file must be a PNG.
    """
    try:
        raw = read_bytes(root / spec.path)
        if spec.kind == PICTURE_KIND:
            return empty_features(), tuple(_check_picture(raw, spec))
        defaults = BASE_DEFAULTS if spec.kind in BASE_KINDS else NO_DEFAULTS
        features, problems = read_features(raw, file=spec.path, layer=spec.id, defaults=defaults)
    except FileNotFoundError:
        return empty_features(), (_missing(spec, root),)
    except (OSError, LimitError, UnknownFormatError) as error:
        return empty_features(), (Problem(spec.path, "", str(error)),)
    return features, problems + tuple(check_layer(features, spec))


def load_layer(spec: LayerSpec, *, root: Path) -> gpd.GeoDataFrame:
    """Load one layer as a canonical frame, in file order.

    Raises
    ------
    InvalidDataError
        With all that is wrong in its file.
    """
    features, problems = read_layer(spec, root=root)
    if problems:
        raise InvalidDataError(problems)
    return features


def check_layer(features: gpd.GeoDataFrame, spec: LayerSpec) -> list[Problem]:
    """List features that do not fit what the catalog says of their layer."""
    checks = [_check_categories(features, spec), _check_geometry(features, spec)]
    if spec.kind not in BASE_KINDS:
        checks += [_check_stated(features, "name"), _check_stated(features, "sources")]
    if spec.extent:
        checks.append(_check_extent(features, spec))
    return [
        Problem(spec.path, identifier, message) for check in checks for identifier, message in check
    ]


def _check_categories(features: gpd.GeoDataFrame, spec: LayerSpec) -> Iterator[tuple[str, str]]:
    """Yield features of a category that the layer does not have."""
    known = [category.id for category in spec.categories]
    for _, row in features.loc[~features["category"].isin(known), ["id", "category"]].iterrows():
        hint = did_you_mean(row["category"], known)
        if known == [""]:
            hint = f"the layer {spec.id!r} has no categories; add a [[layer.category]] or leave it"
        yield row["id"], f"'category' is {row['category']!r}; {hint}"


def _check_geometry(features: gpd.GeoDataFrame, spec: LayerSpec) -> Iterator[tuple[str, str]]:
    """Yield features whose geometry a layer of this kind cannot hold."""
    allowed = GEOMETRY_OF_KIND.get(spec.kind, frozenset())
    types = features.geometry.geom_type
    wrong = ~is_unplaced(features) & ~types.isin(allowed)
    for identifier, found in zip(features.loc[wrong, "id"], types[wrong], strict=True):
        expected = " or ".join(sorted(allowed))
        yield identifier, f"it is a {found}; a layer of kind {spec.kind!r} holds {expected}"


def _check_stated(features: gpd.GeoDataFrame, column: str) -> Iterator[tuple[str, str]]:
    """Yield features that leave out what every dated feature must state."""
    for identifier in features.loc[features[column].str.len() == 0, "id"]:
        expected = "an id from sources.toml or general-knowledge" if column == "sources" else "one"
        yield identifier, f"{column!r} is empty; expected {expected}"


def _check_extent(features: gpd.GeoDataFrame, spec: LayerSpec) -> Iterator[tuple[str, str]]:
    """Yield features that reach out of the extent stated for their layer."""
    if spec.extent is None:
        return
    placed = features[~is_unplaced(features)]
    for identifier, edges in zip(placed["id"], placed.geometry.bounds.to_numpy(), strict=True):
        west, south, east, north = map(float, edges)
        if not (spec.extent.contains(west, south) and spec.extent.contains(east, north)):
            found = f"{west:g}, {south:g}, {east:g}, {north:g}"
            yield identifier, f"it reaches over {found}, out of the layer's extent {spec.extent}"


def _check_picture(raw: bytes, spec: LayerSpec) -> Iterator[Problem]:
    """Yield a problem if a picture is none."""
    if not raw.startswith(PNG_SIGNATURE):
        yield Problem(spec.path, "", "this is not a PNG picture")


def _missing(spec: LayerSpec, root: Path) -> Problem:
    """Say that a file is missing and which one may be meant."""
    folder = (root / spec.path).parent
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    hint = did_you_mean(PurePosixPath(spec.path).name, names)
    return Problem(
        spec.path, "", f"there is no such file, though the layer {spec.id!r} names it; {hint}"
    )
