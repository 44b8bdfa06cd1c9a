"""A sheet as SVG: named layers, real lettering, metadata; the same sheet gives the same text."""

import base64
import re
from collections.abc import Iterator
from typing import Final, assert_never

from layers.render.markup import colour, element, number, opacity, path_data
from layers.render.metadata import escape, to_rdf
from layers.render.sheet import Group, Item, Path, Picture, Run, Sheet, Text
from layers.render.subset import to_font_css
from layers.render.svgtext import Lettering, to_lettering

_NOT_AN_ID: Final = re.compile(r"[^\w.-]+")
_NAMESPACES: Final = (
    'xmlns="http://www.w3.org/2000/svg" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
)
_PRESERVE: Final = "text{white-space:pre}"  # browsers stop xml:space at each text


def _stroke(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a path's line."""
    if path.stroke is None:
        return
    yield "stroke", colour(path.stroke)
    yield "stroke-width", number(path.width_mm)
    if path.dash_mm:
        yield "stroke-dasharray", " ".join(map(number, path.dash_mm))
    elif not path.closed:
        yield "stroke-linecap", "round"


def _path(path: Path) -> str:
    """Write a path."""
    fill: tuple[tuple[str, str], ...] = (("fill", "none"),)
    if path.fill is not None:
        fill = (
            ("fill", colour(path.fill)),
            ("fill-opacity", opacity(path.fill_opacity)),
            ("fill-rule", "evenodd" if len(path.rings) > 1 else ""),
        )
    pairs = (
        ("d", path_data(path.rings, closed=path.closed)),
        *fill,
        *_stroke(path),
        ("opacity", opacity(path.opacity)),
        ("data-feature", escape(path.feature)),
    )
    return element("path", pairs, "")


def _picture(picture: Picture) -> str:
    """Write a picture, carried in the file itself."""
    data = base64.b64encode(picture.png).decode("ascii")
    pairs = (
        ("x", number(picture.at[0])),
        ("y", number(picture.at[1])),
        ("width", number(picture.width_mm)),
        ("height", number(picture.height_mm)),
        ("opacity", opacity(picture.opacity)),
        ("preserveAspectRatio", "none"),
        ("href", f"data:image/png;base64,{data}"),
    )
    return element("image", pairs, "")


def _item(item: Item, item_id: str, lettering: Lettering) -> str:
    match item:
        case Path():
            return _path(item)
        case Text():
            return to_lettering(item, lettering, item_id)
        case Picture():
            return _picture(item)
        case _:
            assert_never(item)


def _group(group: Group, place: int, lettering: Lettering) -> str:
    """Write a group as a layer; its place on the sheet keeps its id apart from the others'."""
    group_id = f"layer-{place}-{_NOT_AN_ID.sub('-', group.id).strip('-') or 'group'}"
    clip = clip_path = ""
    if group.clip is not None:
        data = path_data((group.clip,), closed=True)
        clip = f'<clipPath id="{group_id}-clip"><path d="{data}"/></clipPath>\n'
        clip_path = f"url(#{group_id}-clip)"
    title = escape(group.title)
    items = "\n".join(
        _item(item, f"{group_id}-{number}", lettering) for number, item in enumerate(group.items)
    )
    pairs = (
        ("id", group_id),
        ("class", "layer"),
        ("inkscape:groupmode", "layer"),
        ("inkscape:label", title),
        ("clip-path", clip_path),
    )
    return clip + element("g", pairs, f"\n<title>{title}</title>\n{items}\n")


def runs_of(sheet: Sheet) -> Iterator[Run]:
    """Yield every run of lettering on a sheet."""
    for group in sheet.groups:
        for item in group.items:
            if isinstance(item, Text):
                yield from item.runs


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
    fonts = to_font_css(runs_of(sheet)) if embed_fonts else ""
    groups = "\n".join(
        _group(group, place, lettering) for place, group in enumerate(sheet.groups, 1)
    )
    return (
        f'<svg {_NAMESPACES} width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}" xml:lang="{escape(sheet.language)}" '
        'xml:space="preserve" stroke-linejoin="round" role="img" '
        'aria-labelledby="sheet-title sheet-description">\n'
        f'<title id="sheet-title">{escape(sheet.title)}</title>\n'
        f'<desc id="sheet-description">{escape(sheet.description)}</desc>\n'
        f"<metadata>\n{to_rdf(sheet)}\n</metadata>\n"
        f"<style>\n{_PRESERVE}\n{fonts}\n</style>\n"
        f'<rect width="{width}" height="{height}" fill="{colour(sheet.background)}"/>\n'
        f"{groups}\n</svg>\n"
    )
