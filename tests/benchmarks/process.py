"""What a server and its workers hold: memory, threads, open files."""

import os
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

PAGE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Holding:
    """What a process and its children hold at a moment; its children are the press's workers."""

    server_mb: float
    workers_mb: float
    threads: int
    files: int


def _resident_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * PAGE_BYTES / 1e6


def cpu_s(pid: int) -> float:
    """Give the processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    """Give the processes under a process."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            found += [int(child), *_children(int(child))]
    return found


def holding(pid: int) -> Holding:
    """Look at a process now."""
    workers = 0.0
    for child in _children(pid):
        try:
            workers += _resident_mb(child)
        except OSError:  # it ended while we looked
            continue
    return Holding(
        server_mb=_resident_mb(pid),
        workers_mb=workers,
        threads=len(list(Path(f"/proc/{pid}/task").iterdir())),
        files=len(list(Path(f"/proc/{pid}/fd").iterdir())),
    )


@dataclass
class Watch:
    """The most that a process held while it was watched."""

    pid: int
    every_s: float = 0.25
    seen: list[Holding] = field(default_factory=list)
    _end: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(self.every_s):
            try:
                self.seen.append(holding(self.pid))
            except OSError:  # a thread or a file that went while we counted
                continue

    @property
    def most(self) -> Holding:
        """The largest of each figure."""
        return Holding(*(max(getattr(h, name) for h in self.seen) for name in Holding.__slots__))
