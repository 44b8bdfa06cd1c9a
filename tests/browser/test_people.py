"""The map for people: by keyboard, on a small screen, in the dark, and for a screen reader."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import ROOT, Traffic, wait_for_map

pytestmark = pytest.mark.browser
At = Callable[..., Page]
Visit = Callable[..., tuple[Page, Traffic]]


def test_a_click_on_a_mark_opens_its_card(at: At) -> None:
    page = at("1926", "northern-sakhalin")
    x, y = page.evaluate("atlas.screenOf('k04')")
    box = page.locator(".map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.locator(".card h2").wait_for()
    assert page.locator(".card h2").inner_text()


def test_the_keyboard_opens_a_card_from_the_list_and_comes_back(at: At) -> None:
    page = at("1926", "northern-sakhalin")
    page.get_by_role("tab", name="On the map").focus()
    page.keyboard.press("Enter")
    entry = page.locator("#panel-in-view li button").first
    name = entry.locator("span").first.inner_text()
    entry.focus()
    page.keyboard.press("Enter")
    assert page.locator(".card h2").inner_text() == name
    page.keyboard.press("Escape")
    assert page.locator(".card").is_hidden()
    assert page.evaluate("atlas.app.root.activeElement.textContent").startswith(name)


def test_a_card_names_its_sources(at: At) -> None:
    page = at("1925")
    page.evaluate("atlas.open('e057')")
    assert page.locator(".card-sources li").count() > 0


def test_a_related_feature_opens_its_own_card(at: At) -> None:
    page = at("1925")
    page.evaluate("atlas.open('e057')")
    link = page.locator(".card-links button").first
    name = link.inner_text()
    link.click()
    assert page.locator(".card h2").inner_text() == name


def test_a_layer_is_switched_off_by_its_label(at: At) -> None:
    page = at("1926")
    page.get_by_role("tab", name="Layers").click()
    page.locator(".switch", has_text="Events").click()
    assert not page.evaluate("atlas.app.state.layers.has('events')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_whole_page(
    url: str, open_page: Visit, scheme: str
) -> None:
    page, _ = open_page(f"{url}?date=1926", scheme=scheme, motion="reduce")
    page.evaluate("atlas.open('e057')")
    page.locator(".card h2").wait_for()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    serious = [
        (v["id"], node["target"])
        for v in found
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"]
    ]
    assert serious == []


def test_a_dark_page_gives_a_dark_frame(url: str, open_page: Visit) -> None:
    page, _ = open_page(f"{url}?date=1926", scheme="dark")
    assert page.evaluate("atlas.app.frame.dataset.theme") == "dark"


@pytest.fixture(scope="module")
def phone(url: str, chromium: Browser) -> Iterator[Page]:
    """One narrow page that the tests of phones share."""
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{url}?date=1926")
    wait_for_map(page)
    yield page
    page.close()


def test_on_a_phone_the_clock_stays_and_the_rail_folds(phone: Page) -> None:
    page = phone
    clock = page.locator("input.slider").bounding_box()
    assert clock is not None
    assert clock["width"] > 250
    assert page.locator(".rail").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator(".tools .tool").first.click()
    assert page.locator(".rail").is_visible()
    page.locator(".tools .tool").first.click()


def test_on_a_phone_the_arrow_of_the_sidebar_stands_beside_the_title(phone: Page) -> None:
    free = phone.evaluate(
        """() => { const arrow = document.querySelector('[data-testid=stExpandSidebarButton]').getBoundingClientRect();
        const range = document.createRange(); range.selectNodeContents(document.querySelector('h1'));
        return [...range.getClientRects()].every(r => r.left >= arrow.right || r.right <= arrow.left
          || r.top >= arrow.bottom || r.bottom <= arrow.top); }"""
    )
    assert free


def test_on_a_phone_the_clock_is_in_sight_at_once(phone: Page) -> None:
    box = phone.locator(".clock .buttons").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 740


def test_on_a_phone_the_legend_is_folded(phone: Page) -> None:
    assert not phone.evaluate("atlas.app.legend.node.open")


def test_the_keyboard_switches_a_layer_off(at: At) -> None:
    page = at("1926")
    page.get_by_role("tab", name="Layers").click()
    page.locator(".rail").get_by_role("checkbox", name="Events").focus()
    page.keyboard.press("Space")
    assert not page.evaluate("atlas.app.state.layers.has('events')")


def test_the_tab_key_goes_from_the_tools_to_the_clock(at: At) -> None:
    page = at("1926")
    page.get_by_role("button", name="Save the map as a picture").focus()
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("atlas.app.root.activeElement?.className || ''"))
    assert "slider" in reached


def test_reduced_motion_moves_nothing(url: str, open_page: Visit) -> None:
    page, _ = open_page(f"{url}?date=1926", motion="reduce")
    page.evaluate("atlas.open('e057')")
    assert not page.evaluate(
        "atlas.app.frame.getAnimations({subtree: true}).length || atlas.map.options.zoomAnimation"
    )


def test_every_target_is_at_least_24_pixels(at: At) -> None:
    page = at("1926")
    small = page.evaluate(
        """() => [...atlas.app.frame.querySelectorAll('button, summary, input:not([type=checkbox])')]
        .map(n => [n.className || n.ariaLabel || n.textContent, n.getBoundingClientRect()])
        .filter(([, r]) => r.width && (r.width < 24 || r.height < 24)).map(([name, r]) => [name, r.width, r.height])"""
    )
    assert small == []


def test_the_map_takes_most_of_the_screen(at: At) -> None:
    page = at("1926")
    assert page.evaluate("atlas.map.getSize().y") >= 0.65 * 800


def test_the_picture_is_twice_as_fine_as_the_screen(at: At) -> None:
    page = at("1926")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the map as a picture").click()
    download = waiting.value
    width = int.from_bytes(download.path().read_bytes()[16:20], "big")
    assert width == pytest.approx(
        2 * page.evaluate("atlas.app.sheet.getBoundingClientRect().width"), abs=2
    )
    assert "1926" in download.suggested_filename


def test_the_map_works_in_a_tab_that_was_hidden(
    serve: Callable[..., str], open_page: Visit
) -> None:
    page, _ = open_page(serve(page="tests/browser/tabbed.py"), wait=False)
    page.get_by_role("tab", name="Map").click()
    wait_for_map(page)
    assert page.evaluate("atlas.map.getSize().x") > 300
    assert page.evaluate("atlas.drawn().points") > 0


def test_the_map_works_under_a_base_path(serve: Callable[..., str], open_page: Visit) -> None:
    page, _ = open_page(
        f"{serve(base='history/atlas', data=ROOT / 'tests' / 'tiny_atlas')}?date=1905"
    )
    assert page.evaluate("atlas.date()") == "1905"
