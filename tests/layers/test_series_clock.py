"""What is alike in all pictures of a film, and the clock that moves over them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from geo.atlas import Atlas
from geo.selection import opening
from layers.render.frame import PlateOptions
from layers.render.heading import build_head
from layers.render.sheet import Path, Sheet, Text
from layers.series import Moment, Series, Watch, frames_of, years
from layers.series.clock import draw_clock
from layers.series.series import draw_all, head_of
from layers.style import CRIMSON
from tests.layers.plates import box_of

SPANS = ("1900/1904-09-04", "1904-09-05/1905-04-20", "1905-04-21/..")
SHEETS = (
    PlateOptions(),
    PlateOptions(orientation="landscape"),
    PlateOptions(sheet="Slide 16:9", orientation="landscape"),
    PlateOptions(sheet="Square"),
    PlateOptions(sheet="Column 85 mm"),
)


def series_of(atlas: Atlas, moments: Sequence[Moment], **changes: object) -> Series:
    selection = replace(opening(atlas.catalog), language=str(changes.pop("language", "en")))
    return Series(frames_of(atlas, selection, tuple(moments)), "The Toy Island", **changes)


def bar(series: Series, at: int) -> tuple[float, float]:
    """From where to where the time shown is drawn."""
    items = draw_clock(series, at).items
    ((left, _), (right, _)) = next(x.rings[0] for x in items if getattr(x, "stroke", "") == CRIMSON)
    return left, right


def still(sheet: Sheet) -> dict[str, object]:
    """What of a sheet must not move: the frame of the map, and where the furniture begins."""
    groups = {group.id: group for group in sheet.groups}
    legend = next(item for item in groups["legend"].items if isinstance(item, Text))
    rules = groups["rules"].items if "rules" in groups else ()
    return {"neatline": groups["neatline"], "legend": legend.at, "rules": rules}


@pytest.mark.parametrize("options", SHEETS, ids=lambda o: f"{o.sheet} {o.orientation}")
@pytest.mark.parametrize("language", ["en", "ru", "ja", "zh"])
def test_nothing_jumps_from_picture_to_picture(
    tiny_atlas: Atlas, options: PlateOptions, language: str
):
    titles = ("Short", "A title of a phase that needs two lines on any sheet there is", "")
    moments = [Moment(date, title) for date, title in zip(SPANS, titles, strict=True)]
    series = series_of(tiny_atlas, moments, options=options, language=language)
    sheets = list(draw_all(series, Watch(), total=3, head_mm=head_of(series)))
    if any("legend" not in {group.id for group in sheet.groups} for sheet in sheets):
        assert options.sheet == "Column 85 mm"
        assert len({next(g for g in s.groups if g.id == "neatline") for s in sheets}) == 1
        return
    assert still(sheets[0]) == still(sheets[1]) == still(sheets[2])


def test_the_clock_runs_through_the_years_without_a_gap(tiny_atlas: Atlas):
    series = series_of(tiny_atlas, years(1901, 1910))
    bars = [bar(series, at) for at in range(10)]
    assert bars[0][0] == pytest.approx(8.0)
    assert bars[-1][1] == pytest.approx(202.0)
    assert all(one[1] == pytest.approx(other[0], abs=0.01) for one, other in pairwise(bars))


def test_a_phase_is_as_long_on_the_clock_as_it_lasted(tiny_atlas: Atlas):
    series = series_of(tiny_atlas, [Moment("1900/1909"), Moment("1910/1914")])
    (left, middle), (_, right) = bar(series, 0), bar(series, 1)
    assert (middle - left) / (right - middle) == pytest.approx(2.0, abs=0.01)


def test_a_phase_without_end_goes_on_to_the_end_of_the_line(tiny_atlas: Atlas):
    series = series_of(tiny_atlas, [Moment(date) for date in SPANS])
    assert bar(series, 2)[1] == pytest.approx(202.0)
    assert bar(series, 2)[1] - bar(series, 2)[0] > 5


def test_a_day_among_centuries_is_still_seen(tiny_atlas: Atlas):
    series = series_of(tiny_atlas, [Moment("1700"), Moment("1800-01-01"), Moment("1900")])
    left, right = bar(series, 1)
    assert right - left == pytest.approx(1.8)


@pytest.mark.parametrize("count", [1, 2, 8, 41, 200])
@pytest.mark.parametrize("options", SHEETS, ids=lambda o: f"{o.sheet} {o.orientation}")
def test_the_years_on_the_clock_stand_apart_in_the_margin(
    tiny_atlas: Atlas, count: int, options: PlateOptions
):
    series = series_of(tiny_atlas, years(1751, 1750 + count), options=options)
    group = draw_clock(series, count - 1)
    boxes = [box_of(item) for item in group.items if isinstance(item, Text)]
    assert boxes
    assert all(one.right < other.left for one, other in pairwise(boxes))
    assert min(box.top for box in boxes) > 0
    lowest = max(y for x in group.items if isinstance(x, Path) for ring in x.rings for _, y in ring)
    assert lowest < 8.0 * options.unit  # where the title begins
    assert all(box.left > 0 and box.right < options.size_mm[0] for box in boxes)


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("21 апреля 1920 г. – 15 мая 1925 г.", ["21 апреля 1920 г. –", "15 мая 1925 г."]),
        ("1920年4月21日～1925年5月15日", ["1920年4月21日～", "1925年5月15日"]),
        ("1920年4月21日至1925年5月15日", ["1920年4月21日至", "1925年5月15日"]),
        ("14–15 May 1925", ["14–15 May 1925"]),
        ("1925", ["1925"]),
    ],
)
@pytest.mark.parametrize("options", SHEETS, ids=lambda o: f"{o.sheet} {o.orientation}")
def test_a_date_is_not_torn_apart(
    tiny_atlas: Atlas, label: str, lines: list[str], options: PlateOptions
):
    view = replace(series_of(tiny_atlas, years(1905, 1905)).views[0], date_label=label)
    head = build_head(view, options, options.size_mm[0] - 16 * options.unit)
    dates = [x.words for x in head.items if isinstance(x, Text) and x.fill == CRIMSON]
    assert "".join(dates).replace(" ", "") == label.replace(" ", "")
    assert dates in ([label], lines)
