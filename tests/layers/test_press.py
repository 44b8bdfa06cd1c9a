"""A sheet as a printed file, read back by other people's programs."""

import io
import os
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path as FilePath

import pytest
from PIL import Image, ImageStat
from pypdf import PdfReader

from geo.crew import CrewLimits
from geo.errors import LimitError, PressError, UnknownFormatError
from layers.render.metadata import read_state, to_state
from layers.render.press import (
    PRINTED_FORMATS,
    Job,
    check_resolution,
    parse_job,
    print_job,
    to_job,
    to_pdf,
    to_png,
)
from layers.render.sheet import Group, Path
from layers.render.worker import Press
from tests.layers.sheets import HOSTILE, STATE, line, small_sheet

NAMES = ("Okha", "Оха нефть", "北樺太石油", "鄂霍次克海", "Sea of Okhotsk", "Tatar Strait")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return to_pdf(small_sheet())


@pytest.fixture(scope="module")
def press():
    with Press(CrewLimits(workers=2, jobs=5, seconds=30)) as press:
        yield press


def words_of(pdf: bytes) -> str:
    return PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_a_pdf_page_has_the_size_of_the_sheet(pdf: bytes):
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((283.46, 419.53), abs=0.01)


def test_a_pdf_says_what_it_is(pdf: bytes):
    found = PdfReader(io.BytesIO(pdf)).metadata
    assert (found.title, found.author) == ("Northern Sakhalin", "The cartographer")


@pytest.mark.parametrize("word", ["The Convention Atlas 1.0.0", "date: 1925", STATE])
def test_a_pdf_tells_the_rest_in_its_keywords(pdf: bytes, word: str):
    assert word in PdfReader(io.BytesIO(pdf)).metadata["/Keywords"].split(", ")


def test_a_pdf_is_tagged_and_has_a_language(pdf: bytes):
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en")


@pytest.mark.parametrize("claim", [b"<pdfaid:part>2", b"<pdfaid:conformance>A", b"<pdfuaid:part>1"])
def test_a_pdf_claims_its_standards(pdf: bytes, claim: bytes):
    assert claim in pdf


def test_a_pdf_tells_the_map_to_those_who_cannot_see_it(pdf: bytes):
    objects = PdfReader(io.BytesIO(pdf))
    found = [objects.get_object(n) for n in range(1, len(objects.xref[0]) + 1)]
    alts = [item["/Alt"] for item in found if isinstance(item, dict) and "/Alt" in item]
    assert alts == ["A map of northern Sakhalin in 1925."]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_found_once_in_the_pdf(pdf: bytes, name: str):
    assert words_of(pdf).count(name) == 1


def test_all_fonts_of_a_pdf_are_ours_and_embedded(pdf: bytes):
    resources = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]
    pending, names, files = [resources], set(), []
    while pending:
        at = pending.pop()
        for font in (at.get("/Font") or {}).values():
            child = font.get_object()["/DescendantFonts"][0].get_object()
            names.add(child["/BaseFont"].split("+")[-1])
            files.append("/FontFile2" in child["/FontDescriptor"].get_object())
        forms = (at.get("/XObject") or {}).values()
        pending.extend(form.get_object().get("/Resources", {}) for form in forms)
    assert names == {"NotoSans-Regular", "NotoSansJP-Regular", "NotoSansSC-Regular"}
    assert all(files)


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler-utils is not installed")
def test_poppler_agrees_that_every_font_is_embedded(pdf: bytes, tmp_path: FilePath):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf)
    table = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    rows = [row.split() for row in table.splitlines()[2:]]
    assert {(row[1:3], row[4]) and (" ".join(row[1:3]), row[4]) for row in rows} == {
        ("CID TrueType", "yes")
    }


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_poppler_reads_every_script(pdf: bytes, tmp_path: FilePath, name: str):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf)
    found = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout
    assert name in found.decode()


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_printed_as_written(words: str):
    sheet = small_sheet(line(words, "en", 130.0, size_mm=2.0), title=words)
    found = to_pdf(replace(sheet, description=words, metadata=(("creator", words),)))
    reader = PdfReader(io.BytesIO(found))
    assert (reader.metadata.title, reader.metadata.author) == (words, words)
    assert words.replace(" ", "") in reader.pages[0].extract_text().replace(" ", "")


def test_a_sheet_without_words_can_be_printed():
    sheet = replace(small_sheet(), title="", description="", language="", metadata=(), groups=())
    assert to_pdf(sheet).startswith(b"%PDF-1.7")


def test_a_png_has_the_pixels_its_resolution_asks_for():
    picture = Image.open(io.BytesIO(to_png(small_sheet(), 254)))
    assert picture.size == (1000, 1480)
    assert picture.info["dpi"] == pytest.approx((254, 254), abs=0.1)


@pytest.mark.parametrize("dpi", [72, 96, 100, 150, 203, 300])
@pytest.mark.parametrize("size_mm", [(210.0, 297.0), (297.0, 210.0), (85.0, 85.0), (60.0, 200.0)])
def test_no_row_or_column_of_a_picture_is_lost(dpi: int, size_mm: tuple[float, float]):
    pixel = 25.4 / dpi
    count = round(max(size_mm) / pixel)
    rows = [
        Path((((0, y), (9, y), (9, y + pixel), (0, y + pixel)),), fill="#000000")
        for y in (2 * n * pixel for n in range(5, count // 2))
    ]
    columns = [
        Path((((x, 0), (x + pixel, 0), (x + pixel, 9), (x, 9)),), fill="#000000")
        for x in (2 * n * pixel for n in range(5, count // 2))
    ]
    bare = replace(small_sheet(), width_mm=size_mm[0], height_mm=size_mm[1], background="#ffffff")
    sheet = replace(bare, groups=(Group("a", "A", (*rows, *columns)),))
    picture = Image.open(io.BytesIO(to_png(sheet, dpi))).convert("L")
    down = [picture.getpixel((3, y)) < 128 for y in range(30, picture.height - 2)]
    across = [picture.getpixel((x, 3)) < 128 for x in range(30, picture.width - 2)]
    assert all(one != next_ for line in (down, across) for one, next_ in pairwise(line))


def test_a_png_says_what_it_shows():
    texts = Image.open(io.BytesIO(to_png(small_sheet(title="Оха"), 72))).text
    found = {key: texts[key] for key in ("Title", "Author", "Copyright", "State")}
    assert found == {
        "Title": "Оха",
        "Author": "The cartographer",
        "Copyright": "CC BY 4.0",
        "State": STATE,
    }


@pytest.mark.parametrize("file_format", ["tiff", "jpeg"])
def test_other_pictures_know_their_resolution_too(file_format: str):
    picture = Image.open(io.BytesIO(print_job(to_job(small_sheet(), file_format, 150))))
    assert tuple(map(float, picture.info["dpi"])) == (150, 150)


@pytest.mark.parametrize("file_format", ["tiff", "jpeg", "webp"])
def test_other_pictures_carry_xmp(file_format: str):
    picture = Image.open(io.BytesIO(print_job(to_job(small_sheet(), file_format, 72))))
    assert b"<dc:rights>CC BY 4.0</dc:rights>" in picture.info["xmp"]


@pytest.mark.parametrize("file_format", PRINTED_FORMATS)
def test_every_format_can_say_how_it_was_made(file_format: str):
    values = {"date": "1925-05", "title": 'Оха & <b> ; "=" \'%', "empty": ""}
    sheet = replace(small_sheet(), metadata=(("state", to_state(values)),))
    assert read_state(print_job(to_job(sheet, file_format, 72))) == values


def test_a_file_from_elsewhere_does_not_say_how_it_was_made():
    with pytest.raises(UnknownFormatError, match="choose one exported by this atlas"):
        read_state(b"%PDF-1.7 nothing of ours")


def test_halo_and_letters_are_in_the_picture():
    def darkness(**look: object) -> float:
        sheet = small_sheet(line("Pilvo", "en", 130.0, size_mm=6.0, **look))
        picture = Image.open(io.BytesIO(to_png(sheet, 100))).convert("L")
        return ImageStat.Stat(picture.crop((30, 480, 120, 520))).sum[0]

    assert darkness(halo="#ffffff", halo_mm=1.0) > darkness() > darkness(halo="#000000", halo_mm=1)


def test_an_unknown_format_is_refused_with_those_there_are():
    with pytest.raises(UnknownFormatError, match="'bmp'; it prints pdf, png, tiff, jpeg, webp"):
        to_job(small_sheet(), "bmp")


@pytest.mark.parametrize("dpi", [0, 35.9, 1201, float("nan"), float("inf")])
def test_a_resolution_out_of_range_is_refused(dpi: float):
    with pytest.raises(LimitError, match="36 to 1200 dpi"):
        to_job(small_sheet(), "png", dpi)


def test_too_large_a_picture_is_refused_with_its_size():
    poster = replace(small_sheet(), width_mm=841.0, height_mm=1189.0)
    with pytest.raises(LimitError, match="558 million pixels; at most 150 million"):
        check_resolution(poster, 600)


def test_webp_says_that_it_cannot_hold_a_picture_so_wide():
    ribbon = replace(small_sheet(), width_mm=400.0, height_mm=2.0, groups=())
    with pytest.raises(LimitError, match=r"at most 16,383 pixels .* has 18,898"):
        print_job(to_job(ribbon, "webp", 1200))


def test_a_job_survives_its_journey_to_another_process():
    sheet = replace(small_sheet(), title="Оха\n北樺太", metadata=(("note", "two\nlines \ud800"),))
    job = to_job(sheet, "png", 150)
    assert parse_job(job.to_bytes()) == job


@pytest.mark.parametrize("file_format", PRINTED_FORMATS)
def test_the_same_sheet_gives_the_same_bytes_in_any_process(file_format: str):
    code = (
        "from tests.layers.sheets import small_sheet; import hashlib;"
        "from layers.render.press import print_job, to_job;"
        f"data = print_job(to_job(small_sheet(), {file_format!r}, 72));"
        "print(hashlib.sha256(data).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "TZ": zone, "LANG": "C"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "UTC"))
    }
    assert len(found) == 1


def test_a_worker_prints_what_this_process_prints(press: Press, pdf: bytes):
    assert press.print_job(to_job(small_sheet(), "pdf")) == pdf


def test_sixteen_readers_at_once_each_get_their_own_sheet(press: Press):
    names = [f"Reader number {number}" for number in range(16)]
    with ThreadPoolExecutor(16) as pool:
        files = pool.map(
            lambda name: press.print_job(to_job(small_sheet(title=name), "pdf")), names
        )
        assert [PdfReader(io.BytesIO(file)).metadata.title for file in files] == names


def test_a_worker_is_replaced_after_its_share_of_jobs(press: Press):
    before = set(press.worker_pids())
    for _ in range(12):
        press.print_job(to_job(small_sheet(), "pdf"))
    assert set(press.worker_pids()) != before


def test_workers_that_rest_end_and_the_next_sheet_has_a_new_one(press: Press, pdf: bytes):
    press.warm()
    before = press.worker_pids()
    assert press.rest(3600) == 0
    assert press.worker_pids() == before
    assert press.rest(0) == 2
    assert press.worker_pids() == ()
    assert not any(FilePath(f"/proc/{pid}").exists() for pid in before)
    assert press.print_job(to_job(small_sheet(), "pdf")) == pdf
    assert len(press.worker_pids()) == 1


def test_a_worker_that_died_at_rest_is_replaced_unnoticed(press: Press, pdf: bytes):
    press.warm()
    for pid in press.worker_pids():
        os.kill(pid, 9)
    time.sleep(0.1)
    assert press.print_job(to_job(small_sheet(), "pdf")) == pdf


def test_a_worker_that_dies_while_printing_is_told_and_replaced(pdf: bytes):
    with Press(CrewLimits(workers=1)) as press:
        press.print_job(to_job(small_sheet(), "pdf"))
        (pid,) = press.worker_pids()
        killer = threading.Timer(0.3, os.kill, (pid, 9))
        killer.start()
        with pytest.raises(PressError, match=r"broke down .* try once more"):
            press.print_job(to_job(replace(small_sheet(), width_mm=400.0), "png", 1200))
        killer.join()
        assert press.print_job(to_job(small_sheet(), "pdf")) == pdf


def test_a_sheet_that_takes_too_long_is_stopped():
    with (
        Press(CrewLimits(workers=1, seconds=0.01)) as press,
        pytest.raises(PressError, match=r"longer than 0\.01 seconds"),
    ):
        press.print_job(to_job(small_sheet(), "png", 1200))


def test_a_reader_beyond_the_queue_is_sent_away_at_once():
    with (
        Press(CrewLimits(workers=1, waiting=0)) as press,
        press._turn(),
        pytest.raises(PressError, match="Too many sheets"),
    ):
        press.print_job(to_job(small_sheet(), "pdf"))


def test_what_the_press_refuses_reaches_the_reader_from_a_worker(press: Press):
    job = to_job(small_sheet(), "pdf")
    broken = Job("pdf", 300.0, "<svg", job.sheet)
    with pytest.raises(PressError, match="could not set this sheet"):
        press.print_job(broken)


def test_limits_reach_the_reader_from_a_worker(press: Press):
    ribbon = replace(small_sheet(), width_mm=400.0, height_mm=2.0, groups=())
    with pytest.raises(LimitError, match="16,383"):
        press.print_job(to_job(ribbon, "webp", 1200))
