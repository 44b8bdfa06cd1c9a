"""The ground: coast, vignette, relief and inset, made once for an extent."""

import io
from pathlib import Path

import numpy as np
import pytest
import shapely
from PIL import Image

from geo.atlas import Atlas
from geo.extent import Extent
from layers.render.box import Box
from layers.render.ground import build_ground, choose_layers, request_ground
from layers.render.inset import draw_inset
from layers.render.plane import Plane, fit_plane
from layers.render.shading import draw_relief
from layers.style import LAND
from tests.layers.plates import print_sheet, see

FRAME = Box(10.0, 10.0, 120.0, 120.0)
ISLAND = Extent(-31, -1, -29, 1)


@pytest.fixture
def wide() -> Plane:
    return fit_plane(Extent(-33, -3, -27, 3), FRAME)


@pytest.fixture
def relief(tmp_path: Path) -> Path:
    """A ridge: light on its west side, dark on its east."""
    pixels = np.full((800, 800), 128, dtype=np.uint8)
    pixels[:, 380:400], pixels[:, 400:420] = 220, 40
    Image.fromarray(pixels, "L").save(tmp_path / "relief.png")
    return tmp_path / "relief.png"


def _ground(atlas: Atlas, plane: Plane):
    view = see(atlas)
    return build_ground(request_ground(plane, view.base, unit=1.0, root=view.root))


def test_the_ground_is_made_once_for_an_extent(tiny_atlas: Atlas, wide: Plane) -> None:
    assert _ground(tiny_atlas, wide) is _ground(tiny_atlas, wide)


def test_another_extent_has_another_ground(tiny_atlas: Atlas, wide: Plane) -> None:
    assert _ground(tiny_atlas, fit_plane(ISLAND, FRAME)) is not _ground(tiny_atlas, wide)


def test_the_land_on_the_page_is_as_large_as_on_the_ground(tiny_atlas: Atlas, wide: Plane) -> None:
    ground = _ground(tiny_atlas, wide)
    shape = see(tiny_atlas).base[0].features
    meters = shape.to_crs("+proj=cea +ellps=WGS84").geometry.union_all().area
    page = ground.shore.land.area * (wide.denominator / 1000) ** 2
    assert page == pytest.approx(meters, rel=0.01)


def test_land_is_drawn_over_the_vignette(tiny_atlas: Atlas, wide: Plane) -> None:
    names = [group.id for group in _ground(tiny_atlas, wide).groups]
    assert names.index("sea") < names.index("land")
    land = next(g for g in _ground(tiny_atlas, wide).groups if g.id == "land")
    assert land.items[0].fill == LAND


def test_the_coast_lies_over_what_is_tinted(tiny_atlas: Atlas) -> None:
    names = [group.id for group in print_sheet(see(tiny_atlas)).groups]
    assert names.index("lease-areas") < names.index("coast")


def test_a_scale_without_land_of_its_own_takes_the_nearest(tiny_atlas: Atlas) -> None:
    base = see(tiny_atlas).base
    for extent in (ISLAND, Extent(-30.51, -0.01, -30.49, 0.01), Extent(-80, -40, 20, 40)):
        assert len(choose_layers(base, "land", fit_plane(extent, FRAME))) == 1


def test_relief_darkens_shadows_and_leaves_level_land_clear(wide: Plane, relief: Path) -> None:
    land = shapely.box(20, 20, 120, 120)
    picture = draw_relief(wide, relief, Extent(-40, -10, -20, 10), land)
    assert picture is not None
    pixels = np.asarray(Image.open(io.BytesIO(picture.png)))
    tones = set(np.unique(pixels[..., 0][pixels[..., 1] > 0]))
    assert tones <= {40, 255}
    assert (pixels[..., 1] == 0).mean() > 0.2


def test_relief_stays_on_land(wide: Plane, relief: Path) -> None:
    picture = draw_relief(wide, relief, Extent(-40, -10, -20, 10), shapely.box(60, 20, 120, 120))
    assert picture is not None
    alpha = np.asarray(Image.open(io.BytesIO(picture.png)))[..., 1]
    shore = int((59 - picture.at[0]) / picture.width_mm * alpha.shape[1])
    assert shore > 0
    assert alpha[:, :shore].max() == 0
    assert alpha[:, shore:].max() > 0


def test_there_is_no_relief_at_a_large_scale(relief: Path) -> None:
    close = fit_plane(Extent(-30.6, -0.1, -30.4, 0.1), FRAME)
    assert draw_relief(close, relief, Extent(-40, -10, -20, 10), shapely.box(0, 0, 99, 99)) is None


def test_a_missing_relief_picture_is_no_error(wide: Plane, tmp_path: Path) -> None:
    land = shapely.box(0, 0, 99, 99)
    assert draw_relief(wide, tmp_path / "gone.png", Extent(-40, -10, -20, 10), land) is None


def test_the_inset_marks_the_sheet_in_its_middle(tiny_atlas: Atlas) -> None:
    view = see(tiny_atlas)
    box = Box(150.0, 10.0, 40.0, 40.0)
    group = draw_inset(fit_plane(view.extent, FRAME), view.base, box, root=view.root)
    assert group is not None
    *_, mark, _ = group.items
    middle = np.array(mark.rings[0]).mean(axis=0)
    assert middle == pytest.approx(box.center, abs=1.5)


def test_a_sheet_of_a_continent_needs_no_inset(tiny_atlas: Atlas) -> None:
    view = see(tiny_atlas)
    plane = fit_plane(Extent(-90, -40, 10, 40), FRAME)
    assert draw_inset(plane, view.base, Box(150, 10, 40, 40), root=view.root) is None


@pytest.mark.parametrize(
    "extent", [ISLAND, Extent(175, -3, -175, 3)], ids=["plain", "antimeridian"]
)
def test_many_shapes_are_placed_together_as_each_alone(extent: Extent) -> None:
    plane = fit_plane(extent, FRAME)
    shapes = [
        shapely.box(-31.5, -0.5, -30.5, 0.5),
        shapely.union(shapely.box(178, -1, 180, 1), shapely.box(-180, -1, -178, 1)),
        shapely.LineString([(-40, 0), (-20, 2)]),
        shapely.Point(100, 40),
        shapely.Polygon(),
    ]
    together = plane.place_each(shapes)
    assert any(not placed.is_empty for placed in together)
    for shape, placed in zip(shapes, together, strict=True):
        assert placed.equals_exact(plane.place(shape), 0.0)
    assert len(plane.place_each([])) == 0
