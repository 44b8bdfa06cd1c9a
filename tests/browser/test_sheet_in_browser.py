"""A sheet opened in a browser looks like the sheet that was printed."""

import io
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import Browser

from layers.render.press import to_png
from layers.render.sheet import Sheet
from layers.render.svg import to_svg
from tests.layers.sheets import line, small_sheet

DPI = 192.0  # two pixels to one of CSS
ALIKE = 2.0  # mean difference, of 255, after a slight blur; other faces give 7


def photograph(chromium: Browser, svg: str, folder: Path) -> Image.Image:
    """Open a file in a browser that has no network."""
    file = folder / "sheet.svg"
    file.write_text(svg, encoding="utf-8")
    context = chromium.new_context(
        viewport={"width": 378, "height": 560}, device_scale_factor=2, offline=True
    )
    page = context.new_page()
    page.goto(file.as_uri())
    data = page.screenshot()
    context.close()
    return Image.open(io.BytesIO(data)).convert("RGB")


def difference(seen: Image.Image, sheet: Sheet) -> float:
    """Compare what is seen with what is printed."""
    printed = Image.open(io.BytesIO(to_png(sheet, DPI))).convert("RGB")
    size = min(seen.width, printed.width), min(seen.height, printed.height)
    blurred = [
        picture.crop((0, 0, *size)).filter(ImageFilter.GaussianBlur(1.5))
        for picture in (seen, printed)
    ]
    return max(ImageStat.Stat(ImageChops.difference(*blurred)).mean)


def full_sheet(words: str = "Okha Оха 石油 1925   spaced   office") -> Sheet:
    return small_sheet(*(line(words, "ja", 10.0 + 6 * n, size_mm=3.0) for n in range(20)))


def test_embedded_fonts_make_a_browser_show_what_is_printed(chromium: Browser, tmp_path: Path):
    seen = photograph(chromium, to_svg(full_sheet(), embed_fonts=True), tmp_path)
    assert difference(seen, full_sheet()) < ALIKE


def test_outlines_make_a_browser_show_what_is_printed(chromium: Browser, tmp_path: Path):
    seen = photograph(chromium, to_svg(full_sheet(), lettering="outlines"), tmp_path)
    assert difference(seen, full_sheet()) < ALIKE


def test_a_sheet_with_other_words_would_be_noticed(chromium: Browser, tmp_path: Path):
    seen = photograph(chromium, to_svg(full_sheet(), embed_fonts=True), tmp_path)
    assert difference(seen, full_sheet("Ohka Охa 油石 1952   office   spaced")) > ALIKE
