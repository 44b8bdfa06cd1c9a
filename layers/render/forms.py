"""Forms a label can take: on one line, on two, the main name alone."""

from dataclasses import dataclass
from typing import Final

from layers.render.anchors import Anchor, Names
from layers.render.flow import Words as _Words
from layers.render.flow import wrap
from layers.render.fonts import measure, to_runs
from layers.render.sheet import Run

_RANK_SIZE: Final = {1: 1.18, 2: 1.05, 3: 0.96, 4: 0.88, 5: 0.82}
_SMALLER: Final = 0.8
_LEADING: Final = 1.12
_ASCENT: Final = 0.86  # of the em, as far as letters reach over the baseline
_DESCENT: Final = 0.22
_LEAST_MM: Final = 1.6
_INSIDE_MM: Final = 34.0


@dataclass(frozen=True, slots=True)
class Form:
    """One way to set a label: lines of runs under each other.

    ``cost`` is what this form is worse than the best one. Lengths in mm.
    """

    lines: tuple[tuple[Run, ...], ...]
    size_mm: float
    spacing_em: float
    widths: tuple[float, ...]
    cost: float

    @property
    def width(self) -> float:
        """Of the widest line."""
        return max(self.widths)

    @property
    def height(self) -> float:
        """From the top of its letters to the bottom of the last line."""
        return self.size_mm * (_ASCENT + _DESCENT + _LEADING * (len(self.lines) - 1))

    def baseline(self, line: int) -> float:
        """Give how far under the top a line stands."""
        return self.size_mm * (_ASCENT + _LEADING * line)


def _main_size(anchor: Anchor, unit: float) -> float:
    return max(anchor.style.size_mm * unit * _RANK_SIZE.get(anchor.rank, 0.82), _LEAST_MM)


def _runs(names: Names, anchor: Anchor, *, smaller: bool) -> tuple[Run, ...]:
    """Set names after each other, the main one in its own weight."""
    runs: list[Run] = []
    for i, (language, text) in enumerate(names):
        main = i == 0 and not smaller
        bold = anchor.style.bold or (main and anchor.rank <= 2 and len(names) > 0)  # noqa: PLR2004
        shown = text.upper() if anchor.style.capitals and main else text
        lead = " " if i else ""
        parts = to_runs(
            lead + shown,
            language,
            family=anchor.style.family,
            bold=bold and main,
            italic=anchor.style.italic,
        )
        factor = 1.0 if main else _SMALLER
        runs.extend(
            Run(r.text, r.language, r.family, r.bold, r.italic, r.fill, factor) for r in parts
        )
    return tuple(runs)


def _form(lines: list[tuple[Run, ...]], anchor: Anchor, size: float, cost: float) -> Form:
    spacing = anchor.style.spacing_em
    widths = tuple(measure(line, size, spacing) for line in lines)
    return Form(tuple(lines), size, spacing, widths, cost)


def beside_forms(anchor: Anchor, unit: float) -> list[Form]:
    """Give the forms for a label beside a point, best first."""
    size = _main_size(anchor, unit)
    main = _runs(anchor.names[:1], anchor, smaller=False)
    if len(anchor.names) == 1:
        return [_form([main], anchor, size, 0.0)]
    rest = _runs(anchor.names[1:], anchor, smaller=True)
    second = _runs(anchor.names[1:2], anchor, smaller=True)
    forms = [
        _form([_runs(anchor.names, anchor, smaller=False)], anchor, size, 0.0),
        _form([main, rest], anchor, size, 0.12),
    ]
    if len(anchor.names) > 2:  # noqa: PLR2004  a third language can be let go
        forms.append(_form([main, second], anchor, size, 0.55))
    forms.append(_form([main], anchor, size, 0.9))
    return forms


def inside_forms(anchor: Anchor, unit: float) -> list[Form]:
    """Give the forms for a label inside an area: few words a line, then on one line."""
    size = _main_size(anchor, unit)
    language, text = anchor.names[0]
    words = _Words(size, language, italic=anchor.style.italic, serif=anchor.style.family == "serif")
    forms = []
    for k, width in enumerate((_INSIDE_MM, _INSIDE_MM * 0.6)):
        lines = wrap(text, words, width * unit)
        runs = [_runs(((language, line),), anchor, smaller=False) for line in lines]
        if runs:
            forms.append(_form(runs, anchor, size, 0.1 * k))
    return forms
