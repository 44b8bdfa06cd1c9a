"""Letters in the cells of a table that no font of the atlas has: told before anything is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.doctor.folder import LETTERS
from geo.formats.raw import about
from geo.lettering import about_shaping
from geo.letters import STAND_IN, find_unwritable, name_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.formats.raw import Finding, RawTable

PRINTED: Final = frozenset(
    {"name", "name_ru", "name_ja", "name_zh", "category", "sources", "when", "start", "end"}
)
"""Roles of columns that a sheet may say; what is in the others is for the screen, with its fonts."""
MOST_COLUMNS: Final = 20


def check_cells(table: RawTable, roles: Mapping[str, str]) -> tuple[Finding, ...]:
    """Say which characters of which columns cannot be printed, with the first rows that have them.

    Columns of which a sheet says something are warned of, the first of them first; the others are
    told.
    """
    printed = {column for role, column in roles.items() if role in PRINTED}
    found = [*_check(table, printed)]
    return tuple(sorted(found, key=lambda finding: not finding.grave)[:MOST_COLUMNS])


def _check(table: RawTable, printed: set[str]) -> Iterator[Finding]:
    """Yield a finding for each column with such characters."""
    for column, texts in zip(table.columns, table.cells, strict=True):
        found = find_unwritable(texts, texts.letters())
        if not found:
            continue
        characters = "".join(missing.character for missing in found)
        rows = sorted({place for missing in found for place in missing.places})
        on_sheet = f"; a sheet shows {STAND_IN}" if column in printed else ""
        shaping = about_shaping(characters)
        message = (
            f"column {column!r}: no font of the atlas has {name_all(characters)}{on_sheet}"
            f"{f'. {shaping}' if shaping else ''}"
        )
        yield about(LETTERS, message, [table.rows[r] for r in rows], grave=column in printed)
