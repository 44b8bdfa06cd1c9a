"""A teacher brings a table with mistakes: examined, repaired, shown, dated, printed, saved, opened again."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Traffic, wait_for_map
from tests.hostile import ATTACKS

pytestmark = pytest.mark.browser
Visit = Callable[..., tuple[Page, Traffic]]

TABLE = """Name;Date;Longitude;Latitude;Type;Source;Remark
Okha;1921;142,95;53,58;town;Smith 1930;first borehole
Nutovo;1925-1944;143,1;52,95;field;Smith 1930;
Katangli;1926/1930;143,23;51,71;field;Jones 1951;
Pilvo;1925-02-30;142,16;50,05;mine;;no such day
Chaivo;1927;52,35;143,1;field;;swapped
Camp;1926;;;camp;Jones 1951;somewhere
"""


def settle(page: Page) -> None:
    """Wait until Streamlit has nothing left to do."""
    page.wait_for_timeout(350)
    wait_for_map(page)


def open_section(page: Page, name: str = "Your data") -> None:
    page.locator("[data-testid=stButtonGroup]").get_by_text(name, exact=True).click()
    settle(page)


def bring(page: Page, name: str, data: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("heading", name=name).wait_for()
    settle(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def own_shown(page: Page) -> list[str]:
    names: list[str] = page.evaluate(
        """() => { const {store} = atlas.app; return store.id.map((id, i) => i)
        .filter(i => store.shown[i] && store.layerOf(i).group === 'yours')
        .map(i => store.nameOf(i, 'en')).sort(); }"""
    )
    return names


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


@pytest.fixture(scope="module")
def teacher(url: str, chromium: Browser) -> Iterator[Page]:
    """The page of a teacher, from the table with its mistakes on; the tests follow one another."""
    page, traffic = chromium.new_page(viewport={"width": 1280, "height": 800}), Traffic()
    traffic.watch(page)
    page.goto(f"{url}?date=1927")
    wait_for_map(page)
    open_section(page)
    bring(page, "wells.csv", TABLE.encode())
    yield page
    page.close()
    assert not traffic.outside
    assert not traffic.failed
    assert not traffic.errors


@pytest.fixture(scope="module")
def shown(teacher: Page) -> Page:
    """The same page, the table repaired and on the map."""
    assert teacher.get_by_text("6 rows in the file = 3 on the map + 1 without").is_visible()
    assert own_shown(teacher) == []
    press(teacher, "Swap longitude and latitude")
    press(teacher, "Keep them without a date")
    press(teacher, "Show on the map")
    teacher.wait_for_function("atlas.app.payload.layers.some(l => l.group === 'yours')")
    return teacher


def test_repairs_bring_the_rows_to_the_map(shown: Page) -> None:
    assert shown.get_by_text("6 rows in the file = 5 on the map + 1 without").is_visible()
    assert shown.get_by_role("button", name="Undo").count() == 2
    assert own_shown(shown) == ["Chaivo", "Katangli", "Nutovo"]


def test_the_clock_selects_among_them_in_the_browser_alone(shown: Page) -> None:
    shown.evaluate("atlas.set('1921')")
    assert own_shown(shown) == ["Okha"]
    shown.evaluate("atlas.set('1930')")
    assert own_shown(shown) == ["Katangli", "Nutovo"]
    shown.evaluate("atlas.app.tell()")
    settle(shown)


def test_what_has_no_date_or_no_place_is_in_the_tray(shown: Page) -> None:
    shown.evaluate("() => { atlas.set('1926'); atlas.app.rail.setOpen(true); }")
    shown.get_by_role("tab", name="Not placed").click()
    shown.wait_for_timeout(300)
    tray = shown.locator(".rail").inner_text()
    assert "Camp" in tray
    assert "Pilvo" in tray
    shown.evaluate("atlas.set('1930')")


def test_the_printed_sheet_has_them_with_their_sources(shown: Page) -> None:
    open_section(shown, "Print")
    shown.get_by_role("button", name="SVG", exact=True).wait_for()
    words = " ".join(re.findall(r">([^<>]+)<", downloaded(shown, "SVG").decode()))
    assert "Katangli" in words
    assert "Uploaded by you" in words
    open_section(shown)


def test_the_project_file_opens_for_somebody_who_starts_anew(
    shown: Page, url: str, open_page: Visit
) -> None:
    project = downloaded(shown, "Save everything as a project file")
    with zipfile.ZipFile(io.BytesIO(project)) as archive:
        assert archive.read("uploads/1-wells.csv") == TABLE.encode()
    other, _ = open_page(url)
    open_section(other)
    other.locator("input[type=file]").first.set_input_files(
        {"name": "p.zip", "mimeType": "application/zip", "buffer": project}  # type: ignore[arg-type]
    )
    other.wait_for_function("atlas.app.payload.layers.some(l => l.group === 'yours')")
    settle(other)
    assert other.evaluate("atlas.date()") == shown.evaluate("atlas.date()")
    assert own_shown(other) == own_shown(shown)
    assert other.get_by_role("button", name="Undo").count() == 2


def test_the_camera_goes_to_new_data_once_and_stays_where_the_visitor_goes(
    url: str, open_page: Visit
) -> None:
    page, _ = open_page(f"{url}?date=1925")
    open_section(page)
    bring(page, "far.csv", b"name,date,lon,lat\nA,1925,30,60\nB,1925,31,61\n")
    press(page, "Show on the map")
    page.wait_for_function("Math.abs(atlas.map.getCenter().lng - 30.5) < 2")
    page.wait_for_function("!atlas.map._animatingZoom")
    page.evaluate("atlas.aim(6, 50, 143)")
    page.get_by_label("Title of the layer").fill("Far away")
    page.get_by_label("Title of the layer").press("Enter")
    page.wait_for_function("atlas.app.payload.layers.some(l => l.title === 'Far away')")
    page.wait_for_timeout(600)
    assert abs(page.evaluate("atlas.map.getCenter().lng") - 143) < 1


def test_two_visitors_at_once_see_each_only_their_own(url: str, chromium: Browser) -> None:
    pages = []
    for name in ("Alpha", "Beta"):
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.goto(f"{url}?date=1925")
        wait_for_map(page)
        open_section(page)
        bring(page, f"{name}.csv", f"name,date,lon,lat\n{name} camp,1925,143,52\n".encode())
        pages.append((name, context, page))
    for _, _, page in pages:
        press(page, "Show on the map")
    for name, context, page in pages:
        page.wait_for_function("atlas.app.payload.layers.some(l => l.group === 'yours')")
        assert own_shown(page) == [f"{name} camp"]
        other = {"Alpha": "Beta", "Beta": "Alpha"}[name]
        assert f"{other} camp" not in page.evaluate("JSON.stringify(atlas.app.payload)")
        context.close()


def test_nothing_of_an_upload_goes_into_the_address(url: str, open_page: Visit) -> None:
    page, _ = open_page(f"{url}?date=1925")
    open_section(page)
    bring(page, "private.csv", b"name,date,lon,lat,type\nA,1925,143,52,x\n")
    press(page, "Show on the map")
    page.wait_for_function("atlas.app.payload.layers.some(l => l.group === 'yours')")
    page.evaluate("atlas.app.setLayer('places', false)")
    page.evaluate("atlas.app.setHidden('yours-1/x', true)")
    page.wait_for_timeout(400)
    assert "yours" not in page.url


def test_hostile_text_of_an_upload_is_shown_and_not_run(url: str, open_page: Visit) -> None:
    page, _ = open_page(f"{url}?date=1905")
    open_section(page)
    attack = " ".join(ATTACKS[:7])
    cell = '"' + attack.replace('"', '""') + '"'
    columns = f"{cell},name,date,lon,lat,type,source,note"
    row = f"{cell},{cell},1905,143,52,{cell},{cell},{cell}"
    bring(page, "x<img src=x onerror=window.bad=1>{{7*7}}.csv", f"{columns}\n{row}\n".encode())
    press(page, "Show on the map")
    page.wait_for_function("atlas.app.payload.layers.some(l => l.group === 'yours')")
    page.evaluate(
        "() => { const i = atlas.app.store.n - 1; atlas.app.open(i, {others: [i]}); atlas.app.rail.setOpen(true); }"
    )
    card = page.evaluate("atlas.app.card.body.textContent")
    assert attack in card
    page.wait_for_timeout(300)
    assert page.evaluate("window.bad") is None
    assert page.locator("img[src='x']").count() == 0
    assert "A49B" not in page.content()
    open_section(page, "Print")
    page.get_by_role("button", name="SVG", exact=True).wait_for()
    sheet = downloaded(page, "SVG").decode()
    assert "onerror=window.bad=1>" not in sheet
    assert "A49B" not in sheet


@pytest.mark.parametrize(("size", "scheme"), [((360, 740), "light"), ((1280, 800), "dark")])
def test_the_section_is_for_everybody(
    url: str, open_page: Visit, size: tuple[int, int], scheme: str
) -> None:
    page, _ = open_page(f"{url}?date=1927", size=size, scheme=scheme)
    open_section(page)
    bring(page, "wells.csv", TABLE.encode())
    found = Axe().run(page).response["violations"]
    grave = [v for v in found if v["impact"] in {"serious", "critical"}]
    assert [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in grave] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
