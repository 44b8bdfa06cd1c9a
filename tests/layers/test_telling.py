"""Which events a sheet explains, and how they are set."""

from dataclasses import replace

import pytest

from layers.render.box import Box
from layers.render.columns import first_cursor
from layers.render.events import NumberedEvent
from layers.render.flow import Words
from layers.render.notes import pour_events
from layers.render.sheet import Text
from layers.render.telling import choose_told
from layers.style import Drawing

WORDS = Words(2.0, "en")
EVENT = NumberedEvent(
    1, "e1", "Something happens", "1925", (0.0, 0.0), 1.0, Drawing(), "events", "", "certain", "", 3
)


def events(*ranks: int) -> tuple[NumberedEvent, ...]:
    return tuple(
        replace(EVENT, number=k, id=f"e{k}", rank=rank) for k, rank in enumerate(ranks, start=1)
    )


def said(some: tuple[NumberedEvent, ...], width: float, height: float, silent: int = 0) -> str:
    columns = [Box(0.0, 0.0, width, height)]
    poured = pour_events(some, columns, first_cursor(columns), WORDS, silent=silent)
    if poured is None:
        return ""
    return "|".join(item.words for item in poured.items if isinstance(item, Text))


def test_all_events_are_explained_where_there_is_room():
    some = events(3, 1, 2)
    assert choose_told(some, lambda _, silent: silent == 0) == some


def test_the_most_important_are_explained_and_numbered_by_date():
    told = choose_told(events(3, 1, 2, 1, 3), lambda some, _: len(some) <= 3)
    assert [(event.id, event.number) for event in told] == [("e2", 1), ("e3", 2), ("e4", 3)]


def test_where_nothing_can_be_explained_no_event_is():
    assert choose_told(events(1, 2), lambda *_: False) == ()


@pytest.mark.parametrize("room", range(8))
def test_as_many_as_there_is_room_for(room: int):
    told = choose_told(events(*[3] * 7), lambda some, _: len(some) <= room)
    assert len(told) == min(room, 7)


def test_those_left_out_are_counted():
    counts = []
    choose_told(events(1, 2, 3), lambda some, silent: counts.append((len(some), silent)))
    assert all(told + silent == 3 for told, silent in counts)


def test_events_stand_one_under_the_other_where_there_is_room():
    assert said(events(1, 1), 60.0, 20.0) == (
        "Numbers on the map|1|Something happens, 1925|2|Something happens, 1925"
    )


def test_events_run_on_where_there_is_no_room_for_a_list():
    told = said(events(1, 1), 60.0, 6.0)
    assert (
        told == "Numbers on the map|1\u00a0Something happens, 1925  2\u00a0Something happens, 1925"
    )


def test_the_last_line_counts_those_without_a_number():
    told = said(events(1, 1), 60.0, 30.0, silent=4)
    assert told.endswith("|… and 4 more on the map, without a number")
    assert said(events(1, 1), 60.0, 6.0, silent=4) == ""


def test_without_room_for_all_there_is_nothing():
    assert said(events(1, 1, 1), 30.0, 9.0) == ""
