"""What of other people's files is understood: names, sources, times; how it is read, tests/conformance compares."""

import importlib.util
from pathlib import Path

import pytest

from geo.doctor import diagnose
from tests.doctor.making import codes, obeys_the_law, seen


def shipped(package: str, *parts: str) -> Path:
    """Find a file that an installed package ships, or skip."""
    found = importlib.util.find_spec(package)
    path = Path(found.origin).parent.joinpath(*parts) if found and found.origin else Path("none")
    if not path.exists():
        pytest.skip(f"{package} does not ship {'/'.join(parts)} here")
    return path


def test_the_countries_of_natural_earth_open_as_a_zipped_shapefile():
    from tests.doctor.making import to_zip  # noqa: PLC0415

    folder = shipped("pyogrio", "tests", "fixtures", "naturalearth_lowres")
    raw = to_zip({path.name: path.read_bytes() for path in folder.iterdir()})
    diagnosis = diagnose("countries.zip", raw)
    assert (diagnosis.kind, diagnosis.shown) == ("shapefile", 177)
    assert diagnosis.roles["name"] == "name"


def test_geopandas_own_feature_without_geometry_is_kept():
    path = shipped("geopandas", "tests", "data", "null_geom.geojson")
    diagnosis = diagnose("null_geom.geojson", path.read_bytes())
    assert obeys_the_law(diagnosis)
    assert diagnosis.unplaced == 1


RFC_7946 = Path(__file__).parents[1] / "conformance" / "material" / "rfc7946"


def example(name: str) -> str:
    """Read an example of the standard."""
    return (RFC_7946 / f"{name}.geojson").read_text("utf-8")


# The form of the sample that the Linked Places format (version 1.3) is published with.
LINKED_PLACE = """{"type": "FeatureCollection", "features": [{"@id": "http://mygaz.org/places/p_12345", "type": "Feature",
"properties": {"title": "Abingdon (UK)", "ccode": "GB"},
"geometry": {"type": "GeometryCollection", "geometries": [
 {"type": "Point", "coordinates": [-1.2879, 51.6708], "when": {"timespans": [{"start": {"in": "1600"}, "end": {"in": "1699"}}]}},
 {"type": "Point", "coordinates": [-1.31, 51.64], "when": {"timespans": [{"start": {"in": "1700"}}]}}]},
"when": {"timespans": [{"start": {"in": "0676"}, "end": {"in": "1066"}}], "periods": [{"name": "Anglo-Saxon Period, 449-1066"}]},
"names": [{"toponym": "Abingdon", "lang": "en", "citation": {"label": "Ye Olde Gazetteer (1635)"}},
 {"toponym": "Abingdon-on-Thames", "lang": "en"}],
"types": [{"identifier": "aat:300008375", "label": "town"}],
"links": [{"type": "exactMatch", "identifier": "http://vocab.getty.edu/tgn/7011944"}]}]}"""


def test_the_sample_of_linked_places_opens_with_name_time_source_and_both_points():
    row = seen(LINKED_PLACE).frame.iloc[0]
    assert (row["name"], row["when"], row["category"]) == ("Abingdon (UK)", "0676/1066", "town")
    assert row["sources"] == ("Ye Olde Gazetteer (1635)",)
    assert len(row.geometry.geoms) == 2
    assert row["links"] == ()
    assert "tgn/7011944" in dict(row["details"])["linked to"]


def test_the_collection_of_rfc_7946_opens_with_its_nested_property():
    frame = seen(example("1.5-collection")).frame
    assert list(frame.geometry.geom_type) == ["Point", "LineString", "Polygon"]
    assert dict(frame["details"].iloc[2])["prop1"] == '{"this": "that"}'


def test_the_polygon_with_a_hole_of_rfc_7946_keeps_its_hole_and_is_right_handed():
    diagnosis = seen(example("a.3-polygon-with-hole"))
    assert len(diagnosis.frame.geometry.iloc[0].interiors) == 1
    assert "clockwise-rings" not in codes(diagnosis)


def test_the_shape_that_rfc_7946_cuts_at_the_antimeridian_is_not_found_to_cross_it():
    assert "antimeridian" not in codes(seen(example("3.1.9-polygon")))
