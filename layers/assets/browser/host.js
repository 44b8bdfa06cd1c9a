// The Streamlit component that holds the map. It is called on every rerun and acts only on new data.

const mounted = new WeakMap();

/**
 * Build the map, or build it again in another language with date, layers and camera kept.
 * @param {any} component `data` are gzipped bytes
 */
export default function host({ data, parentElement }) {
  const before = mounted.get(parentElement);
  const stamp = [...data.slice(-8)].join(); // gzip ends with a check sum and a length
  if (before && before.stamp === stamp) { if (before.app) before.app.themed(); return undefined; }
  const place = { stamp, app: before ? before.app : null };
  mounted.set(parentElement, place);
  unpack(data).then((parcel) => { if (mounted.get(parentElement) === place) build(place, parentElement, parcel); });
  return () => {
    const now = mounted.get(parentElement);
    mounted.delete(parentElement);
    if (now && now.app) leave(now.app);
  };
}

/**
 * Read the gzipped JSON that Python packed.
 * @param {Uint8Array} bytes
 * @returns {Promise<any>}
 */
async function unpack(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/**
 * Put an atlas where another was, or where none was.
 * @param {{stamp: string, app: App|null}} place
 * @param {any} parentElement
 * @param {any} parcel
 */
function build(place, parentElement, parcel) {
  addFonts(parcel.fonts);
  const seat = seatOf(parcel.key);
  const link = place.app ? linkOf(place.app) : readLink(location.search);
  if (place.app) leave(place.app);
  const report = (/** @type {any} */ state) => { if (seat.report) seat.report(state); };
  const app = new App(parentElement, parentElement.querySelector(".host"), parcel, { link, report });
  place.app = app;
  seat.app = app;
  /** @type {any} */ (window).atlas = hookOf(app);
  for (const task of seat.waiting.splice(0)) task();
}

/** Take an atlas from the page. @param {App} app */
function leave(app) {
  const seats = /** @type {any} */ (window).__atlasSeats || {};
  for (const seat of Object.values(seats)) if (seat.app === app) seat.app = null;
  app.remove();
}

/**
 * Give the state of an atlas as a link, to open another in the same state.
 * @param {App} app
 * @returns {Link}
 */
function linkOf(app) {
  const center = app.map.getCenter(), { state } = app;
  return { date: state.when.text, layers: [...state.layers], hidden: [...state.hidden], possible: state.possible, view: state.view, camera: [app.map.getZoom(), center.lat, center.lng] };
}
