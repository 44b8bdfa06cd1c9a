"""What is different between two dates, told of the toy island."""

import pytest

from geo.changes import changes_between
from geo.timespan import parse_edtf


def _between(tiny_atlas, before, after):
    return changes_between(tiny_atlas.features, before=parse_edtf(before), after=parse_edtf(after))


@pytest.mark.parametrize(
    ("before", "after", "what", "ids"),
    [
        pytest.param("1895", "1905", "ended", ("lost-village",), id="what was and is no more"),
        pytest.param("1910", "1900-06", "ended", ("no-place",), id="walking back in time"),
        pytest.param("1909", "1911", "passed", ("no-place",), id="what came and went between"),
        pytest.param("1920-06", "1910", "became_certain", ("north-lease",), id="doubt lifted"),
        pytest.param(
            "1910", "1920-06", "became_possible", ("north-lease", "plot-1"), id="doubt come in"
        ),
    ],
)
def test_a_change_is_told(tiny_atlas, before, after, what, ids):
    found = getattr(_between(tiny_atlas, before, after), what)
    assert set(ids) <= set(found)


def test_what_begins_is_told(tiny_atlas):
    begun = _between(tiny_atlas, "1895", "1906").begun
    assert begun == ("north-lease", "south-lease", "first-boat", "somewhere-north", "plot-1")


def test_between_a_date_and_itself_nothing_changes(tiny_atlas):
    changes = _between(tiny_atlas, "1910", "1910")
    assert changes.begun + changes.ended + changes.passed == ()
    assert changes.became_certain + changes.became_possible == ()
    assert "harbour" in changes.lasting


def test_what_has_no_date_never_changes(tiny_atlas):
    changes = _between(tiny_atlas, "1890", "1930")
    told = changes.begun + changes.ended + changes.passed + changes.lasting
    assert "no-date" not in told
