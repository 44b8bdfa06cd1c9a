"""The import doctor: other people's files understood, every row shown or listed with a reason."""

from geo.doctor.diagnosis import Diagnosis
from geo.doctor.doctor import diagnose
from geo.doctor.recipe import Recipe, parse_recipe
from geo.formats.raw import Budget, Finding, Listed

__all__ = ["Budget", "Diagnosis", "Finding", "Listed", "Recipe", "diagnose", "parse_recipe"]
