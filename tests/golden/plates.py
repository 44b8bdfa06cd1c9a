"""The plates that are looked at: what each shows, and how it is drawn as a picture."""

import io
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Final

from PIL import Image

from geo.atlas import Atlas
from geo.selection import opening
from layers.export import SeriesOrder, build_series
from layers.render.frame import PlateOptions
from layers.render.inks import to_inks
from layers.render.press import to_png
from layers.render.scene import build_scene
from layers.render.sheet import Sheet
from layers.series import Watch
from layers.series.multiples import build_multiples
from layers.view import build_view

FOLDER: Final = Path(__file__).parent
ROOT: Final = FOLDER.parents[1]

VIEWS: Final = ("sakhalin", "northern-sakhalin", "okha", "region")
YEARS: Final = ("1906", "1925", "1936")
LANGUAGES: Final = ("en", "ru", "ja", "zh")
SHEETS: Final = ("A4", "Slide 16:9", "Column 85 mm")
ACROSS: Final = frozenset({"Slide 16:9"})


@dataclass(frozen=True, slots=True)
class Plate:
    """One plate; with ``series`` it is a sheet of small multiples at those dates."""

    view: str
    date: str
    language: str = "en"
    sheet: str = "A4"
    inks: str = "screen"
    across: bool = False
    series: str = ""

    @property
    def name(self) -> str:
        """What its file is called."""
        size = self.sheet.replace(":", "x").replace(" ", "-").lower()
        date = (self.series or self.date).replace("/", "-")
        inks = "" if self.inks == "screen" else f"-{self.inks}"
        return f"{self.view}-{date}-{self.language}-{size}{inks}"

    @property
    def options(self) -> PlateOptions:
        """The sheet's options."""
        across = self.across or self.sheet in ACROSS
        orientation = "landscape" if across else "portrait"
        return PlateOptions(sheet=self.sheet, orientation=orientation, inks=self.inks)


GRID: Final = tuple(Plate(*values) for values in product(VIEWS, YEARS, LANGUAGES, SHEETS))

# Together they have every view, year, language, sheet and set of inks of the grid, and each view on
# each sheet, each language in each year.
KEPT: Final = (
    Plate("sakhalin", "1906", "en", "A4"),
    Plate("sakhalin", "1925", "ru", "Slide 16:9", "colour-blind"),
    Plate("sakhalin", "1936", "ja", "Column 85 mm", "black-and-white"),
    Plate("northern-sakhalin", "1925", "en", "Column 85 mm", "print"),
    Plate("northern-sakhalin", "1936", "ru", "A4"),
    Plate("northern-sakhalin", "1906", "zh", "Slide 16:9", "high-contrast"),
    Plate("okha", "1936", "en", "Slide 16:9"),
    Plate("okha", "1906", "ru", "Column 85 mm"),
    Plate("okha", "1925", "ja", "A4", "black-and-white"),
    Plate("region", "1925", "zh", "A4"),
    Plate("region", "1906", "ja", "Slide 16:9", "print"),
    Plate("region", "1936", "zh", "Column 85 mm"),
    Plate("sakhalin", "1906", "en", "A4", across=True, series="1905/1945/8"),
)

# The six that the front door shows.
SHOWN: Final = (
    Plate("region", "1925", "en", "A4", across=True),
    Plate("northern-sakhalin", "1926", "ru", "A4"),
    Plate("okha", "1936", "ja", "A4"),
    Plate("sakhalin", "1925", "zh", "A4", "print"),
    Plate("northern-sakhalin", "1932", "en", "A4", "black-and-white"),
    Plate("sakhalin", "1906", "en", "A4", across=True, series="1905/1945/8"),
)


def draw(atlas: Atlas, plate: Plate) -> Sheet:
    """Draw a plate as a sheet."""
    selection = replace(
        opening(atlas.catalog), view=plate.view, date=plate.date, language=plate.language
    )
    options = plate.options
    if not plate.series:
        return to_inks(build_scene(build_view(atlas, selection), options), plate.inks)
    series = build_series(atlas, SeriesOrder(selection, options, plate.series))
    return build_multiples(series, Watch(), total=len(series.views))


def to_picture(sheet: Sheet, dpi: float) -> Image.Image:
    """Print a sheet as pixels."""
    with Image.open(io.BytesIO(to_png(sheet, dpi))) as picture:
        return picture.convert("RGB")
