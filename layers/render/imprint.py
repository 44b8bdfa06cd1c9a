"""The imprint: the last lines of the sheet, with note, doubts, projection, credits and link."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from layers.render.box import Block, Box
from layers.render.code import draw_code
from layers.render.flow import to_lines
from layers.render.frame import SMALLEST_MM, PlateOptions
from layers.render.notes import foot_words, line_count_height
from layers.render.phrases import phrase, to_degrees
from layers.render.projection import Projection
from layers.render.remarks import remark_columns, set_remarks
from layers.render.standin import tell_missing
from layers.view import MapView
from layers.wording import word

_MOST_OF_SHEET: Final = 0.3  # which a note may take before it is cut
_LEAST_LINES_OF_NOTE: Final = 4
_QUIET_MM: Final = 3.0  # what a reader of codes wants free of ink
_MANY: Final = 999


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is doubtful in what is drawn; ``limits`` are sentences on where layers end.

    ``partly`` says that areas are in bands; ``thinned`` counts places left out, ``unnamed`` marks
    that stand without their name; ``missing`` are letters that no font has.
    """

    depictions: frozenset[str]
    partly: bool = False
    thinned: int = 0
    unnamed: int = 0
    missing: str = ""
    limits: tuple[str, ...] = ()


def all_doubts(language: str, *, missing: str = "") -> Doubts:
    """Give as many words as doubts usually take: the imprint's height must not follow the date."""
    where = phrase("beyond-west", language).format(at=to_degrees(100.0, "lon", language))
    limit = phrase("limits", language).format(layer=word("legend", language), where=where)
    depictions = frozenset({"reconstruction", "approximate", "schematic"})
    return Doubts(
        depictions,
        partly=True,
        thinned=_MANY,
        unnamed=_MANY,
        missing=missing,
        limits=(limit, limit),
    )


def _doubts(doubts: Doubts, language: str) -> str:
    """Say what is doubtful, in sentences."""
    said = []
    if "reconstruction" in doubts.depictions:
        said.append(phrase("reconstruction-note", language))
    if doubts.depictions & {"approximate", "schematic"}:
        said.append(phrase("approximate-note", language))
    if doubts.partly:
        said.append(phrase("partly-note", language))
    if doubts.missing:
        said.append(tell_missing(doubts.missing, language))
    said.extend(doubts.limits)
    if doubts.thinned:
        said.append(phrase("thinned", language).format(n=doubts.thinned))
    if doubts.unnamed:
        said.append(phrase("unnamed", language).format(n=doubts.unnamed))
    return " ".join(said)


def list_remarks(
    options: PlateOptions,
    projection: Projection,
    doubts: Doubts,
    *,
    language: str,
    credits_: Iterable[str],
) -> tuple[str, ...]:
    """List what must be said, apart from the reader's own note."""
    show, remarks = options.show, [_doubts(doubts, language)]
    if "scale" in show:
        name = projection.to_title(language)
        remarks.append(f"{word('projection', language)}: {name}. {phrase('coast-note', language)}")
    if "credits" in show:
        remarks.extend(["; ".join(credits_), options.link])
    return tuple(remark for remark in remarks if remark)


def _note(options: PlateOptions, width: float, language: str, remarks: int) -> str:
    """Cut a note that would take the sheet from the map; the whole is in the metadata."""
    words = foot_words(options.unit, language)
    column = remark_columns(width, options.unit, remarks + 1)[0]
    lines = to_lines(options.note, words, column.width)
    room = (options.size_mm[1] - SMALLEST_MM) * _MOST_OF_SHEET
    most = int(room / line_count_height(1, words)) + _LEAST_LINES_OF_NOTE
    if len(lines) <= most:
        return options.note
    kept = ["".join(run.text for run in line.runs) for line in lines[:most]]
    return f"{' '.join(kept).rstrip(' .,;:')} …"


def set_imprint(
    view: MapView, options: PlateOptions, projection: Projection, doubts: Doubts, width: float
) -> Block:
    """Set the imprint into a width."""
    code = draw_code(options.link, unit=options.unit) if "code" in options.show else None
    if code is None:
        return _set_words(view, options, projection, doubts, width)
    words = _set_words(view, options, projection, doubts, width - code.width - _QUIET_MM)
    height = max(words.height, code.height + 1.0)
    items = (*words.at(0.0, 0.0), *code.at(width - code.width, 1.0))
    return Block(items, width, height)


def _set_words(
    view: MapView, options: PlateOptions, projection: Projection, doubts: Doubts, width: float
) -> Block:
    """Set what the imprint says."""
    language, unit = view.language, options.unit
    remarks = list_remarks(options, projection, doubts, language=language, credits_=view.credits)
    note = (_note(options, width, language, len(remarks)),) if options.note else ()
    if not (note or remarks):
        return Block((), 0.0, 0.0)
    block = set_remarks((*note, *remarks), width, language=language, unit=unit)
    return replace(block, width=width)


def fit_imprint(
    view: MapView, options: PlateOptions, projection: Projection, doubts: Doubts, box: Box
) -> Block:
    """Set the imprint into its box; where layers end is said only as far as there is room."""
    block = set_imprint(view, options, projection, doubts, box.width)
    while block.height > box.height and doubts.limits:
        doubts = replace(doubts, limits=doubts.limits[:-1])
        block = set_imprint(view, options, projection, doubts, box.width)
    return block
