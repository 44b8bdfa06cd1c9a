"""The Streamlit component that holds the map and keeps its clock in the browser.

Two components stand side by side. The *host* gets the whole atlas once: its
data depend on atlas and language only, so Streamlit's message cache makes it
almost free on every later run. The *controller* is tiny: it brings what Python
says anew (a date, layers, a feature to look at) and takes back what the reader
chose. While a reader drags the clock, neither is called.
"""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st

from geo.atlas import Atlas
from geo.extent import Extent
from geo.selection import Selection
from layers.assets import join_scripts, join_styles, read_asset
from layers.render.web import Ground, to_data, to_ground
from layers.view import MapView

PAGE_STYLE: Final = f"<style>{read_asset('browser/page.css')}</style>"
"""What the page around the map should look like: our faces, our paper, no wide margins."""

KEY: Final = "atlas"
"""The name of the map on the page, unless there are several."""

GZIP_LEVEL: Final = 4  # two times as fast as the usual one, for three bytes more in a hundred

COMMANDS: Final = ("date", "layers", "hidden", "possible", "view", "focus")


@dataclass(frozen=True, slots=True)
class MapState:
    """What the reader chose on the map, as last told by the browser."""

    date: str
    layers: frozenset[str]
    hidden: frozenset[str]
    feature: str = ""
    extent: Extent | None = None
    possible: bool = True


@dataclass(slots=True)
class Talk:
    """What was said between page and browser so far, to tell news from echoes."""

    asked: dict[str, Any] = field(default_factory=dict)
    heard: dict[str, Any] = field(default_factory=dict)
    answered: dict[str, Any] = field(default_factory=dict)
    command: dict[str, Any] = field(default_factory=dict)
    sequence: int = 0
    told: int = 0

    def listen(self, said: Mapping[str, Any]) -> None:
        """Take over what the browser says, once; it counts its messages."""
        if said and said["told"] != self.told:
            self.told = said["told"]
            self.heard = dict(said)

    def say(self, command: dict[str, Any]) -> None:
        """Note a command: from now on the browser stands where it says."""
        self.command = command
        self.sequence += 1
        self.heard = self.heard | command


@dataclass(frozen=True, slots=True, eq=False)
class _Parcel:
    """The host's data, with what it was made of: while it is kept, no other may take its place."""

    view: MapView
    atlas: Atlas
    ground: Ground
    packed: bytes


def _packed(view: MapView, atlas: Atlas, key: str, ground: Ground) -> _Parcel:
    """Pack an atlas for the browser."""
    beside = {"key": key, "module": join_scripts("uploads", "host")}
    text = to_data(view, atlas, ground=ground, beside=beside)
    return _Parcel(
        view, atlas, ground, gzip.compress(text.encode(), compresslevel=GZIP_LEVEL, mtime=0)
    )


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs={Atlas: id})
def _ground_of(_view: MapView, atlas: Atlas) -> tuple[Atlas, Ground]:
    """Give the base map and the areas of an atlas, which are the same in every language."""
    return atlas, to_ground(_view, atlas)


@st.cache_resource(
    show_spinner=False, max_entries=8, hash_funcs={MapView: id, Atlas: id, Selection: id}
)
def pack(view: MapView, atlas: Atlas, key: str) -> _Parcel:
    """Give the packed atlas that all visitors see."""
    return _packed(view, atlas, key, _ground_of(view, atlas)[1])


def _own(view: MapView, atlas: Atlas, key: str, ground: Ground) -> _Parcel:
    """Give the packed atlas of this visitor alone, which no cache of the server may hold."""
    kept: _Parcel | None = st.session_state.get(f"{key} parcel")
    if kept is None or kept.view is not view:
        kept = _packed(view, atlas, key, ground)
        st.session_state[f"{key} parcel"] = kept
    return kept


def prepare_own(whole: MapView, atlas: Atlas, *, base: tuple[MapView, Atlas]) -> None:
    """Pack this visitor's atlas before the map asks for it, where the visitor can be told to wait."""
    _own(whole, atlas, KEY, pack(*base, KEY).ground)


@st.cache_resource(show_spinner=False)
def _components() -> tuple[Any, Any]:
    """Declare both components once for the whole server."""
    host = st.components.v2.component(
        "atlas.map",
        html='<div class="host"></div>',
        css=join_styles(),
        js=read_asset("browser/loader.js"),
    )
    controller = st.components.v2.component(
        "atlas.controller", html="<span></span>\n", js=read_asset("browser/controller.js")
    )
    return host, controller


def _asked(selection: Selection, known: frozenset[str], focus: str) -> dict[str, Any]:
    """Give what the page asks for, as plain values; base layers are always on."""
    return {
        "date": selection.date,
        "layers": sorted(selection.layers & known),
        "hidden": sorted(selection.hidden),
        "possible": selection.possible,
        "view": selection.view,
        "focus": focus,
    }


def news(talk: Talk, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the page says for the first time.

    A field is news when it differs from what the page asked before and is not
    merely what the browser told the page.
    """
    echoes = (talk.heard, talk.answered)
    return {
        name: asked[name]
        for name in COMMANDS
        if name in talk.asked
        and asked[name] != talk.asked[name]
        and all(echo.get(name, None) != asked[name] for echo in echoes)
    }


def _to_extent(edges: list[float] | None) -> Extent | None:
    """Give the part of the map that the reader sees; none if it goes round the globe."""
    if edges is None or edges[2] - edges[0] >= 360:  # noqa: PLR2004 - degrees
        return None
    west, south, east, north = edges
    return Extent(max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0))


def show_map(  # noqa: PLR0913 - what the page says in one call
    whole: MapView,
    selection: Selection,
    *,
    atlas: Atlas,
    focus: str = "",
    camera: tuple[float, float, float] | None = None,
    key: str = KEY,
    base: tuple[MapView, Atlas] | None = None,
    on_change: Callable[[], None] = lambda: None,
) -> MapState:
    """Place the map and give what the reader chose on it.

    Parameters
    ----------
    whole
        The view of everything at all dates; a new one is sent to the browser as a whole.
    selection
        What the page asks. A field counts only when it is new: the reader's clock,
        layers and camera are never reset by a rerun.
    focus
        The id of a feature whose card to open, when it is new.
    camera
        Zoom, latitude and longitude to open at, unless the browser's address has its own.
    base
        The atlas that all see, and its view, if ``atlas`` is this visitor's alone: then what is
        packed is kept in the session only.
    on_change
        Called before the run that brings a new choice of the reader.
    """
    host, controller = _components()
    talk: Talk = st.session_state.setdefault(f"{key} talk", Talk())
    talk.listen((st.session_state.get(f"{key} controller") or {}).get("state") or {})
    known = frozenset(layer.spec.id for layer in whole.dated)
    asked = _asked(selection, known, focus)
    command = news(talk, asked)
    if command:
        talk.say(command)
    talk.asked = asked
    controller(  # before the map, which may still be packed: the browser meanwhile fetches what both need
        key=f"{key} controller",
        data={
            "key": key,
            "sequence": talk.sequence,
            "command": talk.command,
            "camera": list(camera or ()),
        },
        on_state_change=on_change,
    )
    if base is None:
        st.session_state.pop(f"{key} parcel", None)
        parcel = pack(whole, atlas, key)
    else:
        parcel = _own(whole, atlas, key, pack(*base, key).ground)
    host(data=parcel.packed, key=f"{key} host")
    current = asked | {name: talk.heard[name] for name in COMMANDS if name in talk.heard}
    talk.answered = current
    return MapState(
        date=current["date"],
        layers=frozenset(current["layers"]) | (selection.layers - known),
        hidden=frozenset(current["hidden"]),
        feature=talk.heard.get("feature", ""),
        extent=_to_extent(talk.heard.get("extent")),
        possible=current["possible"],
    )
