"""A whole folder, sound or spoilt in each way there is."""

import pytest

from geo.atlas import load_atlas
from geo.errors import InvalidDataError

EVENT = "x,X,,,,1905,-30.5,0,1,work,certain,,3,X.,,{sources},{links},{conflicts}\n"

# file, what stands there, what stands there instead, the place and a part of the message
SPOILT = [
    # catalog.toml
    ("catalog.toml", "[atlas]", "[atlas", "", "this is not TOML"),
    ("catalog.toml", 'id = "toy-island"', "", "[atlas]", "'id' is missing"),
    ("catalog.toml", "first_year = 1890", 'first_year = "1890"', "[atlas]", "without quotes"),
    ("catalog.toml", "first_year = 1890", "first_year = 1930", "[atlas]", "the first to come before"),
    ("catalog.toml", "first_year = 1890", "firstyear = 1890", "[atlas]", "did you mean 'first_year'"),
    ("catalog.toml", 'date = "1910"', 'date = "in 1910"', "[atlas]", "'date'"),
    ("catalog.toml", 'view = "island"', 'view = "iland"', "", "did you mean 'island'"),
    ("catalog.toml", '["en", "ru"]', '["ru"]', "[atlas]", "lacks 'en'"),
    ("catalog.toml", '["en", "ru"]', '["en", "ru", "Japanese"]', "[atlas]", "expected a code"),
    ("catalog.toml", 'id = "harbour"', 'id = "island"', "", "two [[view]] have the id 'island'"),
    ("catalog.toml", "[-31, -1, -29, 1]", "[-31, 1, -29, -1]", "[[view]] island", "south, east, north"),
    ("catalog.toml", "[-31, -1, -29, 1]", "[-31, -1, -29]", "[[view]] island", "4 numbers"),
    ("catalog.toml", "extent = [-31, -1, -29, 1]", "", "[[view]] island", "'extent' is missing"),
    ("catalog.toml", "lon_0 = -30.5", "lon_0 = true", "[[view]] harbour", "expected a number"),
    ("catalog.toml", 'when = "1900/1920"', 'when = "1920/1900"', "[[phase]] lease", "'when'"),
    ("catalog.toml", 'kind = "area"', 'kind = "aera"', "[[layer]] lease", "did you mean 'area'"),
    ("catalog.toml", 'group = "rule"', 'group = "rules"', "", "did you mean 'rule'"),
    ("catalog.toml", 'id = "lease"\ntitle = { en = "Lease" }', 'id = "land"\ntitle = { en = "Lease" }', "", "two [[layer]] have the id 'land'"),
    ("catalog.toml", 'id = "land"', 'id = "none"', "[[layer]] none", "choose another"),
    ("catalog.toml", 'path = "layers/land.geojson"', 'path = "../land.geojson"', "[[layer]] land", "inside the folder"),
    ("catalog.toml", 'path = "layers/land.geojson"', 'path = "/land.geojson"', "[[layer]] land", "inside the folder"),
    ("catalog.toml", 'path = "layers/land.geojson"', 'path = "layers/land.shp"', "[[layer]] land", "ending in .geojson or .csv or .parquet"),
    ("catalog.toml", "visible = true", 'visible = "yes"', "[[layer]] events", "true or false"),
    ("catalog.toml", "visible = true", "zoom = [9, 3]", "[[layer]] events", "the smaller number first"),
    ("catalog.toml", '"#8c2d2d"', '"red"', "[[layer]] lease [[category]] north", "six small hex digits"),
    ("catalog.toml", '"hatch"', '"hatched"', "[[layer]] lease [[category]] north", "did you mean 'hatch'"),
    ("catalog.toml", 'id = "south"', 'id = "north"', "[[layer]] lease", "two categories have the id 'north'"),
    ("catalog.toml", 'extent = [-31, -1, -29, 1]\n\n[[layer]]\nid = "lease"', '[[layer]]\nid = "lease"', "[[layer]] relief", "where its edges lie"),
    ("catalog.toml", 'sources = ["toy-survey"]', 'sources = ["toy-servey"]', "[[layer]] land", "did you mean 'toy-survey'"),
    # layer files
    ("catalog.toml", "layers/lease.geojson", "layers/leases.geojson", "", "did you mean 'lease.geojson'"),
    ("catalog.toml", 'id = "treaty"', 'id = "treaties"', "lease-signed", "did you mean 'treaties'"),
    ("catalog.toml", "extent = [-31, -1, -29, 1]\n\n[[layer.category]]", "extent = [-31, 0, -29, 1]\n\n[[layer.category]]", "south-lease", "out of the layer's extent"),
    ("layers/lease.geojson", '"type":"FeatureCollection"', '"type":"Feature"', "", "expected an object of type"),
    ("layers/lease.geojson", "[[[-30.8,0]", "[[[NaN,0]", "", "NaN, which is not a number"),
    ("layers/lease.geojson", "[-30.8,0]]]", "[-30.8,0.1]]]", "north-lease", "must repeat the first"),
    ("layers/lease.geojson", "[-29.2,0],", "[0,-129.2],", "north-lease", "-90 to 90"),
    ("layers/lease.geojson", '"category":"north"', '"category":"nort"', "north-lease", "did you mean 'north'"),
    ("layers/lease.geojson", '"sources":["toy-survey"]', '"sources":[]', "north-lease", "'sources' is empty"),
    ("layers/lease.geojson", '"name":"Northern lease",', "", "north-lease", "'name' is empty"),
    ("layers/lease.geojson", '"1900-05-01/1920"', '"1900-05-32"', "north-lease", "'when'"),
    ("layers/land.geojson", '"Polygon","coordinates":[[', '"MultiLineString","coordinates":[[', "island", "holds MultiPolygon or Polygon"),
    ("layers/land.geojson", '"when"', '"category":"soil","when"', "island", "has no categories"),
    ("places.csv", "id,name,", "id,title,", "row 1", "the column 'name' is missing"),
    ("places.csv", "harbour,Harbour Town", "harbour,Harbour, Town", "row 2", "20 cells, the header 19"),
    ("places.csv", "-30.5,0", "east,0", "row 2 (harbour)", "'lon' is 'east'"),
    ("places.csv", "1890/..", "1890–", "row 2 (harbour)", "'when'"),
    # names across files
    ("events.csv", "first-boat,", "harbour,", "harbour", "used in places.csv already"),
    ("events.csv", ",,ink", ",,inc", "lease-signed", "no conflict 'inc'; did you mean 'ink'"),
    ("events.csv", "toy-gazette,harbour", "toy-gazette,harbor", "first-boat", "no link 'harbor'; did you mean 'harbour'"),
    ("events.csv", "toy-survey;toy-gazette", "toy-survey;nobody", "lease-signed", "no source 'nobody' in sources.toml"),
    # sources and records
    ("sources.toml", 'reliability = "high"', 'reliability = "good"', "[[source]] toy-survey", "expected one of"),
    ("treaty.toml", 'basis = "text"', 'basis = "txt"', "[[article]] lease-article-1", "did you mean 'text'"),
    ("treaty.toml", '"north-lease", ', '"nowhere", ', "lease-article-1", "no link 'nowhere'"),
    ("people.csv", "firm", "frim", "row 2 (north-company)", "did you mean 'firm'"),
    ("people.csv", "name_ja\n", "nameja\n", "row 1", "the column 'name_ja' is missing; did you mean 'nameja'"),
    ("people.csv", "north-company,", ",", "row 2", "no 'id'"),
    ("statistics.csv", "less-certain", "unsure", "row 2 (boats-1905)", "'certainty' is 'unsure'"),
    ("statistics.csv", "boats-1905,1905", "boats-1905,19O5", "row 2 (boats-1905)", "'when'"),
    ("statistics.csv", "note\n", "note,colour\n", "row 1", "'colour' is not a column here"),
    ("conflicts.csv", "toy-survey;toy-gazette", "nobody", "ink", "no source 'nobody'"),
    ("conflicts.csv", "ink,", "harbour,", "harbour", "used in places.csv already"),
]  # fmt: skip


def _problems(root):
    with pytest.raises(InvalidDataError) as caught:
        load_atlas(root)
    return caught.value.problems


def test_the_toy_island_is_sound(tiny_atlas):
    assert len(tiny_atlas.features) == 11


@pytest.mark.parametrize(("file", "found", "new", "where", "message"), SPOILT)
def test_a_spoilt_folder_is_refused_with_the_place_and_the_reason(
    spoil, file, found, new, where, message
):
    problems = _problems(spoil(file, found, new))
    assert any(problem.where == where and message in problem.message for problem in problems), (
        problems
    )


@pytest.mark.parametrize("file", ["catalog.toml", "sources.toml"])
def test_a_folder_without_a_needed_file_is_refused(tiny_root, file):
    (tiny_root / file).unlink()
    assert any(p.file == file and "no such file" in p.message for p in _problems(tiny_root))


def test_an_empty_folder_lacks_a_catalog_and_sources(tmp_path):
    assert [problem.file for problem in _problems(tmp_path)] == ["catalog.toml", "sources.toml"]


@pytest.mark.parametrize("file", ["treaty.toml", "people.csv", "statistics.csv"])
def test_an_atlas_need_not_have_records(tiny_root, file):
    (tiny_root / file).unlink()
    assert len(load_atlas(tiny_root).features) == 11


def test_all_problems_of_all_files_are_told_at_once(spoil):
    spoil("catalog.toml", '"#8c2d2d"', '"red"')
    spoil("sources.toml", '"high"', '"good"')
    spoil("people.csv", "firm", "frim")
    spoil("events.csv", "toy-gazette,harbour", "toy-gazette,harbor")
    root = spoil("layers/lease.geojson", '"1900~/..', '"about 1900')
    assert [problem.file for problem in _problems(root)] == [
        "catalog.toml",
        "sources.toml",
        "layers/lease.geojson",
        "people.csv",
        "events.csv",
    ]


def test_a_row_left_out_for_one_fault_is_not_missed_as_a_link_too(spoil):
    problems = _problems(spoil("places.csv", "1890/..", "when?"))
    assert [problem.where for problem in problems] == ["row 2 (harbour)"]


def test_two_layers_may_not_use_one_id(tiny_root):
    path = tiny_root / "events.csv"
    row = EVENT.format(sources="toy-survey", links="", conflicts="").replace("x,", "island,", 1)
    path.write_text(path.read_text("utf-8") + row, "utf-8")
    assert "used in layers/land.geojson" in _problems(tiny_root)[0].message


def test_general_knowledge_needs_no_entry_among_the_sources(tiny_atlas):
    assert "general-knowledge" not in tiny_atlas.sources


def test_a_relief_that_is_no_picture_is_refused(tiny_root):
    (tiny_root / "layers" / "relief.png").write_bytes(b"GIF89a")
    assert _problems(tiny_root)[0].message == "this is not a PNG picture"


def test_a_path_that_climbs_is_never_opened(tiny_root, spoil):
    (tiny_root / "secret.geojson").write_text("{}", "utf-8")
    problems = _problems(spoil("catalog.toml", '"places.csv"', '"layers/../secret.geojson"'))
    assert not [problem for problem in problems if "secret" in problem.file]
