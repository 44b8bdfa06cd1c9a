"""What the doctor found comes through another process as it was, or not at all."""

from dataclasses import fields, replace

import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from geo.doctor import Recipe, check_folder, diagnose
from geo.doctor.carried import WRONG, pack, unpack
from tests.brought.conftest import TOWNS
from tests.doctor import making
from tests.doctor.test_command import TINY

MANY = {
    "a table": TOWNS,
    "a table with gaps": b"name,when,a,b\nX,1905,1,\nY,,,2\nZ,x,,\n",
    "lists and links": b"id,name,when,sources,links\nx,X,1905,A;B,y\ny,Y,1906,A;B,\nz,Z,1907,,x;y\n",
    "halves of characters": b'[{"name":"\\ud800","when":"1905","\\udfff":"\\ud800x"}]',
    "shapes": making.to_geojson().encode(),
    "a workbook": making.to_xlsx(),
    "no rows": b"",
    "bad rows alone": b"name,lon,lat\na,east,1\nb,west,2\n",
    "a date in two columns": b"name,from,to\na,c. 1925,1944?\nb,03/04/1925,\nc,1800,1700\n",
}


def same(one, other) -> None:
    for field in fields(one):
        if field.name != "frame":
            left, right = getattr(one, field.name), getattr(other, field.name)
            assert (
                (dict(left), field.name) == (dict(right), field.name)
                if field.name == "roles"
                else left == right
            )
    assert_geodataframe_equal(one.frame, other.frame, check_like=False)
    assert list(one.frame.dtypes) == list(other.frame.dtypes)
    for name in ("sources", "links", "conflicts", "details"):
        assert one.frame[name].to_list() == other.frame[name].to_list()
    assert one.report_json() == other.report_json()
    assert isinstance(other.frame.index, pd.RangeIndex)


@pytest.mark.parametrize("data", MANY.values(), ids=MANY)
def test_a_diagnosis_comes_through_as_it_was(data):
    recipe = Recipe(repairs=("day-first",))
    diagnosis = diagnose("a.csv", data, recipe)
    same(diagnosis, unpack(pack(diagnosis), recipe))


def test_a_whole_atlas_comes_through_as_it_was():
    diagnosis = check_folder(str(TINY))
    same(diagnosis, unpack(pack(diagnosis), diagnosis.recipe))


def test_places_are_the_same_to_the_last_digit():
    place = shapely.Point(0.1 + 0.2, 1 / 3)
    text = f'{{"type":"Feature","properties":{{}},"geometry":{shapely.to_geojson(place)}}}'
    diagnosis = diagnose("a.geojson", text.encode())
    (after,) = unpack(pack(diagnosis), diagnosis.recipe).frame.geometry
    assert (after.x, after.y) == (place.x, place.y)


@pytest.mark.parametrize("at", range(0, 4_000, 61))
def test_bytes_that_were_changed_are_an_error_or_still_a_table(at):
    packed = bytearray(pack(diagnose("a.csv", TOWNS)))
    packed[at % len(packed)] ^= 0xFF
    try:
        diagnosis = unpack(bytes(packed), Recipe())
    except WRONG:
        return
    assert len(diagnosis.frame) == 4


def test_bytes_that_break_off_are_an_error():
    packed = pack(diagnose("a.csv", TOWNS))
    for length in range(0, len(packed) - 1, 97):
        with pytest.raises(WRONG):
            unpack(packed[:length], Recipe())


def test_a_number_that_leads_nowhere_is_an_error():
    diagnosis = diagnose("a.csv", TOWNS)
    frame = diagnosis.frame.assign(details=[((7, "x"),)] * len(diagnosis.frame))
    with pytest.raises(WRONG):
        unpack(
            pack(replace(diagnosis, frame=frame)).replace(b'"fields": [7]', b'"fields": [ ]'),
            Recipe(),
        )
