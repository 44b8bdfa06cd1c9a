// The Streamlit component that holds the map. It is called on every rerun and acts only on new data.
//
// What it gets is one gzipped parcel: the atlas, and the module that shows it. So the scripts travel
// at a third of their size, and a second atlas on the page finds them there.

const mounted = new WeakMap();
let hosted = { text: "", module: /** @type {Promise<any>|null} */ (null) };

/**
 * Build the map, or build it again in another language with date, layers and camera kept.
 * @param {any} component `data` are gzipped bytes
 */
export default function load({ data, parentElement }) {
  const before = mounted.get(parentElement);
  const stamp = [...data.slice(-8)].join(); // gzip ends with a check sum and a length
  if (before && before.stamp === stamp) { if (before.app) before.app.themed(); return undefined; }
  const place = { stamp, app: before ? before.app : null };
  mounted.set(parentElement, place);
  unpack(data).then(async (parcel) => {
    const { build } = await moduleOf(parcel.module);
    if (mounted.get(parentElement) === place) build(place, parentElement, parcel);
  });
  return () => {
    const now = mounted.get(parentElement);
    mounted.delete(parentElement);
    if (now && now.app && hosted.module) hosted.module.then(({ leave }) => leave(now.app));
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

/** Run a module of ours, once. @param {string} text @returns {Promise<any>} */
function moduleOf(text) {
  if (hosted.module && hosted.text === text) return hosted.module;
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  hosted = { text, module: import(address).finally(() => URL.revokeObjectURL(address)) };
  return /** @type {Promise<any>} */ (hosted.module);
}
