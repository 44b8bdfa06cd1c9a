"""What all visitors share: the atlas read once, its map drawn once in each language.

A server that starts reads and packs it before the first visitor asks (``warm``): while his browser
still loads the page around the map, the map is being made.
"""

import asyncio
import gc
import logging
import sys
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from time import sleep
from typing import Any, Final

import streamlit as st

from geo.atlas import Atlas, load_atlas
from geo.errors import AtlasError
from geo.lettering import check_letters
from geo.selection import opening
from layers.page.housekeeping import hold_together, keep_house
from layers.view import MapView, build_whole
from layers.webmap import KEY, pack

FILES_AT_ONCE: Final = 32
PAUSE_S: Final = 3.0

MOST_PACKED: Final = 20_000  # features: a second's work for each language
MOST_LANGUAGES: Final = 8
MOST_WARNED: Final = 20
LOG: Final = logging.getLogger("atlas")

LATER: Final = ("layers.page.printing", "layers.page.offering", "layers.page.yours")
"""Sections that need what takes long to import: fonts, typesetting, readers and writers of files."""


@st.cache_resource(show_spinner=False)
def read_atlas(root: str) -> Atlas:
    """Load an atlas folder once for all visitors."""
    return load_atlas(Path(root))


@st.cache_resource(show_spinner=False, max_entries=8)
def read_whole(root: str, language: str) -> MapView:
    """Build the view of all dates once for each language."""
    return build_whole(read_atlas(root), language=language)


def seen_by_visitor(root: str, language: str) -> tuple[Atlas, MapView]:
    """Give the atlas that this visitor sees, and the view of all its dates."""
    base = read_atlas(root)
    if "own" in st.session_state:
        visitor = import_module("layers.page.visitor")
        atlas = visitor.join_own(base, language)
        if atlas is not base:
            return atlas, visitor.whole_of(base, language)
    return base, read_whole(root, language)


def warm(root: str, *, pause_s: float = 0.0) -> None:
    """Read an atlas and pack its map as the first visitor will need it; then what is needed later.

    A folder with mistakes is left to the page, which says what they are.

    Parameters
    ----------
    pause_s
        How long to leave the processor to the first map before what is needed later is imported.
    """
    gc.disable()  # nothing that is read here becomes rubbish: looking for some takes a tenth
    try:
        atlas = read_atlas(root)
        pack(read_whole(root, opening(atlas.catalog).language), atlas, KEY)
    except AtlasError:
        return
    finally:
        gc.enable()
    gc.freeze()
    sleep(pause_s)
    for name in LATER:
        import_module(name)
    pack_languages(root, atlas)
    warn_of_letters(atlas)


def pack_languages(root: str, atlas: Atlas) -> None:
    """Pack the map in the other languages before somebody asks; a very large atlas waits for that.

    What stays for good is so made before the crowd comes, not among what soon becomes rubbish.
    """
    if len(atlas.features) <= MOST_PACKED:
        for language in atlas.catalog.languages[:MOST_LANGUAGES]:
            pack(read_whole(root, language), atlas, KEY)


def warn_of_letters(atlas: Atlas) -> None:
    """Tell who serves the atlas which of its letters no font has; the page shows it all the same."""
    warned = check_letters(atlas)
    for one in warned[:MOST_WARNED]:
        LOG.warning("%s", one.problem)
    if len(warned) > MOST_WARNED:
        LOG.warning("... python -m geo.doctor %s lists all %d", atlas.root, len(warned))


def _rest(seconds: float) -> int:
    """Let processes that have nothing to print or to read end, if there are any already."""
    offering = sys.modules.get("layers.page.offering")
    examining = sys.modules.get("layers.page.examining")
    return (offering.open_press().rest(seconds) if offering is not None else 0) + (
        examining.open_surgery().rest(seconds) if examining is not None else 0
    )


@asynccontextmanager
async def warmed(root: str) -> AsyncIterator[dict[str, Any]]:
    """Warm a server while it begins to answer, and let many wait for their files at once.

    Files on demand are made in the loop's own threads. There are usually six on two cores, and six
    sheets waiting for the press would keep everybody's small tables waiting with them.
    """
    waiting = ThreadPoolExecutor(FILES_AT_ONCE, thread_name_prefix="file")
    asyncio.get_running_loop().set_default_executor(waiting)
    hold_together()
    rest = {"pause_s": PAUSE_S}
    threading.Thread(target=warm, args=(root,), kwargs=rest, name="warm", daemon=True).start()
    house = asyncio.create_task(keep_house(_rest))
    yield {}
    house.cancel()
