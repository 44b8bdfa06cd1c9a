"""Films through the years."""

import io
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image, ImageChops, ImageColor

from geo.atlas import Atlas
from geo.errors import LimitError, PressError
from geo.selection import opening
from layers.render.scene import FURNITURE, PlateOptions
from layers.series import SERIES_KINDS, Series, StoppedError, Watch, frames_of, make_series, years
from layers.series.series import LAST_TIMES
from layers.style import CRIMSON, INK, PAPER, WATER

PICTURES = ("gif", "webp", "apng")
BELOW_THE_CLOCK = 9  # pixels; its line of time depends on the other pictures
SMALL = PlateOptions(width_mm=100.0, height_mm=80.0)


@pytest.fixture(scope="module")
def series(tiny_atlas: Atlas) -> Series:
    """Three years of the toy island."""
    views = frames_of(tiny_atlas, opening(tiny_atlas.catalog), years(1905, 1907))
    return Series(views, "The Toy Island", SMALL, dpi=48, frame_ms=500)


@pytest.fixture
def ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for ffmpeg: copy the pictures to the film, and note the words it was called with."""
    program = tmp_path / "ffmpeg"
    program.write_text(
        f'#!/bin/sh\necho "$@" > \'{tmp_path}/words\'\nfor last; do :; done\ncat > "$last"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    return tmp_path / "words"


@pytest.mark.parametrize("kind", PICTURES)
def test_a_film_has_a_picture_for_each_year(series: Series, kind: str):
    with Image.open(io.BytesIO(make_series(series, kind))) as film:
        assert (film.n_frames, film.size) == (3, (189, 151))


@pytest.mark.parametrize("kind", PICTURES)
def test_a_film_keeps_its_pace_and_begins_again(series: Series, kind: str):
    with Image.open(io.BytesIO(make_series(series, kind))) as film:
        film.seek(1)
        film.load()
        assert (film.info["duration"], film.info["loop"]) == (500, 0)


@pytest.mark.parametrize("kind", PICTURES)
def test_the_clock_is_drawn_in_even_when_the_sheet_leaves_the_date_out(series: Series, kind: str):
    dateless = replace(SMALL, show=FURNITURE - {"date"})
    assert make_series(replace(series, options=dateless), kind) == make_series(series, kind)


@pytest.mark.parametrize("kind", ["webp", "apng"])
def test_films_without_loss_show_the_very_sheets(series: Series, kind: str):
    whole = make_series(series, kind)
    alone = make_series(replace(series, views=series.views[2:]), kind)
    with Image.open(io.BytesIO(whole)) as film, Image.open(io.BytesIO(alone)) as still:
        film.seek(2)
        difference = ImageChops.difference(film.convert("RGB"), still.convert("RGB"))
        difference.paste(0, (0, 0, difference.width, BELOW_THE_CLOCK))
    assert difference.getbbox() is None


@pytest.mark.parametrize("kind", PICTURES)
def test_a_film_stands_still_before_it_begins_again(series: Series, kind: str):
    with Image.open(io.BytesIO(make_series(series, kind))) as film:
        film.seek(2)
        film.load()
        assert film.info["duration"] == 500 * LAST_TIMES


def test_a_gif_keeps_the_colours_that_mean_something(series: Series):
    usual = replace(series, dpi=96)
    with Image.open(io.BytesIO(make_series(usual, "gif"))) as film:
        colours = {colour for _, colour in film.convert("RGB").getcolors(1 << 20)}
    assert {ImageColor.getrgb(colour) for colour in (CRIMSON, INK, PAPER, WATER)} <= colours


def test_a_gif_has_the_same_colours_in_all_its_pictures(series: Series):
    with Image.open(io.BytesIO(make_series(series, "gif"))) as film:
        corners = []
        for at in range(film.n_frames):
            film.seek(at)
            corners.append(film.convert("RGB").getpixel((0, 0)))
    assert len(set(corners)) == 1


@pytest.mark.parametrize("kind", PICTURES)
def test_a_film_says_what_it_shows(series: Series, kind: str):
    assert b"1905/1907" in make_series(series, kind)


def test_a_film_too_large_for_memory_is_refused_before_it_is_drawn(series: Series):
    steps: list[int] = []
    large = replace(series, dpi=1200, options=PlateOptions())
    with pytest.raises(LimitError, match="418 million; a film holds at most 150 million"):
        make_series(large, "gif", watch=Watch(lambda done, _: steps.append(done)))
    assert steps == []


@pytest.mark.parametrize("pace", [0, 30_000])
def test_a_film_that_nobody_could_follow_is_refused(series: Series, pace: int):
    with pytest.raises(LimitError, match="40 to 20000 ms"):
        make_series(replace(series, frame_ms=pace), "gif")


def test_without_ffmpeg_the_reader_is_told_what_to_install(
    series: Series, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(PressError, match=r"MP4 needs the program ffmpeg.*choose GIF"):
        make_series(series, "mp4")


def test_the_ffmpeg_of_the_optional_package_is_found(
    series: Series, ffmpeg: Path, monkeypatch: pytest.MonkeyPatch
):
    program = str(shutil.which("ffmpeg"))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    package = SimpleNamespace(get_ffmpeg_exe=lambda: program)
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", package)
    assert make_series(series, "mp4")
    assert "libx264" in ffmpeg.read_text(encoding="utf-8")


@pytest.mark.usefixtures("ffmpeg")
def test_ffmpeg_gets_every_picture_cut_to_even_sides(series: Series):
    pictures = 2 + LAST_TIMES  # the last stands still
    assert len(make_series(series, "mp4")) == pictures * 188 * 150 * 3


@pytest.mark.parametrize(
    "words",
    [
        "-s 188x150 -framerate 1000/500",
        "-c:v libx264",
        "format=yuv420p",
        "-threads 1",
        "-flags:v +bitexact",
        "-movflags +faststart",
        "title=The Toy Island",
    ],
)
def test_ffmpeg_is_asked_for_a_film_that_plays_anywhere(series: Series, ffmpeg: Path, words: str):
    make_series(series, "mp4")
    assert words in ffmpeg.read_text(encoding="utf-8")


def test_what_ffmpeg_complains_of_is_passed_on(
    series: Series, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    program = tmp_path / "ffmpeg"
    program.write_text("#!/bin/sh\necho Unknown encoder >&2\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    with pytest.raises(PressError, match="could not make the film: Unknown encoder"):
        make_series(series, "mp4")


def test_ffmpeg_is_ended_when_nobody_wants_the_film_any_more(
    series: Series, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    program = tmp_path / "ffmpeg"
    program.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    steps: list[int] = []
    watch = Watch(lambda done, _: steps.append(done), lambda: len(steps) == 4)
    with pytest.raises(StoppedError, match="after 3 of 4"):
        make_series(series, "mp4", watch=watch)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_a_real_film_is_the_same_each_time_and_can_be_played(series: Series, tmp_path: Path):
    film = make_series(series, "mp4")
    assert film == make_series(series, "mp4")
    path = tmp_path / "film.mp4"
    path.write_bytes(film)
    played = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(path), "-f", "null", "-"],
        check=False,
        capture_output=True,
    )
    assert (played.returncode, played.stderr) == (0, b"")


def test_the_suffixes_of_series_tell_them_apart():
    assert len({kind.suffix for kind in SERIES_KINDS.values()}) == len(SERIES_KINDS)
