"""A language is whole: every table of words has it, and what is missing is named."""

import csv
import io

import pytest

from geo.brought import GROUP
from geo.dateforms import WORDINGS
from geo.measure import MEASURES
from layers import saying, wording
from layers.assets import read_asset
from layers.render import phrases
from layers.wording import LANGUAGES, in_language


def _tuples(texts: dict[str, tuple[str, ...]], language: str) -> list[str]:
    place = list(LANGUAGES).index(language)
    return [key for key, said in texts.items() if not "".join(said[place : place + 1]).strip()]


def _rows(name: str, language: str) -> list[str]:
    rows = csv.DictReader(io.StringIO(read_asset(name)))
    return [row.get("key") or row["en"] for row in rows if not (row.get(language) or "").strip()]


def missing(language: str) -> list[str]:
    """Name every word that a language lacks, with the file in which to write it."""
    found = [f"layers/wording.py: {key}" for key in _tuples(dict(wording._WORDS), language)]
    found += [
        f"layers/render/phrases.py: {key}" for key in _tuples(dict(phrases._PHRASES), language)
    ]
    tables = ["map-words.csv", "own-words.csv", *(f"{name}-words.csv" for name in saying.TABLES)]
    for name in tables:
        found += [f"layers/assets/{name}: {key}" for key in _rows(name, language)]
    places = {
        "layers/render/phrases.py: _HEMISPHERES": phrases._HEMISPHERES,
        "layers/saying.py: LANGUAGES": ("en", *saying.LANGUAGES),
        "geo/dateforms.py: WORDINGS": WORDINGS,
        "geo/measure.py: MEASURES": MEASURES,
        "geo/brought/joining.py: GROUP": GROUP.title,
    }
    return found + [place for place, known in places.items() if language not in known]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_word(language: str):
    found = missing(language)
    assert not found, "\n".join([f"{language} lacks {len(found)} words:", *found])


def test_a_word_that_is_missing_is_named_with_its_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(globals(), "LANGUAGES", {**LANGUAGES, "uk": "Українська"})
    found = missing("uk")
    assert "layers/wording.py: legend" in found
    assert "layers/render/phrases.py: north" in found
    assert "layers/assets/map-words.csv: clock" in found
    assert "layers/assets/own-words.csv: own-intro" in found
    assert "geo/dateforms.py: WORDINGS" in found
    assert len(found) > 400


def test_a_language_that_is_begun_speaks_english_where_it_has_no_word():
    assert in_language(("Legend", "", "凡例"), "ru") == "Legend"
    assert in_language(("Legend",), "zh") == "Legend"
    assert in_language(("Legend", "Обозначения"), "uk") == "Legend"
