"""The land is where it is, the coast is one line, and control ends where the land does."""

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from PIL import Image
from pyproj import Geod

from geo.formats.geojson import read_geojson, to_geojson
from geo.timespan import day_of

GEOD = Geod(ellps="WGS84")
REGION = (100, 20, 170, 65)
WATERS_OF_SAKHALIN = shapely.box(141.6, 45.85, 144.8, 54.45)
EXTENTS = {
    "control": REGION,
    "halves": (141, 45.85, 144.8, 54.45),
    "lakes": REGION,
    "land": (-180, -60, 180, 84),
    "plots": (142.8, 53.5, 143.1, 53.7),
    "rivers": REGION,
    "sakhalin": WATERS_OF_SAKHALIN.bounds,
    "sakhalin_fine": WATERS_OF_SAKHALIN.bounds,
    "water_names": REGION,
}
SAKHALIN = ("sakhalin", "sakhalin_fine")
ON_SAKHALIN = {
    "Okha": (142.9528, 53.5949),
    "Nogliki": (143.1365, 51.7968),
    "Katangli": (143.2283, 51.7068),
    "Aleksandrovsk": (142.1634, 50.8963),
    "Due": (142.11, 50.84),
    "Toyohara": (142.7356, 46.9543),
}
ON_LAND = {
    "Peking": (116.3972, 39.9075),
    "Tokyo": (139.69, 35.69),
    "Vladivostok": (131.8735, 43.1056),
    "Dairen": (121.6022, 38.9122),
    "Chita": (113.4912, 52.0431),
    "Moscow": (37.6178, 55.752),
    "Washington": (-77.0369, 38.9072),
    "Yalta": (34.1662, 44.5022),
    "Portsmouth": (-70.7577, 43.077),
    "St Petersburg": (30.3141, 59.9386),
}
IN_WATER = {
    "the Piltun lagoon": (143.2, 53.05),
    "the bay of Urkt": (142.988, 53.621),
    "the Tatar Strait": (141.0, 49.0),
    "the Sea of Okhotsk": (149.0, 54.0),
}
HOLDERS = {
    # who holds Northern Sakhalin, Southern Sakhalin, Chita and Harbin at the turn of a year
    1860: ("shared", "shared", "", "china"),
    1904: ("russia", "russia", "russia", "china"),
    1912: ("russia", "japan", "russia", "china"),
    1922: ("japan-occupation", "japan", "fer", "china"),
    1925: ("japan-occupation", "japan", "ussr", "china"),
    1926: ("ussr", "japan", "ussr", "china"),
    1935: ("ussr", "japan", "ussr", "manchukuo"),
    1948: ("ussr", "ussr", "ussr", "china"),
}
PROBES = ((143.0, 52.0), (142.7, 47.0), (113.4912, 52.0431), (126.65, 45.75))


def _raw(data: Path, layer: str) -> bytes:
    return (data / "layers" / f"{layer}.geojson").read_bytes()


@pytest.fixture(scope="module")
def layers(data: Path) -> Mapping[str, gpd.GeoDataFrame]:
    return {
        name: read_geojson(_raw(data, name), file=name, layer=name)[0].set_index("id")
        for name in EXTENTS
    }


@pytest.fixture(scope="module")
def land(layers: Mapping[str, gpd.GeoDataFrame]) -> shapely.Geometry:
    shapes = [*layers["land"].geometry, *layers["sakhalin"].geometry]
    whole = shapely.MultiPolygon([p for shape in shapes for p in shapely.get_parts(shape)])
    shapely.prepare(whole)
    return whole


def _area_km2(shape: shapely.Geometry) -> float:
    return abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(shape))[0]) / 1e6


@pytest.mark.parametrize("grade", SAKHALIN)
def test_sakhalin_is_as_large_as_it_is(grade, layers):
    (island,) = layers[grade].geometry
    assert _area_km2(island) == pytest.approx(74_200, rel=0.01)


@pytest.mark.parametrize("grade", SAKHALIN)
@pytest.mark.parametrize("place", ON_SAKHALIN)
def test_towns_of_sakhalin_stand_on_it(place, grade, layers):
    (island,) = layers[grade].geometry
    assert island.contains(shapely.Point(ON_SAKHALIN[place]))


@pytest.mark.parametrize("place", ON_LAND)
def test_cities_of_the_story_stand_on_land(place, land):
    assert land.contains(shapely.Point(ON_LAND[place]))


@pytest.mark.parametrize("place", IN_WATER)
def test_waters_are_not_land(place, land):
    assert not land.contains(shapely.Point(IN_WATER[place]))


@pytest.mark.parametrize("grade", SAKHALIN)
def test_the_piltun_lagoon_is_open_at_every_scale(grade, layers):
    (island,) = layers[grade].geometry
    assert not island.contains(shapely.Point(IN_WATER["the Piltun lagoon"]))


def test_sakhalin_alone_lies_in_its_waters(layers):
    assert not any(layers["land"].geometry.intersects(WATERS_OF_SAKHALIN))


def test_the_fine_coast_differs_from_the_coarse_by_a_sliver_only(layers):
    (coarse,), (fine,) = (layers[name].geometry for name in SAKHALIN)
    assert _area_km2(coarse.symmetric_difference(fine)) < 100


def test_the_fine_coast_has_more_of_the_coast(layers):
    (coarse,), (fine,) = (layers[name].geometry for name in SAKHALIN)
    assert shapely.get_num_coordinates(fine) > 2 * shapely.get_num_coordinates(coarse)


def test_parts_of_the_land_do_not_lie_over_one_another(layers):
    shapes = [*layers["land"].geometry, *layers["sakhalin"].geometry]
    together = shapely.union_all(shapes).area
    assert together == pytest.approx(sum(shape.area for shape in shapes), rel=1e-9)


def test_no_seam_runs_through_asia(layers):
    seam = shapely.LineString([(100, 25), (100, 65), (169, 65)])
    outline = shapely.union_all(layers["land"].geometry).boundary
    assert outline.intersection(seam).length == 0


def test_the_island_is_cut_at_exactly_fifty_degrees(layers):
    north, south = layers["halves"].geometry.loc[["half-north", "half-south"]]
    assert north.bounds[1] == 50.0
    assert south.bounds[3] == 50.0


def test_both_halves_and_moneron_make_the_island(layers):
    (island,) = layers["sakhalin"].geometry
    halves = shapely.union_all(layers["halves"].geometry)
    assert _area_km2(island.difference(halves)) < 0.5
    assert _area_km2(halves.difference(island)) < 30


def test_the_border_has_a_vertex_every_few_kilometres(layers):
    edge = shapely.get_coordinates(layers["halves"].geometry["half-north"])
    longitudes = sorted(set(edge[edge[:, 1] == 50.0][:, 0]))
    assert max(b - a for a, b in itertools.pairwise(longitudes)) <= 0.1


@pytest.mark.parametrize("name", EXTENTS)
def test_every_shape_is_valid(name, layers):
    assert layers[name].geometry.is_valid.all()


@pytest.mark.parametrize("name", EXTENTS)
def test_a_layer_lies_in_its_extent(name, layers):
    assert shapely.box(*EXTENTS[name]).contains(shapely.box(*layers[name].total_bounds))


@pytest.mark.parametrize("name", EXTENTS)
def test_a_derived_file_is_written_in_the_one_canonical_way(name, data):
    raw = _raw(data, name)
    features, problems = read_geojson(raw, file=name, layer=name)
    assert not problems
    assert to_geojson(features).encode() == raw


def test_no_control_reaches_into_the_sea(layers, land):
    for identifier, area in layers["control"].geometry.items():
        if area.geom_type != "Point":
            assert _area_km2(area.difference(land)) < 2, identifier


def test_no_land_of_the_story_is_left_without_a_holder(layers, land):
    window = shapely.box(120, 38, 148, 55)
    held = shapely.union_all(layers["control"].geometry[lambda g: g.geom_type != "Point"])
    assert _area_km2(shapely.difference(land.intersection(window), held)) < 100


@pytest.mark.parametrize("year", HOLDERS)
def test_each_place_has_the_holder_of_the_year(year, layers):
    control, day = layers["control"], day_of(year, 1, 1)
    held = control[(control.start_earliest <= day) & (control.end_latest >= day)]
    held = held[held.category != "claim"]
    found = [
        "+".join(held.category[held.geometry.contains(shapely.Point(probe))]) for probe in PROBES
    ]
    expected = HOLDERS[year]
    assert found == [want or got for want, got in zip(expected, found, strict=True)]


def test_the_far_eastern_republic_claims_what_japan_occupies(layers):
    control = layers["control"].geometry
    claim, held = (control[f"control-sakhalin-north-{x}"] for x in ("fer-claim", "occupied"))
    assert claim.equals(held)


def test_kwantung_is_about_as_large_as_stated(layers):
    assert _area_km2(layers["control"].geometry["control-kwantung-japan"]) == pytest.approx(
        3_367, rel=0.1
    )


def test_what_rests_on_general_knowledge_alone_is_uncertain(layers):
    control = layers["control"]
    alone = control[control.sources.map(lambda ids: ids == ("general-knowledge",))]
    assert set(alone.certainty) == {"uncertain"}


def test_the_tym_and_the_poronai_reach_the_sea(layers):
    (island,) = layers["sakhalin"].geometry
    for river in ("river-tym", "river-poronai"):
        assert layers["rivers"].geometry[river].distance(island.boundary) < 0.06


def test_no_river_leaves_the_land(layers, land):
    for identifier, river in layers["rivers"].geometry.items():
        assert river.difference(land).length < 0.02 * river.length, identifier


def test_no_reservoir_of_later_years_is_a_lake(layers):
    bratsk, supung = shapely.Point(101.9, 55.5), shapely.Point(125.1, 40.6)
    assert not layers["lakes"].geometry.contains(bratsk).any()
    assert not layers["lakes"].geometry.contains(supung).any()


def test_names_of_waters_are_lettered_in_the_water(layers, land):
    for identifier, line in layers["water_names"].geometry.items():
        assert line.intersection(land).length < line.length / 2, identifier


def test_the_relief_covers_the_region_in_equal_degrees(data):
    west, south, east, north = REGION
    with Image.open(data / "layers" / "relief.png") as picture:
        assert picture.width / picture.height == pytest.approx(
            (east - west) / (north - south), rel=1e-3
        )


def test_both_reliefs_shade_sakhalin(data):
    cuts = {"relief": REGION, "relief_sakhalin": (128, 42, 156, 58)}
    for name, (west, south, east, north) in cuts.items():
        with Image.open(data / "layers" / f"{name}.png") as picture:
            width, height = picture.size
            x = [round((lon - west) / (east - west) * width) for lon in (142.2, 143.4)]
            y = [round((north - lat) / (north - south) * height) for lat in (51.5, 50.0)]
            shades = picture.crop((x[0], y[0], x[1], y[1])).getextrema()
        darkest, lightest = shades
        assert darkest < 110, name
        assert lightest > 146, name


def test_what_is_shipped_stays_small(data):
    budgets = {"land": 300, "sakhalin_fine": 200, "control": 700, "rivers": 100}
    for layer, kilobytes in budgets.items():
        assert len(_raw(data, layer)) < kilobytes * 1000


@pytest.mark.slow
def test_rebuilding_gives_the_committed_files(data, tmp_path):
    cache = Path(os.environ.get("ATLAS_BUILD_CACHE", data.parent / "build-cache"))
    if not cache.exists():
        pytest.skip(f"no packages in {cache}; run make data, or set ATLAS_BUILD_CACHE")
    if shutil.which("dpkg-deb") is None:
        pytest.skip("two of the packages are Debian's, and there is no dpkg-deb to read them")
    recipe = data / "build" / "all.py"
    command = [sys.executable, recipe, "--cache", cache, "--out", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "MissingPackageError" in done.stderr:
        pytest.skip(done.stderr.splitlines()[-1])
    assert done.returncode == 0, done.stderr
    made = sorted(file.name for file in tmp_path.iterdir())
    changed = [f for f in made if (tmp_path / f).read_bytes() != (data / "layers" / f).read_bytes()]
    assert made
    assert changed == []
