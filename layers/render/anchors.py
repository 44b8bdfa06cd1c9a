"""What asks for a label, before it is known where the label goes."""

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from layers.held import FeatureRow
from layers.render.sheet import Point
from layers.style import TextStyle

Names: TypeAlias = tuple[tuple[str, str], ...]

_ORDER: Final = ("en", "ru", "ja", "zh")
_COLUMNS: Final = {"en": "name", "ru": "name_ru", "ja": "name_ja", "zh": "name_zh"}
_ALTERNATIVE: Final = re.compile(r"\s*(?:/|;|\(|（|,|、).*$")
_SECOND: Final = {"en": ("ru", "ja"), "ru": ("en", "ja"), "ja": ("ru", "en"), "zh": ("en", "ru")}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A thing on the map that wants its name beside it or inside it.

    Attributes
    ----------
    names
        Language and text; the first is the main name, the others are set smaller.
    radius
        Millimetres kept free of the label round ``at``.
    rank
        1 is placed first and left out last.
    mode
        ``beside`` a point or ``inside`` an area.
    spots
        For ``inside``: where the middle of the label may lie, best first.
    """

    feature: str
    names: Names
    at: Point
    radius: float
    style: TextStyle
    rank: int
    mode: Literal["beside", "inside"] = "beside"
    spots: tuple[Point, ...] = ()


def shorten(name: str) -> str:
    """Keep the first of several forms of a name.

    Examples
    --------
    >>> shorten("オハ / 奥端 (Okutan)"), shorten("Due (Douai)")
    ('オハ', 'Due')
    """
    return _ALTERNATIVE.sub("", name) or name


def names_of(row: FeatureRow, language: str, *, second: bool = True) -> Names:
    """Give a feature's names: the reader's language first, then two others, none twice."""
    texts = {code: shorten(str(getattr(row, _COLUMNS[code]) or "")) for code in _ORDER}
    main = texts.get(language) or texts["en"]
    main_language = language if texts.get(language) else "en"
    names = [(main_language, main)]
    if not second:
        return tuple(names)
    for code in _SECOND.get(language, _SECOND["en"]):
        text = texts[code]
        if text and text not in {known for _, known in names}:
            names.append((code, text))
    return tuple(names)
