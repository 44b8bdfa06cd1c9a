"""A number on the map is explained on the sheet; what there is no room to explain bears none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle, product

import pytest

from geo.atlas import Atlas
from geo.selection import opening
from layers.card import name_of
from layers.export import SeriesOrder, build_series
from layers.render.frame import SHEETS, PlateOptions
from layers.render.phrases import phrase
from layers.render.scene import build_scene
from layers.render.sheet import Path, Sheet
from layers.series import Watch
from layers.series.multiples import build_multiples
from layers.view import MapView, build_view
from layers.wording import word
from tests.layers.plates import texts, words

CROWDED = ("region", "diplomacy")
VIEWS = ("sakhalin", "northern-sakhalin", "okha", "due-aleksandrovsk", "beijing")
SMALL = (("Column 85 mm", "landscape"), ("Slide 16:9", "landscape"), ("A5", "portrait"))
LANGUAGES = ("en", "ru", "ja", "zh")
DATE = "1925"  # no other year has as many events
SPANS = re.compile(r"(\d+)(?:–(\d+))?")


@dataclass(frozen=True)
class Case:
    view: str
    sheet: str
    orientation: str
    language: str

    def __str__(self) -> str:
        return f"{self.view}, {self.sheet} {self.orientation}, {self.language}"


def _cases() -> Iterator[Case]:
    papers = [
        *product(CROWDED, product(SHEETS, ("portrait", "landscape"))),
        *product(VIEWS, SMALL),
    ]
    for (view, (sheet, orientation)), language in zip(papers, cycle(LANGUAGES), strict=False):
        yield Case(view, sheet, orientation, language)
    for language in LANGUAGES:  # the one that a lecture hall sees
        yield Case("region", "Slide 16:9", "landscape", language)


CASES = tuple(dict.fromkeys(_cases()))


@cache
def _drawn(atlas: Atlas, case: Case) -> tuple[MapView, Sheet]:
    selection = replace(opening(atlas.catalog), view=case.view, date=DATE, language=case.language)
    view = build_view(atlas, selection)
    options = PlateOptions(sheet=case.sheet, orientation=case.orientation)
    return view, build_scene(view, options)


def _events(view: MapView) -> Mapping[str, str]:
    """The names of events by their ids."""
    return {
        row["id"]: name_of(row, view.language)
        for layer in view.dated
        if layer.kind.name == "event"
        for row in layer.features.to_dict("records")
    }


def _on_map(sheet: Sheet, events: Mapping[str, str], groups: str = "labels") -> dict[str, set[int]]:
    """The numbers drawn beside each event's symbol."""
    found: dict[str, set[int]] = {}
    for text in texts(sheet, *(g.id for g in sheet.groups if g.id.startswith(groups))):
        if text.feature in events:
            for first, last in SPANS.findall(text.words):
                numbers = range(int(first), int(last or first) + 1)
                found.setdefault(text.feature, set()).update(numbers)
    return found


def _told(sheet: Sheet, language: str) -> str:
    """The list of events as one line of words, without its heading and without the sources."""
    said = words(sheet, "foot")
    heading = phrase("events", language)
    if heading not in said:
        return ""
    lines = said[said.index(heading) + 1 :]
    end = lines.index(word("sources", language)) if word("sources", language) in lines else None
    return "\n".join(lines[:end])


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _explained(told: str, view: MapView) -> dict[int, str]:
    """Which event each number of the list stands for: its name follows it."""
    found: dict[int, str] = {}
    for event, name in _events(view).items():
        letters = r"\s*".join(map(re.escape, _squeezed(name)))  # a line may break anywhere
        for number in re.findall(rf"(?<!\d)(\d{{1,2}})\s+{letters}\s*,", told):
            found[int(number)] = event
    return found


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_number_on_the_map_is_explained_on_the_sheet(atlas: Atlas, case: Case) -> None:
    view, sheet = _drawn(atlas, case)
    events = _events(view)
    on_map = _on_map(sheet, events)
    explained = _explained(_told(sheet, case.language), view)
    assert {number for numbers in on_map.values() for number in numbers} <= set(explained)
    assert sorted(explained) == list(range(1, len(explained) + 1))
    for number, event in explained.items():
        assert event not in on_map or number in on_map[event]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_one_event_of_a_region_is_spoken_of_as_one(atlas: Atlas, language: str) -> None:
    sheets = [_drawn(atlas, case)[1] for case in CASES if case.language == language]
    one, many = phrase("event-of-area", language), phrase("events-of-area", language)
    said = [t.words for sheet in sheets for t in texts(sheet, "labels")]
    alone = [line for line in said if re.fullmatch(rf"({one}|{many}) \d+", line)]
    assert alone
    assert all(line.startswith(f"{one} ") for line in alone)
    assert not [line for line in said if re.fullmatch(rf"{one} \d+\D.*", line)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_sheet_says_how_many_events_bear_no_number(atlas: Atlas, case: Case) -> None:
    view, sheet = _drawn(atlas, case)
    told = _told(sheet, case.language)
    explained = _explained(told, view)
    inside = int(
        re.findall(r"\d+", sheet.description)[-1]
    )  # it says how many events are on the map
    silent = phrase("more-unnumbered", case.language).format(n=inside - len(explained))
    if explained:
        assert (_squeezed(silent) in _squeezed(told)) == (inside > len(explained))
    else:
        unnamed = phrase("unnamed", case.language).partition("{n}")[0]
        assert _squeezed(unnamed) in _squeezed(" ".join(words(sheet, "imprint")))


def test_events_without_a_number_keep_their_symbols(atlas: Atlas) -> None:
    case = Case("region", "Column 85 mm", "landscape", "en")
    view, sheet = _drawn(atlas, case)
    assert not _on_map(sheet, _events(view))
    marks = next(group for group in sheet.groups if group.id == "events-points")
    assert len({item.feature for item in marks.items if isinstance(item, Path)}) > 4


def test_the_most_important_events_are_explained_first(atlas: Atlas) -> None:
    view, sheet = _drawn(atlas, Case("diplomacy", "A5", "landscape", "en"))
    explained = set(_explained(_told(sheet, "en"), view).values())
    ranks = {
        row["id"]: row["rank"]
        for layer in view.dated
        if layer.kind.name == "event"
        for row in layer.features.to_dict("records")
    }
    assert 0 < len(explained) < len(ranks)
    assert {event for event, rank in ranks.items() if rank == 1} <= explained


def test_on_a_wall_most_events_of_the_region_are_explained(atlas: Atlas) -> None:
    view, sheet = _drawn(atlas, Case("region", "Slide 16:9", "landscape", "en"))
    assert len(_explained(_told(sheet, "en"), view)) >= 10


@pytest.mark.parametrize("sheet", ["A4", "Slide 16:9", "Square"])
def test_small_multiples_explain_the_numbers_of_all_maps(atlas: Atlas, sheet: str) -> None:
    options = PlateOptions(sheet=sheet, orientation="landscape")
    selection = replace(opening(atlas.catalog), view="region", date="1919")
    series = build_series(atlas, SeriesOrder(selection, options, "1919/1929/2"))
    drawn = build_multiples(series, Watch(), total=len(series.views))
    explained: dict[int, str] = {}
    for view in series.views:
        explained |= _explained(_told(drawn, "en"), view)
    for at, view in enumerate(series.views, start=1):
        for numbers in _on_map(drawn, _events(view), f"labels-{at}").values():
            assert numbers <= set(explained)
    assert sorted(explained) == list(range(1, len(explained) + 1))
