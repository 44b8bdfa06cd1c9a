"""Rows in are rows shown, rows without a position and rows listed: nothing else happens to a row."""

import csv
import io
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.doctor import Recipe, diagnose
from geo.doctor.doctor import NO_RECIPE, USUAL, examine
from geo.doctor.repairs import REPAIRS
from geo.errors import InvalidDateError
from geo.formats.raw import RefusedFileError
from geo.spans import read_span
from geo.timespan import parse_edtf
from tests.doctor.making import obeys_the_law

CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "1925", "1925-01-20", "20.01.1925", "03/04/1925", "c. 1925", "1926-1944", "大正14年", "вчера",
         "142.9", "53,5", "-181", "91", "500000", "POINT (1 2)", "POLYGON ((0 0, 1 1, 0 1, 1 0, 0 0))",
         "53°35'N", "NaN", "inf", "=1+1", "\x07", "..", "now", "1944/1925", "44 BC"]
    ),
    st.integers(-(10**12), 10**12).map(str),
    st.floats().map(str),
)  # fmt: skip
NAMES = st.sampled_from(
    ["id", "name", "date", "start", "end", "lon", "lat", "wkt", "coordinates", "category", "source",
     "certainty", "rank", "precision_km", "x", "", "layer", "geometry", "year", "month", "day"]
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)
GEOMETRY = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "Pt"]),
            "coordinates": JSON
            | st.lists(st.lists(st.floats(-200, 200), min_size=2, max_size=3), max_size=6)
            | st.lists(
                st.lists(st.lists(st.floats(-100, 100), min_size=2, max_size=2), max_size=6),
                max_size=2,
            ),
        }
    ),
)
GIVEN = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def is_opened_or_refused(data: bytes) -> bool:
    """Tell whether the law holds, or a sentence says why nothing is opened; nothing else passes."""
    try:
        return obeys_the_law(examine("a", data, NO_RECIPE, budget=USUAL))
    except RefusedFileError as error:
        return bool(str(error))


@st.composite
def tables(draw) -> tuple[bytes, int]:
    """Make a table of any cells, and say how many rows it has that are not blank."""
    header = draw(st.lists(NAMES, min_size=2, max_size=7))
    rows = draw(
        st.lists(
            st.lists(CELLS, min_size=len(header), max_size=len(header)), min_size=1, max_size=8
        )
    )
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", errors="replace"), rows


@GIVEN
@given(tables())
def test_no_row_of_a_table_is_lost_or_invented(made):
    data, rows = made
    diagnosis = diagnose("a.csv", data)
    assert obeys_the_law(diagnosis)
    assert diagnosis.rows_in <= len(rows) + 1  # a header of numbers is a row
    json.loads(diagnosis.report_json())


@GIVEN
@given(
    tables(),
    st.lists(st.sampled_from([*REPAIRS, "swap-coordinates", "wrap-longitudes"]), max_size=4),
)
def test_no_repair_loses_or_invents_a_row(made, repairs):
    data, _ = made
    before = diagnose("a.csv", data)
    after = diagnose("a.csv", data, Recipe(repairs=tuple(repairs)))
    assert obeys_the_law(after)
    assert after.rows_in == before.rows_in


@GIVEN
@given(st.lists(st.tuples(JSON, GEOMETRY), min_size=1, max_size=5))
def test_no_feature_is_lost_or_invented(members):
    features = [
        {"type": "Feature", "properties": properties, "geometry": geometry}
        for properties, geometry in members
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    diagnosis = examine("a.geojson", text.encode(), NO_RECIPE, budget=USUAL)
    assert obeys_the_law(diagnosis)
    assert diagnosis.rows_in == len(features)


@GIVEN
@given(JSON)
def test_any_json_is_opened_or_refused_with_a_sentence(value):
    assert is_opened_or_refused(json.dumps(value).encode())


@GIVEN
@given(st.binary(max_size=300))
def test_any_bytes_are_opened_or_refused_with_a_sentence(data):
    assert is_opened_or_refused(data)


@GIVEN
@given(st.from_regex(r"-?[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True))
def test_the_short_way_to_the_days_of_a_date_is_the_long_one(text):
    try:
        expected = parse_edtf(text)
    except InvalidDateError:
        expected = None
    try:
        found = read_span(text)
    except InvalidDateError:
        found = None
    assert found == expected
