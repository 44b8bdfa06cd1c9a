"""The scale bar of the real plates, measured on the page and on the ellipsoid."""

import random
import re
from dataclasses import replace

import numpy as np
import pytest
from pyproj import Geod

from geo.atlas import Atlas
from geo.extent import Extent
from geo.measure import VERST_KM
from geo.selection import opening
from layers.render.fitting import fit_plan
from layers.render.frame import PlateOptions
from layers.render.plane import Plane
from layers.render.scalebar import LARGEST_VARIATION, build_scale, variation
from layers.render.sheet import Path, Text
from layers.view import MapView, build_view

GEOD = Geod(ellps="WGS84")
LARGEST_ERROR = 0.005


def boxes(count: int) -> list[Extent]:
    """Parts of the map that a reader might pan to, from a few kilometres to a country."""
    rng = random.Random(1925)  # noqa: S311 -- the same boxes each time
    found = []
    while len(found) < count:
        height = 10 ** rng.uniform(-1.3, 1.1)
        width = height * rng.uniform(0.5, 2.5)
        south, west = rng.uniform(-60, 75 - height), rng.uniform(-179, 179)
        east = west + width
        found.append(Extent(west, south, east - 360 if east > 180 else east, south + height))
    return found


def drawn_bars(plane: Plane) -> list[tuple[float, float]]:
    """Measure the bars that are drawn: their lengths on the page, and the kilometres they claim."""
    block = build_scale(plane, language="en", unit=1.0, width_mm=60.0, sheet="A4")
    whole = [p for p in block.items if isinstance(p, Path) and p.fill == "#ffffff"]
    said = [t.words for t in block.items if isinstance(t, Text)]
    claims = [re.fullmatch(r"([\d.e+]+) (km|versts)", words) for words in said]
    lengths = [max(x for x, _ in p.rings[0]) - min(x for x, _ in p.rings[0]) for p in whole]
    kilometres = [float(c[1]) * (VERST_KM if c[2] == "versts" else 1.0) for c in claims if c]
    return list(zip(lengths, kilometres, strict=True))


def error(plane: Plane, at: tuple[float, float], length_mm: float, km: float) -> float:
    """How much a bar errs over the ground, laid east to west about a point of the page."""
    x, y = at
    ends = plane.to_lonlat(np.array([[x - length_mm / 2, y], [x + length_mm / 2, y]]))
    _, _, meters = GEOD.inv(*ends[0], *ends[1])
    return abs(meters / 1000 / km - 1)


def check(view: MapView, options: PlateOptions) -> str:
    """Measure both bars, in the middle and over the frame; say whether there are any."""
    plane = fit_plan(view, options)[1].plane
    bars = drawn_bars(plane)
    if variation(plane) > LARGEST_VARIATION:
        assert bars == []
        return "refused"
    assert len(bars) == 2
    frame = plane.frame
    for length, km in bars:
        assert error(plane, frame.center, length, km) < LARGEST_ERROR
        if variation(plane) < LARGEST_ERROR / 2:
            for share in (0.2, 0.5, 0.8):
                y = frame.top + share * frame.height
                assert error(plane, (frame.center[0], y), length, km) < LARGEST_ERROR
    return "measured"


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_the_bars_of_all_presets_are_right_on_the_page(atlas: Atlas, orientation: str) -> None:
    for preset in atlas.catalog.views:
        view = build_view(atlas, replace(opening(atlas.catalog), view=preset.id))
        check(view, PlateOptions(orientation=orientation))


def test_the_bars_of_any_part_of_the_map_are_right_on_the_page(atlas: Atlas) -> None:
    view = build_view(atlas, opening(atlas.catalog))
    found = [check(replace(view, extent=extent), PlateOptions()) for extent in boxes(200)]
    assert found.count("measured") > 150
