"""The sheet's plan: sizes of paper, margins, and where title, map, panel and foot lie.

The plan depends on the paper, the view and the wording of the title, never on
the date: over the years of a series nothing jumps.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from geo.extent import Extent
from layers.render.box import Box
from layers.render.graticule import RIM_MM
from layers.render.plane import Plane, fit_plane

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
        "Column 85 mm": ((85.0, 130.0), (85.0, 85.0)),
        "Column 174 mm": ((174.0, 230.0), (174.0, 130.0)),
        "Slide 16:9": ((190.5, 338.67), (338.67, 190.5)),
        "Square": ((200.0, 200.0), (200.0, 200.0)),
    }
)
FURNITURE: Final = frozenset(
    {"title", "date", "legend", "inset", "scale", "sources", "credits", "graticule", "north"}
)
SMALLEST_MM: Final = 60.0
LARGEST_MM: Final = 2000.0

_A4: Final = math.sqrt(210.0 * 297.0)
_ROOM: Final = 1.3  # how much more than the view a frame may show in one direction
_ROOM_ACROSS: Final = 1.75  # the same on a sheet laid across
_FOOT_IN_PANEL: Final = 0.4
_LEAST_FRAME_MM: Final = 5.0
_COLUMN_MM: Final = 46.0
_LEAST_PANEL_MM: Final = 34.0


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
    """

    sheet: str = "A4"
    orientation: Orientation = "portrait"
    width_mm: float | None = None
    height_mm: float | None = None
    title: str | None = None
    note: str = ""
    link: str = ""
    show: frozenset[str] = FURNITURE
    inks: str = "screen"

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
        return float(min(max((math.sqrt(width * height) / _A4) ** 0.6, 0.62), 1.9))


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things lie on the page; a box of no height is not used."""

    page: Box
    unit: float
    head: Box
    panel: Box
    foot: Box
    plane: Plane


@dataclass(frozen=True, slots=True)
class _Room:
    """What is left for map and panel, and what surrounds the map's frame."""

    area: Box
    band: float
    unit: float
    gap: float
    columns: int = 1
    across: bool = False


def _band(options: PlateOptions) -> float:
    """Give the width of the strip round the frame with ticks and labels."""
    if "graticule" not in options.show:
        return RIM_MM + 0.4
    return RIM_MM + max(2.3 * options.unit, 1.75) * 1.5


def _beside(extent: Extent, lon_0: float | None, room: _Room) -> tuple[Plane, Box]:
    """Put the panel at the right; the map gets what it needs, the panel the rest."""
    area, band = room.area, room.band
    narrow = area.width < 120  # noqa: PLR2004  mm: less than a small page
    column = _LEAST_PANEL_MM * max(room.unit, 0.8) if narrow else _COLUMN_MM * room.unit
    inset = band - RIM_MM
    least = column * room.columns + room.gap * (room.columns - 1) + inset
    most = area.width - least - room.gap
    share = _ROOM_ACROSS if room.across else _ROOM
    needed, _ = _needed(extent, lon_0, area.height - 2 * band)
    width = max(min(most, needed * share + 2 * band), 2 * band + _LEAST_FRAME_MM)
    frame = Box(area.left + band, area.top + band, width - 2 * band, area.height - 2 * band)
    left = area.left + width + room.gap
    panel = Box(left, area.top + inset, area.right - inset - left, area.height - 2 * inset)
    return fit_plane(extent, frame, lon_0=lon_0), panel


def _below(extent: Extent, lon_0: float | None, room: _Room) -> tuple[Plane, Box]:
    """Put the panel under the map."""
    area, band = room.area, room.band
    least = 44.0 * room.unit
    most = area.height - least - room.gap * 0.5
    _, needed = _needed(extent, lon_0, None, area.width - 2 * band)
    height = max(min(most, needed * _ROOM + 2 * band), 2 * band + _LEAST_FRAME_MM)
    frame = Box(area.left + band, area.top + band, area.width - 2 * band, height - 2 * band)
    top = area.top + height + room.gap * 0.5
    inset = band - RIM_MM
    panel = Box(area.left + inset, top, area.width - 2 * inset, area.bottom - top)
    return fit_plane(extent, frame, lon_0=lon_0), panel


def _needed(
    extent: Extent, lon_0: float | None, height: float | None, width: float | None = None
) -> Size:
    """Give how wide the view is at a height on the page, or how high at a width."""
    trial = fit_plane(extent, Box(0.0, 0.0, 100.0, 100.0), lon_0=lon_0)
    across, upright = trial.size_of(extent)
    aspect = across / upright
    if height is not None:
        return height * aspect, height
    return width or 0.0, (width or 0.0) / aspect


def _alone(extent: Extent, lon_0: float | None, room: _Room) -> tuple[Plane, Box]:
    """Give all the room to the map."""
    area = room.area
    frame = area.grown(-room.band)
    return fit_plane(extent, frame, lon_0=lon_0), Box(area.right, area.bottom, 0.0, 0.0)


def _is_better(one: Plane, other: Plane) -> bool:
    """Tell whether one plane shows the view clearly larger than another."""
    return one.denominator < other.denominator * 0.97


def _divide(
    extent: Extent, lon_0: float | None, rooms: tuple[_Room, _Room], foot: Box
) -> tuple[Plane, Box, Box]:
    """Divide the room so that the map comes out largest.

    On a sheet laid across, the second room runs down to the margin and the
    foot moves into the panel.
    """
    room, tall = rooms
    plane, panel = _beside(extent, lon_0, room)
    below, under = _below(extent, lon_0, room)
    if _is_better(below, plane):
        plane, panel = below, under
    if room.across and foot.height:
        deep, wide = _beside(extent, lon_0, replace(tall, columns=2))
        if _is_better(deep, plane):
            height = wide.height * _FOOT_IN_PANEL
            foot = Box(wide.left, wide.bottom - height, wide.width, height)
            return deep, Box(wide.left, wide.top, wide.width, wide.height - height - room.gap), foot
    return plane, panel, foot


def make_plan(
    options: PlateOptions, extent: Extent, *, lon_0: float | None, head_mm: float, foot_mm: float
) -> Plan:
    """Lay out a sheet with a head and a foot of given heights."""
    width, height = options.size_mm
    unit = options.unit
    band = _band(options)
    inset = band - RIM_MM  # title and foot stand over the frame, its labels lie in the margin
    page = Box(0.0, 0.0, width, height)
    inner = page.grown(-8.0 * unit)
    head = Box(inner.left + inset, inner.top, inner.width - 2 * inset, head_mm)
    foot = Box(head.left, inner.bottom - foot_mm, head.width, foot_mm)
    top = head.bottom + (2.0 * unit if head_mm else 0.0)
    bottom = foot.top - (2.0 * unit if foot_mm else 0.0)
    bottom = max(bottom, top + 2 * band + _LEAST_FRAME_MM)
    room = _Room(
        Box(inner.left, top, inner.width, bottom - top),
        band,
        unit,
        3.0 * unit,
        across=width > height * 1.1,
    )
    if not options.show & {"legend", "inset", "scale", "north"}:
        plane, panel = _alone(extent, lon_0, room)
        return Plan(page, unit, head, panel, foot, plane)
    tall = replace(room, area=Box(inner.left, top, inner.width, inner.bottom - top))
    plane, panel, foot = _divide(extent, lon_0, (room, tall), foot)
    return Plan(page, unit, head, panel, foot, plane)
