"""The process in which visitors' files are read; see :mod:`geo.brought.surgery`.

It has all readers loaded and reads nothing itself: for each file it makes a copy of itself with hard
limits (:mod:`geo.apart`), takes its answer and forgets it. So a file costs no start of a program, and
what it does to the copy that reads it is gone with the copy.
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Final

from geo.apart import CutShortError, run_apart
from geo.brought.orders import CUT_SHORT, DONE, parse_order
from geo.brought.project import pack_project, read_project
from geo.crew import serve
from geo.doctor import diagnose
from geo.doctor.carried import pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.brought.orders import Order

SAMPLES: Final = (
    b"name,when,lon,lat\nOkha,1925-05-14,142.95,53.58\nNutovo,spring 1926,143.1,52.9\n",
    b'{"type":"Feature","properties":{"name":"Okha","when":"1925"},"geometry":{"type":"Point","coordinates":[142,53]}}',
)


def answer(text: bytes) -> tuple[bytes, bytes]:
    """Have an order done by a copy of this process."""
    order, data = parse_order(text)
    try:
        return DONE, run_apart(_work(order, data), order.cap).answer
    except CutShortError as error:
        return CUT_SHORT, error.reason.encode()


def _work(order: Order, data: bytes) -> Callable[[], bytes]:
    """Give what the copy does."""
    if order.what == "project":
        return lambda: pack_project(read_project(data, budget=order.budget))
    return lambda: pack(diagnose(order.name, data, order.recipe, budget=order.budget))


def warm_up() -> None:
    """Load what readers load when they are first used."""
    for sample in SAMPLES:
        pack(diagnose("sample", sample))
    gc.collect()
    gc.freeze()  # the copies share it, and none of them looks through it


if __name__ == "__main__":
    warm_up()
    serve(answer, sys.stdin.buffer, sys.stdout.buffer)
