"""What a visitor brings: files examined, given a look, joined to an atlas, kept as a project file."""

from geo.brought.clock import years_of
from geo.brought.joining import GROUP, credit_of, join
from geo.brought.look import COLORS, SYMBOLS, Look
from geo.brought.project import (
    Contents,
    Project,
    may_be_project,
    open_project,
    read_project,
    to_project_file,
)
from geo.brought.shelf import VISITOR, Shelf
from geo.brought.surgery import Surgery
from geo.brought.takeaway import to_repaired_csv, to_repaired_geojson, to_sample, to_template
from geo.brought.upload import BUDGET, Upload, change, examine

__all__ = [
    "BUDGET",
    "COLORS",
    "GROUP",
    "SYMBOLS",
    "VISITOR",
    "Contents",
    "Examiner",
    "Look",
    "Project",
    "Shelf",
    "Surgery",
    "Upload",
    "change",
    "credit_of",
    "examine",
    "join",
    "may_be_project",
    "open_project",
    "read_project",
    "to_project_file",
    "to_repaired_csv",
    "to_repaired_geojson",
    "to_sample",
    "to_template",
    "years_of",
]
