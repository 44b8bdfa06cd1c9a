"""A file that takes long is told and can be stopped; the page goes on meanwhile."""

import threading

import pytest

from geo.brought import Surgery
from layers.page import examining
from layers.wording import LANGUAGES, word
from tests.brought.conftest import TOWNS
from tests.page.test_yours import bring, press, settle, uploads, visit

__all__ = ["visit"]  # a fixture of the neighbour


@pytest.fixture
def slow(monkeypatch):
    """Let each file be read only when told; give what tells, and what was asked meanwhile."""
    go = threading.Event()
    usual = Surgery.diagnose

    def wait(self, *values, is_unwanted, **options):
        while not go.wait(0.05):
            if is_unwanted():
                return usual(self, *values, is_unwanted=is_unwanted, **options)
        return usual(self, *values, is_unwanted=is_unwanted, **options)

    monkeypatch.setattr(Surgery, "diagnose", wait)
    monkeypatch.setattr(examining, "PATIENCE_S", 0.1)
    yield go
    go.set()


def drop(page, name: str = "my towns.csv", data: bytes = TOWNS):
    page.file_uploader[0].upload(name, data)
    page.run()
    assert not page.exception
    return page


def shown(page) -> str:
    return " ".join(element.value for element in (*page.markdown, *page.error, *page.caption))


def stop(page):
    next(button for button in page.button if button.key == "own stop").click().run()
    return settle(page)


def test_a_file_that_takes_long_is_told_with_its_name_and_a_button(visit, slow):
    page = drop(visit())
    assert "Examining “my towns\\.csv”" in shown(page)
    assert next(button.label for button in page.button if button.key == "own stop") == "Stop"
    slow.set()
    assert uploads(settle(page))[0].diagnosis.rows_in == 6
    assert "own stop" not in [button.key for button in page.button]


def test_the_page_goes_on_meanwhile(visit, slow):
    page = drop(visit())
    page.button_group(key="section").select("holds").run()
    assert not page.exception
    assert len(page.dataframe)
    slow.set()
    page.button_group(key="section").select("yours").run()
    assert len(uploads(settle(page))) == 1


def test_a_file_that_is_stopped_is_not_on_the_shelf_and_that_is_said(visit, slow):
    page = stop(drop(visit()))
    assert uploads(page) == ()
    assert "stopped as asked" in page.error[0].value
    slow.set()
    assert len(uploads(bring(page))) == 1


def test_a_change_that_is_stopped_leaves_the_file_as_it_was(visit, slow):
    slow.set()
    page = bring(visit())
    slow.clear()
    next(b for b in page.button if b.key.endswith("swap-coordinates")).click().run()
    assert "being examined anew" in shown(page)
    page = stop(page)
    assert uploads(page)[0].recipe.repairs == ()
    slow.set()
    assert uploads(press(page, "swap-coordinates"))[0].recipe.repairs == ("swap-coordinates",)


def test_files_brought_meanwhile_wait_and_all_come(visit, slow):
    page = drop(drop(visit()), "second.csv", b"name,when\nX,1921\n")
    assert uploads(page) == ()
    slow.set()
    assert [upload.name for upload in uploads(settle(page))] == ["my towns.csv", "second.csv"]


def test_what_is_chosen_for_a_file_meanwhile_stays(visit, slow):
    slow.set()
    page = bring(visit())
    own = page.session_state["own"]
    slow.clear()
    next(b for b in page.button if b.key.endswith("swap-coordinates")).click().run()
    own.shelf = own.shelf.without(1)
    slow.set()
    assert uploads(settle(page)) == ()


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_and_stopped_in_every_language(visit, language):
    page = visit(language=language)
    drop(page)
    assert word("own-seconds", language).format(n=0)[-2:] in shown(page)
    page = stop(page)
    assert ("stopped as asked" in page.error[0].value) == (language == "en")
