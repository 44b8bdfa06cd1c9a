"""Areas that changed hands: in bands on the screen as on paper."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page

from geo.atlas import Atlas, load_atlas
from geo.selection import opening
from layers.render.bands import Turn, find_turns
from layers.view import build_view

pytestmark = pytest.mark.browser
At = Callable[..., Page]

DATES = (
    *("1875", "1905", "1914", "1920", "1925", "1925-05", "1932", "1944", "1945", "1945-08-15"),
    *("1920/1925", "1904/1945", "1855/1951"),
)
ROUNDING = 4  # a pale tint is kept in a few steps
TURNS = """() => Object.fromEntries([...atlas.app.turns].map(([i, t]) => [atlas.app.store.id[i], [t.place, t.of]]))"""
# what is painted of areas alone, as counts of pixels by colour
TINTS = """() => { const {app} = atlas, g = app.marks.ground, c = g.canvas, ctx = c.getContext('2d');
  ctx.setTransform(1, 0, 0, 1, 0, 0); ctx.clearRect(0, 0, c.width, c.height);
  const {corner, pixelRatio: r} = g.frame; ctx.setTransform(r, 0, 0, r, -corner.x * r, -corner.y * r);
  g.paintAreas(ctx); g.key = '';
  const p = atlas.map.latLngToLayerPoint([51.4, 142.6]), q = atlas.map.latLngToLayerPoint([50.6, 143.2]);
  const d = ctx.getImageData((p.x - corner.x) * r, (p.y - corner.y) * r, (q.x - p.x) * r, (q.y - p.y) * r).data, found = {};
  for (let k = 0; k < d.length; k += 4) { const key = [d[k], d[k + 1], d[k + 2], d[k + 3]].join(); found[key] = (found[key] || 0) + 1; }
  return found; }"""


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas(Path("data"))


def turns_on_paper(atlas: Atlas, date: str) -> dict[str, Turn]:
    view = build_view(atlas, replace(opening(atlas.catalog), date=date))
    found: dict[str, Turn] = {}
    for layer in view.dated:
        found |= find_turns(tuple(layer.rows.placed))
    return found


@pytest.mark.parametrize("date", DATES)
def test_the_screen_has_the_bands_of_the_sheet(at: At, atlas: Atlas, date: str) -> None:
    page = at(date, "region")
    seen = {feature: Turn(*turn) for feature, turn in page.evaluate(TURNS).items()}
    assert seen == turns_on_paper(atlas, date)


def main_tints(page: Page) -> list[tuple[int, ...]]:
    """The colours that much of the middle of northern Sakhalin is painted in."""
    tints = page.evaluate(TINTS)
    much = 0.12 * sum(tints.values())
    return sorted(tuple(map(int, key.split(","))) for key, n in tints.items() if n > much)


def test_the_year_of_the_handover_has_the_tints_of_the_years_around_it_and_no_mixture(
    at: At,
) -> None:
    before, during, after = (main_tints(at(date, "sakhalin")) for date in ("1924", "1925", "1926"))
    assert (len(before), len(after)) == (1, 1)
    assert np.abs(np.array(during) - np.array(sorted(before + after))).max() <= ROUNDING


def test_the_legend_explains_the_bands_only_where_there_are_some(at: At) -> None:
    page = at("1925", "sakhalin")
    key = page.locator(".legend-row.key", has_text="part of the time shown")
    key.first.wait_for(state="attached")
    at("1926", "sakhalin")
    key.first.wait_for(state="detached")


def test_the_card_of_a_holder_says_when_it_is_in_bands(at: At) -> None:
    page = at("1925", "sakhalin")
    page.evaluate("atlas.open('control-sakhalin-north-occupied')")
    note = page.get_by_text("In bands: for a part of the time shown")
    note.wait_for(state="visible")
    page.evaluate("atlas.set('1921')")
    note.wait_for(state="hidden")
