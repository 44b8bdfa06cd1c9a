"""The colours and symbols that the catalog asks for can be told apart and can be drawn."""

from geo.atlas import Atlas
from geo.catalog import BASE_KINDS, LayerSpec
from layers.style import CRIMSON, LAND, SYMBOLS, WATER

READABLE_MARK = 3.0


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_a_mark_stands_out_from_land_and_water(layer: LayerSpec) -> None:
    if layer.kind in BASE_KINDS:
        return
    colors = [category.color for category in layer.categories if category.color]
    weak = [c for c in colors if min(_contrast(c, LAND), _contrast(c, WATER)) < READABLE_MARK]
    assert not weak


def test_every_symbol_asked_for_can_be_drawn(layer: LayerSpec) -> None:
    assert {category.symbol for category in layer.categories} <= {"", *SYMBOLS}


def test_no_two_categories_of_a_layer_look_the_same(layer: LayerSpec) -> None:
    looks = [(c.color, c.pattern, c.symbol, c.dash) for c in layer.categories]
    assert len(set(looks)) == len(looks)


def test_crimson_is_kept_for_the_treaty(atlas: Atlas) -> None:
    crimson = [
        (layer.id, category.id)
        for layer in atlas.catalog.layers
        for category in layer.categories
        if category.color == CRIMSON
    ]
    assert crimson == [("events", "treaty")]
