import inspect

import pytest

from geo import errors
from geo.errors import AtlasError, InvalidDataError, LimitError, Problem, UnknownFormatError

FAMILY = [
    error
    for _, error in inspect.getmembers(errors, inspect.isclass)
    if issubclass(error, Exception)
]


@pytest.mark.parametrize("error", FAMILY)
def test_every_error_is_one_of_the_family(error):
    assert issubclass(error, AtlasError)


@pytest.mark.parametrize("error", FAMILY)
def test_every_error_stands_in_the_tree_at_the_top_of_the_module(error):
    assert error.__name__ in errors.__doc__


@pytest.mark.parametrize(
    ("error", "builtin"),
    [(InvalidDataError, ValueError), (LimitError, ValueError), (UnknownFormatError, LookupError)],
)
def test_an_error_is_also_the_builtin_that_it_is(error, builtin):
    assert issubclass(error, builtin)


def test_a_problem_of_a_whole_file_names_no_place_in_it():
    assert str(Problem("events.csv", "", "no header")) == "events.csv: no header"


def test_all_problems_of_a_load_are_told_at_once():
    problems = [Problem("a.csv", "row 2", "no id"), Problem("b.csv", "row 3", "no source")]
    assert str(InvalidDataError(problems)).splitlines() == [
        "2 problems in the data:",
        "a.csv, row 2: no id",
        "b.csv, row 3: no source",
    ]


def test_problems_given_one_by_one_are_kept():
    error = InvalidDataError(Problem("a.csv", f"row {row}", "no id") for row in (1, 2))
    assert [problem.where for problem in error.problems] == ["row 1", "row 2"]
