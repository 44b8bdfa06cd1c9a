"""A visitor's file joined to an atlas: everything the atlas's own rows have, and nothing of theirs changed."""

from dataclasses import replace

import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal

from geo.brought import change, examine, join
from geo.brought.clock import years_of
from geo.doctor import Recipe
from geo.holding import select
from geo.mentions import read_notes
from geo.publish.package import to_package
from geo.schema import COLUMNS
from geo.timespan import parse_edtf
from tests.brought.conftest import TOWNS


@pytest.fixture(scope="module")
def joined(tiny_atlas, shown):
    return join(tiny_atlas, [shown])


def own(atlas, number=1):
    return atlas.features[atlas.features["layer"] == f"yours-{number}"]


def test_the_atlas_itself_is_not_changed(tiny_atlas, joined):
    before = len(tiny_atlas.features)
    assert_geodataframe_equal(joined.features.iloc[:before], tiny_atlas.features)
    assert "yours-1" not in {spec.id for spec in tiny_atlas.catalog.layers}
    assert list(joined.features.columns) == list(COLUMNS)


def test_with_nothing_to_join_it_is_the_same_atlas(tiny_atlas):
    assert join(tiny_atlas, []) is tiny_atlas


def test_every_row_that_opens_joins_also_without_a_position(joined, towns):
    assert len(own(joined)) == len(towns.diagnosis.frame) == 4
    assert own(joined)["name"].to_list() == ["Harbour", "Mine", "Ferry", "Camp"]
    assert own(joined).geometry.isna().to_list() == [False, False, False, True]


def test_its_rows_are_found_by_date_like_all_others(joined):
    held = select(joined.features, when=parse_edtf("1921"), layers=frozenset({"yours-1"}))
    assert held["name"].to_list() == ["Harbour", "Mine"]


def test_ids_do_not_meet_those_of_the_atlas(tiny_atlas):
    same = tiny_atlas.features["id"].iloc[0]
    file = replace(examine(1, "a.csv", f"id,name,when\n{same},X,1905\n".encode()), is_shown=True)
    atlas = join(tiny_atlas, [file])
    assert atlas.features["id"].is_unique
    assert atlas.row(f"yours-1/{same}")["name"] == "X"


def test_two_files_with_the_same_ids_stand_side_by_side(tiny_atlas):
    files = [
        replace(examine(n, "a.csv", b"id,name,when\nx,X,1905\n"), is_shown=True) for n in (1, 2)
    ]
    atlas = join(tiny_atlas, files)
    assert [atlas.row(f"yours-{n}/x")["layer"] for n in (1, 2)] == ["yours-1", "yours-2"]


def test_what_a_row_cites_is_a_source_and_so_is_the_file(joined):
    ferry = own(joined).set_index("name").loc["Ferry"]
    cited = [joined.sources[key] for key in ferry["sources"]]
    assert [source.title for source in cited] == [
        "https://example.org/ferry",
        "Uploaded by you: my towns.csv",
    ]
    assert cited[0].url == "https://example.org/ferry"
    assert all(source.reliability == "" for source in cited)


def test_a_row_may_cite_a_source_of_the_atlas_by_its_id(tiny_atlas):
    known = next(iter(tiny_atlas.sources))
    file = replace(
        examine(1, "a.csv", f"name,when,source\nX,1905,{known}\n".encode()), is_shown=True
    )
    assert own(join(tiny_atlas, [file]))["sources"].iloc[0] == (known, "yours-1")


def test_a_note_names_what_its_row_cites_and_nothing_else(tiny_atlas):
    raw = b"name,lon,lat,note,source\nInn,1,2,[Smith 1930] [toy-survey] [x9],Smith 1930\n"
    atlas = join(tiny_atlas, [replace(examine(1, "inn.csv", raw), is_shown=True)])
    _, (note,) = read_notes(atlas, own(atlas))
    assert note.numbered() == "[1] [toy-survey] [x9]"
    assert [atlas.sources[name].title for name in note.sources] == [
        "Smith 1930",
        "Uploaded by you: inn.csv",
    ]


def test_a_package_that_comes_back_names_its_own_sources_in_its_notes(tiny_atlas):
    features = tiny_atlas.features
    notes = features["note"].mask(features["id"] == "harbour", "Doubted [toy-gazette].")
    brought = replace(tiny_atlas, features=features.assign(note=notes))
    raw = to_package(brought, brought.features)
    atlas = join(tiny_atlas, [replace(examine(1, "toy.datapackage.zip", raw), is_shown=True)])
    rows = atlas.features[atlas.features["id"].str.endswith("/harbour")]
    _, (note,) = read_notes(atlas, rows)
    assert note.numbered() == "Doubted [2]."
    assert atlas.sources[note.sources[1]].title == "Toy Gazette"


def test_each_category_has_a_look_of_its_own(joined):
    categories = joined.catalog.layer("yours-1").categories
    assert {category.title["en"] for category in categories} == {"town", "mine", "–"}
    assert len({(c.color, c.symbol, c.pattern) for c in categories}) == 3


def test_what_was_written_as_category_stays_on_the_card(joined):
    mine = own(joined).set_index("name").loc["Mine"]
    assert ("Type", "mine") in mine["details"]


def test_many_categories_share_the_last_look(tiny_atlas):
    rows = "".join(f"N{n},1905,kind {n}\n" for n in range(40))
    file = replace(examine(1, "a.csv", f"name,when,type\n{rows}".encode()), is_shown=True)
    atlas = join(tiny_atlas, [file])
    assert len(atlas.catalog.layer("yours-1").categories) == 12
    assert (own(atlas)["category"] == "others").sum() == 29
    assert ("type", "kind 39") in own(atlas)["details"].iloc[39]


def test_the_clock_widens_to_dates_outside_it(tiny_atlas, joined):
    assert tiny_atlas.catalog.first_year > 1850
    assert tiny_atlas.catalog.last_year < 1960
    assert (joined.catalog.first_year, joined.catalog.last_year) == (1850, 1960)


def test_an_open_end_does_not_widen_the_clock():
    file = examine(1, "a.csv", b"name,when\nX,1903/..\nY,../1907\n")
    assert years_of(file.diagnosis.frame) == (1903, 1907)


def test_a_row_without_a_name_is_called_by_its_row(tiny_atlas):
    file = replace(examine(1, "a.csv", b"name,when,lon,lat\n,1905,1,2\n"), is_shown=True)
    assert own(join(tiny_atlas, [file]))["name"].to_list() == ["row-2"]


def test_links_lead_to_rows_of_the_same_file_and_others_stay_text(tiny_atlas):
    raw = b"id,name,when,links\na,A,1905,b;elsewhere\nb,B,1905,\n"
    atlas = join(tiny_atlas, [replace(examine(1, "a.csv", raw), is_shown=True)])
    first = own(atlas).iloc[0]
    assert first["links"] == ("yours-1/b",)
    assert ("links (in the file)", "elsewhere") in first["details"]
    assert atlas.related["yours-1/b"] == ("yours-1/a",)


def test_points_of_one_row_each_have_a_mark(tiny_atlas):
    raw = b'{"type":"Feature","properties":{"name":"Twins","when":"1905"},"geometry":{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}}'
    rows = own(join(tiny_atlas, [replace(examine(1, "a.geojson", raw), is_shown=True)]))
    assert rows.geom_type.to_list() == ["Point", "Point"]
    assert [(p.x, p.y) for p in rows.geometry] == [(1, 2), (3, 4)]
    assert rows["id"].is_unique


def test_points_lines_and_areas_may_be_in_one_layer(tiny_atlas):
    raw = (
        b'name,when,wkt\nP,1905,POINT (1 2)\nL,1905,"LINESTRING (1 2, 3 4)"\n'
        b'A,1905,"POLYGON ((0 0, 1 0, 1 1, 0 0))"\n'
    )
    rows = own(join(tiny_atlas, [replace(examine(1, "a.csv", raw), is_shown=True)]))
    assert rows.geom_type.to_list() == ["Point", "LineString", "Polygon"]


def test_a_repair_brings_more_rows_to_the_map(tiny_atlas):
    file = replace(examine(1, "t.csv", TOWNS), is_shown=True)
    fixed = change(file, recipe=Recipe(repairs=("swap-coordinates", "keep-undated")))
    atlas = join(tiny_atlas, [fixed])
    assert fixed.is_shown
    assert pd.Series(own(atlas)["name"]).to_list() == [
        "Harbour", "Mine", "Ferry", "Quarry", "Swapped", "Camp",
    ]  # fmt: skip
