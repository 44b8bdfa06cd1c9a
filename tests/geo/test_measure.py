import math

import geopandas as gpd
import pytest
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from geo.measure import (
    DESYATIN_KM2,
    VERST_KM,
    area_km2,
    length_km,
    to_acres,
    to_area_label,
    to_desyatins,
    to_hectares,
    to_length_label,
    to_square_versts,
)

EARTH_KM2 = 510_065_621.724  # surface of the WGS 84 ellipsoid
QUADRANT_KM = 10_001.965729  # from the equator to a pole along a meridian
EIGHTH_OF_EARTH = Polygon([(0, 0), (90, 0), (90, 90), (0, 90)])


def frame(*geometries, index=None):
    return gpd.GeoDataFrame(geometry=list(geometries), crs="EPSG:4326", index=index)


def test_an_eighth_of_the_earth_has_an_eighth_of_its_area():
    area = area_km2(frame(EIGHTH_OF_EARTH)).iloc[0]
    assert area == pytest.approx(EARTH_KM2 / 8, rel=1e-9)


def test_the_direction_in_which_a_ring_is_drawn_does_not_matter():
    areas = area_km2(frame(EIGHTH_OF_EARTH, EIGHTH_OF_EARTH.reverse()))
    assert areas[0] == pytest.approx(areas[1])


def test_a_hole_is_not_counted_whichever_way_it_is_drawn():
    whole, hole = box(142, 50, 144, 52), box(142.5, 50.5, 143, 51)
    ring = list(hole.exterior.coords)
    areas = area_km2(
        frame(
            whole,
            hole,
            Polygon(whole.exterior.coords, [ring]),
            Polygon(whole.exterior.coords, [ring[::-1]]),
        )
    )
    assert areas[2] == pytest.approx(areas[0] - areas[1])
    assert areas[3] == pytest.approx(areas[2])


def test_the_parts_of_a_country_are_added_up():
    parts = box(142, 50, 143, 51), box(145, 44, 146, 45)
    areas = area_km2(frame(*parts, MultiPolygon(parts)))
    assert areas[2] == pytest.approx(areas[0] + areas[1])


def test_a_collection_in_a_collection_is_measured_too():
    island = box(142, 50, 143, 51)
    nested = GeometryCollection([Point(0, 0), GeometryCollection([island])])
    areas = area_km2(frame(island, nested))
    assert areas[1] == pytest.approx(areas[0])


@pytest.mark.parametrize("measure", [area_km2, length_km])
def test_what_has_no_geometry_has_no_measure(measure):
    assert math.isnan(measure(frame(None)).iloc[0])


def test_a_railway_has_no_area():
    assert area_km2(frame(LineString([(142, 50), (143, 51)]))).iloc[0] == 0


def test_a_country_has_no_length():
    assert length_km(frame(box(142, 50, 143, 51))).iloc[0] == 0


def test_a_line_from_equator_to_pole_is_a_quadrant_long():
    assert length_km(frame(LineString([(0, 0), (0, 90)]))).iloc[0] == pytest.approx(QUADRANT_KM)


@pytest.mark.parametrize("measure", [area_km2, length_km])
def test_measures_keep_the_index_of_the_features(measure):
    measured = measure(frame(Point(0, 0), None, index=["okha", "nowhere"]))
    assert list(measured.index) == ["okha", "nowhere"]


def test_measuring_an_empty_frame_gives_an_empty_series_of_numbers():
    assert area_km2(frame()).dtype == "float64"


def test_a_verst_is_1066_8_metres():
    assert pytest.approx(1.0668) == VERST_KM


def test_a_desyatin_is_a_little_over_a_hectare():
    assert to_hectares(DESYATIN_KM2) == pytest.approx(1.09254, abs=5e-6)


def test_the_concession_of_a_thousand_square_versts_was_281_thousand_acres():
    assert to_acres(1000 / to_square_versts(1)) == pytest.approx(281_000, abs=500)


def test_a_plot_of_fifteen_desyatins_was_16_4_hectares():
    assert to_hectares(15 / to_desyatins(1)) == pytest.approx(16.4, abs=0.05)


@pytest.mark.parametrize(
    ("area", "language", "label"),
    [
        pytest.param(1138.06, "en", "1,138 km² = 1,000 square versts", id="a tract"),
        pytest.param(38_024.6, "en", "38,020 km² = 33,410 square versts", id="four digits only"),
        pytest.param(0.163881, "en", "16.39 ha = 15 desyatins", id="a plot"),
        pytest.param(0.0, "en", "0 ha = 0 desyatins", id="nothing"),
        pytest.param(1138.06, "ru", "1\u00a0138 км² = 1\u00a0000 кв. вёрст", id="in Russian"),
        pytest.param(0.163881, "ru", "16,39 га = 15 дес.", id="a Russian decimal comma"),
        pytest.param(1138.06, "ja", "1,138 km² = 1,000平方露里", id="in Japanese"),
        pytest.param(1138.06, "zh", "1,138平方公里 = 1,000平方俄里", id="in Chinese"),
        pytest.param(1138.06, "fr", "1,138 km² = 1,000 square versts", id="else in English"),
    ],
)
def test_an_area_is_said_in_our_units_and_in_those_of_the_time(area, language, label):
    assert to_area_label(area, language=language) == label


def test_the_oil_belt_of_400_versts_is_said_in_kilometres_too():
    assert to_length_label(426.72, language="ru") == "426,7 км = 400 вёрст"
