"""A sheet as SVG: real text, named layers, nothing that could be run."""

import base64
import io
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont

from layers.render.faces import FACES
from layers.render.sheet import Group, Path, Run, Sheet, Text
from layers.render.subset import letters_by_face, to_woff
from layers.render.svg import to_svg
from tests.layers.sheets import HOSTILE, line, small_sheet

SVG = "{http://www.w3.org/2000/svg}"
XML = "{http://www.w3.org/XML/1998/namespace}"
DC = "{http://purl.org/dc/elements/1.1/}"


def parsed(sheet: Sheet, **options: object) -> ET.Element:
    return ET.fromstring(to_svg(sheet, **options))  # noqa: S314 -- our own


def texts(root: ET.Element) -> list[str]:
    return [
        "".join(text.itertext())
        for text in root.iter(f"{SVG}text")
        if text.get("aria-hidden") != "true"
    ]


def test_the_page_is_measured_in_millimetres():
    root = parsed(small_sheet())
    assert (root.get("width"), root.get("height")) == ("100mm", "148mm")
    assert root.get("viewBox") == "0 0 100 148"


def test_names_are_real_text():
    assert "北樺太石油" in texts(parsed(small_sheet()))


def test_every_run_says_its_language():
    sheet = small_sheet(line("Okha オハ", "en", 130.0))
    spans = {span.text: span.get(f"{XML}lang") for span in parsed(sheet).iter(f"{SVG}tspan")}
    assert (spans["Okha "], spans["オハ"]) == ("en", "ja")


def test_a_halo_is_a_copy_that_is_not_read_out():
    halos = [text for text in parsed(small_sheet()).iter(f"{SVG}text") if text.get("class")]
    assert {text.get("aria-hidden") for text in halos} == {"true"}


def test_a_halo_lies_below_its_name():
    label = next(g for g in parsed(small_sheet()).iter(f"{SVG}g") if g.get("data-feature"))
    assert [text.get("class") for text in label] == ["halo", None]


def test_layers_have_a_title_and_ids_of_their_own():
    twice = small_sheet()
    sheet = Sheet(**{f: getattr(twice, f) for f in twice.__slots__} | {"groups": twice.groups * 2})
    layers = [g for g in parsed(sheet).iter(f"{SVG}g") if g.get("class") == "layer"]
    assert [layer.find(f"{SVG}title").text for layer in layers] == ["Ground", "Names"] * 2
    assert len({layer.get("id") for layer in layers}) == 4


def test_a_clipped_group_points_at_its_own_clip():
    root = parsed(small_sheet())
    layer = next(g for g in root.iter(f"{SVG}g") if g.get("clip-path"))
    assert layer.get("clip-path")[5:-1] in {c.get("id") for c in root.iter(f"{SVG}clipPath")}


def test_a_curved_name_is_also_said_unbroken():
    titles = [title.text for title in parsed(small_sheet()).iter(f"{SVG}title")]
    assert "Tatar Strait" in titles


def test_a_curved_name_runs_along_a_path_of_the_file():
    root = parsed(small_sheet())
    path_ids = {path.get("id") for path in root.iter(f"{SVG}path")}
    assert {run.get("href")[1:] for run in root.iter(f"{SVG}textPath")} <= path_ids - {None}


def test_metadata_are_dublin_core_where_it_has_the_word():
    root = parsed(small_sheet())
    assert root.find(f".//{DC}rights").text == "CC BY 4.0"
    assert root.find(f".//{DC}coverage").text == "1925"


def test_a_hole_stays_a_hole():
    paths = parsed(small_sheet()).iter(f"{SVG}path")
    land = next(path for path in paths if path.get("fill") == "#f5efe1")
    assert (land.get("d").count("M"), land.get("fill-rule")) == (2, "evenodd")


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("lettering", ["text", "print"])
def test_hostile_words_are_shown_as_written(words: str, lettering: str):
    sheet = small_sheet(line(words, "en", 130.0), title=words)
    assert words in texts(parsed(sheet, lettering=lettering))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_in_ids_and_titles_stay_inside_them(words: str):
    shape = Path((((0, 0), (1, 1)),), stroke="#000000", width_mm=0.1, feature=words)
    group = Group(words, words, (shape,), ((0, 0), (9, 0), (9, 9)))
    sheet = Sheet(10, 10, words, words, "en", "#ffffff", (group,), ((words, words),))
    root = parsed(sheet)
    assert root.find(f"{SVG}g/{SVG}title").text == words
    assert root.find(f"{SVG}g/{SVG}path").get("data-feature") == words
    assert not list(root.iter(f"{SVG}script"))


def test_control_characters_do_not_reach_the_file():
    sheet = small_sheet(line("a\x00b\x1b\u202ec", "en", 130.0), title="x\x07y")
    assert "abc" in texts(parsed(sheet))


def test_a_colour_that_is_an_address_is_refused():
    sheet = small_sheet(Text((0, 0), (Run("x"),), 3.0, "url(https://example.org/a.svg#b)"))
    with pytest.raises(ValueError, match="expected #rrggbb"):
        to_svg(sheet)


def test_no_file_points_at_another_host():
    root = parsed(small_sheet(), embed_fonts=True)
    links = [value for e in root.iter() for name, value in e.items() if name.endswith("href")]
    assert all(link.startswith(("#", "data:image/png;base64,")) for link in links)


def test_embedded_fonts_hold_the_letters_used():
    letters = frozenset(map(ord, "樺太"))
    font = TTFont(io.BytesIO(to_woff(FACES[8], letters)))
    assert letters <= set(font.getBestCmap())


def test_embedded_fonts_are_small():
    css = parsed(small_sheet(), embed_fonts=True).find(f"{SVG}style").text
    fonts = [part.split('"', 1)[0] for part in css.split("base64,")[1:]]
    assert sum(len(base64.b64decode(font)) for font in fonts) < 20_000


def test_letters_are_gathered_under_the_face_that_draws_them():
    found = letters_by_face([Run("Okha"), Run("オハ", "ja"), Run("ko")])
    assert {face.file: len(letters) for face, letters in found.items()} == {
        "NotoSans-Regular.ttf": 5,
        "NotoSansJP-Regular.ttf": 2,
    }


def test_outlined_lettering_needs_no_font():
    root = parsed(small_sheet(), lettering="outlines")
    assert list(root.iter(f"{SVG}text")) == []


def test_outlined_lettering_still_says_its_words():
    titles = [title.text for title in parsed(small_sheet(), lettering="outlines").iter()]
    assert "鄂霍次克海" in titles


def test_for_the_press_each_word_stands_once():
    found = texts(parsed(small_sheet(), lettering="print"))
    assert [found.count(name) for name in ("Okha", "Sea of Okhotsk", "Tatar Strait")] == [1, 1, 1]


def test_blank_lettering_draws_nothing():
    blank, none = small_sheet(line("  \x00", "en", 130.0)), small_sheet()
    assert to_svg(blank).count("<text") == to_svg(none).count("<text")


@pytest.mark.parametrize("lettering", ["text", "print", "outlines"])
def test_the_same_sheet_gives_the_same_text_in_any_process(lettering: str):
    code = (
        "from tests.layers.sheets import small_sheet; from layers.render.svg import to_svg;"
        f"import hashlib; s = to_svg(small_sheet(), embed_fonts=True, lettering={lettering!r});"
        "print(hashlib.sha256(s.encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_for_the_press_groups_cut_to_the_same_frame_are_cut_together():
    ring = ((5.0, 5.0), (95.0, 5.0), (95.0, 140.0), (5.0, 140.0))
    ground, names = small_sheet().groups
    sheet = replace(small_sheet(), groups=(replace(ground, clip=ring), replace(names, clip=ring)))
    assert to_svg(sheet, lettering="print").count("<clipPath") == 1
    assert to_svg(sheet).count("<clipPath") == 2


def test_a_clear_line_needs_no_layer_of_its_own():
    line = Path((((5, 5), (95, 5)),), closed=False, stroke="#000000", width_mm=1.0, opacity=0.4)
    svg = to_svg(replace(small_sheet(), groups=(Group("a", "A", (line,)),)))
    assert 'stroke-opacity="0.4"' in svg
    assert ' opacity="' not in svg


def test_fill_and_outline_of_a_clear_area_do_not_shine_through_each_other():
    area = Path((((5, 5), (95, 5), (95, 9)),), fill="#ffffff", stroke="#000000", opacity=0.4)
    svg = to_svg(replace(small_sheet(), groups=(Group("a", "A", (area,)),)))
    assert ' opacity="0.4"' in svg
    assert "stroke-opacity" not in svg
