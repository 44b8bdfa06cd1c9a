"""One upload as layers of an atlas: rows that know their layer, their categories and their sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.brought.look import LONGEST_TITLE, only_category, to_categories
from geo.catalog import BASE_KINDS, OWN_GROUP, LayerSpec
from geo.mentions import read_note, rename_in_note
from geo.schema import CRS, RESERVED, is_unplaced
from geo.source import GENERAL_KNOWLEDGE, Source

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.atlas import Atlas
    from geo.brought.upload import Upload
    from geo.catalog import Field

KIND: Final = "mixed"
SEPARATOR: Final = "/"
LONGEST_SOURCE: Final = 2_000  # characters; beyond, a column holds texts and not sources


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A layer that joins an atlas, with what its features lean on."""

    spec: LayerSpec
    features: gpd.GeoDataFrame
    sources: Mapping[str, Source]
    fields: tuple[Field, ...] = ()


def to_layers(upload: Upload, *, known: Collection[str], credit: str) -> tuple[Layer, ...]:
    """Give the layers of a file: one, or as many as a data package has.

    Parameters
    ----------
    known
        Ids of the sources of the atlas, which rows may cite.
    credit
        How the file itself is cited: each of its rows rests on it.
    """
    if not upload.can_open:
        return ()
    if upload.package is not None:
        return _of_package(upload, upload.package, credit)
    file = Source(upload.layer, credit, kind="file", note=upload.name)
    features = _numbered(upload.diagnosis.frame, upload.layer)
    features, cited = _with_sources(features, upload.layer, known)
    features, spec = _with_categories(features, upload)
    features = _with_links(features, upload.layer)
    features = features.assign(
        layer=upload.layer, sources=_column([(*s, upload.layer) for s in features["sources"]])
    )
    return (Layer(spec, _single(features), {upload.layer: file, **cited}),)


def _column(values: Sequence[object]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Keep tuples as values: pandas would unfold a list of them."""
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _numbered(frame: gpd.GeoDataFrame, layer: str) -> gpd.GeoDataFrame:
    """Give rows ids that no other layer has, and a name to those that have none."""
    names = frame["name"].where(frame["name"] != "", frame["id"])
    numbered: gpd.GeoDataFrame = frame.assign(
        id=layer + SEPARATOR + frame["id"], name=names.astype("str")
    )
    return numbered


def _with_sources(
    frame: gpd.GeoDataFrame, layer: str, known: Collection[str]
) -> tuple[gpd.GeoDataFrame, dict[str, Source]]:
    """Make a source of each text that rows cite, unless it is the id of one."""
    ids: dict[str, str] = {}
    sources: dict[str, Source] = {}
    for text in dict.fromkeys(text for texts in frame["sources"] for text in texts):
        if text == GENERAL_KNOWLEDGE or text in known:
            ids[text] = text
            continue
        ids[text] = f"{layer}-{len(sources) + 1}"
        url = text if text.startswith(("https://", "http://")) and " " not in text else ""
        sources[ids[text]] = Source(ids[text], text[:LONGEST_SOURCE], url=url, kind="citation")
    notes = [
        rename_in_note(note, {text: ids[text] for text in texts})
        for note, texts in zip(frame["note"], frame["sources"], strict=True)
    ]
    cited = [tuple(ids[text] for text in texts) for texts in frame["sources"]]
    frame = frame.assign(note=_texts(notes, frame), sources=_column(cited))
    return frame, sources


def _texts(texts: Sequence[str], frame: pd.DataFrame) -> pd.Series[str]:
    """Keep texts as a column of a frame."""
    return pd.Series(texts, index=frame.index, dtype="str")


def _with_categories(frame: gpd.GeoDataFrame, upload: Upload) -> tuple[gpd.GeoDataFrame, LayerSpec]:
    """Sort rows into categories that have a look; what is written in the file stays on the card."""
    spec = LayerSpec(
        upload.layer,
        MappingProxyType({"en": upload.title}),
        KIND,
        f"layers/{upload.layer}.geojson",
        group=OWN_GROUP,
        sources=(upload.layer,),
    )
    counts = Counter(frame["category"])
    if set(counts) <= {""}:
        only = only_category(upload.look)
        return frame.assign(category=only.id), replace(spec, categories=(only,))
    categories = to_categories([value for value, _ in counts.most_common()], upload.look)
    label = _free_name(upload.diagnosis.roles.get("category", "category"))
    details = [
        (*details, (label, value)) if value else details
        for details, value in zip(frame["details"], frame["category"], strict=True)
    ]
    ids = frame["category"].map({value: c.id for value, c in categories.items()}).astype("str")
    distinct = {category.id: category for category in categories.values()}
    return (
        frame.assign(category=ids, details=_column(details)),
        replace(spec, categories=tuple(distinct.values())),
    )


def _free_name(column: str) -> str:
    """Name a detail: not as a canonical column."""
    name = " ".join(column.split())[:LONGEST_TITLE] or "category"
    return f"{name} (in the file)" if name in RESERVED else name


def _with_links(frame: gpd.GeoDataFrame, layer: str) -> gpd.GeoDataFrame:
    """Lead links to rows of the same file to them; keep others as text, where they may be read."""
    own = set(frame["id"])
    links, details = [], []
    for names, conflicts, known in zip(
        frame["links"], frame["conflicts"], frame["details"], strict=True
    ):
        inside = [f"{layer}{SEPARATOR}{name}" for name in names]
        links.append(tuple(name for name in inside if name in own))
        loose = [n for n, full in zip(names, inside, strict=True) if full not in own] + [*conflicts]
        details.append((*known, ("links (in the file)", "; ".join(loose))) if loose else known)
    return frame.assign(
        links=_column(links),
        details=_column(details),
        conflicts=_column([()] * len(frame)),
    )


def _single(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give each point of a row that has several a feature of its own, since a symbol has one place."""
    several = (frame.geom_type == "MultiPoint") & ~is_unplaced(frame)
    if not several.any():
        return frame
    parts, rows = shapely.get_parts(np.asarray(frame.geometry[several]), return_index=True)
    points = frame[several].iloc[rows]
    place = pd.Series(rows).groupby(rows).cumcount() + 1
    points = points.assign(
        id=[f"{name}+{k}" if k > 1 else name for name, k in zip(points["id"], place, strict=True)]
    ).set_geometry(gpd.GeoSeries(list(parts), index=points.index, crs=CRS))
    whole = pd.concat([frame[~several], points]).sort_index(kind="stable").reset_index(drop=True)
    return gpd.GeoDataFrame(whole, geometry="geometry", crs=CRS)


def _of_package(upload: Upload, package: Atlas, credit: str) -> tuple[Layer, ...]:
    """Give the dated layers of a data package; the land and water under them are here already."""
    prefix = f"{upload.layer}-"
    file = Source(upload.layer, credit, kind="file", note=upload.name)
    sources = {
        prefix + key: replace(source, id=prefix + key) for key, source in package.sources.items()
    }
    layers = []
    for spec in package.catalog.layers:
        if spec.kind in BASE_KINDS:
            continue
        rows = package.features[package.features["layer"] == spec.id].reset_index(drop=True)
        own = replace(
            spec,
            id=prefix + spec.id,
            group=OWN_GROUP,
            path=f"layers/{prefix}{spec.id}.geojson",
            sources=(*(prefix + name for name in spec.sources), upload.layer),
        )
        features = _of_layer(rows, prefix, own.id, package)
        layers.append(Layer(own, features, {upload.layer: file, **sources}, package.catalog.fields))
    return tuple(layers)


def _of_layer(rows: gpd.GeoDataFrame, prefix: str, layer: str, package: Atlas) -> gpd.GeoDataFrame:
    """Give the rows of one layer of a package ids of their own, throughout."""
    start = prefix.removesuffix("-") + SEPARATOR
    known = set(package.features["id"])
    own = {name: prefix + name for name in package.sources}
    noted = [
        read_note(note, sources, known=own)
        for note, sources in zip(rows["note"], rows["sources"], strict=True)
    ]
    return rows.assign(
        id=start + rows["id"],
        layer=layer,
        note=_texts([note.told(own) for note in noted], rows),
        links=_column([tuple(start + n for n in names if n in known) for names in rows["links"]]),
        conflicts=_column([()] * len(rows)),
        sources=_column([tuple(own.get(n, n) for n in note.sources) for note in noted]),
    )
