// A window on the atlas for tests and measurements.

/**
 * What tests and measurements may ask of an atlas on the page.
 * @param {App} app
 */
function hookOf(app) {
  const { store } = app;
  return {
    app,
    map: app.map,
    date: () => app.state.when.text,
    set: (/** @type {string} */ date) => { const when = readWhen(date); if (when) app.setDate(when); return app.marks.lastDrawMs; },
    aim: (/** @type {number} */ zoom, /** @type {number} */ lat, /** @type {number} */ lon) => { app.map.setView([lat, lon], zoom, { animate: false }); },
    shown: () => store.id.filter((_, i) => store.shown[i]),
    possible: () => store.id.filter((_, i) => store.shown[i] === 1),
    drawn: () => ({ ...app.marks.counts }),
    labels: () => app.marks.labels.map((label) => label.text),
    coasts: () => app.base.coasts(),
    open: (/** @type {string} */ id) => { const i = store.index.get(id); if (i !== undefined) app.open(i, { fly: false }); },
    screenOf: (/** @type {string} */ id) => { const i = store.index.get(id); if (i === undefined) return null; const p = app.map.latLngToContainerPoint(app.unproject(store.x[i], store.y[i])); return [p.x, p.y]; },
    get lastDrawMs() { return app.marks.lastDrawMs; },
  };
}
