"""The section for printing: any size and resolution, remembered, refused in a sentence."""

import sys

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import TINY
from tests.page.test_page import PAGE, WAIT_S

PICTURES = {"PNG", "TIFF", "JPEG", "WebP"}


@pytest.fixture
def page(monkeypatch) -> AppTest:
    """Open the toy island at its section for printing."""
    monkeypatch.setattr(sys, "argv", ["streamlit_app.py", "--data", str(TINY)])
    opened = AppTest.from_file(PAGE, default_timeout=WAIT_S).run()
    opened.button_group(key="section").select("print").run()
    assert not opened.exception
    return opened


def buttons(page: AppTest) -> dict[str, str]:
    """The labels of the buttons that take a file away, with the whole of what they send."""
    return {b.proto.label: str(b.proto) for b in page.get("download_button")}


def captions(page: AppTest) -> str:
    return " ".join(c.value for c in page.caption)


def test_each_format_is_one_click_away_under_a_telling_name(page: AppTest):
    found = buttons(page)
    assert {"PDF", "SVG", "SVG, outlined"} | PICTURES <= set(found)


@pytest.mark.parametrize(
    ("unit", "told"), [("mm", "120 × 90 mm, 1\u202f417"), ("px", "10.16 × 7.62 mm")]
)
def test_a_sheet_may_have_a_size_of_ones_own(page: AppTest, unit: str, told: str):
    page.selectbox(key="plate sheet").select("").run()
    page.number_input(key="plate width").set_value(120.0)
    page.number_input(key="plate height").set_value(90.0)
    page.button_group(key="plate unit").select(unit).run()
    assert not page.exception
    if unit == "mm":
        assert told in captions(page)
    else:  # too small a sheet, and the sentence says so
        told = page.error[0].value.replace("\\", "")
        assert told.startswith("The sheet cannot be made: 10.16 mm")


def test_a_slide_lies_across_until_it_is_set_upright(page: AppTest):
    page.selectbox(key="plate sheet").select("Slide 16:9").run()
    assert page.radio(key="plate orientation").value == "landscape"
    page.radio(key="plate orientation").set_value("portrait").run()
    assert page.radio(key="plate orientation").value == "portrait"
    assert not page.exception


@pytest.mark.parametrize("dpi", [96, 1200])
def test_resolutions_from_screen_to_press_can_be_chosen(page: AppTest, dpi: int):
    page.selectbox(key="plate sheet").select("Column 85 mm").run()
    page.select_slider(key="plate dpi").set_value(dpi).run()
    assert not page.error
    assert set(buttons(page)) >= PICTURES


def test_too_many_pixels_are_refused_in_a_sentence_and_pdf_is_still_offered(page: AppTest):
    page.selectbox(key="plate sheet").select("A3").run()
    page.select_slider(key="plate dpi").set_value(1200).run()
    assert "million pixels" in page.warning[0].value
    assert "PDF" in buttons(page)
    assert PICTURES.isdisjoint(buttons(page))


def test_the_sheet_is_remembered_while_another_section_is_open(page: AppTest):
    page.text_input(key="plate title").set_value("My own plate").run()
    page.selectbox(key="plate sheet").select("A5").run()
    page.button_group(key="section").select("treaty").run()
    page.button_group(key="section").select("print").run()
    assert page.text_input(key="plate title").value == "My own plate"
    assert page.selectbox(key="plate sheet").value == "A5"
    assert page.select_slider(key="plate dpi").value == 300


def test_the_sources_are_read_in_the_style_chosen_for_the_sheet(page: AppTest):
    page.selectbox(key="citation style").select("apa").run()
    page.button_group(key="section").select("sources").run()
    assert not page.exception
    assert page.selectbox(key="citation style").value == "apa"
    assert "Nobody, A. (1911)." in " ".join(page.dataframe[0].value["title"])


def test_the_view_is_cited_in_the_style_chosen(page: AppTest):
    page.selectbox(key="citation style").select("mla").run()
    told = [code.value for code in page.code]
    assert any(text.endswith("25 Nov. 2026.") and "Toy" in text for text in told), told
    assert any(text.startswith("atlas-state:") for text in told)
