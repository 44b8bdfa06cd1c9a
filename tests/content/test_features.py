"""Every feature has its own id, a date that can be read, and a place that makes sense."""

from typing import Any

import pytest
import shapely

from geo.atlas import Atlas
from geo.catalog import GEOMETRY_OF_KIND, LayerSpec
from geo.timespan import parse_edtf

COUNTRYWIDE_KM = 100


def test_a_feature_has_a_date_that_can_be_read(feature: dict[str, Any]) -> None:
    if feature["when"]:
        assert parse_edtf(feature["when"]).start_earliest == feature["start_earliest"]


def test_a_feature_has_a_valid_shape(feature: dict[str, Any]) -> None:
    assert feature["geometry"] is None or shapely.is_valid(feature["geometry"])


def test_a_point_says_how_well_it_is_known(feature: dict[str, Any]) -> None:
    shape = feature["geometry"]
    if isinstance(shape, shapely.Point):
        assert feature["precision_km"] > 0


def test_what_is_known_to_a_hundred_km_only_is_a_stand_in(feature: dict[str, Any]) -> None:
    assert not feature["precision_km"] >= COUNTRYWIDE_KM or feature["depiction"] == "proxy"


def test_every_shape_of_a_layer_is_valid(layer: LayerSpec, atlas: Atlas) -> None:
    shapes = atlas.features[atlas.features["layer"] == layer.id].geometry.dropna()
    assert shapes.is_valid.all()


def test_a_layer_states_the_extent_in_which_it_lies(layer: LayerSpec, atlas: Atlas) -> None:
    assert layer.extent is not None
    shapes = atlas.features[atlas.features["layer"] == layer.id].geometry.dropna()
    for west, south, east, north in shapes.bounds.to_numpy():
        assert layer.extent.contains(west, south)
        assert layer.extent.contains(east, north)


def test_no_two_things_have_the_same_id(atlas: Atlas) -> None:
    records = (*atlas.articles, *atlas.people, *atlas.statistics, *atlas.conflicts)
    ids = [*atlas.features["id"], *(record.id for record in records)]
    assert len(set(ids)) == len(ids)


def test_a_layer_holds_only_shapes_of_its_kind(layer: LayerSpec, atlas: Atlas) -> None:
    rows = atlas.features[atlas.features["layer"] == layer.id].geometry.dropna()
    assert set(rows.geom_type) <= GEOMETRY_OF_KIND[layer.kind]


def test_all_events_of_both_readings_are_there(atlas: Atlas) -> None:
    events = set(atlas.features.loc[atlas.features["layer"] == "events", "id"])
    first = {f"e{number:03}" for number in range(1, 121)}
    second = {f"e2-{number:02}" for number in range(1, 28)}
    assert first | second <= events


@pytest.mark.parametrize("field", ["k01", "k02", "k03", "k04", "k05", "k06", "k08"])
def test_an_oil_field_is_a_disc_of_its_stated_doubt(field: str, atlas: Atlas) -> None:
    row = atlas.row(field)
    assert row["geometry"].geom_type == "Point"
    assert row["precision_km"] >= 5


@pytest.mark.parametrize(
    "unplaced", ["k00", "k07", "k09", "k10", "nutovo", "uiglekuty", "rymnik", "baranov", "agnevo"]
)
def test_what_has_no_known_position_has_none_invented(unplaced: str, atlas: Atlas) -> None:
    assert atlas.row(unplaced)["geometry"] is None


def test_the_convention_is_the_central_event(atlas: Atlas) -> None:
    first = atlas.features[(atlas.features["layer"] == "events") & (atlas.features["rank"] == 1)]
    assert list(first["id"]) == ["e057"]


def test_no_concession_outlives_the_protocol_of_1944(atlas: Atlas) -> None:
    rows = atlas.features[atlas.features["layer"] == "concessions"]
    leased = rows[rows["category"].isin(["oil-concession", "coal-concession", "prospecting"])]
    dated = leased[leased["when"] != ""]
    assert (dated["end_latest"] <= parse_edtf("1944-03-30").end_latest).all()
