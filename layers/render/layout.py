"""The sheet's plan: where title, map, panel, foot and imprint lie.

The plan depends on the paper, the view and the wording of the title, never on
the date: over the years of a series nothing jumps.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from geo.extent import Extent
from layers.render.box import Box
from layers.render.frame import PlateOptions
from layers.render.graticule import RIM_MM
from layers.render.plane import Plane, fit_plane

Height: TypeAlias = Callable[[float], float]

LEGEND_COLUMN_MM: Final = 44.0
_ROOM: Final = 1.3  # how much more than the view a frame may show in one direction
_ROOM_ACROSS: Final = 1.75  # the same on a sheet laid across
_ROOM_OVER_BAND: Final = 1.8  # and over a band that would take half the sheet
_SHARE_OVER_BAND: Final = 0.56  # of the sheet, which such a frame may grow to
_LEAST_FRAME_MM: Final = 5.0
_COLUMN_MM: Final = 46.0
_LEAST_PANEL_MM: Final = 34.0
_LEAST_BAND_MM: Final = 44.0
_LEAST_SCALE_MM: Final = 16.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things lie on the page; a box of no height is not used.

    Attributes
    ----------
    panel
        Beside or under the map: inset, scale, legend.
    foot
        Under map and panel: what the panel has no room for.
    imprint
        The last lines of the sheet: projection, credits, link.
    """

    page: Box
    unit: float
    head: Box
    panel: Box
    foot: Box
    plane: Plane
    imprint: Box


@dataclass(frozen=True, slots=True)
class Heights:
    """How high the parts are that are set before the map, for a width in millimetres."""

    head: Height
    imprint: Height
    foot: float


@dataclass(frozen=True, slots=True)
class _Page:
    """The sheet without its head: what is left for the map and what stands round it."""

    area: Box
    options: PlateOptions
    extent: Extent
    lon_0: float | None
    heights: Heights

    @property
    def unit(self) -> float:
        return self.options.unit

    @property
    def gap(self) -> float:
        """Between columns."""
        return 3.0 * self.unit

    @property
    def air(self) -> float:
        """Between what stands one above the other."""
        return 2.0 * self.unit

    @property
    def band(self) -> float:
        """The width of the strip round the frame with ticks and labels."""
        if "graticule" not in self.options.show:
            return RIM_MM + 0.4
        return RIM_MM + max(2.3 * self.unit, 1.75) * 1.5

    @property
    def inset(self) -> float:
        """How far type stands in, so that it is flush with the map's frame."""
        return self.band - RIM_MM

    @property
    def is_across(self) -> bool:
        return self.options.size_mm[0] > self.options.size_mm[1] * 1.1

    def imprint(self, left: float, width: float) -> Box:
        """Give the box of the imprint, at the bottom of the sheet."""
        height = self.heights.imprint(width)
        return Box(left, self.area.bottom - height, width, height)

    def foot(self, imprint: Box) -> Box:
        """Give the box of the foot, over the imprint."""
        bottom = imprint.top - (self.air * 0.7 if imprint.height else 0.0)
        return Box(imprint.left, bottom - self.heights.foot, imprint.width, self.heights.foot)

    def fit(self, frame: Box) -> Plane:
        return fit_plane(self.extent, frame, lon_0=self.lon_0)

    @property
    def aspect(self) -> float:
        """How much wider the view is than high."""
        across, upright = self.fit(Box(0.0, 0.0, 100.0, 100.0)).size_of(self.extent)
        return across / upright


@dataclass(frozen=True, slots=True)
class _Layout:
    """One way to divide a sheet."""

    plane: Plane
    panel: Box
    foot: Box
    imprint: Box


def _above(page: _Page, lower: Box) -> Box:
    """Give the area of map and panel over what stands at the bottom of the sheet."""
    area = page.area
    bottom = lower.top - page.air if lower.height else lower.top
    least = area.top + 2 * page.band + _LEAST_FRAME_MM
    return Box(area.left, area.top, area.width, max(bottom, least) - area.top)


def _strips(page: _Page) -> tuple[Box, Box]:
    """Give foot and imprint over the whole width."""
    imprint = page.imprint(page.area.left + page.inset, page.area.width - 2 * page.inset)
    return page.foot(imprint), imprint


def _split(page: _Page, area: Box, columns: int) -> tuple[Plane, Box]:
    """Put the panel at the right; the map gets what it needs, the panel the rest."""
    band, unit = page.band, page.unit
    narrow = area.width < 120  # noqa: PLR2004  mm: less than a small page
    column = _LEAST_PANEL_MM * max(unit, 0.8) if narrow else _COLUMN_MM * unit
    least = column * columns + page.gap * (columns - 1) + page.inset
    most = area.width - least - page.gap
    needed = (area.height - 2 * band) * page.aspect
    share = _ROOM_ACROSS if page.is_across else _ROOM
    width = max(min(most, needed * share + 2 * band), 2 * band + _LEAST_FRAME_MM)
    frame = Box(area.left + band, area.top + band, width - 2 * band, area.height - 2 * band)
    left = area.left + width + page.gap
    right = area.right - page.inset
    panel = Box(left, area.top + page.inset, right - left, area.height - 2 * page.inset)
    return page.fit(frame), panel


def _beside(page: _Page) -> _Layout:
    """Put the panel at the right of the map, foot and imprint under both."""
    foot, imprint = _strips(page)
    plane, panel = _split(page, _above(page, foot if foot.height else imprint), 1)
    return _Layout(plane, panel, foot, imprint)


def _deep(page: _Page) -> _Layout:
    """Put all that is not the map into a panel of two columns, down to the margin."""
    plane, panel = _split(page, page.area, 2)
    imprint = page.imprint(panel.left, panel.width)
    bottom = imprint.top - (page.air * 0.7 if imprint.height else 0.0)
    panel = Box(panel.left, panel.top, panel.width, bottom - panel.top)
    return _Layout(plane, panel, Box(panel.left, bottom, 0.0, 0.0), imprint)


def _below(page: _Page) -> _Layout:
    """Put all that is not the map into a band under it."""
    foot, imprint = _strips(page)
    area, band, unit = _above(page, imprint), page.band, page.unit
    rows = page.options.show & {"legend", "inset"}
    least = (_LEAST_BAND_MM if rows else _LEAST_SCALE_MM) * unit + foot.height
    most = area.height - least - page.gap * 0.5
    needed = (area.width - 2 * band) / page.aspect
    grown = min(needed * _ROOM_OVER_BAND, page.options.size_mm[1] * _SHARE_OVER_BAND)
    height = max(min(most, max(needed * _ROOM, grown) + 2 * band), 2 * band + _LEAST_FRAME_MM)
    frame = Box(area.left + band, area.top + band, area.width - 2 * band, height - 2 * band)
    top = area.top + height + page.gap * 0.5
    panel = Box(area.left + page.inset, top, area.width - 2 * page.inset, area.bottom - top)
    return _Layout(page.fit(frame), panel, Box(panel.left, panel.bottom, 0.0, 0.0), imprint)


def _alone(page: _Page) -> _Layout:
    """Give all the room over foot and imprint to the map."""
    foot, imprint = _strips(page)
    area = _above(page, foot if foot.height else imprint)
    nowhere = Box(area.right, area.bottom, 0.0, 0.0)
    return _Layout(page.fit(area.grown(-page.band)), nowhere, foot, imprint)


def _is_better(one: _Layout, other: _Layout) -> bool:
    """Tell whether one layout shows the view clearly larger than another."""
    return one.plane.denominator < other.plane.denominator * 0.97


def _choose(page: _Page) -> _Layout:
    """Divide the sheet so that the map comes out largest."""
    if not page.options.show & {"legend", "inset", "scale", "north"}:
        return _alone(page)
    best = _beside(page)
    for other in (_below(page), *([_deep(page)] if page.is_across else [])):
        if _is_better(other, best):
            best = other
    return best


def make_plan(
    options: PlateOptions, extent: Extent, *, lon_0: float | None, heights: Heights
) -> Plan:
    """Lay out a sheet."""
    width, height = options.size_mm
    unit = options.unit
    whole = Box(0.0, 0.0, width, height)
    inner = whole.grown(-8.0 * unit)
    page = _Page(inner, options, extent, lon_0, heights)
    head_width = inner.width - 2 * page.inset  # title and foot are flush with the frame
    head = Box(inner.left + page.inset, inner.top, head_width, heights.head(head_width))
    top = head.bottom + (page.air if head.height else 0.0)
    page = replace(page, area=Box(inner.left, top, inner.width, inner.bottom - top))
    found = _choose(page)
    return Plan(whole, unit, head, found.panel, found.foot, found.plane, found.imprint)
