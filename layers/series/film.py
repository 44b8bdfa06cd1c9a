"""Films through the dates of a series: GIF, WebP and APNG by Pillow, MP4 by ffmpeg."""

import io
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Final

from PIL import Image

from geo.errors import LimitError, PressError
from layers.render.metadata import PROGRAM, add_png_chunks, to_png_chunks, to_xmp, values_of
from layers.render.press import WEBP_MOST_PIXELS_ACROSS, check_resolution, to_job
from layers.render.scene import PlateOptions
from layers.render.sheet import Sheet
from layers.series.clock import draw_clock
from layers.series.colours import choose_palette
from layers.series.program import run_program
from layers.series.series import Series, check_sheet, describe, draw_all, head_of
from layers.series.watch import Watch

MOST_PIXELS: Final = 150_000_000  # of all pictures together
NO_FFMPEG: Final = (
    "MP4 needs the program ffmpeg, which is not on this computer: install it (pip install "
    "imageio-ffmpeg, apt install ffmpeg, brew install ffmpeg), or choose GIF, WebP or APNG."
)

_INCH_MM: Final = 25.4
_FPS: Final = 10  # pictures stand still: more would only take longer
_FFMPEG_SECONDS: Final = 600.0


@dataclass(frozen=True, slots=True)
class Reel:
    """The pictures of a film, each still as PNG, and what the film says of itself."""

    pngs: tuple[bytes, ...]
    about: Sheet
    series: Series

    @property
    def durations(self) -> list[int]:
        """How long each picture is shown, in milliseconds."""
        return [self.series.frame_ms] * (len(self.pngs) - 1) + [self.series.last_ms]

    def pictures(self) -> Iterator[Image.Image]:
        """Open picture after picture."""
        for png in self.pngs:
            with Image.open(io.BytesIO(png)) as picture:
                yield picture.convert("RGB")


def pixels_of(options: PlateOptions, dpi: float) -> tuple[int, int]:
    """Give width and height of the pictures.

    Raises
    ------
    LimitError
        When the sheet is none.
    """
    check_sheet(options)
    width, height = (round(mm * dpi / _INCH_MM) for mm in options.size_mm)
    return width, height


def check_film(series: Series) -> None:
    """Refuse a film that would not fit into memory.

    Raises
    ------
    LimitError
        With the limit and what was asked.
    """
    width, height = pixels_of(series.options, series.dpi)
    pixels = width * height * len(series.views)
    if pixels > MOST_PIXELS:
        message = (
            f"{len(series.views)} pictures of {width} x {height} pixels make {pixels / 1e6:,.0f} "
            f"million; a film holds at most {MOST_PIXELS / 1e6:,.0f} million. Choose a lower dpi, "
            "a smaller sheet or a greater step."
        )
        raise LimitError(message)


def shoot(series: Series, watch: Watch) -> Reel:
    """Print the pictures of a film; its last step is left for whoever joins them."""
    check_film(series)
    total = len(series.views) + 1
    pngs, sheets = [], []
    for sheet in draw_all(
        series,
        watch,
        total=total,
        head_mm=head_of(series),
        more=lambda at: (draw_clock(series, at),),
    ):
        check_resolution(sheet, series.dpi)
        pngs.append(series.print_job(to_job(sheet, "png", series.dpi)))
        sheets.append(replace(sheet, groups=()))  # the drawing is not kept
    watch.step(total - 1, total)
    return Reel(tuple(pngs), describe(series, sheets), series)


def _finish(series: Series, watch: Watch, film: bytes) -> bytes:
    """Say that the last step is done."""
    total = len(series.views) + 1
    watch.step(total, total)
    return film


def _comment(about: Sheet) -> bytes:
    told = (f"{name}: {value}" for name, value in about.metadata)
    return "\n".join((about.title, about.description, PROGRAM, *told)).encode()


def write_gif(series: Series, watch: Watch) -> bytes:
    """Write a GIF: one palette for all pictures, no dithering."""
    reel = shoot(series, watch)
    palette = choose_palette(reel.pictures, len(reel.pngs))
    first, *others = (palette.apply(picture) for picture in reel.pictures())
    file = io.BytesIO()
    first.save(
        file,
        "GIF",
        save_all=True,
        append_images=others,
        duration=reel.durations,
        loop=0,
        comment=_comment(reel.about),
    )
    return _finish(series, watch, file.getvalue())


def write_webp(series: Series, watch: Watch) -> bytes:
    """Write a WebP film without loss."""
    if max(pixels_of(series.options, series.dpi)) > WEBP_MOST_PIXELS_ACROSS:
        message = f"WebP holds at most {WEBP_MOST_PIXELS_ACROSS:,} pixels across; lower the dpi."
        raise LimitError(message)
    reel = shoot(series, watch)
    first, *others = reel.pictures()
    file = io.BytesIO()
    first.save(
        file,
        "WEBP",
        save_all=True,
        append_images=others,
        duration=reel.durations,
        loop=0,
        lossless=True,
        method=2,
        xmp=to_xmp(reel.about),
    )
    return _finish(series, watch, file.getvalue())


def write_apng(series: Series, watch: Watch) -> bytes:
    """Write an APNG, which programs that do not know films show as its first picture."""
    reel = shoot(series, watch)
    first, *others = reel.pictures()
    file = io.BytesIO()
    first.save(file, "PNG", save_all=True, append_images=others, duration=reel.durations, loop=0)
    film = add_png_chunks(file.getvalue(), to_png_chunks(reel.about, series.dpi))
    return _finish(series, watch, film)


def _packaged_ffmpeg() -> str:
    """Give the path of the ffmpeg that the package imageio-ffmpeg brings; empty without it."""
    try:
        return str(import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return ""


def find_ffmpeg() -> str:
    """Give the path of ffmpeg: of the machine, or else of an optional package.

    Raises
    ------
    PressError
        When it is not installed, with what to do.
    """
    found = shutil.which("ffmpeg") or _packaged_ffmpeg()
    if not found:
        raise PressError(NO_FFMPEG)
    return found


def _ffmpeg(program: str, size: tuple[int, int], reel: Reel, out: Path) -> list[str]:
    """Give the command that makes a film of raw pictures, the same bytes each time."""
    about = {
        "title": reel.about.title,
        "comment": reel.about.description,
        "copyright": values_of(reel.about, "rights"),
        "description": dict(reel.about.metadata).get("state", ""),
    }
    told = [word for name, text in about.items() for word in ("-metadata", f"{name}={text}")]
    raw = (
        f"-f rawvideo -pix_fmt rgb24 -s {size[0]}x{size[1]} -framerate 1000/{reel.series.frame_ms}"
    )
    exact = "-map_metadata -1 -fflags +bitexact -flags:v +bitexact"
    # limited range of BT.709, said in the file, so that players show the colours of the sheet
    colour = "-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv"
    film = f"-c:v libx264 -preset medium -crf 20 -threads 1 -r {_FPS} {colour}"
    turn = "scale=out_color_matrix=bt709:out_range=tv:flags=bitexact+accurate_rnd,format=yuv420p"
    return [
        *(program, "-hide_banner", "-loglevel", "error", "-y", *raw.split(), "-i", "-"),
        *("-vf", turn, *film.split(), *exact.split(), *told, "-movflags", "+faststart", str(out)),
    ]


def _raw(reel: Reel, size: tuple[int, int]) -> Iterator[bytes]:
    """Give the pixels of picture after picture, the last as often as the film stands still on it.

    At least twice, since ffmpeg shows a second picture that is the last for a tenth of a second alone.
    """
    pixels = b""
    for picture in reel.pictures():
        pixels = picture.crop((0, 0, *size)).tobytes()
        yield pixels
    yield from itertools.repeat(pixels, max(-(-reel.series.last_ms // reel.series.frame_ms) - 1, 1))


def write_mp4(series: Series, watch: Watch) -> bytes:
    """Write an MP4 that begins to play before it is loaded; it needs ffmpeg."""
    program = find_ffmpeg()
    reel = shoot(series, watch)
    width, height = pixels_of(series.options, series.dpi)
    size = (width - width % 2, height - height % 2)  # the format halves its colours
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "film.mp4")
        total = len(series.views) + 1
        status, _, said = run_program(
            _ffmpeg(program, size, reel, out),
            _raw(reel, size),
            watch,
            step=(total - 1, total),
            seconds=_FFMPEG_SECONDS,
        )
        if status:
            message = f"ffmpeg could not make the film: {said.strip()[:300]}"
            raise PressError(message)
        film = out.read_bytes()
    return _finish(series, watch, film)
