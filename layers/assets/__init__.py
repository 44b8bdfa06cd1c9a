"""Files that go into the page as they are: our scripts and styles, and what others made."""

import base64
from functools import cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent

MAP_SCRIPTS: Final = (
    "dom",
    "days",
    "symbols",
    "store",
    "bands",
    "paint",
    "shapes",
    "labels",
    "lettering",
    "dots",
    "ground",
    "marks",
    "hits",
    "base",
    "graticule",
    "scale",
    "swatch",
    "legend",
    "card",
    "layers",
    "lists",
    "rail",
    "clock",
    "pointer",
    "look",
    "link",
    "shot",
    "fonts",
    "command",
    "app",
    "hook",
    "registry",
)
"""The map's scripts in the order in which they are joined: each may use those before it."""


@cache
def read_asset(name: str) -> str:
    """Read a text file of this folder."""
    return (HERE / name).read_text(encoding="utf-8")


def _own_scope(library: str, name: str) -> str:
    """Run a UMD library in a scope of its own, so that the page keeps its globals."""
    return (
        f"const {name} = (() => {{ const exports = {{}}, module = {{ exports }};\n"
        f"{library}\nreturn exports; }})();\n"
    )


@cache
def join_scripts(*last: str) -> str:
    """Join libraries and map scripts, then those named last, into one module."""
    leaflet = _own_scope(read_asset("vendor/leaflet.js"), "L") + "L.noConflict();\n"
    screenshot = _own_scope(read_asset("vendor/modern-screenshot.js"), "modernScreenshot")
    ours = "\n".join(read_asset(f"browser/{name}.js") for name in (*MAP_SCRIPTS, *last))
    return f"{leaflet}{screenshot}{ours}\n"


@cache
def join_styles() -> str:
    """Join the library's style sheet and ours."""
    return read_asset("vendor/leaflet.css") + "\n" + read_asset("browser/atlas.css")


FACES: Final = (
    ("Atlas Sans", "400", "normal", "atlas-sans"),
    ("Atlas Sans", "700", "normal", "atlas-sans-bold"),
    ("Atlas Serif", "400", "normal", "atlas-serif"),
    ("Atlas Serif", "400", "italic", "atlas-serif-italic"),
    ("Atlas Serif", "700", "normal", "atlas-serif-bold"),
)
"""Family, weight, style and file of the faces that the page carries."""


@cache
def read_faces() -> list[dict[str, str]]:
    """Read the faces of the page; those that are not there are left to the reader's system."""
    return [
        {
            "family": family,
            "weight": weight,
            "style": style,
            "data": base64.b64encode(path.read_bytes()).decode("ascii"),
        }
        for family, weight, style, name in FACES
        if (path := HERE / "fonts" / "web" / f"{name}.woff2").is_file()
    ]
