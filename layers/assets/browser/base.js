// The base map that folium wrote: land, lakes, rivers, relief; with a soft shore round the land.

const SHORE = [[24, 0.2], [17, 0.26], [10, 0.34], [5, 0.5]]; // width in pixels, opacity

const RELIEF = 0.5; // opacity of the relief at small scales

/**
 * Run folium's script with a Leaflet of our own: the map goes into our element, and layers are noted.
 * @param {string} script
 * @param {HTMLElement} element
 * @param {any} options
 * @returns {{map: any, layers: any[]}}
 */
function runFolium(script, element, options) {
  const library = Object.create(L);
  /** @type {any} */ const found = { map: null, layers: [] };
  library.map = (/** @type {string} */ _, /** @type {any} */ given) => (found.map = L.map(element, { ...given, ...options }));
  for (const name of ["geoJson", "imageOverlay"]) {
    library[name] = (/** @type {any[]} */ ...given) => {
      const layer = /** @type {any} */ (L)[name](...given);
      found.layers.push(layer);
      return layer;
    };
  }
  new Function("L", script)(library);
  return found;
}

/** The base layers, each within its range of zooms. */
class Base {
  /** @param {any} map @param {any[]} layers */
  constructor(map, layers) {
    this.map = map;
    this.layers = layers.map((layer) => ({ layer, zoom: layer.options.atlasZoom || [0, 99], shore: /** @type {any} */ (null), isLand: layer.options.atlasKind === "land" }));
    this.fineKey = "";
    /** @type {Path2D|null} */ this.fine = null;
  }

  /** Begin to follow the map's zoom, once the map knows where it looks: each layer is drawn once then. */
  begin() {
    this.map.on("zoomend viewreset", this.turn, this);
    this.turn();
  }

  /** Show the layers of this zoom and no others. */
  turn() {
    const zoom = this.map.getZoom();
    if (zoom === undefined) return;
    for (const item of this.layers) {
      const isOn = zoom >= item.zoom[0] && zoom < item.zoom[1];
      if (isOn && item.isLand && !item.shore) item.shore = this.shoreOf(item.layer);
      if (item.layer.setOpacity) item.layer.setOpacity(Math.max(0, Math.min(RELIEF, RELIEF * (7 - zoom) / 2))); // coarse pixels fade as they grow
      for (const layer of [item.shore, item.layer]) {
        if (!layer || this.map.hasLayer(layer) === isOn) continue;
        if (isOn) this.map.addLayer(layer); else this.map.removeLayer(layer);
        if (isOn && layer === item.shore) for (const stroke of layer.getLayers().reverse()) stroke.bringToBack(); // the widest lowest, all under every land
      }
    }
  }

  /** Which coastlines are on the map. */
  coasts() { return this.layers.filter((item) => item.isLand && this.map.hasLayer(item.layer)).map((item) => item.layer.options.atlasLayer); }

  /**
   * Give the land that took the place of a coarser one as a path of pixels from an origin; nothing if none did.
   * @param {number} zoom @param {{x: number, y: number}} origin
   */
  finePath(zoom, origin) {
    const fine = this.layers.filter((item) => item.isLand && item.zoom[0] > 0 && this.map.hasLayer(item.layer));
    const key = [zoom, origin.x, origin.y, fine.length].join();
    if (key === this.fineKey) return this.fine;
    const path = new Path2D(), scale = 2 ** zoom;
    const trace = (/** @type {any[]} */ points) => {
      if (Array.isArray(points[0])) { for (const ring of points) trace(ring); return; }
      for (const [k, at] of points.entries()) path[k ? "lineTo" : "moveTo"](worldX(at.lng) * scale - origin.x, worldY(at.lat) * scale - origin.y);
      path.closePath();
    };
    for (const item of fine) item.layer.eachLayer((/** @type {any} */ polygon) => trace(polygon.getLatLngs()));
    this.fineKey = key;
    this.fine = fine.length ? path : null;
    return this.fine;
  }

  /** Give wide pale strokes along the coast, on the canvas of the land but under it. @param {any} land */
  shoreOf(land) {
    const group = L.layerGroup();
    for (const [weight, opacity] of SHORE) {
      land.eachLayer((/** @type {any} */ polygon) => group.addLayer(new L.Polygon(polygon.getLatLngs(), {
        pane: "land", weight, opacity, color: "#eef4f4", fill: false, interactive: false, smoothFactor: 1.6, lineJoin: "round",
      })));
    }
    return group;
  }
}
