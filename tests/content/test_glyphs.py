"""Every character that the atlas has to print can be drawn by its own fonts."""

from collections.abc import Iterator
from dataclasses import fields

import pytest

from geo.atlas import Atlas
from layers.render.fonts import missing_glyphs
from layers.wording import LANGUAGES

NAMES = {"name": "en", "name_ru": "ru", "name_ja": "ja", "name_zh": "zh"}
PROSE = ("text", "note", "category")


def texts_of_features(atlas: Atlas) -> Iterator[tuple[str, str, str]]:
    for row in atlas.features.to_dict("records"):
        for column, language in NAMES.items():
            yield f"{row['id']}, {column}", row[column], language
        for column in PROSE:
            yield f"{row['id']}, {column}", row[column], "en"
        for field, value in row["details"]:
            yield f"{row['id']}, {field}", value, "en"


def texts_of_sources(atlas: Atlas) -> Iterator[tuple[str, str, str]]:
    for source in atlas.sources.values():
        for field in fields(source):
            value = getattr(source, field.name)
            if isinstance(value, str):
                yield f"{source.id}, {field.name}", value, "en"


def texts_of_catalog(atlas: Atlas) -> Iterator[tuple[str, str, str]]:
    catalog = atlas.catalog
    titled = (
        *catalog.views,
        *catalog.layers,
        *catalog.phases,
        *(category for spec in catalog.layers for category in spec.categories),
    )
    for item in titled:
        for language, text in item.title.items():
            yield f"{item.id}, title", text, language
    for language, text in catalog.title.items():
        yield "atlas, title", text, language


def texts_of_records(atlas: Atlas) -> Iterator[tuple[str, str, str]]:
    for record in (*atlas.articles, *atlas.people, *atlas.statistics, *atlas.conflicts):
        for field in fields(record):
            value = getattr(record, field.name)
            if isinstance(value, str):
                language = "ja" if field.name.endswith("_ja") else "en"
                yield f"{record.id}, {field.name}", value, language


TEXTS = {
    "features": texts_of_features,
    "sources": texts_of_sources,
    "catalog": texts_of_catalog,
    "records": texts_of_records,
}


@pytest.mark.parametrize("part", TEXTS)
def test_every_character_of_the_data_can_be_drawn(atlas: Atlas, part: str):
    found = {
        place: missing
        for place, text, language in TEXTS[part](atlas)
        if (missing := missing_glyphs(text, language))
    }
    assert found == {}


@pytest.mark.parametrize(("language", "name"), LANGUAGES.items())
def test_every_language_can_print_its_own_name(language: str, name: str):
    assert missing_glyphs(name, language) == ""
