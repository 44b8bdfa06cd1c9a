// The rail at the left: layers and views, what is on the map, what is not; a drawer on narrow screens.

/** The rail with its tabs. */
class Rail {
  /** @param {any} app */
  constructor(app) {
    this.app = app;
    this.layers = new LayerPanel(app);
    this.inView = new FeatureList(app, "nothing-shown", () => findInView(app));
    this.tray = new FeatureList(app, "tray-empty", () => findUnplaced(app));
    this.tabs = [
      this.tab("layers", el("div", {}, this.views(), this.layers.node)),
      this.tab("in-view", this.inView.node),
      this.tab("tray", this.tray.node),
    ];
    const tablist = el("div", { role: "tablist", class: "tabs", "aria-label": app.say("rail"), onkeydown: (/** @type {KeyboardEvent} */ e) => this.key(e) }, ...this.tabs.map((t) => t.button));
    this.node = el("nav", { class: "rail", "aria-label": app.say("rail") }, tablist, ...this.tabs.map((t) => t.panel));
    this.choose(0);
    this.setOpen(app.isRoomy());
    app.on("shown", () => this.update());
    app.on("moved", () => this.update());
  }

  /** @param {string} name @param {HTMLElement} content */
  tab(name, content) {
    const count = el("span", { class: "count" });
    const button = el("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, onclick: () => this.choose(this.tabs.findIndex((t) => t.name === name)) }, this.app.say(name), " ", count);
    const panel = el("div", { role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}`, tabindex: "0", class: "panel" }, content);
    return { name, button, panel, count };
  }

  /** Preset views as a row of buttons. */
  views() {
    const { app } = this;
    return el("div", { class: "views", role: "group", "aria-label": app.say("views") }, ...app.payload.views.map((/** @type {any} */ view) =>
      el("button", { type: "button", class: "chip", "data-view": view.id, onclick: () => app.goToView(view.id) }, view.title)));
  }

  /** @param {number} chosen */
  choose(chosen) {
    this.chosen = chosen;
    this.tabs.forEach(({ button, panel }, k) => {
      button.setAttribute("aria-selected", String(k === chosen));
      button.tabIndex = k === chosen ? 0 : -1;
      panel.hidden = k !== chosen;
    });
    if (this.node) this.update();
  }

  /** Left and right move between tabs. @param {KeyboardEvent} event */
  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.choose((this.chosen + step + this.tabs.length) % this.tabs.length);
    this.tabs[this.chosen].button.focus();
  }

  /** @param {boolean} isOpen */
  setOpen(isOpen) {
    this.isOpen = isOpen;
    this.node.hidden = !isOpen;
    if (isOpen) this.update();
    this.app.emit("rail");
  }

  /** Bring counts and the open list up to date. */
  update() {
    if (!this.app.map) return;
    this.inView.update(this.isOpen && this.chosen === 1);
    this.tray.update(this.isOpen && this.chosen === 2);
    this.tabs[1].count.textContent = String(this.inView.total);
    this.tabs[2].count.textContent = String(this.tray.total);
  }
}
