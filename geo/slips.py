"""Slips of the hand that spoil a whole file, said so that its owner can mend them without us."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

SHEET_ADVICE: Final = "in a spreadsheet, save as “CSV UTF-8 (comma delimited)”"
LONGEST_SHOWN: Final = 60

_POSITION: Final = re.compile(r"\(at line (\d+), column \d+\)")
_BARE_TEXT: Final = re.compile(r"\s*([\w-]+)\s*=\s*([^\s\"'\[{\d][^\"'#]*?)\s*(?:#.*)?")
_TYPOGRAPHIC: Final = re.compile("[“”„«»‘’]")
_WRONG_FLAG: Final = re.compile(r"=\s*(?:True|False|TRUE|FALSE|yes|no)\s*$")
_NO_COMMA: Final = re.compile(r"\"\s+\"")
_SPREADSHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


def tell_letters(raw: bytes, *, advice: str = "save the file with the encoding UTF-8") -> str:
    r"""Say in which line the letters are not UTF-8; empty if they all are.

    Examples
    --------
    >>> tell_letters("id\nГород".encode("cp1251"))
    'line 2 is not written in UTF-8; save the file with the encoding UTF-8'
    >>> tell_letters("Город".encode())
    ''
    """
    if raw.startswith(_SPREADSHEETS):
        return f"it is a workbook, not a text; {SHEET_ADVICE}"
    if raw.startswith(_WIDE):
        return f"it is written in UTF-16; {advice}"
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return f"line {line} is not written in UTF-8; {advice}"
    return ""


def tell_toml(message: str, text: str) -> str:
    r"""Say why a text is not TOML: the line, what it holds, and what to write.

    Parameters
    ----------
    message
        What the parser says.

    Examples
    --------
    >>> tell_toml("Invalid value (at line 1, column 8)", "view = island")
    'this is not TOML: line 1 is \'view = island\'; texts need quotes: view = "island"'
    """
    found = _POSITION.search(message)
    lines = text.splitlines()
    number = int(found[1]) if found else len(lines)
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    advice = _toml_advice(message, line) or _POSITION.sub("", message).strip()
    return f"this is not TOML: line {number} is {line[:LONGEST_SHOWN]!r}; {advice}"


def _toml_advice(message: str, line: str) -> str:
    """Find what to write instead; empty if that is not known."""
    name = line.strip("[] ")
    bare = _BARE_TEXT.fullmatch(line)
    twice = "overwrite" in message
    cases = (
        (_TYPOGRAPHIC.search(line), 'quotes must be plain: " and not “ or ”'),
        ("\\" in line, "write folders with / instead of \\"),
        (_WRONG_FLAG.search(line), "write true or false, in small letters"),
        (
            twice and line.startswith("["),
            f"there is a [{name}] with single brackets before; write [[{name}]] for each",
        ),
        (twice, "this key stands in the table already; keep one of the two"),
        (line.count('"') % 2, "a quote is missing"),
        (bare, f'texts need quotes: {bare[1]} = "{bare[2]}"' if bare else ""),
        (
            "array" in message or line.count("[") != line.count("]") or _NO_COMMA.search(line),
            "a comma between two texts, or a bracket, is missing",
        ),
    )
    return next((advice for holds, advice in cases if holds), "")


def tell_missing(path: Path) -> str:
    """Say what may be meant by a file that is not there: one with a second ending, or in a folder."""
    folder = path.parent
    names = sorted(item.name for item in folder.iterdir()) if folder.is_dir() else []
    longer = [name for name in names if name.lower().startswith(f"{path.name}.".lower())]
    other = [name for name in names if name.lower() == path.name.lower()]
    if longer or other:
        return f"; rename {(other or longer)[0]!r} to {path.name!r}"
    inner = [name for name in names if (folder / name / path.name).is_file()]
    return f"; there is one in the folder {inner[0]!r}: take that one" if inner else ""
