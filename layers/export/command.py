"""``python -m layers.export``: a map as a file, from a script.

Progress and messages go to standard error, one sentence each; only a file asked for as ``-`` goes
to standard output. The exit status is 0 when the file was written, 2 when the command was not
understood, 1 when it was but could not be done.
"""

import argparse
import re
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from geo.atlas import Atlas, load_atlas
from geo.catalog import localized
from geo.document import did_you_mean
from geo.errors import AtlasError, InvalidDataError
from geo.letters import STAND_IN, name_all
from geo.limits import read_bytes
from geo.selection import Selection, opening
from geo.timespan import parse_edtf
from layers.citing import OWN_STYLE, STYLES
from layers.export.formats import (
    EXPORTERS,
    build_sheet,
    export,
    suggest_name,
)
from layers.export.serial import PACE_MS, SeriesOrder, build_series, kind_of, suggest_series_name
from layers.export.state import parse_bbox, read_remade
from layers.render.frame import ACROSS, Orientation
from layers.render.inks import INKS
from layers.render.metadata import read_state
from layers.render.scene import FURNITURE, SHEETS, PlateOptions
from layers.render.standin import missing_letters
from layers.series import SERIES_KINDS, Watch, estimate_bytes, make_series
from layers.view import build_view

_DATA: Final = Path(__file__).resolve().parents[2] / "data"
_INCH_MM: Final = 25.4
_OWN_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)[x×](\d+(?:\.\d+)?)(mm|px)\Z")
_USUAL_DPI: Final = 300.0


class _UsageError(Exception):
    """The command line asks for something that there is not."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be made."""

    selection: Selection
    options: PlateOptions
    file_format: str
    dpi: float


def _parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m layers.export", description="Draw a map of the atlas into a file."
    )
    add = parser.add_argument
    add("--date", help="a date in EDTF: 1926, 1925-05-14, 1920/1925")
    add("--view", help="id of a preset view")
    add("--bbox", help="part of the map: west,south,east,north in degrees")
    add("--layers", help="ids of layers, separated by commas; 'none' for the base map alone")
    add("--hidden", help="categories to leave out: layer/category, separated by commas")
    add("--certain", action="store_true", help="leave out what holds only possibly")
    add("--language", help="language of labels and wording")
    add("--format", dest="file_format", help="default: by the ending of --out")
    add("--size", help="A4, Letter ... or a size of one's own: 120x80mm, 1920x1080px")
    add("--orientation", choices=("portrait", "landscape"))
    add("--dpi", type=float, help=f"resolution of pictures, usually {_USUAL_DPI:g}")
    add("--inks", choices=tuple(INKS), help="colours: for the screen, for paper ...")
    add("--title", help="instead of the atlas's title")
    add("--note", help="a sentence of one's own at the foot")
    add("--link", help="an address under which the map can be seen again")
    add("--citation", choices=(OWN_STYLE, *STYLES), help="how sources are cited")
    add("--with", dest="also", help="parts that are not usual: code")
    add("--without", help=f"parts to leave out: {', '.join(sorted(FURNITURE))}")
    add("--data", type=Path, default=_DATA, help="folder of another atlas")
    add("--from", dest="origin", type=Path, help="make a file again that this atlas exported")
    add("--series", help="many dates in one file: 1920/1930, 1900/1950/5 or phases")
    add("--as", dest="kind", choices=tuple(SERIES_KINDS), help="what the series becomes")
    add("--pace", type=int, help=f"milliseconds that a film shows each date, usually {PACE_MS}")
    add("--out", help="the file to write; - for standard output; default: a telling name here")
    add("--list", action="store_true", help="list views, layers, formats, sizes and languages")
    return parser


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (text or "").split(",") if word.strip())


def _known(kind: str, names: Collection[str], options: Collection[str]) -> None:
    """Refuse a name that is not among those there are."""
    for name in names:
        if name not in options:
            message = f"there is no {kind} {name!r}; {did_you_mean(name, options)}"
            raise _UsageError(message)


def _check_names(arguments: argparse.Namespace, atlas: Atlas) -> None:
    """Refuse views, layers, categories, languages and parts that there are not."""
    catalog = atlas.catalog
    layers = [] if arguments.layers == "none" else _words(arguments.layers)
    categories = [f"{spec.id}/{x.id}" for spec in catalog.layers for x in spec.categories]
    _known("view", _words(arguments.view), [view.id for view in catalog.views])
    _known("layer", layers, [spec.id for spec in catalog.layers])
    _known("category", _words(arguments.hidden), categories)
    _known("language", _words(arguments.language), catalog.languages)
    _known("part", _words(arguments.without) + _words(arguments.also), sorted(FURNITURE))


def _changed_selection(selection: Selection, arguments: argparse.Namespace) -> Selection:
    """Apply what the command line says of the map."""
    if arguments.layers is not None:
        layers = () if arguments.layers == "none" else _words(arguments.layers)
        selection = replace(selection, layers=frozenset(layers))
    if arguments.hidden is not None:
        selection = replace(selection, hidden=frozenset(_words(arguments.hidden)))
    if arguments.view:
        selection = replace(selection, view=arguments.view, extent=None)
    if arguments.bbox:
        try:
            selection = replace(selection, extent=parse_bbox(arguments.bbox))
        except (ValueError, InvalidDataError) as error:
            message = f"--bbox {arguments.bbox!r}: expected west,south,east,north in degrees"
            raise _UsageError(message) from error
    return replace(
        selection,
        date=arguments.date or selection.date,
        language=arguments.language or selection.language,
        possible=selection.possible and not arguments.certain,
    )


def _sized(options: PlateOptions, size: str, dpi: float) -> PlateOptions:
    """Apply a size: that of a known sheet, or one's own."""
    if own := _OWN_SIZE.match(size.replace(" ", "")):
        per_mm = dpi / _INCH_MM if own[3] == "px" else 1.0
        return replace(options, width_mm=float(own[1]) / per_mm, height_mm=float(own[2]) / per_mm)
    wanted = _plain(size)
    found = [name for name in SHEETS if wanted and _plain(name).startswith(wanted)]
    if len(found) != 1:
        message = f"there is no size {size!r}; there are {', '.join(SHEETS)}, 120x80mm, 1920x1080px"
        raise _UsageError(message)
    lies: Orientation = "landscape" if found[0] in ACROSS else options.orientation
    return replace(options, sheet=found[0], width_mm=None, height_mm=None, orientation=lies)


def _plain(name: str) -> str:
    """Make the name of a size easy to type: ``slide`` for ``Slide 16:9``, ``column85``."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def _changed_options(
    options: PlateOptions, arguments: argparse.Namespace, dpi: float
) -> PlateOptions:
    """Apply what the command line says of the sheet."""
    if arguments.size:
        options = _sized(options, arguments.size, dpi)
    if arguments.orientation:
        options = replace(options, orientation=arguments.orientation)
    if arguments.inks:
        options = replace(options, inks=arguments.inks)
    if arguments.title is not None:
        options = replace(options, title=arguments.title)
    return replace(
        options,
        note=options.note if arguments.note is None else arguments.note,
        link=options.link if arguments.link is None else arguments.link,
        show=(options.show | set(_words(arguments.also))) - set(_words(arguments.without)),
        citation=arguments.citation or options.citation,
    )


def _format_of(arguments: argparse.Namespace, usual: str) -> str:
    """Find the format: as named, by the file's ending, or as it was."""
    if arguments.file_format:
        _known("format", [arguments.file_format], list(EXPORTERS))
        return str(arguments.file_format)
    name = (arguments.out or "").lower()
    endings = {exporter.suffix: key for key, exporter in EXPORTERS.items()}
    found = [ending for ending in endings if name.endswith(ending)]
    if found:
        return endings[max(found, key=len)]
    if usual in EXPORTERS:
        return usual
    message = f"say the format: --format with one of {', '.join(EXPORTERS)}"
    raise _UsageError(message)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201 -- this is a command


def _read_origin(arguments: argparse.Namespace, atlas: Atlas) -> _Order:
    """Read how a file was made; what it says of a series counts where the command says nothing."""
    found = read_remade(read_state(read_bytes(arguments.origin)), catalog=atlas.catalog)
    for notice in found.notices:
        _say(notice)
    if found.series and not arguments.series:
        arguments.series = found.series
        arguments.kind = arguments.kind or (found.file_format if not arguments.out else None)
        arguments.pace = arguments.pace or found.pace
        arguments.dpi = arguments.dpi or found.dpi
    return _Order(found.selection, found.options, found.file_format, found.dpi)


def _order(arguments: argparse.Namespace, atlas: Atlas) -> _Order:
    """Find out what is to be made."""
    _check_names(arguments, atlas)
    base = _Order(opening(atlas.catalog), PlateOptions(), "", _USUAL_DPI)
    if arguments.origin:
        base = _read_origin(arguments, atlas)
    dpi = base.dpi if arguments.dpi is None else arguments.dpi
    if arguments.date:
        parse_edtf(arguments.date)
    return _Order(
        _changed_selection(base.selection, arguments),
        _changed_options(base.options, arguments, dpi),
        "pdf" if arguments.series else _format_of(arguments, base.file_format),
        dpi,
    )


def _list(atlas: Atlas) -> None:
    """Print what there is to choose from."""
    catalog = atlas.catalog
    tables = {
        "Views": {view.id: localized(view.title, "en") for view in catalog.views},
        "Layers": {spec.id: localized(spec.title, "en") for spec in catalog.layers},
        "Formats": {key: exporter.label for key, exporter in EXPORTERS.items()},
        "Series": {key: kind.label for key, kind in SERIES_KINDS.items()},
        "Sizes": {
            name: f"{upright[0]:g} x {upright[1]:g} mm" for name, (upright, _) in SHEETS.items()
        },
        "Languages": dict.fromkeys(catalog.languages, ""),
        "Parts": dict.fromkeys(sorted(FURNITURE), ""),
    }
    for heading, rows in tables.items():
        lines = "\n".join(f"  {name:<20} {title}".rstrip() for name, title in rows.items())
        sys.stdout.write(f"{heading}\n{lines}\n")


def _write(data: bytes, out: str) -> None:
    """Write the file and say so."""
    if out == "-":
        sys.stdout.buffer.write(data)
        return
    path = Path(out)
    path.write_bytes(data)
    _say(f"Wrote {path} ({len(data) / 1000:,.0f} kB).")


def _run(arguments: argparse.Namespace) -> None:
    """Do what the command line asks."""
    _say(f"Reading the atlas in {arguments.data} ...")
    atlas = load_atlas(arguments.data)
    if arguments.list:
        _list(atlas)
        return
    order = _order(arguments, atlas)
    if arguments.series:
        _run_series(arguments, atlas, order)
        return
    exporter = EXPORTERS[order.file_format]
    view = build_view(atlas, order.selection)
    if exporter.uses_sheet:
        missing = missing_letters(build_sheet(view, order.options).groups)
        if missing:
            _say(f"No font of the atlas has, and {STAND_IN} stands for: {name_all(missing)}")
    _say(f"Drawing {view.view.id} on {order.selection.date} as {exporter.label} ...")
    data = export(view, order.file_format, options=order.options, dpi=order.dpi, atlas=atlas)
    _write(data, arguments.out or suggest_name(view, exporter.suffix))


def _say_step(done: int, total: int) -> None:
    _say(f"{done} of {total} ...")


def _run_series(arguments: argparse.Namespace, atlas: Atlas, order: _Order) -> None:
    """Make one file from many dates."""
    kind = arguments.kind or kind_of(arguments.out or "")
    dpi, pace = arguments.dpi, arguments.pace or PACE_MS
    wanted = SeriesOrder(order.selection, order.options, arguments.series, dpi, pace)
    series = build_series(atlas, wanted)
    size = estimate_bytes(kind, len(series.views), series.options, series.dpi) / 1000
    _say(
        f"Drawing {len(series.views)} maps as {SERIES_KINDS[kind].label}, about {size:,.0f} kB ..."
    )
    data = make_series(series, kind, watch=Watch(_say_step))
    _write(data, arguments.out or suggest_series_name(series, kind))


def _joined(words: Sequence[str]) -> list[str]:
    """Join ``--bbox`` with what follows, which argparse would take for an option: ``-30,...``."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "--bbox":
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def main(words: Sequence[str]) -> int:
    """Run the command and give its exit status."""
    parser = _parser()
    arguments = parser.parse_args(_joined(words))
    try:
        _run(arguments)
    except _UsageError as error:
        _say(f"{parser.prog}: {error}")
        return 2
    except (AtlasError, OSError) as error:
        _say(f"{parser.prog}: {error}")
        return 1
    return 0
