"""What holds, as values and as frames: both say the same."""

import numpy as np
import pandas as pd
import pytest

from layers.held import FeatureRow, hold_all
from layers.view import build_whole
from tests.layers.plates import see


@pytest.fixture(params=["at a date", "whole"])
def view(request, tiny_atlas):
    return see(tiny_atlas) if request.param == "at a date" else build_whole(tiny_atlas)


def test_values_and_frame_agree_column_by_column(view):
    assert any(len(layer.features) for layer in view.dated)
    for layer in view.layers:
        for name in FeatureRow._fields:
            values = pd.Series(layer.rows.column(name), dtype=object)
            frame = layer.features[name].astype(object).reset_index(drop=True)
            pd.testing.assert_series_equal(values, frame, check_names=False)


def test_only_what_has_a_place_is_placed(view):
    for layer in view.layers:
        geometry = layer.features.geometry
        there = layer.features["id"][~(geometry.isna() | geometry.is_empty)]
        assert [row.id for row in layer.rows.placed] == list(there)
        assert all(row.geometry is not None for row in layer.rows.placed)


def test_rows_are_those_of_their_layer_in_order_also_where_layers_mix(tiny_atlas):
    mixed = tiny_atlas.features.iloc[::-1].sort_values("id", kind="stable")
    layers = mixed["layer"].unique()
    assert len(layers) > 1
    assert (np.diff([list(layers).index(name) for name in mixed["layer"]]) < 0).any()
    whole = hold_all(mixed)
    for name in layers:
        assert whole.of(name).frame["id"].tolist() == mixed["id"][mixed["layer"] == name].tolist()


def test_a_layer_without_rows_has_an_empty_frame(tiny_atlas):
    rows = hold_all(tiny_atlas.features).of("no such layer")
    assert rows.placed == ()
    assert len(rows.frame) == 0
    assert {"holds", "throughout"} < set(rows.frame.columns)
