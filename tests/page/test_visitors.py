"""Several visitors at once, over Streamlit's own protocol: nobody is told what another asked."""

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from geo.atlas import load_atlas
from tests.benchmarks.server import serve_atlas
from tests.benchmarks.tour import Diary, Tour, all_at_once
from tests.benchmarks.visitor import Visitor

DATA = Path(__file__).parents[2] / "data"
VISITORS = 6
STEPS = 3
CHECKS = 3 * STEPS + 5  # on each tour: title, sentence, table each time; sheet, file and towns


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve_atlas(DATA) as server:
        yield server.url


def run_apart(work: Coroutine[None, None, Any]) -> Any:
    """Run in a thread of its own: a browser of other tests may have a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def test_each_of_six_visitors_gets_his_own_date_language_sheet_file_and_towns(address: str):
    atlas, diary = load_atlas(DATA), Diary()
    tours = [Tour(number, atlas, diary) for number in range(VISITORS)]

    for tour in tours:
        tour.foresee(STEPS)

    async def visit() -> None:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(VISITORS))
        await all_at_once([lambda tour=tour: tour.walk(address, STEPS) for tour in tours])

    run_apart(visit())
    assert not diary.wrong
    assert diary.checks == VISITORS * CHECKS


def test_a_file_waits_for_the_visitor_who_ordered_it_while_others_read_on(address: str):
    async def visit() -> bytes:
        async with Visitor.at(address) as one, Visitor.at(address) as other:
            await one.run()
            one.choose("section", "Data")
            await one.run()
            path = await one.order("download csv")
            for _ in range(3):
                await other.run()
            return await one.fetch(path)

    assert run_apart(visit()).startswith(b"layer,id,name")
