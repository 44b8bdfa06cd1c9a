"""The view: a selection answered, the same for every renderer."""

import gc
from dataclasses import replace
from weakref import ref

import pytest

from geo.atlas import Atlas
from geo.selection import opening
from layers.style import INK_SOFT
from layers.view import build_view, build_whole


def view_at(atlas, date, **changes):
    return build_view(atlas, replace(opening(atlas.catalog), date=date, **changes))


def held(view):
    return {row["id"]: row["holds"] for layer in view.dated for _, row in layer.features.iterrows()}


def test_an_event_is_in_the_view_of_its_year_and_not_of_the_next(tiny_atlas):
    assert held(view_at(tiny_atlas, "1900"))["lease-signed"] == "certain"
    assert "lease-signed" not in held(view_at(tiny_atlas, "1901"))


def test_an_approximate_event_holds_possibly_in_the_year_before(tiny_atlas):
    assert held(view_at(tiny_atlas, "1904"))["first-boat"] == "possible"


def test_what_holds_possibly_can_be_left_out(tiny_atlas):
    assert "first-boat" not in held(view_at(tiny_atlas, "1904", possible=False))


def test_undated_things_are_in_no_view_of_a_date_but_in_the_whole(tiny_atlas):
    assert "no-date" not in held(view_at(tiny_atlas, "1910"))
    assert "no-date" in held(build_whole(tiny_atlas))


def test_the_whole_holds_every_dated_feature_once(tiny_atlas):
    ids = [i for layer in build_whole(tiny_atlas).layers for i in layer.features["id"]]
    assert sorted(ids) == sorted(tiny_atlas.features["id"])


def test_a_layer_that_is_not_asked_for_is_not_in_the_view(tiny_atlas):
    view = view_at(tiny_atlas, "1910", layers=frozenset({"events"}))
    assert [layer.spec.id for layer in view.dated] == ["events"]


def test_base_layers_carry_every_view(tiny_atlas):
    view = view_at(tiny_atlas, "1910", layers=frozenset())
    assert {layer.kind.name for layer in view.base} >= {"land", "relief"}
    assert not view.dated


def test_the_legend_counts_what_is_drawn_and_nothing_without_a_place(tiny_atlas):
    view = view_at(tiny_atlas, "1910-12")
    drawn = sum(int((~layer.features.geometry.isna()).sum()) for layer in view.dated)
    assert sum(e.certain + e.possible for e in view.legend) == drawn
    assert "no-place" in held(view)


def test_sources_are_numbered_by_first_use_and_each_once(tiny_atlas):
    ids = [source.id for source in view_at(tiny_atlas, "1900").sources]
    assert "toy-survey" in ids
    assert len(ids) == len(set(ids))


def test_a_preset_view_moves_the_extent_only(tiny_atlas):
    view = view_at(tiny_atlas, "1910")
    moved = view.at("harbour")
    assert moved.extent != view.extent
    assert moved.layers is view.layers


def test_an_unknown_preset_is_refused(tiny_atlas):
    with pytest.raises(KeyError, match="atlantis"):
        view_at(tiny_atlas, "1910").at("atlantis")


def test_a_name_falls_back_to_english_where_the_language_has_none(tiny_atlas):
    view = view_at(tiny_atlas, "1910", language="ru")
    assert view.title == "Игрушечный остров"
    assert view.at("harbour").view.title == {"en": "The harbour"}


def test_a_category_without_a_colour_is_drawn_in_ink(tiny_atlas):
    whole = build_whole(tiny_atlas)
    plots = next(layer for layer in whole.layers if layer.spec.id == "plots")
    assert {drawing.area.fill for drawing in plots.drawings.values()} == {INK_SOFT}


def test_the_base_of_the_map_is_made_once_for_each_of_many_atlases(tiny_atlas: Atlas):
    atlases = [replace(tiny_atlas, root=tiny_atlas.root / str(k)) for k in range(40)]
    first = [build_view(atlas, opening(atlas.catalog)).base[0].features for atlas in atlases]
    again = [build_view(atlas, opening(atlas.catalog)).base[0].features for atlas in atlases]
    assert all(a is b for a, b in zip(first, again, strict=True))


def test_the_base_of_the_map_goes_with_its_atlas(tiny_atlas: Atlas):
    atlas = replace(tiny_atlas, root=tiny_atlas.root / "gone")
    rows = ref(build_view(atlas, opening(atlas.catalog)).base[0].features)
    del atlas
    gc.collect()
    assert rows() is None
