"""Views that leave the atlas as files, and files that are made again."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from geo.atlas import Atlas
from geo.errors import LimitError, UnknownFormatError
from geo.extent import Extent
from geo.formats.geojson import read_geojson
from geo.publish.writers import WRITERS
from geo.selection import Selection, opening
from layers.export import (
    EXPORTERS,
    build_sheet,
    check_options,
    export,
    missing_letters,
    read_remade,
    suggest_name,
)
from layers.export.command import main
from layers.export.state import parse_options, to_values
from layers.render.metadata import read_state
from layers.render.scene import FURNITURE, PlateOptions
from layers.view import MapView, build_view
from tests.conftest import TINY

MAGIC = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG",
    "svg": b"<svg ",
    "svg-outlined": b"<svg ",
    "tiff": b"II*\0",
    "jpeg": b"\xff\xd8\xff",
    "webp": b"RIFF",
    "html": b"<!doctype html>",
    "geojson": b'{"type": "FeatureCollection"',
    "citations": b"A. Nobody",
    "csv": b"layer,id,name",
    "gpkg": b"SQLite format 3",
    "geoparquet": b"PAR1",
    "flatgeobuf": b"fgb",
    "xlsx": b"PK",
    "kml": b"<?xml",
    "lpf": b'{"type": "FeatureCollection", "@context"',
    "lp-tsv": b"id\ttitle",
    "topojson": b'{"type": "Topology"',
    "csl": b"[",
    "bibtex": b"@",
    "ris": b"TY  - ",
    "package": b"PK",
}
SHEETS = [name for name, exporter in EXPORTERS.items() if exporter.uses_sheet]
CHOSEN = PlateOptions(
    width_mm=120.0,
    height_mm=90.0,
    title="Оха & <b>",
    note='a; "b"',
    show=FURNITURE - {"inset"},
    inks="print",
)


@pytest.fixture(scope="module")
def view(tiny_atlas: Atlas) -> MapView:
    return build_view(tiny_atlas, opening(tiny_atlas.catalog))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run the command on the toy island; give its status and what it said."""

    def command(*words: str) -> tuple[int, str]:
        try:
            status = main(["--data", str(TINY), *words])
        except SystemExit as error:
            status = int(str(error))
        return status, capsys.readouterr().err

    return command


@pytest.mark.parametrize("file_format", EXPORTERS)
def test_every_format_begins_as_its_readers_expect(
    tiny_atlas: Atlas, view: MapView, file_format: str
):
    found = export(view, file_format, dpi=72, atlas=tiny_atlas)
    assert found.startswith(MAGIC[file_format])


@pytest.mark.parametrize("file_format", EXPORTERS)
def test_the_same_view_gives_the_same_bytes(tiny_atlas: Atlas, view: MapView, file_format: str):
    again = build_view(tiny_atlas, view.selection)
    assert export(view, file_format, dpi=72, atlas=tiny_atlas) == export(
        again, file_format, dpi=72, atlas=tiny_atlas
    )


def test_suffixes_tell_formats_apart():
    assert len({exporter.suffix for exporter in EXPORTERS.values()}) == len(EXPORTERS)


def test_an_unknown_format_is_answered_with_those_there_are(view: MapView):
    with pytest.raises(UnknownFormatError, match=r"no format 'gif'; there are pdf, png, svg"):
        export(view, "gif")


def test_formats_that_need_the_atlas_say_so(view: MapView):
    needy = [name for name, exporter in EXPORTERS.items() if exporter.uses_atlas]
    data = [name for name in WRITERS if name not in {"geojson", "csv", "project"}]
    assert needy == ["html", *data]
    for name in needy:
        with pytest.raises(UnknownFormatError, match="needs the atlas"):
            export(view, name)


def test_a_sheet_that_there_is_not_is_refused_in_a_sentence(view: MapView):
    with pytest.raises(LimitError, match="there is no sheet 'B0'"):
        export(view, "pdf", options=PlateOptions(sheet="B0"))


def test_a_sheet_as_small_as_a_stamp_is_refused():
    with pytest.raises(LimitError, match="10 mm; a sheet has 60 to 2000 mm"):
        check_options(PlateOptions(width_mm=10.0, height_mm=100.0))


def test_the_file_name_tells_date_view_and_language(view: MapView):
    assert suggest_name(view, ".pdf") == "1910-island-en.pdf"


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("1910-05-01", "1910-05-01-island-en.png"),
        ("1910/1912", "1910-to-1912-island-en.png"),
        ("1910/..", "1910-to-open-island-en.png"),
    ],
)
def test_the_file_name_tells_any_date(tiny_atlas: Atlas, date: str, name: str):
    selection = replace(opening(tiny_atlas.catalog), date=date)
    assert suggest_name(build_view(tiny_atlas, selection), ".png") == name


def test_the_file_name_tells_that_it_is_a_detail(tiny_atlas: Atlas):
    selection = replace(opening(tiny_atlas.catalog), extent=Extent(-30.5, 0.0, -30.0, 0.5))
    assert suggest_name(build_view(tiny_atlas, selection), ".png") == "1910-island-detail-en.png"


def test_an_exported_table_holds_what_is_on_the_map(view: MapView):
    rows = export(view, "csv").decode().splitlines()[1:]
    assert len(rows) == sum(len(layer.features) for layer in view.dated)


def test_exported_geojson_can_be_read_again(view: MapView):
    features, problems = read_geojson(export(view, "geojson"), layer="again", file="again.geojson")
    assert (len(features), problems) == (sum(len(layer.features) for layer in view.dated), ())


def test_exported_geojson_tells_the_layer_of_each_feature(view: MapView):
    found = json.loads(export(view, "geojson"))["features"]
    assert {f["properties"]["from_layer"] for f in found} == {
        layer.spec.id for layer in view.dated if len(layer.features)
    }


def test_a_view_without_layers_can_be_exported_as_a_table(tiny_atlas: Atlas):
    bare = build_view(tiny_atlas, replace(opening(tiny_atlas.catalog), layers=frozenset()))
    assert export(bare, "csv").count(b"\n") == 1


def test_missing_letters_are_named(view: MapView):
    sheet = build_sheet(view, PlateOptions(title="Okha ᚠᚢ"))
    assert missing_letters(sheet.groups) == "ᚠᚢ"


def test_a_title_of_ones_own_is_the_title_of_the_file(view: MapView):
    pdf = export(view, "pdf", options=PlateOptions(title="My <own> map"))
    assert PdfReader(io.BytesIO(pdf)).metadata.title == "My <own> map"


@pytest.mark.parametrize("file_format", SHEETS)
def test_a_file_can_be_made_again_from_itself(tiny_atlas: Atlas, file_format: str):
    selection = Selection(
        date="1909/1911",
        layers=frozenset({"lease", "places"}),
        language="ru",
        view="island",
        extent=Extent(-30.5, -0.25, -29.75, 0.5),
        possible=False,
    )
    first = export(build_view(tiny_atlas, selection), file_format, options=CHOSEN, dpi=90)
    found = read_remade(read_state(first), catalog=tiny_atlas.catalog)
    again = export(
        build_view(tiny_atlas, found.selection),
        found.file_format,
        options=found.options,
        dpi=found.dpi,
    )
    assert (again == first, found.notices) == (True, ())


def test_a_state_keeps_every_option(tiny_atlas: Atlas):
    values = to_values(opening(tiny_atlas.catalog), CHOSEN, "png", 150.0)
    assert read_remade(values, catalog=tiny_atlas.catalog).options == CHOSEN


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"sheet":7}', id="a number for a sheet"),
        pytest.param('{"orientation":"upside down"}', id="an unknown orientation"),
        pytest.param('{"width_mm":"wide"}', id="a word for a length"),
        pytest.param('{"__class__":"x"}', id="an option there is not"),
        pytest.param('{"note":null}', id="nothing for a text"),
        pytest.param("[1,2]", id="not options at all"),
        pytest.param("{", id="not even JSON"),
    ],
)
def test_options_that_make_no_sense_are_left_out_with_a_notice(text: str):
    options, notices = parse_options(text)
    assert (options, len(notices)) == (PlateOptions(), 1)


def test_a_part_of_the_map_that_is_none_is_left_out_with_a_notice(tiny_atlas: Atlas):
    found = read_remade({"bbox": "1,2,x,4"}, catalog=tiny_atlas.catalog)
    assert found.selection.extent is None
    assert "'1,2,x,4'" in found.notices[0]


def test_the_command_writes_the_file_asked_for(run, tmp_path: Path):
    out = tmp_path / "map.pdf"
    status, said = run("--date", "1911", "--view", "harbour", "--out", str(out))
    assert (status, out.read_bytes()[:5]) == (0, b"%PDF-")
    assert said.splitlines()[-1].startswith(f"Wrote {out} (")


def test_the_command_chooses_a_telling_name(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    run("--date", "1911", "--language", "ru", "--format", "csv")
    assert [path.name for path in tmp_path.iterdir()] == ["1911-island-ru.csv"]


def test_the_command_writes_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]):
    assert main(["--data", str(TINY), "--format", "svg", "--out", "-"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"<svg ")


def test_the_command_takes_a_size_in_pixels(run, tmp_path: Path):
    out = tmp_path / "slide.png"
    run("--size", "960x540px", "--dpi", "96", "--out", str(out))
    assert Image.open(io.BytesIO(out.read_bytes())).size == (960, 540)


def test_the_command_takes_the_beginning_of_a_size_name(run, tmp_path: Path):
    out = tmp_path / "slide.pdf"
    run("--size", "square", "--out", str(out))
    box = PdfReader(out).pages[0].mediabox
    assert float(box.width) == float(box.height)


@pytest.mark.parametrize(
    ("words", "ratio"), [((), 16 / 9), (("--orientation", "portrait"), 9 / 16)]
)
def test_a_slide_lies_across_unless_it_is_wanted_upright(run, tmp_path: Path, words, ratio):
    out = tmp_path / "slide.pdf"
    run("--size", "slide", *words, "--out", str(out))
    box = PdfReader(out).pages[0].mediabox
    assert float(box.width) / float(box.height) == pytest.approx(ratio, rel=1e-3)


def test_the_command_makes_a_file_again(run, tmp_path: Path):
    first, again = tmp_path / "first.png", tmp_path / "again.png"
    words = ("--bbox", "-30.5,-0.25,-29.75,0.5", "--size", "a5", "--dpi", "100", "--certain")
    run(*words, "--title", "Оха; & <x>", "--without", "inset,north", "--out", str(first))
    run("--from", str(first), "--out", str(again))
    assert again.read_bytes() == first.read_bytes()


def test_the_command_can_change_one_thing_of_an_old_file(run, tmp_path: Path):
    first, again = tmp_path / "first.png", tmp_path / "again.svg"
    run("--date", "1911", "--title", "Mine", "--out", str(first))
    run("--from", str(first), "--date", "1912", "--out", str(again))
    values = read_state(again.read_bytes())
    assert (values["date"], values["sheet"]) == ("1912", '{"title":"Mine"}')


def test_the_command_lists_what_there_is(capsys: pytest.CaptureFixture[str]):
    assert main(["--data", str(TINY), "--list"]) == 0
    listed = capsys.readouterr().out
    assert all(word in listed for word in ("harbour", "lease", "svg-outlined", "A5", "ru", "inset"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--view", "iland"), "there is no view 'iland'; did you mean 'island'?"),
        (("--layers", "leases"), "there is no layer 'leases'; did you mean 'lease'?"),
        (("--language", "fr"), "there is no language 'fr'; expected one of 'en', 'ru'"),
        (("--format", "pnk"), "there is no format 'pnk'; did you mean 'png'?"),
        (("--size", "B5"), "there is no size 'B5'; there are A4"),
        (("--without", "map"), "there is no part 'map'"),
        (("--hidden", "lease/east"), "there is no category 'lease/east'"),
        (("--bbox", "1,2,3"), "--bbox '1,2,3': expected west,south,east,north in degrees"),
        (("--out", "map.xyz"), "say the format: --format with one of pdf"),
        (("--dpi", "many"), "invalid float value: 'many'"),
        (("--wrong",), "unrecognized arguments: --wrong"),
    ],
)
def test_a_command_not_understood_ends_with_status_two(
    run, words: tuple[str, ...], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    usual = () if {"--format", "--out"} & set(words) else ("--format", "pdf")
    status, said = run(*words, *usual)
    assert status == 2
    assert sentence in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--date", "1910-13"), "1910-13"),
        (("--dpi", "9", "--format", "png"), "9 dpi asked; 36 to 1200 dpi can be printed"),
        (("--size", "9x9mm"), "9 mm; a sheet has 60 to 2000 mm"),
        (("--data", "/nowhere"), "there is no such file; the atlas needs it"),
        (("--out", "/nowhere/map.pdf"), "No such file or directory: '/nowhere/map.pdf'"),
        (("--from", str(TINY / "events.csv")), "does not say how it was made"),
    ],
)
def test_a_command_that_cannot_be_done_ends_with_status_one(
    run, words: tuple[str, ...], sentence: str
):
    status, said = run("--format", "pdf", *words)
    assert status == 1
    assert sentence in said
    assert "Traceback" not in said


def test_a_letter_without_a_glyph_is_named_by_the_command(run, tmp_path: Path):
    _, said = run("--title", "Runes ᚠ", "--out", str(tmp_path / "map.svg"))
    assert "(U+16A0 RUNIC LETTER FEHU FEOH FE F)" in said


def test_the_command_runs_as_a_module():
    command = [sys.executable, "-m", "layers.export", "--data", str(TINY), "--list"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert re.search(r"^  island +The island", done.stdout, re.MULTILINE)
