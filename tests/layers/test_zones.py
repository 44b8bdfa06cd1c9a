"""Zones: an area that ends at a coast reaches out to sea, and nowhere else."""

import numpy as np
import pytest
import shapely
from shapely import Polygon, box

from geo.extent import Extent
from layers.render.coordinates import STEP_DEG
from layers.render.outline import to_steps
from layers.render.zones import to_zones

# An island of two countries; the coast of the northern one has many bends, and it has a small plot.
BENDS = [(x / 50, 1.0 + 0.02 * (x % 2)) for x in range(50, -51, -1)]
ISLAND = Polygon([(-1, -1), (1, -1), (1, 0), *BENDS, (-1, 0)])
NORTH = Polygon([(-1, 0), (1, 0), *BENDS])
SOUTH = Polygon([(-1, -1), (1, -1), (1, 0), (-1, 0)])
PLOT = Polygon([(1, 0.5), (1, 0.503), (0.996, 0.503), (0.996, 0.5)])
COAST = Polygon([*ISLAND.exterior.coords[:3], (1, 0.5), (1, 0.503), *ISLAND.exterior.coords[3:]])
NOWHERE = (None, None, None, None)


def zones(*areas: Polygon) -> dict[int, shapely.Geometry]:
    """The zones of areas on the island, by their places."""
    made = to_zones(
        areas,
        within=[Extent(-2, -2, 2, 2)],
        land=ISLAND,
        coast=to_steps([COAST]),
        edges=[NOWHERE] * len(areas),
    )
    rings = [
        [np.array(run).reshape(-1, 2).cumsum(axis=0) * STEP_DEG for run in runs]
        for runs in made["runs"]
    ]
    return {int(k): Polygon(rings[zone][0], rings[zone][1:]) for k, zone in made["of"].items()}


@pytest.mark.parametrize("areas", [(NORTH, SOUTH), (PLOT,), (PLOT, NORTH, SOUTH)])
def test_a_zone_covers_its_area(areas: tuple[Polygon, ...]):
    for place, zone in zones(*areas).items():
        assert zone.intersection(areas[place]).area == pytest.approx(areas[place].area, rel=1e-3)


def test_a_zone_does_not_go_over_a_neighbour():
    north = zones(NORTH, SOUTH)[0]
    assert north.intersection(SOUTH).area == pytest.approx(0, abs=1e-4)


def test_a_zone_reaches_out_to_sea_at_every_bend_of_the_coast():
    sea = box(-1, 1, 1, 1.03).difference(ISLAND)
    assert zones(NORTH, SOUTH)[0].intersection(sea).area == pytest.approx(sea.area, rel=1e-2)


def test_a_zone_of_a_plot_keeps_to_its_borders_on_land():
    assert zones(PLOT)[0].intersection(ISLAND).area == pytest.approx(PLOT.area, rel=1e-3)


def test_a_zone_of_a_plot_reaches_no_further_than_the_plot_is_wide():
    west, _, east, _ = zones(PLOT)[0].bounds
    assert 1.003 < east < 1.004
    assert west == pytest.approx(0.996)


def test_the_same_area_at_two_times_has_one_zone():
    made = to_zones(
        [NORTH, NORTH],
        within=[Extent(-2, -2, 2, 2)],
        land=ISLAND,
        coast=to_steps([ISLAND]),
        edges=[NOWHERE] * 2,
    )
    assert (len(made["runs"]), made["of"]) == (1, {"0": 0, "1": 0})


def test_areas_far_from_a_finer_coast_have_none():
    made = to_zones(
        [NORTH],
        within=[Extent(10, 10, 12, 12)],
        land=ISLAND,
        coast=to_steps([ISLAND]),
        edges=[NOWHERE],
    )
    assert made == {"runs": [], "of": {}}
