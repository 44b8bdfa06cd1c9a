"""The sheet: a printed page as plain values, before any file format.

All lengths are millimetres, the origin is the page's top left corner and y
points down. Colours are ``#rrggbb``. A sheet knows paths, lettering and
pictures in named groups, drawn in the order given; it knows nothing of maps.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Point: TypeAlias = tuple[float, float]
Family: TypeAlias = Literal["sans", "serif"]
Anchor: TypeAlias = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Path:
    """One or more rings drawn together; an even-odd fill makes inner rings holes.

    Attributes
    ----------
    rings
        Corner points; a closed ring need not repeat its first point.
    feature
        The id of the feature drawn, or empty.
    """

    rings: tuple[tuple[Point, ...], ...]
    closed: bool = True
    fill: str | None = None
    fill_opacity: float = 1.0
    stroke: str | None = None
    width_mm: float = 0.0
    dash_mm: tuple[float, ...] = ()
    opacity: float = 1.0
    feature: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one language, one face and one colour.

    ``fill`` of ``None`` is the colour of the whole text; ``size_factor``
    multiplies its size.
    """

    text: str
    language: str = "en"
    family: Family = "sans"
    bold: bool = False
    italic: bool = False
    fill: str | None = None
    size_factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of lettering, straight or along a curve.

    Attributes
    ----------
    at
        Where the baseline begins, is centred or ends, as ``anchor`` says.
    size_mm
        The em.
    halo
        A colour laid round the letters, ``halo_mm`` wide on each side.
    angle_deg
        Turns clockwise about ``at``.
    spacing_em
        Letter-spacing after each character.
    curve
        The baseline as a polyline; when given, ``anchor`` counts along it and
        ``at`` and ``angle_deg`` are not used.
    """

    at: Point
    runs: tuple[Run, ...]
    size_mm: float
    fill: str
    anchor: Anchor = "start"
    halo: str | None = None
    halo_mm: float = 0.0
    angle_deg: float = 0.0
    spacing_em: float = 0.0
    curve: tuple[Point, ...] = ()
    feature: str = ""

    @property
    def words(self) -> str:
        """The text without its faces."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG laid on the page; ``at`` is its top left corner.

    ``fine`` says that its pixels are too small to be seen and need nothing drawn between them.
    """

    at: Point
    width_mm: float
    height_mm: float
    png: bytes
    opacity: float = 1.0
    fine: bool = False


Item: TypeAlias = Path | Text | Picture


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together, as a layer of a vector editor; ``clip`` is a ring or nothing."""

    id: str
    title: str
    items: tuple[Item, ...]
    clip: tuple[Point, ...] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole page.

    Attributes
    ----------
    description
        What a reader who cannot see the page should know of it.
    language
        Of title and description.
    metadata
        Names and values for the file's metadata, such as ``("date", "1925")``.
    """

    width_mm: float
    height_mm: float
    title: str
    description: str
    language: str
    background: str
    groups: tuple[Group, ...]
    metadata: tuple[tuple[str, str], ...] = ()


def runs_of(groups: Iterable[Group]) -> Iterator[Run]:
    """Yield every run of lettering in some groups."""
    for group in groups:
        for item in group.items:
            if isinstance(item, Text):
                yield from item.runs
