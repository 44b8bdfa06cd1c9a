"""Sheets of the real atlas as files: judged by outside readers, complete in what they say."""

import io
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pdfua
import pikepdf
import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from geo.atlas import Atlas
from geo.selection import opening
from layers.export import export, read_remade
from layers.render.frame import USUAL, PlateOptions
from layers.render.metadata import PROGRAM, read_state
from layers.view import MapView, build_view
from layers.wording import word

LINK = "https://atlas.example/?date=1926&view=sakhalin"
FORMATS = ("pdf", "svg", "svg-outlined", "png", "tiff", "jpeg", "webp")
SHEETS = [
    ("northern-sakhalin", "en", "A4", "portrait"),
    ("okha", "ja", "A4", "landscape"),
    ("region", "zh", "Letter", "portrait"),
    ("diplomacy", "ru", "A3", "landscape"),
]
POINTS_PER_MM = 72 / 25.4
CHOSEN = PlateOptions(
    sheet="A5",
    title="Оха & <b>Okha</b> 石油 $x$",
    note="Drawn for the seminar.",
    link=LINK,
    show=USUAL | {"code"},
    citation="harvard",
)


def look(atlas: Atlas, view: str, language: str) -> MapView:
    selection = replace(opening(atlas.catalog), date="1926", view=view, language=language)
    return build_view(atlas, selection)


@pytest.fixture(scope="module", params=SHEETS, ids=lambda p: f"{p[0]}-{p[1]}")
def printed(request: pytest.FixtureRequest, atlas: Atlas) -> tuple[MapView, PlateOptions, bytes]:
    preset, language, sheet, orientation = request.param
    view = look(atlas, preset, language)
    options = PlateOptions(sheet=sheet, orientation=orientation, link=LINK, show=USUAL | {"code"})
    return view, options, export(view, "pdf", options=options)


def test_a_checker_of_accessibility_finds_nothing(printed, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(printed[2])
    report = pdfua.validate(file)
    assert len(report.outcomes) > 10
    assert [str(finding) for finding in report.findings] == []


def test_qpdf_finds_no_fault_in_the_file(printed) -> None:
    with pikepdf.open(io.BytesIO(printed[2])) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_the_file_says_that_it_is_archival_and_accessible(printed) -> None:
    with pikepdf.open(io.BytesIO(printed[2])) as pdf, pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
        assert xmp["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == printed[0].language


def test_every_font_is_embedded(printed) -> None:
    with pikepdf.open(io.BytesIO(printed[2])) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        described = [f for f in fonts if f.get("/Type") == "/FontDescriptor"]
        assert described
        assert all("/FontFile2" in f or "/FontFile3" in f for f in described)
        named = [f for f in fonts if f.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2")]
        assert len(named) == len(described)


def test_pdfium_reads_the_size_and_the_words(printed) -> None:
    view, options, pdf = printed
    page = pypdfium2.PdfDocument(pdf)[0]
    size = tuple(length / POINTS_PER_MM for length in page.get_size())
    assert size == pytest.approx(options.size_mm, abs=0.01)
    text = "".join(page.get_textpage().get_text_range().split())
    for wanted in (view.date_label, word("legend", view.language), LINK):
        assert "".join(wanted.split()) in text


def test_the_words_are_found_as_they_are_written(printed) -> None:
    view, _, pdf = printed
    text = "".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
    for wanted in (view.title, word("legend", view.language), *view.view.title.values(), LINK):
        assert "".join(wanted.split()) in text
    assert not re.search(r"[\u2e80-\u2fdf]", text)  # radicals in the place of characters


@pytest.fixture(scope="module", params=FORMATS)
def file(request: pytest.FixtureRequest, atlas: Atlas) -> tuple[MapView, str, bytes]:
    view = look(atlas, "sakhalin", "ru")
    return view, request.param, export(view, request.param, options=CHOSEN, dpi=96.0)


def told_by(kind: str, data: bytes) -> str:
    """Give all that a file says of itself, as another program reads it."""
    if kind == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return " ".join(str(value) for value in pdf.docinfo.values())
    if kind.startswith("svg"):
        root = ET.fromstring(data)  # noqa: S314 -- our own file
        found = root.find("{http://www.w3.org/2000/svg}metadata")
        assert found is not None
        return " ".join(found.itertext())
    with Image.open(io.BytesIO(data)) as picture:
        packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp")
        if packet is None:
            packet = picture.tag_v2[700]  # type: ignore[attr-defined]
    text = packet if isinstance(packet, str) else bytes(packet).decode()
    body = re.search(r"<rdf:RDF.*</rdf:RDF>", text, re.DOTALL)
    assert body is not None
    return " ".join(ET.fromstring(body[0]).itertext())  # noqa: S314


def test_every_format_says_all_of_itself(file) -> None:
    view, kind, data = file
    told = " ".join(told_by(kind, data).split())
    extent = view.extent
    wanted = {
        "title": CHOSEN.title,
        "date": "1926",
        "extent": f"{extent.west:g} {extent.south:g} {extent.east:g} {extent.north:g}",
        "projection": "+proj=tmerc +lon_0=143",
        "layers": "control",
        "sources": "Portsmouth Treaty",
        "licence": "LGPL-3.0-or-later",
        "link": LINK,
        "program": PROGRAM,
        "note": CHOSEN.note,
    }
    missing = [name for name, value in wanted.items() if value not in told]
    assert missing == []


def test_a_file_of_any_format_is_made_again_byte_for_byte(file, atlas: Atlas) -> None:
    _, _, data = file
    again = read_remade(read_state(data), catalog=atlas.catalog)
    assert again.notices == ()
    view = build_view(atlas, again.selection)
    assert export(view, again.file_format, options=again.options, dpi=again.dpi) == data
