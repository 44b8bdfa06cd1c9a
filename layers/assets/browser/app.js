// One atlas on the page: its state, its map, and what tells its parts of a change.

const WIDE = 640, ROOMY = 1080; // pixels
const TELL_AFTER = 220, LINK_AFTER = 160; // milliseconds of quiet

/** @typedef {{when: When, layers: Set<string>, hidden: Set<string>, possible: boolean, view: string, selected: number, opacity: number[]}} State */

/** An atlas in an element. */
class App {
  /**
   * @param {ShadowRoot|Document} root
   * @param {HTMLElement} host the element to fill
   * @param {{payload: any, script: string}} data
   * @param {{link?: Link, report?: (state: any) => void, isLinked?: boolean}} [how]
   */
  constructor(root, host, data, how = {}) {
    this.root = root;
    this.host = host;
    this.payload = data.payload;
    this.language = data.payload.language;
    this.report = how.report || (() => {});
    this.isLinked = how.isLinked !== false;
    /** @type {Map<string, (() => void)[]>} */ this.listeners = new Map();
    /** @type {Map<string, number>} */ this.timers = new Map();
    this.isGone = false;
    this.store = new Store(data.payload);
    const link = how.link || {};
    this.state = this.firstState(link);
    this.ask();
    this.buildFrame();
    this.buildMap(data.script, link);
    this.buildParts();
    this.emit("shown");
    this.map.invalidateSize({ animate: false });
    this.isAimed = Boolean(link.camera);
    this.aim();
    this.base.begin();
    this.marks.addTo(this.map).draw();
    this.watch();
  }

  /** @param {Link} link @returns {State} */
  firstState(link) {
    const { payload } = this, known = new Set(payload.layers.map((/** @type {any} */ l) => l.id));
    const usual = payload.layers.filter((/** @type {any} */ l) => l.visible).map((/** @type {any} */ l) => l.id);
    link = { ...(payload.opening || {}), ...link };
    return {
      when: readWhen(link.date || "") || readWhen(payload.atlas.date) || yearWhen(payload.atlas.first_year),
      layers: new Set(link.layers ? link.layers.filter((id) => known.has(id)) : usual),
      hidden: new Set(link.hidden || []),
      possible: link.possible !== false,
      view: payload.views.some((/** @type {any} */ v) => v.id === link.view) ? /** @type {string} */ (link.view) : payload.atlas.view,
      selected: -1,
      opacity: payload.layers.map(() => 1),
    };
  }

  /** @param {string} key */
  say(key) { return this.payload.words[key] || key; }

  /** @param {string} name @param {() => void} listener */
  on(name, listener) { this.listeners.set(name, [...(this.listeners.get(name) || []), listener]); }

  /** @param {string} name */
  emit(name) { for (const listener of this.listeners.get(name) || []) listener(); }

  /** Do something once, after a while of quiet. @param {string} name @param {number} wait @param {() => void} task */
  later(name, wait, task) {
    if (this.isGone) return;
    clearTimeout(this.timers.get(name));
    this.timers.set(name, window.setTimeout(task, wait));
  }

  isWide() { return this.host.clientWidth >= WIDE; }
  isRoomy() { return this.host.clientWidth >= ROOMY; }

  /** The parts of the page that do not change. */
  buildFrame() {
    this.mapNode = el("div", { class: "map", role: "application", "aria-label": this.say("map-help"), tabindex: "0" });
    this.gridNode = /** @type {HTMLCanvasElement} */ (el("canvas", { class: "grid", "aria-hidden": "true" }));
    this.cartoucheDate = el("span", { class: "cartouche-date" });
    this.sheet = el("div", { class: "sheet" }, this.mapNode, this.gridNode,
      el("div", { class: "cartouche", "aria-hidden": "true" }, el("span", {}, this.payload.atlas.title), this.cartoucheDate));
    this.stage = el("div", { class: "stage" }, this.sheet);
    this.live = el("p", { class: "unseen", role: "status" });
    this.frame = el("div", { class: "atlas", lang: this.language }, this.stage, this.live);
    fill(this.host, this.frame);
  }

  /** @param {string} script @param {Link} link */
  buildMap(script, link) {
    const found = runFolium(script, this.mapNode, { attributionControl: false, zoomControl: false, zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 110, fadeAnimation: !isCalm(), zoomAnimation: !isCalm(), markerZoomAnimation: false, worldCopyJump: false });
    this.map = found.map;
    this.map.createPane("marks").style.zIndex = "450";
    this.map.setMinZoom(this.payload.zoom[0]);
    this.map.setMaxZoom(this.payload.zoom[1]);
    this.base = new Base(this.map, found.layers);
    if (link.camera) this.map.setView([link.camera[1], link.camera[2]], link.camera[0], { animate: false });
    this.marks = new Marks(this.store, lookOf(this));
  }

  /** The controls around the map. */
  buildParts() {
    this.graticule = new Graticule(this.map, this.gridNode);
    this.scale = new ScaleBar(this.map, (key) => this.say(key));
    this.card = new Card(this);
    this.pointer = new Pointer(this);
    this.clock = new Clock(this);
    this.legend = new Legend(this);
    this.rail = new Rail(this);
    this.railButton = iconButton("layers", this.say("rail"), () => this.rail.setOpen(!this.rail.isOpen), { class: "tool", "aria-expanded": String(this.rail.isOpen) });
    this.on("rail", () => this.railButton.setAttribute("aria-expanded", String(this.rail.isOpen)));
    const tools = el("div", { class: "tools", role: "toolbar", "aria-label": this.say("tools") }, this.railButton,
      el("div", { class: "tool-group" },
        iconButton("plus", this.say("zoom-in"), () => this.map.zoomIn(), { class: "tool" }),
        iconButton("minus", this.say("zoom-out"), () => this.map.zoomOut(), { class: "tool" }),
        iconButton("home", this.say("reset"), () => this.goToView(this.payload.atlas.view), { class: "tool" })),
      iconButton("camera", this.say("picture"), () => { this.picture = downloadPicture(this); }, { class: "tool" }));
    this.sheet.append(this.legend.node, el("div", { class: "foot" }, this.scale.node, el("p", { class: "credits", title: this.payload.credits.join(" · ") }, this.payload.credits.join(" · "))), this.pointer.tip);
    this.stage.prepend(this.rail.node);
    this.stage.append(tools, this.card.node);
    this.frame.append(this.clock.node);
  }

  /** Take up the first view, as soon as there is a sheet to fit it on: the map may begin in a hidden tab. */
  aim() {
    if (this.isAimed || this.map.getSize().x < 2) return;
    this.isAimed = true;
    this.goToView(this.state.view, false);
  }

  /** Give the boxes of what lies over the map, in pixels from the map's corner. */
  overlays() {
    const zero = this.sheet.getBoundingClientRect();
    return [...this.stage.querySelectorAll(".tools > *, .legend, .scale, .card")].map((node) => node.getBoundingClientRect()).filter((box) => box.width > 0)
      .map((box) => [box.left - zero.left, box.top - zero.top, box.right - zero.left, box.bottom - zero.top]);
  }

  /** Follow size, theme and camera. */
  watch() {
    this.observer = new ResizeObserver(() => { if (this.host.clientWidth > 1) { this.map.invalidateSize({ pan: false }); this.aim(); this.themed(); } });
    this.observer.observe(this.sheet);
    this.map.on("moveend", () => { this.later("moved", 80, () => this.emit("moved")); this.linkLater(); });
    this.themed();
    facesLoaded().then(() => { widths.clear(); if (this.map) this.marks.draw(); });
  }

  /** Take the page's theme: dark when its background is. */
  themed() {
    const colour = getComputedStyle(this.frame).getPropertyValue("--st-background-color").trim() || getComputedStyle(document.body).backgroundColor;
    this.frame.dataset.theme = isDark(colour) ? "dark" : "light";
    this.clock.drawChart();
  }

  /** Ask the store what is shown, and which areas of it are drawn in bands. */
  ask() { this.store.ask(this.state.when, this.state); this.turns = findTurns(this.store); }

  /** Ask the store again and redraw. */
  refresh() {
    this.ask();
    this.marks.draw();
    this.later("shown", 40, () => this.tellShown());
    this.linkLater();
  }

  /** Bring lists and legend up to date, and say it aloud. */
  tellShown() {
    this.emit("shown");
    let certain = 0, possible = 0;
    for (let i = 0; i < this.store.n; i++) { if (this.store.shown[i] === 2) certain++; else if (this.store.shown[i] === 1) possible++; }
    this.live.textContent = `${sayWhen(this.state.when, this.language)}: ${certain} ${this.say("certain")}, ${possible} ${this.say("possible-short")}`;
  }

  linkLater() { if (this.isLinked && this.isAimed) this.later("link", LINK_AFTER, () => writeLink(this)); }

  /** Move to a date: the map at once, Python not at all. @param {When} when */
  setDate(when) {
    if (when.text === this.state.when.text) return;
    this.state.when = when;
    this.refresh();
    this.emit("date");
  }

  /** Tell Python once, when the reader has let go. */
  tell() { this.later("tell", TELL_AFTER, () => this.report(this.heard())); }

  /** What Python may know. */
  heard() {
    const { state } = this, bounds = this.map.getBounds();
    return {
      told: Date.now(), // makes each message differ from the one before
      date: state.when.text, layers: [...state.layers].sort(), hidden: [...state.hidden].sort(), possible: state.possible,
      feature: state.selected < 0 ? "" : this.store.id[state.selected],
      extent: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((d) => Number(d.toFixed(4))),
    };
  }

  /** @param {string} id @param {boolean} isOn */
  setLayer(id, isOn) {
    if (isOn) this.state.layers.add(id); else this.state.layers.delete(id);
    this.changed();
  }

  /** @param {string} key `layer/category` @param {boolean} isHidden */
  setHidden(key, isHidden) {
    if (isHidden) this.state.hidden.add(key); else this.state.hidden.delete(key);
    this.changed();
  }

  /** @param {boolean} isShown */
  setPossible(isShown) {
    this.state.possible = isShown;
    this.changed();
  }

  /** The reader chose other layers. */
  changed() {
    this.refresh();
    this.emit("layers");
    this.tell();
  }

  /** @param {any} command what Python says anew */
  obey(command) { carryOut(this, command); }

  /** @param {string} id @param {number} opacity */
  setOpacity(id, opacity) {
    this.state.opacity[this.payload.layers.findIndex((/** @type {any} */ l) => l.id === id)] = opacity;
    this.marks.draw();
  }

  /** Open a feature's card. @param {number} i @param {{others?: number[], fly?: boolean, focus?: boolean}} [how] */
  open(i, how = {}) {
    this.card.show(i, how);
    this.select(i);
    if (how.fly) this.goTo(i);
  }

  /** @param {number} i */
  select(i) {
    this.state.selected = i;
    this.marks.draw();
  }

  /** @param {string} id @param {boolean} [isMoving] */
  goToView(id, isMoving = true) {
    const view = this.payload.views.find((/** @type {any} */ v) => v.id === id) || this.payload.views[0];
    if (!view) return;
    this.state.view = view.id;
    const [west, south, east, north] = view.extent;
    this.fly([[south, west], [north, east < west ? east + 360 : east]], isMoving, 24);
    this.linkLater();
  }

  /** @param {number} i */
  goTo(i) {
    const box = this.store.boxOf(i);
    if (!box) return;
    if (this.store.type[i] === POINT) {
      const at = this.unproject(box[0], box[1]);
      const km = this.store.precision[i] > 0 ? this.store.precision[i] : 0;
      const reach = Math.max(0.12, Math.min(8, km / 60));
      this.fly([[at.lat - reach, at.lng - reach * 1.5], [at.lat + reach, at.lng + reach * 1.5]], true, 20, Math.max(this.map.getZoom(), 9));
      return;
    }
    this.fly([this.unproject(box[0], box[3]), this.unproject(box[2], box[1])], true, 30);
  }

  /** @param {string} id */
  goToLayer(id) { this.goToLayers([id]); }

  /** @param {string[]} ids */
  goToLayers(ids) {
    const { store } = this, own = this.payload.layers.map((/** @type {any} */ l) => ids.includes(l.id));
    const isAny = !store.shown.some((hold, i) => hold && own[store.layer[i]] && store.type[i]);
    const boxes = Array.from({ length: store.n }, (_, i) => i).filter((i) => own[store.layer[i]] && store.type[i] && (isAny || store.shown[i])).map((i) => store.boxOf(i)).filter((box) => box);
    if (!boxes.length) return;
    const all = boxes.reduce((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]);
    this.fly([this.unproject(all[0], all[3]), this.unproject(all[2], all[1])], true, 40, 10);
  }

  /** @param {number} x @param {number} y */
  unproject(x, y) { return this.map.options.crs.pointToLatLng(L.point(x, y), 0); }

  /** @param {any} bounds @param {boolean} isMoving @param {number} padding @param {number} [maxZoom] */
  fly(bounds, isMoving, padding, maxZoom) {
    const room = Math.min(padding, this.map.getSize().x / 12), wide = this.map.getSize().x > 560;
    const legend = wide && /** @type {HTMLDetailsElement} */ (this.legend.node).open ? this.legend.node.offsetWidth + 16 : 0;
    const card = wide && !this.card.node.hidden ? this.card.node.offsetWidth : 0;
    this.map.fitBounds(bounds, { paddingTopLeft: [room + (wide ? 40 : 0), room], paddingBottomRight: [room + Math.max(legend, card), room + 16], maxZoom, animate: isMoving && !isCalm() });
  }

  /** Give everything back. */
  remove() {
    this.isGone = true; // what ends now must not begin anything
    this.clock.stop();
    this.observer.disconnect();
    this.map.remove();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.host.replaceChildren();
  }
}
