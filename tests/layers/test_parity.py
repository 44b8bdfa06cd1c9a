"""Screen and sheet draw the same: as many things, and every field of every look in both."""

import json
from dataclasses import fields, replace

import pytest
from shapely.geometry import LineString, Point, box

from geo.schema import empty_features, join_features
from layers.kinds import KINDS
from layers.render.payload import to_payload
from layers.render.scene import build_scene
from layers.render.sheet import Group
from layers.render.svg import to_svg
from layers.style import AreaStyle, Drawing, Hatch, LineStyle, SymbolStyle, TextStyle
from layers.view import LayerView, build_whole
from tests.layers.plates import see, to_rows

AREA = AreaStyle("#aa3333", 0.4, "#663333", 0.4, (2.0, 1.0), 0.9, Hatch("hatch", "#333333"))
DRAWING = Drawing(
    area=AREA,
    line=LineStyle("#333366", 0.5, (2.0, 1.0), 0.9, "#ffffff", 2.0),
    symbol=SymbolStyle("star", "#ffffff", "#336633", 3.0, 0.3, (0.5, 0.5), 0.9),
    disc=replace(AREA, fill="#3333aa"),
    text=TextStyle("#222222", 2.4, halo="#ffeedd"),
)
OTHER = {
    "fill": "#123456",
    "stroke": "#654321",
    "fill_opacity": 0.77,
    "opacity": 0.33,
    "width_mm": 0.9,
    "dash_mm": (0.7, 0.3),
    "hatch": None,
    "casing": None,
    "tick_mm": 0.0,
    "symbol": "circle",
    "size_mm": 4.4,
    "pattern": "cross",
    "angle_deg": 10.0,
    "spacing_mm": 0.8,
    "family": "serif",
    "bold": True,
    "italic": True,
    "spacing_em": 0.3,
    "halo": None,
    "capitals": True,
}
LOOKS = ("area", "line", "symbol", "disc", "text")
FLIPS = [(part, field.name) for part in LOOKS for field in fields(type(getattr(DRAWING, part)))] + [
    ("hatch", field.name) for field in fields(Hatch)
]


def flipped(part: str, name: str) -> Drawing:
    """The look with one field changed."""
    if part == "hatch":
        return replace(
            DRAWING, area=replace(AREA, hatch=replace(AREA.hatch, **{name: OTHER[name]}))
        )
    return replace(DRAWING, **{part: replace(getattr(DRAWING, part), **{name: OTHER[name]})})


@pytest.fixture(scope="module")
def marks_of(tiny_atlas):
    """One feature of every mark on the toy island, drawn in a given look."""
    shapes = {
        "mark-area": box(-30.5, 0.2, -30.2, 0.5),
        "mark-line": LineString([(-30.6, -0.3), (-30.1, -0.5)]),
        "mark-point": Point(-30.7, 0.4),
        "mark-disc": Point(-30.5, -0.1),
    }
    rows = tiny_atlas.features.iloc[[tiny_atlas.positions["lease-signed"]] * len(shapes)]
    rows = join_features([empty_features(), rows]).assign(
        id=list(shapes),
        name=[name.title() for name in shapes],
        precision_km=[float("nan")] * 3 + [9.0],
        geometry=list(shapes.values()),
    )
    rows = rows.assign(holds="certain", throughout=True, related="")

    def drawn(view, drawing):
        old = next(layer for layer in view.layers if layer.spec.id == "events")
        kind = replace(KINDS["area"], name="area", draw=lambda _: drawing)
        new = LayerView(
            old.spec, kind, old.title, to_rows(rows), dict.fromkeys(old.drawings, drawing)
        )
        return replace(view, layers=(*view.base, new))

    return drawn


@pytest.fixture(scope="module")
def on_screen(tiny_atlas, marks_of):
    view = build_whole(tiny_atlas)
    return lambda drawing: json.dumps(
        to_payload(marks_of(view, drawing), tiny_atlas), sort_keys=True
    )


@pytest.fixture(scope="module")
def on_sheet(tiny_atlas, marks_of):
    view = see(tiny_atlas)
    return lambda drawing: to_svg(build_scene(marks_of(view, drawing)))


@pytest.mark.parametrize(("part", "name"), FLIPS, ids=[f"{part}.{name}" for part, name in FLIPS])
def test_every_field_of_every_look_changes_screen_and_sheet(part, name, on_screen, on_sheet):
    other = flipped(part, name)
    assert other != DRAWING
    assert on_screen(other) != on_screen(DRAWING), "the screen ignores it"
    assert on_sheet(other) != on_sheet(DRAWING), "the sheet ignores it"


def features_in(items) -> set[str]:
    """The ids of the features that some items draw."""
    found = set()
    for item in items:
        if isinstance(item, Group):
            found |= features_in(item.items)
        else:
            found |= {getattr(item, "feature", "")}
    return found - {""}


def test_screen_and_sheet_draw_the_same_features(tiny_atlas, marks_of):
    view = marks_of(see(tiny_atlas), DRAWING)
    sheet = features_in(build_scene(view).groups)
    payload = json.dumps(to_payload(marks_of(build_whole(tiny_atlas), DRAWING), tiny_atlas))
    marks = {"mark-area", "mark-line", "mark-point", "mark-disc"}
    assert marks <= sheet
    assert all(f'"{mark}"' in payload for mark in marks)
