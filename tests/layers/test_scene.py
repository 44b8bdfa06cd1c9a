"""The composed sheet: everything on it is drawn from the view, and nothing leaves the page."""

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from geo.atlas import Atlas
from geo.extent import Extent
from layers.render import phrases
from layers.render.box import Box
from layers.render.fonts import missing_glyphs
from layers.render.frame import FURNITURE, SHEETS, PlateOptions
from layers.render.scene import build_scene
from tests.layers.plates import box_of, print_sheet, reach, see, texts, to_rows, words

pytestmark = pytest.mark.filterwarnings("error")


def _shown(
    atlas: Atlas, sheet: str, orientation: str, language: str
) -> list[tuple[str, float, float]]:
    view = see(atlas, language=language)
    page = print_sheet(view, sheet=sheet, orientation=orientation)
    return [
        (group, x, y)
        for group, x, y in reach(page)
        if not (-0.01 <= x <= page.width_mm + 0.01 and -0.01 <= y <= page.height_mm + 0.01)
    ]


@pytest.mark.parametrize("language", ["en", "ru", "ja", "zh"])
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize("sheet", list(SHEETS))
def test_nothing_lies_outside_the_sheet(
    tiny_atlas: Atlas, sheet: str, orientation: str, language: str
) -> None:
    assert _shown(tiny_atlas, sheet, orientation, language) == []


@pytest.mark.parametrize("sheet", list(SHEETS))
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_the_margins_do_not_run_into_each_other(
    tiny_atlas: Atlas, sheet: str, orientation: str
) -> None:
    page = print_sheet(see(tiny_atlas), sheet=sheet, orientation=orientation)
    margins = [
        box_of(t)
        for t in texts(page, "head", "legend", "scale", "foot", "imprint")
        if not t.angle_deg
    ]
    hits = [
        (a, b)
        for a, b in itertools.combinations(margins, 2)
        if a.grown(-0.25).overlaps(b.grown(-0.25))
    ]
    assert hits == []


def test_labels_do_not_overlap_each_other(tiny_atlas: Atlas) -> None:
    page = print_sheet(see(tiny_atlas))
    labels = texts(page, "labels")
    assert labels
    for a, b in itertools.combinations(labels, 2):
        assert a.feature == b.feature or not box_of(a).overlaps(box_of(b)), (a.words, b.words)


def test_the_same_view_gives_the_same_sheet(tiny_atlas: Atlas) -> None:
    assert print_sheet(see(tiny_atlas)) == print_sheet(see(tiny_atlas))


def test_another_date_leaves_the_frame_where_it_is(tiny_atlas: Atlas) -> None:
    first, later = print_sheet(see(tiny_atlas)), print_sheet(see(tiny_atlas, date="1990"))
    frames = [next(g for g in page.groups if g.id == "neatline") for page in (first, later)]
    assert frames[0] == frames[1]


def test_the_date_on_the_sheet_is_the_maps_own(tiny_atlas: Atlas) -> None:
    view = see(tiny_atlas)
    assert view.date_label in words(print_sheet(view), "head")


@pytest.mark.parametrize("part", sorted(FURNITURE - {"sources", "credits", "code"}))
def test_a_part_that_is_not_wanted_is_not_drawn(tiny_atlas: Atlas, part: str) -> None:
    view = see(tiny_atlas)
    with_it, without = print_sheet(view), print_sheet(view, show=FURNITURE - {part})
    count = [sum(len(group.items) for group in page.groups) for page in (with_it, without)]
    assert count[1] < count[0]


def test_a_bare_sheet_is_all_map(tiny_atlas: Atlas) -> None:
    page = print_sheet(see(tiny_atlas), show=frozenset())
    frame = next(g for g in page.groups if g.id == "sea").clip
    assert frame is not None
    assert max(x for x, _ in frame) - min(x for x, _ in frame) > 0.85 * page.width_mm
    assert {g.id for g in page.groups}.isdisjoint({"legend", "scale", "inset"})


def test_a_title_of_ones_own_replaces_the_atlass(tiny_atlas: Atlas) -> None:
    page = print_sheet(see(tiny_atlas), title="My own plate")
    assert "My own plate" in words(page, "head")
    assert page.title == "My own plate"


def test_a_note_of_ones_own_stands_in_the_foot(tiny_atlas: Atlas) -> None:
    page = print_sheet(see(tiny_atlas), note="Drawn for the seminar.")
    assert "Drawn for the seminar." in words(page, "imprint")


def test_a_size_of_ones_own_is_kept(tiny_atlas: Atlas) -> None:
    page = print_sheet(see(tiny_atlas), width_mm=120.0, height_mm=260.0)
    assert (page.width_mm, page.height_mm) == (120.0, 260.0)


def test_a_sheet_nobody_knows_is_refused(tiny_atlas: Atlas) -> None:
    with pytest.raises(ValueError, match="there is no sheet 'B9'"):
        build_scene(see(tiny_atlas), PlateOptions(sheet="B9"))


def test_a_sheet_too_small_to_read_is_refused(tiny_atlas: Atlas) -> None:
    with pytest.raises(ValueError, match="a sheet has 60 to 2000 mm"):
        build_scene(see(tiny_atlas), PlateOptions(width_mm=20.0, height_mm=200.0))


def test_only_sources_of_what_is_inside_the_frame_are_numbered(tiny_atlas: Atlas) -> None:
    here, elsewhere = see(tiny_atlas), see(tiny_atlas, extent=Extent(-60, -40, -50, -30))
    assert dict(print_sheet(here).metadata)["sources"]
    assert "sources" not in dict(print_sheet(elsewhere).metadata)


def test_the_metadata_say_how_the_sheet_was_made(tiny_atlas: Atlas) -> None:
    view = see(tiny_atlas)
    found = dict(print_sheet(view).metadata)
    assert found["date"] == view.selection.date
    assert found["projection"].startswith("+proj=")
    assert found["scale"].startswith("1 : ")


@pytest.mark.parametrize("language", ["en", "ru", "ja", "zh"])
def test_every_letter_on_the_sheet_can_be_drawn(tiny_atlas: Atlas, language: str) -> None:
    page = print_sheet(see(tiny_atlas, language=language))
    runs = [run for text in texts(page) for run in text.runs]
    assert "".join(missing_glyphs(run.text, run.language) for run in runs) == ""


def test_no_label_leaves_the_frame(tiny_atlas: Atlas) -> None:
    page = print_sheet(see(tiny_atlas))
    ring = next(g for g in page.groups if g.id == "labels").clip
    assert ring is not None
    frame = Box(ring[0][0], ring[0][1], ring[2][0] - ring[0][0], ring[2][1] - ring[0][1])
    assert all(frame.holds(box_of(text)) for text in texts(page, "labels"))


@pytest.mark.parametrize(
    "extent",
    [
        pytest.param(Extent(170, 50, -170, 66), id="over the antimeridian"),
        pytest.param(Extent(25, 28, 165, 68), id="from Moscow to Tokyo"),
        pytest.param(Extent(-180, -60, 180, 80), id="the world"),
        pytest.param(Extent(-180, 62, 180, 90), id="the polar cap"),
        pytest.param(Extent(100, -20, 150, 20), id="over the equator"),
        pytest.param(Extent(142.9, 53.55, 142.97, 53.6), id="five kilometres"),
        pytest.param(Extent(-70, -56, -65, -40), id="the southern hemisphere"),
    ],
)
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_any_extent_makes_a_sheet(tiny_atlas: Atlas, extent: Extent, orientation: str) -> None:
    view = replace(see(tiny_atlas), extent=extent)
    page = print_sheet(view, orientation=orientation)
    assert any(group.id == "neatline" for group in page.groups)
    assert all(0 <= x <= page.width_mm and 0 <= y <= page.height_mm for _, x, y in reach(page))


def test_every_phrase_a_sheet_uses_is_there_in_four_languages() -> None:
    folder = Path(phrases.__file__).parent
    keys = {
        key
        for file in folder.glob("*.py")
        for key in re.findall(r'phrase\("([a-z-]+)"', file.read_text("utf-8"))
    }
    assert len(keys) > 8
    for key in keys:
        assert len({phrases.phrase(key, code) for code in ("en", "ru", "ja", "zh")}) > 1


def test_places_left_out_at_a_small_scale_are_counted(tiny_atlas: Atlas) -> None:
    view = see(tiny_atlas, extent=Extent(-120, -50, 60, 50))
    places = next(layer for layer in view.layers if layer.spec.id == "places")
    twins = pd.concat([places.features.assign(id=f"twin-{n}", rank=4) for n in range(3)])
    crowd = replace(places, rows=to_rows(pd.concat([places.features, twins])))
    layers = tuple(crowd if layer is places else layer for layer in view.layers)
    said = " ".join(words(print_sheet(replace(view, layers=layers)), "imprint"))
    assert "Lesser places left out at this scale:\u00a03." in said


@pytest.mark.parametrize(
    "size", [(60, 60), (60, 200), (400, 60), (85, 85), (100, 70), (85, 130), (841, 1189)]
)
def test_the_map_has_its_share_of_any_sheet(tiny_atlas: Atlas, size: tuple[int, int]) -> None:
    page = print_sheet(see(tiny_atlas), width_mm=float(size[0]), height_mm=float(size[1]))
    ring = next(g for g in page.groups if g.id == "sea").clip
    assert ring is not None
    area = (ring[2][0] - ring[0][0]) * (ring[2][1] - ring[0][1])
    assert area / (size[0] * size[1]) > (0.18 if max(size) < 3 * min(size) else 0.09)
    assert all(
        -0.01 <= x <= page.width_mm + 0.01 and -0.01 <= y <= page.height_mm + 0.01
        for _, x, y in reach(page)
    )
