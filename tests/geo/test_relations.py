"""What belongs together."""

from dataclasses import replace

import pytest

from geo.atlas import load_atlas
from geo.errors import AtlasError

EVENT = "a-fire,Fire,,,,{when},{lon},{lat},{km},work,certain,,3,Fire.,,toy-survey,{links},\n"


def _related_to_fire(tiny_root, *, when="1906", lon="-30", lat="0.4", km="1", links=""):
    path = tiny_root / "events.csv"
    row = EVENT.format(when=when, lon=lon, lat=lat, km=km, links=links)
    path.write_text(path.read_text("utf-8") + row, "utf-8")
    return load_atlas(tiny_root).places_of("a-fire")


def test_an_event_touches_the_area_in_which_it_lies(tiny_root):
    assert _related_to_fire(tiny_root) == ("north-lease",)


def test_an_event_does_not_touch_what_was_over_before(tiny_root):
    assert _related_to_fire(tiny_root, when="1925") == ()


def test_an_event_that_may_have_been_in_time_touches(tiny_root):
    assert _related_to_fire(tiny_root, when="1920/1922") == ("north-lease",)


def test_an_event_known_to_200_km_touches_nothing(tiny_root):
    assert _related_to_fire(tiny_root, km="200") == ()


def test_a_disc_larger_than_the_area_does_not_touch_it(tiny_root):
    assert _related_to_fire(tiny_root, km="80") == ()


def test_an_event_without_a_position_touches_nothing(tiny_root):
    assert _related_to_fire(tiny_root, lon="", lat="") == ()


def test_an_event_at_a_place_touches_it(tiny_root):
    assert "harbour" in _related_to_fire(tiny_root, lon="-30.5", lat="0.005", km="2")


def test_an_event_further_off_than_the_finer_precision_does_not_touch_the_place(tiny_root):
    assert "harbour" not in _related_to_fire(tiny_root, lon="-30.5", lat="0.05", km="50")


def test_an_event_of_unknown_precision_touches_what_is_at_the_same_spot(tiny_root):
    assert "harbour" in _related_to_fire(tiny_root, lon="-30.5", lat="0.004", km="")


def test_a_declared_link_needs_no_touch_and_comes_first(tiny_root):
    found = _related_to_fire(tiny_root, links="lost-village")
    assert found == ("lost-village", "north-lease")


def test_a_link_is_known_on_both_sides(tiny_atlas):
    assert "north-lease" in tiny_atlas.related["lease-signed"]
    assert "lease-signed" in tiny_atlas.related["north-lease"]


def test_a_place_knows_its_events(tiny_atlas):
    assert tiny_atlas.events_of("harbour") == ("first-boat", "lease-signed", "no-date")


def test_a_reconstructed_plot_is_touched_by_nothing(tiny_atlas):
    assert tiny_atlas.events_of("plot-1") == ()


def test_articles_know_their_features(tiny_atlas):
    assert [article.id for article in tiny_atlas.articles_of("north-lease")] == ["lease-article-1"]


def test_nothing_is_related_to_itself(tiny_atlas):
    assert all(key not in others for key, others in tiny_atlas.related.items())


def test_a_feature_is_found_by_its_id(tiny_atlas):
    assert tiny_atlas.row("harbour")["name"] == "Harbour Town"


def test_a_feature_that_is_not_there_is_named_with_the_nearest(tiny_atlas):
    with pytest.raises(AtlasError, match="no feature 'harbor'; did you mean 'harbour'"):
        tiny_atlas.row("harbor")


def test_two_atlases_are_never_compared_row_by_row(tiny_atlas):
    assert tiny_atlas != replace(tiny_atlas)
