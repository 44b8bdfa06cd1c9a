"""Code in data is shown as it was written; none of it runs."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from geo.atlas import load_atlas
from layers.render.web import to_html
from layers.view import build_whole
from tests.browser.conftest import Traffic
from tests.conftest import TINY
from tests.hostile import ATTACK, poison

pytestmark = pytest.mark.browser
Visit = Callable[..., tuple[Page, Traffic]]


@pytest.fixture(scope="module")
def hostile_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return poison(Path(shutil.copytree(TINY, tmp_path_factory.mktemp("hostile") / "atlas")))


def read_everything(page: Page) -> str:
    """Open legend, lists and all cards, and give what they say."""
    return str(
        page.evaluate(
            """() => { const {app} = atlas, said = [];
            app.rail.setOpen(true);
            for (const k of [0, 1, 2]) { app.rail.choose(k); said.push(app.rail.node.textContent); }
            for (let i = 0; i < app.store.n; i++) { app.open(i, {others: [i]}); said.push(app.card.body.textContent); }
            app.legend.node.open = true; app.legend.show(); said.push(app.legend.node.textContent);
            app.pointer.last = {x: 5, y: 5}; app.pointer.point();
            said.push(app.clock.node.textContent); return said.join(' | '); }"""
        )
    )


def test_in_the_page_hostile_text_is_shown_and_not_run(
    serve: Callable[..., str], hostile_root: Path, open_page: Visit
) -> None:
    page, _ = open_page(f"{serve(data=hostile_root)}?date=1905")
    assert ATTACK in read_everything(page)
    page.wait_for_timeout(300)
    assert page.evaluate("window.bad") is None
    assert page.locator("img[src='x']").count() == 0
    assert "A49B" not in page.content()


def test_in_the_file_hostile_text_is_shown_and_not_run(
    hostile_root: Path, open_page: Visit, tmp_path: Path
) -> None:
    atlas = load_atlas(hostile_root)
    file = tmp_path / "atlas.html"
    file.write_text(to_html(build_whole(atlas), atlas), "utf-8")
    page, _ = open_page(file.as_uri())
    assert ATTACK in read_everything(page)
    assert page.evaluate("window.bad") is None
    assert ATTACK in page.title()
