"""The project file: a visitor's files, what was decided about them and what was on the map.

It is the data package of the visitor's layers, so that any atlas program opens it, with
``project.json`` and the files themselves beside it: opened again on the page it gives the same
state, and the next version of a file can take the place of the one inside.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Final

from geo.brought.look import COLORS, LONGEST_TITLE, SYMBOLS, Look, to_slug
from geo.brought.upload import BUDGET, examine
from geo.doctor import diagnose, parse_recipe
from geo.errors import AtlasError, InvalidDataError, Problem
from geo.formats.archive import open_archive
from geo.formats.raw import RefusedFileError
from geo.publish.package import PROJECT, UPLOADS, to_project
from geo.schema import empty_features

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.atlas import Atlas
    from geo.brought.shelf import Shelf
    from geo.brought.upload import Examiner, Upload
    from geo.catalog import Catalog
    from geo.formats.raw import Budget

FORMAT: Final = "atlas-project"
VERSION: Final = 1
LONGEST_VALUE: Final = 4_000
MOST_NAME: Final = 200
HEAD: Final = b"PK\x03\x04"
ROOM: Final = replace(
    BUDGET, unpacked=200_000_000
)  # twice a visitor's files: as brought, and as a package


@dataclass(frozen=True, slots=True, eq=False)
class Contents:
    """What is in a project file: its description, whatever that holds, and the files it names."""

    content: Mapping[str, Any]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """What a project file gives back.

    Attributes
    ----------
    query
        The selection as keys and values of a link (:mod:`geo.selection`).
    """

    shelf: Shelf
    query: Mapping[str, str]


def to_project_file(atlas: Atlas, shelf: Shelf, query: Mapping[str, str]) -> bytes:
    """Write all of a shelf, and the selection, as one file.

    Parameters
    ----------
    atlas
        With the visitor's layers joined to it.
    """
    own = tuple(f"{upload.layer}-" for upload in shelf.shown)
    names = {upload.layer for upload in shelf.shown}
    mine = atlas.features["layer"].map(lambda name: name in names or name.startswith(own or ("/",)))
    files = {f"{UPLOADS}/{_file_name(upload)}": upload.data for upload in shelf.uploads}
    content = {
        "format": FORMAT,
        "version": VERSION,
        "selection": dict(query),
        "uploads": [_entry(upload) for upload in shelf.uploads],
    }
    files[PROJECT] = (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    return to_project(
        replace(atlas, catalog=_named(atlas.catalog, shelf)),
        atlas.features[mine] if mine.any() else empty_features(),
        beside=files,
    )


def _named(catalog: Catalog, shelf: Shelf) -> Catalog:
    """Call the atlas of a visitor's layers by their titles."""
    title = ", ".join(upload.title for upload in shelf.shown)[:LONGEST_TITLE] or "Project"
    return replace(catalog, id=to_slug(title) or "project", title={"en": title}, license="")


def _file_name(upload: Upload) -> str:
    """Name an upload within the project: by its number, and what can be read of its name."""
    stem, _, suffix = upload.name.rpartition(".")
    suffix = to_slug(suffix)[:10]
    name = f"{upload.number}-{to_slug(stem or upload.name)[:40]}".strip("-")
    return f"{name}.{suffix}" if suffix else name


def _entry(upload: Upload) -> dict[str, object]:
    """Say all about an upload but its bytes."""
    return {
        "number": upload.number,
        "name": upload.name,
        "file": f"{UPLOADS}/{_file_name(upload)}",
        "recipe": json.loads(upload.recipe.to_json()),
        "look": asdict(upload.look),
        "shown": upload.is_shown,
    }


def may_be_project(data: bytes) -> bool:
    """Tell by a glance whether an archive may be a project: looks at bytes and unpacks nothing."""
    return data.startswith(HEAD) and PROJECT.encode() in data


def read_project(data: bytes, *, budget: Budget = ROOM) -> Contents | None:
    """Take the files out of a project, of this version or another; None if it is none."""
    try:
        archive = open_archive(data, budget=budget)
        content = json.loads(archive.optional(PROJECT) or b"null")
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            return None
        found = content.get("uploads")
        named = (
            [e.get("file") for e in found if isinstance(e, dict)] if isinstance(found, list) else []
        )
        files = {name: archive.read(name) for name in named if name in archive.names}
    except (AtlasError, RefusedFileError, ValueError, RecursionError):
        return None
    return Contents(content, files)


def pack_project(contents: Contents | None) -> bytes:
    """Write what is in a project, to be carried to another process; it is JSON and bytes."""
    if contents is None:
        return b"null"
    sizes = {name: len(raw) for name, raw in contents.files.items()}
    head = json.dumps([contents.content, sizes]).encode("ascii")
    return b"".join((head, b"\n", *contents.files.values()))


def unpack_project(packed: bytes) -> Contents | None:
    """Read what was in a project.

    Raises
    ------
    LookupError, TypeError, ValueError
        If it is not that.
    """
    head, _, rest = packed.partition(b"\n")
    found = json.loads(head)
    if found is None:
        return None
    content, sizes = found
    ends = accumulate(sizes.values(), initial=0)
    files = {
        name: rest[start:end] for name, (start, end) in zip(sizes, pairwise(ends), strict=True)
    }
    return Contents(dict(content), files)


def open_project(contents: Contents, *, onto: Shelf, examiner: Examiner = diagnose) -> Project:
    """Open a project: its uploads come onto a shelf, after those that are there.

    Raises
    ------
    InvalidDataError
        If it is of a later version or lacks something.
    LimitError
        If there is no room for what is in it.
    """
    content = contents.content
    problems = list(_problems(content, tuple(contents.files)))
    if problems:
        raise InvalidDataError(problems)
    shelf, renamed = onto, {}
    for entry in content["uploads"]:
        raw = contents.files[entry["file"]]
        shelf.check_room(entry["name"], len(raw))
        number = shelf.next_number
        upload = examine(
            number,
            entry["name"][:MOST_NAME],
            raw,
            recipe=parse_recipe(json.dumps(entry.get("recipe", {}))),
            look=_look(entry.get("look")),
            examiner=examiner,
        )
        shown = entry.get("shown") is True and upload.can_open
        shelf = shelf.with_upload(replace(upload, is_shown=shown))
        renamed[f"yours-{entry['number']}"] = upload.layer
    return Project(shelf, _query(content.get("selection"), renamed))


def _problems(content: Any, names: tuple[str, ...]) -> Iterator[Problem]:  # noqa: ANN401 -- whatever JSON holds
    """List what is wrong with the description of a project."""
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        yield Problem(PROJECT, "", "it is not the description of a project")
        return
    if content.get("version") != VERSION:
        found = str(content.get("version"))[:40]
        yield Problem(PROJECT, "", f"it is of version {found}; this program reads {VERSION}")
        return
    uploads = content.get("uploads")
    if not isinstance(uploads, list):
        yield Problem(PROJECT, "uploads", "it is not a list of files")
        return
    for place, entry in enumerate(uploads, start=1):
        where = f"upload {place}"
        keys = {"name": str, "file": str, "number": int}
        if not isinstance(entry, dict) or not all(
            isinstance(entry.get(key), kind) for key, kind in keys.items()
        ):
            yield Problem(PROJECT, where, "it lacks its name, its file or its number")
        elif entry["file"] not in names:
            yield Problem(PROJECT, where, f"there is no file {entry['file'][:80]!r} in the project")


def _look(found: Any) -> Look:  # noqa: ANN401 -- whatever JSON holds
    """Read a look; what is not understood is as usual."""
    values = found if isinstance(found, dict) else {}
    title, color, symbol = (values.get(key) for key in ("title", "color", "symbol"))
    usual = Look()
    return Look(
        title[:LONGEST_TITLE] if isinstance(title, str) else usual.title,
        color if color in COLORS else usual.color,
        symbol if symbol in SYMBOLS else usual.symbol,
    )


def _query(found: Any, renamed: Mapping[str, str]) -> dict[str, str]:  # noqa: ANN401 -- whatever JSON holds
    """Read the selection, with the layers called as they are called now."""
    values = found if isinstance(found, dict) else {}
    query = {
        key: value[:LONGEST_VALUE]
        for key, value in values.items()
        if isinstance(key, str) and isinstance(value, str)
    }
    for key in ("layers", "hidden"):
        if key in query:
            query[key] = ",".join(_renamed(name, renamed) for name in query[key].split(","))
    if "view" in query:
        query["view"] = _renamed(query["view"], renamed)
    return query


def _renamed(name: str, renamed: Mapping[str, str]) -> str:
    """Call a layer, or a category in it, as it is called now."""
    for before, now in renamed.items():
        if name == before or name.startswith((f"{before}-", f"{before}/")):
            return now + name.removeprefix(before)
    return name
