"""Lists poured into columns: none of a list stands alone, what belongs together stays together."""

import pytest

from layers.render.box import Block, Box
from layers.render.columns import (
    Cursor,
    Entry,
    are_too_many,
    first_cursor,
    pour,
    pour_level,
)
from layers.render.remarks import set_remarks
from layers.render.sheet import Text


def entry(*, leads: bool = False, stays: bool = False, height: float = 10.0) -> Entry:
    mark = Text((0.0, 0.0), (), 1.0, "#000000")
    return Entry(lambda width: Block((mark,), width, height), leads=leads, stays=stays)


def shares(entries: list[Entry], heights: list[float]) -> list[int]:
    """Give how many entries each column gets."""
    columns = [Box(50.0 * i, 0.0, 40.0, height) for i, height in enumerate(heights)]
    poured = pour(entries, columns, first_cursor(columns))
    assert poured.placed == len(entries)
    at = [item.at[0] // 50 for item in poured.items if isinstance(item, Text)]
    return [at.count(i) for i in range(len(columns))]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([True, False, False, False, False], [5, 0], id="all in one column"),
        pytest.param([True] + [False] * 5, [4, 2], id="the last two go together"),
        pytest.param(
            [True, False, False, True, False, False], [3, 3], id="a heading takes two with it"
        ),
        pytest.param([True, False, False, True, False], [5, 0], id="a list of one is no orphan"),
        pytest.param([False, False] + [True] + [False] * 3, [2, 4], id="nor two and two of three"),
    ],
)
def test_no_entry_of_a_list_stands_alone(rows: list[bool], expected: list[int]) -> None:
    assert shares([entry(leads=leads) for leads in rows], [50.0, 50.0]) == expected


def test_what_stays_goes_to_the_next_column_together() -> None:
    rows = [entry(leads=True), entry(), entry(), *[entry(stays=True)] * 3]
    assert shares(rows, [50.0, 50.0]) == [3, 3]


def test_company_is_given_up_rather_than_an_entry() -> None:
    rows = [entry(leads=True), *[entry()] * 5]
    assert shares(rows, [50.0, 10.0]) == [5, 1]


def test_a_column_is_not_begun_for_one_entry() -> None:
    columns = [Box(50.0 * i, 0.0, 40.0, height) for i, height in enumerate((60.0, 60.0, 20.0))]
    entries = [entry(height=9.0) for _ in range(10)]
    poured = pour_level(entries, columns, first_cursor(columns))
    assert poured.placed == 10
    assert poured.cursor.column == 1


@pytest.mark.parametrize("count", range(6, 16))
def test_entries_are_too_many_only_where_they_find_no_room(count: int) -> None:
    columns = [Box(50.0 * i, 0.0, 40.0, height) for i, height in enumerate((60.0, 31.0))]
    entries = [entry(height=9.0) for _ in range(count)]
    start = Cursor(0, 9.0, begun=True)
    placed = pour(entries, columns, start).placed
    assert are_too_many(entries, columns, start) == (count > 9)
    assert placed == min(count, 8)


def test_a_remark_is_whole_in_one_column() -> None:
    remarks = ("Some outlines are schematic. " * 6, "Projection: none.", "Credits; " * 12)
    block = set_remarks(tuple(map(str.strip, remarks)), 190.0, language="en", unit=1.0)
    texts = [item for item in block.items if isinstance(item, Text)]
    lefts = sorted({item.at[0] for item in texts})
    assert len(lefts) == 2
    for remark in remarks:
        ends = {remark.split()[0], remark.split()[-1]}
        at = {t.at[0] for t in texts if ends & set(t.words.split()) and t.words in remark}
        assert len(at) == 1, remark
