"""A server warms up before its first visitor: what the first map needs is there already."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

from layers import webmap
from layers.page import shelf
from layers.page.shelf import MOST_WARNED, read_atlas, read_whole, warm

ROOT = Path(__file__).parents[2]
TINY = str(ROOT / "tests" / "tiny_atlas")


def test_streamlit_finds_the_server_that_warms_itself_in_the_page():
    assert discover_asgi_app(ROOT / "streamlit_app.py").import_string == "streamlit_app:app"


def test_after_warming_the_first_map_is_packed_and_no_work_is_left(monkeypatch: pytest.MonkeyPatch):
    warm(TINY)
    monkeypatch.setattr(webmap, "to_data", lambda *_: pytest.fail("packed a second time"))
    atlas = read_atlas(TINY)
    assert webmap.pack(read_whole(TINY, "en"), atlas, webmap.KEY).packed


def test_a_server_that_starts_names_the_letters_that_no_font_has(
    spoil: Callable[[str, str, str], Path], caplog: pytest.LogCaptureFixture
):
    warm(str(spoil("places.csv", "Harbour Town", "Harbour ᚠ")))
    (said,) = caplog.messages
    assert said.startswith("places.csv, harbour, name: no font of the atlas has 'ᚠ' (U+16A0")


def test_of_many_letters_a_server_names_the_first_and_how_to_see_all(
    spoil: Callable[[str, str, str], Path], caplog: pytest.LogCaptureFixture
):
    root = spoil("places.csv", "Harbour Town", "".join(map(chr, range(0x1400, 0x1420))))
    warm(str(root))
    assert len(caplog.messages) == MOST_WARNED + 1
    assert f"python -m geo.doctor {root} lists all 32" in caplog.messages[-1]


def test_after_warming_the_map_is_packed_in_every_language(monkeypatch: pytest.MonkeyPatch):
    warm(TINY)
    monkeypatch.setattr(webmap, "to_data", lambda *_: pytest.fail("packed a second time"))
    atlas = read_atlas(TINY)
    assert webmap.pack(read_whole(TINY, "ru"), atlas, webmap.KEY).packed


def test_a_very_large_atlas_is_packed_when_a_language_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tiny_root: Path
):
    monkeypatch.setattr(shelf, "MOST_PACKED", 1)
    packed = []
    monkeypatch.setattr(shelf, "pack", lambda view, *_: packed.append(view.language))
    warm(str(tiny_root))
    assert packed == ["en"]


def test_a_folder_with_mistakes_is_left_to_the_page(tmp_path: Path):
    warm(str(tmp_path))
