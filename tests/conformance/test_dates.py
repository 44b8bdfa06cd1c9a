"""Dates that other people wrote, put to three judges of EDTF: the package edtf, edtf.js and edtf-validate.

Where a judge and the atlas differ, ``dates/explained.csv`` must say why, for that kind of date and in that
direction; a reason that no date needs any more is an error too.
"""

import contextlib
import csv
import io
import re
import warnings
from functools import cache
from pathlib import Path
from typing import NamedTuple

import edtf
import pytest

from geo.doctor.datefigures import Style
from geo.doctor.dates import understand
from geo.errors import InvalidDateError
from geo.timespan import FAR_FUTURE, FAR_PAST, date_of, parse_edtf

FOLDER = Path(__file__).parent / "dates"
JUDGES = ("edtf", "edtf.js", "edtf-validate")
REFUSED = ("refused", "refused")
DOUBT = re.compile("[?~%]")
ENDS = {"-inf": FAR_PAST, "inf": FAR_FUTURE}

Bounds = tuple[str, str]


class Reason(NamedTuple):
    """Why dates of a kind differ, and how."""

    judge: str
    pattern: str
    how: str
    reason: str


def rows(name: str) -> list[dict[str, str]]:
    """Read a table of the folder."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


DATES = rows("dates.csv")
REASONS = [Reason(**row) for row in rows("explained.csv")]


def written(day: int) -> str:
    """Write a day as the judges do."""
    if day in ENDS.values():
        return next(name for name, end in ENDS.items() if end == day)
    year, month, number = date_of(day)
    return f"{'-' * (year < 0)}{abs(year):04d}-{month:02d}-{number:02d}"


def ours(text: str) -> Bounds:
    """First and last day that the atlas reads out of a date, its marks of doubt aside."""
    try:
        parse_edtf(text)
        span = parse_edtf(DOUBT.sub("", text))
    except InvalidDateError:
        return REFUSED
    return written(span.start_earliest), written(span.end_latest)


def from_edtf(text: str) -> Bounds:
    """First and last day that the package edtf reads out of a date."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            parsed = edtf.parse_edtf(text)
            return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except edtf.EDTFParseException:
        return REFUSED
    except (AttributeError, TypeError, ValueError):
        return "no bounds", "no bounds"


def _day(moment) -> str:
    """Write a day of the package edtf."""
    if isinstance(moment, float):
        return "inf" if moment > 0 else "-inf"
    return f"{'-' * (moment.tm_year < 0)}{abs(moment.tm_year):04d}-{moment.tm_mon:02d}-{moment.tm_mday:02d}"


def is_edtf(text: str) -> bool:
    """Ask edtf-validate, which says much about names that pyparsing has since changed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from edtf_validate.valid_edtf import is_valid  # noqa: PLC0415

        return bool(is_valid(text))


def difference(row: dict[str, str], judge: str) -> str:
    """Say how the atlas differs from a judge; empty if it does not."""
    mine = ours(row["text"])
    if judge == "edtf-validate":
        valid = is_edtf(row["text"])
        return {(True, False): "only we", (False, True): "only they"}.get(
            (mine != REFUSED, valid), ""
        )
    theirs = from_edtf(row["text"]) if judge == "edtf" else (row["first"], row["last"])
    if mine == theirs:
        return ""
    if REFUSED in (mine, theirs):
        return "only they" if mine == REFUSED else "only we"
    return "bounds"


@cache
def found(judge: str) -> dict[str, str]:
    """Give the dates in which the atlas differs from a judge, and how."""
    all_ = {row["text"]: difference(row, judge) for row in DATES}
    return {text: how for text, how in all_.items() if how}


def explains(reason: Reason, text: str, how: str) -> bool:
    """Tell whether a reason is one for a date."""
    return reason.how == how and re.fullmatch(reason.pattern, text) is not None


@pytest.mark.parametrize("judge", JUDGES)
def test_each_date_is_read_as_the_judge_reads_it_or_it_is_explained_why_not(judge):
    reasons = [reason for reason in REASONS if reason.judge == judge]
    left = {
        text: f"{how}: we {ours(text)}"
        for text, how in found(judge).items()
        if not any(explains(reason, text, how) for reason in reasons)
    }
    assert left == {}


@pytest.mark.parametrize(
    "reason", REASONS, ids=lambda reason: f"{reason.judge} {reason.reason[:40]}"
)
def test_each_reason_is_needed(reason):
    assert any(explains(reason, text, how) for text, how in found(reason.judge).items())


def test_most_dates_need_no_reason():
    alike = {judge: 1 - len(found(judge)) / len(DATES) for judge in JUDGES}
    assert alike["edtf"] > 0.8
    assert alike["edtf-validate"] > 0.9


def test_each_example_of_the_standard_is_read():
    standard = [row["text"] for row in DATES if row["from"] == "Library of Congress"]
    assert len(standard) == 63
    assert [text for text in standard if ours(text) == REFUSED] == []


@pytest.mark.parametrize("row", rows("english.csv"), ids=lambda row: row["text"])
def test_english_is_understood_as_the_package_edtf_understands_it_or_it_is_explained(row):
    same = understand(row["text"], Style()).edtf == row["edtf"]
    assert same == (not row["reason"])
