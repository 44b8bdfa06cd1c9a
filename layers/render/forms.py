"""Forms a label can take: on one line, on two, the main name alone, the main name divided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Final

from layers.render.anchors import Anchor, Names
from layers.render.faces import Ink
from layers.render.flow import Words as _Words
from layers.render.flow import wrap
from layers.render.fonts import ink_reach, measure, to_runs
from layers.render.sheet import Run

_RANK_SIZE: Final = {1: 1.18, 2: 1.05, 3: 0.96, 4: 0.88, 5: 0.82}
_SMALLER: Final = 0.8
_LIGHT_RANK: Final = 3  # from which names are not bold
_LESS: Final = 0.84  # of its size, where a name would else be lost
_LEADING: Final = 1.12
_WORD: Final = re.compile(r"\S+?(?:-(?=\w)|\s+|$)")
_LONG: Final = 9  # letters: a longer name may be divided
_SHORT: Final = 3  # letters: no line is shorter
_LEAST_MM: Final = 1.6
_INSIDE_MM: Final = 34.0


@dataclass(frozen=True, slots=True)
class Form:
    """One way to set a label: lines of runs under each other.

    ``cost`` is what this form is worse than the best one. Lengths in mm, but ``ink`` in em: how
    far letters reach above the first line, below the last, and over the ends of all.
    """

    lines: tuple[tuple[Run, ...], ...]
    size_mm: float
    spacing_em: float
    widths: tuple[float, ...]
    cost: float
    ink: Ink

    @property
    def width(self) -> float:
        """Of the widest line, with what its letters reach over its ends."""
        return max(self.widths) + self.size_mm * (self.ink.before + self.ink.after)

    @property
    def height(self) -> float:
        """From the top of its ink to the bottom of it."""
        return self.size_mm * (self.ink.rise + self.ink.drop + _LEADING * (len(self.lines) - 1))

    def baseline(self, line: int) -> float:
        """Give how far under the top a line stands."""
        return self.size_mm * (self.ink.rise + _LEADING * line)


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


def divide(text: str, count: int) -> tuple[str, ...]:
    """Divide a name in so many lines of about equal length, as far as its words allow.

    Examples
    --------
    >>> divide("Nikolaevsk-on-Amur", 2), divide("Okha field", 3), divide("Okha", 2)
    (('Nikolaevsk-', 'on-Amur'), ('Okha', 'field'), ('Okha',))
    """
    words = _WORD.findall(text)
    count = min(count, len(words))
    if count < 2 or len(text) < _LONG:  # noqa: PLR2004  nothing to divide
        return (text,)
    cuts = [(0, *inner, len(words)) for inner in combinations(range(1, len(words)), count - 1)]
    ways = [tuple("".join(words[a:b]).rstrip() for a, b in pairwise(cut)) for cut in cuts]
    best = min(ways, key=lambda lines: max(map(len, lines)))
    return best if min(map(len, best)) >= _SHORT else (text,)


def _form(lines: Sequence[tuple[Run, ...]], anchor: Anchor, size: float, cost: float) -> Form:
    spacing = anchor.style.spacing_em
    widths = tuple(measure(line, size, spacing) for line in lines)
    inks = [ink_reach(line) for line in lines]
    before, after = max(ink.before for ink in inks), max(ink.after for ink in inks)
    ink = Ink(inks[0].rise, inks[-1].drop, before, after)
    return Form(tuple(lines), size, spacing, widths, cost, ink)


def _divided(anchor: Anchor, rest: Names, size: float, cost: float) -> list[Form]:
    """Give the form with the main name on two lines, if it can be divided."""
    language, text = anchor.names[0]
    parts = divide(text, 2)
    if len(parts) == 1:
        return []
    lines = [_runs(((language, part),), anchor, smaller=False) for part in parts]
    under = [_runs(rest, anchor, smaller=True)] if rest else []
    return [_form([*lines, *under], anchor, size, cost)]


def beside_forms(anchor: Anchor, unit: float) -> list[Form]:
    """Give the forms for a label beside a point, best first."""
    size = _main_size(anchor, unit)
    main = _runs(anchor.names[:1], anchor, smaller=False)
    if len(anchor.names) == 1:
        return [_form([main], anchor, size, 0.0), *_divided(anchor, (), size, 0.2)]
    rest = _runs(anchor.names[1:], anchor, smaller=True)
    second = _runs(anchor.names[1:2], anchor, smaller=True)
    forms = [
        _form([_runs(anchor.names, anchor, smaller=False)], anchor, size, 0.0),
        _form([main, rest], anchor, size, 0.12),
    ]
    if len(anchor.names) > 2:  # noqa: PLR2004  a third language can be let go
        forms.append(_form([main, second], anchor, size, 0.55))
    forms.extend(_divided(anchor, anchor.names[1:2], size, 0.65))
    forms.append(_form([main], anchor, size, 0.9))
    forms.extend(_divided(anchor, (), size, 1.0))
    less = max(size * _LESS, _LEAST_MM)
    if less < size:
        forms.append(_form([main, second], anchor, less, 1.1))
        forms.append(_form([main], anchor, less, 1.3))
    if anchor.rank < _LIGHT_RANK:
        light = _runs(anchor.names[:1], replace(anchor, rank=_LIGHT_RANK), smaller=False)
        forms.append(_form([light], anchor, less, 1.5))
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
