"""Control by date: spans of time, not slices.

``control.toml`` says who held what, and when, from which sources; this module gives each span its
area out of :mod:`units`. Sovereignty, occupation, lease and claim are different categories, and
where two hold at once (the claim of the Far Eastern Republic on an occupied Northern Sakhalin) both
are drawn. Nothing is said outside 100-170E, 20-65N.

Areas made of the same units are the same to the last digit, so that a browser needs each only once.

Not drawn, because no limits were found: the zone along the Ussuri and Suchan railways of the
Russo-Japanese agreement of 1920, the Barga strip, the Japanese garrisons' ground on the lower Amur
(they are points). The zones of the Chinese Eastern and South Manchuria railways are lines.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import shapely
from feature import Feature, Names
from units import joined

TABLE = Path(__file__).with_name("control.toml")


def control_features(units: Mapping[str, shapely.Geometry]) -> list[Feature]:
    """Give the layer ``control``."""
    holds = tomllib.loads(TABLE.read_text(encoding="utf-8"))["hold"]
    return [_feature(hold, _shape(hold, units)) for hold in holds]


def half_features(units: Mapping[str, shapely.Geometry]) -> list[Feature]:
    """Give the layer ``halves``: Sakhalin cut at exactly 50N, without a date."""
    names = {
        "north": Names(
            "Sakhalin north of 50°N", "Сахалин севернее 50° с. ш.", "北緯50度以北の樺太"
        ),
        "south": Names("Sakhalin south of 50°N", "Сахалин южнее 50° с. ш.", "北緯50度以南の樺太"),
    }
    return [
        Feature(
            f"half-{side}",
            name,
            units[f"sakhalin-{side}"],
            precision_km=0.15,
            rank=5,
            note="The south includes Moneron." if side == "south" else "",
            sources=("dcw-gmt", "gshhg") if side == "south" else ("dcw-gmt",),
        )
        for side, name in names.items()
    ]


def _shape(hold: Mapping[str, Any], units: Mapping[str, shapely.Geometry]) -> shapely.Geometry:
    """Give the area of a span, or its point."""
    return shapely.Point(hold["point"]) if "point" in hold else joined(units, hold["units"])


def _feature(hold: Mapping[str, Any], shape: shapely.Geometry) -> Feature:
    """Build the feature of one span."""
    names = (hold.get(key, "") for key in ("name", "name_ru", "name_ja", "name_zh"))
    return Feature(
        f"control-{hold['id']}",
        Names(*names),
        shape,
        when=hold["when"],
        category=hold["category"],
        certainty=hold.get("certainty", "certain"),
        depiction=hold.get("depiction", ""),
        precision_km=hold.get("precision_km"),
        rank=hold.get("rank", 3),
        text=hold["text"],
        note=hold.get("note", ""),
        sources=tuple(hold["sources"]),
        links=tuple(hold.get("links", ())),
        conflicts=tuple(hold.get("conflicts", ())),
    )
