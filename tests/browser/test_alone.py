"""A large atlas as one page from disk: packed, and the same as a small one that is not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from geo.atlas import load_atlas
from layers.render import web
from layers.render.web import to_html
from layers.view import build_whole
from layers.wording import word
from tests.browser.conftest import Traffic

pytestmark = pytest.mark.browser
TINY = Path(__file__).parents[1] / "tiny_atlas"


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """The same atlas as a page that is packed, and as one that is not."""
    atlas = load_atlas(TINY)
    view = build_whole(atlas, language="ru")
    written = {}
    for name, least in (("packed", 0), ("plain", 10**9)):
        monkeypatch.setattr(web, "PACKED_FROM", least)
        written[name] = tmp_path / f"{name}.html"
        written[name].write_text(to_html(view, atlas), "utf-8")
    return written


def shown(page: Page) -> list[object]:
    said: list[object] = page.evaluate(
        "[atlas.date(), atlas.app.payload, [...atlas.app.store.shown], document.fonts.size]"
    )
    return said


def test_a_packed_page_shows_what_a_plain_one_shows(
    pages: dict[str, Path], open_page: Callable[..., tuple[Page, Traffic]]
) -> None:
    packed, _ = open_page(pages["packed"].as_uri())
    plain, _ = open_page(pages["plain"].as_uri())
    assert pages["packed"].stat().st_size < pages["plain"].stat().st_size
    assert shown(packed) == shown(plain)
    assert packed.evaluate("document.getElementById('atlas-data').type") == "application/gzip"


def test_a_browser_that_cannot_unpack_it_says_which_can(
    pages: dict[str, Path], chromium: Browser
) -> None:
    page = chromium.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(pages["packed"].as_uri())
    page.get_by_text(word("page-too-old", "ru")).wait_for()
    page.close()
