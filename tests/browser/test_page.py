"""The page around the map: what stands under it moves it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Traffic

pytestmark = pytest.mark.browser
Visit = Callable[..., tuple[Page, Traffic]]

ROW_MARKER_PX = 14  # the box that chooses a row stands at its left edge
FIRST_ROW_PX = 53  # under the header


def test_a_row_of_the_table_moves_map_and_clock(url: str, open_page: Visit) -> None:
    page, _ = open_page(f"{url}?date=1925&layers=events", size=(1280, 1900))
    before = page.evaluate("[atlas.date(), atlas.map.getCenter().lng]")
    table = page.locator("[data-testid=stDataFrame]").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + ROW_MARKER_PX, box["y"] + FIRST_ROW_PX)
    page.wait_for_function("was => atlas.date() !== was", arg=before[0])
    page.wait_for_function("was => Math.abs(atlas.map.getCenter().lng - was) > 1", arg=before[1])


def test_the_tab_key_passes_by_what_is_folded_away_and_finds_it_unfolded(
    url: str, open_page: Visit
) -> None:
    page, _ = open_page(url)
    rail = page.locator("[data-testid=stSidebar]")
    inside = "document.activeElement.closest('[data-testid=stSidebar]') !== null"
    for _ in range(4):
        page.keyboard.press("Tab")
        assert not page.evaluate(inside)
    page.locator("[data-testid=stExpandSidebarButton]").click()
    rail.get_by_role("checkbox").first.focus()
    assert page.evaluate(inside)
