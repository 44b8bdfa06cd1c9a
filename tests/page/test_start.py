"""A server warms up before its first visitor: what the first map needs is there already."""

from pathlib import Path

import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

from layers import webmap
from layers.page.shelf import read_atlas, read_whole, warm

ROOT = Path(__file__).parents[2]
TINY = str(ROOT / "tests" / "tiny_atlas")


def test_streamlit_finds_the_server_that_warms_itself_in_the_page():
    assert discover_asgi_app(ROOT / "streamlit_app.py").import_string == "streamlit_app:app"


def test_after_warming_the_first_map_is_packed_and_no_work_is_left(monkeypatch: pytest.MonkeyPatch):
    warm(TINY)
    monkeypatch.setattr(webmap, "to_data", lambda *_: pytest.fail("packed a second time"))
    atlas = read_atlas(TINY)
    assert webmap.pack(read_whole(TINY, "en"), atlas, webmap.KEY).packed


def test_a_folder_with_mistakes_is_left_to_the_page(tmp_path: Path):
    warm(str(tmp_path))
