"""Fetches the test files of other packages and the larger validators, and prints where the atlas differs.

``python -m tests.conformance.run [--folder build-cache/conformance]``; the exit status is 1 if a file
differs without a reason in ``explained.csv`` or ``explained-fetched.csv``, or a validator finds fault.
"""

import argparse
import csv
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter
from pathlib import Path

from geo.atlas import load_atlas
from geo.publish.writers import WRITERS
from tests.conformance.compare import compare
from tests.conformance.readers import MAPS, TABLES

HERE = Path(__file__).parent
PYPI = {
    "frictionless==5.21.0": "data",
    "csvkit==2.2.0": "examples",
    "agate==1.14.2": "examples",
    "gpxpy==1.6.2": "test_files",
    "pyshp==3.1.6": "tests",
    "geoparquet-io==1.7.0": "tests/data",
    "stac-geoparquet==0.8.3": "tests/data",
}
NPM = {
    "world-atlas@2.0.2": ".",
    "us-atlas@3.0.1": ".",
    "osmtogeojson@2.2.12": "test-cli",
    "tokml@0.4.0": "test",
    "gpx-parse@0.10.4": "tests",
}
VALIDATORS = (
    "frictionless==5.21.0",
    "citeproc-py==0.11.1",
    "pybtex==0.26.1",
    "lxml==6.1.3",
    "fastkml==1.4.0",
)
CFF = "cffconvert==2.0.0"  # for its schema alone: it needs an older jsonschema
LARGEST = 5_000_000
NOT_DATA = re.compile(r"package\.json|bower\.json|datapackage.*|cassettes/.*")


def said(command: list[str], folder: Path) -> bool:
    """Run a command quietly and tell whether it succeeded."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stdout.write(f"not to be had: {' '.join(command[-2:])}\n")
    return done.returncode == 0


def fetch(folder: Path) -> dict[str, Path]:
    """Fetch and unpack the packages; give the folder of each with its test files."""
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
    found = {}
    for wanted, inner in (PYPI | NPM).items():
        place = folder / re.sub(r"[^\w.-]+", "-", wanted)
        if not place.exists():
            with_npm = shutil.which("npm")
            if wanted in NPM and not with_npm:
                continue
            place.mkdir(parents=True)
            command = [*pip, wanted] if wanted in PYPI else [str(with_npm), "pack", "-s", wanted]
            if not said(command, place):
                place.rmdir()
                continue
            with tarfile.open(next(place.glob("*gz"))) as archive:
                archive.extractall(place, filter="data")
        found[wanted] = next(item for item in place.iterdir() if item.is_dir()) / inner
    return found


def reasons() -> list[dict[str, str]]:
    """Read why files differ."""
    rows = []
    for name in ("explained.csv", "explained-fetched.csv"):
        with (HERE / name).open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    return rows


def explained(package: str, path: Path, root: Path, how: str) -> bool:
    """Tell whether there is a reason for a difference."""
    name = f"{re.split('[=@]', package)[0]}/{path.relative_to(root).as_posix()}"
    return any(row["how"] == how and re.fullmatch(row["file"], name) for row in reasons())


def compare_all(package: str, root: Path) -> int:
    """Compare the files of a package, print what differs and give how many differ without a reason."""
    counts: Counter[str] = Counter()
    for path in sorted(root.rglob("*")):
        is_data = path.suffix in {*MAPS, *TABLES} and not NOT_DATA.fullmatch(
            path.relative_to(root).as_posix()
        )
        if not is_data or path.stat().st_size > LARGEST:
            continue
        found = compare(path)
        kind = (
            "equal"
            if not found.how
            else "explained"
            if explained(package, path, root, found.how)
            else "different"
        )
        counts[kind] += 1
        if kind == "different":
            sys.stdout.write(f"  {found.how}: {path.relative_to(root)}: {found.detail[:150]}\n")
    line = ", ".join(f"{counts[kind]} {kind}" for kind in ("equal", "explained", "different"))
    sys.stdout.write(f"{package}: {counts.total()} files: {line}\n")
    return counts["different"]


def validate(folder: Path) -> int:
    """Write the atlas in all formats and let the validators, in an environment of their own, judge it."""
    written = folder / "written"
    written.mkdir(parents=True, exist_ok=True)
    atlas = load_atlas(HERE.parents[1] / "data")
    for name in ("kml", "csl", "bibtex", "package"):
        path = written / f"atlas{WRITERS[name].suffix}"
        path.write_bytes(WRITERS[name].write(atlas, atlas.features))
    with zipfile.ZipFile(written / "atlas.datapackage.zip") as archive:
        archive.extractall(written / "package")  # noqa: S202 -- of our own making
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        said([sys.executable, "-m", "venv", str(folder / "venv")], written)
        said([str(python), "-m", "pip", "install", "-q", *VALIDATORS], written)
        said(
            [str(python), "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), CFF],
            written,
        )
    schema = next(folder.glob("cffconvert-*.whl"))
    command = [str(python), str(HERE / "validators.py"), str(written), str(schema)]
    return subprocess.run(command, check=False).returncode


def main() -> int:
    """Compare, validate and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build-cache/conformance"))
    folder = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    different = sum(compare_all(package, root) for package, root in fetch(folder).items())
    return int(different > 0 or validate(folder) != 0)


if __name__ == "__main__":
    sys.exit(main())
