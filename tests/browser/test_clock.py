"""The clock: moving it costs nothing, the keyboard moves it too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Traffic

pytestmark = pytest.mark.browser
At = Callable[..., Page]
Visit = Callable[..., tuple[Page, Traffic]]

DRAG = """years => { const slider = atlas.app.clock.slider;
for (const year of years) { slider.value = year; slider.dispatchEvent(new Event('input', {bubbles: true})); } }"""
RELEASE = "atlas.app.clock.slider.dispatchEvent(new Event('change', {bubbles: true}))"


def date_of(page: Page) -> str:
    """Give the date the map is at."""
    date: str = page.evaluate("atlas.date()")
    return date


def test_dragging_the_clock_sends_no_byte_and_runs_no_python(url: str, open_page: Visit) -> None:
    page, traffic = open_page(f"{url}?date=1925")
    before = (traffic.sent, traffic.received)
    page.evaluate(DRAG, list(range(1900, 1946)))
    page.wait_for_timeout(700)
    assert date_of(page) == "1945"
    assert (traffic.sent, traffic.received) == before


def test_letting_go_of_the_clock_tells_python_the_year(url: str, open_page: Visit) -> None:
    page, traffic = open_page(f"{url}?date=1925")
    before = traffic.sent
    page.evaluate(DRAG, [1930])
    page.evaluate(RELEASE)
    page.get_by_text("In 1930", exact=False).first.wait_for()
    assert traffic.sent > before
    assert date_of(page) == "1930"


def test_panning_and_zooming_send_nothing(url: str, open_page: Visit) -> None:
    page, traffic = open_page(f"{url}?date=1925")
    before = (traffic.sent, traffic.received)
    page.evaluate(
        "void atlas.map.panBy([120, 40], {animate: false}); void atlas.map.zoomIn(1, {animate: false})"
    )
    page.wait_for_timeout(600)
    assert (traffic.sent, traffic.received) == before


def test_the_camera_stays_when_python_runs(at: At) -> None:
    page = at("1925")
    page.evaluate("atlas.aim(9, 53.5, 142.9)")
    page.evaluate(DRAG, [1931])
    page.evaluate(RELEASE)
    page.get_by_text("In 1931", exact=False).first.wait_for()
    page.wait_for_timeout(500)
    assert page.evaluate("atlas.map.getZoom()") == 9
    assert page.evaluate("atlas.map.getCenter().lat") == pytest.approx(53.5, abs=0.01)


def test_the_address_follows_and_restores_the_screen(url: str, at: At, open_page: Visit) -> None:
    page = at("1925")
    page.evaluate("atlas.set('1941'); atlas.aim(8, 52.5, 143); atlas.app.setLayer('events', false)")
    page.wait_for_function(
        "location.search.includes('map=8/52.5') && location.search.includes('layers=')"
    )
    query = page.evaluate("location.search").removeprefix("?")
    again, _ = open_page(f"{url}?{query}")
    assert date_of(again) == "1941"
    assert again.evaluate("atlas.map.getZoom()") == 8
    assert not again.evaluate("atlas.app.state.layers.has('events')")


def test_the_keyboard_walks_the_clock(at: At) -> None:
    page = at("1925")
    page.evaluate("atlas.app.clock.slider.focus()")
    walk = [
        ("ArrowRight", "1926"),
        ("ArrowLeft", "1925"),
        ("PageUp", "1935"),
        ("PageDown", "1925"),
        ("Home", "1855"),
        ("End", "1951"),
    ]
    seen = []
    for key, _ in walk:
        page.keyboard.press(key)
        seen.append(date_of(page))
    assert seen == [date for _, date in walk]


@pytest.mark.parametrize(
    ("typed", "date"),
    [("1944-12", "1944-12"), ("1925-01-20", "1925-01-20"), ("1920/1925", "1920/1925")],
)
def test_a_typed_date_moves_the_map(at: At, typed: str, date: str) -> None:
    page = at("1930")
    box = page.locator("input.date")
    box.fill(typed)
    box.press("Enter")
    assert date_of(page) == date


def test_what_is_not_a_date_is_said_in_words(at: At) -> None:
    page = at("1930")
    box = page.locator("input.date")
    box.fill("soon")
    box.press("Enter")
    assert "Not a date" in page.locator("#date-words").inner_text()
    assert date_of(page) == "1930"


def test_play_moves_the_years_until_it_is_paused(at: At) -> None:
    page = at("1900")
    play = page.get_by_role("button", name="Play")
    play.click()
    page.wait_for_function("Number(atlas.date()) > 1901", timeout=8_000)
    page.get_by_role("button", name="Pause").click()
    stopped = date_of(page)
    page.wait_for_timeout(1_000)
    assert date_of(page) == stopped


@pytest.mark.parametrize(
    "text", ["1925", "1925-12", "1925-01-20", "1920/1925", "../1904", "1944/.."]
)
def test_the_browser_reads_a_date_as_python_does(at: At, text: str) -> None:
    from geo.timespan import parse_edtf  # noqa: PLC0415 - beside its twin

    page = at("1925")
    script = "t => { atlas.set('1900'); atlas.set(t); const w = atlas.app.state.when; return [w.from, w.to]; }"
    assert tuple(page.evaluate(script, text)) == parse_edtf(text).window


def test_the_browser_and_python_agree_on_what_holds(at: At) -> None:
    from geo.atlas import load_atlas  # noqa: PLC0415
    from geo.selection import holds_at  # noqa: PLC0415
    from geo.timespan import parse_edtf  # noqa: PLC0415
    from tests.browser.conftest import ROOT  # noqa: PLC0415

    page = at("1925")
    features = load_atlas(ROOT / "data").features
    known = set(page.evaluate("atlas.app.store.id"))
    for date in ("1904", "1921", "1925-05-15", "1926", "1944-12"):
        held = holds_at(features, parse_edtf(date))
        expected = {
            i: h
            for i, h in zip(features["id"], held, strict=True)
            if h in ("certain", "possible") and i in known
        }
        found = page.evaluate(
            """date => { atlas.set(date); const {store} = atlas.app, out = {};
            store.id.forEach((id, i) => { if (store.hold[i]) out[id] = store.hold[i] === 2 ? 'certain' : 'possible'; }); return out; }""",
            date,
        )
        assert found == expected
