"""Write features in the atlas's canonical GeoJSON.

One feature a line, sorted by id; properties in the order of ``Feature``'s fields, those that say
nothing left out; numbers as short as they can be. Reading such a file and writing it again gives
the same bytes, so a change in a file is a change in what it says.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely

TIMELESS = "../.."
USUAL_RANK = 3


@dataclass(frozen=True, slots=True)
class Names:
    """A name in the atlas's languages; empty where it is not known for sure."""

    en: str
    ru: str = ""
    ja: str = ""
    zh: str = ""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a layer."""

    id: str
    names: Names
    geometry: shapely.Geometry
    when: str = TIMELESS
    category: str = ""
    certainty: str = "certain"
    depiction: str = ""
    precision_km: float | None = None
    rank: int = USUAL_RANK
    text: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)

    def properties(self) -> dict[str, Any]:
        """Give the properties that say something."""
        stated = {
            "id": self.id,
            "name": self.names.en,
            "name_ru": self.names.ru,
            "name_ja": self.names.ja,
            "name_zh": self.names.zh,
            "when": self.when,
            "category": self.category,
            "certainty": self.certainty,
            "depiction": self.depiction,
            "precision_km": _short(self.precision_km),
            "rank": None if self.rank == USUAL_RANK else self.rank,
            "text": self.text,
            "note": self.note,
            "sources": list(self.sources),
            "links": list(self.links),
            "conflicts": list(self.conflicts),
        }
        return {key: value for key, value in stated.items() if value} | dict(self.details)


def write_layer(path: Path, features: Iterable[Feature]) -> None:
    """Write a layer, if every geometry in it is valid."""
    lines = []
    for feature in sorted(features, key=lambda f: f.id):
        if not feature.geometry.is_valid or feature.geometry.is_empty:
            message = f"{feature.id}: {shapely.is_valid_reason(feature.geometry)}"
            raise ValueError(message)
        lines.append(
            _dumped(
                {
                    "type": "Feature",
                    "properties": feature.properties(),
                    "geometry": shapely.geometry.mapping(feature.geometry),
                }
            )
        )
    body = ",\n".join(lines)
    text = f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n'
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(lines)} features, {len(text.encode()) / 1000:.0f} kB")


def _short(number: float | None) -> float | int | None:
    """Write 15.0 as 15."""
    return int(number) if number is not None and float(number).is_integer() else number


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
