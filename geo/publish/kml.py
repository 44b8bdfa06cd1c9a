"""KML 2.2 for Google Earth: a folder for each layer, time spans no finer than the dates.

Google Earth shows a description as HTML. It is therefore escaped twice, once as HTML and once as
XML; the exact texts stand in ``ExtendedData``.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Final

import shapely

from geo.catalog import localized
from geo.formats.rows import LIST_SEPARATOR
from geo.mentions import read_notes
from geo.publish.cited import select_sources
from geo.publish.flat import FIXED
from geo.publish.inert import to_printable
from geo.publish.moments import to_begin_end
from geo.publish.shapes import to_shapes
from geo.schema import DAY_COLUMNS, LIST_COLUMNS
from geo.source import to_citation
from geo.timespan import to_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.catalog import LayerSpec
    from geo.mentions import Noted

HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'
)
FILL_OPACITY: Final = "66"  # hexadecimal: two fifths, the map below stays readable
OPAQUE: Final = "ff"
TOLD: Final = tuple(name for name in FIXED if name not in {*DAY_COLUMNS, "layer", "name"})


def to_kml(atlas: Atlas, features: gpd.GeoDataFrame) -> bytes:
    """Write features in folders, layer by layer; one without a position has no geometry."""
    citations = {source.id: to_citation(source) for source in select_sources(atlas, features)}
    places, notes = read_notes(atlas, features)
    noted = (notes[place] for place in places)
    marks = list(zip(features.to_dict("records"), to_shapes(features), noted, strict=True))
    specs = [spec for spec in atlas.catalog.layers if (features["layer"] == spec.id).any()]
    lines = [HEAD, "<Document>", _element("name", localized(atlas.catalog.title, "en"))]
    if atlas.catalog.license:
        lines.append(_element("description", _html([f"Licence: {atlas.catalog.license}"])))
    styles = {name: style for spec in specs for name, style in _styles(spec).items()}
    lines += styles.values()
    for spec in specs:
        lines += ["<Folder>", _element("name", localized(spec.title, "en"))]
        if spec.description:
            lines.append(_element("description", _html([spec.description])))
        lines += [
            _placemark(row, shape, note, citations=citations, styles=styles)
            for row, shape, note in marks
            if row["layer"] == spec.id
        ]
        lines.append("</Folder>")
    return "\n".join([*lines, "</Document>", "</kml>", ""]).encode()


def _element(name: str, text: str) -> str:
    """Write an element that holds a text."""
    return f"<{name}>{_escaped(text)}</{name}>"


def _escaped(text: str) -> str:
    """Escape a text for XML, as content or in an attribute."""
    return html.escape(to_printable(text))


def _html(paragraphs: Iterable[str]) -> str:
    """Write paragraphs of plain text as HTML."""
    return "<br>".join(html.escape(paragraph) for paragraph in paragraphs if paragraph)


def _style_id(layer: str, category: str) -> str:
    """Name the style of a category, as XML wants names: both are slugs or empty."""
    return f"s-{layer}.{category}"


def _styles(spec: LayerSpec) -> dict[str, str]:
    """Write a style for each category that has a colour; KML colours run alpha, blue, green, red."""
    styles = {}
    for category in spec.categories:
        if category.color:
            name = _style_id(spec.id, category.id)
            color = category.color[5:7] + category.color[3:5] + category.color[1:3]
            styles[name] = (
                f'<Style id="{_escaped(name)}">'
                f"<IconStyle><color>{OPAQUE}{color}</color></IconStyle>"
                f"<LineStyle><color>{OPAQUE}{color}</color><width>2</width></LineStyle>"
                f"<PolyStyle><color>{FILL_OPACITY}{color}</color></PolyStyle></Style>"
            )
    return styles


def _placemark(
    row: Mapping[Any, Any],
    shape: BaseGeometry | None,
    note: Noted,
    *,
    citations: Mapping[str, str],
    styles: Collection[str],
) -> str:
    """Write one feature; its note names sources by their numbers in the list under it."""
    told = [f"[{k}] {citations.get(name, name)}" for k, name in enumerate(note.sources, start=1)]
    style = _style_id(row["layer"], row["category"])
    description = [to_label(row["when"]), row["text"], note.numbered(), *told]
    parts = [
        "<Placemark>",
        _element("name", row["name"] or row["id"]),
        '<Snippet maxLines="0"></Snippet>',
        _element("description", _html(description)),
        _time(row["when"]),
        _element("styleUrl", f"#{style}") if style in styles else "",
        _data(row),
        "" if shape is None else _geometry(shape),
        "</Placemark>",
    ]
    return "".join(parts)


def _time(when: str) -> str:
    """Write when it was; an end that is open or unknown is left out."""
    begin, end = to_begin_end(when)
    if not begin and not end:
        return ""
    first = _element("begin", begin) if begin else ""
    last = _element("end", end) if end else ""
    return f"<TimeSpan>{first}{last}</TimeSpan>"


def _data(row: Mapping[Any, Any]) -> str:
    """Write the properties of a feature as they are."""
    values = {name: row[name] for name in TOLD}
    values |= {name: LIST_SEPARATOR.join(row[name]) for name in LIST_COLUMNS}
    texts = {name: str(value) for name, value in values.items() if value and value == value}  # noqa: PLR0124 -- NaN is not itself
    pairs = [*texts.items(), *row["details"]]
    items = [
        f'<Data name="{_escaped(name)}">{_element("value", value)}</Data>' for name, value in pairs
    ]
    return f"<ExtendedData>{''.join(items)}</ExtendedData>"


def _geometry(shape: BaseGeometry) -> str:
    """Write one geometry."""
    if isinstance(shape, shapely.Point | shapely.LineString):
        return f"<{shape.geom_type}>{_coordinates(shape)}</{shape.geom_type}>"
    if isinstance(shape, shapely.Polygon):
        outer = f"<outerBoundaryIs>{_ring(shape.exterior)}</outerBoundaryIs>"
        inner = [f"<innerBoundaryIs>{_ring(r)}</innerBoundaryIs>" for r in shape.interiors]
        return f"<Polygon>{outer}{''.join(inner)}</Polygon>"
    parts = "".join(map(_geometry, shapely.get_parts(shape)))
    return f"<MultiGeometry>{parts}</MultiGeometry>"


def _ring(ring: shapely.LinearRing) -> str:
    """Write one ring of a polygon."""
    return f"<LinearRing>{_coordinates(ring)}</LinearRing>"


def _coordinates(shape: BaseGeometry) -> str:
    """Write positions with every digit they have."""
    positions = shapely.get_coordinates(shape).tolist()
    return f"<coordinates>{' '.join(f'{lon!r},{lat!r}' for lon, lat in positions)}</coordinates>"
