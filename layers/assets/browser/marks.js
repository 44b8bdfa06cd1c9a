// One canvas for everything that has a date, redrawn from typed columns.

const DENSE = 3000; // from so many points in view, points become plain dots
const FAR_KM = 100; // known to no better than this: a name with a count, never a spot
const EARTH_PX = 40075016.686 / WORLD; // metres in a pixel of zoom 0 at the equator
const CLEARLY_LARGER = 1.4; // a disc that hardly shows round its symbol tells nothing
const CLEAR = 0.5; // of the ground under a disc
const PAD = 0.1; // of the map's size, drawn beyond each edge

/** The canvas of marks; a Leaflet layer. */
class Marks extends L.Layer {
  /** @param {Store} store @param {any} look state that is read at each drawing: language, opacity, selected */
  constructor(store, look) {
    super();
    this.store = store;
    this.look = look;
    this.shapes = new Shapes(store);
    this.dots = new Dots();
    this.sprites = new Sprites();
    this.ground = new Ground(store, look, this.shapes);
    this.ratio = 0; // 0: that of the screen
    /** @type {{i: number, x: number, y: number, r: number, disc: boolean}[]} */ this.spots = [];
    /** @type {number[]} */ this.discs = []; // whose rings are drawn
    /** @type {Placed[]} */ this.labels = [];
    this.counts = { areas: 0, lines: 0, points: 0, labels: 0, dense: false };
    this.lastDrawMs = 0;
  }

  /** @param {L.Map} map */
  onAdd(map) {
    this._map = map;
    this.box = L.DomUtil.create("div", "leaflet-zoom-animated marks", map.getPane("marks"));
    this.box.setAttribute("aria-hidden", "true");
    this.canvas = document.createElement("canvas");
    this.box.append(this.ground.canvas, this.canvas);
    map.on("moveend resize viewreset", this.draw, this);
    map.on("zoomanim", this.follow, this);
    return this;
  }

  /** @param {L.Map} map */
  onRemove(map) {
    map.off("moveend resize viewreset", this.draw, this);
    map.off("zoomanim", this.follow, this);
    this.box.remove();
    return this;
  }

  /** Scale the last drawing while the map zooms. @param {any} event */
  follow(event) {
    const scale = this._map.getZoomScale(event.zoom, this.zoom);
    const corner = this._map._latLngBoundsToNewLayerBounds(this.bounds, event.zoom, event.center).min;
    L.DomUtil.setTransform(this.box, corner, scale);
  }

  /** Size the canvas to the map and give its context, in CSS pixels from its corner. */
  begin() {
    const map = this._map, size = map.getSize();
    const left = Math.round(size.x * PAD), top = Math.round(size.y * PAD);
    const ratio = this.ratio || Math.min(3, window.devicePixelRatio || 1);
    this.width = size.x + 2 * left;
    this.height = size.y + 2 * top;
    this.corner = map.containerPointToLayerPoint([-left, -top]);
    this.inset = [left, top];
    this.zoom = map.getZoom();
    this.bounds = L.latLngBounds(map.containerPointToLatLng([-left, -top]), map.containerPointToLatLng([size.x + left, size.y + top]));
    const w = Math.round(this.width * ratio), h = Math.round(this.height * ratio);
    if (this.canvas.width !== w || this.canvas.height !== h) {
      this.canvas.width = w;
      this.canvas.height = h;
      this.canvas.style.width = `${this.width}px`;
      this.canvas.style.height = `${this.height}px`;
    }
    L.DomUtil.setTransform(this.box, this.corner, 1);
    const ctx = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, this.width, this.height);
    this.pixelRatio = ratio;
    const origin = map.getPixelOrigin();
    this.shapes.aim(this.zoom, origin);
    this.scale = 2 ** this.zoom;
    this.dx = -origin.x - this.corner.x;
    this.dy = -origin.y - this.corner.y;
    return ctx;
  }

  /** Draw everything that is shown. */
  draw() {
    if (!this._map || this._map.getSize().x < 2) return this;
    const start = performance.now();
    const ctx = this.begin();
    this.taken = new Taken();
    /** @type {Wanted[]} */ this.wanted = [];
    this.counts = { areas: 0, lines: 0, points: 0, labels: 0, dense: false };
    this.drawGround();
    this.drawPoints(ctx);
    this.labels = this.counts.dense ? [] : placeLabels(ctx, this.wanted, this.taken, this.room());
    for (const label of this.labels) drawLabel(ctx, label);
    this.counts.labels = this.labels.length;
    this.drawSelected(ctx);
    this.lastDrawMs = performance.now() - start;
    this.fire("drawn");
    return this;
  }

  /** Areas, lines and names of waters, and what they ask of the names above them. */
  drawGround() {
    const { ground, corner } = this;
    ground.draw(/** @type {Frame} */ (this));
    Object.assign(this.counts, ground.counts);
    for (const name of ground.names) this.wanted.push({ ...name, rank: this.rankOf(name.i) + name.behind });
    for (const boxes of ground.waterNames.cells.values())
      for (const b of boxes) this.taken.add([b[0] - corner.x, b[1] - corner.y, b[2] - corner.x, b[3] - corner.y]);
  }

  /** Where names may go: in view, beside what lies over the map. */
  room() {
    const [left, top] = this.inset, size = this._map.getSize();
    for (const [w, n, e, s] of this.look.covered()) this.taken.add([w + left, n + top, e + left, s + top]);
    return { view: [left + 3, top + 3, left + size.x - 20, top + size.y - 18], all: [4, 4, this.width - 4, this.height - 4], most: Math.max(14, this.width / 13) };
  }

  /** Give the priority of a name: its rank, then its layer's place. @param {number} i */
  rankOf(i) { return this.store.rank[i] + (i === this.look.selected() ? -10 : 0); }

  /** Collect the points in view, one for each site of events. */
  collect() {
    const { store } = this;
    const { scale, dx, dy, width, height } = this;
    /** @type {number[]} */ const seen = [];
    for (let i = 0; i < store.n; i++) {
      if (store.type[i] !== POINT || !store.shown[i]) continue;
      const x = store.x[i] * scale + dx, y = store.y[i] * scale + dy;
      if (x > -60 && y > -60 && x < width + 60 && y < height + 60) seen.push(i);
      else if (this.discPx(i) > 60 && this.reaches(x, y, this.discPx(i))) seen.push(i);
    }
    return seen;
  }

  /** @param {number} x @param {number} y @param {number} r */
  reaches(x, y, r) { return x + r > 0 && y + r > 0 && x - r < this.width && y - r < this.height; }

  /** Give the radius in pixels of what is known of a position; 0 if nothing is said. @param {number} i */
  discPx(i) {
    const km = this.store.precision[i];
    if (!(km > 0)) return 0;
    const north = Math.PI * (1 - (2 * this.store.y[i]) / WORLD);
    return (km * 1000 * this.scale * Math.cosh(north)) / EARTH_PX;
  }

  /** Points: discs, symbols or dots. @param {CanvasRenderingContext2D} ctx */
  drawPoints(ctx) {
    const seen = this.collect();
    this.spots = [];
    this.counts.points = seen.length;
    if (seen.length > DENSE) { this.counts.dense = true; this.drawDots(ctx, seen); return; }
    this.sprites.start(this.pixelRatio);
    const sites = this.bySite(seen);
    for (const { i, x, y, r, disc } of sites) if (disc) this.spots.push({ i, x, y, r, disc });
    const ringed = sites.filter((site) => site.disc && !site.isLettered); // a water named across itself needs no ring
    this.clearGround(ctx, ringed);
    for (const site of ringed) this.drawDisc(ctx, site);
    this.discs = ringed.map((site) => site.i);
    for (const site of sites) this.drawSite(ctx, site);
  }

  /**
   * Gather events at exactly one point into one mark, that of the highest rank.
   * @param {number[]} seen
   */
  bySite(seen) {
    /** @type {Map<string, any>} */ const sites = new Map();
    for (const i of seen) {
      const gathering = this.store.gatheringOf(i), isEvent = gathering === "event";
      const key = gathering ? `${gathering}/${this.store.site[i]}` : `${i}`;
      const site = sites.get(key);
      if (site) { site.all.push(i); if (this.store.rank[i] < this.store.rank[site.i]) site.i = i; continue; }
      sites.set(key, { i, all: [i], isEvent });
    }
    for (const site of sites.values()) this.measureSite(site);
    return [...sites.values()];
  }

  /** @param {any} site */
  measureSite(site) {
    const { i } = site, drawing = this.store.drawingOf(i);
    site.x = this.store.x[i] * this.scale + this.dx;
    site.y = this.store.y[i] * this.scale + this.dy;
    site.drawing = drawing;
    site.far = this.store.precision[i] >= FAR_KM;
    site.r = this.discPx(i);
    site.disc = !site.far && drawing.disc !== null && site.r > CLEARLY_LARGER * (drawing.symbol ? drawing.symbol.size / 2 : 3);
    site.isLettered = site.disc && this.ground.lettered.has(this.store.nameOf(i, this.look.language()));
    site.alpha = this.look.opacity(this.store.layer[i]);
  }

  /** Let the ground go pale under all discs at once, however many lie over one another. @param {CanvasRenderingContext2D} ctx @param {any[]} discs */
  clearGround(ctx, discs) {
    if (!discs.length) return;
    const path = new Path2D();
    for (const { x, y, r } of discs) { path.moveTo(x + r, y); path.arc(x, y, r, 0, 7); }
    ctx.save();
    ctx.clip(path);
    ctx.globalAlpha = CLEAR;
    ctx.drawImage(this.ground.pale(), 0, 0, this.width, this.height);
    ctx.restore();
  }

  /** @param {CanvasRenderingContext2D} ctx @param {any} site */
  drawDisc(ctx, site) {
    const path = new Path2D();
    path.arc(site.x, site.y, site.r, 0, 7);
    const style = site.drawing.disc;
    paintArea(ctx, path, { ...style, opacity: style.opacity * site.alpha, fillOpacity: 0 });
    ctx.setLineDash([]);
  }

  /** @param {CanvasRenderingContext2D} ctx @param {any} site */
  drawSite(ctx, site) {
    const { i, drawing, x, y } = site;
    const style = drawing.symbol;
    if (site.far) { this.wantFar(site); return; }
    if (site.isLettered) return;
    let half = 3;
    if (style && !(site.disc && this.store.depictionOf(i) === "proxy")) { // what only stands in for a place is no spot
      this.sprites.stamp(ctx, style, x, y, site.alpha);
      half = style.size / 2;
    }
    if (site.all.length > 1) this.taken.add(drawBadge(ctx, x + half * 0.8, y - half * 0.9, site.all.length));
    this.taken.add([x - half, y - half, x + half, y + half]);
    this.spots.push({ i, x, y, r: Math.max(9, half), disc: false });
    this.wantPointName(site, half);
  }

  /** @param {any} site @param {number} half */
  wantPointName(site, half) {
    const { i, drawing } = site;
    if (!drawing.text || (site.isEvent && this.store.rank[i] > 2 && this.zoom < 8 && i !== this.look.selected())) return;
    const text = this.store.nameOf(i, this.look.language());
    const second = !site.isEvent && this.zoom >= 6.5 ? this.look.otherNames(i) : "";
    this.wanted.push({ i, x: site.x, y: site.y, gap: half + 4, text, second, style: drawing.text, rank: this.rankOf(i) + (site.isEvent ? 1.2 : 0) });
  }

  /** A position known to no better than 100 km: the name of the whole, and how many. @param {any} site */
  wantFar(site) {
    const { i, drawing } = site;
    const name = this.look.farName(site.all, this.store.nameOf(i, this.look.language()));
    const style = { ...(drawing.text || this.look.plainText()), italic: true };
    this.wanted.push({ i, x: site.x, y: site.y, gap: 0, text: name, second: "", style, rank: this.rankOf(i) - 0.5, spots: [{ x: site.x, y: site.y, room: Infinity }] });
  }

  /** @param {CanvasRenderingContext2D} ctx @param {number[]} seen */
  drawDots(ctx, seen) {
    const { store, dots, pixelRatio } = this;
    dots.begin(this.canvas.width, this.canvas.height);
    const radius = Math.round((seen.length > 4 * DENSE ? 1.6 : 2.2) * pixelRatio);
    /** @type {Map<any, number>} */ const inks = new Map();
    const edge = pixelOf("#26221c");
    for (const i of seen) {
      const category = store.categoryOf(i);
      let ink = inks.get(category);
      if (ink === undefined) {
        const symbol = store.drawingOf(i).symbol;
        ink = pixelOf(symbol && symbol.fill !== "#f5efe1" ? symbol.fill : symbol ? symbol.stroke : "#26221c");
        inks.set(category, ink);
      }
      dots.stamp((store.x[i] * this.scale + this.dx) * pixelRatio, (store.y[i] * this.scale + this.dy) * pixelRatio, radius, ink, store.hold[i] === 1 ? ink : edge);
    }
    dots.end(ctx);
    this.seen = seen;
  }

  /** A ring round what the card is about. @param {CanvasRenderingContext2D} ctx */
  drawSelected(ctx) {
    const i = this.look.selected();
    if (i < 0 || !this.store.shown[i]) return;
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
    const rings = [["#fbf8f1", 5], ["#26221c", 2]];
    for (const [colour, width] of rings) {
      ctx.strokeStyle = /** @type {string} */ (colour);
      ctx.lineWidth = /** @type {number} */ (width);
      if (this.store.type[i] === POINT) {
        ctx.beginPath();
        ctx.arc(this.store.x[i] * this.scale + this.dx, this.store.y[i] * this.scale + this.dy, 13, 0, 7);
        ctx.stroke();
        continue;
      }
      ctx.save();
      ctx.translate(-this.corner.x, -this.corner.y);
      for (const part of this.shapes.of(i)) if (this.ground.isNear(part.box)) ctx.stroke(part.path);
      ctx.restore();
    }
  }
}
