"""A folder, or an archive of one, checked as an atlas: every mistake in it at once."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from geo.atlas import load_atlas
from geo.doctor.diagnosis import Diagnosis
from geo.errors import AtlasError, InvalidDataError
from geo.formats.archive import open_archive
from geo.formats.raw import Finding, RefusedFileError
from geo.formats.records import CONFLICTS, PEOPLE, STATISTICS
from geo.lettering import check_letters
from geo.references import CATALOG

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.atlas import Atlas
    from geo.formats.raw import Budget

LETTERS: Final = "letters-without-font"
"""The code of findings about letters that no font of the atlas has."""
FOLDER_KIND: Final = "atlas"
PACKAGE_KIND: Final = "atlas-package"
UNPACKED: Final = (".toml", ".csv", ".geojson", ".png", ".txt", ".md")
DESCRIBING: Final = (".toml", PEOPLE, STATISTICS, CONFLICTS)
"""What describes an atlas beside its layers."""


def check_folder(name: str, *, kind: str = FOLDER_KIND, folder: Path | None = None) -> Diagnosis:
    """Load the atlas that a folder holds, or say all that is wrong with it.

    Parameters
    ----------
    name
        What it is called in the report; also the folder, unless another is given.
    """
    try:
        atlas = load_atlas(folder or Path(name))
    except InvalidDataError as error:
        findings = tuple(Finding("problem", str(problem), 1) for problem in error.problems)
        return Diagnosis(file=name, kind=kind, verdict="refuse", findings=findings)
    except (AtlasError, OSError) as error:
        finding = Finding("problem", str(error), 1)
        return Diagnosis(file=name, kind=kind, verdict="refuse", findings=(finding,))
    findings = tuple(
        Finding(LETTERS, str(warned.problem), warned.count) for warned in check_letters(atlas)
    )
    return Diagnosis(
        file=name,
        kind=kind,
        verdict="open-with-warning" if findings else "open",
        findings=findings,
        rows_in=len(atlas.features),
        frame=atlas.features,
        crs="EPSG:4326",
    )


def check_package(name: str, data: bytes, *, budget: Budget) -> Diagnosis | None:
    """Check an archive that holds an atlas; None if it holds none.

    Raises
    ------
    RefusedFileError, LimitError
        If the archive is broken or larger than the budget.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        if not unpack(data, Path(folder), budget=budget):
            return None
        return check_folder(name, kind=PACKAGE_KIND, folder=Path(folder))


def open_package(
    data: bytes, folder: Path, *, budget: Budget, features: gpd.GeoDataFrame | None = None
) -> Atlas:
    """Unpack an archive that holds an atlas into an empty folder, and load it.

    Parameters
    ----------
    features
        What its layers hold, where somebody has read them already; then only the rest is read.

    Raises
    ------
    InvalidDataError
        With all that is wrong in it.
    RefusedFileError, LimitError
        If the archive is broken, larger than the budget, or holds no atlas.
    """
    if not unpack(data, folder, budget=budget, only=UNPACKED if features is None else DESCRIBING):
        message = f"there is no {CATALOG} in the archive"
        raise RefusedFileError(message)
    return load_atlas(folder, features=features)


def unpack(data: bytes, folder: Path, *, budget: Budget, only: tuple[str, ...] = UNPACKED) -> bool:
    """Unpack the files of an atlas into a folder, none of them anywhere else; tell if it holds one.

    Raises
    ------
    RefusedFileError, LimitError
        If the archive is broken or larger than the budget.
    """
    archive = open_archive(data, budget=budget)
    home = _home(archive.names)
    if not home:
        return False
    start = home.removesuffix(CATALOG)
    for name in archive.names:
        path = PurePosixPath(name.removeprefix(start))
        if name.startswith(start) and _is_harmless(path, name) and path.name.endswith(only):
            target = folder.joinpath(*path.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))
    return True


def _home(names: tuple[str, ...]) -> str:
    """Find the catalog of an atlas at the top of an archive, or in its one folder."""
    return next((n for n in names if n == CATALOG or n.split("/")[1:] == [CATALOG]), "")


def _is_harmless(path: PurePosixPath, name: str) -> bool:
    """Tell whether a file of an archive is one of an atlas and stays in the folder."""
    parts = path.parts
    return (
        path.suffix.lower() in UNPACKED
        and not path.is_absolute()
        and not set(name) & set("\\:\0")
        and not any(part in {"..", "."} or part != part.strip() for part in parts)
    )
