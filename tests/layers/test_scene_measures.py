"""What the sheet says about distance, direction and position is true on the page."""

import itertools
import math

import numpy as np
import pytest
from pyproj import Geod

from geo.extent import Extent
from layers.render.box import Box
from layers.render.graticule import build_graticule, choose_step, to_angle
from layers.render.plane import Plane, fit_plane, round_denominator
from layers.render.projection import choose_projection
from layers.render.scalebar import (
    LARGEST_VARIATION,
    bar_length_mm,
    build_north,
    build_scale,
    north_turn_deg,
    variation,
)
from layers.render.sheet import Text

FRAME = Box(12.0, 36.0, 150.0, 210.0)
SAKHALIN = Extent(139.5, 45.6, 147, 54.8)
REGION = Extent(105, 30, 150, 60)
MOSCOW_TOKYO = Extent(25, 28, 165, 68)
OKHA = Extent(142.35, 53.35, 143.25, 53.8)
FIVE_KM = Extent(142.9, 53.57, 142.975, 53.615)
BERING = Extent(170, 50, -170, 66)
WGS84 = Geod(ellps="WGS84")


def _kilometres(plane: Plane, a: tuple[float, float], b: tuple[float, float]) -> float:
    """The geodesic between two places of the page."""
    (lon1, lat1), (lon2, lat2) = plane.to_lonlat(np.array([a, b]))
    return float(WGS84.inv(lon1, lat1, lon2, lat2)[2]) / 1000


@pytest.mark.parametrize("extent", [SAKHALIN, OKHA, FIVE_KM, BERING])
@pytest.mark.parametrize("share", [0.15, 0.5, 0.85])
def test_the_bar_is_right_within_half_a_percent_where_scale_hardly_varies(
    extent: Extent, share: float
) -> None:
    plane = fit_plane(extent, FRAME)
    assert variation(plane) < LARGEST_VARIATION
    km = 30 * plane.denominator / 1e6
    length = bar_length_mm(plane, km)
    x, y = FRAME.left + share * FRAME.width, FRAME.top + share * FRAME.height
    ends = (x - length / 2, y), (x + length / 2, y)
    allowed = 0.005 if variation(plane) < 0.005 else LARGEST_VARIATION
    assert _kilometres(plane, *ends) == pytest.approx(km, rel=allowed)


@pytest.mark.parametrize("extent", [SAKHALIN, OKHA, FIVE_KM, BERING, REGION])
def test_the_bar_is_exact_in_the_middle_of_the_map(extent: Extent) -> None:
    plane = fit_plane(extent, FRAME)
    length = bar_length_mm(plane, 100.0)
    x, y = FRAME.center
    across = _kilometres(plane, (x - length / 2, y), (x + length / 2, y))
    assert across == pytest.approx(100.0, rel=1e-4)


def test_a_distance_on_the_ground_is_the_ratio_times_the_distance_on_the_page() -> None:
    plane = fit_plane(SAKHALIN, FRAME, lon_0=143)
    okha, katangli = plane.point(142.9528, 53.5949), plane.point(143.2283, 51.7068)
    ground = float(WGS84.inv(142.9528, 53.5949, 143.2283, 51.7068)[2])
    assert math.dist(okha, katangli) * plane.denominator / 1000 == pytest.approx(ground, rel=5e-3)


def test_a_bar_is_refused_where_scale_varies_by_more_than_a_twentieth() -> None:
    plane = fit_plane(MOSCOW_TOKYO, Box(0, 0, 260, 150))
    assert variation(plane) > LARGEST_VARIATION
    block = build_scale(plane, language="en", unit=1.0, width_mm=60, sheet="A4")
    said = " ".join(item.words for item in block.items if isinstance(item, Text))
    assert "versts" not in said
    assert said.count("°\u00a0N") == 3


def test_kilometres_and_versts_stand_under_each_other() -> None:
    plane = fit_plane(SAKHALIN, FRAME)
    block = build_scale(plane, language="en", unit=1.0, width_mm=60, sheet="A4")
    said = [item.words for item in block.items if isinstance(item, Text)]
    assert any(text.endswith(" km") for text in said)
    assert any(text.endswith(" versts") for text in said)


@pytest.mark.parametrize(
    ("extent", "kind"),
    [
        pytest.param(SAKHALIN, "tmerc", id="a north-south island"),
        pytest.param(OKHA, "tmerc", id="a town"),
        pytest.param(MOSCOW_TOKYO, "lcc", id="a wide region"),
        pytest.param(Extent(100, -20, 150, 20), "laea", id="over the equator"),
        pytest.param(Extent(-180, 62, 180, 90), "laea", id="a polar cap"),
        pytest.param(Extent(-180, -60, 180, 80), "eqearth", id="the world"),
        pytest.param(BERING, "lcc", id="over the antimeridian"),
    ],
)
def test_the_projection_suits_the_view(extent: Extent, kind: str) -> None:
    assert choose_projection(extent).kind == kind


def test_sakhalin_stands_upright_on_its_meridian() -> None:
    assert choose_projection(SAKHALIN, lon_0=143).lon_0 == 143


def test_a_meridian_outside_the_view_is_not_used() -> None:
    assert choose_projection(Extent(115.9, 39.6, 116.9, 40.2), lon_0=143).lon_0 == 116.4


def test_the_projection_is_named_in_words() -> None:
    said = choose_projection(MOSCOW_TOKYO).to_title("en")
    assert said.startswith("Lambert conformal conic, standard parallels 35° N and 61° N")


@pytest.mark.parametrize("extent", [SAKHALIN, REGION, MOSCOW_TOKYO, OKHA, FIVE_KM, BERING])
def test_the_whole_view_is_inside_the_frame(extent: Extent) -> None:
    plane = fit_plane(extent, FRAME)
    width, height = plane.size_of(extent)
    assert width <= FRAME.width + 1e-6
    assert height <= FRAME.height + 1e-6


def test_the_page_and_the_ground_are_each_others_inverse() -> None:
    plane = fit_plane(SAKHALIN, FRAME)
    places = np.array([[142.95, 53.59], [141.2, 46.1], [146.9, 50.0]])
    assert np.allclose(plane.to_lonlat(plane.to_page(places)), places, atol=1e-7)


@pytest.mark.parametrize(
    ("least", "rounded"), [(2_530_001, 2_600_000), (99_001, 100_000), (10_000, 10_000)]
)
def test_a_scale_is_rounded_up_to_two_figures(least: float, rounded: float) -> None:
    assert round_denominator(least) == pytest.approx(rounded)


@pytest.mark.parametrize(
    "extent",
    [
        pytest.param(MOSCOW_TOKYO, id="140 degrees"),
        pytest.param(REGION, id="45 degrees"),
        pytest.param(SAKHALIN, id="8 degrees"),
        pytest.param(OKHA, id="a degree"),
        pytest.param(FIVE_KM, id="5 km"),
        pytest.param(BERING, id="over the antimeridian"),
    ],
)
def test_the_graticule_can_be_counted(extent: Extent) -> None:
    graticule = build_graticule(fit_plane(extent, FRAME), unit=1.0)
    for axis in ("lon", "lat"):
        lines = sorted({c.seconds for c in graticule.crossings if c.axis == axis})
        assert 2 <= len(lines) <= 16
        steps = {(b - a) % (360 * 3600) for a, b in itertools.pairwise(lines)}
        assert min(steps) in {10, 20, 30, 60, 120, 300, 600, 900, 1800} | {
            3600 * d for d in (1, 2, 5, 10, 15, 20, 30)
        }


def test_a_line_of_the_graticule_meets_the_neatline_where_it_says() -> None:
    plane = fit_plane(SAKHALIN, FRAME)
    top = [c for c in build_graticule(plane, unit=1.0).crossings if c.side == "top"]
    assert top
    for crossing in top:
        lon, _ = plane.to_lonlat(np.array([[crossing.along, FRAME.top]]))[0]
        assert float(lon) == pytest.approx(crossing.seconds / 3600, abs=0.01)


def test_steps_grow_with_the_scale() -> None:
    chosen = [choose_step(mm, apart_mm=25) for mm in (90_000, 4000, 400, 40, 4, 1)]
    assert chosen == sorted(chosen)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(193500, "53°45′ N"), (180000, "50° N"), (-3630, "1°00′30″ S"), (1800, "0°30′ N")],
)
def test_angles_are_written_with_minutes_only_where_they_have_them(seconds: int, said: str) -> None:
    assert to_angle(seconds, "lat") == said


def test_north_is_up_on_the_central_meridian() -> None:
    turn, _ = north_turn_deg(fit_plane(SAKHALIN, FRAME, lon_0=143))
    assert abs(turn) < 0.5


def test_the_arrow_is_left_out_where_north_turns_too_much() -> None:
    assert build_north(fit_plane(MOSCOW_TOKYO, FRAME), language="en", unit=1.0) is None
    assert build_north(fit_plane(SAKHALIN, FRAME), language="en", unit=1.0) is not None
