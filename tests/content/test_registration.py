"""Control ends exactly where the land of the map's scale does, and no line is drawn at a data limit."""

import numpy as np
import pytest
import shapely

from geo.atlas import Atlas
from geo.extent import Extent
from geo.selection import Selection
from layers.render.fitting import fit_plan
from layers.render.frame import PlateOptions
from layers.render.ground import build_ground, request_ground
from layers.render.marks import draw_layers
from layers.render.outline import cut_edges
from layers.render.payload import to_payload
from layers.render.plane import Plane
from layers.render.shore import Shore
from layers.render.territory import Held, Territory, place_territory
from layers.view import MapView, build_view, build_whole
from tests.layers.plates import print_sheet, words

EXTENTS = {
    "the region": Extent(105, 30, 150, 60),
    "Sakhalin": Extent(139.5, 45.6, 147, 54.8),
    "Okha": Extent(142.35, 53.35, 143.25, 53.8),
    "five kilometres of a spit": Extent(143.0, 53.6, 143.075, 53.645),
}


def _see(atlas: Atlas, extent: Extent, date: str = "1926") -> MapView:
    layers = frozenset(spec.id for spec in atlas.catalog.layers)
    return build_view(atlas, Selection(date=date, layers=layers, view="region", extent=extent))


def _ground(view: MapView) -> tuple[Plane, Shore]:
    _, plan = fit_plan(view, PlateOptions())
    request = request_ground(plan.plane, view.base, unit=plan.unit, root=view.root)
    return plan.plane, build_ground(request).shore


def _territories(view: MapView, plane: Plane, shore: Shore) -> dict[str, Territory]:
    control = next(layer for layer in view.dated if layer.spec.id == "control")
    cut = cut_edges(control.features.geometry)
    return {
        str(row.id): place_territory(plane, Held(row.geometry), shore, cut)
        for row in control.rows.placed
        if "Polygon" in row.geometry.geom_type
    }


@pytest.mark.parametrize("name", EXTENTS)
def test_no_control_lies_in_the_sea_at_any_scale(name: str, atlas: Atlas) -> None:
    view = _see(atlas, EXTENTS[name])
    plane, shore = _ground(view)
    areas = [t.area for t in _territories(view, plane, shore).values() if t.area]
    assert areas
    outside = shapely.difference(shapely.union_all(areas), shore.land)
    assert outside.area == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("name", ["Okha", "five kilometres of a spit"])
def test_control_reaches_the_fine_coast_and_its_islets(name: str, atlas: Atlas) -> None:
    view = _see(atlas, EXTENTS[name])
    plane, shore = _ground(view)
    held = shapely.union_all([t.area for t in _territories(view, plane, shore).values()])
    assert shapely.difference(shore.land, held).area < 0.01  # square millimetres


def test_the_halves_of_the_island_do_not_lie_over_one_another_at_a_large_scale(
    atlas: Atlas,
) -> None:
    view = _see(atlas, Extent(142.0, 49.9, 142.4, 50.1))
    found = _territories(view, *_ground(view))
    north, south = found["control-sakhalin-north-ussr"].area, found["control-karafuto"].area
    assert shapely.intersection(north, south).area < 0.01


def test_only_the_parallel_is_a_border_on_sakhalin(atlas: Atlas) -> None:
    view = _see(atlas, EXTENTS["Sakhalin"])
    plane, shore = _ground(view)
    edges = _territories(view, plane, shore)["control-karafuto"].edges
    assert edges
    latitudes = plane.to_lonlat(np.array([point for strand in edges for point in strand]))[:, 1]
    assert latitudes == pytest.approx(50.0, abs=0.02)


@pytest.mark.parametrize("year", ["1906", "1921", "1926", "1944"])
def test_nothing_is_drawn_where_our_knowledge_ends(year: str, atlas: Atlas) -> None:
    view = _see(atlas, Extent(85, 25, 165, 75), year)
    plane, shore = _ground(view)
    for name, territory in _territories(view, plane, shore).items():
        for strand in territory.edges or ():
            lonlat = plane.to_lonlat(np.array(strand))
            on_limit = (np.abs(lonlat[:, 0] - 100) < 0.01) | (np.abs(lonlat[:, 1] - 65) < 0.01)
            assert not (on_limit[:-1] & on_limit[1:]).any(), name


def test_the_tint_dies_away_towards_the_limit(atlas: Atlas) -> None:
    view = _see(atlas, Extent(85, 25, 165, 75))
    plane, shore = _ground(view)
    ussr = _territories(view, plane, shore)["control-ussr"]
    shares = [share for _, share in ussr.fading]
    assert shares == sorted(shares)
    assert shares[0] < 0.1
    at = shapely.Point(plane.point(100.1, 60.0))
    assert not ussr.full.intersects(at)
    assert ussr.full.intersects(shapely.Point(plane.point(104.0, 60.0)))


def test_the_sheet_says_where_control_ends(atlas: Atlas) -> None:
    view = _see(atlas, Extent(85, 25, 140, 70))
    _, plan = fit_plan(view, PlateOptions())
    marks = draw_layers(view.dated, plan.plane, unit=1.0, language="en")
    assert {("west", 100.0), ("north", 65.0)} <= set(marks.limits["Control"])
    assert "Control: nothing is shown west of 100° E" in " ".join(
        words(print_sheet(view), "imprint")
    )


def test_a_sheet_without_a_limit_says_nothing_of_it(atlas: Atlas) -> None:
    view = _see(atlas, EXTENTS["Sakhalin"])
    _, plan = fit_plan(view, PlateOptions())
    assert not draw_layers(view.dated, plan.plane, unit=1.0, language="en").limits


def test_the_screen_gets_zones_that_a_finer_coast_can_cut(atlas: Atlas) -> None:
    features = to_payload(build_whole(atlas), atlas)["features"]
    zones = [
        shapely.union_all(
            [shapely.Polygon(np.array(run).reshape(-1, 2).cumsum(axis=0) * 1e-5) for run in runs]
        )
        for runs in features["zones"]["runs"]
    ]
    of = {features["id"][int(k)]: zones[zone] for k, zone in features["zones"]["of"].items()}
    north, south = of["control-sakhalin-north-ussr"], of["control-karafuto"]
    fine = atlas.features[atlas.features["layer"] == "sakhalin-fine"].geometry.iloc[0]
    overlap = shapely.intersection(shapely.intersection(north, south), fine)
    assert overlap.area < 1e-5
    assert shapely.difference(fine, shapely.union(north, south)).area < 1e-5
    assert of["control-sakhalin-north-occupied"].equals(north)
