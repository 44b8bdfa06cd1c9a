"""A folder checked as an atlas: every mistake in it at once."""

from __future__ import annotations

from pathlib import Path

from geo.atlas import load_atlas
from geo.doctor.diagnosis import Diagnosis
from geo.errors import AtlasError, InvalidDataError
from geo.formats.raw import Finding

KIND = "atlas"


def check_folder(name: str) -> Diagnosis:
    """Load the atlas that a folder holds, or say all that is wrong with it."""
    try:
        atlas = load_atlas(Path(name))
    except InvalidDataError as error:
        findings = tuple(Finding("problem", str(problem), 1) for problem in error.problems)
        return Diagnosis(file=name, kind=KIND, verdict="refuse", findings=findings)
    except (AtlasError, OSError) as error:
        finding = Finding("problem", str(error), 1)
        return Diagnosis(file=name, kind=KIND, verdict="refuse", findings=(finding,))
    return Diagnosis(
        file=name,
        kind=KIND,
        verdict="open",
        rows_in=len(atlas.features),
        frame=atlas.features,
        crs="EPSG:4326",
    )
