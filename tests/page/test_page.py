"""The page as a visitor without a browser meets it: controls, words, links, failures."""

import json
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers.page.plain import to_plain

ROOT = Path(__file__).parents[2]
PAGE = str(ROOT / "streamlit_app.py")
WAIT_S = 60


@pytest.fixture
def open_page(monkeypatch):
    """Open the page on an atlas folder with the query of a link."""

    def opened(folder: Path = ROOT / "data", **query: str) -> AppTest:
        monkeypatch.setattr(sys, "argv", ["streamlit_app.py", "--data", str(folder)])
        page = AppTest.from_file(PAGE, default_timeout=WAIT_S)
        for key, value in query.items():
            page.query_params[key] = value
        return page.run()

    return opened


def sentence(page: AppTest) -> str:
    return page.text[0].value


def selection(page: AppTest):
    return page.session_state["selection"]


def test_the_page_opens_on_the_year_of_the_convention(open_page):
    page = open_page()
    assert not page.exception
    assert page.title[0].value == "The Soviet-Japanese Basic Convention of 1925"
    assert sentence(page).startswith("In 1925 the map shows: ")


def test_a_link_restores_date_layers_and_language(open_page):
    page = open_page(date="1921", layers="events", language="ru")
    assert selection(page).date == "1921"
    assert selection(page).layers == frozenset({"events"})
    assert sentence(page).startswith("1921 г.: События")


def test_an_unknown_layer_in_a_link_is_said_and_left_out(open_page):
    page = open_page(layers="events,atlantis")
    assert selection(page).layers == frozenset({"events"})
    assert any("atlantis" in toast.value for toast in page.toast)


def test_a_date_that_is_none_is_said_and_the_atlas_opens_as_usual(open_page):
    page = open_page(date="1925-02-30")
    assert selection(page).date == "1925"
    assert any(to_plain("1925-02-30") in toast.value for toast in page.toast)


def test_switching_a_layer_off_takes_it_from_the_table(open_page):
    page = open_page(date="1926")
    before = page.dataframe[0].value
    page.checkbox(key="layer places").uncheck().run()
    after = page.dataframe[0].value
    assert "Places" in set(before["layer"])
    assert "Places" not in set(after["layer"])
    assert len(after) == (before["layer"] != "Places").sum()


def test_the_language_of_the_labels_changes_names_in_the_table(open_page):
    page = open_page(date="1926")
    page.selectbox(key="language of labels").select("ja").run()
    assert "オハ" in set(page.dataframe[0].value["name"])


def test_only_what_is_certain_can_be_asked_for(open_page):
    page = open_page(date="1925")
    page.toggle(key="certain only").set_value(True).run()
    assert set(page.dataframe[0].value["holds"]) == {"certain"}


def test_all_dates_list_every_feature_once(open_page):
    page = open_page(date="1926")
    few = len(page.dataframe[0].value)
    page.toggle(key="all dates").set_value(True).run()
    ids = page.dataframe[0].value["id"]
    assert len(ids) > few
    assert ids.is_unique


@pytest.mark.parametrize(
    "section", ["treaty", "numbers", "people", "disputes", "sources", "print", "data"]
)
def test_every_section_opens(open_page, section):
    page = open_page()
    page.button_group(key="section").select(section).run()
    assert not page.exception
    assert not page.error


def test_the_treaty_shows_its_seven_articles_and_both_protocols(open_page):
    page = open_page()
    page.button_group(key="section").select("treaty").run()
    parts = [part.value for part in page.subheader]
    assert parts[:3] == ["Convention", "Protocol A", "Protocol B"]
    headings = [expander.label for expander in page.expander]
    assert sum(heading.startswith(("VI.", "VII.")) for heading in headings) >= 2


def test_a_folder_that_is_no_atlas_is_said_in_a_sentence(open_page, tmp_path):
    page = open_page(folder=tmp_path)
    assert not page.exception
    assert "cannot be opened" in page.error[0].value
    assert "catalog.toml" in page.table[0].value.to_string()


def test_figures_open_with_the_unit_that_most_of_them_have(open_page):
    page = open_page(language="ru")
    page.button_group(key="section").select("numbers").run()
    assert page.selectbox(key="unit").value == "people"
    assert "без числа" in page.selectbox(key="unit").options
    assert set(page.dataframe[0].value["certainty"]) <= {
        "достоверно",
        "менее достоверно",
        "недостоверно",
    }


def test_the_chart_of_figures_has_years_and_no_thousands_of_them(open_page):
    page = open_page(language="ja")
    page.button_group(key="section").select("numbers").run()
    chart = json.loads(page.get("vega_lite_chart")[0].proto.spec)
    years = chart["encoding"]["x"]
    assert (years["axis"]["format"], years["scale"]["zero"]) == ("d", False)
    assert "1920年10月15日" in set(page.dataframe[0].value["when"])
