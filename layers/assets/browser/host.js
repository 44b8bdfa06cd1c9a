// What the loader runs: puts an atlas on the page, and takes it away.

/**
 * Put an atlas where another was, or where none was.
 * @param {{stamp: string, app: App|null}} place
 * @param {any} parentElement
 * @param {any} parcel
 */
export function build(place, parentElement, parcel) {
  addFonts(parcel.fonts);
  sayAtUploads(parcel.payload.words);
  const seat = seatOf(parcel.key);
  const fresh = place.app ? newLayers(place.app, parcel.payload) : [];
  const link = place.app ? linkOf(place.app, fresh) : readLink(location.search, parcel.payload);
  if (place.app) leave(place.app);
  const report = (/** @type {any} */ state) => { if (seat.report) seat.report(state); };
  const app = new App(parentElement, parentElement.querySelector(".host"), parcel, { link, report });
  place.app = app;
  seat.app = app;
  document.documentElement.dataset.atlas = "here"; // the page stops its sign of waiting
  /** @type {any} */ (window).atlas = hookOf(app);
  for (const task of seat.waiting.splice(0)) task();
  if (fresh.length) app.goToLayers(fresh);
}

/**
 * Name the layers that open visible and were not there before: a reader has just brought them.
 * @param {App} app the atlas that was there
 * @param {any} payload
 * @returns {string[]}
 */
function newLayers(app, payload) {
  const known = new Set(app.payload.layers.map((/** @type {any} */ layer) => layer.id));
  return payload.layers.filter((/** @type {any} */ layer) => layer.visible && !known.has(layer.id)).map((/** @type {any} */ layer) => layer.id);
}

/** Take an atlas from the page. @param {App} app */
export function leave(app) {
  const seats = /** @type {any} */ (window).__atlasSeats || {};
  for (const seat of Object.values(seats)) if (seat.app === app) seat.app = null;
  app.remove();
}

/**
 * Give the state of an atlas as a link, to open another in the same state.
 * @param {App} app
 * @param {string[]} fresh layers to show besides
 * @returns {Link}
 */
function linkOf(app, fresh) {
  const center = app.map.getCenter(), { state } = app;
  return { date: state.when.text, layers: [...state.layers, ...fresh], hidden: [...state.hidden], possible: state.possible, view: state.view, camera: [app.map.getZoom(), center.lat, center.lng] };
}
