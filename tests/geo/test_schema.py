"""The canonical frame."""

import geopandas as gpd

from geo.schema import COLUMNS, empty_features, is_undated, is_unplaced, join_features


def test_every_atlas_has_the_canonical_columns_in_order(tiny_atlas):
    assert tuple(tiny_atlas.features.columns) == COLUMNS


def test_an_empty_frame_has_the_types_of_a_full_one(tiny_atlas):
    assert dict(empty_features().dtypes) == dict(tiny_atlas.features.dtypes)


def test_joining_nothing_gives_an_empty_frame():
    joined = join_features([])
    assert isinstance(joined, gpd.GeoDataFrame)
    assert len(joined) == 0


def test_joined_rows_are_counted_anew(tiny_atlas):
    twice = join_features([tiny_atlas.features, empty_features(), tiny_atlas.features])
    assert list(twice.index) == list(range(2 * len(tiny_atlas.features)))


def test_what_has_no_date_is_undated(tiny_atlas):
    features = tiny_atlas.features
    assert list(features.loc[is_undated(features), "id"]) == ["no-date"]


def test_what_has_no_position_is_unplaced(tiny_atlas):
    features = tiny_atlas.features
    assert set(features.loc[is_unplaced(features), "id"]) == {"lost-village", "no-place"}
