"""The doctor's round: read, understand, place, date, build, and tell what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shapely

from geo.doctor.build import build, layer_of
from geo.doctor.cells import check_cells
from geo.doctor.contents import roles_by_content, with_offers
from geo.doctor.diagnosis import Diagnosis
from geo.doctor.folder import check_package
from geo.doctor.places import place
from geo.doctor.reading import PREFIXES, read
from geo.doctor.recipe import Recipe
from geo.doctor.repairs import DROP_COPIES, copies, repair
from geo.doctor.roles import find_roles
from geo.doctor.sniff import kind_of
from geo.doctor.when import date_rows
from geo.errors import AtlasError, LimitError
from geo.formats.raw import Budget, Finding, Listed, RawTable, RefusedFileError, about
from geo.limits import check_count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.doctor.build import Built
    from geo.doctor.when import Dating

USUAL: Final = Budget()
NO_RECIPE: Final = Recipe()
FIRST_ROWS: Final = 200
SAMPLES: Final = 3
LONGEST_SAMPLE: Final = 40
TELLING: Final = frozenset(
    {"name", "lon", "lat", "latlon", "shape", "when", "start", "end", "id", "text"}
)

# A hostile file may find a mistake in a reader, here or in a library: it must cost its sender a
# sentence, and nobody else anything. Whatever the family of the error, that file is refused.
MISTAKES: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BufferError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    shapely.errors.ShapelyError,
)
NO_MEMORY: Final = "bad_alloc"  # as libraries in C++ say it


def diagnose(
    name: str, data: bytes, recipe: Recipe | None = None, *, budget: Budget = USUAL
) -> Diagnosis:
    """Find out what is in a file and what of it can be shown.

    Parameters
    ----------
    name
        The name of the file, as somebody gave it; it is never opened.
    recipe
        What a person decided about this file, or an earlier version of it.

    Returns
    -------
    diagnosis
        Also for a file of which nothing can be read: then the verdict is ``refuse`` and a finding
        says why.
    """
    chosen = recipe or NO_RECIPE
    try:
        return examine(name, data, chosen, budget=budget)
    except (AtlasError, RefusedFileError) as error:
        code = "too-large" if isinstance(error, LimitError) else "unreadable"
        return _refused(name, data, chosen, Finding(code, str(error)))
    except MISTAKES as error:
        if isinstance(error, MemoryError) or NO_MEMORY in str(error):
            message = "reading it needs more memory than there is; split it or leave columns out"
            return _refused(name, data, chosen, Finding("took-memory", message))
        message = f"it could not be read: {type(error).__name__}; please report this file"
        return _refused(name, data, chosen, Finding("reader-failed", message))


def unopened(name: str, reason: str) -> Diagnosis:
    """Make the diagnosis of a file whose bytes cannot be had."""
    return _refused(name, b"", NO_RECIPE, Finding("unreadable", reason))


def examine(name: str, data: bytes, recipe: Recipe, *, budget: Budget) -> Diagnosis:
    """Diagnose a file that can be read.

    Raises
    ------
    RefusedFileError, LimitError
        If nothing of it can be read.
    """
    check_count(len(data), budget.bytes, "bytes")
    package = None
    if kind_of(data) == "zip":
        package = check_package(name, data, budget=budget)
    if package:
        return package
    table = read(data, repairs=recipe.repairs, budget=budget)
    check_count(len(table), budget.rows, "rows")
    guessed = roles_by_content(table, recipe.repairs)
    table = table if guessed else with_offers(table)
    roles = find_roles(table, wished={**guessed, **recipe.columns})
    table = repair(table, roles, recipe.repairs)
    return understand_table(name, table, roles, recipe)


def understand_table(
    name: str, table: RawTable, roles: Mapping[str, str], recipe: Recipe
) -> Diagnosis:
    """Diagnose a table whose columns are understood."""
    if not table.rows and not table.listed:
        message = "it holds no rows"
        raise RefusedFileError(message)
    placement = place(table, roles, repairs=recipe.repairs)
    dating = date_rows(table, roles)
    if table.geometry is None and not TELLING & set(roles):
        message = "no column is understood as a name, a date or a position"
        dating.faults |= dict.fromkeys(range(len(table)), message)
    built = build(table, roles, placement=placement, dating=dating, layer=layer_of(name))
    listed = tuple(sorted((*table.listed, *built.listed), key=lambda item: item.row))
    findings = _findings(table, recipe, dating, built)
    lettering = check_cells(table, roles)
    findings = (*table.findings, *placement.findings, *findings, *lettering)
    warned = bool(listed) or any(finding.grave for finding in findings)
    verdict = "open-with-warning" if warned else "open"
    return Diagnosis(
        file=name,
        kind=table.kind,
        verdict=verdict if len(built.frame) else "refuse",  # type: ignore[arg-type] # one of the three
        rows_in=len(table) + len(table.listed),
        listed=listed,
        findings=findings + _about_listed(listed),
        roles=roles,
        columns=table.columns,
        samples=samples_of(table),
        dates=dating.texts,
        frame=built.frame,
        crs=table.crs or ("EPSG:4326" if placement_exists(built) else ""),
        encoding=table.encoding,
        facts=table.facts,
        part=table.part,
        parts=table.parts,
        recipe=recipe,
    )


def samples_of(table: RawTable) -> tuple[tuple[str, ...], ...]:
    """Give the first few different cells of each column."""
    return tuple(
        tuple(
            dict.fromkeys(
                cell.strip()[:LONGEST_SAMPLE] for cell in cells[:FIRST_ROWS] if cell.strip()
            )
        )[:SAMPLES]
        for cells in table.cells
    )


def placement_exists(built: Built) -> bool:
    """Tell whether any row has a position."""
    return bool(built.frame.geometry.notna().any())


def _findings(table: RawTable, recipe: Recipe, dating: Dating, built: Built) -> tuple[Finding, ...]:
    """Collect what was noticed about the table as a whole."""
    found = [*dating.findings, *built.findings]
    same = copies(table)
    if same:
        message = "they are the same as an earlier row in everything"
        rows = [table.rows[place_] for place_ in same]
        found.append(about("duplicate-rows", message, rows, repairs=(DROP_COPIES,)))
    unplaced = int(built.frame.geometry.isna().sum())
    if unplaced:
        everything = unplaced == len(built.frame)
        message = "no row has a position" if everything else "they have no position"
        found.append(Finding("unplaced", message, unplaced, grave=everything))
    if len(table.parts) > 1:
        others = [part for part in table.parts if part != table.part]
        message = (
            f"it has {len(table.parts)} parts; {table.part!r} is read, not "
            f"{', '.join(map(repr, others[:10]))}"
        )
        repairs = tuple(f"{PREFIXES['part']}{part}" for part in others[:50])
        found.append(Finding("other-parts", message, len(others), repairs=repairs))
    unknown = [name for name in recipe.columns.values() if name and name not in table.columns]
    if unknown:
        message = f"the recipe names columns that are not there: {', '.join(unknown)}"
        found.append(Finding("missing-columns", message, len(unknown)))
    return tuple(found)


def _about_listed(listed: tuple[Listed, ...]) -> tuple[Finding, ...]:
    """Say how many rows cannot be opened."""
    if not listed:
        return ()
    rows = [item.row for item in listed]
    return (about("listed", "they cannot be opened; each is listed with its reason", rows),)


def _refused(name: str, data: bytes, recipe: Recipe, finding: Finding) -> Diagnosis:
    """Make the diagnosis of a file of which nothing can be read."""
    return Diagnosis(
        file=name, kind=kind_of(data), verdict="refuse", findings=(finding,), recipe=recipe
    )
