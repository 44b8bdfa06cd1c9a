"""The field for files speaks the reader's language, to eyes and to screen readers, also when it refuses."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from geo.brought import BUDGET
from layers.render.payload import map_words
from layers.wording import word
from tests.browser.conftest import Traffic, wait_for_map

pytestmark = pytest.mark.browser
Visit = Callable[..., tuple[Page, Traffic]]

ENGLISH = re.compile(r"[A-Za-z]{4,}")
TABLE = b"name,date,lon,lat\nA,1925,143,52\n"


def names_of(page: Page) -> list[str]:
    """Read what a screen reader is told of every field for files."""
    fields = page.locator("[data-testid=stFileUploader]")
    return [fields.nth(k).aria_snapshot() for k in range(fields.count())]


@pytest.mark.parametrize("language", ["en", "ru", "ja", "zh"])
def test_fields_for_files_are_named_in_the_readers_language(
    url: str, open_page: Visit, tmp_path: Path, language: str
) -> None:
    page, _ = open_page(f"{url}?language={language}")
    words = map_words(language)
    page.locator("[data-testid=stButtonGroup]").get_by_text(
        word("section-yours", language), exact=True
    ).click()
    page.get_by_role("button", name=words["file-choose"], exact=True).first.wait_for()
    large = tmp_path / "1.csv"
    large.write_bytes(b"1" * (BUDGET.bytes * 11 // 10))
    page.locator("input[type=file]").first.set_input_files(large)
    refusal = words["file-refused"].replace("{mb}", str(BUDGET.bytes // 1_000_000))
    page.locator(f"[data-refused='{refusal}']").wait_for()
    page.get_by_role("button", name=words["file-remove"].format(name="1.csv"), exact=True).click()
    file = {"name": "2.csv", "mimeType": "text/csv", "buffer": TABLE}
    page.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("heading", name="2.csv").wait_for()
    wait_for_map(page)
    page.get_by_text(word("own-files", language), exact=True).click()
    page.get_by_role("button", name=words["file-choose"], exact=True).nth(2).wait_for()
    said = names_of(page)
    assert len(said) == 3
    assert all(words["file-choose"] in name for name in said)
    if language != "en":
        assert [
            ENGLISH.findall(re.sub(r"button|region|text|paragraph|JSON", "", s)) for s in said
        ] == [[]] * 3
