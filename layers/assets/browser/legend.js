// The legend: what is drawn now and nothing else, with counts.

/** The legend of an atlas. */
class Legend {
  /** @param {any} app */
  constructor(app) {
    this.app = app;
    this.list = el("div", { class: "legend-list" });
    this.node = el("details", { class: "legend", open: app.isWide() }, el("summary", {}, app.say("legend"), icon("fold")), this.list);
    app.on("shown", () => this.show());
    this.node.addEventListener("toggle", () => { this.show(); if (app.marks) app.marks.draw(); });
  }

  /** Count the shown features behind each look. */
  tally() {
    const { store } = this.app;
    /** @type {Map<string, any>} */ const looks = new Map();
    const keys = { possible: false, disc: false, reconstruction: false };
    for (let i = 0; i < store.n; i++) {
      const hold = store.shown[i];
      if (!hold || !store.type[i]) continue;
      const key = `${store.layer[i]}/${store.category[i]}/${store.type[i]}`;
      let look = looks.get(key);
      if (!look) looks.set(key, (look = { i, layer: store.layer[i], category: store.category[i], certain: 0, possible: 0 }));
      if (hold === 2) look.certain++; else { look.possible++; keys.possible = true; }
      if (store.type[i] === POINT && store.precision[i] > 0 && store.precision[i] < FAR_KM) keys.disc = true;
      if (store.depictionOf(i) === RECONSTRUCTION) keys.reconstruction = true;
    }
    return { looks: [...looks.values()].sort((a, b) => a.layer - b.layer || a.category - b.category), keys };
  }

  /** Show the legend of what is drawn. */
  show() {
    if (!(/** @type {HTMLDetailsElement} */ (this.node)).open) return;
    const { store } = this.app;
    const { looks, keys } = this.tally();
    let layer = -1;
    /** @type {Node[]} */ const rows = [];
    for (const look of looks) {
      const spec = store.payload.layers[look.layer];
      if (look.layer !== layer && spec.categories.some((/** @type {any} */ c) => c.title)) rows.push(el("h2", {}, spec.title));
      layer = look.layer;
      rows.push(this.row(look, spec));
    }
    if (!rows.length) rows.push(el("p", { class: "empty" }, this.app.say("nothing-shown")));
    fill(this.list, ...rows, ...this.keyRows(keys));
  }

  /** @param {any} look @param {any} spec */
  row(look, spec) {
    const { store, app } = this;
    const drawing = app.payload.drawings[spec.categories[look.category].drawings[0]];
    const possible = `${app.say("possible-short")} ${look.possible}`;
    const count = !look.possible ? String(look.certain) : look.certain ? `${look.certain} + ${possible}` : possible;
    return el("div", { class: "legend-row" }, swatch(drawing, MARK_OF[app.store.type[look.i]]),
      el("span", {}, spec.categories[look.category].title || spec.title), el("span", { class: "count" }, count));
  }

  /** The keys of doubt: possible, position, reconstruction. @param {any} keys */
  keyRows(keys) {
    const { app } = this, rows = [];
    const named = (/** @type {string} */ key, /** @type {HTMLCanvasElement} */ picture) => el("div", { class: "legend-row key" }, picture, el("span", {}, app.say(key)));
    if (keys.possible) rows.push(named("possible", swatch(app.payload.keys.possible, "area")));
    if (keys.disc) rows.push(named("uncertain-position", swatch(app.payload.keys.disc, "disc")));
    if (keys.reconstruction) rows.push(named("reconstruction", swatch(app.payload.keys.reconstruction, "area")));
    return rows.length ? [el("hr"), ...rows] : [];
  }

  get store() { return this.app.store; }
}
