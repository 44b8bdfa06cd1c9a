// The legend: what is drawn now and nothing else, with counts. The browser remembers whether it is folded.

const LEGEND_MEMORY = "atlas legend";

/** What was remembered; null if nothing, or if the browser keeps nothing. @returns {string|null} */
function recallLegend() {
  try { return localStorage.getItem(LEGEND_MEMORY); } catch { return null; }
}

/** @param {boolean} isOpen */
function rememberLegend(isOpen) {
  try { localStorage.setItem(LEGEND_MEMORY, isOpen ? "open" : "folded"); } catch { /* a page that may keep nothing forgets */ }
}

/** The legend of an atlas. */
class Legend {
  /** @param {any} app */
  constructor(app) {
    this.app = app;
    this.list = el("div", { class: "legend-list" });
    this.node = el("details", { class: "legend", open: app.isWide() && recallLegend() !== "folded" }, el("summary", {}, app.say("legend"), icon("fold")), this.list);
    /** @type {Map<string, {node: HTMLElement, count: HTMLElement}>} */ this.rows = new Map(); // made once: pictures are dear
    /** @type {Map<string, HTMLElement>} */ this.keyRows = new Map();
    this.order = "";
    app.on("shown", () => this.show());
    const summary = /** @type {HTMLElement} */ (this.node.firstChild);
    summary.addEventListener("click", () => rememberLegend(!(/** @type {HTMLDetailsElement} */ (this.node)).open));
    let wasOpen = app.isWide() && recallLegend() !== "folded"; // a legend that begins open tells so, too
    this.node.addEventListener("toggle", () => {
      const isOpen = (/** @type {HTMLDetailsElement} */ (this.node)).open;
      if (isOpen === wasOpen) return;
      wasOpen = isOpen;
      this.show();
      app.marks.draw();
    });
  }

  /** Count the shown features behind each look. */
  tally() {
    const { store } = this.app;
    /** @type {Map<string, any>} */ const looks = new Map();
    const keys = { possible: false, disc: false, reconstruction: false }, /** @type {Set<number>} */ partly = new Set();
    for (let i = 0; i < store.n; i++) {
      const hold = store.shown[i];
      if (!hold || !store.type[i]) continue;
      const key = `${store.layer[i]}/${store.category[i]}/${store.type[i]}`;
      let look = looks.get(key);
      if (!look) looks.set(key, (look = { key, i, layer: store.layer[i], category: store.category[i], certain: 0, possible: 0 }));
      if (hold === 2) look.certain++; else { look.possible++; keys.possible = true; }
      if (store.type[i] === POINT && store.precision[i] > 0 && store.precision[i] < FAR_KM) keys.disc = true;
      if (hold === 2 && this.app.turns.has(i)) partly.add(store.layer[i]);
      if (store.depictionOf(i) === RECONSTRUCTION) keys.reconstruction = true;
    }
    const groups = store.payload.groups.map((/** @type {any} */ group) => group.id);
    const place = (/** @type {any} */ look) => groups.indexOf(store.payload.layers[look.layer].group);
    return { looks: [...looks.values()].sort((a, b) => place(a) - place(b) || a.layer - b.layer || a.category - b.category), keys, partly };
  }

  /** Show the legend of what is drawn. */
  show() {
    if (!(/** @type {HTMLDetailsElement} */ (this.node)).open) return;
    const { store } = this.app;
    const { looks, keys, partly } = this.tally();
    for (const look of looks) this.rowOf(look).count.textContent = this.countOf(look);
    const order = [...looks.map((look) => look.key), ...Object.values(keys), ...partly].join();
    if (order === this.order) return;
    this.order = order;
    let layer = -1;
    /** @type {Node[]} */ const rows = [];
    for (const [k, look] of looks.entries()) {
      const spec = store.payload.layers[look.layer];
      if (look.layer !== layer && spec.categories.some((/** @type {any} */ c) => c.title)) rows.push(el("h2", {}, spec.title));
      layer = look.layer;
      rows.push(this.rowOf(look).node);
      if (partly.has(layer) && looks[k + 1]?.layer !== layer) rows.push(this.keyRow("partly", "partly", "area", { of: layer, bands: store.payload.bands }));
    }
    if (!rows.length) rows.push(el("p", { class: "empty" }, this.app.say("nothing-shown")));
    fill(this.list, ...rows, ...this.doubts(keys));
  }

  /** @param {any} look */
  countOf(look) {
    const possible = `${this.app.say("possible-short")} ${look.possible}`;
    if (!look.possible) return String(look.certain);
    return look.certain ? `${look.certain} + ${possible}` : possible;
  }

  /** @param {any} look */
  rowOf(look) {
    let row = this.rows.get(look.key);
    if (!row) {
      const { payload } = this.app, spec = payload.layers[look.layer], category = spec.categories[look.category];
      const count = el("span", { class: "count" });
      row = { count, node: el("div", { class: "legend-row" }, swatch(payload.drawings[category.drawings[0]], MARK_OF[this.store.type[look.i]]), el("span", {}, category.title || spec.title), count) };
      this.rows.set(look.key, row);
    }
    return row;
  }

  /** The keys of what cuts across the layers: possible, in bands, position, reconstruction. @param {any} keys */
  doubts(keys) {
    const rows = [];
    if (keys.possible) rows.push(this.keyRow("possible", "possible", "area"));
    if (keys.disc) rows.push(this.keyRow("uncertain-position", "disc", "disc"));
    if (keys.reconstruction) rows.push(this.keyRow("reconstruction", "reconstruction", "area"));
    return rows.length ? [el("hr"), ...rows] : [];
  }

  /** @param {string} word @param {string} look @param {"area"|"disc"} mark @param {{of?: number, bands?: any}} [how] */
  keyRow(word, look, mark, { of = -1, bands = null } = {}) {
    const key = `${word}/${of}`;
    let row = this.keyRows.get(key);
    if (!row) this.keyRows.set(key, (row = el("div", { class: "legend-row key" }, swatch(this.app.payload.keys[look], mark, bands), el("span", {}, this.app.say(word)))));
    return row;
  }

  get store() { return this.app.store; }
}
