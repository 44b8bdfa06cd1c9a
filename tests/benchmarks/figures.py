"""A measured figure, and the table and the file in which figures are told.

Nothing here judges: a budget stands beside its figure for the reader to compare.
"""

import json
import os
import platform
import statistics
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

CHROMIUM = "/usr/bin/chromium"
DIGITS = {"B": 0, "ms": 0, "s": 2, "kB": 1, "MB": 1}
HEADINGS = ("figure", "unit", "median", "min - max", "n", "budget", "load", "theirs / ours")


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured once or more often; without values it was not measured, and the note says why.

    Attributes
    ----------
    budget
        What it should not exceed, if somebody said so.
    ours
        The atlas's own median of the same thing, where the figure is a peer's.
    load
        How many processes wanted the machine in the minute before; if unknown, less than zero.
    """

    part: str
    name: str
    unit: str
    values: tuple[float, ...]
    budget: float | None = None
    ours: float | None = None
    note: str = ""
    load: float = -1

    @property
    def median(self) -> float | None:
        return statistics.median(self.values) if self.values else None

    @property
    def ratio(self) -> float | None:
        return self.median / self.ours if self.ours and self.median is not None else None

    def to_dict(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "part": self.part,
            "name": self.name,
            "unit": self.unit,
            "median": self.median,
            "min": min(self.values, default=None),
            "max": max(self.values, default=None),
            "values": [round(value, 3) for value in self.values],
            "budget": self.budget,
            "ours": self.ours,
            "ratio": self.ratio,
            "note": self.note,
            "load": self.load,
        }

    def to_cells(self) -> tuple[str, ...]:
        """Give the cells of one line of the table."""
        digits = DIGITS.get(self.unit, 1)

        def say(number: float) -> str:
            return f"{number:,.{digits}f}"

        return (
            self.name,
            self.unit,
            "-" if self.median is None else say(self.median),
            f"{say(min(self.values))} - {say(max(self.values))}" if len(self.values) > 1 else "",
            str(len(self.values)),
            "" if self.budget is None else say(self.budget),
            "" if self.load < 0 else f"{self.load:.1f}",
            "" if self.ratio is None else f"{self.ratio:.1f} x ({say(self.ours or 0)})",
        )


def time_ms(work: Callable[[], object]) -> float:
    """Do something and give the milliseconds that it took."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def time_both_ms(work: Callable[[], object]) -> tuple[float, float]:
    """Do something and give the milliseconds that it took, and that the processor spent on it."""
    spent = process_time()
    taken = time_ms(work)
    return taken, (process_time() - spent) * 1000


def _command_output(*words: str) -> str:
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    except OSError:
        return "unknown"
    return done.stdout.strip() or "unknown"


def _processor() -> str:
    """Give the name of the processor; the machine's architecture where the system does not say."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def describe_load() -> str:
    """Say how busy the machine was in the last 1, 5 and 15 minutes."""
    return " ".join(f"{load:.2f}" for load in os.getloadavg())


def describe_machine() -> dict[str, str]:
    """Say on what is measured."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "load at the start": describe_load(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "chromium": _command_output(CHROMIUM, "--version"),
    }


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    """Set cells under one another: the first two to the left, numbers to the right."""
    widths = [max(len(line[k]) for line in lines) for k in range(len(lines[0]))]
    return [
        "  ".join(
            cell.ljust(width) if k < 2 else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]


def to_table(figures: Iterable[Figure], machine: Mapping[str, str]) -> str:
    """Write figures as a table for people, part by part, with notes and the machine under it."""
    figures = list(figures)
    head, *rows = _aligned([HEADINGS, *(figure.to_cells() for figure in figures)])
    lines = [head, "-" * len(head)]
    part = ""
    for figure, row in zip(figures, rows, strict=True):
        if figure.part != part:
            part = figure.part
            lines += ["", part]
        lines.append(row)
    names: dict[str, list[str]] = {}
    for figure in figures:
        if figure.note:
            names.setdefault(figure.note, []).append(figure.name)
    lines += ["", *(f"{'; '.join(dict.fromkeys(of))}: {note}" for note, of in names.items()), ""]
    return "\n".join([*lines, *(f"{key}: {value}" for key, value in machine.items())]) + "\n"


def to_json(figures: Iterable[Figure], machine: Mapping[str, str]) -> str:
    """Write figures for programs."""
    document = {"machine": dict(machine), "figures": [figure.to_dict() for figure in figures]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
