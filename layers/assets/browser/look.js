// What the canvas asks while it draws: language, opacities, lettering, the names of doubtful places.

const OTHER_SCRIPTS = { en: ["ru", "ja"], ru: ["ja", "en"], ja: ["ru", "en"], zh: ["ja", "ru"] };

/**
 * Give the answers that the marks need of an atlas.
 * @param {any} app
 */
function lookOf(app) {
  const { payload, store } = app;
  const lettering = payload.lettering.map((/** @type {any} */ item) => ({ ...item, run: decodeRun(item.run, payload.step), style: payload.drawings[item.drawing].text, text: "" }));
  for (const item of lettering) item.text = item.names[app.language] || item.names.en;
  const plain = { fill: "#26221c", size: 9, family: "sans", bold: false, italic: false, spacing: 0, halo: "#f5efe1", capitals: false };
  return {
    covered: () => (app.rail ? app.overlays() : []),
    land: (/** @type {number} */ zoom, /** @type {any} */ origin) => (app.base ? app.base.finePath(zoom, origin) : null),
    lettering: () => lettering,
    language: () => app.language,
    selected: () => app.state.selected,
    opacity: (/** @type {number} */ layer) => app.state.opacity[layer],
    turn: (/** @type {number} */ i) => app.turns.get(i),
    bands: payload.bands,
    plainText: () => plain,
    otherNames: (/** @type {number} */ i) => (OTHER_SCRIPTS[app.language] || OTHER_SCRIPTS.en)
      .map((code) => (payload.features.names[code] || [])[i] || "").filter((name, k, all) => name && name !== store.nameOf(i, app.language) && all.indexOf(name) === k).join(" "),
    farName: (/** @type {number[]} */ all, /** @type {string} */ name) => {
      if (all.length < 2) return name;
      let place = "";
      for (let k = 0; k < store.n && !place; k++) if (store.site[k] === store.site[all[0]] && store.layerOf(k).kind === "point") place = store.nameOf(k, app.language);
      return place ? `${place} · ${all.length}` : `${name} · ${app.say("and-more").replace("{n}", String(all.length - 1))}`;
    },
  };
}
