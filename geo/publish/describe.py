"""What a data package says about itself: descriptor, citation, licences, a page to read first."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from typing import TYPE_CHECKING, Final

from geo.catalog import localized
from geo.formats.table import to_guarded, to_table
from geo.publish.bibliography import to_url
from geo.publish.inert import to_line
from geo.source import to_citation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas import Atlas
    from geo.catalog import Catalog

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".toml": "application/toml",
    ".png": "image/png",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".txt": "text/plain",
    ".cff": "application/yaml",
}
NUMBER_COLUMNS: Final = ("lon", "lat", "precision_km")
LICENSES: Final[Mapping[str, str]] = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "PDDL-1.0": "https://opendatacommons.org/licenses/pddl/1-0/",
    "LGPL-3.0-or-later": "https://www.gnu.org/licenses/lgpl-3.0.html",
    "MIT": "https://opensource.org/license/mit",
}
"""Where the licences can be read that data are mostly given under; names after SPDX."""

COLUMN_TEXTS: Final[Mapping[str, str]] = {
    "when": "Date in the Extended Date/Time Format (EDTF, ISO 8601-2:2019)",
    "lon": "Longitude in degrees, WGS 84",
    "lat": "Latitude in degrees, WGS 84",
    "wkt": "Shape in well-known text, longitude before latitude, WGS 84",
    "precision_km": "How far from the true place the position may lie, in kilometres",
    "certainty": "certain, less-certain or uncertain",
    "depiction": "How far the drawing departs from what the sources say; empty if it does not",
    "rank": "Priority of the label, 1 first",
    "sources": "Ids of sources, joined with semicolons",
    "links": "Ids of related records, joined with semicolons",
    "conflicts": "Ids of disagreements among the sources, joined with semicolons",
}

_NOT_IN_NAME: Final = re.compile(r"[^a-z0-9._-]+")
_NOT_IN_YAML: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def to_datapackage(atlas: Atlas, catalog: Catalog, files: Mapping[str, bytes]) -> str:
    """Write the descriptor of a package, after Data Package v2."""
    descriptor: dict[str, object] = {
        "$schema": PROFILE,
        "name": catalog.id,
        "title": localized(catalog.title, "en"),
        "description": "A historical atlas: what was where, when, and who says so.",
        "licenses": _licenses(catalog),
        "sources": [
            {"title": to_citation(source)} | ({"path": to_url(source.url)} if source.url else {})
            for source in atlas.sources.values()
        ],
        "resources": [_resource(name, raw) for name, raw in sorted(files.items())],
    }
    kept = {key: value for key, value in descriptor.items() if value}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _licenses(catalog: Catalog) -> list[dict[str, str]]:
    """List the licences of the atlas and of its layers, each once."""
    names = [catalog.license, *(spec.license for spec in catalog.layers)]
    return [
        {"name": name, "path": LICENSES[name]} if name in LICENSES else {"name": _slug(name)}
        for name in dict.fromkeys(filter(None, names))
    ]


def _slug(text: str) -> str:
    """Make a name of a text, as descriptors want them."""
    return _NOT_IN_NAME.sub("-", text.lower()).strip("-.") or "unnamed"


def _resource(name: str, raw: bytes) -> dict[str, object]:
    """Describe one file; a table with its columns."""
    suffix = f".{name.rpartition('.')[2]}"
    resource: dict[str, object] = {
        "name": _slug(name.replace("/", "-")),
        "path": name,
        "format": suffix[1:],
        "mediatype": MEDIA_TYPES.get(suffix, "application/octet-stream"),
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
    }
    if suffix != ".png":
        resource["encoding"] = "utf-8"
    if suffix == ".csv":
        header = next(csv.reader(io.StringIO(raw.decode(), newline="")))
        keyed = {"primaryKey": ["id"]} if header[0] == "id" and "column" not in header else {}
        resource |= {"type": "table", "schema": {"fields": list(map(_field, header)), **keyed}}
    return resource


def _field(name: str) -> dict[str, object]:
    """Describe one column."""
    kind = {"rank": "integer"} | dict.fromkeys(NUMBER_COLUMNS, "number")
    field: dict[str, object] = {"name": name, "type": kind.get(name, "string")}
    return field | ({"description": COLUMN_TEXTS[name]} if name in COLUMN_TEXTS else {})


def to_licenses(catalog: Catalog) -> str:
    """List under which licence each layer stands."""
    rows = [
        [spec.id, localized(spec.title, "en"), spec.license or catalog.license]
        for spec in catalog.layers
    ]
    return to_table([["layer", "title", "license"], *(list(map(to_guarded, row)) for row in rows)])


def to_citation_cff(catalog: Catalog) -> str:
    """Write how to cite the package, after Citation File Format 1.2."""
    title = localized(catalog.title, "en")
    lines = [
        "cff-version: 1.2.0",
        f"message: {_yaml('If you use these data, please cite them, and the sources they name.')}",
        "type: dataset",
        f"title: {_yaml(title)}",
        "authors:",
        f"  - name: {_yaml(f'The contributors of {title}')}",
    ]
    if catalog.license in LICENSES:
        lines.append(f"license: {catalog.license}")
    return "\n".join([*lines, ""])


def _yaml(text: str) -> str:
    """Write a text in the double quotes of YAML."""
    quoted = json.dumps(to_line(text), ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def to_readme(catalog: Catalog, features: int, left_out: int) -> str:
    """Write what the package holds, for a person who opens it."""
    title = to_line(localized(catalog.title, "en"))
    loose = (
        f"\n{left_out} records named others that are not in this package; left-out.csv lists them.\n"
        if left_out
        else ""
    )
    return f"""{title}
{"=" * len(title)}

{features} features in {len(catalog.layers)} layers.

This folder is an atlas: the program that wrote it opens it again as it is.

catalog.toml       the title page: layers, views, phases, categories and their looks
sources.toml       who says so
layers/ and *.csv  the features of each layer
export/            the same features as one table (CSV) and one GeoJSON, the sources as
                   BibTeX, CSL-JSON and RIS
LICENSES/          licences: layers.csv says which layer stands under which
CITATION.cff       how to cite
datapackage.json   what each file is (Data Package v2)
SHA256SUMS         checksums: sha256sum --check SHA256SUMS

Dates are written in EDTF (ISO 8601-2:2019), positions in degrees (WGS 84). In tables an
apostrophe before = + - or @ keeps spreadsheets from computing a text.
{loose}"""
