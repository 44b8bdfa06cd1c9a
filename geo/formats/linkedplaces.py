"""Time and place as gazetteers tell them: Linked Places, GeoJSON-T and their older forms.

A Linked Places value holds whole days, months or years, not EDTF; ``earliest`` and ``latest`` bound
what is not known exactly. A start without an end means *some time during the start* there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from geo.errors import InvalidDateError
from geo.formats.jsontext import to_text
from geo.timespan import parse_edtf

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTEXT: Final = "linked-places"
NAMED: Final = ("names", "types", "links", "relations", "descriptions", "depictions")
_LANGUAGES: Final = {"ru": "name_ru", "ja": "name_ja", "zh": "name_zh"}
_ISO: Final = re.compile(r"-?\d{4,}(?:-\d\d){0,2}")
_SHORT: Final = re.compile(r"-?\d{1,3}")


def is_linked_place(feature: Mapping[str, Any]) -> bool:
    """Tell whether a feature is of the Linked Places form."""
    return "@id" in feature or isinstance(feature.get("names"), list)


def read_when(when: object) -> str:  # noqa: PLR0911 -- one return for each case
    """Read a ``when`` object as an EDTF text, or as the text that it holds if that is not possible.

    Examples
    --------
    >>> read_when({"timespans": [{"start": {"in": "1925"}, "end": {"in": "1944"}}]})
    '1925/1944'
    >>> read_when({"timespans": [{"start": {"earliest": "1920", "latest": "1925"}}]})
    '[1920..1925]'
    >>> read_when({"timespan": ["1860", "", "", "1880", "a label"]})
    '1860/1880'
    """
    if isinstance(when, str | int | float):
        return to_text(when)
    if not isinstance(when, dict):
        return ""
    spans = when.get("timespans")
    if isinstance(spans, dict):
        spans = [spans]
    if isinstance(spans, list) and spans:
        return _joined([_span(span) for span in spans if isinstance(span, dict)]) or to_text(when)
    if isinstance(when.get("timespan"), list):
        return _old_span(when["timespan"])
    if "start" in when or "end" in when:
        return _span(when)
    return _simple(when)


def _simple(when: Mapping[str, Any]) -> str:
    """Read the other forms of ``when`` that are in use."""
    for key in ("edtf", "in", "date", "@value", "datetime", "timestamp"):
        if isinstance(when.get(key), str | int):
            return to_text(when[key])
    return ""


def _old_span(values: list[Any]) -> str:
    """Read the five values of the first GeoJSON-T: start, latest start, earliest end, end, label."""
    texts = [_date(value) for value in values[:4]] + [""] * 4
    start, end = texts[0], texts[3]
    if not start and not end:
        return ""
    return f"{start}/{end}" if start != end else start


def _span(span: Mapping[str, Any]) -> str:
    """Read one timespan."""
    start, end = _bound(span.get("start")), _bound(span.get("end"))
    if not end:
        return start
    if not start:
        return f"/{_plain(end, last=True)}"
    if start == end and not start.startswith("["):
        return start
    return f"{_plain(start, last=False)}/{_plain(end, last=True)}"


def _bound(value: object) -> str:
    """Read a start or an end: a day, or the bounds of one."""
    if not isinstance(value, dict):
        return _date(value)
    inside = _date(value.get("in"))
    if inside:
        return inside
    earliest, latest = _date(value.get("earliest")), _date(value.get("latest"))
    if earliest == latest:
        return earliest
    return f"[{earliest}..{latest}]"


def _plain(bound: str, *, last: bool) -> str:
    """Give a bound as one date, as an interval needs: the outer one of two."""
    if not bound.startswith("["):
        return bound
    earliest, _, latest = bound[1:-1].partition("..")
    return (latest or earliest) if last else (earliest or latest)


def _date(value: object) -> str:
    """Read an ISO date; a year of fewer than four digits is filled up."""
    text = to_text(value).strip()
    if _SHORT.fullmatch(text):
        sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
        return f"{sign}{digits.zfill(4)}"
    return text.partition("T")[0] if _ISO.fullmatch(text.partition("T")[0]) else text


def _joined(spans: list[str]) -> str:
    """Join several timespans into the one that holds all of them."""
    stated = [span for span in spans if span]
    if len(stated) < 2:  # noqa: PLR2004 -- nothing to join
        return stated[0] if stated else ""
    try:
        ordered = sorted(stated, key=lambda span: parse_edtf(span).start_earliest)
        latest = max(stated, key=lambda span: parse_edtf(span).end_latest)
    except InvalidDateError:
        return "; ".join(stated)
    start = _plain(ordered[0].split("/")[0], last=False)
    end = _plain(latest.split("/")[-1], last=True)
    return f"{start}/{end}"


def linked_place(feature: Mapping[str, Any]) -> dict[str, str]:
    """Give the cells of a feature of the Linked Places form, under the names of our columns."""
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    names = [name for name in _objects(feature.get("names")) if name.get("toponym")]
    cells = {
        "id": to_text(feature.get("@id") or feature.get("id")),
        "name": to_text(properties.get("title")) or to_text(names[0]["toponym"] if names else ""),
        "when": _when(feature, names),
        "category": _types(feature),
        "text": _descriptions(feature),
        "sources": _citations(names),
        "certainty": _certainty(feature),
    }
    for name in names:
        column = _LANGUAGES.get(to_text(name.get("lang")).partition("-")[0].lower())
        if column:
            cells.setdefault(column, to_text(name["toponym"]))
    variants = [to_text(name["toponym"]) for name in names]
    cells["variants"] = "; ".join(dict.fromkeys(v for v in variants if v != cells["name"]))
    return {key: value for key, value in cells.items() if value}


def _objects(value: object) -> list[dict[str, Any]]:
    """Give the objects of a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _when(feature: Mapping[str, Any], names: list[dict[str, Any]]) -> str:
    """Find when a place was: said of itself, or else of its shape, names, types or relations."""
    holders = [feature, feature.get("properties"), feature.get("geometry"), *names]
    holders += _objects(feature.get("types")) + _objects(feature.get("relations"))
    geometry = feature.get("geometry")
    if isinstance(geometry, dict):
        holders += _objects(geometry.get("geometries"))
    for holder in holders:
        found = read_when(holder.get("when")) if isinstance(holder, dict) else ""
        if found:
            return found
    return ""


def _types(feature: Mapping[str, Any]) -> str:
    """Give the first type of a place."""
    for item in _objects(feature.get("types")):
        label = item.get("label") or item.get("sourceLabel")
        for source in _objects(item.get("sourceLabels")):
            label = label or source.get("label")
        if label:
            return to_text(label)
    return ""


def _descriptions(feature: Mapping[str, Any]) -> str:
    """Give what is told of a place."""
    return "\n".join(
        to_text(d.get("value")) for d in _objects(feature.get("descriptions")) if d.get("value")
    )


def _citations(names: list[dict[str, Any]]) -> str:
    """Give the sources of the names of a place."""
    labels = [
        to_text(citation.get("label") or citation.get("@id")).replace(";", ",")
        for name in names
        for citation in (*_objects(name.get("citations")), *_objects([name.get("citation")]))
    ]
    return "; ".join(dict.fromkeys(label for label in labels if label))


def _certainty(feature: Mapping[str, Any]) -> str:
    """Give how sure a place or its shape is."""
    for holder in (feature.get("when"), feature.get("geometry")):
        if isinstance(holder, dict) and isinstance(holder.get("certainty"), str):
            return to_text(holder["certainty"])
    return ""
