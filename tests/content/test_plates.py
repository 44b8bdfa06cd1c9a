"""Sheets of the real atlas, judged as a cartographer would."""

from functools import cache

import pytest

from geo.atlas import Atlas
from geo.extent import Extent
from geo.selection import Selection
from layers.render.scene import build_scene
from layers.render.sheet import Picture, Sheet
from layers.render.web import to_map, to_script
from layers.view import build_view, build_whole


@cache
def _draw(atlas: Atlas, view: str, date: str = "1926", extent: Extent | None = None) -> Sheet:
    layers = frozenset(spec.id for spec in atlas.catalog.layers)
    selection = Selection(date=date, layers=layers, view=view, extent=extent)
    return build_scene(build_view(atlas, selection))


def _shades(sheet: Sheet) -> list[Picture]:
    return [i for g in sheet.groups if g.id == "relief" for i in g.items if isinstance(i, Picture)]


@pytest.mark.parametrize("view", ["sakhalin", "northern-sakhalin", "region", "diplomacy"])
def test_mountains_are_shaded_at_small_scales(view: str, atlas: Atlas) -> None:
    assert len(_shades(_draw(atlas, view))) == 1


@pytest.mark.parametrize("view", ["okha", "due-aleksandrovsk", "beijing"])
def test_there_is_no_shading_at_a_large_scale(view: str, atlas: Atlas) -> None:
    assert not _shades(_draw(atlas, view))


def test_the_screen_is_not_sent_the_relief_for_paper(atlas: Atlas) -> None:
    script = to_script(to_map(build_whole(atlas), root=atlas.root))
    assert '"relief"' in script
    assert "relief-sakhalin" not in script
