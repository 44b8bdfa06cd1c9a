"""Tables whose first row is data already: noticed by evidence, told, settled with one click, nothing lost."""

import io

import pandas as pd
import pytest

from geo.doctor import Recipe, diagnose
from geo.doctor.contents import BY_CONTENT, LAT_FIRST, LON_FIRST
from geo.formats.grid import ROW_IS_DATA, ROW_IS_NAMES

PLACES = (
    "Okha,town,1921,53.58,142.95\nPilvo,mine,1925,50.05,142.16\n"
    "Nutovo,field,1926/1930,52.95,143.1\nChaivo,town,1930,52,143.2\n"
)
EUROPE = "Paris,1789-07-14,48.85,2.35\nLyon,1793-08-09,45.76,4.83\n"


def seen(text: str, *repairs: str, columns: dict[str, str] | None = None):
    diagnosis = diagnose("a.csv", text.encode(), Recipe(columns or {}, repairs))
    assert diagnosis.rows_in == diagnosis.shown + diagnosis.unplaced + len(diagnosis.listed)
    return diagnosis


def offers(diagnosis) -> tuple[str, ...]:
    return next((f.repairs for f in diagnosis.findings if f.code == "no-header"), ())


def test_the_first_row_is_a_row_and_not_lost():
    diagnosis = seen(PLACES)
    assert diagnosis.rows_in == 4
    assert offers(diagnosis) == (BY_CONTENT, ROW_IS_NAMES)


def test_one_click_gives_every_column_its_role():
    diagnosis = seen(PLACES, BY_CONTENT)
    assert diagnosis.shown == 4
    assert diagnosis.roles == {
        "name": "column 1",
        "category": "column 2",
        "when": "column 3",
        "lat": "column 4",
        "lon": "column 5",
    }
    assert list(diagnosis.frame["name"]) == ["Okha", "Pilvo", "Nutovo", "Chaivo"]
    assert list(diagnosis.frame["when"])[2] == "1926/1930"


def test_mistakes_in_some_rows_do_not_hide_what_the_columns_are():
    text = (
        "Okha,town,1921,53.58,142.95\nPilvo,mine,1925-02-30,50.05,142.16\n"
        "Nutovo,field,1926/1930,52.95,143.1\nX,town,someday,51,243.2\n"
    )
    diagnosis = seen(text, BY_CONTENT)
    assert {"lon", "lat", "when", "name", "category"} == set(diagnosis.roles)
    assert [item.row for item in diagnosis.listed] == [2, 4]


def test_a_person_may_change_a_role_that_was_guessed():
    diagnosis = seen(PLACES, BY_CONTENT, columns={"note": "column 2", "category": ""})
    assert (diagnosis.roles["note"], "category" in diagnosis.roles) == ("column 2", False)
    assert diagnosis.roles["lon"] == "column 5"


def test_where_latitude_and_longitude_cannot_be_told_apart_both_orders_are_offered():
    assert offers(seen(EUROPE)) == (LAT_FIRST, LON_FIRST, ROW_IS_NAMES)
    assert seen(EUROPE, LAT_FIRST).bbox == [2.35, 45.76, 4.83, 48.85]
    assert seen(EUROPE, LON_FIRST).bbox == [45.76, 2.35, 48.85, 4.83]


def test_the_first_row_may_hold_names_after_all():
    diagnosis = seen(PLACES, ROW_IS_NAMES)
    assert (diagnosis.rows_in, offers(diagnosis)) == (3, ())
    assert diagnosis.columns[0] == "Okha"


def test_what_no_evidence_tells_a_person_can_say():
    words = "Okha,harbour\nPilvo,mine\n"
    assert seen(words).rows_in == 1
    diagnosis = seen(words, ROW_IS_DATA, BY_CONTENT)
    assert (diagnosis.rows_in, diagnosis.unplaced) == (2, 2)
    assert list(diagnosis.frame["name"]) == ["Okha", "Pilvo"]


def test_a_workbook_without_a_header_too():
    rows = [line.split(",") for line in PLACES.splitlines()]
    book = io.BytesIO()
    pd.DataFrame(rows).to_excel(book, index=False, header=False)
    diagnosis = diagnose("a.xlsx", book.getvalue(), Recipe({}, (BY_CONTENT,)))
    assert (diagnosis.rows_in, diagnosis.shown) == (4, 4)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        pytest.param(
            "Okha;POINT (143 53);14 May 1925\nPilvo;POINT (142 50);1 June 1926\n",
            {"name": "column 1", "shape": "column 2", "when": "column 3"},
            id="a shape",
        ),
        pytest.param(
            "1,Okha,53.58,142.95\n2,Pilvo,50.1,142.1\n",
            {"name": "column 2", "lat": "column 3", "lon": "column 4"},
            id="rows that are counted have no date",
        ),
        pytest.param(
            "Okha,1921,1944\nPilvo,1925,1930\n",
            {"name": "column 1", "start": "column 2", "end": "column 3"},
            id="beginning and end",
        ),
        pytest.param(
            "Оха,20.01.1925,53.58,142.95,Первая скважина была пробурена здесь на берегу залива\n"
            "Пильво,14.05.1926,50.05,142.16,Уголь добывали здесь до самой ликвидации концессии\n",
            {"name": "column 1", "when": "column 2", "lat": "column 3", "lon": "column 4", "text": "column 5"},
            id="in Russian, with a sentence",
        ),
        pytest.param(
            "オハ,大正14年1月20日,53.58,142.95\nピリヴォ,1926年5月,50.05,142.16\n",
            {"name": "column 1", "when": "column 2", "lat": "column 3", "lon": "column 4"},
            id="in Japanese",
        ),
        pytest.param(
            "Okha,1925-05-14,142.95,53.58\n,,,\nPilvo,,142.1,50.05\n",
            {"name": "column 1", "when": "column 2", "lon": "column 3", "lat": "column 4"},
            id="gaps",
        ),
    ],
)  # fmt: skip
def test_columns_are_known_by_what_they_hold(text, roles):
    assert seen(text, BY_CONTENT).roles == roles


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("name,1921,1922\nOkha,10,12\nPilvo,14,15\n", id="years over figures"),
        pytest.param("name,date,lon,lat\nOkha,1921,142.95,53.58\n", id="a usual one"),
        pytest.param("Ort,Jahr,X,Y\nOkha,1921,142.95,53.58\n", id="in German"),
        pytest.param("a,b,c\n1,2,3\n", id="letters"),
        pytest.param("id,2 m,10 m\na,0.5,0.7\n", id="measures"),
    ],
)
def test_names_are_not_taken_for_data(text):
    assert "no-header" not in {finding.code for finding in seen(text).findings}


@pytest.mark.parametrize("repair", [BY_CONTENT, LAT_FIRST, LON_FIRST])
def test_a_table_with_names_is_not_guessed_at(repair):
    assert seen("name,date\nOkha,1921\n", repair).roles == {"name": "name", "when": "date"}
