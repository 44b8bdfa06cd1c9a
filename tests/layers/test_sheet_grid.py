"""The sheet over the grid of presets, years, languages and papers: nothing cut, nothing overlaps.

The map inside the frame is drawn once for each preset and year; what stands round it is set anew
for every language and paper, and measured.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from geo.atlas import Atlas, load_atlas
from geo.selection import opening
from geo.source import Source
from layers.render.box import Box
from layers.render.fitting import fit_plan
from layers.render.fonts import measure
from layers.render.frame import FURNITURE, SHEETS, PlateOptions
from layers.render.graticule import build_graticule, draw_neatline
from layers.render.heading import build_head
from layers.render.key import build_rows
from layers.render.layout import Plan
from layers.render.phrases import phrase
from layers.render.scalebar import build_scale
from layers.render.scene import DrawnMap, draw_map, set_margins, used_sources
from layers.render.sheet import Group, Text
from layers.style import INK
from layers.view import MapView, build_view
from tests.layers.plates import box_of, corners

PRESETS = ("sakhalin", "okha", "region", "diplomacy")
YEARS = ("1905", "1926", "1944")
LANGUAGES = ("en", "ru", "ja", "zh")
LONG_TITLE = "The Soviet-Japanese Basic Convention and the concessions of northern Sakhalin " * 6
LONG_NOTE = "Drawn for the seminar on the treaties of the Far East; read with the documents. " * 40
LINK = "https://atlas.example/?date=1926&view=northern-sakhalin&language=ru"
OWN_SIZES = ((60, 60), (60, 2000), (2000, 60), (85, 60), (120, 90), (508, 286), (841, 1189))
TOUCH_MM = 0.3  # boxes of letters reach a little over the ink


@dataclass(frozen=True)
class Drawn:
    view: MapView
    map_: DrawnMap
    sources: tuple[Source, ...]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(Path(__file__).parents[2] / "data")


@pytest.fixture(scope="module")
def drawn(atlas: Atlas) -> dict[tuple[str, str, str], Drawn]:
    found = {}
    for preset, year, language in itertools.product(PRESETS, YEARS, LANGUAGES):
        selection = replace(opening(atlas.catalog), date=year, view=preset, language=language)
        view = build_view(atlas, selection)
        first = found.get((preset, year, LANGUAGES[0]))
        map_ = first.map_ if first else draw_map(view, fit_plan(view, PlateOptions())[1])
        found[preset, year, language] = Drawn(view, map_, used_sources(view, map_.marks))
    return found


def papers() -> Iterator[PlateOptions]:
    for sheet, orientation in itertools.product(SHEETS, ("portrait", "landscape")):
        yield PlateOptions(sheet=sheet, orientation=orientation, link=LINK)
    for width, height in OWN_SIZES:
        yield PlateOptions(width_mm=float(width), height_mm=float(height), link=LINK)


def switched(options: PlateOptions) -> Iterator[PlateOptions]:
    for part in sorted(FURNITURE):
        yield replace(options, show=FURNITURE - {part})
        yield replace(options, show=frozenset({part}))
    yield replace(options, title=LONG_TITLE, note=LONG_NOTE)
    yield replace(options, citation="chicago", show=FURNITURE)


def margins_of(one: Drawn, options: PlateOptions) -> tuple[Plan, tuple[Group, ...]]:
    options, plan = fit_plan(one.view, options)
    net = build_graticule(plan.plane, unit=plan.unit) if "graticule" in options.show else None
    frame = draw_neatline(plan.plane, net, language=one.view.language, unit=plan.unit)
    return plan, (frame, *set_margins(one.view, options, plan, (one.map_, one.sources)))


def boxes_of(plan: Plan, groups: tuple[Group, ...]) -> list[tuple[str, Box]]:
    """All that must not touch: the map, the inset, and every line of lettering."""
    found = [("map", plan.plane.frame)]
    for group in groups:
        if group.clip is not None:
            (left, top), _, (right, bottom), _ = group.clip
            found.append((group.id, Box(left, top, right - left, bottom - top)))
            continue
        found.extend(
            (item.words, box_of(item))
            for item in group.items
            if isinstance(item, Text) and not item.angle_deg
        )
    return found


def overlaps(found: list[tuple[str, Box]]) -> list[tuple[str, str]]:
    edges = np.array([(b.left, b.top, b.right, b.bottom) for _, b in found])
    edges += np.array([TOUCH_MM, TOUCH_MM, -TOUCH_MM, -TOUCH_MM]) / 2
    left, top, right, bottom = (edges[:, i] for i in range(4))
    hit = (
        (left[:, None] < right)
        & (left < right[:, None])
        & (top[:, None] < bottom)
        & (top < bottom[:, None])
    )
    return [(found[a][0], found[b][0]) for a, b in zip(*np.nonzero(np.triu(hit, 1)), strict=True)]


def outside(plan: Plan, groups: tuple[Group, ...]) -> list[tuple[str, float, float]]:
    page = plan.page.grown(0.01)
    return [
        (group.id, x, y)
        for group in groups
        for x, y in (group.clip or (p for item in group.items for p in corners(item)))
        if not page.holds(Box(x, y, 0.0, 0.0))
    ]


def faults(one: Drawn, options: PlateOptions) -> list[str]:
    plan, groups = margins_of(one, options)
    where = f"{one.view.view.id} {one.view.selection.date} {one.view.language} {options.size_mm}"
    return [
        f"{where} {sorted(options.show) if options.show != FURNITURE else ''}: {fault}"
        for fault in (*overlaps(boxes_of(plan, groups)), *outside(plan, groups))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_is_cut_or_overlaps_on_any_paper(
    drawn: dict[tuple[str, str, str], Drawn], preset: str, language: str
) -> None:
    found = [
        fault
        for year in YEARS
        for options in papers()
        for fault in faults(drawn[preset, year, language], options)
    ]
    assert found == []


@pytest.mark.parametrize(
    "options", [*papers()][::2], ids=lambda o: f"{o.size_mm[0]:g}x{o.size_mm[1]:g}"
)
def test_parts_left_out_and_long_words_leave_all_in_its_place(
    drawn: dict[tuple[str, str, str], Drawn], options: PlateOptions
) -> None:
    one = drawn["sakhalin", "1926", "ru"]
    assert [fault for changed in switched(options) for fault in faults(one, changed)] == []


@pytest.mark.parametrize("preset", PRESETS)
def test_no_source_is_left_out_without_a_word(
    drawn: dict[tuple[str, str, str], Drawn], preset: str
) -> None:
    one = drawn[preset, "1926", "en"]
    more = re.compile(re.escape(phrase("more", "en")).replace(r"\{n\}", r"(\d+)"))
    for options in papers():
        if "sources" not in fit_plan(one.view, options)[0].show:
            continue
        _, groups = margins_of(one, options)
        foot = next(group for group in groups if group.id == "foot")
        words = [item.words for item in foot.items if isinstance(item, Text)]
        text = " ".join(words).partition("Sources ")[2]
        left = more.search(text)
        text = re.sub(r"\s", "", text)  # lines break after hyphens too
        placed = len(one.sources) - (int(left[1]) if left else 0)
        told = [
            re.sub(r"\s", "", f"{i}{source.author or source.title[:12]}")
            for i, source in enumerate(one.sources, 1)
        ]
        assert all(words in text for words in told[:placed]), options
        assert not any(words in text for words in told[placed:]), options


@pytest.mark.parametrize("sheet", ["A4", "A3", "Letter", "Slide 16:9"])
def test_the_legend_is_whole_where_the_paper_has_room(
    drawn: dict[tuple[str, str, str], Drawn], sheet: str
) -> None:
    for (_, _, language), one in drawn.items():
        for orientation in ("portrait", "landscape"):
            options = PlateOptions(sheet=sheet, orientation=orientation)
            _, groups = margins_of(one, options)
            legend = next(group for group in groups if group.id == "legend")
            words = [item.words for item in legend.items if isinstance(item, Text)]
            begun = phrase("more-events", language).split("{n}")[0]
            assert len(words) > 5
            assert not any(text.startswith(begun) for text in words), (one.view.view.id, options)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_is_on_every_usual_sheet(
    drawn: dict[tuple[str, str, str], Drawn], language: str, preset: str
) -> None:
    one = drawn[preset, "1926", language]
    used = one.map_.marks.used
    rows = [row for row in build_rows(used, one.view.dated, language=language) if row.mark]
    usual = [
        PlateOptions(sheet=sheet, orientation=orientation)
        for sheet, orientation in itertools.product(SHEETS, ("portrait", "landscape"))
        if (sheet, orientation) != ("Column 85 mm", "landscape")  # it has room for a map alone
    ]
    strips = [PlateOptions(width_mm=w, height_mm=h) for w, h in ((300.0, 100.0), (100.0, 300.0))]
    for options in (*usual, *strips):
        _, groups = margins_of(one, options)
        legend = next(group for group in groups if group.id == "legend")
        said = "".join(item.words for item in legend.items if isinstance(item, Text))
        told = [row for row in rows if re.sub(r"\s", "", row.title) in re.sub(r"\s", "", said)]
        assert len(told) >= len(rows) * (0.7 if options in strips else 0.8), options


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_of_a_thousand_letters_is_whole(
    drawn: dict[tuple[str, str, str], Drawn], language: str
) -> None:
    one, note = drawn["sakhalin", "1926", language], LONG_NOTE[:1000].strip()
    for sheet, orientation in itertools.product(SHEETS, ("portrait", "landscape")):
        options = PlateOptions(sheet=sheet, orientation=orientation, note=note)
        _, groups = margins_of(one, options)
        imprint = next(group for group in groups if group.id == "imprint")
        said = " ".join(item.words for item in imprint.items if isinstance(item, Text))
        if sheet != "Column 85 mm" or orientation == "portrait":
            assert note in said, (sheet, orientation)


@pytest.mark.parametrize("preset", PRESETS)
def test_the_names_of_a_view_break_between_names_only(
    drawn: dict[tuple[str, str, str], Drawn], preset: str
) -> None:
    for language, (sheet, orientation) in itertools.product(
        LANGUAGES, itertools.product(SHEETS, ("portrait", "landscape"))
    ):
        one = drawn[preset, "1926", language]
        _, groups = margins_of(one, PlateOptions(sheet=sheet, orientation=orientation))
        head = next(group for group in groups if group.id == "head")
        lines = [item.words for item in head.items if isinstance(item, Text)]
        titles = set(one.view.view.title.values())
        below = lines[next(i for i, text in enumerate(lines) if text.split(" · ")[0] in titles) :]
        assert all(name in titles for text in below for name in text.split(" · ")), lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_short_line_ends_a_title(
    drawn: dict[tuple[str, str, str], Drawn], language: str
) -> None:
    one = drawn["sakhalin", "1926", language]
    for sheet, orientation in itertools.product(SHEETS, ("portrait", "landscape")):
        options = PlateOptions(sheet=sheet, orientation=orientation)
        head = build_head(one.view, options, options.size_mm[0] - 16.0 * options.unit)
        texts = [item for item in head.items if isinstance(item, Text) and item.fill == INK]
        widths = [measure(text.runs, text.size_mm) for text in texts]
        assert min(widths) > 0.6 * max(widths), options.size_mm


@pytest.mark.parametrize("preset", PRESETS)
def test_two_meridians_and_two_parallels_at_least_are_named(
    drawn: dict[tuple[str, str, str], Drawn], preset: str
) -> None:
    for language, sheet in itertools.product(LANGUAGES, SHEETS):
        _, groups = margins_of(drawn[preset, "1926", language], PlateOptions(sheet=sheet))
        frame = next(group for group in groups if group.id == "neatline")
        texts = [item for item in frame.items if isinstance(item, Text)]
        for turned in (True, False):
            named = {text.words for text in texts if bool(text.angle_deg) == turned}
            assert len(named) >= 2, (sheet, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ratio_never_breaks_over_a_line(
    drawn: dict[tuple[str, str, str], Drawn], language: str
) -> None:
    ratio = re.compile(r"1\u00a0:\u00a0\d+(?:\u202f\d{3})+")
    for preset in PRESETS:
        _, plan = fit_plan(drawn[preset, "1926", language].view, PlateOptions())
        for width in (18.0, 24.0, 31.0, 43.0):
            block = build_scale(
                plan.plane, language=language, unit=1.0, width_mm=width, sheet="on A4"
            )
            lines = [item.words for item in block.items if isinstance(item, Text)]
            assert any(map(ratio.match, lines))
            assert all(ratio.match(line) for line in lines if ":" in line and line[0] == "1")


def test_the_margins_do_not_jump_from_year_to_year(
    drawn: dict[tuple[str, str, str], Drawn],
) -> None:
    for options in papers():
        seen = set()
        for year in YEARS:
            _, groups = margins_of(drawn["sakhalin", year, "en"], options)
            still = {g.id: g for g in groups if g.id in {"neatline", "scale", "inset", "rules"}}
            seen.add(tuple(sorted(still.items())))
        assert len(seen) == 1, options
