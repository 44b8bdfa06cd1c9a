"""Everything known, loaded from one folder and checked; never changed afterwards.

A folder holds ``catalog.toml`` and ``sources.toml``, the layer files that the catalog names, and
perhaps ``treaty.toml``, ``people.csv``, ``statistics.csv`` and ``conflicts.csv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from geo.document import did_you_mean
from geo.errors import AtlasError, InvalidDataError
from geo.formats.catalog import read_catalog
from geo.formats.records import read_articles, read_conflicts, read_people, read_statistics
from geo.load import is_readable, read_layer
from geo.references import CATALOG, SOURCES, check_references
from geo.relations import build_related
from geo.schema import join_features, to_values
from geo.source import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from geo.catalog import Catalog
    from geo.errors import Problem
    from geo.record import Article, Conflict, Person, Statistic
    from geo.references import Record
    from geo.source import Source

EVENT_KIND: Final = "event"

WHOLE_FILE: Final = ("", "row 1")
"""Where a mistake stands for which nothing in its file was read."""

_NAMELESS: Final = re.compile(r"row \d+")
_ID_IN_PLACE: Final = re.compile(r"^row \d+ \((.*)\)$", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Atlas:
    """What was there, when, and who says so.

    Compared by identity; what is kept beside one may know it weakly and go when it goes.

    Attributes
    ----------
    root
        The folder it was loaded from.
    sources
        By id, in file order.
    features
        All layers in one canonical frame (:mod:`geo.schema`), in the catalog's order.
    related
        Ids of features by the id of the feature they belong to (:mod:`geo.relations`).
    positions
        The row of each feature by its id.
    """

    root: Path
    catalog: Catalog
    sources: Mapping[str, Source]
    features: gpd.GeoDataFrame
    articles: tuple[Article, ...]
    people: tuple[Person, ...]
    statistics: tuple[Statistic, ...]
    conflicts: tuple[Conflict, ...]
    related: Mapping[str, tuple[str, ...]]
    positions: Mapping[str, int]

    def row(self, feature_id: str) -> pd.Series[Any]:
        """Give the canonical row of a feature.

        Raises
        ------
        AtlasError
            If there is none with this id.
        """
        if feature_id not in self.positions:
            hint = did_you_mean(feature_id, self.positions)
            message = f"there is no feature {feature_id!r}; {hint}"
            raise AtlasError(message)
        row: pd.Series[Any] = self.features.iloc[self.positions[feature_id]]
        return row

    def events_of(self, feature_id: str) -> tuple[str, ...]:
        """Give the ids of the events that belong to a feature."""
        return tuple(i for i in self.related.get(feature_id, ()) if self._is_event(i))

    def places_of(self, event_id: str) -> tuple[str, ...]:
        """Give the ids of the places, areas and lines that belong to an event."""
        return tuple(i for i in self.related.get(event_id, ()) if not self._is_event(i))

    def articles_of(self, feature_id: str) -> tuple[Article, ...]:
        """Give the articles of the treaty that link to a feature."""
        return tuple(article for article in self.articles if feature_id in article.links)

    def _is_event(self, feature_id: str) -> bool:
        """Tell whether a feature is of an event layer."""
        layer = self.features["layer"].iloc[self.positions[feature_id]]
        return self.catalog.layer(str(layer)).kind == EVENT_KIND


def load_atlas(root: Path, *, features: gpd.GeoDataFrame | None = None) -> Atlas:
    """Load the atlas that a folder holds.

    Parameters
    ----------
    features
        What its layers hold, where somebody has read them already.

    Raises
    ------
    InvalidDataError
        With all that is wrong in the folder: every file is read to its end before.
    """
    catalog, problems = read_catalog(root / CATALOG)
    sources, sources_wrong = read_sources(root / SOURCES)
    features_wrong: tuple[Problem, ...] = ()
    if features is None:
        features, features_wrong = _read_features(catalog, root)
    articles, articles_wrong = read_articles(root)
    people, people_wrong = read_people(root)
    statistics, statistics_wrong = read_statistics(root)
    conflicts, conflicts_wrong = read_conflicts(root)
    problems += sources_wrong + features_wrong + articles_wrong
    problems += people_wrong + statistics_wrong + conflicts_wrong
    if all(problem.where not in WHOLE_FILE for problem in problems):
        others: list[Record] = [*articles, *people, *statistics, *conflicts]
        excused = _left_out(problems)
        nameless = any(_NAMELESS.fullmatch(problem.where) for problem in problems)
        unread = {
            "source": bool(sources_wrong),
            "link": nameless or not all(map(is_readable, catalog.layers)),
        }
        problems += check_references(
            catalog,
            features,
            sources=sources,
            others=others,
            excused=excused,
            unread={kind for kind, is_unread in unread.items() if is_unread},
        )
    if problems:
        raise InvalidDataError(problems)
    return Atlas(
        root=root,
        catalog=catalog,
        sources=sources,
        features=features,
        articles=articles,
        people=people,
        statistics=statistics,
        conflicts=conflicts,
        related=build_related(features, catalog=catalog),
        positions=MappingProxyType(
            {name: row for row, name in enumerate(to_values(features["id"]))}
        ),
    )


def _read_features(catalog: Catalog, root: Path) -> tuple[gpd.GeoDataFrame, tuple[Problem, ...]]:
    """Read all layers under one another."""
    layers = [read_layer(spec, root=root) for spec in catalog.layers if is_readable(spec)]
    features = join_features(frame for frame, _ in layers)
    return features, tuple(problem for _, problems in layers for problem in problems)


def _left_out(problems: Iterable[Problem]) -> frozenset[str]:
    """Find the ids of rows left out for a fault: naming them is no second mistake."""
    return frozenset(_ID_IN_PLACE.sub(r"\1", problem.where) for problem in problems)
