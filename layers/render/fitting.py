"""Fitting furniture to the sheet: what a small sheet has no room for is left out, the map last."""

from dataclasses import replace
from typing import Final

from layers.render.flow import LEADING
from layers.render.frame import FURNITURE, SPARE_SOURCES, PlateOptions
from layers.render.heading import build_head
from layers.render.imprint import all_doubts, set_imprint
from layers.render.key import least_row_mm
from layers.render.layout import Heights, Plan, make_plan
from layers.render.notes import text_size
from layers.render.panel import legend_columns
from layers.render.projection import choose_projection
from layers.render.standin import missing_from_view
from layers.view import MapView

_FOOT_SHARE: Final = 0.115
_LEAST_FOOT: Final = 6  # lines
_MANY_ROWS: Final = 50  # a legend with all kinds of marks
_SOME_ROWS: Final = 36
_FEW_ROWS: Final = 24

# What is given up, in this order, until map and legend have their share of the sheet, how much is
# left of the foot (the strip under map and panel for what the panel has no room for), and for how
# many rows of the legend there must be room.
_GIVEN_UP: Final = (
    (frozenset[str](), 1.0, _MANY_ROWS),
    (frozenset({"inset"}), 1.0, _MANY_ROWS),
    (frozenset({"inset", "sources"}), 1.0, _SOME_ROWS),
    (frozenset({"inset", "sources"}), 0.5, _FEW_ROWS),
    (frozenset({"inset", "sources"}), 0.0, _FEW_ROWS),
    (frozenset({"inset", "sources", "credits", "north"}), 0.0, _FEW_ROWS),
    (frozenset({"inset", "sources", "credits", "north", "legend"}), 0.0, 0),
    (frozenset({"inset", "sources", "credits", "north", "legend", "scale"}), 0.0, 0),
    (FURNITURE - {"date", "code"}, 0.0, 0),
    (FURNITURE - {"date"}, 0.0, 0),
)
_LEAST_SHARE: Final = 0.18  # of the sheet's area
_LEAST_SHARE_OF_STRIP: Final = 0.09  # where the map goes over so much of the sheet in one direction
_FAR_REACH: Final = 0.6
_LEAST_SIDE: Final = 0.3  # of the sheet's shorter side


def fit_plan(
    view: MapView, options: PlateOptions, *, head_mm: float = 0.0
) -> tuple[PlateOptions, Plan]:
    """Lay out a sheet with as much of the furniture asked for as it has room for.

    Parameters
    ----------
    head_mm
        The least height of the head, where other sheets must have the same layout.

    Returns
    -------
    options
        With what is really shown.
    plan
        The layout.
    """
    fitted, plan = options, None
    missing = missing_from_view(view, options)
    for given_up, foot_share, rows in _GIVEN_UP:
        spare = {SPARE_SOURCES} if "sources" in options.show & given_up else set()
        fitted = replace(options, show=(options.show - given_up) | spare)
        plan = _plan(view, fitted, missing, (head_mm, foot_share))
        if _has_room(plan) and _holds_legend(view, fitted, plan, rows):
            break
    return fitted, plan or _plan(view, fitted, missing, (head_mm, 0.0))


def _has_room(plan: Plan) -> bool:
    """Tell whether the map has its share of the sheet."""
    page, frame = plan.page, plan.plane.frame
    share = frame.width * frame.height / (page.width * page.height)
    side = min(frame.width, frame.height) / min(page.width, page.height)
    reach = max(frame.width / page.width, frame.height / page.height)
    least = _LEAST_SHARE if reach < _FAR_REACH else _LEAST_SHARE_OF_STRIP
    return share >= least and side >= _LEAST_SIDE


def _holds_legend(view: MapView, options: PlateOptions, plan: Plan, rows: int) -> bool:
    """Tell whether a legend of so many rows would find room, were it asked for."""
    if "legend" not in options.show:
        return True
    columns = legend_columns(view, options, plan)
    return sum(column.height for column in columns) >= rows * least_row_mm(plan.unit)


def _plan(view: MapView, options: PlateOptions, missing: str, margins: tuple[float, float]) -> Plan:
    """Lay out the sheet: the title gives the head's height, the paper the foot's.

    ``margins`` are the head's least height and the foot's share.
    """
    head_mm, foot_share = margins
    same = view.extent == view.view.extent
    lon_0 = view.view.lon_0 if same or view.view.lon_0 is None else None
    projection = choose_projection(view.extent, lon_0=lon_0)
    doubts, foot = all_doubts(view.language, missing=missing), 0.0
    if options.show & {"sources", "legend"}:
        line = text_size(options.unit) * LEADING
        share = _FOOT_SHARE / min(options.unit, 1.0)
        lines = max(round(options.size_mm[1] * share / line), _LEAST_FOOT)
        foot = round(lines * foot_share) * line
    heights = Heights(
        head=lambda width: max(build_head(view, options, width).height, head_mm),
        imprint=lambda width: set_imprint(view, options, projection, doubts, width).height,
        foot=foot,
    )
    return make_plan(options, view.extent, lon_0=lon_0, heights=heights)
