"""The 256 colours of a GIF: those that areas, lines and lettering are printed in, each as it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from PIL import Image

_COLOURS: Final = 256
_FLAT: Final = 112  # of those: the most frequent
_SAMPLE_PIXELS: Final = 2_000_000  # of all pictures, from which the colours are chosen
_CODE: Final = np.array([65_536, 256, 1])


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """Colours for all pictures of a film.

    Attributes
    ----------
    whole
        All of them, as a picture that Pillow takes them from.
    codes, places
        The flat ones as numbers in ascending order, and where each is among all. Pillow looks for
        the nearest colour in coarse steps, and would take a neighbour.
    """

    whole: Image.Image
    codes: np.ndarray[Any, Any]
    places: np.ndarray[Any, Any]

    def apply(self, picture: Image.Image) -> Image.Image:
        """Draw a picture in these colours, without dithering."""
        near = picture.quantize(palette=self.whole, dither=Image.Dither.NONE)
        codes = np.asarray(picture) @ _CODE
        at = np.searchsorted(self.codes, codes).clip(max=len(self.codes) - 1)
        found = np.where(self.codes[at] == codes, self.places[at], np.asarray(near))
        made = Image.fromarray(found.astype(np.uint8), "P")
        made.putpalette(self.whole.getpalette() or [])
        return made


def choose_palette(pictures: Callable[[], Iterator[Image.Image]], count: int) -> Palette:
    """Choose the colours from all pictures together: the frequent ones, and mixtures of the rest."""
    samples: list[Image.Image] = []
    for picture in pictures():
        step = max(1, round((picture.width * picture.height * count / _SAMPLE_PIXELS) ** 0.5))
        size = (max(picture.width // step, 1), max(picture.height // step, 1))
        samples.append(picture.resize(size, Image.Resampling.NEAREST))
    pool = Image.new("RGB", (samples[0].width, sum(sample.height for sample in samples)))
    top = 0
    for sample in samples:
        pool.paste(sample, (0, top))
        top += sample.height
    codes, counts = np.unique(np.asarray(pool) @ _CODE, return_counts=True)
    frequent = np.argsort(-counts, kind="stable")[:_FLAT]
    flat = codes[frequent]
    mixed = pool.quantize(_COLOURS - len(flat), Image.Quantize.MEDIANCUT)
    whole = Image.new("P", (1, 1))
    channels = np.stack([flat >> 16, flat >> 8 & 255, flat & 255], axis=1)
    whole.putpalette([*channels.ravel().tolist(), *(mixed.getpalette() or [])])
    order = np.argsort(flat)
    return Palette(whole, flat[order], order)
