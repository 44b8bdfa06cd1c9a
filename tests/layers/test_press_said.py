"""What the press and the makers of series say: no sentence of theirs is left in English on the page."""

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from geo.atlas import Atlas
from geo.crew import NoAnswerError
from geo.errors import AtlasError
from geo.selection import opening
from layers.export import EXPORTERS, check_options, export
from layers.render import worker
from layers.render.frame import SHEETS, PlateOptions
from layers.render.press import check_pixels
from layers.saying import LANGUAGES, say, say_error
from layers.series import (
    SERIES_KINDS,
    Series,
    StoppedError,
    Watch,
    frames_of,
    make_series,
    parse_moments,
    phases,
    years,
)
from tests.layers.test_saying import ENGLISH, forms

ROOT = Path(__file__).parents[2]
SPEAKERS = sorted((ROOT / "layers" / "series").glob("*.py")) + [
    ROOT / "layers" / "render" / name for name in ("press.py", "worker.py", "frame.py")
]
# Written as sentences are, but never said: what a template holds, and labels of formats.
NOT_SAID = re.compile(
    r"#let |#set |.*-f rawvideo|-\w|scale=|datetime\(|small multiples|Noto |Sources and notes|ZIP of"
)
IDS = sorted([*EXPORTERS, *SERIES_KINDS, *SHEETS], key=len, reverse=True)
NAMES = re.compile(
    r"'[^']*'|ffmpeg|pip install imageio-ffmpeg|apt install|brew install|WebP|APNG|TIFF|phases|"
    + "|".join(map(re.escape, IDS))
)
SAID = sorted({form for path in SPEAKERS for form in forms(path) if not NOT_SAID.match(form)})


def leftovers(said: str) -> list[str]:
    return ENGLISH.findall(NAMES.sub("", said))


@pytest.fixture(scope="module")
def series(tiny_atlas: Atlas) -> Series:
    views = frames_of(tiny_atlas, opening(tiny_atlas.catalog), years(1905, 1907))
    return Series(views, "The Toy Island", PlateOptions(sheet="A5"), dpi=48)


def test_there_are_sentences_to_look_at():
    assert len(SAID) > 20


@pytest.mark.parametrize("form", SAID)
def test_every_sentence_of_the_press_is_said_in_every_language(form: str):
    assert [leftovers(say(form, language)) for language in LANGUAGES] == [[], [], []]


@pytest.mark.parametrize("trouble", ["crowded", "no-turn", "late", "stopped", "broken"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_press_that_gives_no_sheet_says_why(
    series: Series, trouble: str, language: str, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object, **__: object) -> None:
        raise NoAnswerError(trouble=trouble)  # type: ignore[arg-type]

    monkeypatch.setattr(worker.Press, "ask", fail)
    with worker.Press() as press, pytest.raises(AtlasError) as failed:
        make_series(replace(series, print_job=press.print_job), "zip")
    said = say_error(failed.value, language)
    assert said != str(failed.value)
    assert leftovers(said) == []


FAULTS: dict[str, Callable[[Series, Atlas], object]] = {
    "no dates": lambda series, _: make_series(replace(series, views=()), "gif"),
    "no sheet": lambda series, _: make_series(
        replace(series, options=PlateOptions(sheet="B0")), "zip"
    ),
    "small": lambda series, _: make_series(
        replace(series, options=PlateOptions(width_mm=5.0, height_mm=5.0)), "zip"
    ),
    "large": lambda series, _: make_series(replace(series, dpi=1200), "gif"),
    "crowd": lambda series, _: make_series(replace(series, views=series.views * 20), "multiples"),
    "pace": lambda series, _: make_series(replace(series, frame_ms=1), "gif"),
    "kind": lambda series, _: make_series(series, "avi"),
    "backwards": lambda *_: years(1930, 1920),
    "many": lambda *_: years(1600, 2000),
    "soon": lambda _, atlas: parse_moments("soon", catalog=atlas.catalog, language="en"),
    "phases": lambda _, atlas: phases(replace(atlas.catalog, phases=()), "en"),
    "sheet": lambda *_: check_options(PlateOptions(width_mm=5.0, height_mm=5.0)),
    "dpi": lambda *_: check_pixels((210.0, 297.0), 5000),
    "pixels": lambda *_: check_pixels((2000.0, 2000.0), 600),
    "format": lambda series, _: export(series.views[0], "bmp"),
    "stopped": lambda series, _: make_series(series, "gif", watch=Watch(cancelled=lambda: True)),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_cannot_be_made_is_said_in_every_language(
    series: Series, tiny_atlas: Atlas, fault: str, language: str
):
    with pytest.raises(AtlasError) as failed:
        FAULTS[fault](series, tiny_atlas)
    assert isinstance(failed.value, StoppedError) == (fault == "stopped")
    said = say_error(failed.value, language)
    assert said != str(failed.value)
    assert leftovers(said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_ffmpeg_every_reader_is_told_what_to_do(
    series: Series, language: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(AtlasError) as failed:
        make_series(series, "mp4")
    said = say_error(failed.value, language)
    assert "pip install imageio-ffmpeg" in said
    assert leftovers(said) == []
