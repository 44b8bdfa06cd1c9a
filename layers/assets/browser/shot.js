// The picture "as on the screen": the sheet with its date, twice as fine, as a PNG file.

/** @param {number} frames */
const waitFrames = (frames) => new Promise((resolve) => { const next = (/** @type {number} */ left) => (left ? requestAnimationFrame(() => next(left - 1)) : resolve(undefined)); next(frames); });

/**
 * Redraw every canvas of the map at a pixel ratio.
 * @param {any} app
 * @param {number} ratio 0 takes that of the screen
 */
function redrawAt(app, ratio) {
  app.marks.ratio = ratio;
  app.graticule.ratio = ratio;
  L.Browser.retina = ratio ? ratio > 1 : (window.devicePixelRatio || 1) > 1;
  const renderers = new Set();
  app.map.eachLayer((/** @type {any} */ layer) => { if (layer._renderer && layer._renderer._ctx) renderers.add(layer._renderer); });
  for (const renderer of renderers) { renderer._bounds = null; renderer._update(); }
  app.marks.draw();
  app.graticule.draw();
}

/**
 * Take the picture.
 * @param {any} app
 * @returns {Promise<Blob>}
 */
async function takePicture(app) {
  app.frame.classList.add("shooting");
  app.cartoucheDate.textContent = sayWhen(app.state.when, app.language);
  redrawAt(app, 2);
  await waitFrames(2);
  try {
    return await modernScreenshot.domToBlob(app.sheet, { scale: 2, font: false, backgroundColor: "#fbf8f1" });
  } finally {
    app.frame.classList.remove("shooting");
    redrawAt(app, 0);
  }
}

/**
 * Give the file its name: atlas, date and view.
 * @param {any} app
 */
function pictureName(app) {
  const parts = [app.payload.atlas.id, app.state.when.text.replace("/", "_to_"), app.state.view];
  return `${parts.filter(Boolean).join("_").replace(/[^\w.-]+/g, "-")}.png`;
}

/** Take the picture and hand it over as a download. @param {any} app */
async function downloadPicture(app) {
  const url = URL.createObjectURL(await takePicture(app));
  el("a", { href: url, download: pictureName(app) }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
