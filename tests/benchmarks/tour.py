"""What one visitor does on the page, and what the page must answer to that visitor and nobody else."""

import asyncio
import csv
import io
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any

from geo.atlas import Atlas
from geo.catalog import localized
from geo.selection import Selection, opening
from layers.kinds import KINDS
from layers.render.metadata import read_state
from layers.summary import build_sentence
from layers.table import build_table
from layers.view import build_view
from layers.wording import LANGUAGES, word
from tests.benchmarks.visitor import Visitor

CODES = ("en", "ru", "ja", "zh")
SHEETS = ("pdf", "png")
FILES = ("csv", "geojson")
TOWN, TOWNS = "Townof", 5
STEPS = 6
EXTENT = [139.0, 45.0, 146.0, 55.0]


class MixedDataError(Exception):
    """A visitor was told what another visitor asked."""


@dataclass
class Diary:
    """What all visitors noted: how long each thing took, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    checks: int = 0

    @asynccontextmanager
    async def timed(self, name: str) -> AsyncIterator[None]:
        """Note how long something takes."""
        start = perf_counter()
        yield
        self.seconds[name].append(perf_counter() - start)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page must say: its title and sentence, the ids in its table, and all that holds."""

    title: str
    sentence: str
    ids: tuple[str, ...]
    held: tuple[str, ...]


@dataclass
class Tour:
    """One visitor's way through the page; the number decides what he asks for.

    Attributes
    ----------
    pause_s
        How long he looks at each answer.
    brings
        Whether he has data of his own.
    """

    number: int
    atlas: Atlas
    diary: Diary
    pause_s: float = 0.0
    brings: bool = True
    told: int = 0
    foreseen: dict[Selection, Answer] = field(default_factory=dict)

    @property
    def dated(self) -> list[str]:
        """The layers that the map's part in the browser knows."""
        return sorted(x.id for x in self.atlas.catalog.layers if not KINDS[x.kind].is_base)

    def selection(self, step: int) -> Selection:
        """Give what is asked for at a step: a date, layers and a language of his own."""
        first = opening(self.atlas.catalog)
        gone = self.dated[(self.number + step) % len(self.dated)]
        return replace(
            first,
            date=str(1904 + (7 * self.number + 5 * step) % 42),
            language=CODES[(self.number + step // 3) % len(CODES)],
            layers=first.layers - {gone} if step else first.layers,
        )

    async def walk(self, address: str, steps: int = STEPS) -> None:
        """Open the page, look round, print a sheet, take the data, and go."""
        first = self.selection(0)
        query = f"date={first.date}&language={first.language}"
        try:
            async with Visitor.at(address, query) as visitor:
                async with self.diary.timed("open"):
                    await visitor.run()
                self.check(visitor, first)
                await self.look_round(visitor, steps)
                await self.print_and_take(visitor, self.selection(steps - 1))
                if self.brings:
                    await self.bring(visitor, self.selection(steps - 1).language)
        except Exception as error:  # noqa: BLE001 - told with all others at the end
            self.diary.wrong.append(f"visitor {self.number}: {type(error).__name__}: {error}")

    async def look_round(self, visitor: Visitor, steps: int) -> None:
        """Change date, layers and language, and read what the page says each time."""
        language = self.selection(0).language
        for step in range(1, steps):
            asked = self.selection(step)
            await asyncio.sleep(self.pause_s)
            self.say(visitor, asked)
            async with self.diary.timed("rerun"):
                await visitor.run()
            if asked.language != language:
                visitor.choose("language", LANGUAGES[asked.language])
                async with self.diary.timed("rerun in another language"):
                    await visitor.run()
                language = asked.language
            self.check(visitor, asked)

    def say(self, visitor: Visitor, asked: Selection) -> None:
        """Say what the map says when its clock is let go."""
        self.told += 1
        dated = [layer for layer in self.dated if layer in asked.layers]
        said: dict[str, Any] = {"told": self.told, "date": asked.date, "layers": dated}
        visitor.say(
            "atlas", said | {"hidden": [], "possible": True, "feature": "", "extent": EXTENT}
        )

    def foresee(self, steps: int = STEPS) -> None:
        """Work out beforehand what the page must say: on the way this would take the server's time."""
        for step in range(steps):
            asked = self.selection(step)
            view = build_view(self.atlas, asked)
            title = localized(self.atlas.catalog.title, asked.language)
            ids = tuple(build_table(view)["id"])
            held = tuple(sorted(i for layer in view.dated for i in layer.features["id"]))
            self.foreseen[asked] = Answer(title, build_sentence(view), ids, held)

    def check(self, visitor: Visitor, asked: Selection) -> None:
        """Compare the page with what follows from what this visitor asked for."""
        answer = self.foreseen[asked]
        self.expect(visitor.title, answer.title)
        self.expect(visitor.texts[0], answer.sentence)
        self.expect(tuple(visitor.table.column("id").to_pylist()), answer.ids)

    def expect(self, found: object, wanted: object) -> None:
        """Count a comparison, and complain if it fails."""
        self.diary.checks += 1
        if found != wanted:
            message = f"{str(found)[:120]!r} instead of {str(wanted)[:120]!r}"
            raise MixedDataError(message)

    async def print_and_take(self, visitor: Visitor, asked: Selection) -> None:
        """Print one sheet and take one file of data; both must be of what was asked for."""
        for section, formats, verify in (
            ("section-print", SHEETS, self.check_sheet),
            ("section-data", FILES, self.check_file),
        ):
            await asyncio.sleep(self.pause_s)
            visitor.choose("section", word(section, asked.language))
            async with self.diary.timed(section.replace("-", " ")):
                await visitor.run()
            name = formats[self.number % len(formats)]
            async with self.diary.timed(f"export {name}"):
                content = await visitor.download(f"download {name}")
            verify(name, content, asked)

    async def bring(self, visitor: Visitor, language: str) -> None:
        """Bring a file of towns to the map: they are there for this visitor, and nobody else's are."""
        visitor.choose("section", word("section-yours", language))
        async with self.diary.timed("section yours"):
            await visitor.run()
        async with self.diary.timed("upload and examination"):
            await visitor.upload("own drop 0", f"{self.town} towns.csv", self.towns().encode())
            await visitor.run_until("button", "own 1 place")
        async with self.diary.timed("own data to the map"):
            visitor.press("own 1 place")
            await visitor.run()
        self.expect(f"{self.town} towns –" in visitor.texts[0], wanted=True)
        visitor.choose("section", word("section-holds", language))
        await visitor.run()
        names = [str(name) for name in visitor.table.column("name").to_pylist()]
        self.expect(
            sorted(name for name in names if name.startswith(TOWN)),
            [f"{self.town} {k}" for k in range(TOWNS)],
        )

    @property
    def town(self) -> str:
        return f"{TOWN} {self.number:03}"

    def towns(self) -> str:
        """Write this visitor's file."""
        rows = (f"{self.town} {k},1850/1960,{140 + k * 0.5},{46 + k}" for k in range(TOWNS))
        return "name,date,lon,lat\n" + "\n".join(rows) + "\n"

    def check_sheet(self, _: str, content: bytes, asked: Selection) -> None:
        """Compare what a sheet says of its making."""
        state = read_state(content)
        self.expect((state["date"], state["language"]), (asked.date, asked.language))
        self.expect(set(state["layers"].split(",")), set(asked.layers))

    def check_file(self, name: str, content: bytes, asked: Selection) -> None:
        """Compare the ids in a file of data."""
        if name == "csv":
            ids = [row["id"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]
        else:
            ids = [f["properties"]["id"] for f in json.loads(content)["features"]]
        self.expect(tuple(sorted(ids)), self.foreseen[asked].held)


Walk = Callable[[], Awaitable[None]]


async def all_at_once(walks: list[Walk]) -> None:
    """Let all visitors come within a second or so, as a class does."""

    async def late(place: int, walk: Walk) -> None:
        await asyncio.sleep(place * 0.02)
        await walk()

    await asyncio.gather(*(late(place, walk) for place, walk in enumerate(walks)))
