"""What was mended in shapes while they were built, to be told once for a whole file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.formats.raw import Finding, about

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class Notices:
    """Positions of the rows whose shapes were mended while they were built."""

    unclosed: list[int] = field(default_factory=list)
    collapsed: list[int] = field(default_factory=list)
    heights: list[int] = field(default_factory=list)

    def add(self, others: Notices, *, start: int) -> None:
        """Take over what was noticed about rows that are counted from another."""
        self.unclosed += [start + row for row in others.unclosed]
        self.collapsed += [start + row for row in others.collapsed]

    def findings(self, numbers: Sequence[int]) -> tuple[Finding, ...]:
        """Say what was mended, by the numbers of the rows."""
        cases = (
            ("unclosed-rings", "their rings do not end where they start; closed", self.unclosed),
            (
                "collapsed-rings",
                "some of their rings have fewer than three corners and enclose nothing; left out",
                self.collapsed,
            ),
        )
        return tuple(
            about(code, message, [numbers[row] for row in dict.fromkeys(rows)])
            for code, message, rows in cases
            if rows
        )
