// The layer control: groups, layers with an opacity each, categories, and zoom to what a layer holds.

/** The panel of layers. */
class LayerPanel {
  /** @param {any} app */
  constructor(app) {
    this.app = app;
    this.node = el("div", { class: "layer-panel" });
    /** @type {Map<string, HTMLInputElement>} */ this.switches = new Map();
    /** @type {Map<string, HTMLElement>} */ this.tallies = new Map();
    this.build();
    app.on("layers", () => this.show());
    app.on("shown", () => this.count());
    this.show();
  }

  /** Build the groups; those without a layer of their own are left out. */
  build() {
    const { payload } = this.app;
    const known = new Set(payload.groups.map((/** @type {any} */ g) => g.id));
    const groups = [...payload.groups, { id: null, title: "" }];
    for (const group of groups) {
      const layers = payload.layers.filter((/** @type {any} */ l) => (group.id === null ? !known.has(l.group) : l.group === group.id));
      if (!layers.length) continue;
      this.node.append(el("fieldset", {}, el("legend", {}, group.title || this.app.say("layers")), ...layers.map((/** @type {any} */ l) => this.layer(l))));
    }
    const possible = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox", onchange: () => this.app.setPossible(possible.checked) }));
    this.possible = possible;
    this.node.append(el("label", { class: "switch possible" }, possible, el("span", { class: "track-mark", "aria-hidden": "true" }), el("span", {}, this.app.say("show-possible"))));
  }

  /** @param {any} layer */
  layer(layer) {
    const { app } = this;
    const tally = el("span", { class: "count" });
    this.tallies.set(layer.id, tally);
    const input = this.switchOf(layer.id, () => app.setLayer(layer.id, input.checked));
    const more = el("details", { class: "more" }, el("summary", { "aria-label": `${layer.title}: ${app.say("more")}`, title: app.say("more") }, icon("fold")), this.more(layer));
    return el("div", { class: "layer" },
      el("label", { class: "switch" }, input, el("span", { class: "track-mark", "aria-hidden": "true" }), el("span", {}, layer.title), tally), more);
  }

  /** @param {string} key @param {() => void} onchange */
  switchOf(key, onchange) {
    const input = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox", onchange }));
    this.switches.set(key, input);
    return input;
  }

  /** Categories, opacity and zoom of one layer. @param {any} layer */
  more(layer) {
    const { app } = this;
    const opacity = /** @type {HTMLInputElement} */ (el("input", { type: "range", min: 10, max: 100, step: 5, value: 100, "aria-label": `${layer.title}: ${app.say("opacity")}`,
      oninput: () => app.setOpacity(layer.id, Number(opacity.value) / 100) }));
    const categories = layer.categories.length > 1 ? layer.categories.map((/** @type {any} */ category) => {
      const key = `${layer.id}/${category.id}`;
      const input = this.switchOf(key, () => app.setHidden(key, !input.checked));
      return el("label", { class: "category" }, input, swatch(app.payload.drawings[category.drawings[0]], category.mark), el("span", {}, category.title || category.id));
    }) : [];
    return el("div", { class: "layer-more" }, layer.description && el("p", { class: "about" }, layer.description), ...categories,
      el("div", { class: "layer-tools" }, el("label", {}, app.say("opacity"), opacity), iconButton("target", `${layer.title}: ${app.say("zoom-to")}`, () => app.goToLayer(layer.id))));
  }

  /** Set the switches to what is chosen. */
  show() {
    const { state } = this.app;
    for (const [key, input] of this.switches) input.checked = key.includes("/") ? !state.hidden.has(key) : state.layers.has(key);
    this.possible.checked = state.possible;
  }

  /** Say how many features of each layer hold now. */
  count() {
    const { store } = this.app, counts = new Array(store.payload.layers.length).fill(0);
    for (let i = 0; i < store.n; i++) if (store.hold[i]) counts[store.layer[i]]++;
    store.payload.layers.forEach((/** @type {any} */ layer, /** @type {number} */ k) => { const tally = this.tallies.get(layer.id); if (tally) tally.textContent = String(counts[k]); });
  }
}
