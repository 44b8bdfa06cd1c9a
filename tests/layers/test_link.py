"""The link on the sheet: short, restores the map, and can be read off the paper by a telephone."""

import io
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
import zxingcpp
from PIL import Image

from geo.atlas import Atlas
from geo.extent import Extent
from geo.selection import opening, parse_query
from layers.export import export, to_link
from layers.render.code import draw_code
from layers.render.frame import USUAL, PlateOptions
from layers.view import build_view
from tests.layers.plates import print_sheet, see

ADDRESS = "https://atlas.example/"
LINK = f"{ADDRESS}?date=1926&view=harbour&language=ru&map=6.6/51.834/143.375"


def query_of(link: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(link).query))


def test_the_link_to_the_opening_is_little_more_than_the_date(tiny_atlas: Atlas) -> None:
    view = build_view(tiny_atlas, opening(tiny_atlas.catalog))
    assert to_link(ADDRESS, view, catalog=tiny_atlas.catalog) == f"{ADDRESS}?date=1910"


def test_a_single_layer_more_or_less_makes_a_short_link(tiny_atlas: Atlas) -> None:
    usual = opening(tiny_atlas.catalog)
    selection = replace(usual, layers=usual.layers ^ {"plots", "places"})
    view = build_view(tiny_atlas, selection)
    link = to_link(ADDRESS, view, catalog=tiny_atlas.catalog)
    assert link == f"{ADDRESS}?date=1910&layers=~places,plots"
    found, notices = parse_query(query_of(link), catalog=tiny_atlas.catalog)
    assert (found, notices) == (selection, ())


@pytest.mark.parametrize(
    "extent",
    [Extent(-31, 0, -30, 1), Extent(170, 50, -170, 66), Extent(-180, -60, 180, 80)],
    ids=["near", "over the antimeridian", "the world"],
)
def test_a_part_of_the_map_is_in_the_link_as_the_screen_reads_it(
    tiny_atlas: Atlas, extent: Extent
) -> None:
    view = replace(see(tiny_atlas), extent=extent)
    link = to_link(ADDRESS, view, catalog=tiny_atlas.catalog)
    found, notices = parse_query(query_of(link), catalog=tiny_atlas.catalog)
    assert notices == ()
    assert found.camera is not None
    _, lat, lon = found.camera
    assert extent.contains(lon, lat)
    assert len(link) < 90


def test_without_an_address_there_is_no_link(tiny_atlas: Atlas) -> None:
    assert to_link("", see(tiny_atlas), catalog=tiny_atlas.catalog) == ""


def test_the_code_on_the_printed_sheet_is_read_as_the_link(tiny_atlas: Atlas) -> None:
    options = PlateOptions(link=LINK, show=USUAL | {"code"})
    view = build_view(tiny_atlas, opening(tiny_atlas.catalog))
    png = export(view, "png", options=options, dpi=200.0)
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    assert [code.text for code in found] == [LINK]


def test_a_sheet_has_a_code_only_if_it_is_asked_for(tiny_atlas: Atlas) -> None:
    plain = print_sheet(see(tiny_atlas), link=LINK)
    coded = print_sheet(see(tiny_atlas), link=LINK, show=USUAL | {"code"})
    count = [len(next(g for g in s.groups if g.id == "imprint").items) for s in (plain, coded)]
    assert count[1] > count[0]


@pytest.mark.parametrize("link", ["", "https://atlas.example/?" + "x" * 400])
def test_no_code_is_drawn_of_nothing_or_of_what_would_fill_the_sheet(link: str) -> None:
    assert draw_code(link, unit=1.0) is None
