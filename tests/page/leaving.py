"""A server in this process whose visitors come, bring areas, print, and leave; tells what is left.

Run as a module, in a process of its own, since it counts all that is alive. It asks the server to
tidy up until nobody is there any more, however long that takes.
"""

import asyncio
import gc
import json
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path

import uvicorn

from geo.holding import Held as HeldRows
from layers.page.housekeeping import House, forget_drawings
from layers.page.shelf import warm
from layers.wording import word
from tests.benchmarks.server import free_port
from tests.benchmarks.visitor import Visitor

PAGE = Path(__file__).parents[2] / "streamlit_app.py"
VISITORS = 3
COUNTED = ("AppSession", "Own", "Upload", "Held", "_Parcel", "Atlas", "MapView")


def count() -> dict[str, int]:
    """Count what is alive now, beside what was read before the first visitor.

    Which rows hold is not counted: the server's own atlas keeps that of its land and waters.
    """
    gc.collect()
    kinds = (type(thing) for thing in gc.get_objects())
    found = Counter(kind.__name__ for kind in kinds if kind is not HeldRows)
    return {name: found[name] for name in COUNTED}


def areas(number: int) -> bytes:
    """Write one visitor's file: a square of his own."""
    west, south = -30.5 + number / 10, -0.5
    ring = [(0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1), (0, 0)]
    shape = {"type": "Polygon", "coordinates": [[[west + x, south + y] for x, y in ring]]}
    square = {"type": "Feature", "properties": {"name": "Square", "date": "1850/1960"}}
    collection = {"type": "FeatureCollection", "features": [square | {"geometry": shape}]}
    return json.dumps(collection).encode()


async def use(visitor: Visitor, number: int) -> None:
    """Bring a file to the map, look at the sheet with it, and take the sheet."""
    await visitor.run()
    visitor.choose("section", word("section-yours", "en"))
    await visitor.run()
    await visitor.upload("own drop 0", f"Square {number}.geojson", areas(number))
    await visitor.run_until("button", "own 1 place")
    visitor.press("own 1 place")
    await visitor.run()
    if f"Square {number}" not in visitor.texts[0]:
        message = f"not on the map: {visitor.texts[0]}"
        raise RuntimeError(message)
    visitor.choose("section", word("section-print", "en"))
    await visitor.run()
    await visitor.download("download svg")


async def observe(address: str) -> dict[str, dict[str, int]]:
    """Let visitors come and go; count while they are there and afterwards."""
    house = House(lambda _: 0, patience_s=0.0)
    async with AsyncExitStack() as door:
        for number in range(VISITORS):
            await use(await door.enter_async_context(Visitor.at(address)), number)
        guests = house.look()
        there = count() | {"guests": guests.all, "bringing": guests.bringing}
        there["drawings"] = forget_drawings()
    while house.look().all:  # noqa: ASYNC110 -- the server tells nobody when a line is closed
        await asyncio.sleep(0.1)
    return {"there": there, "left": count() | {"drawings": forget_drawings()}}


async def main() -> None:
    """Serve, observe, and print what was counted."""
    from streamlit_app import app, data_folder  # noqa: PLC0415 -- it reads this process's command line

    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 -- nor when it listens
        await asyncio.sleep(0.05)
    await asyncio.to_thread(warm, data_folder())
    gc.freeze()  # what the server keeps for everybody is not counted
    try:
        print(json.dumps(await observe(f"http://127.0.0.1:{port}/")))  # noqa: T201
    finally:
        await server.shutdown()
        serving.cancel()


if __name__ == "__main__":
    asyncio.run(main())
