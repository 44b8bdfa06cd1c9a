"""What the map shows at the dates that matter."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
At = Callable[..., Page]


def shown(page: Page, layer: str) -> dict[str, int]:
    """Count the shown features of a layer by category."""
    counts: dict[str, int] = page.evaluate(
        """layer => { const {store} = atlas.app, counts = {};
        store.id.forEach((_, i) => { if (store.shown[i] && store.layerOf(i).id === layer) {
          const c = store.categoryOf(i).id; counts[c] = (counts[c] || 0) + 1; } });
        return counts; }""",
        layer,
    )
    return counts


def colour_at(page: Page, lon: float, lat: float) -> tuple[int, ...]:
    """Give the colour of the base map at a place, from its own canvas."""
    value: list[int] = page.evaluate(
        """([lon, lat]) => { const p = atlas.map.latLngToLayerPoint([lat, lon]);
        const pane = atlas.map.getPane('land'), canvas = pane.querySelector('canvas');
        const shift = L => L._leaflet_pos || {x: 0, y: 0};
        const ratio = canvas.width / parseFloat(canvas.style.width);
        const at = shift(canvas);
        return [...canvas.getContext('2d').getImageData((p.x - at.x) * ratio, (p.y - at.y) * ratio, 1, 1).data]; }""",
        [lon, lat],
    )
    return tuple(value)


def test_in_1925_the_island_stands_in_the_sea(at: At) -> None:
    page = at("1925", "sakhalin")
    assert colour_at(page, 142.7, 51.5)[3] == 255  # land, inland of Nogliki
    assert colour_at(page, 146.0, 51.0)[3] == 0  # the Sea of Okhotsk


def test_in_1925_okha_is_named_on_the_map_of_the_north(at: At) -> None:
    page = at("1925", "northern-sakhalin")
    assert "Okha" in page.evaluate("atlas.labels()")


def test_in_1926_the_oil_fields_are_discs_of_their_uncertainty(at: At) -> None:
    page = at("1926", "northern-sakhalin")
    discs = page.evaluate(
        "atlas.app.marks.spots.filter(s => s.disc).map(s => atlas.app.store.id[s.i])"
    )
    assert {"k03", "k04", "k05", "k06"} <= set(discs)


def test_the_radius_of_a_disc_is_true_to_the_ground(at: At) -> None:
    page = at("1926", "northern-sakhalin")
    metres = page.evaluate(
        """() => { const {store, marks} = atlas.app, i = store.index.get('k04');
        const s = marks.spots.find(s => s.disc && s.i === i), c = atlas.map.layerPointToLatLng([s.x + marks.corner.x, s.y + marks.corner.y]);
        const edge = atlas.map.layerPointToLatLng([s.x + s.r + marks.corner.x, s.y + marks.corner.y]);
        return atlas.map.distance(c, edge); }"""
    )
    assert metres == pytest.approx(35_000, rel=0.01)


def test_the_signing_is_on_the_map_of_1925(at: At) -> None:
    page = at("1925-01-20", "region")
    assert "e057" in page.evaluate("atlas.shown()")


def test_in_1921_japan_occupies_the_north(at: At) -> None:
    page = at("1921", "sakhalin")
    assert "japan-occupation" in shown(page, "control")


def test_in_1930_nobody_occupies_the_north(at: At) -> None:
    page = at("1930", "sakhalin")
    assert "japan-occupation" not in shown(page, "control")


def test_in_december_1944_the_concessions_are_gone(at: At) -> None:
    page = at("1944-12", "sakhalin")
    kinds = shown(page, "concessions")
    assert not {"oil-concession", "coal-concession"} & set(kinds)


def test_in_december_1943_the_concessions_are_still_there(at: At) -> None:
    page = at("1943-12", "sakhalin")
    assert shown(page, "concessions")["oil-concession"] >= 7


@pytest.mark.parametrize("zoom", [4, 6, 8, 8.75, 9, 9.25, 11])
def test_sakhalin_has_one_coastline_at_every_zoom(at: At, zoom: float) -> None:
    page = at("1925")
    page.evaluate("zoom => atlas.aim(zoom, 53.5, 142.9)", zoom)
    lands = page.evaluate(
        """() => atlas.app.base.layers.filter(x => x.isLand && atlas.map.hasLayer(x.layer)
        && x.layer.getLayers().some(p => p.getBounds().contains([51.5, 142.8])
          && p.getLatLngs().flat().some(r => isIn(r, 51.5, 142.8)))).length;
        function isIn(ring, lat, lng) { let inside = false;
          for (let k = 0, j = ring.length - 1; k < ring.length; j = k++)
            if ((ring[k].lat > lat) !== (ring[j].lat > lat)
              && lng < (ring[j].lng - ring[k].lng) * (lat - ring[k].lat) / (ring[j].lat - ring[k].lat) + ring[k].lng) inside = !inside;
          return inside; }"""
    )
    assert lands == 1


def test_what_is_not_placed_is_counted_and_listed(at: At) -> None:
    page = at("1926")
    page.get_by_role("tab", name="Not placed").click()
    count = int(page.get_by_role("tab", name="Not placed").locator(".count").inner_text())
    assert count > 0
    assert page.locator("#panel-tray li").count() == count


def test_the_legend_counts_what_python_counts(at: At) -> None:
    page = at("1926")
    rows: list[Any] = page.evaluate(
        "atlas.app.legend.tally().looks.map(l => [l.certain, l.possible])"
    )
    drawn = page.evaluate(
        "atlas.app.store.id.filter((_, i) => atlas.app.store.shown[i] && atlas.app.store.type[i]).length"
    )
    assert sum(a + b for a, b in rows) == drawn


def test_a_legend_row_of_what_is_only_possible_says_no_zero(at: At) -> None:
    page = at("1926", "region")
    counts = page.locator(".legend-row .count").all_inner_texts()
    assert counts
    assert not [count for count in counts if count.startswith("0")]


def test_a_wide_area_bears_its_name_in_capitals_without_its_brackets(at: At) -> None:
    page = at("1926", "region")
    assert "SOVIET UNION" in page.evaluate("atlas.labels()")


def alpha_at(page: Page, lon: float, lat: float) -> int:
    """Give how much the areas cover a place."""
    alpha: int = page.evaluate(
        """([lon, lat]) => { const {marks} = atlas.app, {canvas} = marks.ground, p = atlas.map.latLngToLayerPoint([lat, lon]);
        const at = [p.x - marks.corner.x, p.y - marks.corner.y].map(x => Math.round(x * marks.pixelRatio));
        return canvas.getContext('2d').getImageData(...at, 1, 1).data[3]; }""",
        [lon, lat],
    )
    return alpha


def test_a_country_goes_out_where_its_layer_was_cut(at: At) -> None:
    page = at("1926", "region")
    assert alpha_at(page, 100.2, 57.5) < 0.3 * alpha_at(page, 106.5, 57.5)


def test_the_colour_of_an_area_draws_no_second_coastline(at: At) -> None:
    page = at("1926", "sakhalin")
    runs = page.evaluate(
        """() => { const {store} = atlas.app, i = store.index.get('control-karafuto');
        const length = runs => runs.reduce((sum, run) => sum + lengthOf(run), 0);
        function lengthOf(r) { let s = 0; for (let k = 2; k < r.length; k += 2) s += Math.hypot(r[k] - r[k - 2], r[k + 1] - r[k - 1]); return s; }
        return [length(store.outlines[i]), length(store.parts[i].flatMap(p => p.rings))]; }"""
    )
    assert 0 < runs[0] < 0.2 * runs[1]


def test_a_source_named_in_a_note_leads_to_its_entry_on_the_card(at: At) -> None:
    page = at("1910", "northern-sakhalin")
    page.evaluate("atlas.app.open(atlas.app.store.index.get('e018'))")
    mentions = page.locator(".card-note .mention")
    assert mentions.count() == 4
    last = mentions.last
    entry = page.locator(".card-sources li").nth(int(last.inner_text()) - 1)
    assert entry.inner_text().startswith(last.get_attribute("title"))
    assert last.get_attribute("aria-label") == f"{last.inner_text()}: {last.get_attribute('title')}"
    last.focus()
    page.keyboard.press("Enter")
    assert entry.evaluate("entry => entry === entry.getRootNode().activeElement")
    assert entry.evaluate("entry => entry.getBoundingClientRect().bottom <= innerHeight")
