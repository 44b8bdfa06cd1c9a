"""A sheet as SVG: named layers, real lettering, metadata; the same sheet gives the same text."""

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain, groupby
from typing import Final, assert_never

from layers.render.markup import attributes, colour, element, number, opacity, path_data
from layers.render.metadata import escape, to_rdf
from layers.render.sheet import Group, Item, Path, Picture, Sheet, Text, runs_of
from layers.render.subset import to_font_css
from layers.render.svgtext import Lettering, to_lettering

_NOT_AN_ID: Final = re.compile(r"[^\w.-]+")
_SHORT: Final = 200  # points
_MANY_SHORT: Final = 4096
_NAMESPACES: Final = (
    'xmlns="http://www.w3.org/2000/svg" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
)
_PRESERVE: Final = "text{white-space:pre}"  # browsers stop xml:space at each text


def _stroke(path: Path, stroke_opacity: float) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a path's line."""
    if path.stroke is None:
        return
    yield "stroke", colour(path.stroke)
    yield "stroke-width", number(path.width_mm)
    yield "stroke-opacity", opacity(stroke_opacity)
    if path.dash_mm:
        yield "stroke-dasharray", " ".join(map(number, path.dash_mm))
    elif not path.closed:
        yield "stroke-linecap", "round"


def _path(path: Path) -> str:
    """Write a path; most short ones, such as symbols, are the same at many dates."""
    return _short_path(path) if sum(map(len, path.rings)) <= _SHORT else _write_path(path)


@lru_cache(maxsize=_MANY_SHORT)
def _short_path(path: Path) -> str:
    return _write_path(path)


def _write_path(path: Path) -> str:
    """Write a path.

    What is fill or line alone is made clear by its paint: clear as a whole it would need a layer of
    its own, which a picture pays with a page of pixels.
    """
    alone = path.fill is None or path.stroke is None
    of_paint, of_whole = (path.opacity, 1.0) if alone else (1.0, path.opacity)
    fill: tuple[tuple[str, str], ...] = (("fill", "none"),)
    if path.fill is not None:
        fill = (
            ("fill", colour(path.fill)),
            ("fill-opacity", opacity(path.fill_opacity * of_paint)),
            ("fill-rule", "evenodd" if len(path.rings) > 1 else ""),
        )
    pairs = (
        ("d", path_data(path.rings, closed=path.closed)),
        *fill,
        *_stroke(path, of_paint),
        ("opacity", opacity(of_whole)),
        ("data-feature", escape(path.feature)),
    )
    return element("path", pairs, "")


def _picture(picture: Picture, lettering: Lettering) -> str:
    """Write a picture, carried in the file itself.

    The press is told to be content with a straight line between two of its pixels, which are small:
    a curve through four takes as long as all the rest of the sheet. Fine ones it need not join.
    """
    joined = "optimizeSpeed" if picture.fine else "smooth"
    data = base64.b64encode(picture.png).decode("ascii")
    pairs = (
        ("x", number(picture.at[0])),
        ("y", number(picture.at[1])),
        ("width", number(picture.width_mm)),
        ("height", number(picture.height_mm)),
        ("opacity", opacity(picture.opacity)),
        ("preserveAspectRatio", "none"),
        ("image-rendering", joined if lettering == "print" else ""),
        ("href", f"data:image/png;base64,{data}"),
    )
    return element("image", pairs, "")


def _item(item: Item, item_id: str, lettering: Lettering) -> str:
    match item:
        case Path():
            return _path(item)
        case Text():
            return to_lettering(item, lettering, item_id if item.curve else "")
        case Picture():
            return _picture(item, lettering)
        case _:
            assert_never(item)


def _cut(groups: Iterable[str], ring: tuple[tuple[float, float], ...], place: int) -> Iterator[str]:
    """Cut groups that follow one another to what they share: one layer of pixels for all."""
    data = path_data((ring,), closed=True)
    yield f'<clipPath id="clip-{place}"><path d="{data}"/></clipPath>'
    yield f'<g clip-path="url(#clip-{place})">'
    yield from groups
    yield "</g>"


def _groups(sheet: Sheet, lettering: Lettering) -> Iterator[str]:
    """Write all groups; those for the press are cut together, the others each by itself.

    Line by line, which are joined once and at last: with its pictures a sheet has millions of letters.
    """
    placed = enumerate(sheet.groups, 1)
    if lettering != "print":
        for place, group in placed:
            yield from _group(group, place, lettering)
        return
    for ring, alike in groupby(placed, key=lambda numbered: numbered[1].clip):
        members = [(place, replace(group, clip=None)) for place, group in alike]
        inner = chain.from_iterable(_group(group, place, lettering) for place, group in members)
        yield from inner if ring is None else _cut(inner, ring, members[0][0])


def _group(group: Group, place: int, lettering: Lettering) -> Iterator[str]:
    """Write a group as a layer; its place on the sheet keeps its id apart from the others'."""
    group_id = f"layer-{place}-{_NOT_AN_ID.sub('-', group.id).strip('-') or 'group'}"
    clip_path = ""
    if group.clip is not None:
        data = path_data((group.clip,), closed=True)
        yield f'<clipPath id="{group_id}-clip"><path d="{data}"/></clipPath>'
        clip_path = f"url(#{group_id}-clip)"
    title = escape(group.title)
    pairs = (
        ("id", group_id),
        ("class", "layer"),
        ("inkscape:groupmode", "layer"),
        ("inkscape:label", title),
        ("clip-path", clip_path),
    )
    yield f"<g{attributes(pairs)}>"
    yield f"<title>{title}</title>"
    for item_place, item in enumerate(group.items):
        yield _item(item, f"{group_id}-{item_place}", lettering)
    yield "</g>"


def to_svg(sheet: Sheet, *, embed_fonts: bool = False, lettering: Lettering = "text") -> str:
    """Write a sheet as SVG.

    Parameters
    ----------
    embed_fonts
        Carry the letters used inside the file, so that it looks the same on a
        machine without the atlas's fonts. Browsers use them; vector editors
        may not.
    lettering
        Real text, outlines, or what the press needs; see :mod:`layers.render.svgtext`.

    Raises
    ------
    ValueError
        When a colour is not one.
    """
    width, height = number(sheet.width_mm), number(sheet.height_mm)
    fonts = to_font_css(runs_of(sheet.groups)) if embed_fonts else ""
    start = (
        f'<svg {_NAMESPACES} width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}" xml:lang="{escape(sheet.language)}" '
        'xml:space="preserve" stroke-linejoin="round" role="img" '
        'aria-labelledby="sheet-title sheet-description">'
    )
    head = (
        start,
        f'<title id="sheet-title">{escape(sheet.title)}</title>',
        f'<desc id="sheet-description">{escape(sheet.description)}</desc>',
        f"<metadata>\n{to_rdf(sheet)}\n</metadata>",
        f"<style>\n{_PRESERVE}\n{fonts}\n</style>",
        f'<rect width="{width}" height="{height}" fill="{colour(sheet.background)}"/>',
    )
    return "\n".join((*head, *_groups(sheet, lettering), "</svg>\n"))
