"""Letters that no face of the atlas has: found before a sheet is drawn, and told on it."""

from collections.abc import Iterable
from typing import Final

from geo.letters import STAND_IN, find_unwritable
from layers.render.fonts import missing_glyphs
from layers.render.frame import PlateOptions
from layers.render.phrases import phrase
from layers.render.sheet import Group, runs_of
from layers.view import MapView

_MOST_TOLD: Final = 8
_NAMES: Final = ("name", "name_ru", "name_ja", "name_zh")


def missing_letters(groups: Iterable[Group]) -> str:
    """Give the characters in some groups that no face has, each once."""
    found = (missing_glyphs(run.text, run.language) for run in runs_of(groups))
    return "".join(dict.fromkeys("".join(found)))


def missing_from_view(view: MapView, options: PlateOptions) -> str:
    """Give the characters that no face has in what a sheet of this view may say.

    Without drawing it, so that it can be asked at each change: names that find no room count, too.
    """
    said = [options.title or view.title, options.note, *view.credits]
    said += [part for s in view.sources for part in (s.title, s.author, s.publisher)]
    said += [entry.title for entry in view.legend]
    for layer in view.layers:
        said.append(layer.title)
        for column in _NAMES:
            said += layer.rows.column(column).tolist()
    return "".join(missing.character for missing in find_unwritable(said))


def tell_missing(letters: str, language: str) -> str:
    """Say on a sheet what the sign in place of a letter stands for; nothing, if there is none.

    Examples
    --------
    >>> tell_missing("", "en"), tell_missing("ᚠ", "en")[1:]
    ('', ' stands for what no font of the atlas has: U+16A0.')
    """
    if not letters:
        return ""
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in letters[:_MOST_TOLD])
    more = f", … ({len(letters)})" if len(letters) > _MOST_TOLD else ""
    return phrase("unset", language).format(sign=STAND_IN, letters=codes + more)
