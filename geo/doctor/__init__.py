"""The import doctor: other people's files understood, every row shown or listed with a reason."""

from geo.doctor.diagnosis import Diagnosis
from geo.doctor.doctor import diagnose
from geo.doctor.folder import check_folder, open_package
from geo.doctor.recipe import Recipe, parse_recipe
from geo.doctor.telling import to_listed_csv, to_text
from geo.formats.raw import Budget, Finding, Listed

__all__ = [
    "Budget",
    "Diagnosis",
    "Finding",
    "Listed",
    "Recipe",
    "check_folder",
    "diagnose",
    "open_package",
    "parse_recipe",
    "to_listed_csv",
    "to_text",
]
