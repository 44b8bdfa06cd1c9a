"""How small multiples share a sheet: no frame wasted on other places, nothing over anything else."""

import pytest

from geo.atlas import Atlas
from geo.selection import opening
from layers.render.frame import PlateOptions
from layers.render.sheet import Path, Sheet, Text
from layers.series import Series, Watch, frames_of, years
from layers.series.multiples import build_multiples

SHEETS = (
    PlateOptions(),
    PlateOptions(orientation="landscape"),
    PlateOptions(sheet="A3"),
    PlateOptions(sheet="Slide 16:9", orientation="landscape"),
    PlateOptions(sheet="Square"),
)


def sheet_of(atlas: Atlas, options: PlateOptions, count: int) -> Sheet:
    views = frames_of(atlas, opening(atlas.catalog), years(1905, 1904 + count))
    return build_multiples(Series(views, "The Toy Island", options), Watch(), total=count + 1)


def span(sheet: Sheet, *names: str) -> tuple[float, float]:
    """From where to where some groups go down the page."""
    ends = []
    for group in sheet.groups:
        if group.id.startswith(names):
            for item in group.items:
                if isinstance(item, Text):
                    ends += [item.at[1] - item.size_mm * 0.7, item.at[1]]
                elif isinstance(item, Path):
                    ends += [y for ring in item.rings for _, y in ring]
    return min(ends), max(ends)


@pytest.mark.parametrize("count", [2, 8, 12])
@pytest.mark.parametrize("options", SHEETS, ids=lambda o: f"{o.sheet} {o.orientation}")
def test_maps_legend_and_notes_stand_under_one_another(
    tiny_atlas: Atlas, options: PlateOptions, count: int
):
    sheet = sheet_of(tiny_atlas, options, count)
    maps, legend, foot = (span(sheet, name) for name in ("neatline", "legend", "foot"))
    scale = span(sheet, "scale")
    assert maps[1] < min(legend[0], scale[0])
    assert max(legend[1], scale[1]) < foot[0]
    assert foot[1] < sheet.height_mm - 7.5 * options.unit


@pytest.mark.parametrize("count", [2, 8, 12])
@pytest.mark.parametrize("options", SHEETS, ids=lambda o: f"{o.sheet} {o.orientation}")
def test_no_map_is_much_higher_than_what_it_shows(
    tiny_atlas: Atlas, options: PlateOptions, count: int
):
    sheet = sheet_of(tiny_atlas, options, count)
    (ring,) = next(g for g in sheet.groups if g.id == "neatline-1").items[0].rings
    width = max(x for x, _ in ring) - min(x for x, _ in ring)
    height = max(y for _, y in ring) - min(y for _, y in ring)
    extent = tiny_atlas.catalog.views[0].extent
    assert height <= width * 1.4 * (extent.north - extent.south) / extent.width


def test_the_foot_tells_more_where_the_maps_leave_more_room(tiny_atlas: Atlas):
    few = span(sheet_of(tiny_atlas, PlateOptions(), 2), "foot")
    assert few[1] - few[0] > 0.25 * 297
