"""Changes good and hostile files at random and hands them to every reader, for a stated time.

``python -m tests.doctor.fuzz --seconds 60 --seed 1``: any error but a refusal is a find; its file is
written to ``build-cache/fuzz`` and its name printed. The same seed makes the same files.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from geo.doctor.doctor import NO_RECIPE, examine
from geo.errors import AtlasError
from geo.formats.raw import Budget, RefusedFileError
from tests.conformance.readers import MAPS, TABLES, packed
from tests.doctor import making
from tests.doctor.hostile import cases
from tests.doctor.making import obeys_the_law

LONGEST = 200_000
SLOW = 2.0
SMALL = Budget(rows=20_000, cells=200_000, vertices=100_000, tokens=500_000)
NATIVE = ("gpkg", "fgb", "parquet")
MATERIAL = Path(__file__).parents[1] / "conformance" / "material"
SPICE = (
    b'"', b"'", b",", b";", b"\t", b"\n", b"\r", b"\x00", b"\xff", b"[", b"]", b"{", b"}", b"<", b">", b"/", b"-",
    b"NaN", b"1e999", b"null", b"-1", b"9" * 30, b"..", b"~", b"?", b"\xe3\x80\x80", b"\xd8\x00", "年".encode(),
    b"<!DOCTYPE a>", b"&a;", b"POINT", b"EMPTY", b"SRID=3857;",
)  # fmt: skip


def seeds(folder: Path) -> tuple[list[bytes], list[bytes]]:
    """Give the files to start from: those that Python reads, and those that need a process."""
    texts = [making.to_csv(), making.to_csv(delimiter=";", comma=True), making.to_geojson()]
    texts += [making.to_kml(), making.to_linked_places(), making.to_lp_tsv(), making.to_topojson()]
    quick = [text.encode() for text in texts] + [making.to_xlsx(), making.to_ods()]
    quick += [data for _, _, data, _ in cases() if len(data) < LONGEST]
    slow = [making.to_native(folder, suffix) for suffix in NATIVE]
    slow += [making.to_shapefile(folder)]
    for path in sorted(MATERIAL.rglob("*")):
        if path.suffix in {*MAPS, *TABLES} and path.stat().st_size < LONGEST:
            (slow if path.suffix in {".shp", ".parquet"} else quick).append(packed(path))
    return quick, slow


def change(data: bytes, others: list[bytes], dice: random.Random) -> bytes:
    """Change some places of a file."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        at = dice.randrange(len(changed) + 1)
        kind = dice.randrange(6)
        if kind == 0:
            changed[at : at + dice.randrange(1, 40)] = b""
        elif kind == 1:
            changed[at:at] = dice.choice(SPICE)
        elif kind == 2:
            changed[at : at + 1] = bytes([dice.randrange(256)])
        elif kind == 3:
            changed[at:at] = changed[at : at + dice.randrange(1, 60)] * dice.randrange(1, 30)
        elif kind == 4:
            other = dice.choice(others)
            start = dice.randrange(len(other) + 1)
            changed[at:at] = other[start : start + dice.randrange(1, 200)]
        else:
            del changed[at:]
    return bytes(changed[:LONGEST])


def find(data: bytes) -> str:
    """Read a file and say what is wrong with the reader, if anything is."""
    start = time.process_time()
    try:
        diagnosis = examine("fuzz", data, NO_RECIPE, budget=SMALL)
        diagnosis.report_json()
    except (AtlasError, RefusedFileError):
        return ""
    except Exception:  # noqa: BLE001 -- every other error is what is looked for
        return traceback.format_exc()
    if not obeys_the_law(diagnosis):
        return (
            f"rows in {diagnosis.rows_in}, shown {diagnosis.shown}, listed {len(diagnosis.listed)}"
        )
    took = time.process_time() - start
    return f"{took:.1f} s" if took > SLOW else ""


def main() -> int:
    """Fuzz for the time given and tell what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)  # noqa: S311 -- the same files for the same seed
    found: Counter[str] = Counter()
    kept = Path("build-cache/fuzz")
    with tempfile.TemporaryDirectory() as folder:
        quick, slow = seeds(Path(folder))
    end, count = time.monotonic() + options.seconds, 0
    while time.monotonic() < end:
        pool = slow if dice.random() < 0.01 else quick
        data = change(dice.choice(pool), quick, dice)
        count += 1
        wrong = find(data)
        place = wrong.strip().splitlines()[-1] if wrong else ""
        if wrong and not found[place]:
            kept.mkdir(parents=True, exist_ok=True)
            path = kept / f"find-{options.seed}-{count}"
            path.write_bytes(data)
            sys.stdout.write(f"{path}:\n{wrong}\n")
        found[place] += bool(wrong)
    finds = sum(1 for number in found.values() if number)
    sys.stdout.write(f"{count:,} files in {options.seconds:g} s, {finds} different finds\n")
    return int(finds > 0)


if __name__ == "__main__":
    sys.exit(main())
