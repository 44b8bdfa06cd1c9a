"""A visitor brings data: examined first, shown when asked, kept over everything else, seen by nobody else."""

import re
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers.wording import word
from tests.brought.conftest import TOWNS
from tests.hostile import ATTACKS

ROOT = Path(__file__).parents[2]
WAIT_S = 60


@pytest.fixture
def visit(monkeypatch):
    """Open the section of a new visitor."""

    def opened(**query: str) -> AppTest:
        monkeypatch.setattr(sys, "argv", ["streamlit_app.py", "--data", str(ROOT / "data")])
        page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=WAIT_S)
        for key, value in query.items():
            page.query_params[key] = value
        page.run()
        page.button_group(key="section").select("yours").run()
        return page

    return opened


def settle(page: AppTest) -> AppTest:
    """Run the page until what is being examined is there, as its own clock does in a browser."""
    while page.session_state["own"].desk.waiting:
        page.session_state["own"].desk.errand.join(WAIT_S)
        page.run()
    assert not page.exception
    return page


def bring(page: AppTest, name: str = "my towns.csv", data: bytes = TOWNS) -> AppTest:
    page.file_uploader[0].upload(name, data)
    page.run()
    return settle(page)


def press(page: AppTest, ending: str) -> AppTest:
    next(button for button in page.button if button.key.endswith(ending)).click().run()
    return settle(page)


def uploads(page: AppTest):
    return page.session_state["own"].shelf.uploads


def said(page: AppTest) -> str:
    return " | ".join(element.value for element in (*page.markdown, *page.caption, *page.text))


def test_a_file_is_examined_before_anything_is_drawn(visit):
    page = bring(visit())
    assert page.warning[0].value.startswith("It can be shown")
    assert r"6 rows in the file \= 3 on the map \+ 1 without a position \+ 2 listed" in said(page)
    dates = page.dataframe[0].value
    assert dict(zip(dates["written"], dates["read"], strict=True))["1850-1960"] == "1850–1960"
    assert "my towns" not in page.text[0].value


def test_rows_that_are_not_opened_are_listed_with_number_and_reason(visit):
    listed = bring(visit()).dataframe[1].value
    assert listed["row"].to_list() == [5, 6]
    assert "1905-02-30" in listed["reason"][0]


def test_shown_it_joins_sentence_table_and_selection(visit):
    page = press(bring(visit(date="1921")), "1 place")
    assert "my towns – 2" in page.text[0].value
    assert "yours-1" in page.session_state["selection"].layers
    page.button_group(key="section").select("holds").run()
    table = page.dataframe[0].value
    assert table[table["layer"] == "my towns"]["name"].to_list() == ["Harbour", "Mine"]


def test_a_repair_is_one_click_and_can_be_taken_back(visit):
    page = press(bring(visit()), "swap-coordinates")
    assert uploads(page)[0].diagnosis.shown == 4
    press(page, "undo swap-coordinates")
    assert uploads(page)[0].diagnosis.shown == 3


def test_the_order_of_day_and_month_is_asked(visit):
    page = bring(visit())
    radio = page.radio(key="own 1 order")
    assert "03/04/1905" in radio.label.replace("\\", "")
    radio.set_value("day-first").run()
    frame = uploads(page)[0].diagnosis.frame.set_index("name")
    assert frame.loc["Ferry", "when"] == "1905-04-03"
    assert page.radio(key="own 1 order").value == "day-first"


def test_a_role_can_be_given_to_another_column(visit):
    page = bring(visit())
    page.selectbox(key="own 1 role note ").set_value("Remark").run()
    frame = uploads(page)[0].diagnosis.frame.set_index("name")
    assert frame.loc["Harbour", "note"] == "first house"


def test_it_lives_over_sections_languages_and_layers(visit):
    page = press(bring(visit(date="1921")), "1 place")
    page.button_group(key="section").select("sources").run()
    page.button_group(key="language").select("ja").run()
    page.checkbox(key="layer places").uncheck().run()
    assert not page.exception
    assert "my towns – 2" in page.text[0].value
    page.button_group(key="section").select("yours").run()
    assert uploads(page)[0].is_shown


def test_title_colour_and_symbol_are_the_visitors(visit):
    page = press(bring(visit(date="1921")), "1 place")
    page.text_input(key="own 1 title").set_value("Ports *and* mines").run()
    page.selectbox(key="own 1 color").set_value("#00734f").run()
    assert "Ports *and* mines – 2" in page.text[0].value
    assert uploads(page)[0].look.color == "#00734f"


def test_taken_off_and_removed_nothing_is_left(visit):
    page = press(bring(visit(date="1921")), "1 place")
    press(page, "1 remove")
    assert uploads(page) == ()
    assert "my towns" not in page.text[0].value
    assert "yours-1" not in page.session_state["selection"].layers
    assert "atlas parcel" not in page.session_state


def test_several_files_are_on_the_map_at_once(visit):
    page = press(bring(visit(date="1921")), "1 place")
    press(bring(page, "second.csv", b"name,date,lon,lat\nX,1921,143,52\n"), "2 place")
    assert "my towns – 2" in page.text[0].value
    assert "second – 1" in page.text[0].value


def test_a_pasted_table_is_a_file_too(visit):
    page = visit()
    page.text_area[0].set_value("name\tdate\nX\t1921\n").run()
    assert not page.exception
    assert uploads(page)[0].diagnosis.rows_in == 1


def test_the_next_version_of_a_file_takes_its_place(visit):
    page = press(press(bring(visit(date="1921")), "1 place"), "swap-coordinates")
    more = TOWNS + b"Depot;1921;52,1;143,0;mine;;\n"
    key = f"own 1 next {page.session_state['own'].intake}"
    page.file_uploader(key=key).upload("my towns 2.csv", more)
    page.run()
    upload = uploads(page)[0]
    assert upload.recipe.repairs == ("swap-coordinates",)
    assert (upload.name, upload.diagnosis.rows_in, upload.is_shown) == ("my towns 2.csv", 7, True)
    assert "my towns 2 – 3" in page.text[0].value


def test_the_clock_reaches_dates_outside_it_and_says_so(visit):
    page = press(bring(visit()), "1 place")
    assert "1850 to 1960" in said(page).replace("\\", "")


def test_where_nothing_holds_now_a_button_leads_to_where_something_does(visit):
    page = bring(visit(), "old.csv", b"name,date,lon,lat\nX,1867,143,52\n")
    press(page, "1 place")
    press(page, "1 go")
    assert page.session_state["selection"].date == "1867"
    assert "old – 1" in page.text[0].value


def test_two_visitors_do_not_see_each_others_data(visit):
    first, second = visit(date="1921"), visit(date="1921")
    press(bring(first), "1 place")
    second.run()
    assert uploads(second) == ()
    assert "my towns" not in second.text[0].value
    press(bring(second, "mine.csv", b"name,date,lon,lat\nSecret,1921,143,52\n"), "1 place")
    first.run()
    for page, other in ((first, "Secret"), (second, "Harbour")):
        page.button_group(key="section").select("holds").run()
        assert other not in set(page.dataframe[0].value["name"])
    assert "my towns – 2" in first.text[0].value
    assert "mine – 1" in second.text[0].value


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("empty.csv", b"", id="empty"),
        pytest.param("x.geojson", b"<OGRVRTDataSource></OGRVRTDataSource>", id="a recipe for GDAL"),
        pytest.param("x.json", b"[" * 100_000, id="deep"),
        pytest.param("x.zip", b"PK\x03\x04" + b"\0" * 50, id="a broken archive"),
        pytest.param("../../etc/passwd", b"\x00\x01\x02\xff" * 40, id="no text at all"),
    ],
)
def test_a_hostile_file_ends_in_a_sentence_and_leaves_the_page_as_it_was(visit, name, data):
    page = visit()
    before = page.text[0].value
    bring(page, name, data)
    assert page.error[0].value == "Nothing in it can be shown yet."
    assert page.text[0].value == before
    assert next(b for b in page.button if b.key == "own 1 place").disabled


def test_markup_in_names_and_titles_stays_text(visit):
    attack = "![x](http://a.example/x.png) [y](http://a.example) " + " ".join(ATTACKS[:7])
    rows = f'name,date,lon,lat,type\n"{attack}",1921,143,52,"{attack}"\n'.replace("\u2028", " ")
    page = press(
        bring(visit(date="1921"), f"{attack.replace('/', '')}.csv", rows.encode()), "1 place"
    )
    page.text_input(key="own 1 title").set_value(attack).run()
    assert not page.exception
    for element in (*page.markdown, *page.caption, *page.subheader, *page.error):
        assert "![" not in element.value.replace(r"\!\[", "")
        assert "](" not in element.value.replace(r"\]\(", "")
    labels = [box.label for box in page.checkbox]
    assert not any("![" in label.replace(r"\!\[", "") for label in labels)


@pytest.mark.parametrize("language", ["ru", "ja", "zh"])
def test_a_reader_who_knows_no_english_can_read_all_that_is_said_of_a_file(visit, language):
    page = bring(visit(language=language))
    texts = [e.value for e in (*page.markdown, *page.caption, *page.warning, *page.error)]
    reasons = [*page.dataframe[0].value["read"], *page.dataframe[1].value["reason"]]
    labels = [b.label for b in page.button if b.key.startswith("own")]
    english = re.compile(r"[A-Za-z]{4,}")
    mine = re.compile(
        r"EPSG|UTF|GeoJSON|GeoPackage|GeoParquet|FlatGeobuf|TopoJSON|Shapefile|Excel|Linked Places|EDTF|"
        r"'[^']*'|Name|Date|Latitude|Longitude|Type|Remark|Source|Harbour|Ferry|Mine|JSON"
    )
    assert len(reasons) > 4
    assert [
        said for said in (*texts, *reasons, *labels) if english.search(mine.sub("", said))
    ] == []


def test_what_is_too_much_is_said_in_the_readers_language_with_what_to_do(visit):
    page = visit(language="ru")
    for number in range(3):
        bring(page, f"{number}.csv", b"name\n" + b"x\n" * 60_000)
    said = page.error[0].value.replace("\\", "")
    assert said.startswith("2.csv: строк во всех ваших файлах")
    assert "150,000" in said
    assert "make run DATA=папка" in said
    page.button_group(key="language").select("ja").run()
    assert "行数" in page.error[0].value
    bring(page, "long.csv", b"name\n" + b"x\n" * 100_001)
    assert "make run DATA" in " ".join(e.value for e in page.markdown).replace("\\", "")


def test_a_table_without_names_of_columns_is_settled_with_one_click(visit):
    rows = b"Okha,1921,53.58,142.95\nPilvo,1925,50.05,142.16\nNutovo,1926,52.95,143.1\n"
    page = bring(visit(language="ru"), "bare.csv", rows)
    assert page.error[0].value == word("own-verdict-refuse", "ru")
    button = next(b for b in page.button if b.key.endswith("columns-by-content"))
    assert button.label == word("repair-columns-by-content", "ru")
    button.click().run()
    assert uploads(page)[0].diagnosis.shown == 3
    assert page.selectbox(key="own 1 role lon ").value == "column 4"
    press(page, "undo columns-by-content")
    assert uploads(page)[0].diagnosis.shown == 0


def test_a_person_can_say_that_the_first_row_is_data(visit):
    page = bring(visit(), "bare.csv", b"Okha,harbour\nPilvo,mine\n")
    assert uploads(page)[0].diagnosis.rows_in == 1
    press(press(page, "repair first-row-data"), "columns-by-content")
    assert uploads(page)[0].diagnosis.rows_in == 2
