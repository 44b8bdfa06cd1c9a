// The address of what is on the screen: read once at the start, kept up to date without a reload.

const OWN_GROUP = "yours"; // of layers that a reader brought for this visit

/** @typedef {{date?: string, layers?: string[], hidden?: string[], possible?: boolean, view?: string, camera?: [number, number, number]}} Link */

/**
 * Read what an address asks for; after a "~" it lists the layers that differ from the opening.
 * @param {string} search
 * @param {any} payload
 * @returns {Link}
 */
function readLink(search, payload) {
  const query = new URLSearchParams(search);
  /** @type {Link} */ const link = {};
  const date = query.get("daterange") ? (query.get("daterange") || "").replace(",", "/") : query.get("date");
  if (date && readWhen(date)) link.date = date;
  const listed = (/** @type {string} */ key) => (query.get(key) || "").split(",").filter((id) => id && id !== "none");
  if (query.has("layers")) link.layers = layersOf(listed("layers"), payload);
  if (query.has("hidden")) link.hidden = listed("hidden");
  if (query.get("possible") === "0") link.possible = false;
  if (query.has("view")) link.view = query.get("view") || "";
  const camera = (query.get("map") || "").split("/").map(Number);
  if (camera.length === 3 && camera.every(Number.isFinite)) link.camera = /** @type {[number, number, number]} */ (camera);
  return link;
}

/**
 * @param {string[]} names
 * @param {any} payload
 */
function layersOf(names, payload) {
  if (!names.length || !names[0].startsWith("~")) return names;
  const changed = new Set([names[0].slice(1), ...names.slice(1)]);
  return payload.layers.filter((/** @type {any} */ l) => l.visible !== changed.has(l.id)).map((/** @type {any} */ l) => l.id);
}

/**
 * Write the state of the screen into the address; keys that are not ours stay.
 * @param {any} app
 */
function writeLink(app) {
  const { state, map, payload } = app;
  const url = new URL(location.href), query = url.searchParams;
  const put = (/** @type {string} */ key, /** @type {string} */ value) => { if (value) query.set(key, value); else query.delete(key); };
  const center = map.getCenter();
  put("map", `${Number(map.getZoom().toFixed(2))}/${center.lat.toFixed(4)}/${center.lng.toFixed(4)}`);
  put("date", state.when.unit === "range" ? "" : state.when.text);
  put("daterange", state.when.unit === "range" ? state.when.text.replace("/", ",") : "");
  const own = new Set(payload.layers.filter((/** @type {any} */ l) => l.group === OWN_GROUP).map((/** @type {any} */ l) => l.id)); // no address brings these back
  const usual = payload.layers.filter((/** @type {any} */ l) => l.visible && !own.has(l.id)).map((/** @type {any} */ l) => l.id).sort().join();
  const layers = [...state.layers].filter((id) => !own.has(id)).sort().join();
  put("layers", layers === usual ? "" : layers || "none");
  put("hidden", [...state.hidden].filter((key) => !own.has(key.split("/")[0])).sort().join());
  put("possible", state.possible ? "" : "0");
  put("language", app.language === payload.atlas.languages[0] ? "" : app.language);
  put("view", state.view === payload.atlas.view || own.has(state.view) ? "" : state.view);
  // commas and slashes are allowed in a query and read better
  url.search = query.toString().replace(/%2C/g, ",").replace(/%2F/g, "/");
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}
