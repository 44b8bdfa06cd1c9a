"""The paper: sizes of sheets, and what a reader may choose about one."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from layers.citing import OWN_STYLE

Orientation: TypeAlias = Literal["portrait", "landscape"]
Size: TypeAlias = tuple[float, float]

# Width and height in millimetres, upright and across. The columns are those of journals:
# their width is given, so across they only become less high.
SHEETS: Final[Mapping[str, tuple[Size, Size]]] = MappingProxyType(
    {
        "A4": ((210.0, 297.0), (297.0, 210.0)),
        "A3": ((297.0, 420.0), (420.0, 297.0)),
        "A5": ((148.0, 210.0), (210.0, 148.0)),
        "Letter": ((215.9, 279.4), (279.4, 215.9)),
        "Column 85 mm": ((85.0, 170.0), (85.0, 85.0)),
        "Column 174 mm": ((174.0, 230.0), (174.0, 130.0)),
        "Slide 16:9": ((190.5, 338.67), (338.67, 190.5)),
        "Square": ((200.0, 200.0), (200.0, 200.0)),
    }
)
ACROSS: Final = frozenset({"Slide 16:9"})  # sheets that lie across unless they are wanted upright
FURNITURE: Final = frozenset(
    {
        "title",
        "date",
        "legend",
        "inset",
        "scale",
        "sources",
        "credits",
        "graticule",
        "north",
        "code",
    }
)
SPARE_SOURCES: Final = "spare sources"  # no room is kept for them, but they may have what is left
USUAL: Final = FURNITURE - {"code"}
SMALLEST_MM: Final = 60.0
LARGEST_MM: Final = 2000.0

_A4: Final = math.sqrt(210.0 * 297.0)
_FROM_AFAR: Final = MappingProxyType({"Slide 16:9": 1.2})  # a slide is read across a room


@dataclass(frozen=True, slots=True)
class PlateOptions:
    """What a reader may choose about the sheet.

    Attributes
    ----------
    width_mm, height_mm
        A size of one's own; both or none.
    title
        Instead of the atlas's title; ``None`` keeps that.
    note
        A sentence of one's own in the foot.
    link
        The address under which the same map can be seen again.
    show
        Which parts of :data:`FURNITURE` are wanted.
    inks
        The colours it is printed with, one of :data:`layers.render.inks.INKS`; whoever writes the
        finished sheet as a file applies them.
    citation
        How sources are cited: :data:`layers.citing.OWN_STYLE` or one of its ``STYLES``.
    """

    sheet: str = "A4"
    orientation: Orientation = "portrait"
    width_mm: float | None = None
    height_mm: float | None = None
    title: str | None = None
    note: str = ""
    link: str = ""
    show: frozenset[str] = USUAL
    inks: str = "screen"
    citation: str = OWN_STYLE

    @property
    def size_mm(self) -> Size:
        """Width and height of the sheet.

        Raises
        ------
        ValueError
            When the sheet is not known, or a size of one's own is too small or too large.
        """
        if self.width_mm is not None and self.height_mm is not None:
            for length in (self.width_mm, self.height_mm):
                if not SMALLEST_MM <= length <= LARGEST_MM:
                    message = f"{length:g} mm; a sheet has {SMALLEST_MM:g} to {LARGEST_MM:g} mm"
                    raise ValueError(message)
            return self.width_mm, self.height_mm
        if self.sheet not in SHEETS:
            message = f"there is no sheet {self.sheet!r}; there are {', '.join(SHEETS)}"
            raise ValueError(message)
        upright, across = SHEETS[self.sheet]
        return upright if self.orientation == "portrait" else across

    @property
    def unit(self) -> float:
        """How large type and symbols are; 1 on A4."""
        width, height = self.size_mm
        is_own = self.width_mm is not None and self.height_mm is not None
        larger = 1.0 if is_own else _FROM_AFAR.get(self.sheet, 1.0)
        return float(min(max((math.sqrt(width * height) / _A4) ** 0.6 * larger, 0.62), 1.9))
