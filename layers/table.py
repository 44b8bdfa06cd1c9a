"""The text twin of the map: the same features as rows that can be read, sorted and searched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from geo.atlas import Atlas
from geo.catalog import localized
from geo.mentions import read_note
from geo.schema import to_records
from geo.source import to_citation
from geo.timespan import parse_edtf, to_label
from layers.card import name_of, say_when
from layers.citing import OWN_STYLE, cite, to_plain
from layers.view import LayerView, MapView
from layers.wording import has_word, word

COLUMNS: Final = (
    "id",
    "name",
    "layer",
    "category",
    "when",
    "holds",
    "position",
    "certainty",
    "sources",
)


def _position(row: Mapping[str, Any], language: str) -> str:
    """Say in words where a feature is, and how well that is known."""
    if row["geometry"] is None or row["geometry"].is_empty:
        return word("position-unknown", language)
    if pd.isna(row["precision_km"]):
        return ""
    return word("position-known", language).format(km=f"{row['precision_km']:g}")


def _layer_rows(layer: LayerView, language: str) -> list[tuple[str, ...]]:
    """Give one tuple per feature of a dated layer, in the order of COLUMNS."""
    titles = {c.id: localized(c.title, language) for c in layer.spec.categories}
    return [
        (
            str(row["id"]),
            name_of(row, language),
            layer.title,
            titles.get(str(row["category"]), str(row["category"])),
            say_when(row, language),
            word("possible", language) if row["holds"] == "possible" else word("certain", language),
            _position(row, language),
            word(str(row["certainty"]), language),
            "; ".join(row["sources"]),
        )
        for row in to_records(layer.features)
    ]


def build_table(view: MapView) -> pd.DataFrame:
    """Give what the view's dated layers hold as text, one row per feature.

    Returns
    -------
    pandas.DataFrame
        Columns COLUMNS, all text; RangeIndex; layers from the top of the map
        down, each in its own order.
    """
    rows = [row for layer in reversed(view.dated) for row in _layer_rows(layer, view.language)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def build_sources_table(atlas: Atlas, view: MapView, *, style: str = OWN_STYLE) -> pd.DataFrame:
    """Give all sources as text; ``number`` is the place on the sheet of those in view, or empty.

    ``title`` is the title, or the source as it is cited in a style other than the atlas's own.
    """
    sources = tuple(atlas.sources.values())
    told = [source.title for source in sources]
    if style != OWN_STYLE:
        told = [to_plain(citation) for citation in cite(sources, style)]
    numbers = {source.id: str(i) for i, source in enumerate(view.sources, start=1)}
    rows = [
        (numbers.get(s.id, ""), s.id, text, s.reliability, s.language, s.part_seen, s.url)
        for s, text in zip(sources, told, strict=True)
    ]
    frame = pd.DataFrame(
        rows, columns=["number", "id", "title", "reliability", "language", "part_seen", "url"]
    )
    order = pd.to_numeric(frame["number"], errors="coerce").fillna(len(frame) + 1)
    return frame.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def _title(atlas: Atlas, source_id: str, language: str) -> str:
    """Give the title of a source, or say that there is none."""
    source = atlas.sources.get(source_id)
    return source.title if source else word(source_id, language)


def _listed(atlas: Atlas, sources: Iterable[str], language: str) -> list[str]:
    """Give the titles of sources with their numbers."""
    return [f"[{k}] {_title(atlas, name, language)}" for k, name in enumerate(sources, start=1)]


def build_numbers(atlas: Atlas, *, language: str = "en") -> pd.DataFrame:
    """Give the figures as the sources state them.

    Returns
    -------
    pandas.DataFrame
        Columns when, series, value, unit, qualifier, certainty, sources, note
        as text, a note with the numbers of sources in its row; ``year`` (decimal, the middle of
        the dated span) and ``amount`` are numbers, missing where the source gives a range or words.
    """
    rows = []
    for figure in atlas.statistics:
        span = parse_edtf(figure.when)
        middle = (span.start_earliest + span.end_latest) / 2
        noted = read_note(figure.note, figure.sources, known=atlas.sources)
        rows.append(
            {
                "when": to_label(figure.when, language=language),
                "series": figure.series,
                "value": figure.value,
                "unit": figure.unit,
                "qualifier": figure.qualifier,
                "certainty": figure.certainty,
                "sources": "; ".join(_listed(atlas, noted.sources, language)),
                "note": noted.numbered(),
                "year": round(1970 + middle / 365.2425, 2),
                "amount": pd.to_numeric(figure.value, errors="coerce"),
            }
        )
    return pd.DataFrame(rows)


def build_people(atlas: Atlas) -> pd.DataFrame:
    """Give the people, firms and bodies as text, in the order of the record."""
    rows = [
        (x.name, x.name_ja, x.kind, x.country, x.role, "; ".join(x.sources)) for x in atlas.people
    ]
    return pd.DataFrame(rows, columns=["name", "name_ja", "kind", "country", "role", "sources"])


def build_disputes(atlas: Atlas, *, language: str = "en") -> pd.DataFrame:
    """Give the points on which sources disagree: topic, the claims side by side, what we show.

    They name sources by their numbers in the row's list.
    """
    rows = []
    for x in atlas.conflicts:
        claims, shown = (
            read_note(text, x.sources, known=()).numbered() for text in (x.claims, x.suggestion)
        )
        listed = "; ".join(_listed(atlas, x.sources, language))
        rows.append((x.topic, "• " + claims.replace(" || ", "  • "), shown, listed))
    return pd.DataFrame(rows, columns=["topic", "claims", "shown", "sources"])


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article as the page shows it; ``links`` are (feature id, name)."""

    id: str
    heading: str
    text: str
    basis: str
    citations: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TreatyPart:
    """One instrument of the treaty: the convention, a protocol, a declaration."""

    title: str
    articles: tuple[ArticleText, ...]


def _citation(atlas: Atlas, source_id: str, language: str) -> str:
    source = atlas.sources.get(source_id)
    return to_citation(source) if source else word(source_id, language)


def build_treaty(atlas: Atlas, *, language: str = "en") -> tuple[TreatyPart, ...]:
    """Give the articles of the treaty by instrument, in the order of the record.

    A note names sources by their titles. Links lead to features of the map; those to people and
    figures stay in the record.
    """
    parts: dict[str, list[ArticleText]] = {}
    features = set(atlas.features["id"])
    for article in atlas.articles:
        heading = ". ".join(x for x in (article.number, article.title_in(language)) if x)
        noted = read_note(article.note, article.sources, known=atlas.sources)
        titles = {name: _title(atlas, name, language) for name in noted.sources}
        parts.setdefault(article.part, []).append(
            ArticleText(
                id=article.id,
                heading=heading,
                text=" ".join(x for x in (article.text, noted.told(titles)) if x),
                basis=word(f"basis-{article.basis}", language),
                citations=tuple(_citation(atlas, name, language) for name in noted.sources),
                links=tuple(
                    (i, name_of(atlas.row(i), language)) for i in article.links if i in features
                ),
            )
        )
    titles = {
        part: word(f"part-{part}", language)
        if has_word(f"part-{part}")
        else part.replace("-", " ").title()
        for part in parts
    }
    return tuple(TreatyPart(titles[part], tuple(items)) for part, items in parts.items())
