"""What one visitor brought, kept in that visitor's session and nowhere else.

Nothing here is in a cache that visitors share: when the session ends, all of it is gone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeAlias

import streamlit as st

from geo.atlas import Atlas
from geo.brought import (
    Contents,
    Look,
    Project,
    Shelf,
    Surgery,
    Upload,
    change,
    examine,
    join,
    may_be_project,
    open_project,
)
from geo.catalog import BASE_KINDS
from geo.doctor import Recipe
from geo.errors import AtlasError, LimitError
from geo.selection import parse_query
from layers.page.examining import Commission, Desk, Work, proceed
from layers.page.memory import keep
from layers.saying import say, say_error
from layers.view import MapView, build_whole
from layers.webmap import prepare_own
from layers.wording import word

Notice: TypeAlias = tuple[str, Exception | str]
"""What it is about, and what went wrong; said in the language of whoever reads it."""


@dataclass(slots=True, eq=False)
class Own:
    """What the page remembers of one visitor's files.

    Attributes
    ----------
    intake
        Counts what was brought: an uploader with a new name begins empty.
    chosen
        The number of the file looked at.
    tasks
        What was asked for and is still to be done, where the visitor sees that it takes time.
    desk
        The files that are still to be examined.
    joined, whole
        The atlas with the files on the map, and the view of all its dates.
    """

    shelf: Shelf
    intake: int = 0
    chosen: int = 0
    notices: list[Notice] = field(default_factory=list)
    desk: Desk = field(default_factory=Desk)
    tasks: list[Callable[[], None]] = field(default_factory=list)
    joined: tuple[Atlas, tuple[Upload, ...], str, Atlas] | None = None
    whole: MapView | None = None


def own_of(base: Atlas) -> Own:
    """Give what the visitor brought."""
    if "own" not in st.session_state:
        st.session_state["own"] = Own(Shelf.beside(base.catalog))
    own: Own = st.session_state["own"]
    return own


def join_own(base: Atlas, language: str) -> Atlas:
    """Give the atlas with the visitor's layers; the one given, if there are none on the map."""
    own = own_of(base)
    shown = own.shelf.shown
    if not shown:
        own.joined = own.whole = None
        return base
    if own.joined is None or own.joined[:3] != (base, shown, language):
        joined = join(base, shown, credit=word("own-credit", language))
        own.joined, own.whole = (base, shown, language, joined), None
    return own.joined[3]


def whole_of(base: Atlas, language: str) -> MapView:
    """Give the view of all dates of the atlas with the visitor's layers."""
    own = own_of(base)
    if own.whole is None or own.whole.language != language:
        own.whole = build_whole(join_own(base, language), language=language)
    return own.whole


def take_in(own: Own, base: Atlas, files: Iterable[tuple[str, bytes]]) -> None:
    """Note files to be examined, each by itself: a bad one costs only itself."""
    own.notices = []
    own.intake += 1
    for name, data in files:
        begin = partial(_begin_new, own, name, data)
        own.desk.waiting.append(Commission(name, 0, begin, partial(_accept_new, own, base)))


def _begin_new(own: Own, name: str, data: bytes) -> Work:
    """Give what examines a new file, or all those of a project."""
    if may_be_project(data):
        return partial(_open, own.shelf, name, data)
    own.shelf.check_room(name, len(data))
    return partial(_examine, own.shelf.next_number, name, data)


def _examine(
    number: int, name: str, data: bytes, surgery: Surgery, is_unwanted: Callable[[], bool]
) -> Upload:
    """Examine one file."""
    examiner = partial(surgery.diagnose, is_unwanted=is_unwanted)
    return examine(number, name, data, examiner=examiner)


def _open(
    shelf: Shelf, name: str, data: bytes, surgery: Surgery, is_unwanted: Callable[[], bool]
) -> Upload | tuple[Project, int]:
    """Examine all files of a project; or the archive, if it is none."""
    contents: Contents | None = surgery.read_project(data, is_unwanted=is_unwanted)
    if contents is None:
        shelf.check_room(name, len(data))
        return _examine(shelf.next_number, name, data, surgery, is_unwanted)
    examiner = partial(surgery.diagnose, is_unwanted=is_unwanted)
    return open_project(contents, onto=shelf, examiner=examiner), shelf.next_number


def _accept_new(own: Own, base: Atlas, made: Upload | tuple[Project, int]) -> None:
    """Put what was examined on the shelf, as it is now."""
    if isinstance(made, Upload):
        own.shelf = own.shelf.with_upload(made)
        own.chosen = made.number
        return
    project, first = made
    for upload in project.shelf.uploads:
        if upload.number >= first:
            own.shelf = own.shelf.with_upload(upload)
            own.chosen = upload.number
    atlas = join_own(base, st.session_state["selection"].language)
    selection, notices = parse_query(project.query, catalog=atlas.catalog)
    own.notices += [("", notice) for notice in notices]
    keep(selection)


def say_notice(notice: Notice, language: str) -> str:
    """Say what went wrong, and what to do where a limit was passed."""
    about, wrong = notice
    said = say(wrong, language) if isinstance(wrong, str) else say_error(wrong, language)
    help_ = word("own-too-large-help", language) if isinstance(wrong, LimitError) else ""
    return " ".join(filter(None, (about, said, help_)))


def ask_for(own: Own, task: Callable[..., None], *values: object, **options: object) -> None:
    """Note what is asked for: it is done where the visitor sees that it takes time."""
    own.tasks.append(partial(task, own, *values, **options))


def work_off(base: Atlas, whole: MapView, language: str) -> bool:
    """Do what was asked for, and make the map that follows from it; tell whether anything was."""
    own = own_of(base)
    tasks, own.tasks = own.tasks, []
    for task in tasks:
        task()
    is_examined = proceed(own.desk, language)
    own.notices += own.desk.notices
    own.desk.notices = []
    if not tasks and not is_examined:
        return False
    with st.spinner(word("own-joining", language)):
        _prepare(base, whole, language)
    return True


def _prepare(base: Atlas, whole: MapView, language: str) -> None:
    """Make the map with the visitor's layers."""
    atlas = join_own(base, language)
    if atlas is not base:
        prepare_own(whole_of(base, language), atlas, base=(whole, base))


def put(
    own: Own,
    number: int,
    *,
    recipe: Recipe | None = None,
    name: str = "",
    data: bytes | None = None,
) -> None:
    """Note that a file is to be examined anew, in place of the one with its number."""
    upload = own.shelf.of(number)
    if upload is None:
        return
    own.notices = []
    given: dict[str, Any] = {"recipe": recipe, "name": name, "data": data}
    begin = partial(_begin_anew, upload, given)
    accept = partial(_accept_anew, own)
    own.desk.waiting.append(Commission(name or upload.name, number, begin, accept))


def _begin_anew(upload: Upload, given: dict[str, Any]) -> Work:
    """Give what examines a file again."""
    return lambda surgery, is_unwanted: change(
        upload, **given, examiner=partial(surgery.diagnose, is_unwanted=is_unwanted)
    )


def _accept_anew(own: Own, fresh: Upload) -> None:
    """Put a file examined anew in place of the old one, with what was chosen for that meanwhile."""
    before = own.shelf.of(fresh.number)
    if before is not None:
        is_shown = before.is_shown and fresh.can_open
        own.shelf = own.shelf.with_upload(replace(fresh, look=before.look, is_shown=is_shown))


def decide(own: Own, number: int, recipe: Recipe) -> None:
    """Note what was decided about a file."""
    ask_for(own, put, number, recipe=recipe)


def place(own: Own, number: int, *, is_shown: bool) -> None:
    """Bring a file to the map, or take it off."""
    upload = own.shelf.of(number)
    if upload is None:
        return
    own.notices = []
    selection = st.session_state["selection"]
    others = frozenset(x for x in selection.layers if not _is_of(x, upload.layer))
    try:
        own.shelf = own.shelf.with_upload(replace(upload, is_shown=is_shown))
    except AtlasError as error:
        own.notices.append((f"{upload.name[:80]}:", error))
        return
    keep(replace(selection, layers=others | (layers_of(upload) if is_shown else frozenset())))


def layers_of(upload: Upload) -> frozenset[str]:
    """Name the layers of a file."""
    if upload.package is None:
        return frozenset({upload.layer})
    dated = (spec for spec in upload.package.catalog.layers if spec.kind not in BASE_KINDS)
    return frozenset(f"{upload.layer}-{spec.id}" for spec in dated)


def _is_of(layer: str, own: str) -> bool:
    """Tell whether a layer is one of a file's."""
    return layer == own or layer.startswith(f"{own}-")


def remove(own: Own, number: int) -> None:
    """Take a file off the map and off the shelf."""
    place(own, number, is_shown=False)
    own.shelf = own.shelf.without(number)
    own.chosen = own.shelf.uploads[-1].number if own.shelf.uploads else 0


def restyle(own: Own, number: int, look: Look) -> None:
    """Give a file's layer another title, colour or symbol."""
    upload = own.shelf.of(number)
    if upload is not None and upload.look != look:
        own.shelf = own.shelf.with_upload(replace(upload, look=look))
