"""What a catalog gives once it is read."""

import pytest

from geo.catalog import GEOMETRY_OF_KIND, PLAIN, localized
from geo.errors import CatalogError
from geo.extent import Extent
from layers.kinds import KINDS


def test_a_layer_is_found_by_its_id(tiny_atlas):
    assert tiny_atlas.catalog.layer("lease").kind == "area"


def test_a_layer_that_is_not_there_is_named_with_the_nearest(tiny_atlas):
    with pytest.raises(CatalogError, match="no layer 'leese'; did you mean 'lease'"):
        tiny_atlas.catalog.layer("leese")


def test_a_view_is_found_by_its_id(tiny_atlas):
    assert tiny_atlas.catalog.view_of("harbour").extent == Extent(-30.6, -0.1, -30.4, 0.1)


def test_a_view_that_is_not_there_is_named_with_the_nearest(tiny_atlas):
    with pytest.raises(CatalogError, match="no view 'harbor'; did you mean 'harbour'"):
        tiny_atlas.catalog.view_of("harbor")


def test_a_view_may_say_its_meridian_or_not(tiny_atlas):
    catalog = tiny_atlas.catalog
    assert (catalog.view_of("harbour").lon_0, catalog.view_of("island").lon_0) == (-30.5, None)


def test_a_layer_without_categories_has_one_without_a_name(tiny_atlas):
    assert tiny_atlas.catalog.layer("land").categories == (PLAIN,)


def test_a_text_that_is_missing_in_a_language_is_given_in_english():
    assert localized({"en": "Work", "ru": ""}, "ru") == "Work"


def test_every_kind_that_can_be_drawn_is_known_here_with_the_same_geometries():
    drawn = {name: kind.geometry_types for name, kind in KINDS.items()}
    assert drawn == dict(GEOMETRY_OF_KIND)
