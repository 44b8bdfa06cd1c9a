"""Plates drawn today beside those that were looked at and kept."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from geo.atlas import Atlas, load_atlas
from layers.render.inks import INKS
from layers.render.sheet import Group, Item, Sheet, Text
from layers.render.sheet import Path as Outline
from tests.golden.comparing import DPI, MOST_PIXELS, compare, keep, read
from tests.golden.contact import write_all
from tests.golden.make import MOST_BYTES, PICTURES
from tests.golden.plates import (
    FOLDER,
    GRID,
    KEPT,
    LANGUAGES,
    ROOT,
    SHEETS,
    SHOWN,
    VIEWS,
    YEARS,
    Plate,
    draw,
    to_picture,
)

LOOK = "look at it, and keep the new one with `python -m tests.golden.make` if it is meant"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(ROOT / "data")


@pytest.fixture(scope="module")
def sheet(atlas: Atlas) -> Sheet:
    return draw(atlas, Plate("okha", "1936"))


@pytest.fixture(scope="module")
def picture(sheet: Sheet) -> Image.Image:
    return to_picture(sheet, DPI)


def judge(picture: Image.Image, kept: Path, folder: Path) -> None:
    """Fail where a picture is not the one that is kept, or none is kept."""
    if not kept.is_file():
        keep(picture, kept)
        pytest.fail(f"no picture was kept as {kept}; it is now: {LOOK}")
    found = compare(read(kept), picture)
    if found.is_seen:
        names = [folder / f"{kept.stem}-{part}.png" for part in ("drawn", "difference")]
        picture.save(names[0])
        found.picture.save(names[1])
        pytest.fail(
            f"{found.pixels} pixels ({found.share:.3%}) of {kept.name} differ, at most "
            f"{MOST_PIXELS} may: {names[1]} has them in crimson, {names[0]} is the new one; {LOOK}"
        )


@pytest.mark.parametrize("plate", KEPT, ids=lambda plate: plate.name)
def test_a_plate_looks_as_it_did_when_it_was_looked_at(atlas: Atlas, plate: Plate, tmp_path: Path):
    judge(to_picture(draw(atlas, plate), DPI), FOLDER / f"{plate.name}.webp", tmp_path)


def test_the_plates_kept_cover_what_the_grid_has():
    assert len(GRID) == len(set(GRID)) == 144
    pairs = [{(p.view, p.sheet) for p in KEPT}, {(p.view, p.date) for p in KEPT}]
    assert pairs[0] >= set(product(VIEWS, SHEETS))
    assert pairs[1] >= set(product(VIEWS, YEARS))
    assert {p.language for p in KEPT} == set(LANGUAGES)
    assert {p.inks for p in KEPT} == set(INKS)


def test_no_picture_is_kept_of_a_plate_that_is_gone():
    assert {p.stem for p in FOLDER.glob("*.webp")} <= {plate.name for plate in KEPT}


def test_the_pictures_kept_are_small():
    sizes = [path.stat().st_size for path in FOLDER.glob("*.webp")]
    assert max(sizes) < MOST_BYTES
    assert sum(sizes) < 3_000_000


@pytest.mark.parametrize("plate", SHOWN, ids=lambda plate: plate.name)
def test_the_front_door_shows_the_plate(plate: Plate):
    path = PICTURES / f"{plate.name}.png"
    assert path.stat().st_size < MOST_BYTES
    assert path.relative_to(ROOT).as_posix() in (ROOT / "README.md").read_text("utf-8")


def changed(sheet: Sheet, group_id: str, change: Callable[[Item], Item]) -> Sheet:
    """Give a sheet with the first thing changed that a change can be made to."""
    groups: list[Group] = []
    for group in sheet.groups:
        items = list(group.items)
        if group.id == group_id:
            at = next(n for n, item in enumerate(items) if change(item) != item)
            items[at] = change(items[at])
        groups.append(replace(group, items=tuple(items)))
    return replace(sheet, groups=tuple(groups))


def test_the_same_plate_drawn_twice_does_not_differ(sheet: Sheet, picture: Image.Image):
    assert compare(picture, to_picture(sheet, DPI)).pixels == 0


@pytest.mark.parametrize("name", ["Okha", "Ekhabi"])
def test_a_label_moved_by_two_millimetres_is_seen(sheet: Sheet, picture: Image.Image, name: str):
    def move(item: Item) -> Item:
        if isinstance(item, Text) and item.words.startswith(name):
            return replace(item, at=(item.at[0] + 2.0, item.at[1]))
        return item

    assert compare(picture, to_picture(changed(sheet, "labels", move), DPI)).is_seen


def test_another_colour_of_one_mark_is_seen(sheet: Sheet, picture: Image.Image):
    def recolour(item: Item) -> Item:
        if isinstance(item, Outline) and item.fill:
            return replace(item, fill="#2040c0")
        return item

    assert compare(picture, to_picture(changed(sheet, "legend", recolour), DPI)).is_seen


@pytest.mark.parametrize("layer", ["labels", "coast", "plots-areas", "graticule", "scale"])
def test_a_layer_that_is_missing_is_seen(sheet: Sheet, picture: Image.Image, layer: str):
    without = replace(sheet, groups=tuple(g for g in sheet.groups if g.id != layer))
    assert len(without.groups) < len(sheet.groups)
    assert compare(picture, to_picture(without, DPI)).is_seen


def test_a_slight_change_of_antialiasing_is_let_pass(picture: Image.Image):
    assert not compare(picture, picture.point(lambda value: min(value + 12, 255))).is_seen


def test_a_picture_of_another_size_differs(picture: Image.Image):
    assert compare(picture, picture.resize((10, 10))).is_seen


def test_a_picture_that_is_missing_is_written_and_fails(picture: Image.Image, tmp_path: Path):
    path = tmp_path / "new.webp"
    with pytest.raises(pytest.fail.Exception, match="no picture was kept"):
        judge(picture, path, tmp_path)
    assert compare(read(path), picture).pixels == 0
    judge(picture, path, tmp_path)


def test_a_failure_names_a_picture_of_the_difference(picture: Image.Image, tmp_path: Path):
    keep(Image.new("RGB", picture.size, "#9b1c31"), tmp_path / "old.webp")
    with pytest.raises(pytest.fail.Exception, match=r"old-difference\.png has them in crimson"):
        judge(picture, tmp_path / "old.webp", tmp_path)
    assert (tmp_path / "old-difference.png").is_file()


def test_contact_sheets_have_years_below_one_another(atlas: Atlas, tmp_path: Path):
    plates = [
        Plate("okha", year, language, "Column 85 mm")
        for year in YEARS[:2]
        for language in LANGUAGES
    ]
    write_all(atlas, plates, tmp_path, 36)
    (sheet,) = tmp_path.glob("contact-okha-*.png")
    with Image.open(sheet) as whole, Image.open(tmp_path / f"{plates[0].name}.png") as one:
        assert whole.width > 4 * one.width
        assert 2 * one.height < whole.height < 3 * one.height
