"""Series and films on the page: asked for, made before the visitor's eyes, stopped, taken away."""

import shutil
import sys
import threading
import time

import pytest
from streamlit.testing.v1 import AppTest

from layers.page import serial
from layers.series import StoppedError
from tests.conftest import TINY
from tests.page.test_page import PAGE, WAIT_S

FINISHED_S = 60


@pytest.fixture
def page(monkeypatch) -> AppTest:
    """Open the toy island at its section for printing, in the smallest useful size."""
    monkeypatch.setattr(sys, "argv", ["streamlit_app.py", "--data", str(TINY)])
    opened = AppTest.from_file(PAGE, default_timeout=WAIT_S).run()
    opened.button_group(key="section").select("print").run()
    opened.selectbox(key="plate sheet").select("Column 85 mm").run()
    opened.slider(key="series years").set_range(1905, 1906).run()
    return opened


@pytest.fixture
def slow(monkeypatch) -> threading.Event:
    """Let series go on for as long as the event is not set."""
    let = threading.Event()

    def make(_series, _kind, *, watch):
        for done in range(1000):
            watch.step(done, 1000)
            if let.wait(0.02):
                return b"made"
        return b"too late"

    monkeypatch.setattr(serial, "make_series", make)
    return let


def workers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "series"]


def finish(page: AppTest) -> AppTest:
    """Wait for the end, as the page does by itself in a browser."""
    ends = time.monotonic() + FINISHED_S
    while workers() and time.monotonic() < ends:
        time.sleep(0.05)
    return page.run()


def files(page: AppTest) -> list[str]:
    buttons = page.get("download_button")
    return [b.proto.label for b in buttons if b.proto.id.endswith("download series")]


def test_the_number_of_maps_and_their_size_are_said_before_they_are_made(page: AppTest):
    assert page.button(key="make series").label == "Make 2 maps, about 0.4 MB"


def test_phases_can_be_asked_for_instead_of_years(page: AppTest):
    page.radio(key="series dates").set_value("phases").run()
    assert page.button(key="make series").label.startswith("Make 2 maps")


def test_a_film_is_offered_once_it_is_made(page: AppTest):
    page.selectbox(key="series kind").select("gif").run()
    finish(page.button(key="make series").click().run())
    assert not page.exception
    assert not page.error
    (label,) = files(page)
    assert label.startswith("GIF (")


def test_the_file_stays_until_what_it_was_made_of_is_changed(page: AppTest):
    page.selectbox(key="series kind").select("gif").run()
    finish(page.button(key="make series").click().run())
    page.button_group(key="section").select("treaty").run()
    assert files(page.button_group(key="section").select("print").run())
    assert not files(page.selectbox(key="inks").select("print").run())


def test_a_film_that_cannot_be_made_is_explained(page: AppTest, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    page.selectbox(key="series kind").select("mp4").run()
    finish(page.button(key="make series").click().run())
    assert not page.exception
    assert page.error[0].value.startswith("MP4 needs the program ffmpeg")


@pytest.mark.usefixtures("page")  # the toy island
def test_it_is_explained_in_the_readers_language(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    page = AppTest.from_file(PAGE, default_timeout=WAIT_S)
    page.query_params["language"] = "ru"
    page.run().button_group(key="section").select("print").run()
    page.selectbox(key="series kind").select("mp4").run()
    finish(page.button(key="make series").click().run())
    assert not page.exception
    assert page.error[0].value.startswith("Для MP4 нужна программа ffmpeg")


@pytest.mark.usefixtures("slow")
def test_a_series_that_is_made_can_be_stopped_and_leaves_nothing_running(page: AppTest):
    page.button(key="make series").click().run()
    assert len(workers()) == 1
    page.button(key="stop series").click().run()
    assert workers() == []
    assert not page.exception
    assert page.info[0].value.startswith("Stopped after ")
    assert not files(page)
    assert page.button(key="make series").label.startswith("Make 2 maps")


@pytest.mark.usefixtures("slow")
def test_progress_and_the_time_that_is_left_are_told(page: AppTest):
    page.button(key="make series").click().run()
    time.sleep(0.5)
    page.run()
    (bar,) = page.get("progress")
    assert " of 1000, about " in bar.proto.text
    assert bar.proto.text.endswith(" s left")
    page.button(key="stop series").click().run()


@pytest.mark.usefixtures("slow")
def test_whoever_changes_what_is_made_stops_it(page: AppTest):
    page.button(key="make series").click().run()
    page.selectbox(key="inks").select("print").run()
    finish(page)
    assert workers() == []
    assert not files(page)
    assert not page.exception


def test_the_page_can_be_used_while_a_series_is_made(page: AppTest, slow: threading.Event):
    page.button(key="make series").click().run()
    page.button_group(key="section").select("sources").run()
    assert page.dataframe
    slow.set()
    finish(page)
    page.button_group(key="section").select("print").run()
    assert files(page) == ["PDF atlas (0.0 MB)"]


def test_a_series_beyond_those_that_are_made_at_once_waits_and_says_so(
    page: AppTest, slow: threading.Event
):
    taken = serial.open_turns()
    for _ in range(serial.AT_ONCE):
        taken.acquire()
    try:
        page.button(key="make series").click().run()
        (bar,) = page.get("progress")
        assert bar.proto.text == "Others are making series; yours waits for its turn."
    finally:
        taken.release(serial.AT_ONCE)
    slow.set()
    assert files(finish(page))


def test_a_series_that_waits_can_be_stopped_too(page: AppTest):
    taken = serial.open_turns()
    for _ in range(serial.AT_ONCE):
        taken.acquire()
    try:
        page.button(key="make series").click().run()
        page.button(key="stop series").click().run()
        assert workers() == []
    finally:
        taken.release(serial.AT_ONCE)


def test_a_mistake_of_the_program_is_not_hidden(page: AppTest, monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(serial, "make_series", fail)
    finish(page.button(key="make series").click().run())
    assert page.exception


def test_a_series_nobody_waits_for_any_more_ends():
    errand = serial.Errand(
        lambda watch: [watch.step(n, 9) or time.sleep(0.01) for n in range(9)],
        turns=threading.Semaphore(1),
        wanted=lambda: False,
    )
    errand.start()
    errand.join(5)
    assert errand.is_stopped
    assert isinstance(errand._failure, StoppedError)


def test_letters_that_no_font_has_are_named_before_the_sheet_is_printed(page: AppTest):
    assert not [w for w in page.warning if "ᚠ" in w.value]
    page.text_input(key="plate title").set_value("ᚠ Оха オハ 奧哈").run()
    assert not page.exception
    (warning,) = [w for w in page.warning if "No font" in w.value]
    assert "U\\+16A0 RUNIC LETTER" in warning.value
