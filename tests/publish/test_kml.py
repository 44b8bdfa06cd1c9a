"""KML 2.2, read back by GDAL and as XML."""

import html
from xml.etree import ElementTree as ET

import pyogrio
import pytest
import shapely

from geo.publish.kml import to_kml

K = "{http://www.opengis.net/kml/2.2}"
ORDER = ("name", "Snippet", "description", "TimeSpan", "styleUrl", "ExtendedData")


def _document(atlas, features):
    return ET.fromstring(to_kml(atlas, features))  # noqa: S314 -- we wrote it ourselves


def _placemarks(atlas, features):
    return list(_document(atlas, features).iter(f"{K}Placemark"))


def _data(mark):
    return {item.get("name"): item.findtext(f"{K}value") for item in mark.iter(f"{K}Data")}


@pytest.mark.parametrize(
    ("when", "begin", "end"),
    [
        ("1925", "1925", "1925"),
        ("1925-12", "1925-12", "1925-12"),
        ("1925-12-14/1944-03", "1925-12-14", "1944-03"),
        ("1926/..", "1926", None),
        ("../1925", None, "1925"),
    ],
)
def test_a_time_span_is_no_finer_than_its_date(when, begin, end, tiny_atlas, dated):
    (mark,) = _placemarks(tiny_atlas, dated(when))
    span = mark.find(f"{K}TimeSpan")
    assert (span.findtext(f"{K}begin"), span.findtext(f"{K}end")) == (begin, end)


@pytest.mark.parametrize("when", ["", "../.."])
def test_what_has_no_bounds_has_no_time_span(when, tiny_atlas, dated):
    (mark,) = _placemarks(tiny_atlas, dated(when))
    assert mark.find(f"{K}TimeSpan") is None


def test_the_edtf_date_goes_along(tiny_atlas, dated):
    (mark,) = _placemarks(tiny_atlas, dated("1925-12~"))
    assert _data(mark)["when"] == "1925-12~"


def test_every_text_reads_back_equal(hostile_atlas):
    marks = _placemarks(hostile_atlas, hostile_atlas.features)
    found = {_data(mark)["id"]: _data(mark)["text"] for mark in marks}
    assert found == dict(
        zip(hostile_atlas.features["id"], hostile_atlas.features["text"], strict=True)
    )


def test_every_detail_reads_back_equal(hostile_atlas):
    features = hostile_atlas.features.set_index("id")
    for mark in _placemarks(hostile_atlas, hostile_atlas.features):
        data = _data(mark)
        assert dict(features.loc[data["id"], "details"]).items() <= data.items()


def test_no_description_holds_markup_but_our_own_breaks(hostile_atlas):
    for mark in _placemarks(hostile_atlas, hostile_atlas.features):
        shown = mark.findtext(f"{K}description").replace("<br>", "")
        assert "<" not in shown


def test_a_description_shows_what_is_stated(hostile_atlas):
    mark, *_ = _placemarks(hostile_atlas, hostile_atlas.features)
    shown = html.unescape(mark.findtext(f"{K}description"))
    assert hostile_atlas.features["text"][0] in shown


def test_a_description_names_the_sources_by_number(tiny_atlas):
    features = tiny_atlas.features[tiny_atlas.features["id"] == "no-place"]
    (mark,) = _placemarks(tiny_atlas, features.assign(note="[toy-survey] against [toy-gazette]"))
    note, first, second = mark.findtext(f"{K}description").split("<br>")[2:]
    assert note == "[2] against [1]"
    assert first == "[1] Toy Gazette."
    assert second.startswith("[2] A. Nobody, A Survey of the Toy Island")
    assert _data(mark)["note"] == "[toy-survey] against [toy-gazette]"


def test_parts_stand_in_the_order_of_the_schema(tiny_atlas):
    for mark in _placemarks(tiny_atlas, tiny_atlas.features):
        names = [part.tag.removeprefix(K) for part in mark]
        places = [ORDER.index(name) if name in ORDER else len(ORDER) for name in names]
        assert places == sorted(places)


def test_every_style_named_exists(tiny_atlas):
    document = _document(tiny_atlas, tiny_atlas.features)
    styles = {f"#{style.get('id')}" for style in document.iter(f"{K}Style")}
    assert {url.text for url in document.iter(f"{K}styleUrl")} <= styles


def test_colours_run_from_blue_to_red(tiny_atlas):
    document = _document(tiny_atlas, tiny_atlas.features)
    style = next(s for s in document.iter(f"{K}Style") if s.get("id") == "s-lease.north")
    assert style.findtext(f"{K}LineStyle/{K}color") == "ff2d2d8c"


def test_gdal_reads_every_shape_back_equal(tiny_atlas, tmp_path):
    path = tmp_path / "x.kml"
    path.write_bytes(to_kml(tiny_atlas, tiny_atlas.features))
    features = tiny_atlas.features.set_index("id")
    for layer, _ in pyogrio.list_layers(path):
        for _, row in pyogrio.read_dataframe(path, layer=layer).iterrows():
            shape = features.geometry[row["id"]]
            found = row["geometry"]
            assert found is None if shape is None else shapely.force_2d(found).equals(shape)


def test_gdal_finds_a_layer_for_each_of_ours(tiny_atlas, tmp_path):
    path = tmp_path / "x.kml"
    path.write_bytes(to_kml(tiny_atlas, tiny_atlas.features))
    counts = {layer: pyogrio.read_info(path, layer=layer)["features"] for layer in _layers(path)}
    assert counts == {"Land": 1, "Lease": 2, "Places": 2, "Events": 5, "Plots": 1}


def _layers(path):
    return [name for name, _ in pyogrio.list_layers(path)]
