"""Sources as they are cited on a sheet."""

from typing import Final

from geo.source import Source
from layers.render.notes import Citation
from layers.render.spans import Span

_LONGEST: Final = 150  # characters of a citation on the sheet; the whole is in the metadata


def to_short_citation(source: Source) -> Citation:
    """Cite a source by author, title and year, cut where it would run on."""
    text = ", ".join(part for part in (source.author, source.title, source.published) if part)
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return (Span(text),)
