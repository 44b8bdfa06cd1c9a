"""What readers of files, readers of links and the press say in English, in the reader's language.

Reports and commands speak English. The page says the same in four languages: each sentence is known
by its English form, with ``{0}`` where a name, a number or another sentence stands.
"""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.errors import InvalidDataError
from layers.assets import read_asset

if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGES: Final = ("ru", "ja", "zh")
TABLES: Final = ("doctor", "press")
LONGEST: Final = 1_000  # characters: longer ones are left as they are
DEEPEST: Final = 3  # sentences in one another
PLACE: Final = re.compile(r"\{(\d)\}")
JOINS: Final = {"ru": "; ", "ja": "。", "zh": "；"}
JOIN: Final = "; "

Form = tuple[re.Pattern[str], dict[str, str]]


def say(sentence: str, language: str) -> str:
    """Say a sentence in a language; what it has no words for stays in English.

    Examples
    --------
    >>> say("it is a copy of row 3", "ru"), say("it is a copy of row 3", "en")
    ('она повторяет строку 3', 'it is a copy of row 3')
    >>> say("200,000 rows; at most 100,000 are accepted", "zh")
    '行数：200,000；最多接受 100,000'
    """
    if language not in LANGUAGES or len(sentence) > LONGEST:
        return sentence
    return _said(sentence, language, 0)


def say_error(error: Exception, language: str) -> str:
    """Say what went wrong on purpose, with all its problems in one line."""
    if isinstance(error, InvalidDataError):
        said = (f"{problem.file}: {say(problem.message, language)}" for problem in error.problems)
        return JOIN.join(said)
    return say(str(error), language)


def all_said(language: str) -> str:
    """Give everything that can be said in a language, for fonts that must be able to write it."""
    return " ".join(texts.get(language, "") for _, texts in _forms())


def _said(sentence: str, language: str, depth: int) -> str:
    """Say a sentence by its form, or else its parts by theirs."""
    whole = _by_form(sentence, language, depth)
    if whole is not None:
        return whole
    parts = sentence.split(JOIN)
    for count in range(len(parts) - 1, 0, -1):
        head = _by_form(JOIN.join(parts[:count]), language, depth)
        if head is not None:
            return head + JOINS[language] + _said(JOIN.join(parts[count:]), language, depth)
    if len(parts) > 1:
        return parts[0] + JOINS[language] + _said(JOIN.join(parts[1:]), language, depth)
    return sentence


def _by_form(sentence: str, language: str, depth: int) -> str | None:
    """Say a sentence whose form is known, and what stands in it."""
    for pattern, texts in _forms():
        found = pattern.fullmatch(sentence)
        if found:
            values = [
                _said(value, language, depth + 1) if depth < DEEPEST else value
                for value in found.groups()
            ]
            return _filled(texts[language], values)
    return None


def _filled(text: str, values: Sequence[str]) -> str:
    """Put values into a text: they are never looked through for places of their own."""
    return PLACE.sub(lambda place: values[int(place[1])], text)


@cache
def _forms() -> tuple[Form, ...]:
    """Read the forms of all sentences, those first that say most themselves."""
    rows = [
        row
        for name in TABLES
        for row in csv.DictReader(io.StringIO(read_asset(f"{name}-words.csv")))
    ]
    rows.sort(key=lambda row: (-len(PLACE.sub("", row["en"])), row["en"]))
    return tuple((_pattern(row["en"]), {code: row[code] for code in LANGUAGES}) for row in rows)


def _pattern(form: str) -> re.Pattern[str]:
    """Make what finds sentences of a form."""
    pieces = PLACE.split(form)[::2]
    return re.compile("(.+?)".join(map(re.escape, pieces)), re.DOTALL)
