"""Shapes over longitude 180, mended by the doctor's repairs as the package antimeridian cuts them."""

from pathlib import Path

import pytest
import shapely

from geo.doctor import Recipe, diagnose

FOLDER = Path(__file__).parent / "material" / "antimeridian"
REPAIRS = Recipe(repairs=("wrap-longitudes", "cut-antimeridian"))
INPUT, OUTPUT = FOLDER / "input", FOLDER / "output" / "flat"
NAMES = sorted({path.name for path in INPUT.iterdir()} & {path.name for path in OUTPUT.iterdir()})
SAME = 1e-6  # of the area: the package rounds to seven decimals
EXPLAINED = {
    "both-poles.json": "a ring between two poles may mean either side of it; the package takes the left one",
    "issues-171.json": "the package loses a hole over longitude 0",
    "overlap.json": "an outline that lies over itself",
}


def cut(folder: Path, name: str) -> shapely.Geometry:
    """Read a shape of the package's, as it is or cut by the doctor."""
    raw = (folder / name).read_bytes()
    if folder == INPUT:
        return diagnose(name, raw, REPAIRS).frame.geometry.iloc[0]
    shape = shapely.from_geojson(raw)
    return shapely.make_valid(shape) if shape.geom_type != "FeatureCollection" else shape


def differs(name: str) -> bool:
    """Tell whether the doctor and the package cut a shape differently."""
    ours, theirs = cut(INPUT, name), cut(OUTPUT, name)
    if shapely.get_dimensions(theirs) < 2:
        return not shapely.equals_exact(ours.normalize(), theirs.normalize(), SAME)
    return shapely.symmetric_difference(ours, theirs).area > SAME * theirs.area


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_is_cut_as_the_package_cuts_it_or_it_is_explained_why_not(name):
    assert differs(name) == (name in EXPLAINED)


def test_a_shape_that_is_cut_already_stays_as_it_is():
    whole = [name for name in NAMES if name not in EXPLAINED]
    for name in whole:
        diagnosis = diagnose(name, (OUTPUT / name).read_bytes())
        assert "antimeridian" not in {finding.code for finding in diagnosis.findings}, name
