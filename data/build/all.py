"""Rebuild every derived layer of the atlas from the packages it is cut from.

    .venv/bin/python data/build/all.py [--cache FOLDER] [--out FOLDER]

The same packages give the same bytes. What was decided, and why, stands at the head of each module.
"""

import argparse
from pathlib import Path

from coast import build_coast, fine_features, land_features, sakhalin_features
from control import control_features, half_features
from feature import write_layer
from names import water_name_features
from packages import Shelf
from plots import plot_features
from relief import AROUND_SAKHALIN, write_relief
from units import build_units
from waters import lake_features, river_features

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Write the layers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=ROOT / "build-cache")
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "layers")
    options = parser.parse_args()
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    shelf = Shelf(options.cache)
    coast = build_coast(shelf)
    write_layer(out / "land.geojson", land_features(coast))
    write_layer(out / "sakhalin.geojson", sakhalin_features(coast))
    write_layer(out / "sakhalin_fine.geojson", fine_features(coast))
    write_layer(out / "lakes.geojson", lake_features(shelf))
    write_layer(out / "rivers.geojson", river_features(shelf, coast))
    write_layer(out / "water_names.geojson", water_name_features())
    write_layer(out / "plots.geojson", plot_features(coast))
    write_relief(out / "relief.png", shelf)
    write_relief(out / "relief_sakhalin.png", shelf, cut=AROUND_SAKHALIN, halved=False)
    units = build_units(shelf, coast)
    write_layer(out / "halves.geojson", half_features(units))
    write_layer(out / "control.geojson", control_features(units))


if __name__ == "__main__":
    main()
