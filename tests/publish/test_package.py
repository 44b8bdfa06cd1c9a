"""A data package: sound as an archive, and an atlas again when it is unpacked."""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace

import pandas as pd
import pytest
import shapely

from geo.atlas import Atlas, load_atlas
from geo.publish.package import to_package, to_project
from geo.relations import build_related

PATHS = ("../../x.csv", "/etc/passwd.csv", "catalog.toml", "a:b.csv", "export/features.csv", "")


def _files(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _unpacked(raw, folder):
    for name, content in _files(raw).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def _without_doubtful_ids(atlas):
    """Give an atlas what :func:`load_atlas` asks for besides texts: sources that exist."""
    features = atlas.features
    named = pd.Series([("toy-survey",)] * len(features), dtype=object)
    empty = pd.Series([()] * len(features), dtype=object)
    articles = tuple(replace(article, links=()) for article in atlas.articles)
    features = features.assign(sources=named, links=empty, conflicts=empty)
    return replace(atlas, features=features, articles=articles)


def _assert_same(found: Atlas, expected: Atlas):
    """Compare two atlases but for where they lie."""
    assert found.features.equals(expected.features)
    for part in ("catalog", "sources", "articles", "people", "statistics", "conflicts", "related"):
        assert getattr(found, part) == getattr(expected, part)


def test_a_package_of_everything_is_the_same_atlas_again(tiny_atlas, tmp_path):
    raw = to_package(tiny_atlas, tiny_atlas.features)
    _assert_same(load_atlas(_unpacked(raw, tmp_path)), tiny_atlas)


def test_a_package_of_a_package_is_the_same_package(tiny_atlas, tmp_path):
    raw = to_package(tiny_atlas, tiny_atlas.features)
    again = load_atlas(_unpacked(raw, tmp_path))
    assert to_package(again, again.features) == raw


def test_harmful_texts_come_back_as_they_were(hostile_atlas, tmp_path):
    atlas = _without_doubtful_ids(hostile_atlas)
    again = load_atlas(_unpacked(to_package(atlas, atlas.features), tmp_path))
    columns = ["id", "name", "text", "note", "when", "details", "sources"]
    expected = atlas.features.sort_values("id")[columns].to_numpy().tolist()
    assert again.features.sort_values("id")[columns].to_numpy().tolist() == expected


def test_harmful_sources_come_back_as_they_were(hostile_atlas, tmp_path):
    atlas = _without_doubtful_ids(hostile_atlas)
    again = load_atlas(_unpacked(to_package(atlas, atlas.features), tmp_path))
    assert again.sources == atlas.sources


def test_every_detail_keeps_its_place_in_a_table(tiny_atlas, tmp_path):
    orders = [(("b", "1"), ("c", "2")), (("a", "3"), ("b", "4"))]
    features = tiny_atlas.features.copy()
    places = features.index[features["layer"] == "places"]
    features["details"] = pd.Series(
        [orders[places.get_loc(row)] if row in places else () for row in features.index],
        dtype=object,
    )
    again = load_atlas(_unpacked(to_package(tiny_atlas, features), tmp_path))
    assert again.features["details"].to_list() == features["details"].to_list()


def test_a_small_shape_is_not_rounded_until_it_breaks(tiny_atlas, tmp_path):
    features = tiny_atlas.features.copy()
    row = features.index[features["id"] == "plot-1"][0]
    features.loc[row, "geometry"] = shapely.box(-30.4, 0.1, -30.4 + 1e-8, 0.1 + 1e-8)
    again = load_atlas(_unpacked(to_package(tiny_atlas, features), tmp_path))
    assert again.row("plot-1")["geometry"] == features.loc[row, "geometry"]


def test_an_area_in_a_layer_of_tables_goes_to_geojson(tiny_atlas, tmp_path):
    features = tiny_atlas.features.copy()
    catalog = replace(
        tiny_atlas.catalog,
        layers=tuple(
            replace(spec, path="lease.csv") if spec.id == "lease" else spec
            for spec in tiny_atlas.catalog.layers
        ),
    )
    raw = to_package(replace(tiny_atlas, catalog=catalog), features)
    again = load_atlas(_unpacked(raw, tmp_path))
    assert again.catalog.layer("lease").path == "layers/lease.geojson"
    assert again.features.equals(features)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_leads_astray_is_not_used(path, tiny_atlas, tmp_path):
    catalog = replace(
        tiny_atlas.catalog,
        layers=tuple(
            replace(spec, path=path) if spec.id == "places" else spec
            for spec in tiny_atlas.catalog.layers
        ),
    )
    raw = to_package(replace(tiny_atlas, catalog=catalog), tiny_atlas.features)
    again = load_atlas(_unpacked(raw, tmp_path))
    assert again.catalog.layer("places").path.startswith("layers/places.")
    assert again.features.equals(tiny_atlas.features)


def test_two_layers_of_one_path_get_one_each(tiny_atlas, tmp_path):
    catalog = replace(
        tiny_atlas.catalog,
        layers=tuple(
            replace(spec, path="events.csv") if spec.id == "places" else spec
            for spec in tiny_atlas.catalog.layers
        ),
    )
    raw = to_package(replace(tiny_atlas, catalog=catalog), tiny_atlas.features)
    assert load_atlas(_unpacked(raw, tmp_path)).features.equals(tiny_atlas.features)


def test_a_part_opens_as_an_atlas(tiny_atlas, tmp_path):
    part = tiny_atlas.features[tiny_atlas.features["id"].isin(["lease-signed", "first-boat"])]
    again = load_atlas(_unpacked(to_package(tiny_atlas, part), tmp_path))
    assert again.features["id"].to_list() == ["lease-signed", "first-boat"]


def test_links_that_lead_out_of_a_part_are_listed(tiny_atlas):
    part = tiny_atlas.features[tiny_atlas.features["id"] == "first-boat"]
    rows = list(
        csv.reader(io.StringIO(_files(to_package(tiny_atlas, part))["left-out.csv"].decode()))
    )
    assert rows == [
        ["id", "column", "names"],
        ["first-boat", "links", "harbour"],
        ["lease-article-1", "links", "north-lease;lease-signed"],
    ]


def test_a_package_of_everything_leaves_nothing_out(tiny_atlas):
    assert "left-out.csv" not in _files(to_package(tiny_atlas, tiny_atlas.features))


def test_a_project_opens_with_its_own_layers_alone(tiny_atlas, tmp_path):
    part = tiny_atlas.features[tiny_atlas.features["layer"] == "places"]
    again = load_atlas(_unpacked(to_project(tiny_atlas, part), tmp_path))
    assert [spec.id for spec in again.catalog.layers] == ["places"]
    assert again.features["id"].to_list() == ["harbour", "lost-village"]


def test_a_project_holds_nothing_of_the_atlas_around_it(tiny_atlas, tmp_path):
    part = tiny_atlas.features[tiny_atlas.features["id"] == "lost-village"]
    again = load_atlas(_unpacked(to_project(tiny_atlas, part), tmp_path))
    assert (again.articles, again.people, again.statistics, again.conflicts) == ((), (), (), ())
    assert list(again.sources) == ["toy-gazette"]


def test_a_project_keeps_the_look_of_its_layers(tiny_atlas, tmp_path):
    part = tiny_atlas.features[tiny_atlas.features["layer"] == "lease"]
    again = load_atlas(_unpacked(to_project(tiny_atlas, part), tmp_path))
    assert again.catalog.layer("lease") == tiny_atlas.catalog.layer("lease")


def test_related_features_find_each_other_again(tiny_atlas, tmp_path):
    again = load_atlas(_unpacked(to_package(tiny_atlas, tiny_atlas.features), tmp_path))
    assert again.related == build_related(tiny_atlas.features, catalog=tiny_atlas.catalog)


def test_every_file_has_its_checksum(tiny_atlas):
    files = _files(to_package(tiny_atlas, tiny_atlas.features))
    sums = files.pop("SHA256SUMS").decode().splitlines()
    expected = [f"{hashlib.sha256(raw).hexdigest()}  {name}" for name, raw in sorted(files.items())]
    assert sums == expected


def test_no_name_leads_out_of_the_archive(hostile_atlas):
    names = list(_files(to_package(hostile_atlas, hostile_atlas.features)))
    assert not [name for name in names if name.startswith("/") or ".." in name or "\\" in name]


def test_the_archive_does_not_tell_when_it_was_made(tiny_atlas):
    raw = to_package(tiny_atlas, tiny_atlas.features)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_descriptor_lists_every_file_as_it_is(tiny_atlas):
    files = _files(to_package(tiny_atlas, tiny_atlas.features))
    resources = json.loads(files["datapackage.json"])["resources"]
    assert {item["path"] for item in resources} == set(files) - {"datapackage.json", "SHA256SUMS"}
    for item in resources:
        raw = files[item["path"]]
        assert item["bytes"] == len(raw)
        assert item["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"


def test_every_resource_has_a_name_of_its_own(tiny_atlas):
    files = _files(to_package(tiny_atlas, tiny_atlas.features))
    names = [item["name"] for item in json.loads(files["datapackage.json"])["resources"]]
    assert len(set(names)) == len(names)


def test_a_table_is_described_column_by_column(hostile_atlas):
    files = _files(to_package(hostile_atlas, hostile_atlas.features))
    for item in json.loads(files["datapackage.json"])["resources"]:
        if item["format"] == "csv":
            header = next(csv.reader(io.StringIO(files[item["path"]].decode(), newline="")))
            assert [field["name"] for field in item["schema"]["fields"]] == header


def test_the_descriptor_names_licence_and_sources(tiny_atlas):
    files = _files(to_package(tiny_atlas, tiny_atlas.features))
    descriptor = json.loads(files["datapackage.json"])
    assert descriptor["licenses"] == [
        {"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}
    ]
    assert descriptor["sources"][1] == {"title": "Toy Gazette."}


def test_a_title_cannot_break_the_citation(tiny_atlas):
    title = {"en": 'A "title": {x}\nauthors: [evil] #\u2028'}
    atlas = replace(tiny_atlas, catalog=replace(tiny_atlas.catalog, title=title))
    text = _files(to_package(atlas, atlas.features))["CITATION.cff"].decode()
    assert 'title: "A \\"title\\": {x} authors: [evil] #"\n' in text
    assert len(text.splitlines()) == 7


def test_licence_texts_of_the_folder_go_along(tiny_root):
    (tiny_root / "LICENSES").mkdir()
    (tiny_root / "LICENSES" / "CC0-1.0.txt").write_text("Do as you please.", "utf-8")
    atlas = load_atlas(tiny_root)
    assert _files(to_package(atlas, atlas.features))["LICENSES/CC0-1.0.txt"] == b"Do as you please."
