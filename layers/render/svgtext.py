"""A line of lettering as SVG, in one of three ways.

``text``
    Real text for browsers and editors, its halo a stroked copy hidden from assistive technology.
``print``
    For the press. Each part stands at its own measured place, because the press shapes mixed
    scripts in a single face otherwise. Halos are outlines, so that a name is found once and not
    twice; a spaced or curved name is outlined with its words unbroken and invisible upon it, and so
    is one with accents that are characters of their own.
``outlines``
    Shapes only, for programs that have neither the fonts nor the means to embed them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise
from math import atan2, cos, degrees, hypot, sin
from typing import Final, Literal, TypeAlias

from geo.letters import is_mark
from layers.render.faces import Face, outline, shape, units_per_em
from layers.render.fonts import measure, split_run, to_printable
from layers.render.markup import attributes, colour, element, number, path_data
from layers.render.metadata import escape
from layers.render.sheet import Point, Run, Text

Lettering: TypeAlias = Literal["text", "print", "outlines"]

_GENERIC: Final = {"Noto Serif": "serif"}
_BOLD_WEIGHT: Final = 700
_MANY_LINES: Final = 2048
_INVISIBLE: Final = "0.002"  # at exactly zero the press would leave the words out


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a line in one face, ``x_mm`` from the line's beginning."""

    run: Run
    face: Face
    size_mm: float
    x_mm: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """One glyph on the page: where its origin lies and how far it is turned, in radians."""

    face: Face
    number: int
    at: Point
    turn: float
    size_mm: float
    fill: str


def _parts(text: Text, *, measured: bool = True) -> Iterator[_Part]:
    """Yield the parts of a line from left to right; unmeasured they stand at its beginning."""
    x_mm = 0.0
    for whole in text.runs:
        for run, face in split_run(whole):
            yield _Part(run, face, text.size_mm * run.size_factor, x_mm)
            if measured:
                spacing = text.spacing_em * text.size_mm
                x_mm += measure((run,), text.size_mm, text.spacing_em) + spacing


def _width(text: Text) -> float:
    return measure(text.runs, text.size_mm, text.spacing_em)


class _Baseline:
    """A polyline on which letters stand; beyond its ends it goes straight on."""

    def __init__(self, points: tuple[Point, ...]) -> None:
        moves = (after for before, after in pairwise(points) if before != after)
        self._points = (points[0], *moves)
        lengths = (hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(self._points))
        self._marks = (0.0, *accumulate(lengths))

    @property
    def length(self) -> float:
        return self._marks[-1]

    def at(self, distance: float) -> tuple[float, float, float]:
        """Give the point at a distance from the beginning, and the direction there in radians."""
        if len(self._points) == 1:
            x, y = self._points[0]
            return x + distance, y, 0.0
        last = len(self._points) - 2
        index = min(max(bisect_right(self._marks, distance) - 1, 0), last)
        (x0, y0), (x1, y1) = self._points[index], self._points[index + 1]
        turn = atan2(y1 - y0, x1 - x0)
        ahead = distance - self._marks[index]
        return x0 + ahead * cos(turn), y0 + ahead * sin(turn), turn


def _shift(text: Text, room_mm: float) -> float:
    """Give how far from the start of ``room_mm`` a line begins, as its anchor says."""
    free = room_mm - _width(text)
    return {"start": 0.0, "middle": free / 2, "end": free}[text.anchor]


def _glyphs(text: Text) -> Iterator[_Placed]:
    """Yield every glyph of a line where it stands; a straight line is not turned yet."""
    baseline = _Baseline(text.curve or (text.at, (text.at[0] + 1, text.at[1])))
    start = _shift(text, baseline.length if text.curve else 0.0)
    spacing = text.spacing_em * text.size_mm
    for part in _parts(text):
        pen, fill = start + part.x_mm, part.run.fill or text.fill
        line = shape(part.face, part.run.text, part.run.language, spaced=spacing != 0)
        for place, glyph in enumerate(line.glyphs):
            pen += spacing if place and glyph.starts else 0.0
            half = glyph.advance_em * part.size_mm / 2
            x, y, turn = baseline.at(pen + half)
            dx, dy = glyph.x_em * part.size_mm - half, -glyph.y_em * part.size_mm
            at = x + dx * cos(turn) - dy * sin(turn), y + dx * sin(turn) + dy * cos(turn)
            yield _Placed(part.face, glyph.number, at, turn, part.size_mm, fill)
            pen += 2 * half


def _outlines(text: Text, *, halo: bool) -> str:
    """Write a line as shapes: its halo or itself."""
    shapes = []
    for glyph in _glyphs(text):
        data = outline(glyph.face, glyph.number)
        if not data:
            continue
        scale = glyph.size_mm / units_per_em(glyph.face)
        across, along = scale * cos(glyph.turn), scale * sin(glyph.turn)
        matrix = (across, along, along, -across, *glyph.at)
        width = f"{2 * text.halo_mm / scale:.5g}" if halo else ""
        pairs = (
            ("transform", f"matrix({' '.join(f'{value:.6g}' for value in matrix)})"),
            ("fill", "" if halo else colour(glyph.fill)),
            ("stroke-width", width),
            ("d", data),
        )
        shapes.append(f"<path{attributes(pairs)}/>")
    paint = (("fill", "none"), ("stroke", colour(text.halo or ""))) if halo else ()
    return element("g", (("class", "halo" if halo else "outlines"), *paint), "".join(shapes))


def _face(part: _Part) -> Iterator[tuple[str, str]]:
    """Yield the attributes that choose a part's face."""
    yield "xml:lang", escape(part.run.language)
    yield "font-family", f"'{part.face.family}', {_GENERIC.get(part.face.family, 'sans-serif')}"
    yield "font-weight", str(_BOLD_WEIGHT) if part.face.bold else ""
    yield "font-style", "italic" if part.face.italic else ""


def _spans(text: Text, *, painted: bool, start_mm: float | None = None) -> str:
    """Write the parts of a line; with ``start_mm`` each at its own measured place."""
    spans = []
    for part in _parts(text, measured=start_mm is not None):
        pairs = (
            ("x", "" if start_mm is None else number(start_mm + part.x_mm)),
            *_face(part),
            ("font-size", number(part.size_mm) if part.run.size_factor != 1 else ""),
            ("fill", colour(part.run.fill) if painted and part.run.fill else ""),
        )
        spans.append(element("tspan", pairs, escape(part.run.text)))
    return "".join(spans)


def _turned(text: Text, content: str) -> str:
    """Turn a straight line about its point."""
    if not text.angle_deg or text.curve:
        return content
    turn = f"rotate({number(text.angle_deg)} {number(text.at[0])} {number(text.at[1])})"
    return element("g", (("transform", turn),), content)


def _flowing(text: Text, curve_id: str, *, halo: bool) -> str:
    """Write a line as real text that the reader's program sets."""
    paint: Iterable[tuple[str, str]] = (("fill", colour(text.fill)),)
    if halo:
        paint = (
            ("aria-hidden", "true"),
            ("class", "halo"),
            ("fill", "none"),
            ("stroke", colour(text.halo or "")),
            ("stroke-width", number(2 * text.halo_mm)),
        )
    spans = _spans(text, painted=not halo)
    place: Iterable[tuple[str, str]] = ()
    if curve_id:
        start = number(_shift(text, _Baseline(text.curve).length))
        pairs = (("href", f"#{curve_id}"), ("startOffset", start))
        spans = element("textPath", pairs, spans)
    else:
        # Programs disagree on whether spacing follows the last letter: place such lines ourselves.
        x = text.at[0] + (_shift(text, 0.0) if text.spacing_em else 0.0)
        anchor = "" if text.spacing_em or text.anchor == "start" else text.anchor
        place = (("x", number(x)), ("y", number(text.at[1])), ("text-anchor", anchor))
    spacing = number(text.spacing_em * text.size_mm) if text.spacing_em else ""
    size = (("font-size", number(text.size_mm)), ("letter-spacing", spacing))
    return element("text", (*place, *size, *paint), spans)


def _measured(text: Text) -> str:
    """Write a straight line as real text, each part where our own measure puts it."""
    start = text.at[0] + _shift(text, 0.0)
    pairs = (
        ("y", number(text.at[1])),
        ("font-size", number(text.size_mm)),
        ("fill", colour(text.fill)),
    )
    return element("text", pairs, _spans(text, painted=True, start_mm=start))


def _unbroken(text: Text) -> str:
    """Write the words of a line that is shapes invisibly, stretched over what is seen."""
    baseline = _Baseline(text.curve or (text.at, (text.at[0] + 1, text.at[1])))
    start = _shift(text, baseline.length if text.curve else 0.0)
    x0, y0, _ = baseline.at(start)
    x1, y1, _ = baseline.at(start + _width(text))
    runs = tuple(replace(run, text=_without_marks(run.text)) for run in text.runs)
    plain = measure(runs, text.size_mm)
    stretch = hypot(x1 - x0, y1 - y0) / plain if plain else 1.0
    transform = (
        f"translate({number(x0)} {number(y0)}) "
        f"rotate({number(degrees(atan2(y1 - y0, x1 - x0)))}) scale({number(stretch)} 1)"
    )
    pairs = (
        ("transform", transform),
        ("font-size", number(text.size_mm)),
        ("fill", colour(text.fill)),
        ("fill-opacity", _INVISIBLE),
    )
    solid = Text((0.0, 0.0), runs, text.size_mm, text.fill)
    return element("text", pairs, _spans(solid, painted=False, start_mm=0.0))


def _without_marks(text: str) -> str:
    """Leave out the accents that stand apart from their letters.

    The press can set them, but tells no reader of the file what they are, which its standards forbid.
    """
    printable = to_printable(text)
    marks = set(filter(is_mark, set(printable)))
    return "".join(c for c in printable if c not in marks) if marks else printable


def _line(text: Text, lettering: Lettering, curve_id: str) -> str:
    """Write a line without its halo."""
    if lettering == "text":
        return _flowing(text, curve_id, halo=False)
    if lettering == "outlines":
        return _outlines(text, halo=False)
    if text.spacing_em or text.curve or _without_marks(text.words) != to_printable(text.words):
        return _outlines(text, halo=False) + _unbroken(text)
    return _measured(text)


@lru_cache(maxsize=_MANY_LINES)
def to_lettering(text: Text, lettering: Lettering, item_id: str) -> str:
    """Write a line of lettering with its halo.

    A curved, spaced or outlined line carries its words unbroken as a title.
    """
    if not text.words.strip():
        return ""
    curve_id = f"{item_id}-curve" if text.curve and lettering == "text" else ""
    defs = ""
    if curve_id:
        curve = (("id", curve_id), ("d", path_data((text.curve,), closed=False)))
        defs = element("defs", (), element("path", curve, ""))
    halo = ""
    if text.halo and text.halo_mm:
        screen = lettering == "text"
        halo = _flowing(text, curve_id, halo=True) if screen else _outlines(text, halo=True)
    content = _turned(text, defs + halo + _line(text, lettering, curve_id))
    broken = bool(text.curve or text.spacing_em) or lettering == "outlines"
    title = element("title", (), escape(text.words)) if broken else ""
    if not (halo or title or text.feature):
        return content
    pairs = (("class", "label"), ("data-feature", escape(text.feature)))
    return element("g", pairs, title + content)
