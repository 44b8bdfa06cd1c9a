"""Judges what the atlas wrote, in an environment of its own that has the validators.

``python validators.py FOLDER CFFCONVERT_WHEEL``; the exit status is 1 if any finds fault.
"""

import json
import sys
import zipfile
from pathlib import Path

import fastkml
import frictionless
import jsonschema
import yaml
from citeproc.source.json import CiteProcJSON
from lxml import etree
from pybtex.database import parse_file


def kml(folder: Path) -> list[str]:
    """Hold the KML against the schema of the OGC."""
    rules = Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd"
    schema = etree.XMLSchema(etree.parse(str(rules)))
    schema.validate(etree.parse(str(folder / "atlas.kml")))
    return [str(error) for error in schema.error_log]


def data_package(folder: Path) -> list[str]:
    """Let frictionless check the data package, its tables row by row."""
    report = frictionless.validate(str(folder / "package" / "datapackage.json"))
    return [str(error) for error in report.flatten(["message"])]


def citation_file(folder: Path, wheel: Path) -> list[str]:
    """Hold CITATION.cff against its schema."""
    with zipfile.ZipFile(wheel) as archive:
        rules = json.loads(archive.read("cffconvert/schemas/1.2.0/schema.json"))
    stated = yaml.safe_load((folder / "package" / "CITATION.cff").read_text("utf-8"))
    document = json.loads(json.dumps(stated, default=str))
    return [error.message for error in jsonschema.Draft7Validator(rules).iter_errors(document)]


def sources(folder: Path) -> list[str]:
    """Let citeproc read the CSL-JSON and pybtex the BibTeX; both must find as many sources."""
    items = json.loads((folder / "atlas.csl.json").read_text("utf-8"))
    by_citeproc = len(CiteProcJSON(items))
    by_pybtex = len(parse_file(str(folder / "atlas.bib")).entries)
    same = len(items) == by_citeproc == by_pybtex
    return [] if same else [f"{len(items)}, {by_citeproc} and {by_pybtex} sources"]


def main(folder: Path, wheel: Path) -> int:
    """Print what each validator says."""
    faults = {
        "KML 2.2 (OGC)": kml(folder),
        "Data Package (frictionless)": data_package(folder),
        "Citation File Format 1.2.0": citation_file(folder, wheel),
        "CSL-JSON and BibTeX (citeproc, pybtex)": sources(folder),
    }
    for name, found in faults.items():
        sys.stdout.write(f"{name}: {'; '.join(found[:5]) or 'valid'}\n")
    return int(any(faults.values()))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
