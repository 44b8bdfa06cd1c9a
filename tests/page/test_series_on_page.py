"""Series and films on the page: asked for, made before the visitor's eyes, taken away."""

import shutil
import sys

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import TINY
from tests.page.test_page import PAGE, WAIT_S


@pytest.fixture
def page(monkeypatch) -> AppTest:
    """Open the toy island at its section for printing, in the smallest useful size."""
    monkeypatch.setattr(sys, "argv", ["streamlit_app.py", "--data", str(TINY)])
    opened = AppTest.from_file(PAGE, default_timeout=WAIT_S).run()
    opened.button_group(key="section").select("print").run()
    opened.selectbox(key="plate sheet").select("Column 85 mm").run()
    opened.slider(key="series years").set_range(1905, 1906).run()
    return opened


def test_the_number_of_maps_and_their_size_are_said_before_they_are_made(page: AppTest):
    assert page.button(key="make series").label == "Make 2 maps, about 0.6 MB"


def test_phases_can_be_asked_for_instead_of_years(page: AppTest):
    page.radio(key="series dates").set_value("phases").run()
    assert page.button(key="make series").label.startswith("Make 2 maps")


def test_a_film_is_offered_once_it_is_made(page: AppTest):
    page.selectbox(key="series kind").select("gif").run()
    page.button(key="make series").click().run()
    assert not page.exception
    assert not page.error
    (button,) = [b for b in page.get("download_button") if b.proto.id.endswith("download series")]
    assert button.proto.label.startswith("GIF (")


def test_a_film_that_cannot_be_made_is_explained(page: AppTest, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    page.selectbox(key="series kind").select("mp4").run()
    page.button(key="make series").click().run()
    assert not page.exception
    assert page.error[0].value.startswith("MP4 needs the program ffmpeg")
