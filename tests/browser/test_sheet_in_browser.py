"""A sheet opened in a browser looks like the sheet that was printed."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import Browser

from geo.atlas import Atlas, load_atlas
from geo.selection import opening
from layers.export import export
from layers.render.frame import PlateOptions
from layers.render.press import to_png
from layers.render.sheet import Sheet
from layers.render.svg import to_svg
from layers.view import MapView, build_view
from tests.layers.sheets import HOSTILE, line, small_sheet

DPI = 192.0  # two pixels to one of CSS
ALIKE = 2.0  # mean difference, of 255, after a slight blur; other faces give 7


def photograph(
    chromium: Browser, svg: str, folder: Path, size_mm: tuple[float, float] = (100.0, 148.2)
) -> Image.Image:
    """Open a file in a browser that has no network."""
    file = folder / "sheet.svg"
    file.write_text(svg, encoding="utf-8")
    context = chromium.new_context(
        viewport={
            "width": round(size_mm[0] / 25.4 * 96),
            "height": round(size_mm[1] / 25.4 * 96),
        },
        device_scale_factor=2,
        offline=True,
    )
    page = context.new_page()
    page.goto(file.as_uri())
    data = page.screenshot()
    context.close()
    return Image.open(io.BytesIO(data)).convert("RGB")


def difference(seen: Image.Image, sheet: Sheet) -> float:
    """Compare what is seen with what is printed."""
    return unlike(seen, Image.open(io.BytesIO(to_png(sheet, DPI))).convert("RGB"))


def unlike(seen: Image.Image, printed: Image.Image) -> float:
    """Give how unlike two pictures are: the mean difference after a slight blur."""
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


REAL = [
    ("northern-sakhalin", "ru", PlateOptions(sheet="A5")),
    ("region", "zh", PlateOptions(sheet="A5", orientation="landscape", inks="print")),
    ("okha", "ja", PlateOptions(sheet="Column 85 mm")),
    ("diplomacy", "en", PlateOptions(width_mm=160.0, height_mm=90.0)),
]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(Path(__file__).parents[2] / "data")


def see(atlas: Atlas, view: str, language: str) -> MapView:
    selection = replace(opening(atlas.catalog), date="1926", view=view, language=language)
    return build_view(atlas, selection)


@pytest.mark.parametrize("file_format", ["svg", "svg-outlined"])
@pytest.mark.parametrize("real", REAL, ids=lambda real: f"{real[0]}-{real[1]}")
def test_a_real_sheet_looks_in_a_browser_as_it_is_printed(
    chromium: Browser,
    tmp_path: Path,
    atlas: Atlas,
    real: tuple[str, str, PlateOptions],
    file_format: str,
):
    view, language, options = real
    shown = see(atlas, view, language)
    svg = export(shown, file_format, options=options).decode()
    seen = photograph(chromium, svg, tmp_path, options.size_mm)
    printed = Image.open(io.BytesIO(export(shown, "png", options=options, dpi=DPI)))
    assert abs(seen.width - printed.width) <= 2
    assert abs(seen.height - printed.height) <= 2
    likeness = unlike(seen, printed.convert("RGB"))
    assert likeness < ALIKE
    other = build_view(atlas, replace(shown.selection, date="1906"))
    printed = Image.open(io.BytesIO(export(other, "png", options=options, dpi=DPI)))
    assert unlike(seen, printed.convert("RGB")) > 2 * likeness  # another year would be noticed


def test_the_words_of_a_real_sheet_can_be_searched_in_the_browser(
    chromium: Browser, tmp_path: Path, atlas: Atlas
):
    for view, language, options in REAL:
        shown = see(atlas, view, language)
        file = tmp_path / "sheet.svg"
        file.write_bytes(export(shown, "svg", options=options))
        page = chromium.new_page()
        page.goto(file.as_uri())
        told = "".join(page.evaluate("document.documentElement.textContent").split())
        assert "".join(shown.date_label.split()) in told
        assert page.evaluate("document.documentElement.getAttribute('xml:lang')") == language
        assert page.evaluate("document.querySelectorAll('g.layer').length") > 5
        page.close()


PAYLOADS = (
    *HOSTILE,
    '<img src=x onerror="window.hit=1">',
    "]]><script>window.hit=1</script>",
    "</title></svg><svg onload='window.hit=1'>",
    "&#x3c;script&#x3e;window.hit=1&#x3c;/script&#x3e;",
    "javascript:window.hit=1//",
    "@import url(https://evil.example/x.css);",
    "\u202e\u0000\u2028 end",
)


def test_what_a_visitor_writes_is_only_ever_text(chromium: Browser, tmp_path: Path, atlas: Atlas):
    words = " ".join(PAYLOADS)
    options = PlateOptions(title=PAYLOADS[0], note=words, link=f"https://x.example/?{PAYLOADS[5]}")
    for file_format in ("svg", "svg-outlined"):
        file = tmp_path / "sheet.svg"
        file.write_bytes(export(see(atlas, "okha", "en"), file_format, options=options))
        page = chromium.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))  # noqa: B023 -- one page
        page.goto(file.as_uri())
        assert page.evaluate("window.hit") is None
        assert page.evaluate("document.querySelectorAll('script, foreignObject, img').length") == 0
        assert all(url.startswith(("file:", "data:", "blob:")) for url in asked)
        page.close()
