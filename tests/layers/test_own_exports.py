"""What a visitor brings leaves in every format: as text, with its sources, and nothing of it runs."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from geo.brought import Upload, examine, join
from geo.selection import opening
from layers.export import EXPORTERS, export
from layers.render.frame import PlateOptions
from layers.series import SERIES_KINDS, Series, frames_of, make_series, years
from layers.view import MapView, build_view
from tests.hostile import ATTACKS

ATTACK = " ".join(ATTACKS[:7])
FORMATS = [name for name in EXPORTERS if name not in {"tiff", "jpeg", "webp"}]


@pytest.fixture(scope="module")
def hostile() -> Upload:
    """A file that attacks in each of its cells, its header and its name."""
    cell = '"' + ATTACK.replace('"', '""') + '"'
    raw = (
        f"{cell},id,name,date,lon,lat,type,source,text,note\n"
        f"{cell},{cell.replace(';', ',')},{cell},1905,-30.5,0.1,{cell},{cell},{cell},{cell}\n"
        f"=1+1,formula,=cmd|x,1905,-30.4,0.1,=2+2,@SUM(A1),+1,-1\n"
    ).encode()
    return replace(examine(1, f"{ATTACK}.csv", raw), is_shown=True)


@pytest.fixture(scope="module")
def seen(tiny_atlas, hostile) -> tuple[MapView, object]:
    """The view in which it is on the map."""
    atlas = join(tiny_atlas, [hostile], credit="Uploaded by you: {name}")
    selection = replace(opening(atlas.catalog), date="1905", view="yours-1")
    return build_view(atlas, selection), atlas


def test_all_of_it_is_on_the_map(hostile, seen):
    view, _ = seen
    own = next(layer for layer in view.dated if layer.spec.id == "yours-1")
    assert hostile.diagnosis.listed == ()
    assert own.features["name"].to_list() == [ATTACK, "=cmd|x"]
    assert any(entry.layer == "yours-1" for entry in view.legend)
    assert f"Uploaded by you: {ATTACK}.csv" in [source.title for source in view.sources]


@pytest.mark.parametrize("name", FORMATS)
def test_it_leaves_in_every_format_and_nothing_was_evaluated(seen, name):
    view, atlas = seen
    written = export(view, name, atlas=atlas, dpi=96)
    if written[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(BytesIO(written)) as archive:
            written = b"\n".join(archive.read(entry) for entry in archive.namelist())
    assert len(written) > 100
    assert b"A49B" not in written
    if name in {"svg", "html", "svg-outlined"}:
        assert b"<img src=x" not in written
        assert b"</script><script>window" not in written


@pytest.mark.parametrize("kind", [kind for kind in SERIES_KINDS if kind != "mp4"])
def test_it_is_in_every_kind_of_series_too(seen, kind):
    view, atlas = seen
    without = replace(view.selection, layers=view.selection.layers - {"yours-1"})
    with_it, without_it = (
        make_series(
            Series(
                frames_of(atlas, selection, years(1904, 1905)),
                "Ours and theirs",
                PlateOptions(sheet="A5"),
                dpi=48,
            ),
            kind,
        )
        for selection in (view.selection, without)
    )
    assert with_it != without_it
    assert b"A49B" not in with_it


@pytest.mark.parametrize("name", ["csv", "lp-tsv"])
def test_a_spreadsheet_computes_nothing_of_it(seen, name):
    view, atlas = seen
    lines = export(view, name, atlas=atlas).decode("utf-8-sig").splitlines()
    cells = [cell.strip('"') for line in lines for cell in line.replace("\t", ",").split(",")]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]


def test_its_own_layer_leads_the_legend_of_the_sheet(seen):
    view, _ = seen
    assert view.legend[0].layer == "yours-1"


def test_their_sources_come_before_those_of_the_atlas(tiny_atlas):
    raw = b"name,date,lon,lat,source\nQuay,1905,-30.5,0.1,Smith 1930\n"
    atlas = join(tiny_atlas, [replace(examine(1, "quays.csv", raw), is_shown=True)])
    view = build_view(atlas, replace(opening(atlas.catalog), date="1905"))
    titles = [source.title for source in view.sources]
    assert titles[0] == "Smith 1930"
    assert "quays.csv" in titles[1]
    assert len(titles) > 2
