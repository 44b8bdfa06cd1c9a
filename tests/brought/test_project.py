"""A project file gives back what was saved: files, decisions, looks, and what was on the map."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from geopandas.testing import assert_geodataframe_equal

from geo.atlas import load_atlas
from geo.brought import (
    Look,
    Shelf,
    change,
    examine,
    join,
    may_be_project,
    open_project,
    read_project,
    to_project_file,
)
from geo.catalog import BASE_KINDS
from geo.doctor import Recipe
from geo.errors import InvalidDataError, LimitError
from geo.publish.package import to_package
from tests.brought.conftest import TOWNS

QUERY = {"date": "1905", "layers": "events,yours-1", "hidden": "yours-1/mine", "view": "yours-1"}


@pytest.fixture(scope="module")
def shelf(shown):
    decided = change(shown, recipe=Recipe({"note": "Remark"}, ("day-first", "keep-undated")))
    first = replace(decided, look=Look("Towns & mines", "#00734f", "star"))
    second = examine(2, "../..\\<b>.csv", b"name,when\nX,1905\n")
    return Shelf().with_upload(first).with_upload(second)


@pytest.fixture(scope="module")
def saved(tiny_atlas, shelf):
    return to_project_file(join(tiny_atlas, shelf.shown), shelf, QUERY)


def spoilt(saved: bytes, change_content) -> bytes:
    """Change the description inside a project."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            if name == "project.json":
                content = json.loads(raw)
                change_content(content)
                raw = json.dumps(content).encode()
            new.writestr(name, raw)
    return out.getvalue()


def test_a_project_opens_in_the_state_in_which_it_was_saved(tiny_atlas, shelf, saved):
    project = open_project(read_project(saved), onto=Shelf())
    assert dict(project.query) == QUERY
    for before, after in zip(shelf.uploads, project.shelf.uploads, strict=True):
        assert (after.number, after.name, after.data) == (before.number, before.name, before.data)
        assert (after.look, after.is_shown) == (before.look, before.is_shown)
        assert after.recipe == before.recipe
        assert after.diagnosis.report() == before.diagnosis.report()
    again = join(tiny_atlas, project.shelf.shown)
    assert_geodataframe_equal(again.features, join(tiny_atlas, shelf.shown).features)
    assert again.catalog == join(tiny_atlas, shelf.shown).catalog


def test_saving_what_was_opened_gives_the_same_bytes(tiny_atlas, saved):
    project = open_project(read_project(saved), onto=Shelf())
    again = to_project_file(join(tiny_atlas, project.shelf.shown), project.shelf, project.query)
    assert again == saved


def test_opened_beside_other_files_its_layers_are_renamed(saved, towns):
    project = open_project(read_project(saved), onto=Shelf().with_upload(towns))
    assert [upload.number for upload in project.shelf.uploads] == [1, 2, 3]
    assert project.query["layers"] == "events,yours-2"
    assert project.query["hidden"] == "yours-2/mine"
    assert project.query["view"] == "yours-2"


def test_the_same_file_opens_as_an_atlas_of_its_own(saved, tmp_path):
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        archive.extractall(tmp_path)
    atlas = load_atlas(tmp_path)
    assert atlas.catalog.title["en"] == "Towns & mines"
    assert set(atlas.features["name"]) == {"Harbour", "Mine", "Ferry", "Quarry", "Camp"}
    assert Shelf.beside(atlas.catalog).next_number == 2


def test_nothing_of_the_atlas_around_it_is_in_the_project(saved):
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        features = archive.read("export/features.csv").decode()
    assert {line.partition(",")[0] for line in features.splitlines()[1:]} == {"yours-1"}


def test_a_hostile_name_never_becomes_a_path(saved):
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        uploads = [name for name in archive.namelist() if name.startswith("uploads")]
    assert uploads == ["uploads/1-my-towns.csv", "uploads/2-b.csv"]


@pytest.mark.parametrize(
    ("change_content", "said"),
    [
        pytest.param(lambda c: c.update(version=9), "version 9", id="a later version"),
        pytest.param(lambda c: c.update(uploads={}), "not a list", id="no list of files"),
        pytest.param(lambda c: c["uploads"][0].pop("name"), "lacks its name", id="no name"),
        pytest.param(
            lambda c: c["uploads"][0].update(file="uploads/none.csv"),
            "no file",
            id="a missing file",
        ),
        pytest.param(
            lambda c: c["uploads"][0].update(recipe={"version": 7}), "recipe", id="a bad recipe"
        ),
    ],
)
def test_a_spoilt_project_is_refused_with_a_reason(saved, change_content, said):
    broken = spoilt(saved, change_content)
    assert may_be_project(broken)
    with pytest.raises(InvalidDataError, match=said):
        open_project(read_project(broken), onto=Shelf())


def test_an_unknown_look_becomes_the_usual_one(saved):
    broken = spoilt(saved, lambda c: c["uploads"][0].update(look={"color": "red", "title": 5}))
    assert open_project(read_project(broken), onto=Shelf()).shelf.uploads[0].look == Look()


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"name,when\nX,1905\n", TOWNS])
def test_other_files_are_no_projects(raw):
    assert read_project(raw) is None


def test_a_data_package_is_no_project_but_opens_as_layers(tiny_atlas):
    raw = to_package(tiny_atlas, tiny_atlas.features)
    assert read_project(raw) is None
    upload = replace(examine(3, "toy.datapackage.zip", raw), is_shown=True)
    joined = join(tiny_atlas, [upload])
    dated = [spec.id for spec in tiny_atlas.catalog.layers if spec.kind not in BASE_KINDS]
    own = [spec.id for spec in joined.catalog.layers if spec.id.startswith("yours-3-")]
    assert own == [f"yours-3-{name}" for name in dated]
    assert joined.features["id"].is_unique
    mine = joined.features[joined.features["layer"].isin(own)]
    cited = {name for names in mine["sources"] for name in names}
    assert len(mine)
    assert cited <= {*joined.sources, "general-knowledge"}


def test_a_shelf_says_when_it_is_full(towns):
    shelf = Shelf()
    for number in range(1, 13):
        shelf = shelf.with_upload(replace(towns, number=number))
    with pytest.raises(LimitError, match="at most 12"):
        shelf.check_room("one more.csv", 10)
    with pytest.raises(LimitError, match="at most 80,000,000"):
        Shelf().check_room("large.csv", 80_000_001)
    long = examine(14, "long.csv", b"name\n" + b"x\n" * 90_000)
    with pytest.raises(LimitError, match="at most 150,000"):
        Shelf().with_upload(long).with_upload(replace(long, number=15))
    half = replace(examine(16, "half.csv", b"name\n" + b"x\n" * 50_001), is_shown=True)
    with pytest.raises(LimitError, match="at most 100,000"):
        Shelf().with_upload(half).with_upload(replace(half, number=17))
    assert shelf.without(3).of(3) is None
    assert shelf.without(12).next_number == 13


def test_a_project_that_would_grow_without_end_is_refused_in_a_sentence():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", '{"format": "atlas-project", "version": 1}')
        archive.writestr("uploads/1-bomb.csv", b"0" * 220_000_000)
    assert read_project(out.getvalue()) is None
    diagnosis = examine(1, "p.zip", out.getvalue()).diagnosis
    assert diagnosis.verdict == "refuse"
    assert "at most 100,000,000" in diagnosis.findings[0].message


@pytest.mark.parametrize("kind", ["csv", "geojson"])
def test_a_hundred_thousand_rows_of_the_usual_length_are_within_the_limits(kind):
    text = "What is said of it, in a sentence of the usual length and a little more, so that it is long."
    cells = [
        (f"Feature {n}", 1855 + n % 97, 141 + n % 400 / 100, 46 + n % 800 / 100)
        for n in range(100_000)
    ]
    if kind == "csv":
        lines = [f'{name},{year},{lon},{lat},"{text}"' for name, year, lon, lat in cells]
        data = "\n".join(["name,when,lon,lat,text", *lines]).encode()
    else:
        features = [
            f'{{"type": "Feature", "properties": {{"name": "{name}", "when": "{year}", "text": "{text}", '
            f'"category": "red", "certainty": "certain"}}, '
            f'"geometry": {{"type": "Point", "coordinates": [{lon}, {lat}]}}}}'
            for name, year, lon, lat in cells
        ]
        data = f'{{"type": "FeatureCollection", "features": [{", ".join(features)}]}}'.encode()
        assert len(data) > 25_000_000
    upload = replace(examine(1, f"large.{kind}", data), is_shown=True)
    assert (upload.diagnosis.verdict, upload.diagnosis.shown) == ("open", 100_000)
    assert Shelf().with_upload(upload).shown == (upload,)
