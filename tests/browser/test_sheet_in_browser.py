"""A sheet opened in a browser looks like the sheet that was printed."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import sync_playwright

from layers.render.press import to_png
from layers.render.sheet import Sheet
from layers.render.svg import to_svg
from tests.layers.sheets import line, small_sheet

pytestmark = pytest.mark.browser

DPI = 192.0
LIKE = 1.2  # mean difference of 255 after a slight blur; letters set in another face give 3 or more


def photograph(svg: str, folder: Path) -> Image.Image:
    """Open a file in a Chromium without network, at two pixels to one of CSS."""
    file = folder / "sheet.svg"
    file.write_text(svg, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = browser.new_page(
            viewport={"width": 378, "height": 560}, device_scale_factor=2, offline=True
        )
        page.goto(file.as_uri())
        data = page.screenshot()
        browser.close()
    return Image.open(io.BytesIO(data)).convert("RGB")


def difference(sheet: Sheet, folder: Path, **options: object) -> float:
    seen = photograph(to_svg(sheet, **options), folder)
    printed = Image.open(io.BytesIO(to_png(sheet, DPI))).convert("RGB")
    size = min(seen.width, printed.width), min(seen.height, printed.height)
    blurred = [
        picture.crop((0, 0, *size)).filter(ImageFilter.GaussianBlur(1.5))
        for picture in (seen, printed)
    ]
    return max(ImageStat.Stat(ImageChops.difference(*blurred)).mean)


def long_sheet() -> Sheet:
    words = "Okha Оха 石油 1925   spaced   office"
    return small_sheet(*(line(words, "ja", 10.0 + 6 * n, size_mm=3.0) for n in range(20)))


def test_embedded_fonts_make_the_browser_show_what_is_printed(tmp_path: Path):
    assert difference(long_sheet(), tmp_path, embed_fonts=True) < LIKE


def test_outlines_make_the_browser_show_what_is_printed(tmp_path: Path):
    assert difference(long_sheet(), tmp_path, lettering="outlines") < LIKE


def test_the_comparison_would_notice_other_letters(tmp_path: Path):
    printed = small_sheet()
    assert difference(long_sheet(), tmp_path, embed_fonts=True) < LIKE
    seen = photograph(to_svg(long_sheet(), embed_fonts=True), tmp_path)
    other = Image.open(io.BytesIO(to_png(printed, DPI))).convert("RGB").resize(seen.size)
    assert max(ImageStat.Stat(ImageChops.difference(seen, other)).mean) > LIKE
