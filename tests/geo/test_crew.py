"""Processes at hand: those that fail are replaced, those not wanted any more are ended."""

import threading
import time

import pytest

from geo.crew import Crew, CrewLimits, NoAnswerError, Program

ECHO = Program("tests.geo.echo", {"ECHO": "quietly"})


@pytest.fixture
def crew():
    with Crew(ECHO, CrewLimits(workers=1, jobs=3, seconds=30)) as crew:
        yield crew


def trouble_of(crew: Crew, text: bytes, **options) -> str:
    with pytest.raises(NoAnswerError) as caught:
        crew.ask(text, **options)
    return caught.value.trouble


def test_a_long_job_and_its_answer_come_through_whole(crew: Crew):
    text = b"echo" + b"0123456789" * 500_000
    assert crew.ask(text) == (b"+", text)


def test_what_is_set_for_the_program_reaches_it(crew: Crew):
    assert crew.ask(b"environment")[1] == b"quietly"


def test_one_that_has_done_its_share_is_replaced(crew: Crew):
    pids = [crew.ask(b"pid")[1] for _ in range(4)]
    assert len(set(pids[:3])) == 1
    assert pids[3] != pids[0]


def test_one_that_dies_is_told_and_replaced(crew: Crew):
    assert trouble_of(crew, b"die") == "broken"
    assert crew.ask(b"echo") == (b"+", b"echo")


def test_one_that_takes_too_long_is_ended_and_replaced(crew: Crew):
    assert trouble_of(crew, b"sleep", seconds=0.2) == "late"
    assert crew.ask(b"echo") == (b"+", b"echo")


def test_a_job_that_is_not_wanted_any_more_is_ended(crew: Crew):
    assert trouble_of(crew, b"sleep", is_unwanted=lambda: True) == "stopped"
    assert crew.ask(b"echo") == (b"+", b"echo")


def test_who_waits_for_a_turn_may_give_up(crew: Crew):
    stop = threading.Event()
    busy = threading.Thread(
        target=trouble_of, args=(crew, b"sleep"), kwargs={"is_unwanted": stop.is_set}
    )
    busy.start()
    while crew._idle.qsize():
        time.sleep(0.01)
    assert trouble_of(crew, b"echo", is_unwanted=lambda: True) == "stopped"
    stop.set()
    busy.join()


def test_one_is_at_hand_when_asked_for_and_not_a_second(crew: Crew):
    crew.prepare()
    (pid,) = crew.worker_pids()
    crew.prepare()
    assert crew.worker_pids() == (pid,)
    assert crew.ask(b"pid")[1] == str(pid).encode()
