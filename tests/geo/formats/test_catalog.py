"""A catalog read by itself."""

import pytest

from geo.errors import InvalidDataError
from geo.formats.catalog import load_catalog


def test_a_sound_catalog_is_loaded_whole(tiny_root, tiny_atlas):
    assert load_catalog(tiny_root / "catalog.toml") == tiny_atlas.catalog


def test_a_catalog_with_a_mistake_is_refused(spoil):
    root = spoil("catalog.toml", 'kind = "event"', 'kind = "events"')
    with pytest.raises(InvalidDataError, match="did you mean 'event'"):
        load_catalog(root / "catalog.toml")


def test_a_catalog_without_layers_is_refused(tiny_root):
    path = tiny_root / "catalog.toml"
    path.write_text(path.read_text("utf-8").partition("[[layer]]")[0], "utf-8")
    with pytest.raises(InvalidDataError, match="an atlas needs at least one"):
        load_catalog(path)


def test_a_tint_is_a_share_of_the_colour(spoil):
    root = spoil("catalog.toml", 'color = "', 'tint = 1.5\ncolor = "')
    with pytest.raises(InvalidDataError, match=r"'tint' is 1[.]5; expected a share of the colour"):
        load_catalog(root / "catalog.toml")
