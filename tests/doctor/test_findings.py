"""What the doctor notices, and what its repairs do about it."""

import json

import pytest

from geo.doctor import Recipe, diagnose, parse_recipe
from geo.errors import InvalidDataError
from tests.doctor.making import codes, finding_of, obeys_the_law, seen, to_csv


def polygon(ring, name="a", hole=()) -> str:
    """Write one polygon as GeoJSON."""
    geometry = {"type": "Polygon", "coordinates": [ring, hole] if hole else [ring]}
    return json.dumps({"type": "Feature", "properties": {"name": name}, "geometry": geometry})


BOW = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]
CLOCKWISE = [[0, 0], [0, 2], [2, 2], [2, 0], [0, 0]]
OPEN = [[0, 0], [2, 0], [2, 2], [0, 2]]
ACROSS = [[170, 0], [-170, 0], [-170, 5], [170, 5], [170, 0]]
BEYOND = [[170, 0], [190, 0], [190, 5], [170, 5], [170, 0]]


@pytest.mark.parametrize(
    ("text", "code", "rows", "listed"),
    [
        pytest.param("name,lon,lat\na,53,142\nb,51,143\n", "swapped-coordinates", [2, 3], 2, id="swapped"),
        pytest.param("name,x,y\na,15914000,7000000\n", "projected-coordinates", [2], 1, id="metres"),
        pytest.param("name,lon,lat\na,190,50\n", "longitudes-beyond-180", [2], 1, id="190 degrees"),
        pytest.param("name,lon,lat\na,500,95\n", "out-of-range", [2], 1, id="off the globe"),
        pytest.param("name,lon,lat\na,0,0\nb,1,2\n", "null-island", [2], 0, id="null island"),
        pytest.param("name,lon,lat\na,1,2\na,1,2\n", "duplicate-rows", [3], 0, id="copies"),
        pytest.param("id,name,lon,lat\na,x,1,2\na,y,1,2\n", "duplicate-ids", [3], 0, id="same id"),
        pytest.param("name,date\na,03/04/1925\n", "ambiguous-dates", [2], 0, id="day or month"),
        pytest.param("name,date\na,yesterday\nb,1925\n", "unreadable-dates", [2], 1, id="no date"),
        pytest.param("name,start,end\na,1944,1925\n", "dates-backwards", [2], 1, id="backwards"),
        pytest.param("name,date\na,1921-24\n", "ambiguous-seasons", [2], 0, id="season or years"),
        pytest.param("name,date\na,9152\nb,9160\n", "far-future", [2, 3], 0, id="days of a spreadsheet"),
        pytest.param("name,date\na,-44\nb,1925\n", "negative-years", [2], 0, id="negative year"),
        pytest.param("name,certainty\na,maybe so\n", "unknown-certainty", [2], 0, id="certainty"),
        pytest.param("name,note\na,x\x07y\n", "unprintable", [2], 1, id="a bell"),
        pytest.param("a,b,name\n1,2,x,y,z\n1,2,x\n", "listed", [2], 1, id="too many cells"),
        pytest.param("id,name,date\n1,a\n", "short-rows", [2], 0, id="too few cells"),
        pytest.param("id,name\n1,a\n,\n2,b\n", "blank-rows", [3], 0, id="blank row"),
        pytest.param("# by me\nid,name\n1,a\n", "lines-before-header", [1], 0, id="remark"),
        pytest.param(polygon(BOW), "self-intersection", [1], 0, id="outline crosses itself"),
        pytest.param(polygon(CLOCKWISE), "clockwise-rings", [1], 0, id="clockwise"),
        pytest.param(polygon(OPEN), "unclosed-rings", [1], 0, id="open ring"),
        pytest.param(polygon(CLOCKWISE, hole=[[0, 0], [1, 1], [0, 0]]), "collapsed-rings", [1], 0, id="hole without area"),
        pytest.param(polygon(ACROSS), "antimeridian", [1], 0, id="over the antimeridian"),
        pytest.param(polygon(BEYOND), "longitudes-beyond-180", [1], 1, id="beyond it"),
    ],
)  # fmt: skip
def test_it_is_noticed_with_its_rows(text, code, rows, listed):
    diagnosis = seen(text)
    assert obeys_the_law(diagnosis)
    assert list(finding_of(diagnosis, code).rows) == rows
    assert len(diagnosis.listed) == listed


@pytest.mark.parametrize(
    ("text", "code", "repair", "column", "values"),
    [
        ("name,lon,lat\na,53,142\n", "swapped-coordinates", "swap-coordinates", "x", [142.0]),
        ("name,x,y\na,15914000,7000000\n", "projected-coordinates", "crs:EPSG:3857", "x", [142.96]),
        ("name,lon,lat\na,190,50\n", "longitudes-beyond-180", "wrap-longitudes", "x", [-170.0]),
        ("name,date\na,03/04/1925\n", "ambiguous-dates", "day-first", "when", ["1925-04-03"]),
        ("name,date\na,03/04/1925\n", "ambiguous-dates", "month-first", "when", ["1925-03-04"]),
        ("name,date\na,yesterday\n", "unreadable-dates", "keep-undated", "when", [""]),
        ("name,start,end\na,1944,1925\n", "dates-backwards", "swap-dates", "when", ["1925/1944"]),
        ("name,date\na,1921-24\n", "ambiguous-seasons", "years-not-seasons", "when", ["1921/1924"]),
        ("name,date\na,9152\n", "far-future", "spreadsheet-days", "when", ["1925-01-20"]),
        ("name,note\na,x\x07y\n", "unprintable", "strip-controls", "note", ["xy"]),
        ("name,lon,lat\na,1,2\na,1,2\n", "duplicate-rows", "drop-copies", "name", ["a"]),
        ("name,lon,lat\na,0,0\nb,1,2\n", "null-island", "unplace-null-island", "name", ["a", "b"]),
    ],
)
def test_a_repair_settles_what_was_noticed(text, code, repair, column, values):
    before = seen(text)
    assert repair in finding_of(before, code).repairs
    after = seen(text, recipe=Recipe(repairs=(repair,)))
    assert code not in codes(after)
    assert obeys_the_law(after)
    found = after.frame.geometry.x.round(2) if column == "x" else after.frame[column]
    assert list(found) == values


def test_a_date_that_is_put_aside_is_kept_as_it_was_written():
    frame = seen("name,date\na,yesterday\n", recipe=Recipe(repairs=("keep-undated",))).frame
    assert frame["details"].iloc[0] == (("date (as written)", "yesterday"),)


def test_the_julian_calendar_is_taken_on_request_only():
    text = "name,date\na,1917-10-25\nb,1917\n"
    assert list(seen(text).frame["when"]) == ["1917-10-25", "1917"]
    after = seen(text, recipe=Recipe(repairs=("julian",)))
    assert list(after.frame["when"]) == ["1917-11-07", "1917"]


@pytest.mark.parametrize(
    ("ring", "repair"), [(ACROSS, "cut-antimeridian"), (BEYOND, "wrap-longitudes")]
)
def test_a_shape_over_the_antimeridian_is_cut_there(ring, repair):
    frame = seen(polygon(ring), recipe=Recipe(repairs=(repair,))).frame
    shape = frame.geometry.iloc[0]
    assert shape.geom_type == "MultiPolygon"
    assert shape.area == pytest.approx(100)
    assert shape.bounds == (-180, 0, 180, 5)


def test_an_outline_that_crosses_itself_is_drawn_valid():
    frame = seen(polygon(BOW)).frame
    assert frame.geometry.is_valid.all()
    assert frame.geometry.iloc[0].area == pytest.approx(2)


def test_a_line_without_length_is_listed():
    text = '{"type":"LineString","coordinates":[[1,2],[1,2]]}'
    assert "no length" in seen(text).listed[0].reason


def test_what_a_shape_of_several_kinds_cannot_show_is_kept_as_text():
    text = (
        '{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},'
        '{"type":"LineString","coordinates":[[1,2],[3,4]]}]}'
    )
    row = seen(text).frame.iloc[0]
    assert row.geometry.geom_type == "LineString"
    assert "POINT (1 2)" in dict(row["details"])["geometry (other parts)"]


def test_a_declared_coordinate_system_is_honoured_and_said():
    text = (
        '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},'
        '"features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[15914000,7000000]}}]}'
    )
    diagnosis = seen(text)
    assert "reprojected" in codes(diagnosis)
    assert diagnosis.frame.geometry.iloc[0].x == pytest.approx(142.96, abs=0.01)


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("id,title,start_date,end_date,longitude,latitude", "id name start end lon lat"),
        ("Название;Дата;Долгота;Широта;Источник", "name when lon lat sources"),
        ("名称,日付,経度,緯度,出典", "name when lon lat sources"),
        ("地名,开始日期,结束日期,经度,纬度,来源", "name start end lon lat sources"),
        ("Name;Beginn;Ende;Längengrad;Breitengrad;Quelle", "name start end lon lat sources"),
        ("nom;début;fin;longitude;latitude;catégorie", "name start end lon lat category"),
        ("nombre,fecha,longitud,latitud,fuente", "name when lon lat sources"),
        ("Place Name,StartDate,EndDate,LNG,LAT", "name start end lon lat"),
        ("Event Name,Date (from),Date (to),Long.,Lat.,Ref.", "name start end lon lat sources"),
        ("itemLabel,inception,GPS Longitude,GPS Latitude", "name start lon lat"),
        ("nom;date de debut;date de fin;longitude;latitude", "name start end lon lat"),
        (
            "Nome;Data inizio;Data fine;Longitudine;Latitudine;Fonte",
            "name start end lon lat sources",
        ),
        (
            "Nome;Data de início;Data de fim;Longitude;Latitude;Fonte",
            "name start end lon lat sources",
        ),
        (
            "Naam;Begindatum;Einddatum;Lengtegraad;Breedtegraad;Bron",
            "name start end lon lat sources",
        ),
        ("Nazwa;Początek;Koniec;Długość;Szerokość;Źródło", "name start end lon lat sources"),
        ("Назва;Початок;Кінець;Довгота;Широта;Джерело", "name start end lon lat sources"),
        ("名称,开始时间,结束时间,经度,纬度", "name start end lon lat"),
        ("이름,시작,종료,경도,위도,출처", "name start end lon lat sources"),
    ],
)
def test_columns_are_known_by_their_usual_names(header, roles):
    sign = ";" if ";" in header else ","
    row = sign.join(["1"] * (header.count(sign) + 1))
    assert set(seen(f"{header}\n{row}\n{row}\n").roles) == set(roles.split())


def test_letters_from_and_to_people_are_not_taken_for_spans():
    found = seen("from,to,date,place,lat,lon\nIvan,Petr,1925,Okha,1,2\nPetr,Ivan,1926,Chita,3,4\n")
    assert {"start", "end"}.isdisjoint(found.roles)
    assert list(found.frame["when"]) == ["1925", "1926"]


def test_a_column_called_data_holds_dates_only_where_it_does():
    assert seen("nome,data,lat,lon\nA,20/01/1925,1,2\n").roles["when"] == "data"
    assert "when" not in seen("name,data,lat,lon\nA,a blob,1,2\n").roles


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("53°35′06″N", "142°57′00″E"), ("53º35'6''N", "142º57'0''E"), ("53-35-06N", "142-57-00E"),
        ("53 35 06 N", "142 57 00 E"), ("N53°35.1'", "E142°57.0'"), ("53,585° с.ш.", "142,95° в.д."),
        ("北緯53度35分6秒", "東経142度57分0秒"), ("53°35’06”", "142°57’00”"),
    ],
)  # fmt: skip
def test_degrees_minutes_and_seconds_are_understood(lat, lon):
    point = seen(f'name;lat;lon\na;"{lat.replace(chr(34), chr(34) * 2)}";{lon}\n').frame.geometry[0]
    assert (point.x, point.y) == pytest.approx((142.95, 53.585))


def test_a_quote_after_a_backslash_is_a_letter():
    text = 'name,date,lat,lon\n"Okha \\"new\\" town",1925,53.5,142.9\n"B, c",1926,50,143\n'
    assert list(seen(text).frame["name"]) == ['Okha "new" town', "B, c"]


@pytest.mark.parametrize(
    "cell",
    [
        "53.58, 142.95",
        "142.95, 53.58",
        "53,58; 142,95",
        "53°34'48\"N 142°57'E",
        "POINT (142.95 53.58)",
        '{"type":"Point","coordinates":[142.95,53.58]}',
    ],
)
def test_a_position_in_one_column_is_understood(cell):
    frame = seen(to_csv([("a", cell)], header=("name", "position"))).frame
    point = frame.geometry.iloc[0]
    assert (point.x, point.y) == pytest.approx((142.95, 53.58))


def test_year_month_and_day_in_columns_of_their_own_make_one_date():
    text = "name,year,month,day\na,1925,1,20\nb,1925,3,\nc,1925,,\nd,1925,May,3\n"
    assert list(seen(text).frame["when"]) == ["1925-01-20", "1925-03", "1925", "1925-05-03"]


def test_every_other_column_is_kept_as_a_detail():
    frame = seen("name,layer,extra,extra\na,b,c,d\n").frame
    assert dict(frame["details"].iloc[0]) == {
        "layer (in the file)": "b",
        "extra": "c",
        "extra (2)": "d",
    }


def test_a_recipe_is_kept_as_text_and_used_on_the_next_version_of_the_file():
    first = "was,wann,o,n\na,03/04/1925,142,53\n"
    recipe = Recipe({"name": "was", "when": "wann", "lon": "o", "lat": "n"}, ("day-first",))
    again = parse_recipe(recipe.to_json())
    assert again == recipe
    diagnosis = diagnose("next.csv", (first + "b,05/06/1926,143,54\n").encode(), again)
    assert list(diagnosis.frame["when"]) == ["1925-04-03", "1926-06-05"]
    assert diagnosis.recipe == recipe
    assert diagnosis.shown == 2


def test_a_role_can_be_taken_away():
    diagnosis = seen("name,date,lon,lat\na,1925,1,2\n", recipe=Recipe({"when": ""}))
    assert "when" not in diagnosis.roles


@pytest.mark.parametrize(
    "text", ["", "[]", '{"version":2}', '{"version":1,"columns":[]}', '{"version":1,"columns":{"nme":"a"}}', '{"version":1,"repairs":"a"}']
)  # fmt: skip
def test_what_is_no_recipe_is_refused(text):
    with pytest.raises(InvalidDataError, match="recipe"):
        parse_recipe(text)


FLAT = [[5, 5], [6, 6], [5, 5]]


def test_an_island_that_simplifying_has_flattened_costs_its_country_nothing_else():
    geometry = {"type": "MultiPolygon", "coordinates": [[CLOCKWISE], [FLAT]]}
    diagnosis = seen(json.dumps(geometry))
    assert diagnosis.frame.geometry.iloc[0].area == 4
    assert "collapsed-rings" in codes(diagnosis)


@pytest.mark.parametrize(("kind", "parts"), [("Polygon", [FLAT]), ("MultiPolygon", [[FLAT]])])
def test_a_shape_of_which_nothing_is_left_is_listed(kind, parts):
    diagnosis = seen(json.dumps({"type": kind, "coordinates": parts}))
    assert obeys_the_law(diagnosis)
    assert "corners" in diagnosis.listed[0].reason


ODD = "id,name,lon,lat,remark\na,Okha,143,53,\nb,ᚠ one,143,53,한\nc,Оха नमस्ते,143,53,\n"


def test_letters_without_a_font_are_told_by_column_with_their_rows():
    names, remarks = (f for f in seen(ODD).findings if f.code == "letters-without-font")
    assert (names.count, names.rows, names.grave) == (2, (3, 4), True)
    assert "column 'name': no font of the atlas has" in names.message
    assert "'ᚠ' (U+16A0 RUNIC LETTER FEHU FEOH FE F)" in names.message
    assert "Devanagari: such scripts join" in names.message
    assert (remarks.count, remarks.rows, remarks.grave) == (1, (3,), False)
    assert "'한' (U+D55C HANGUL SYLLABLE HAN)" in remarks.message


def test_a_column_that_no_sheet_says_is_no_reason_to_warn():
    assert seen("name,lon,lat,when,remark\nOkha,143,53,1925,한\n").verdict == "open"


def test_letters_of_the_fonts_are_not_told():
    text = "name,lon,lat\nOkha Оха オハ 奧哈 Việt Ωμέγα,143,53\n"
    assert "letters-without-font" not in codes(seen(text))


@pytest.mark.parametrize(
    "curve", ["CIRCULARSTRING (0 0, 1 1, 2 0)", "CURVEPOLYGON ((0 0, 1 1, 2 0, 0 0))"]
)
def test_a_curve_in_a_cell_costs_its_own_row_only(curve):
    diagnosis = seen(f'name,wkt\na,"{curve}"\nb,POINT (1 2)\n')
    assert obeys_the_law(diagnosis)
    assert [item.row for item in diagnosis.listed] == [2]
    assert "curve" in diagnosis.listed[0].reason
