"""A diagnosis in plain words, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.formats.table import to_guarded, to_table

if TYPE_CHECKING:
    from geo.doctor.diagnosis import Diagnosis

MOST_LINES: Final = 20
VERDICTS: Final = {
    "open": "opens",
    "open-with-warning": "opens, but look at what is said below",
    "refuse": "cannot be opened",
}


def to_listed_csv(diagnosis: Diagnosis) -> str:
    """Write the rows that cannot be opened, with their reasons, as a table."""
    rows = [[str(item.row), to_guarded(item.reason)] for item in diagnosis.listed]
    return to_table([["row", "reason"], *rows])


def to_text(diagnosis: Diagnosis) -> str:
    """Tell a diagnosis in some lines of text."""
    lines = [
        f"{diagnosis.file}: {VERDICTS[diagnosis.verdict]} ({diagnosis.kind or 'unknown kind'})"
    ]
    if diagnosis.rows_in:
        lines.append(
            f"  {diagnosis.rows_in:,} rows in: {diagnosis.shown:,} shown, "
            f"{diagnosis.unplaced:,} without a position, {len(diagnosis.listed):,} listed; "
            f"{diagnosis.undated:,} undated"
        )
    if diagnosis.start:
        lines.append(f"  from {diagnosis.start} to {diagnosis.end}")
    if diagnosis.roles:
        columns = ", ".join(f"{role} = {column!r}" for role, column in diagnosis.roles.items())
        lines.append(f"  columns: {columns}")
    for finding in diagnosis.findings:
        count = f" ({finding.count:,})" if finding.count else ""
        repairs = f" [repair: {', '.join(finding.repairs)}]" if finding.repairs else ""
        lines.append(f"  {finding.code}{count}: {finding.message}{repairs}")
    lines += [f"  row {item.row}: {item.reason}" for item in diagnosis.listed[:MOST_LINES]]
    if len(diagnosis.listed) > MOST_LINES:
        lines.append(f"  ... and {len(diagnosis.listed) - MOST_LINES:,} more")
    return "\n".join(lines)
