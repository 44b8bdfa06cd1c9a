"""One sentence in words of what is on the map."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.errors import InvalidDateError
from geo.selection import Selection
from geo.timespan import FAR_PAST, date_of, parse_edtf, to_label
from layers.card import name_of
from layers.view import LayerView, MapView
from layers.wording import word


def _count(layer: LayerView, language: str) -> str:
    """Say how many features of a layer hold, and how many of them only possibly."""
    holds = layer.features["holds"].value_counts()
    certain, possible = int(holds.get("certain", 0)), int(holds.get("possible", 0))
    maybe = word("possibly-n" if not certain else "possibly-more", language).format(n=possible)
    number = ", ".join(x for x in (str(certain) if certain else "", maybe if possible else "") if x)
    return f"{layer.title} – {number}"


def _opening(view: MapView) -> str:
    """Begin the sentence with the date as the language puts it."""
    if view.language != "en":
        return f"{view.date_label}: "
    preposition = "On" if view.date_label[:1].isdigit() and " " in view.date_label else "In"
    return f"{preposition} {view.date_label} the map shows: "


def first_event(view: MapView) -> pd.Series | None:
    """Give the highest-ranked event of the view, the earliest among equals, if there is one."""
    frames = [
        layer.features for layer in view.dated if layer.kind.name == "event" and len(layer.features)
    ]
    if not frames:
        return None
    events = pd.concat(frames)
    events = (
        events[events["holds"] == "certain"] if (events["holds"] == "certain").any() else events
    )
    return events.sort_values(["rank", "start_earliest", "id"]).iloc[0]


def build_sentence(view: MapView) -> str:
    """Say what the view holds: the date, the counts by layer, and its chief event.

    The counts are those of the rows in the table, so that the sentence, the
    table and the map cannot disagree.
    """
    counts = "; ".join(_count(layer, view.language) for layer in view.dated if len(layer.features))
    sentence = f"{_opening(view)}{counts or word('nothing', view.language)}."
    event = first_event(view)
    if event is None:
        return sentence
    name = name_of(event, view.language)
    when = to_label(str(event["when"]), language=view.language)
    return f"{sentence} {name} ({when})."


def date_of_interest(feature: Mapping[str, Any] | pd.Series, selection: Selection) -> str:
    """Give the date to which the clock should go to show a feature.

    An occurrence (a date without a slash) is shown at its own date; a span that
    holds at the date asked leaves the clock where it is, another one moves it
    to its beginning. A feature without a beginning never moves the clock.
    """
    when = str(feature["when"])
    start = int(feature["start_earliest"])
    if not when or start == FAR_PAST:
        return selection.date
    asked = selection.when
    holds = start <= asked.end_latest and int(feature["end_latest"]) >= asked.start_earliest
    if "/" in when and holds:
        return selection.date
    beginning = when.partition("/")[0].rstrip("~?%")
    try:
        parse_edtf(beginning)
    except InvalidDateError:
        return f"{date_of(start)[0]:04d}"
    return beginning
