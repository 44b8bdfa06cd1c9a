"""What one visitor brought, kept in that visitor's session and nowhere else.

Nothing here is in a cache that visitors share: when the session ends, all of it is gone.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, TypeAlias

import streamlit as st

from geo.atlas import Atlas
from geo.brought import Look, Shelf, Upload, change, examine, is_project, join, open_project
from geo.catalog import BASE_KINDS
from geo.doctor import Recipe
from geo.errors import AtlasError, LimitError
from geo.selection import parse_query
from layers.page.memory import keep
from layers.saying import say, say_error
from layers.view import MapView, build_whole
from layers.webmap import prepare_own
from layers.wording import word

AT_ONCE: Final = 2  # files examined at a time, of all visitors: each may take a good part of memory


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
    joined, whole
        The atlas with the files on the map, and the view of all its dates.
    """

    shelf: Shelf
    intake: int = 0
    chosen: int = 0
    notices: list[Notice] = field(default_factory=list)
    tasks: list[Callable[[], None]] = field(default_factory=list)
    joined: tuple[Atlas, tuple[Upload, ...], str, Atlas] | None = None
    whole: MapView | None = None


@st.cache_resource(show_spinner=False)
def _surgery() -> threading.BoundedSemaphore:
    """Let only so many files be examined at a time."""
    return threading.BoundedSemaphore(AT_ONCE)


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


def take_in(base: Atlas, whole: MapView, files: Iterable[tuple[str, bytes]], language: str) -> None:
    """Examine files and put them on the visitor's shelf, each by itself: a bad one costs only itself."""
    own = own_of(base)
    own.notices = []
    own.intake += 1
    for name, data in files:
        try:
            with (
                st.spinner(word("own-reading", language).format(name=f"“{name[:60]}”")),
                _surgery(),
            ):
                _take_one(base, own, name, data)
        except AtlasError as error:
            own.notices.append((f"{name[:80]}:", error))
    with st.spinner(word("own-joining", language)):
        _prepare(base, whole, st.session_state["selection"].language)


def _take_one(base: Atlas, own: Own, name: str, data: bytes) -> None:
    """Put one file, or all those of a project, on the shelf."""
    if is_project(data):
        project = open_project(data, onto=own.shelf)
        own.shelf = project.shelf
        own.chosen = own.shelf.uploads[-1].number if own.shelf.uploads else 0
        atlas = join_own(base, st.session_state["selection"].language)
        selection, notices = parse_query(project.query, catalog=atlas.catalog)
        own.notices += [("", notice) for notice in notices]
        keep(selection)
        return
    own.shelf.check_room(name, len(data))
    upload = examine(own.shelf.next_number, name, data)
    own.shelf = own.shelf.with_upload(upload)
    own.chosen = upload.number


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
    if not tasks:
        return False
    with st.spinner(word("own-joining", language)):
        for task in tasks:
            task()
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
    """Put a file examined anew in place of the one with its number."""
    upload = own.shelf.of(number)
    if upload is None:
        return
    own.notices = []
    try:
        with _surgery():
            own.shelf = own.shelf.with_upload(change(upload, recipe=recipe, name=name, data=data))
    except AtlasError as error:
        own.notices.append((f"{upload.name[:80]}:", error))


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
