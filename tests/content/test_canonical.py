"""Every file is written in one way only, so that a change in it is a change in a fact."""

import re
import tomllib
from pathlib import Path

import pytest

from geo.atlas import Atlas
from geo.catalog import LayerSpec
from geo.formats.geojson import to_geojson
from geo.formats.table import to_csv, to_table
from geo.formats.texttable import read_table

RECORDS = ("people.csv", "statistics.csv", "conflicts.csv")
SETTINGS = ("catalog.toml", "sources.toml", "treaty.toml")


def test_a_layer_is_written_canonically(layer: LayerSpec, atlas: Atlas, data: Path) -> None:
    if layer.kind == "relief":
        assert layer.path.endswith(".png")
        return
    features = atlas.features[atlas.features["layer"] == layer.id]
    written = to_csv(features) if layer.path.endswith(".csv") else to_geojson(features)
    assert (data / layer.path).read_text("utf-8") == written


@pytest.mark.parametrize("file", RECORDS)
def test_a_table_is_written_canonically(file: str, data: Path) -> None:
    raw = (data / file).read_bytes()
    table, _ = read_table(raw, file=file, needed=["id"])
    assert raw.decode("utf-8") == to_table([table.header, *table.rows])


@pytest.mark.parametrize("file", SETTINGS)
def test_settings_have_no_trailing_space_and_end_in_one_newline(file: str, data: Path) -> None:
    text = (data / file).read_text("utf-8")
    assert tomllib.loads(text)
    assert not re.search(r"[ \t\r]$|\n\n\n", text, re.MULTILINE)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_events_stand_in_the_order_in_which_they_began(atlas: Atlas) -> None:
    events = atlas.features[atlas.features["layer"] == "events"]
    order = list(zip(events["start_earliest"], events["id"], strict=True))
    assert order == sorted(order)


def test_places_stand_in_the_order_of_their_ids(atlas: Atlas) -> None:
    places = list(atlas.features.loc[atlas.features["layer"] == "places", "id"])
    assert places == sorted(places)
