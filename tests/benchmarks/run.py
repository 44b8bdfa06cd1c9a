"""Measures the atlas, prints a table and writes it as JSON where told; never judges.

``python -m tests.benchmarks.run --only screen --quick --json bench.json``
"""

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from tests.benchmarks.figures import Figure, describe_load, describe_machine, to_json, to_table

PARTS = ("screen", "plate", "load", "crowd", "brought", "hostile", "peers")


def _measure(part: str, quick: bool) -> list[Figure]:  # noqa: FBT001 - sent to another process
    """Measure one part, telling each figure when it is there."""
    figures = []
    for figure in import_module(f"tests.benchmarks.{part}").measure(quick=quick):
        figures.append(replace(figure, load=os.getloadavg()[0]))
        _say(f"  {' '.join(figure.to_cells()[:3])}")
    return figures


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def main(words: Sequence[str]) -> int:
    """Run the command and give its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.run", description=__doc__)
    parser.add_argument("--json", type=Path, help="also write the figures into this file")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part alone")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions and smaller sizes")
    asked = parser.parse_args(words)
    machine = describe_machine()
    figures: list[Figure] = []
    for part in asked.only or PARTS:
        _say(f"Measuring: {part} (load {describe_load()}) ...")
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            figures += alone.submit(_measure, part, asked.quick).result()
    machine["load at the end"] = describe_load()
    print(to_table(figures, machine))
    if asked.json:
        asked.json.write_text(to_json(figures, machine), "utf-8")
        _say(f"Wrote {asked.json}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
