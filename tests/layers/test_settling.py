"""Labels that settle: what their places cost, and who stands in whose way."""

import numpy as np
import pytest
import shapely

from layers.render import judging
from layers.render.anchors import Anchor
from layers.render.barrier import courses_of, raise_barrier
from layers.render.box import Box
from layers.render.footing import Footing, led_places, near_places
from layers.render.ink import ink_of_areas, ink_of_lines
from layers.render.judging import Surface, judge
from layers.render.settling import LEAD_PAD_MM, PAD_MM, Board, spread_of
from layers.style import INK, LAND, TextStyle

FRAME = Box(10.0, 10.0, 120.0, 160.0)
STYLE = TextStyle(INK, 2.4, halo=LAND)
COAST = shapely.LineString([(70, 0), (66, 60), (74, 90), (69, 200)])


def _anchors() -> list[Anchor]:
    rng = np.random.default_rng(1925)
    spots = rng.uniform((35, 60), (95, 110), (24, 2)).tolist()
    return [
        Anchor(f"p{i}", (("en", f"Place {i}"), ("ru", "Посёлок")), (x, y), 1.0, STYLE, 1 + i % 3)
        for i, (x, y) in enumerate(spots)
    ]


def _surface(anchors: list[Anchor]) -> Surface:
    land = shapely.union_all([shapely.box(0, 0, 60, 200), COAST.buffer(8, single_sided=True)])
    nothing = ink_of_lines(FRAME, shapely.MultiLineString())
    return Surface(
        footing=Footing(
            FRAME, ink_of_areas(FRAME, land), raise_barrier(FRAME, COAST), courses_of(COAST)
        ),
        lines=ink_of_lines(FRAME, shapely.LineString([(40, 60), (90, 100)])),
        strokes=nothing,
        symbols=np.array([(x - 1, y - 1, x + 1, y + 1) for x, y in (a.at for a in anchors)]),
        taken=np.array([(50.0, 70.0, 58.0, 73.0)]),
    )


@pytest.mark.parametrize("most", [1, 400, 5_000])
def test_places_judged_in_parts_cost_what_they_cost_together(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    anchors = _anchors()
    surface = _surface(anchors)
    places = [near_places(a, 1.0, surface.footing) for a in anchors]
    together = judge(anchors, places, surface, unit=1.0)
    monkeypatch.setattr(judging, "_AT_ONCE", most)
    apart = judge(anchors, places, surface, unit=1.0)
    assert any(np.isfinite(costs).any() and np.isinf(costs).any() for costs in together)
    for one, other in zip(together, apart, strict=True):
        assert np.array_equal(one, other)


def test_no_place_on_the_ground_touches_the_coast_or_the_edge() -> None:
    anchors = _anchors()
    footing = _surface(anchors).footing
    inside = shapely.box(FRAME.left, FRAME.top, FRAME.right, FRAME.bottom)
    for anchor in anchors:
        for places in (near_places(anchor, 1.0, footing), led_places(anchor, 1.0, footing)):
            assert places is not None
            boxes = shapely.box(*places.boxes.T)
            assert not shapely.intersects(boxes, COAST).any()
            assert shapely.contains_properly(inside, boxes).all()


def test_a_place_nearer_to_the_mark_of_another_costs_more() -> None:
    anchors = [
        Anchor(name, (("en", name),), at, 1.0, STYLE, 2)
        for name, at in (("Own", (30.0, 120.0)), ("Other", (30.0, 128.0)))
    ]
    surface = _surface(anchors)
    places = led_places(anchors[0], 1.0, surface.footing)
    assert places is not None
    (costs,) = judge(anchors[:1], [places], surface, unit=1.0)
    own, other = (
        shapely.distance(shapely.box(*places.boxes.T), shapely.Point(a.at)) for a in anchors
    )
    free = np.isfinite(costs) & (surface.lines.under(places.boxes) == 0)
    charged = costs[free] - places.costs[free] > 1.0
    assert charged.any()
    assert np.array_equal(charged, other[free] < own[free])


def test_who_stands_in_the_way_is_known_wherever_all_stand() -> None:
    anchors = _anchors()
    surface = _surface(anchors)
    near = [near_places(a, 1.0, surface.footing) for a in anchors]
    led = [led_places(a, 1.0, surface.footing) for a in anchors]
    options = [a.followed_by(b) if b else a for a, b in zip(near, led, strict=True)]
    costs = judge(anchors, options, surface, unit=1.0)
    board = Board(list(map(spread_of, options, costs)), [a.rank for a in anchors])
    rng = np.random.default_rng(7)
    found = 0
    for _ in range(2):
        for label, spread in enumerate(board.spreads):
            board.seats[label] = int(rng.integers(-1, min(len(spread.costs), 40)))
        for label in rng.permutation(len(anchors))[:6].tolist():
            told = dict(board.hinderers(label))
            for seat in range(0, len(board.spreads[label].costs), 9):
                meant = {
                    k
                    for k, at in enumerate(board.seats)
                    if at >= 0 and k != label and _meet(board, label, seat, k, at)
                }
                assert {k for k, met in told.items() if met >> seat & 1} == meant
                found += len(meant)
    assert found > 100


def _meet(board: Board, label: int, seat: int, other: int, at: int) -> bool:
    """Tell by the geometry itself whether two labels in their places meet."""
    (box, lead), (box_, lead_) = (
        (board.spreads[k].boxes[place], board.spreads[k].leads[place])
        for k, place in ((label, seat), (other, at))
    )
    pad, line_pad = PAD_MM, LEAD_PAD_MM
    met = shapely.box(*(box + np.array([-pad, -pad, pad, pad]))).intersects(shapely.box(*box_))
    for line, area in ((lead, box_), (lead_, box)):
        if not np.isnan(line).any():
            wide = shapely.box(*(area + np.array([-line_pad, -line_pad, line_pad, line_pad])))
            met |= shapely.LineString(line).intersects(wide)
    if not np.isnan(lead).any() and not np.isnan(lead_).any():
        met |= shapely.LineString(lead).intersects(shapely.LineString(lead_))
    return bool(met)
