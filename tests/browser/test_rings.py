"""Rings of uncertainty: with a symbol inside, and none where a water is named across itself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
At = Callable[..., Page]


def test_a_ring_of_uncertainty_has_its_symbol_inside(at: At) -> None:
    page = at("1926", "okha")
    inks = page.evaluate(
        """() => { const {marks, store} = atlas.app, i = store.index.get('moskalvo');
        const s = marks.spots.find(s => s.i === i && !s.disc), r = marks.pixelRatio;
        const d = marks.canvas.getContext('2d').getImageData((s.x - 6) * r, (s.y - 6) * r, 12 * r, 12 * r).data;
        let inked = 0; for (let k = 3; k < d.length; k += 4) if (d[k] > 200) inked++;
        return inked / (r * r); }"""
    )
    assert inks > 40  # a dot would have 21


def test_a_bay_named_across_its_water_has_no_ring_but_keeps_its_card(at: At) -> None:
    page = at("1926", "okha")
    ringed, lettered, found = page.evaluate(
        """() => { const {marks, store, pointer} = atlas.app, i = store.index.get('baikal_bay');
        const s = marks.spots.find(s => s.i === i), shift = atlas.map.containerPointToLayerPoint([0, 0]).subtract(marks.corner);
        return [marks.discs.includes(i), marks.ground.lettered.has(store.nameOf(i, 'en')),
          pointer.hits.at({x: s.x - shift.x, y: s.y - shift.y}).includes(i)]; }"""
    )
    assert (ringed, lettered, found) == (False, True, True)
